"""Contradictions as a table for spreadsheets, a row for each figure that is read of a side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.contradictions.comparing import Contradiction
from store.contradictions.rulings import Rulings, standing
from store.contradictions.tellings import tellings
from store.exchange.tables.rows import OP_WORDS, Row, Table
from store.exchange.written_numbers import written
from store.project import Project

COLUMNS = (
    "contradiction", "metric", "place", "period", "difference", "standing", "ruling", "reason", "annotator",
    "at", "side", "side_articles", "is_right", "value", "high", "unit", "op", "text", "state", "article",
    "title", "source", "published", "copies", "sentence",
)  # fmt: skip
"""`side` counts the values of a contradiction from 1, that with the most articles first."""


def contradiction_table(project: Project, found: Iterable[Contradiction], rulings: Rulings) -> Table:
    """The table, whose rows are read as they are asked for; that raises Damaged."""
    return Table("contradictions", COLUMNS, _rows(project, found, rulings))


def _rows(project: Project, found: Iterable[Contradiction], rulings: Rulings) -> Iterator[Row]:
    for number, one in enumerate(found, 1):
        stands = standing(one, rulings)
        ruling = rulings.get(one.key) if stands != "waits" else None
        said: Row = (None,) * 4
        if ruling is not None:
            said = (ruling.choice, ruling.reason or None, ruling.annotator, ruling.at)
        for at, (side, told) in enumerate(zip(one.sides, tellings(project, one), strict=True), 1):
            is_right = None if ruling is None or ruling.right is None else int(ruling.right == side.name)
            for telling in told:
                figure, row = telling.figure, telling.row
                yield (
                    number,
                    *(one.metric, one.place, one.period, one.likeness, stands),
                    *said,
                    *(at, side.articles, is_right),
                    written(figure.value) if isinstance(figure.value, tuple) else figure.value,
                    *(figure.high, figure.unit, OP_WORDS[figure.op], figure.text, figure.state),
                    *(row.aid, row.title, row.source, row.published, len(telling.copies)),
                    telling.sentence,
                )
