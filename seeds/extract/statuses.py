"""Whether a figure is a fact, an aim or a rule: actual, target or standard.

A trigger of the future (计划, 预计, 力争, 确保) holds from where it stands to the end of its sentence,
unless a word of fact (已, 截至, 实现了) takes over. 将 counts only as the adverb of the future, not
where it moves an object to the front (将其余的2万多人…纳入).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from seeds.article import Span, Status
from seeds.extract.clauses import Clauses
from seeds.extract.periods import Period
from seeds.extract.quantities import Quantity


class Verdict(NamedTuple):
    """A status and the characters of its trigger; the plain fact has none."""

    status: Status
    span: Span | None = None


_AIMS = (
    r"(?<![按原下项际度])(?<![五十]年)计划(?!生育|单列|内|外|经济|书|的)|预计|预期(?!寿命)|预测|力争|力求|打算|届时|即将|决定"
    r"|争取(?=[在实完达早尽把使年让建用形到20])|确保|保证(?!金|了|书|体)|有望|(?<![模虚草])拟(?![定人])|下一步|明年"
    r"|规划(?:建设|到|用|新|总|投|(?=[一-鿿]{2,4}$))|[省市县]定|(?:目标|任务)(?:任务)?[是为:]"
    r"|(?<=[,。;:“\n])到20[2-9]\d年(?!以来|止)|(?:未来|今后)(?:几|[一二三四五\d]+)?年"
    r"|(?:建成|投产|达产|完工|竣工|全部实施)后|(?<![需重主首必还只])要(?=[在把达实完建确力新让使])"
)
_BEGUN = "较比为在占于会要达降升增建新完突超再继进着力投实带全可有形培安基组开启推到打覆年迎正陆逐"
_WILL = rf"(?<![即必])将(?=[{_BEGUN}])|[必即]将"
_FACTS = (
    r"(?<!不)已|截[至止]|(?<![较比])目前|累计|正在|先后|去年|上年|以来|圆满|同比|比上年"
    r"|(?:实现|完成|达到|建成|落实|取得|增加|下降|增长|减少|投入|发放|争取|带动)了"
)
_TRIGGER = re.compile(rf"(?P<aim>{_AIMS}|{_WILL})|(?P<fact>{_FACTS})")
# What is still to be dealt with is a stock of today, also in a sentence about plans.
_STOCK = re.compile(r"(?:剩余|现有|现存|尚有|还有|仍有|未脱贫)[^,。;:\d]{0,4}(?:\d+[户人名],?、?)?$")
_PLANNED_NOUN = re.compile(r"(?:[^,。;:\d]{0,2})计划(?=[摘脱退])")

# The capacity of works that are being built: 年产5万吨的工厂, 万吨冷链项目.
_CAPACITY = re.compile(
    r"(?:年|日|月|可)?(?:存栏|出栏|产能|处理|加工|生产|发电|储存|容纳|接待|产)[^,。;:\d]{0,6}$"
)
_WORKS = re.compile(r"的?[^,。;:\d]{0,12}?(?:项目|园区|基地|工厂|加工厂|生产线|养殖场|电站|车间|工程)")
_BUILDING = re.compile(r"建设|打造|即将|开工")

_EVERY = re.compile(r"每(?:年|半年|月|周|季度?|个月|天|日|星期)[^,。;]{0,20}$")
_RULE_BEFORE = re.compile(r"(?:按照?|不得|原则上|规定|应当?|必须|须)[^,。;:]{0,24}$")
_NORM_BEFORE = re.compile(r"(?:标准(?:为|是|:)?(?:每[人户亩头只村月年天日吨]{1,2})*|连续帮扶)$")
_NORM_AFTER = re.compile(
    r"为(?:标准|限|准)|(?:\([^)\n]{1,16}\))?的[^,。;:\d]{0,6}标准(?=计算|测算|执行|发放)|的?(?:标准|比例|限额)(?!化|为|达|是)(?:给予|发放|补助|补贴|奖励|缴纳|执行|配|安排|,|出资)"
)
_BY = re.compile(r"按照?[^,。;:\d]{0,4}$")
_RECKONED = re.compile(r"(?:以[上下]|左右)?[^,。;:\d]{0,10}(?:计算|测算|核算|折算)")
_LIMIT_AFTER = re.compile(r"(?:以[上下内]|之内)?的?[^,。;:\d]{0,6}(?:标准|要求|红线|门槛)")
_SUBSIDY = re.compile(
    r"(?:对|凡|给予)[^。\n]*?(?:每[人户亩头只村吨株公]{1,2}[^,。;\d]{0,6})?(?:补助|补贴|奖励|奖补|资助|给予|减免)"
)
_AGES = {"岁", "周岁"}


def status_of(clauses: Clauses, here: Quantity) -> Verdict:
    """The status of one figure, from the words of its sentence. Names (《…计划》) trigger nothing."""
    view = clauses.unnamed
    sentence, clause = clauses.sentence(here.start), clauses.clause(here.start)
    triggers = list(_TRIGGER.finditer(view, sentence.start, here.start))
    trigger = triggers[-1] if triggers else None
    fact_here = trigger is not None and trigger.lastgroup == "fact" and trigger.start() >= clause.start
    standard = None if fact_here else _standard(view, sentence, clause, here)
    if standard:
        return Verdict("standard", standard)
    if _STOCK.search(view, clause.start, here.start):
        return Verdict("actual")
    if trigger is not None and trigger.lastgroup == "aim":
        return Verdict("target", Span(*trigger.span()))
    if planned := _PLANNED_NOUN.match(view, here.end):
        return Verdict("target", Span(*planned.span()))
    return _capacity(clauses.view, clause, here) or Verdict("actual")


def with_period(verdict: Verdict, period: Period | None, published: str | None) -> Verdict:
    """A fact of a time after the publication is an aim: 到2025年,覆盖率提高到24.1%."""
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


def _standard(view: str, sentence: Span, clause: Span, here: Quantity) -> Span | None:
    """The trigger of a rule or threshold, if the figure is the value of one."""
    stop = here.bound.start if here.bound and here.bound.end <= here.start else here.start
    limited = here.op in (">=", "<=") and here.bound is not None
    if here.unit in _AGES and here.bound and here.op != "~":
        return here.bound
    repeated = here.unit in ("次", "场次") and here.rule == "worded"
    if (limited or repeated) and (every := _EVERY.search(view, clause.start, stop)):
        return Span(every.start(), every.start() + 2)
    if limited and (
        match := _LIMIT_AFTER.match(view, here.end) or _RULE_BEFORE.search(view, clause.start, stop)
    ):
        return Span(match.start(), min(match.end(), match.start() + 12))
    if match := _NORM_AFTER.match(view, here.end) or _NORM_BEFORE.search(view, clause.start, stop):
        return Span(*match.span())
    if (by := _BY.search(view, clause.start, stop)) and _RECKONED.match(view, here.end):
        return Span(*by.span())
    if match := _SUBSIDY.search(view, sentence.start, sentence.end):
        per_head = re.search(r"每[人户亩头只村吨株公]{1,2}[^,。;\d]{0,8}$", view[clause.start : stop])
        if match[0].startswith(("对", "凡")) and (
            per_head or limited or "一次性" in view[clause.start : stop]
        ):
            return Span(match.end() - 2, match.end())
    return None
