"""How documents lie in the SQLite file: names, tables and indexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

_PLAIN = re.compile(r"[a-z0-9_]")
_CODED = re.compile(r"~([0-9a-f]+)~")
_PREFIX = "t_"


class TableLayout(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a table beforehand.

    `indexes` and `unique` name fields of the document, several for an index over all of them.
    `packed` documents are compressed; they are fetched by id only and cannot be indexed.
    """

    packed: bool = False
    indexes: tuple[tuple[str, ...], ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()

    def indexed_fields(self) -> frozenset[str]:
        """The fields that lead an index, which a query can be narrowed by."""
        return frozenset(fields[0] for fields in (*self.indexes, *self.unique))


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """What a file is: whose (`application_id`), which version of it, its tables and whatever else
    its making needs (`extra`, SQL statements)."""

    application_id: int = 0
    version: int = 0
    tables: dict[str, TableLayout] = {}
    extra: tuple[str, ...] = ()

    def table(self, name: str) -> TableLayout:
        """The table's layout; a table that nobody declared is plain and without indexes."""
        return self.tables.get(name, TableLayout())

    def statements(self) -> Iterator[str]:
        """The SQL that makes a new file."""
        for name in self.tables:
            yield from table_statements(name, self.table(name))
        yield from self.extra
        yield f"PRAGMA application_id={self.application_id}"
        yield f"PRAGMA user_version={self.version}"


def table_statements(name: str, layout: TableLayout) -> Iterator[str]:
    """The SQL that makes a table where there is none.

    `crc` is the checksum of the stored document and its id, see `store.tiny.documents`.
    """
    table = sql_table(name)
    yield f"CREATE TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY, crc INTEGER NOT NULL, doc NOT NULL)"
    for unique, indexes in (("", layout.indexes), ("UNIQUE ", layout.unique)):
        for fields in indexes:
            columns = ", ".join(field_expression(field) for field in fields)
            index = f'"i_{name}_{"_".join(fields)}"'
            yield f"CREATE {unique}INDEX IF NOT EXISTS {index} ON {table} ({columns})"


@cache
def sql_table(name: str) -> str:
    """The quoted SQL name of a TinyDB table. SQL folds case, so all but small ASCII letters is coded."""
    coded = "".join(char if _PLAIN.match(char) else f"~{ord(char):x}~" for char in name)
    return f'"{_PREFIX}{coded}"'


def table_name(sql_name: str) -> str | None:
    """The TinyDB table that an SQL table is, or None where it is something else."""
    if not sql_name.startswith(_PREFIX):
        return None
    return _CODED.sub(lambda code: chr(int(code[1], 16)), sql_name.removeprefix(_PREFIX))


@cache
def field_expression(field: str) -> str:
    """The SQL for a top-level field of a document, written exactly as its index has it."""
    if not re.fullmatch(r"\w+", field):
        raise ValueError(field)
    return f"""json_extract(doc, '$."{field}"')"""
