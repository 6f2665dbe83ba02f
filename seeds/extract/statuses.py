"""Whether a figure is a fact, an aim or a rule: actual, target or standard.

A trigger of the future (计划, 预计, 力争, 确保) holds from where it stands to the end of its sentence,
unless a word of fact (已, 截至, 实现了) takes over. 将 counts only as the adverb of the future, not
where it moves an object to the front (将其余的2万多人…纳入).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from seeds.article import Span, Status
from seeds.extract.clauses import Clauses
from seeds.extract.field_words import either
from seeds.extract.periods import Period
from seeds.extract.quantities import Quantity
from seeds.extract.reporting import NO_SECTION, Section
from seeds.extract.standards import standard_of
from seeds.profile import NO_WORDS, Words


class Verdict(NamedTuple):
    """A status and the characters of its trigger; the plain fact has none."""

    status: Status
    span: Span | None = None


_AIMS = (
    r"(?<![按原下项际度过出成])(?<![五十]年)计划(?!生育|单列|内|外|经济|书|的|[,。;、])|预计|预期(?!寿命)"
    r"|预测|力争|力求|打算|届时|即将|决定"
    r"|争取(?=[在实完达早尽把使年让建用形20]|到(?:20\d\d|[今明后]?年))|确保|保证(?!金|了|书|体)|有望"
    r"|(?<![模虚草])拟(?![定人])|下一步|明年"
    r"|(?<![过出于成了照])规划(?:建设|到|用|新|总|投|(?=[一-鿿]{2,4}$))|[省市县]定|(?:目标"
    r"|任务)(?:任务)?[是为:]"
    r"|(?<=[,。;:“\n])到20[2-9]\d年(?!以来|止)|(?:未来|今后)(?:几|[一二三四五\d]+)?年"
    r"|概算|估算(?=总?投资)|匡算|设计(?=年产|日产|产能|能力|规模)"
    r"|(?:下达|承担|分配)[^,。;:\d了]{0,14}(?:任务|指标|计划)(?:(?=\d)|$)"
    r"|(?:建成|投产|达产|完工|竣工|全部实施)后|(?<![需重主首必还只])要(?=[在把达实完建确力新让使])"
)
_BEGUN = "较比为在占于会要达降升增建新完突超再继进着力投实带全可有形培安基组开启推到打覆年迎正陆逐"
_BEGUN_WORD = (
    r"修[建复缮通]|组[建织]|帮[助扶]|扩[建大](?!的)|种植(?!面积|结构|业|户|大户)|提[供高升]|发放"
    r"|发展(?![重理成思模方])|举办|召开|吸[纳引]"
    r"|安[排置](?![房点区])|[受惠]益|惠及|享受|搬[入进出]|搬迁[到至入]|解决(?!方案|办法)|减[少轻]|消除|创造"
    r"|引进|硬化|延长|拓展|缩小|一举"
    r"|抓(?!.{0,2}的)|紧[紧扣抓盯]|围绕|努力|大力|坚[持决]|每[年月季]|达|累计|陆续|逐步|再|投用|整合|支持"
    r"|资助|争取"
)
_WILL = rf"(?<![即必])将(?=[{_BEGUN}]|{_BEGUN_WORD})|[必即]将"
_FACTS = (
    r"(?<!不)已|截[至止]|(?<![较比])目前|累计|正在|先后|(?<![较比与])(?:去年|上年)|以来|圆满|同比"
    r"|(?:实现|完成|达到|建成|落实|取得|增加|下降|增长|减少|投入|发放|争取|带动)了"
)
# The lookahead holds every character that a trigger begins with, so that the words are tried only there.
_TRIGGER = re.compile(
    r"(?=[计预力打届即决争确保有拟下明规省市县目任到未今概估匡设承分建投达完竣全要将必已截累正先去上以圆同"
    r"实落取增减发带])"
    rf"(?:(?P<aim>{_AIMS}|{_WILL})|(?P<fact>{_FACTS}))"
)
_STOCK = "剩余|现有|现存|尚有|还有|仍有"

# The capacity of works that are being built: 年产5万吨的工厂, 万吨冷链项目.
_CAPACITY = re.compile(
    r"(?:年|日|月|可)?(?:存栏|出栏|产能|处理|加工|生产|发电|储存|容纳|接待|产)[^,。;:\d]{0,6}$"
)
_WORKS = re.compile(r"的?[^,。;:\d]{0,12}?(?:项目|园区|基地|工厂|加工厂|生产线|养殖场|电站|车间|工程)")
_BUILDING = re.compile(r"建设|打造|即将|开工")


# 为确保群众入住,…: an end, from which what is done to it follows behind the comma.
_END_AIMED_AT = re.compile(r"(?:^|[,。;:“\n])为了?$")
# What is still to come of things that are counted before it: 16个县拟搬迁, 6个工程准备开工.
_AHEAD = re.compile(
    r"[^,。;:\d]{0,32}?(?:(?<![模虚草])拟(?=[搬建新改退引投开实])|(?:计划|预计|有望)(?=[于在今明年])"
    r"|将(?=[于在全被实完建]))"
    r"|[^。;\d]{0,40}?(?:准备|等待|尚未|有待)(?:开工|动工)"
)
_AIMED_AT = re.compile(r"的?(?:预期|预定|既定|规划|计划)[^,。;:\d]{0,6}(?:目标|任务)")
# 总投资3亿元,…预计明年建成: the size of what is not built yet.
_SIZED = re.compile(r"(?:项目|工程)[^,。;\d]{0,6}总投资[^,。;\d]{0,4}$|(?<![一-鿿])总投资[^,。;\d]{0,4}$")
_UNBUILT = re.compile(r"拟建|预计[^,。;]{0,14}(?:建成|投产|竣工|完工|投用)")
_BUILT = re.compile("已|完成投资|累计|了")
# In a section about plans: what tells of today or of a year before.
_TOLD = re.compile(r"目前|现有|现状|同比|比上年|去年|了")
_COUNTED = re.compile(r"\d[^,。;]{0,4}[人户名个]")
_YEAR = re.compile(r"20\d\d(?=年)")

# So many characters behind an aim a time gone by begins something else.
_NEW_TOPIC = 5


@lru_cache(maxsize=4)
def _stock(outcomes: tuple[str, ...]) -> re.Pattern[str]:
    """What is still to be dealt with, a stock of today also in a sentence about plans: 未脱贫的300户."""
    return re.compile(rf"(?:{_STOCK}|未{either(outcomes)})[^,。;:\d]{{0,4}}(?:\d+[户人名],?、?)?$")


@lru_cache(maxsize=4)
def _planned(outcomes: tuple[str, ...]) -> re.Pattern[str]:
    """What a plan does with those that are counted before it: 21个县计划摘帽."""
    return re.compile(rf"[^,。;:\d]{{0,2}}计划(?={either(outcomes)})")


def status_of(
    clauses: Clauses, here: Quantity, words: Words = NO_WORDS, plan: Section = NO_SECTION
) -> Verdict:
    """The status of one figure, from the words of its sentence. Names (《…计划》) trigger nothing.

    `words` are the profile's; `plan` is the section of the figure: one about plans tells of aims where
    no word says otherwise.
    """
    view = clauses.unnamed
    sentence, clause = clauses.sentence(here.start), clauses.clause(here.start)
    trigger = _last_trigger(view, sentence, clause, here)
    fact_here = trigger is not None and trigger.lastgroup == "fact" and trigger.start() >= clause.start
    standard = None if fact_here else standard_of(view, sentence, clause, here, words)
    if standard:
        return Verdict("standard", standard)
    if _stock(words.outcomes).search(view, clause.start, here.start):
        rest = trigger is not None and trigger.lastgroup == "aim" and _is_rest(view, trigger, clause)
        return Verdict("target", Span(*trigger.span())) if rest and trigger else Verdict("actual")
    if trigger is not None and trigger.lastgroup == "aim":
        return Verdict("target", Span(*trigger.span()))
    ahead = None if fact_here else _ahead(view, sentence, here, words)
    if ahead is None:
        ahead = _unbuilt(view, sentence, clause, here)
    if ahead:
        return Verdict("target", ahead)
    if plan.plan and trigger is None and _is_planned(view, sentence, plan):
        return Verdict("target", plan.span)
    return _capacity(clauses.view, clause, here) or Verdict("actual")


def _last_trigger(view: str, sentence: Span, clause: Span, here: Quantity) -> re.Match[str] | None:
    """The last trigger before a figure; that of an end (为确保…,) is none beyond its own clause."""
    for trigger in reversed(list(_TRIGGER.finditer(view, sentence.start, here.start))):
        end = _END_AIMED_AT.search(view, max(0, trigger.start() - 3), trigger.start())
        if not end or trigger.start() >= clause.start:
            return trigger
    return None


def _is_rest(view: str, aim: re.Match[str], clause: Span) -> bool:
    """力争脱贫5000人,剩余2000人: what an aim that is counted before will leave."""
    return aim.end() < clause.start and bool(_COUNTED.search(view, aim.end(), clause.start))


def _ahead(view: str, sentence: Span, here: Quantity, words: Words) -> Span | None:
    """What is said behind a figure to be still to come: 16个县拟搬迁, 8000元的预期目标."""
    for pattern in (_planned(words.outcomes), _AHEAD, _AIMED_AT):
        if match := pattern.match(view, here.end, sentence.end):
            return Span(*match.span())
    return None


def _unbuilt(view: str, sentence: Span, clause: Span, here: Quantity) -> Span | None:
    """The works that a total is planned for, unless the sentence tells of some that are done."""
    sized = _SIZED.search(view, clause.start, here.start)
    if not sized or _BUILT.search(view, sentence.start, sentence.end):
        return None
    unbuilt = _UNBUILT.search(view, here.end, sentence.end)
    return Span(*unbuilt.span()) if unbuilt else None


def _is_planned(view: str, sentence: Span, plan: Section) -> bool:
    """Whether a sentence of a section about plans speaks neither of today nor of an earlier year."""
    if _TOLD.search(view, sentence.start, sentence.end):
        return False
    first = int(plan.period[:4]) if plan.period else None
    years = [int(year) for year in _YEAR.findall(view, sentence.start, sentence.end)]
    return all(first is not None and year >= first for year in years)


def with_period(verdict: Verdict, period: Period | None, published: str | None) -> Verdict:
    """A fact of a time after the publication is an aim: 到2025年,覆盖率提高到24.1%.

    And an aim that was told before a time gone by ends there: 计划改造房屋60户;2017年,脱贫800人. What
    nothing but 到2020年 made one is none when 2020 is over.
    """
    if verdict.status == "target" and published and period and period.span and verdict.span:
        last = period.value.rpartition("/")[2]
        gone = last < published[: len(last)] and last[:4] <= published[:4]
        said_once = verdict.span.start <= period.span.start < verdict.span.end
        if gone and (said_once or period.span.start - verdict.span.end > _NEW_TOPIC):
            return Verdict("actual")
    if verdict.status != "actual" or period is None or not published:
        return verdict
    first = period.value.partition("/")[0]
    return Verdict("target", period.span) if first > published[: len(first)] else verdict


def _capacity(view: str, clause: Span, here: Quantity) -> Verdict | None:
    works = _WORKS.match(view, here.end)
    if not works:
        return None
    designed = _CAPACITY.search(view, max(clause.start, here.start - 12), here.start)
    building = here.rule == "magnitude" and _BUILDING.search(view, clause.start, clause.end + 12)
    return Verdict("target", Span(*works.span())) if designed or building else None
