"""All the times that a view tells, in order, and which of them reaches a figure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from seeds.extract.clauses import Clauses
from seeds.extract.dated_times import dated_times
from seeds.extract.dates import CalendarDate
from seeds.extract.reporting import Sections
from seeds.extract.time_words import planned_times, spoken_times, untold_times
from seeds.extract.timeframes import Timeframe


class TimeIndex:
    """The timeframes of one view; time words inside names are none."""

    def __init__(
        self, clauses: Clauses, dates: Sequence[CalendarDate], published: str | None, sections: Sections
    ) -> None:
        """`dates` are those of the view; `published` is the article's own date, YYYY-MM or longer."""
        view, day = clauses.unnamed, (published or "")[:10]
        self._frames = sorted(
            [
                *dated_times(view, dates, day),
                *spoken_times(view, dates, day, sections),
                *planned_times(clauses, day),
                *untold_times(clauses, dates, sections),
            ],
            key=lambda frame: (frame.start, frame.end),
        )
        self._starts = [frame.start for frame in self._frames]

    def between(self, start: int, end: int) -> Sequence[Timeframe]:
        """The timeframes that begin in [start, end)."""
        return self._frames[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def next_two(self, start: int) -> Sequence[Timeframe]:
        """The first two that begin at `start` or behind it."""
        at = bisect_left(self._starts, start)
        return self._frames[at : at + 2]

    def last(self, start: int, end: int, figure: int, *, leading: bool = False) -> Timeframe | None:
        """The last within [start, end) that reaches `figure`; with `leading`, that opens a clause."""
        for frame in reversed(self.between(start, end)):
            if frame.end <= end and figure < frame.reach and (frame.leads or not leading):
                return frame
        return None
