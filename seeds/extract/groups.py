"""Whole and parts: figures that a sentence itself ties together with 其中, or 在…中 and 剩余.

Households and persons of one breakdown are two groups, also where their figures are interlaced
(`250户540人,其中搬走150户330人`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from seeds.article import GroupRole
from seeds.extract.clauses import Clauses
from seeds.extract.metrics import Metric
from seeds.extract.quantities import Quantity


class Membership(NamedTuple):
    """The label that a whole and its parts share, and which of them a figure is."""

    label: str
    role: GroupRole


_OF_WHICH = re.compile(r"其中[,:]?")
# A clause that opens with a time, an aim or a total of its own is no part of the breakdown before it.
_OWN_LEAD = re.compile(
    r"(?:力争|预计|计划|确保|截[至止]|目前|到?(?:今|明|去|20\d\d)年|同时|另外|此外|累计|共计|合计|总计|全[年县市省])"
)
_REMAINDER = re.compile(r"(?:剩余|其余|剩下|余下)的?$")
_PERSONS = {"人", "名", "位", "口"}


def groups(
    clauses: Clauses, found: Sequence[Quantity], metrics: Sequence[Metric | None]
) -> list[Membership | None]:
    """For every quantity its group, or None, in order."""
    made: list[Membership | None] = [None] * len(found)
    labels: Counter[str] = Counter()
    for match in _OF_WHICH.finditer(clauses.view):
        _breakdown(clauses, found, metrics, match, made, labels)
    for at, quantity in enumerate(found):
        if made[at] is None and _REMAINDER.search(clauses.view, max(0, quantity.start - 6), quantity.start):
            _remainder(clauses, found, metrics, at, made, labels)
    return made


def counted(unit: str | None) -> str | None:
    """Units that count the same things: 名, 位 and 口 count persons, 人."""
    return "人" if unit in _PERSONS else unit


def _breakdown(
    clauses: Clauses,
    found: Sequence[Quantity],
    metrics: Sequence[Metric | None],
    marker: re.Match[str],
    made: list[Membership | None],
    labels: Counter[str],
) -> None:
    sentence = clauses.sentence(marker.start())
    opens = marker.start() == sentence.start
    begin = clauses.sentence(sentence.start - 1).start if opens and sentence.start else sentence.start
    end = _end_of_parts(clauses, marker.end(), sentence.end)
    first, middle, last = (_from(found, offset) for offset in (begin, marker.end(), end))
    parts = [at for at in range(middle, last) if _adds(found[at], metrics[at])]
    for unit in dict.fromkeys(counted(found[at].unit) for at in parts):
        wholes = [
            at
            for at in range(first, middle)
            if counted(found[at].unit) == unit and _adds(found[at], metrics[at])
        ]
        if not wholes or unit is None or made[wholes[-1]] is not None:
            continue
        whole = wholes[-1]
        label = _label(metrics[whole], unit, labels)
        made[whole] = Membership(label, "whole")
        for at in parts:
            if counted(found[at].unit) == unit and made[at] is None:
                made[at] = Membership(label, "part")


def _end_of_parts(clauses: Clauses, start: int, end: int) -> int:
    """Where the parts behind 其中 at `start` end: at a clause with its own lead, or with the sentence."""
    clause = clauses.clause(start)
    while clause.end < end:
        clause = clauses.clause(clause.end)
        if _OWN_LEAD.match(clauses.view, clause.start):
            return clause.start
    return end


def _label(metric: Metric | None, unit: str | None, labels: Counter[str]) -> str:
    """What the whole measures and in what unit; numbered where an earlier group has the same name."""
    name = f"{metric.text if metric else ''}({unit or ''})"
    labels[name] += 1
    return f"{name}·{labels[name]}" if labels[name] > 1 else name


def _from(found: Sequence[Quantity], offset: int) -> int:
    """The index of the first quantity that begins at `offset` or behind."""
    return bisect_left(found, offset, key=lambda quantity: quantity.start)


def _adds(quantity: Quantity, metric: Metric | None) -> bool:
    """Rates, changes and time do not add up to a whole."""
    if quantity.unit in (None, "%", "‰", "百分点", "倍", "元/人", "岁", "次") or quantity.high is not None:
        return False
    return metric is None or not (metric.change or re.search(r"人均|户均|平均|亩均|比重", metric.text))


def _remainder(
    clauses: Clauses,
    found: Sequence[Quantity],
    metrics: Sequence[Metric | None],
    at: int,
    made: list[Membership | None],
    labels: Counter[str],
) -> None:
    """在4.2万名学员中,…其余的2万多名: the figure before, of the same kind, is the whole."""
    sentence = clauses.sentence(found[at].start)
    for whole in range(at - 1, -1, -1):
        if found[whole].start < sentence.start:
            return
        said = clauses.view[found[whole].end : clauses.clause(found[whole].start).end]
        if counted(found[whole].unit) == counted(found[at].unit) and re.search("中[,、]?$", said):
            label = _label(metrics[whole], counted(found[at].unit), labels)
            made[whole] = Membership(label, "whole")
            made[at] = Membership(label, "part")
            return
