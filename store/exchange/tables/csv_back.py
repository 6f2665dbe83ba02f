"""CSV as spreadsheets write it: any separator, and in China often GBK instead of UTF-8."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path

from seeds.problems import Unreadable
from seeds.profile import Profile
from store.exchange.incoming import Incoming
from store.exchange.naming import printable
from store.exchange.tables.csv_cells import FORMULA
from store.exchange.tables.rows_back import TableRow, incoming_in

_LOOKED_AT = 2**16
_SEPARATORS = ",;\t"
_LONGEST = 131_072
"""Characters of a cell: csv's own limit, which another reader in this process may have lifted."""


def read(path: Path, profile: Profile) -> Iterator[Incoming | Unreadable]:
    """What the rows of a table say. The rest of a file that is broken is one Unreadable."""
    del profile
    try:
        yield from incoming_in(_rows(path))
    except Unreadable as problem:
        yield problem
    except (OSError, UnicodeError, csv.Error) as error:
        reason = printable(getattr(error, "strerror", None) or str(error))
        yield Unreadable("{path} cannot be read: {reason}", path=printable(str(path)), reason=reason)


def _rows(path: Path) -> Iterator[TableRow]:
    """The rows under the first. Raises Unreadable, OSError, UnicodeError or csv.Error."""
    with path.open(encoding=_encoding_of(path), newline="") as file:
        first = file.readline(_LOOKED_AT)
        file.seek(0)
        rows = csv.reader(file, delimiter=max(_SEPARATORS, key=first.count))
        columns = next(rows, [])
        if "start" not in columns and "tag" not in columns:
            raise Unreadable(
                "{path} is no table of piyue's: its first row has no column start and no column tag",
                path=printable(str(path)),
            )
        for cells in rows:
            if any(len(cell) > _LONGEST for cell in cells):
                raise csv.Error(f"line {rows.line_num}: a cell of more than {_LONGEST:,} characters")
            named = {name: _unguarded(cell) for name, cell in zip(columns, cells, strict=False)}
            if any(named.values()):
                yield printable(f"{path.name}:{rows.line_num}"), named


def _encoding_of(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    try:
        re.sub(rb"[^\n]*\Z", b"", start).decode()
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig" if start.startswith(BOM_UTF8) else "utf-8"


def _unguarded(cell: str) -> str:
    """The cell without the apostrophe that kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
