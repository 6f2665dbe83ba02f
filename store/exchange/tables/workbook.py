"""Excel workbooks (ECMA-376) of tables.

Text is never a formula, a link or a number, whatever it looks like. A number is a number where a spreadsheet
keeps all of its digits (15), and text where it does not. What a sheet cannot hold is cut off, replaced by
U+FFFD or left out, and counted. Rows go to the disk as they come, so that memory does not grow with them; the
workbook has no time of its making, so that the same tables give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from store.exchange.losses import Losses
from store.exchange.tables.rows import Cell, Row, Table
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


def workbook(tables: Iterable[Table], losses: Losses) -> Iterator[bytes]:
    """A workbook with a sheet for each table."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "piyue.xlsx"
        with workbook_at(path) as made:
            header = made.add_format({"bold": True})
            for table in tables:
                sheet = Sheet(made.add_worksheet(table.name), table.columns, header, losses)
                sheet.put(table.rows)
                sheet.finish()
        yield from chunks_of(path)


@contextmanager
def workbook_at(path: Path) -> Iterator[xlsxwriter.Workbook]:
    """A new workbook in a file, whole when this is left; its folder is where rows wait meanwhile."""
    with xlsxwriter.Workbook(str(path), _OPTIONS | {"tmpdir": str(path.parent)}) as made:
        made.set_properties({"created": _MADE})
        yield made


def chunks_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file, some at a time."""
    with path.open("rb") as made:
        while chunk := made.read(_CHUNK):
            yield chunk


class Sheet:
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
