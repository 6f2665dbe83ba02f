"""TinyDB's `Storage` over SQLite: documents one by one, and TinyDB's whole-database protocol beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tinydb.queries import QueryLike
from tinydb.storages import Storage

from store.tiny.connections import Connections, create, damaged
from store.tiny.documents import ChecksumError, Doc, decode, encode
from store.tiny.layout import Layout, sql_table, table_name, table_statements
from store.tiny.pushdown import narrowing

_PAGE = 500
"""Documents read at a time, so that no read holds the log back for long."""


class SqliteStorage(Storage):
    """The documents of the file at `path`, which is made where there is none."""

    def __init__(self, path: str | Path, *, layout: Layout | None = None, patience: float = 5.0) -> None:
        self.path = Path(path)
        self.layout = layout or Layout()
        if not self.path.exists():
            create(self.path, self.layout)
        self._connections = Connections(self.path, self.layout, patience=patience)

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """Writes inside are made together or not at all; see `Connections.transaction`."""
        return self._connections.transaction()

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Reads inside see one state of the file; see `Connections.reading`."""
        return self._connections.reading()

    def inside_transaction(self) -> bool:
        """Whether the calling thread is in a transaction."""
        return self._connections.inside_transaction()

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        self._connections.close()

    # One document at a time.

    def fetch(self, table: str, ids: Sequence[int]) -> Iterator[tuple[int, Doc]]:
        """The documents of those ids that exist, in order of id. Raises Damaged."""
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), _PAGE):
            some = wanted[start : start + _PAGE]
            marks = ", ".join("?" * len(some))
            yield from self._rows(table, f"WHERE id IN ({marks}) ORDER BY id", some)

    def scan(self, table: str) -> Iterator[tuple[int, Doc]]:
        """Every document, in order of id, a page at a time. Raises Damaged."""
        page = self._rows(table, "ORDER BY id LIMIT ?", [_PAGE])
        while page:
            yield from page
            page = self._rows(table, "WHERE id > ? ORDER BY id LIMIT ?", [page[-1][0], _PAGE])

    def candidates(self, table: str, query: QueryLike) -> Iterator[tuple[int, Doc]]:
        """Documents among which are all that match the query; few of them where its fields are indexed."""
        narrow = narrowing(query, self.layout.table(table).indexed_fields())
        if narrow is None:
            return self.scan(table)
        ids = self._column(table, "SELECT id FROM {} WHERE " + narrow.condition, narrow.values)  # noqa: S608
        return self.fetch(table, ids)

    def ids(self, table: str) -> list[int]:
        """Every id, in order."""
        return self._column(table, "SELECT id FROM {} ORDER BY id")

    def count(self, table: str) -> int:
        """How many documents the table has."""
        return sum(self._column(table, "SELECT count(*) FROM {}"))

    def holds(self, table: str, doc_id: int) -> bool:
        """Whether there is a document of that id."""
        return bool(self._column(table, "SELECT id FROM {} WHERE id = ?", (doc_id,)))

    def last_id(self, table: str) -> int | None:
        """The greatest id, None in an empty table."""
        (last,) = self._column(table, "SELECT max(id) FROM {}") or (None,)
        return last

    def put(self, table: str, doc_id: int, document: Mapping[str, Any]) -> None:
        """Write a document over whatever has its id."""
        layout = self.layout.table(table)
        row = encode(doc_id, document, packed=layout.packed)
        with self.transaction() as connection:
            if not _exists(connection, table):
                for statement in table_statements(table, layout):
                    connection.execute(statement)
            connection.execute(
                f"INSERT INTO {sql_table(table)} (id, crc, doc) VALUES (?, ?, ?) "  # noqa: S608
                "ON CONFLICT (id) DO UPDATE SET crc = excluded.crc, doc = excluded.doc",
                (doc_id, row.crc, row.doc),
            )

    def delete(self, table: str, doc_id: int) -> None:
        """Delete a document, if it exists."""
        with self.transaction() as connection:
            connection.execute(f"DELETE FROM {sql_table(table)} WHERE id = ?", (doc_id,))  # noqa: S608

    def clear(self, table: str) -> None:
        """Delete every document of a table and keep the table."""
        with self.transaction() as connection:
            for statement in table_statements(table, self.layout.table(table)):
                connection.execute(statement)
            connection.execute(f"DELETE FROM {sql_table(table)}")  # noqa: S608

    # TinyDB's protocol: the whole database, lazily.

    def read(self) -> dict[str, Mapping[str, Doc]] | None:  # type: ignore[override]
        """Every table as a view that reads a document when it is asked for."""
        with self.reading() as connection:
            names = [name for (sql,) in connection.execute(_TABLES) if (name := table_name(sql)) is not None]
        return {name: TableView(self, name) for name in names} or None

    def write(self, data: Mapping[str, Mapping[Any, Doc]]) -> None:
        """Make the database what `data` says; tables that are still the views of `read` are left alone."""
        with self.transaction() as connection:
            for name in set(self.read() or {}) - set(data):
                connection.execute(f"DROP TABLE {sql_table(name)}")
            for name, documents in data.items():
                if isinstance(documents, TableView):
                    continue
                self.clear(name)
                for doc_id, document in documents.items():
                    self.put(name, int(doc_id), document)

    def _rows(self, table: str, clause: str, values: Sequence[Any]) -> list[tuple[int, Doc]]:
        packed = self.layout.table(table).packed
        with self.reading() as connection:
            if not _exists(connection, table):
                return []
            sql = f"SELECT id, crc, CAST(doc AS BLOB) FROM {sql_table(table)} {clause}"  # noqa: S608
            rows = connection.execute(sql, values).fetchall()
        try:
            return [(doc_id, decode(doc_id, crc, raw, packed=packed)) for doc_id, crc, raw in rows]
        except ChecksumError as error:
            raise damaged(self.path, f"document {error} of {table} fails its checksum") from None

    def _column(self, table: str, sql: str, values: Sequence[Any] = ()) -> list[int]:
        with self.reading() as connection:
            if not _exists(connection, table):
                return []
            return [value for (value,) in connection.execute(sql.format(sql_table(table)), values)]


class TableView(Mapping[str, Doc]):
    """A table as TinyDB's read protocol shows it, ids as strings; nothing is read before it is asked for."""

    def __init__(self, storage: SqliteStorage, name: str) -> None:
        self._storage = storage
        self._name = name

    def __getitem__(self, key: str) -> Doc:
        for _, document in self._storage.fetch(self._name, [int(key)]):
            return document
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return map(str, self._storage.ids(self._name))

    def __len__(self) -> int:
        return self._storage.count(self._name)


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


def _exists(connection: sqlite3.Connection, table: str) -> bool:
    """Asked every time: another process may have made or dropped the table since."""
    name = sql_table(table).strip('"')
    return connection.execute(f"{_TABLES} AND name = ?", (name,)).fetchone() is not None
