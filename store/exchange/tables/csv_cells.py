"""CSV (RFC 4180) that spreadsheets open as it is, and rows that they take from the clipboard.

Text stays text, and UTF-8 is known for what it is.

A spreadsheet takes a cell for a formula by its first character, full-width ones and those behind spaces too,
and a formula can start programs (DDE). Text that begins so gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from decimal import Decimal

from store.exchange.tables.rows import Cell, Row

BOM = "\ufeff".encode()
"""The byte order mark by which Excel knows UTF-8."""
FORMULA = re.compile(r"'*[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*[\t\r\n=+\-@＝＋－＠]")
"""How text begins that gets an apostrophe: that of a formula, and that of what looks as if it had got one."""


def csv_chunk(rows: Iterable[Row]) -> bytes:
    """The rows as CSV, none of whose cells can start a formula."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(map(_safe, row) for row in rows)
    return buffer.getvalue().encode()


def tab_separated(rows: Iterable[Row]) -> str:
    """The rows as lines of cells parted by tabs, as spreadsheets take them from the clipboard.

    No cell can start a formula, and none has a tab or a line feed.
    """
    buffer = io.StringIO(newline="")
    csv.writer(buffer, "excel-tab", lineterminator="\n").writerows(map(_on_one_line, row) for row in rows)
    return buffer.getvalue()


def _on_one_line(cell: Cell) -> Cell:
    return _safe(" ".join(cell.split()) if isinstance(cell, str) else cell)


def _safe(cell: Cell) -> Cell:
    """The cell as it is written: numbers as numbers, without exponent, text so that it stays text."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, str) and FORMULA.match(cell):
        return f"'{cell}"
    return cell
