"""What a figure has of a span of years, or of the time that a change took.

From 2013 to 2017 由31%降至11% is 31% of the first and 11% of the last year; 累计减少 is of all.
"""

from __future__ import annotations

import re

from seeds.article import Span
from seeds.extract.clauses import Clauses
from seeds.extract.time_index import TimeIndex
from seeds.extract.timeframes import FROM, SPAN_OF_YEARS, Timeframe

_OUTCOME = re.compile(r"[从由][^,。;:]{0,12}\d[^,。;:]{0,12}[到至为]了?$")
# The years of a list before its last, and the figures of a list.
_IN_TURN = re.compile(r"\d{4}年?(?:[、和与及]|以及)$")
_VALUE = re.compile(r"(?<![\d.])\d[\d.]*")
_SHARE = re.compile(r"\d[^、和及,;。]{0,6}(?:[、和及]|以及)(?=\d)")
_SINCE = re.compile("[^,。;:]{0,16}(?:以来|至今)")
# What is counted over the whole of a change.
_OVER = re.compile(r"[^,。;:\d]{0,8}?(?:累计|总?共(?!同)|年均|平均每?年)")


class TimeShares:
    """Parts the times of one view among the figures that they date."""

    def __init__(self, clauses: Clauses, times: TimeIndex) -> None:
        self._clauses = clauses
        self._times = times

    def share_of(self, frame: Timeframe, clause: Span, start: int) -> str | None:
        """The ISO 8601 period of a figure at `start` of `clause` that `frame` dates, or None."""
        value, view = frame.value or "", self._clauses.view
        first, _, last = value.partition("/")
        origin, outcome = self.is_origin(clause, start), self._is_outcome(clause, start)
        if self._is_span(frame) and (origin or outcome):
            return first if origin else last
        if SPAN_OF_YEARS.fullmatch(value) and (year := self._allotted(frame, clause, start)):
            return str(year)
        turned = self._turned_before(clause, frame)
        if turned is None or turned.value is None:
            return value
        if origin:
            return turned.value
        if _OVER.match(view, clause.start, start):
            return f"{turned.value}/{value}"
        return value if outcome or not frame.reached else None

    def has_beginning(self, frame: Timeframe | None, clause: Span) -> bool:
        """Whether a time has a beginning that a change in it was measured from."""
        if frame is None:
            return False
        listed = _IN_TURN.search(self._clauses.view, max(0, frame.start - 12), frame.start)
        from_first = self._is_span(frame) and not listed
        return from_first or self._turned_before(clause, frame) is not None

    def is_origin(self, clause: Span, start: int) -> bool:
        """从12.7%下降到0.98%: where it came from is of an earlier, untold time."""
        view = self._clauses.view
        return bool(FROM.search(view, max(clause.start, start - 4), start)) and bool(
            re.search(r"[到至为]", view[start : clause.end])
        )

    def _is_outcome(self, clause: Span, start: int) -> bool:
        """由12.7%下降到0.98%: what it came to."""
        return bool(_OUTCOME.search(self._clauses.view, clause.start, start))

    def _allotted(self, frame: Timeframe, clause: Span, start: int) -> int | None:
        """2016、2017年分别投入3亿元、5亿元: the year of a figure where there are as many figures as years."""
        view = self._clauses.view
        listed = _IN_TURN.search(view, max(0, frame.start - 12), frame.start)
        if not listed and "分别" not in view[clause.start : start]:
            return None
        first, _, last = (frame.value or "").partition("/")
        values = [match.start() for match in _VALUE.finditer(view, max(frame.end, clause.start), clause.end)]
        joined = sum(1 for _ in _SHARE.finditer(view, max(frame.end, clause.start), clause.end))
        if start not in values or len(values) != int(last) - int(first) + 1 or joined != len(values) - 1:
            return None
        return int(first) + values.index(start)

    def _is_span(self, frame: Timeframe) -> bool:
        """2013年至2017年, but not 2013年以来."""
        view = self._clauses.view
        return bool(SPAN_OF_YEARS.fullmatch(frame.value or "")) and (
            view[frame.start].isdigit() and not _SINCE.match(view, frame.end)
        )

    def _turned_before(self, clause: Span, frame: Timeframe) -> Timeframe | None:
        """The time from which a change is measured that the sentence told of before this clause."""
        if frame.start >= clause.start:
            return None
        before = self._times.between(self._clauses.sentence(clause.start).start, clause.start)
        return next((other for other in reversed(before) if other.turned), None)
