"""The indicators of a project as a CSV table, one a row, for spreadsheets and statistics.

All are in it, whatever their state. See `rows` for the columns, `csv_cells` for the cells;
what a spreadsheet made of the table comes back (`csv_back`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seeds.profile import Profile
from store.exchange.documents import Document, documents
from store.exchange.losses import Losses
from store.exchange.tables.csv_back import read
from store.exchange.tables.csv_cells import BOM, csv_chunk
from store.exchange.tables.rows import INDICATOR_COLUMNS, indicator_rows, sentence_around
from store.project import Project

__all__ = ["COLUMNS", "csv_lines", "read", "sentence_around", "write"]
COLUMNS = INDICATOR_COLUMNS


def write(documents: Iterable[Document], profile: Profile, losses: Losses) -> Iterator[bytes]:
    """The table in UTF-8, its header first, then a chunk an article."""
    del profile
    yield BOM + csv_chunk([COLUMNS])
    for document in documents:
        losses.lose("{count} entities were left out; this table holds indicators", len(document.entities()))
        losses.lose("{count} tags were left out; this table holds indicators", len(document.tags()))
        losses.lose("{count} comments and other remarks were left out", len(document.layer.remarks))
        yield csv_chunk(indicator_rows(document))


def csv_lines(project: Project, aids: Iterable[int] | None = None, *, bom: bool = True) -> Iterator[bytes]:
    """The table of the articles that are named, or of all. Raises NoArticle or Damaged."""
    for chunk in write(documents(project, aids), project.profile, Losses()):
        yield chunk if bom else chunk.removeprefix(BOM)
