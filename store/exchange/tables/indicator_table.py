"""The indicators of a project as a CSV table, one a row, for spreadsheets and statistics.

All are in it, whatever their state. See `rows` for the columns, `csv_cells` for the cells;
what a spreadsheet made of the table comes back (`csv_back`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seeds.profile import Profile
from store.exchange.documents import Document
from store.exchange.losses import Losses
from store.exchange.shortfalls import count_remarks, count_verdict
from store.exchange.tables.csv_back import read
from store.exchange.tables.csv_cells import BOM, csv_chunk
from store.exchange.tables.rows import INDICATOR_COLUMNS, indicator_rows

__all__ = ["read", "write"]


def write(documents: Iterable[Document], profile: Profile, losses: Losses) -> Iterator[bytes]:
    """The table in UTF-8, its header first, then a chunk an article."""
    del profile
    yield BOM + csv_chunk([INDICATOR_COLUMNS])
    for document in documents:
        losses.lose("{count} entities were left out; this table holds indicators", len(document.entities()))
        losses.lose("{count} tags were left out; this table holds indicators", len(document.tags()))
        count_verdict(document, losses)
        count_remarks(document, losses)
        yield csv_chunk(indicator_rows(document))
