"""Earlier years that a change is measured from: 比2012年提高…, 与2012年相比,….

Growth over the year before is a figure of its own year; growth from a year further back is one of the years
between, 2012/2020.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from seeds.article import Span
from seeds.extract.clauses import Clauses
from seeds.extract.dates import CalendarDate

_COMPARED = re.compile(r"(?:比|较|与|同|相比于?|对比)$")
_ALIKE = re.compile(r"[底末初]?(?:相比|比较|比,)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CHANGE = re.compile(r"(?:增|升|提高|扩大|降|减|缩小|翻|高|[^很不最许]多|少|年均|净增)[^,。;:\d]{0,6}$")
_OTHER_COMPARISON = re.compile(r"同比|[比较](?:上|去|前)[一年]|环比")
# A change from the year before is that of a year.
_LEAST_YEARS = 2


class ComparisonYear(NamedTuple):
    """A year that the changes in [start, end) of the view are measured from."""

    start: int
    end: int
    year: int


class ComparisonYears:
    """The years of comparison of one view."""

    def __init__(self, clauses: Clauses, dates: Sequence[CalendarDate]) -> None:
        self._clauses = clauses
        self._years = [year for date in dates if (year := _compared(clauses, date))]
        self._starts = [year.start for year in self._years]

    def since(self, value: str, clause: Span, start: int) -> str:
        """The ISO 8601 period of a figure at `start` of `clause` that is told as of `value`.

        A change from an earlier year is of the years from then on; anything else is as of `value`.
        """
        year = self._before(clause, start)
        if year is None or "/" in value or int(value[:4]) - year < _LEAST_YEARS:
            return value
        return f"{year}/{value[:4]}"

    def _before(self, clause: Span, start: int) -> int | None:
        """The year that the figure at `start` is compared with, if it tells a change."""
        view = self._clauses.view
        at = bisect_left(self._starts, start) - 1
        if at < 0 or not self._years[at].start <= start < self._years[at].end:
            return None
        if not _CHANGE.search(view, clause.start, start) or _OTHER_COMPARISON.search(
            view, clause.start, start
        ):
            return None
        return self._years[at].year


def _compared(clauses: Clauses, date: CalendarDate) -> ComparisonYear | None:
    """The year that `date` compares with: 与2012年相比 for the sentence, 比2012年 for its clause."""
    view = clauses.unnamed
    if date.value is None or not _YEAR.match(view, date.start):
        return None
    if not _COMPARED.search(view, max(0, date.start - 3), date.start):
        return None
    scope = clauses.sentence if _ALIKE.match(view, date.end) else clauses.clause
    return ComparisonYear(date.start, scope(date.start).end, int(date.value[:4]))
