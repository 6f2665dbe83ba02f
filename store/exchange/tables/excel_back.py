"""A workbook of ours as people left it, read row by row with openpyxl."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.escape import unescape

from seeds.problems import Unreadable
from seeds.profile import Profile
from store.exchange.incoming import Incoming
from store.exchange.naming import printable
from store.exchange.tables.rows_back import TableRow, incoming_in

SHEETS = ("indicators", "entities", "tags")
LARGEST = 2**29
"""Bytes that the sheets may have unpacked."""


def read(path: Path, profile: Profile) -> Iterator[Incoming | Unreadable]:
    """What the rows of the sheets say. A file that is no workbook, or a broken one, is one Unreadable."""
    del profile
    try:
        yield from incoming_in(_rows(path))
    except Unreadable as problem:
        yield problem


def _rows(path: Path) -> Iterator[TableRow]:
    """The rows of the sheets. Raises Unreadable."""
    try:
        _check_size(path)
        with path.open("rb") as file:  # openpyxl judges a path by its ending
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
            for name in SHEETS:
                if name in workbook.sheetnames:
                    yield from _rows_of(workbook[name], path.name)
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever its parts do at a broken file
        reason = printable(str(error)) or type(error).__name__
        raise Unreadable(
            "{path} cannot be read: {reason}", path=printable(str(path)), reason=reason
        ) from None


def _check_size(path: Path) -> None:
    """Raises Unreadable where the workbook would be too large unpacked; what its archive says holds."""
    with zipfile.ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > LARGEST:
        raise Unreadable(
            "{where} is larger than {limit} MB and was not read",
            where=printable(path.name),
            limit=LARGEST // 2**20,
        )


def _rows_of(sheet: Any, name: str) -> Iterator[TableRow]:
    """The rows under the first one."""
    rows = sheet.iter_rows(values_only=True)
    columns = [_text(cell) for cell in next(rows, ())]
    for number, cells in enumerate(rows, start=2):
        named = {column: _text(cell) for column, cell in zip(columns, cells, strict=False)}
        if any(named.values()):
            yield printable(f"{name}#{sheet.title}:{number}"), named


def _text(cell: object) -> str:
    """The cell as the text that it would be in CSV."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)):f}"
    if isinstance(cell, datetime):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else unescape(str(cell))
