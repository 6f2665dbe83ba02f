"""What a figure measures: the shortest noun phrase of the text that identifies it.

A measure word leads to its noun on the right (`48个贫困村`); money, rates and physical units mostly
follow theirs (`贫困发生率降至0.74%`). A change (`同比增长6.5%`) takes the noun of the figure before
it, and so does a figure that has none of its own (`3566户7445人`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from seeds.article import Span
from seeds.extract.clauses import Clauses
from seeds.extract.phrases import VERB_ONLY, before_number, behind_unit, is_verb
from seeds.extract.quantities import Quantity
from seeds.extract.units import kind_of


class Metric(NamedTuple):
    """A phrase, where it stands in the view, the rule that found it, and whether it says a change."""

    text: str
    span: Span | None
    rule: str
    change: bool = False
    base: str = ""
    """The noun whose change it is; else the text itself."""


_RISE = "增长|增加|增收|增产|提高|上升|(?<!改造)提升|扩大|上涨|攀升|多增|增幅|增速|涨"
_FALL = "下降|减少|降低|回落|下跌|收窄|减产|缩小|缩短|下滑|跌|压减|减幅|降幅|降"
_CHANGE = re.compile(
    r"(?P<adverbs>(?:同比|环比|(?:比(?![例重值])|较|与)[^,。;:]{1,14}?(?:相比)?|实际|名义|年均|年均实际|[一两三四五六七八九十\d]{1,2}年平均|平均|分别|净|累计|每年|约|仅|又|再)*)"
    rf"(?P<verb>{_RISE}|{_FALL})(?:了|(?:(?<=[幅速])|幅度)为)?(?:约|近|达到?|超过)*$"
)
_DIFFERENCE = re.compile(
    r"(?P<adverbs>(?:比|较)[^,。;:]{1,16}?)(?P<verb>高出|偏高|偏低|多出|高|低|快|慢|多|少)$"
)
_MARGIN = re.compile(r"(?:超过|高于|低于|高出|超出|超额?完成|多于|少于|快于|慢于)(?P<than>[^,。;:\d]{1,14})$")
_SHARE = re.compile(r"占(?!地|用|道)(?P<whole>[^,。;:\d]{1,20}?)(?:的比重|比重|比例|的)?(?:为|达到?|是)?$")
_SHARE_OF = re.compile(r"(?:大?约|将近)?占(?:到|了|比)?(?:为|达到?|是)?$")
_RATE_BASE = re.compile(
    r"(?P<base>(?:平均)?每(?:公里|公斤|千克|平方米|公顷|[户亩头只村吨株斤座栋间棵家台辆箱]"
    r"|[百千万]?(?:名|位)?[一-鿿]{0,5}?(?:人口|居民|学生|老人|人)))(?:[为达有约是]|不超过|不低于)*$"
)
_WEAK_VERB = re.compile(r"[只仅共才就]*(?:用|需要?|要|耗时|历时|为期|利用|达|有|到)了?$")
_PREDICATE = re.compile(
    r"(?:创下?|再创|继续|稳步|持续|不断|大幅|明显|快速|总体|保持|有所|稳中|再上|迈上|跃上|达到?)[^,。;:]*$"
)
_NOUN_RIGHT = {"person", "count", "administrative"}
_ADVERBIAL = re.compile(r"\d|[来后前时]$")
_ATTRIBUTIVE = re.compile(r"(?:以[上下内]|左右|\([^)\n]{1,16}\))?的")
_MONEY = re.compile(
    r"(?:补助|补贴|资金|融资|货款|订单|贷款|奖金|救助金|经费|投资|产值|收入|收益|奖励|利润|保费|租金|费|款|金|额)$"
)
_PER = re.compile(r"(?<![一-鿿])(?:人均|户均|亩均)(?=约?$)")
_WHOLE = re.compile(r"全[县市省区旗州盟国镇乡村校年场]|[各这该每][一-鿿]|新?[一两几][家个名位只条种次轮批项户所台]|[一二三四五六七八九十两几\d]{1,2}年[后前来间]")
_HEADS = {"人": "人口", "户": "户数", "人次": "人次", "口": "人口"}
_PEOPLE = re.compile(
    r"(?:干部|人员|人口|学生|生|群众|党员|教师|代表|职工|劳动力|户|人|者|员|师|民|工|队员|家庭)$"
)
_AGE = {"岁", "周岁"}


def metrics(
    clauses: Clauses, found: Sequence[Quantity], dates: Sequence[Span], places: Sequence[Span] = ()
) -> list[Metric | None]:
    """For every quantity its metric, in order. Neither a date nor a place name is part of one."""
    closed = sorted([*dates, *places])
    made: list[Metric | None] = []
    for at in range(len(found)):
        made.append(_metric(clauses, found, at, made, closed, dates))
    return made


def _metric(
    clauses: Clauses,
    found: Sequence[Quantity],
    at: int,
    made: Sequence[Metric | None],
    closed: Sequence[Span],
    dates: Sequence[Span],
) -> Metric | None:
    view, here = clauses.view, found[at]
    clause = clauses.clause(here.start)
    start = max(clause.start, _after(found[at - 1]) if at else 0)
    stop = here.bound.start if here.bound and here.bound.end == here.start else here.start
    if view.endswith("占", stop, here.start):
        stop = here.start
    nearby = tuple(closed[bisect_left(closed, (start, 0)) : bisect_left(closed, (here.start, 0))])
    per = _PER.search(view, start, stop)
    previous = _previous(clauses, found, at, made)
    if per and previous:
        return Metric(per[0] + previous.base, previous.span, "inherited", base=per[0] + previous.base)
    change = _change(view, start, stop, nearby, previous) or _rate(view, clause.start, start, stop, previous)
    if change:
        return change
    left = before_number(view, start, stop, nearby)
    right = _right(view, clause, found, at, dates)
    if not right or is_verb(view[right.start : right.end]):
        left = _with_object(view, start, left, nearby)
    chosen = _choose(view, here, left, right)
    if chosen:
        return chosen
    return _dimension(view, start, stop) or _elsewhere(clauses, found, at, made, nearby)


def _after(previous: Quantity) -> int:
    """Where the words of the next figure begin; 60岁及以上人口 is a noun with its age."""
    return previous.start if previous.unit in _AGE else previous.end


def _rate(view: str, clause: int, start: int, stop: int, previous: Metric | None) -> Metric | None:
    """总投资2亿元,平均每公里500万元: a rate base without a noun of its own joins the metric before it."""
    match = _RATE_BASE.search(view, max(clause, start), stop)
    if not match or not previous or match.start() != max(clause, start):
        return None
    base = match["base"].removeprefix("平均")
    return Metric(base + previous.base, Span(*match.span("base")), "inherited", base=previous.base)


def _right(
    view: str, clause: Span, found: Sequence[Quantity], at: int, dates: Sequence[Span]
) -> Span | None:
    """The noun behind the unit; 10个万亩片区 has a size word before it."""
    here = found[at]
    behind = found[at + 1] if at + 1 < len(found) else None
    spell = behind and kind_of(behind.unit) == kind_of(here.unit) == "time"
    if behind and behind.start == here.end and (spell or behind.rule == "magnitude"):
        return _right(view, clause, found, at + 1, dates)
    limit = min(clause.end, behind.start if behind else clause.end)
    aside = view.find(")", here.end, limit) if view.startswith("(", here.end) else here.end
    next_date = bisect_left(dates, (max(here.end, aside), 0))
    if next_date < len(dates):
        limit = min(limit, dates[next_date].start)
    return behind_unit(view, here.end, limit)


def _choose(view: str, here: Quantity, left: Span | None, right: Span | None) -> Metric | None:
    kind = kind_of(here.unit)
    left_text = view[left.start : left.end] if left else ""
    if left and _WEAK_VERB.fullmatch(left_text):
        left, left_text = None, ""
    if here.unit in _AGE:
        return (
            _said(view, left, "left")
            if left and left_text.endswith(("龄", "寿命"))
            else Metric("年龄", None, "age")
        )
    if here.unit in ("次", "场次", "遍", "趟") and (span := _event(view, here)):
        return _said(view, span, "event")
    if kind == "administrative" and here.unit and not right:
        at = view.rfind(here.unit, here.start, here.end)
        return Metric(here.unit, Span(at, at + len(here.unit)), "unit", base=here.unit)
    leads = kind in _NOUN_RIGHT or here.rule in ("implied", "magnitude")
    attributive = _ATTRIBUTIVE.match(view, here.end)
    said_left = left if left and not VERB_ONLY.match(left_text) and not _WHOLE.fullmatch(left_text) else None
    done = right if right and is_verb(view[right.start : right.end]) else None
    money = right and kind == "money" and _MONEY.search(view[right.start : right.end])
    if money and not (left and _MONEY.search(left_text)):
        return _said(view, right, "right")
    if said_left and here.unit in _HEADS and _PEOPLE.search(left_text) and here.rule != "implied":
        return _said(view, said_left, "left")
    if right and not done and leads and not (attributive and said_left):
        return _said(view, right, "right")
    if said_left:
        return _said(view, said_left, "left")
    if right:
        return _said(view, right, "verb" if done else "right")
    return _said(view, left, "verb") if left and not _WHOLE.fullmatch(left_text) else None


def _with_object(view: str, start: int, left: Span | None, closed: tuple[Span, ...]) -> Span | None:
    """扶贫贷款累计发放2亿元: a verb before the number goes with the noun before it."""
    if left is None or not VERB_ONLY.match(view[left.start : left.end]):
        return left
    noun = before_number(view, start, left.start, closed)
    if noun is None or VERB_ONLY.match(view[noun.start : noun.end]) or view.startswith("其中", noun.start):
        return left
    return Span(noun.start, left.end)


def _dimension(view: str, start: int, stop: int) -> Metric | None:
    """长30米、宽8米: the dimensions are nouns of one character."""
    match = re.compile(r"(?P<noun>[长宽高深厚重])(?:约|达|为|近)*$").search(view, start, stop)
    return _said(view, Span(*match.span("noun")), "left") if match else None


def _event(view: str, here: Quantity) -> Span | None:
    """What is done so often: the words behind the frequency (两次到扎旗, 4次研究…)."""
    match = re.compile(r"(?:以上|以下|左右)?([^,。;:!?、()“”\n\d]{2,16})").match(view, here.end)
    return Span(*match.span(1)) if match else None


def _said(view: str, span: Span | None, rule: str) -> Metric | None:
    if span is None:
        return None
    text = view[span.start : span.end]
    return Metric(text, span, rule, base=text)


def _change(
    view: str, start: int, stop: int, closed: tuple[Span, ...], previous: Metric | None
) -> Metric | None:
    """同比增长, 比上年提高: a change of the noun said before it, or of the figure before."""
    text = view[start:stop]
    match = _CHANGE.search(text) or _DIFFERENCE.search(text)
    if match:
        noun = before_number(view, start, start + match.start(), closed) if match.start() else None
        verb = Span(start + match.start("verb"), start + match.end("verb"))
        base = view[noun.start : noun.end] if noun else previous.base if previous else ""
        span = Span(noun.start, verb.end) if noun else previous.span if previous and previous.span else verb
        return Metric(base + view[verb.start : verb.end], span, "change", change=True, base=base)
    if match := _SHARE_OF.search(text):
        noun = before_number(view, start, start + match.start(), closed) if match.start() else None
        base = view[noun.start : noun.end] if noun else previous.base if previous else ""
        if base and noun is None and previous and match.start():
            base = ""
        if base:
            span = Span(noun.start, start + match.start() + 1) if noun else previous.span if previous else None
            rate = "" if base.endswith(("比", "比例", "比重", "率")) else "占比"
            return Metric(base + rate, span, "margin", base=base)
    match = _MARGIN.search(text) or _SHARE.search(text)
    if match:
        begin = start + match.start()
        noun = before_number(view, start, begin, closed) if match.start() else None
        base = view[noun.start : noun.end] if noun else previous.base if previous else ""
        margin = match.re is _MARGIN
        end = start + (match.end("than") if margin else match.end())
        words = re.sub(r"(?:为|达到?|是|的|分别)+$", "", view[begin:end])
        return Metric(
            base + words,
            Span(noun.start if noun else begin, begin + len(words)),
            "margin",
            margin,
            base or words,
        )
    return None


def _previous(
    clauses: Clauses, found: Sequence[Quantity], at: int, made: Sequence[Metric | None]
) -> Metric | None:
    """The last metric that is no change, in this sentence or, for a sentence that goes on, the one before."""
    sentence = clauses.sentence(found[at].start)
    for index in range(at - 1, -1, -1):
        if found[index].start < sentence.start:
            return None
        metric = made[index]
        if metric is not None and metric.base:
            return metric
    return None


def _elsewhere(
    clauses: Clauses,
    found: Sequence[Quantity],
    at: int,
    made: Sequence[Metric | None],
    closed: tuple[Span, ...],
) -> Metric | None:
    """A figure without a noun beside it: the figure before it, or the noun of the clause before."""
    here = found[at]
    sentence = clauses.sentence(here.start)
    clause = clauses.clause(here.start)
    among = _among(clauses, sentence, clause, closed) or _subject_before(clauses, found, at, sentence, clause)
    if among:
        return among
    for index in range(at - 1, -1, -1):
        if found[index].start < sentence.start:
            break
        metric = made[index]
        if metric is None or (here.unit in _HEADS and (metric.rule == "unit" or not _is_heads(found[index]))):
            continue
        if metric.change and metric.base and here.unit not in ("%", "百分点"):
            return Metric(metric.base, metric.span, "inherited", base=metric.base)
        return metric._replace(rule="inherited")
    if here.unit in _HEADS:
        return Metric(
            _HEADS[here.unit], Span(here.end - len(here.unit), here.end), "unit", base=_HEADS[here.unit]
        )
    while clause.start > sentence.start:
        clause = clauses.clause(clause.start - 1)
        noun = before_number(clauses.view, clause.start, clause.end - 1, closed)
        if noun and not _ADVERBIAL.search(clauses.view[noun.start : noun.end]):
            return _said(clauses.view, noun, "clause")
    return None


def _subject_before(
    clauses: Clauses, found: Sequence[Quantity], at: int, sentence: Span, clause: Span
) -> Metric | None:
    """贸易逆差创下新高,达到50亿美元: a clause without figures names what the next one only measures."""
    previous = found[at - 1].end if at else 0
    if clause.start <= sentence.start or clauses.view[clause.start - 1] != ",":
        return None
    before = clauses.clause(clause.start - 1)
    if before.start < previous:
        return None
    predicate = _PREDICATE.search(clauses.view, before.start, before.end - 1)
    spent = _WEAK_VERB.fullmatch(clauses.view, clause.start, found[at].start)
    if not predicate and not spent:
        return None
    end = predicate.start() if predicate else before.end - 1
    return _said(clauses.view, before_number(clauses.view, before.start, end), "clause")


def _is_heads(quantity: Quantity) -> bool:
    return kind_of(quantity.unit) == "person"


def _among(clauses: Clauses, sentence: Span, clause: Span, closed: tuple[Span, ...]) -> Metric | None:
    """提拔的干部中,有40%以上…: the clause before names what the share is of."""
    if clause.start <= sentence.start or clauses.view[clause.start - 2 : clause.start] != "中,":
        return None
    before = clauses.clause(clause.start - 1)
    return _said(clauses.view, before_number(clauses.view, before.start, clause.start - 2, closed), "clause")
