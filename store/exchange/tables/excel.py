"""An Excel workbook (ECMA-376) with a sheet each of articles, indicators, entities and tags.

Text is never a formula, a link or a number, whatever it looks like. A number is a number where a spreadsheet
keeps all of its digits (15), and text where it does not, and dates are ISO text, since Excel knows none
before 1900 and no months. What a sheet cannot hold is cut off, replaced by U+FFFD or left out, and counted.

The rows are those of `tables.rows`. They go to the disk as they come, so that memory does not grow
with them; the workbook has no time of its making, so that the same project gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

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
    Cell,
    Row,
    article_row,
    entity_rows,
    indicator_rows,
    tag_rows,
)
from store.exchange.utf16 import Utf16

MOST_ROWS = 1_048_576
"""Rows of a sheet, the header with them."""
LONGEST = 32_767
"""UTF-16 code units of a cell."""
DIGITS = 15
"""Digits that every double keeps."""
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDTHS = {"title": 36, "sentence": 60, "text": 16, "metric": 16, "suggested": 24, "sha256": 16, "path": 24}
_WIDTH = 11
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "use_zip64": True,
}
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_CHUNK = 2**16


def write(documents: Iterable[Document], profile: Profile, losses: Losses) -> Iterator[bytes]:
    """The workbook."""
    del profile
    with TemporaryDirectory() as folder:
        path = Path(folder) / "piyue.xlsx"
        with xlsxwriter.Workbook(str(path), _OPTIONS | {"tmpdir": folder}) as workbook:
            workbook.set_properties({"created": _MADE})
            header = workbook.add_format({"bold": True})
            articles, indicators, entities, tags = (
                _Sheet(workbook.add_worksheet(name), columns, header, losses)
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
        with path.open("rb") as made:
            while chunk := made.read(_CHUNK):
                yield chunk


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


class _Sheet:
    """A sheet to which rows are put one below the other."""

    def __init__(self, sheet: Worksheet, columns: Sequence[str], header: Format, losses: Losses) -> None:
        self._sheet = sheet
        self._columns = columns
        self._losses = losses
        self._rows = 1
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _WIDTHS.get(column, _WIDTH))
            sheet.write_string(0, at, column, header)
        sheet.freeze_panes(1, 0)

    def put(self, rows: Iterable[Row]) -> None:
        """Put rows below those that are there, as far as there is room."""
        for row in rows:
            if self._rows >= MOST_ROWS:
                self._losses.lose("{count} rows were left out; a sheet has no room for more")
                continue
            for at, cell in enumerate(row):
                self._put_cell(at, cell)
            self._rows += 1

    def finish(self) -> None:
        """Let every column be filtered."""
        self._sheet.autofilter(0, 0, max(self._rows - 1, 1), len(self._columns) - 1)

    def _put_cell(self, at: int, cell: Cell) -> None:
        if cell is None:
            return
        if isinstance(cell, str):
            self._sheet.write_string(self._rows, at, self._fitting(cell))
        elif isinstance(cell, Decimal) and not _is_kept(cell):
            self._losses.lose("{count} numbers with more digits than a spreadsheet keeps are texts")
            self._sheet.write_string(self._rows, at, f"{cell:f}")
        else:
            self._sheet.write_number(self._rows, at, float(cell))

    def _fitting(self, text: str) -> str:
        """The text as a cell can hold it."""
        clean, replaced = _NOT_IN_XML.subn("\ufffd", text)
        self._losses.lose("{count} characters that a spreadsheet cannot hold were replaced", replaced)
        if len(clean) > LONGEST // 2 and Utf16(clean).units(len(clean)) > LONGEST:
            self._losses.lose("{count} cells were cut off at 32,767 characters")
            clean = clean[: Utf16(clean).points(LONGEST)]
        return clean


def _is_kept(number: Decimal) -> bool:
    """Whether a double has all digits of the number."""
    digits = number.normalize().as_tuple().digits
    return len(digits) <= DIGITS and abs(number.adjusted()) < 300
