"""What a figure without a noun beside it measures: that of a figure before it, or a noun further off."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from seeds.article import Span
from seeds.extract.beside import HEADS, WEAK_VERB
from seeds.extract.clauses import Clauses
from seeds.extract.phrases import Metric, before_number, said
from seeds.extract.quantities import Quantity
from seeds.extract.units import kind_of

# What is said of the subject of a clause: 贸易顺差再创新高.
_PREDICATE = re.compile(
    r"(?:创下?|再创|继续|稳步|持续|不断|大幅|明显|快速|总体|保持|有所|稳中|再上|迈上|跃上|达到?)[^,。;:]*$"
)
_ADVERBIAL = re.compile(r"\d|[来后前时]$")


def metric_before(
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


def metric_in_unit(
    clauses: Clauses, found: Sequence[Quantity], at: int, made: Sequence[Metric | None]
) -> Metric | None:
    """发放贷款5.3亿元,惠及1.1万户,户均4.8万元: an average is of what was told in its unit."""
    sentence = clauses.sentence(found[at].start)
    for index in range(at - 1, -1, -1):
        metric = made[index]
        if found[index].start < sentence.start:
            break
        if metric and metric.base and metric.rule != "verb" and found[index].unit == found[at].unit:
            return metric
    return None


def metric_elsewhere(
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
    first = bisect_left(found, sentence.start, hi=at, key=lambda quantity: quantity.start)
    before = range(at - 1, first - 1, -1)
    # Of 25条…长3公里,其中石桥镇4条 the figure of the same unit is the one that goes on.
    paired = here.unit in HEADS
    for index in sorted(before, key=lambda index: not paired and found[index].unit != here.unit):
        metric = made[index]
        if metric is None or (here.unit in HEADS and (metric.rule == "unit" or not _is_heads(found[index]))):
            continue
        if metric.change and metric.base and here.unit not in ("%", "百分点"):
            return Metric(metric.base, metric.span, "inherited", base=metric.base)
        return metric._replace(rule="inherited")
    if here.unit in HEADS:
        return Metric(
            HEADS[here.unit], Span(here.end - len(here.unit), here.end), "unit", base=HEADS[here.unit]
        )
    while clause.start > sentence.start:
        clause = clauses.clause(clause.start - 1)
        noun = before_number(clauses.view, clause.start, clause.end - 1, closed)
        if noun and not _ADVERBIAL.search(clauses.view[noun.start : noun.end]):
            return said(clauses.view, noun, "clause")
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
    spent = WEAK_VERB.fullmatch(clauses.view, clause.start, found[at].start)
    if not predicate and not spent:
        return None
    end = predicate.start() if predicate else before.end - 1
    return said(clauses.view, before_number(clauses.view, before.start, end), "clause")


def _is_heads(quantity: Quantity) -> bool:
    return kind_of(quantity.unit) == "person"


def _among(clauses: Clauses, sentence: Span, clause: Span, closed: tuple[Span, ...]) -> Metric | None:
    """录用的人员中,有30%以上…: the clause before names what the share is of."""
    if clause.start <= sentence.start or clauses.view[clause.start - 2 : clause.start] != "中,":
        return None
    before = clauses.clause(clause.start - 1)
    return said(clauses.view, before_number(clauses.view, before.start, clause.start - 2, closed), "clause")
