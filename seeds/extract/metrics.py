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
from seeds.extract.antecedents import metric_before, metric_elsewhere, metric_in_unit
from seeds.extract.beside import AGES, DIMENSION, dimension_before, noun_beside
from seeds.extract.clauses import Clauses
from seeds.extract.comparisons import comparison, rate
from seeds.extract.phrases import OF_THESE, VERB_ONLY, Metric, before_number, behind_unit, is_verb, said
from seeds.extract.quantities import Quantity
from seeds.extract.units import kind_of
from seeds.folding import is_han

__all__ = ["Metric", "metrics"]

_RHYTHM = re.compile(r"每(?:[天日周月年]|星期|季度)[一-鿿]$")
_PER = re.compile(r"[人户亩村县镇乡校班棚]均(?=[约超近达]?$)")
_LISTED = re.compile(r"(?:、|(?<![总共饱])和|(?<![惠涉普])及|(?<![参给])与)$")
_TOWARDS = re.compile(r"(?:(?<![一方面志转走])向|(?<![相绝])对|给|让)$")
_COUNTS = {"person", "count"}


def metrics(
    clauses: Clauses,
    found: Sequence[Quantity],
    dates: Sequence[Span],
    places: Sequence[Span] = (),
    outcomes: tuple[str, ...] = (),
) -> list[Metric | None]:
    """For every quantity its metric, in order. Neither a date nor a place name is part of one, nor a verb
    for what is done, the profile's `outcomes` among them."""
    closed = sorted([*dates, *places])
    made: list[Metric | None] = []
    for at in range(len(found)):
        made.append(_metric(clauses, found, at, made, closed, dates, outcomes))
    return made


def _metric(
    clauses: Clauses,
    found: Sequence[Quantity],
    at: int,
    made: Sequence[Metric | None],
    closed: Sequence[Span],
    dates: Sequence[Span],
    outcomes: tuple[str, ...],
) -> Metric | None:
    view, here = clauses.view, found[at]
    clause = clauses.clause(here.start)
    start = max(clause.start, _after(found[at - 1]) if at else 0)
    if at and start == found[at - 1].end and OF_THESE.match(view, start):
        start += 1
    stop = here.bound.start if here.bound and here.bound.end == here.start else here.start
    if view.endswith("占", stop, here.start):
        stop = here.start
    nearby = tuple(closed[bisect_left(closed, (start, 0)) : bisect_left(closed, (here.start, 0))])
    previous = metric_before(clauses, found, at, made)
    if per := _per(view, start, stop, nearby):
        noun = said(view, before_number(view, start, per.start, nearby), "left")
        shared = noun or metric_in_unit(clauses, found, at, made) or previous
        each = view[per.start : per.end]
        base = each + (shared.base.removeprefix(each) if shared else "")
        return Metric(base, shared.span if shared else per, "inherited", base=base)
    change = comparison(view, start, stop, nearby, previous) or rate(
        view, clause.start, start, stop, previous
    )
    if change:
        return change
    elsewhere = _is_listed(view, found, at, stop) or _is_reached(view, start, stop)
    left = None if elsewhere else before_number(view, start, stop, nearby)
    right = _right(view, clause, found, at, dates)
    if right and _is_of_next(view, found, at, left, right):
        right = None
    if not right or is_verb(view[right.start : right.end], outcomes):
        left = _with_object(view, start, left, nearby)
    chosen = noun_beside(view, here, left, right, outcomes)
    if chosen:
        return chosen
    return (
        dimension_before(view, start, stop)
        or _paired(view, clause, found, at, dates)
        or _regular(view, start, stop, nearby)
        or metric_elsewhere(clauses, found, at, made, nearby)
    )


def _after(previous: Quantity) -> int:
    """Where the words of the next figure begin; 60岁及以上人口 is a noun with its age."""
    return previous.start if previous.unit in AGES else previous.end


def _per(view: str, start: int, stop: int, closed: tuple[Span, ...]) -> Span | None:
    """户均 right before the number, at a mark or behind a date; in 农民人均纯收入 it is part of the noun."""
    match = _PER.search(view, max(start, stop - 3), stop)
    if match is None:
        return None
    opens = match.start() == start or not is_han(view[match.start() - 1])
    dated = any(span.end == match.start() for span in closed)
    return Span(*match.span()) if opens or dated else None


def _is_listed(view: str, found: Sequence[Quantity], at: int, stop: int) -> bool:
    """20个贫困村退出、1.1万人脱贫: what stands before the mark belongs to the figure before."""
    return at > 0 and bool(_LISTED.search(view, max(found[at - 1].end, stop - 1), stop))


def _is_reached(view: str, start: int, stop: int) -> bool:
    """街道向2300户…送去粮油: who acts stands before the preposition, what is counted behind the number."""
    return bool(_TOWARDS.search(view, max(start, stop - 1), stop))


def _is_of_next(view: str, found: Sequence[Quantity], at: int, left: Span | None, right: Span) -> bool:
    """新建干管5条总长3公里: a noun right before the next figure is that one's, if this one has its own."""
    if at + 1 == len(found) or right.end != found[at + 1].start:
        return False
    kind = kind_of(found[at + 1].unit)
    if kind == "measure" and DIMENSION.fullmatch(view, right.start, right.end):
        return True
    said = left and not VERB_ONLY.match(view[left.start : left.end])
    return bool(said) and kind in ("measure", "money", "rate")


def _paired(
    view: str, clause: Span, found: Sequence[Quantity], at: int, dates: Sequence[Span]
) -> Metric | None:
    """1.5万户7.2万受灾群众, 13类55件实事: counts side by side share the noun behind both."""
    here, behind = found[at], found[at + 1] if at + 1 < len(found) else None
    if (
        behind is None
        or behind.start != here.end
        or not {kind_of(here.unit), kind_of(behind.unit)} <= _COUNTS
    ):
        return None
    noun = said(view, _right(view, clause, found, at + 1, dates), "right")
    return noun if noun and noun.text not in ("人口", "口") else None


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


def _with_object(view: str, start: int, left: Span | None, closed: tuple[Span, ...]) -> Span | None:
    """助学贷款累计发放2亿元: a verb before the number goes with the noun before it."""
    if left is None or not VERB_ONLY.match(view[left.start : left.end]):
        return left
    noun = before_number(view, start, left.start, closed)
    if noun is None or VERB_ONLY.match(view[noun.start : noun.end]) or view.startswith("其中", noun.start):
        return left
    return Span(noun.start, left.end)


def _regular(view: str, start: int, stop: int, closed: tuple[Span, ...]) -> Metric | None:
    """班车每天跑3趟: who does it stands before the rhythm, and the verb of one character says little."""
    match = _RHYTHM.search(view, start, stop)
    return said(view, before_number(view, start, match.start(), closed), "left") if match else None
