"""Targets that one sentence tells as met and another as still expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from seeds.article import Check, Indicator

_NEAR = 120
"""What is expected stands within so many characters of what is told as done."""

# 完成 alone may be an order; with 了 or one of these words it is told as done.
_MET = re.compile(
    r"(?:(?:圆满|全面|如期|顺利|超额|提前|已经?|均|都)+完成了?|完成了)"
    r"[^,。;:\d\n]{0,6}(?:目标任务|任务目标|目标|任务)"
)
# A clause with one of these does not say that it is done.
_NOT_YET = re.compile(r"将|要|力争|确保|争取|预计|有望|为|能|如果|若|才|未|没|部分|基本")
_EXPECTED = re.compile(r"(?:预计|有望)(?P<more>[^,。;:\n]{0,24})\Z")
_SENTENCE = re.compile(r"[。;!?\n]")


def tenses(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """聚焦2万人就业目标,圆满完成了年度任务; 今年预计有20840人就业: done here, expected there.

    Both figures are targets of one metric, place and period, and the words around say so.
    """
    goals = [item for item in items if item.status == "target" and item.metric and item.period]
    for at, goal in enumerate(goals):
        met = _met_after(goal, view)
        if not met:
            continue
        expected = next((later for later in goals[at + 1 :] if _expected(later, goal, met, view)), None)
        if expected:
            words = _EXPECTED.search(view, 0, expected.start)
            told = view[words.start() : expected.end] if words else ""
            message = f"{met[0]} ≠ {told}"
            yield Check(kind="tense", holds=False, message=message, indicators=(goal.id, expected.id))
            return


def _met_after(goal: Indicator, view: str) -> re.Match[str] | None:
    """Where the sentence of a goal goes on to say that the goals are met."""
    stop = _SENTENCE.search(view, goal.end)
    met = _MET.search(view, goal.end, stop.start() if stop else len(view))
    clause = re.split("[,:]", view[goal.end : met.start()])[-1] if met else ""
    return None if _NOT_YET.search(clause) else met


def _expected(later: Indicator, goal: Indicator, met: re.Match[str], view: str) -> bool:
    same = (later.metric, later.place, later.period) == (goal.metric, goal.place, goal.period)
    near = met.end() < later.start <= met.end() + _NEAR
    return same and near and _EXPECTED.search(view, met.end(), later.start) is not None
