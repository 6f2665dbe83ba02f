"""Reading what can be read of a file that may be damaged, past the checks of the store.

SQLite reads a table as a tree of pages. Where one is damaged a scan ends with an error, but rows on other
pages can still be had one by one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from store.tiny.documents import checksum
from store.tiny.layout import sql_table, table_name

UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What a damaged file raises: the second where SQLite's message quotes bytes that are no text."""
_PAGE = 500
_AFTER_THE_LAST = 1000
"""How many ids in a row may be unreadable or free before a damaged table counts as read to its end."""


class RawRow(NamedTuple):
    """A row as it lies in a table: `raw` is the bytes of its document."""

    id: int
    crc: object
    raw: bytes

    @property
    def sound(self) -> bool:
        """Whether the bytes are those that were written."""
        return self.crc == checksum(self.id, self.raw)


class Unreadable(NamedTuple):
    """From this id on a table cannot be read as a whole; `reason` is SQLite's."""

    id: int
    reason: str


def tables(connection: sqlite3.Connection) -> list[str]:
    """The tables of documents of a file. Raises sqlite3.DatabaseError."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [table for (name,) in names if (table := table_name(name)) is not None]


def page_of(connection: sqlite3.Connection, table: str, after: int, size: int = _PAGE) -> list[RawRow]:
    """The rows that follow an id, in order of id. Raises sqlite3.DatabaseError."""
    found = connection.execute(
        f"SELECT id, crc, CAST(doc AS BLOB) FROM {sql_table(table)} WHERE id > ? ORDER BY id LIMIT ?",  # noqa: S608
        (after, size),
    )
    rows = [RawRow(doc_id, crc, raw or b"") for doc_id, crc, raw in found]
    if any(
        later.id <= earlier for earlier, later in zip([after, *(row.id for row in rows)], rows, strict=False)
    ):
        error = sqlite3.DatabaseError(f"the rows of {table} are out of order")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error  # whoever read on from there might never come to an end
    return rows


def row_of(connection: sqlite3.Connection, table: str, doc_id: int) -> RawRow | None:
    """One row, or None where it is not there. Raises sqlite3.DatabaseError."""
    found = connection.execute(
        f"SELECT id, crc, CAST(doc AS BLOB) FROM {sql_table(table)} WHERE id = ?",  # noqa: S608
        (doc_id,),
    ).fetchone()
    return RawRow(found[0], found[1], found[2] or b"") if found else None


def readable(connection: sqlite3.Connection, table: str, last: int = 0) -> Iterator[RawRow | Unreadable]:
    """Every row that can be read, whatever is damaged between them.

    `last` is an id up to which rows are known to have been, from elsewhere.
    """
    after = 0
    while True:
        try:
            page = page_of(connection, table, after)
        except UNREADABLE as error:
            yield Unreadable(after + 1, str(error))
            yield from _one_by_one(connection, table, after, last)
            return
        yield from page
        if len(page) < _PAGE:
            return
        after = page[-1].id


def _one_by_one(connection: sqlite3.Connection, table: str, after: int, last: int) -> Iterator[RawRow]:
    doc_id, seen = after, max(after, last)
    while doc_id < seen + _AFTER_THE_LAST:
        doc_id += 1
        try:
            row = row_of(connection, table, doc_id)
        except UNREADABLE:
            continue
        if row is not None:
            seen = max(seen, doc_id)
            yield row
