"""An Excel workbook (ECMA-376) with a sheet each of articles, indicators, entities and tags.

Text is never a formula, a link or a number, whatever it looks like. A number is a number where a spreadsheet
keeps all of its digits (15), and text where it does not, and dates are ISO text, since Excel knows none
before 1900 and no months. What a sheet cannot hold is cut off, replaced by U+FFFD or left out, and counted.

The rows are those of `tables.rows`. They go to the disk as they come, so that memory does not grow
with them; the workbook has no time of its making, so that the same project gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from seeds.problems import Problem, Unreadable
from seeds.profile import Profile
from store.exchange.documents import Document
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses
from store.exchange.shortfalls import count_remarks
from store.exchange.tables.rows import (
    ARTICLE_COLUMNS,
    ENTITY_COLUMNS,
    INDICATOR_COLUMNS,
    TAG_COLUMNS,
    article_row,
    entity_rows,
    indicator_rows,
    tag_rows,
)
from store.exchange.tables.workbook import Sheet, chunks_of, workbook_at


def write(documents: Iterable[Document], profile: Profile, losses: Losses) -> Iterator[bytes]:
    """The workbook."""
    del profile
    with TemporaryDirectory() as folder:
        path = Path(folder) / "piyue.xlsx"
        with workbook_at(path) as workbook:
            header = workbook.add_format({"bold": True})
            articles, indicators, entities, tags = (
                Sheet(workbook.add_worksheet(name), columns, header, losses)
                for name, columns in (
                    ("articles", ARTICLE_COLUMNS),
                    ("indicators", INDICATOR_COLUMNS),
                    ("entities", ENTITY_COLUMNS),
                    ("tags", TAG_COLUMNS),
                )
            )
            for document in documents:
                articles.put([article_row(document)])
                indicators.put(indicator_rows(document))
                entities.put(entity_rows(document))
                tags.put(tag_rows(document))
                count_remarks(document, losses)
            for sheet in (articles, indicators, entities, tags):
                sheet.finish()
        yield from chunks_of(path)


def read(path: Path, profile: Profile) -> Iterator[Incoming | Unreadable]:
    """What the rows of the workbook say. Raises Problem where openpyxl, which reads it, is not installed."""
    if find_spec("openpyxl") is None:
        raise Problem(
            "{format} needs a package that is not here; install it with: pip install 'piyue[{extra}]'",
            format="excel",
            extra="excel",
        )
    from store.exchange.tables import excel_back

    return excel_back.read(path, profile)
