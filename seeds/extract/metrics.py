"""What a figure measures: the shortest noun phrase of the text that identifies it.

A measure word leads to its noun on the right (`25个示范村`); money, rates and physical units mostly
follow theirs (`森林覆盖率升至36%`). A change (`同比增长6.5%`) takes the noun of the figure before
it, and so does a figure that has none of its own (`1200户2700人`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from seeds.article import Span
from seeds.extract.clauses import Clauses
from seeds.extract.comparisons import comparison, rate
from seeds.extract.phrases import VERB_ONLY, Metric, before_number, behind_unit, is_verb
from seeds.extract.quantities import Quantity
from seeds.extract.units import kind_of

__all__ = ["Metric", "metrics"]

# Verbs that only link a figure to its noun, which an earlier clause names: 收完稻子,只用了4天.
_WEAK_VERB = re.compile(r"[只仅共才就]*(?:用|需要?|要|耗时|历时|为期|利用|达|有|到)了?$")
# What is said of the subject of a clause: 贸易顺差再创新高.
_PREDICATE = re.compile(
    r"(?:创下?|再创|继续|稳步|持续|不断|大幅|明显|快速|总体|保持|有所|稳中|再上|迈上|跃上|达到?)[^,。;:]*$"
)
_RHYTHM = re.compile(r"每(?:[天日周月年]|星期|季度)[一-鿿]$")
_NOUN_RIGHT = {"person", "count", "administrative"}
_ADVERBIAL = re.compile(r"\d|[来后前时]$")
_ATTRIBUTIVE = re.compile(r"(?:以[上下内]|左右|\([^)\n]{1,16}\))?的")
_MONEY = re.compile(
    r"(?:补助|补贴|资金|融资|货款|订单|贷款|奖金|救助金|经费|投资|产值|收入|收益|奖励|利润|保费|租金|费|款|金|额)$"
)
_PER = re.compile(r"(?<![一-鿿])(?:人均|户均|亩均)(?=约?$)")
# No noun that a figure could measure: 全县, 这次, 一家, 三年后.
_WHOLE = re.compile(
    r"全[县市省区旗州盟国镇乡村校年场]|[各这该每][一-鿿]|新?[一两几][家个名位只条种次轮批项户所台]"
    r"|[一二三四五六七八九十两几\d]{1,2}年[后前来间]"
)
_HEADS = {"人": "人口", "户": "户数", "人次": "人次", "口": "人口"}
_RATE = re.compile(r"(?:率|比|比例|比重|幅度?|度|增|长|降|高|额|值|量|数|收入|占.+)$")
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
    change = comparison(view, start, stop, nearby, previous) or rate(
        view, clause.start, start, stop, previous
    )
    if change:
        return change
    left = before_number(view, start, stop, nearby)
    right = _right(view, clause, found, at, dates)
    if not right or is_verb(view[right.start : right.end]):
        left = _with_object(view, start, left, nearby)
    chosen = _choose(view, here, left, right)
    if chosen:
        return chosen
    return (
        _dimension(view, start, stop)
        or _regular(view, start, stop, nearby)
        or _elsewhere(clauses, found, at, made, nearby)
    )


def _after(previous: Quantity) -> int:
    """Where the words of the next figure begin; 60岁及以上人口 is a noun with its age."""
    return previous.start if previous.unit in _AGE else previous.end


def _right(view: str, clause: Span, found: Sequence[Quantity], at: int, dates: Sequence[Span]) -> Span | None:
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
        if at < 0:  # in a list the unit stands behind the last figure: 2、3县
            at = max(here.start, view.find(here.unit, here.end))
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
    if right and not done and here.unit == "%" and right.start == here.end and not _RATE.search(left_text):
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


def _regular(view: str, start: int, stop: int, closed: tuple[Span, ...]) -> Metric | None:
    """班车每天跑3趟: who does it stands before the rhythm, and the verb of one character says little."""
    match = _RHYTHM.search(view, start, stop)
    return _said(view, before_number(view, start, match.start(), closed), "left") if match else None


def _event(view: str, here: Quantity) -> Span | None:
    """What is done so often: the words behind the frequency (三次到柳林县, 5次开会…)."""
    match = re.compile(r"(?:以上|以下|左右)?([^,。;:!?、()“”\n\d]{2,16})").match(view, here.end)
    return Span(*match.span(1)) if match else None


def _said(view: str, span: Span | None, rule: str) -> Metric | None:
    if span is None:
        return None
    text = view[span.start : span.end]
    return Metric(text, span, rule, base=text)


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
    """录用的人员中,有30%以上…: the clause before names what the share is of."""
    if clause.start <= sentence.start or clauses.view[clause.start - 2 : clause.start] != "中,":
        return None
    before = clauses.clause(clause.start - 1)
    return _said(clauses.view, before_number(clauses.view, before.start, clause.start - 2, closed), "clause")
