"""The tags of a project as a CSV table, a row for each tag of an article, whatever its state.

See `store.exchange.tables.rows` for the columns, `csv_cells` for the cells;
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
from store.exchange.tables.rows import TAG_COLUMNS, tag_rows

__all__ = ["read", "write"]


def write(documents: Iterable[Document], profile: Profile, losses: Losses) -> Iterator[bytes]:
    """The table in UTF-8, its header first, then a chunk an article."""
    del profile
    yield BOM + csv_chunk([TAG_COLUMNS])
    for document in documents:
        losses.lose("{count} spans were left out; this table holds tags", len(document.layer.spans()))
        count_verdict(document, losses)
        count_remarks(document, losses)
        yield csv_chunk(tag_rows(document))
