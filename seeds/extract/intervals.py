"""An index of spans that tells by bisection what lies inside one of them or overlaps one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from seeds.article import Span


class Intervals:
    """Any spans, overlapping ones too. A question costs the logarithm of their number."""

    __slots__ = ("_reach", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        # The furthest end of the spans up to each: what begins before an offset reaches no further.
        self._reach = list(accumulate((end for _, end in ordered), max))

    def overlap(self, span: Span) -> bool:
        """Whether one of the spans shares a character with `span`."""
        return self._reached(bisect_left(self._starts, span.end)) > span.start

    def enclose(self, span: Span) -> bool:
        """Whether `span` lies inside a longer one."""
        before = self._reached(bisect_left(self._starts, span.start))
        return before >= span.end or self._reached(bisect_right(self._starts, span.start)) > span.end

    def _reached(self, count: int) -> int:
        """The furthest end of the first `count` spans."""
        return self._reach[count - 1] if count else -1
