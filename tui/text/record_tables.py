"""Records as a table to be pasted into a spreadsheet, in the columns of the exported one that people read."""

from __future__ import annotations

from collections.abc import Iterable

from seeds.article import Article, Extraction
from seeds.problems import Problem
from store.exchange.documents import Document
from store.exchange.tables.csv_cells import tab_separated
from store.exchange.tables.rows import INDICATOR_COLUMNS, Row, indicator_rows
from store.layer import Layer

COLUMNS = (
    "title", "published", "source", "metric", "value", "high", "unit", "op", "place", "period", "status",
    "state", "text", "sentence",
)  # fmt: skip
_PLACES = tuple(INDICATOR_COLUMNS.index(name) for name in COLUMNS)
_STATE = INDICATOR_COLUMNS.index("state")
_START = INDICATOR_COLUMNS.index("start")


def record_table(documents: Iterable[Document], most: int | None = None) -> str:
    """A head and a line for each record that nobody rejected.

    Raises Problem where that is more than `most` characters.
    """
    pieces, length = [tab_separated([COLUMNS])], 0
    for document in documents:
        pieces.append(tab_separated(_rows(document)))
        length += len(pieces[-1])
        if most is not None and length > most:
            raise Problem(
                "these records are more than {limit} million characters; export them to a file instead",
                limit=most // 1_000_000,
            )
    return "".join(pieces)


def record_row(article: Article, layer: Layer, start: int) -> str:
    """The lines, without a head, of the records that begin at the character `start`."""
    rows = (row for row in indicator_rows(as_document(article, layer)) if row[_START] == start)
    return tab_separated(_chosen(row) for row in rows)


def as_document(article: Article, layer: Layer) -> Document:
    """The open article as tables take one; who said what is not among `COLUMNS`."""
    return Document(aid=layer.aid, article=article, extraction=Extraction(), layer=layer, history=())


def _rows(document: Document) -> Iterable[Row]:
    return (_chosen(row) for row in indicator_rows(document) if row[_STATE] != "rejected")


def _chosen(row: Row) -> Row:
    return tuple(row[place] for place in _PLACES)
