"""Statistics as tables for spreadsheets: one for each question, or all in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from store.exchange.tables.rows import Cell, Row, Table
from store.progress import Progress
from store.statistics.rates import Rate
from store.statistics.tally import BANDS, Counts, Statistics

_COUNTS = ("accepted", "corrected", "rejected", "added", "in_bulk")
_RATE = ("precision", "precision_low", "precision_high")
_NAMING = frozenset({"verdict", "day", "annotator", "type", "field", "from", "to"})
"""The columns that say what a row is of; the others are measures of it."""
LONG = ("table", "row", "measure", "value")
"""The columns of all tables as one."""


def tables(told: Progress, statistics: Statistics) -> list[Table]:
    """All that is known, a table a question; shares are 0 to 1, with the bounds of 95%."""
    bands = zip(BANDS, (*BANDS[1:], 1.0), statistics.bands, strict=True)
    seen = statistics.seen_again
    return [
        Table("verdicts", ("verdict", "articles"), list(told.counts.items())),
        Table("done_by_day", ("day", "annotator", "articles"), list(_done(told))),
        Table("types", ("type", *_COUNTS, *_RATE), list(_of_counts(statistics.kinds))),
        Table(
            "confidence",
            ("from", "to", *_COUNTS, *_RATE),
            [(begin, end, *_counted(counts)) for begin, end, counts in bands],
        ),
        Table(
            "corrections",
            ("type", "field", "corrections"),
            [(kind, field, count) for (kind, field), count in statistics.fields.items()],
        ),
        Table("annotators", ("annotator", *_COUNTS, *_RATE), list(_of_counts(statistics.annotators))),
        Table(
            "decisions_by_day",
            ("day", "annotator", *_COUNTS, *_RATE),
            [(day.isoformat(), who, *_counted(counts)) for (day, who), counts in statistics.days.items()],
        ),
        Table(
            "seen_by_a_second",
            ("decisions", "left", "share", "share_low", "share_high"),
            [(seen.of, seen.right, *_rated(seen))],
        ),
    ]


def in_one(made: Iterable[Table]) -> Table:
    """The tables as one, a row for each cell that says something."""
    return Table("statistics", LONG, _cells(made))


def _cells(made: Iterable[Table]) -> Iterator[Row]:
    for table in made:
        for row in table.rows:
            cells = list(zip(table.columns, row, strict=True))
            named = " ".join(str(cell) for column, cell in cells if column in _NAMING)
            for column, cell in cells:
                if cell is not None and column not in _NAMING:
                    yield table.name, named, column, cell


def _done(told: Progress) -> Iterator[Row]:
    for hand in told.hands:
        for back, done in enumerate(reversed(hand.days)):
            if done:
                yield (told.last - timedelta(days=back)).isoformat(), hand.annotator, done


def _of_counts(counted: dict[str, Counts]) -> Iterator[Row]:
    for name, counts in counted.items():
        yield name, *_counted(counts)


def _counted(counts: Counts) -> tuple[Cell, ...]:
    return *(getattr(counts, name) for name in _COUNTS), *_rated(counts.precision)


def _rated(rate: Rate) -> tuple[Cell, ...]:
    share = rate.share
    return (None, None, None) if share is None else tuple(round(one, 4) for one in (share, *rate.interval))
