"""TinyDB's `Storage` over SQLite: documents one by one, and TinyDB's whole-database protocol beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

from tinydb.queries import QueryLike
from tinydb.storages import Storage

from store.tiny.connections import Connections
from store.tiny.creation import create
from store.tiny.documents import ChecksumError, Doc, Stored, decode_as, encode, sealed
from store.tiny.explaining import damaged
from store.tiny.layout import Layout, sql_table, table_name, table_statements
from store.tiny.pushdown import narrowing
from store.tiny.shape import misshapen

T = TypeVar("T")
_PAGE = 500
"""Documents read at a time, so that no read holds the log back for long."""


class SqliteStorage(Storage):
    """The documents of the file at `path`, which is made where there is none."""

    def __init__(
        self,
        path: str | Path,
        *,
        layout: Layout | None = None,
        patience: float = 5.0,
        first: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self.path = Path(path)
        self.layout = layout or Layout()
        if not self.path.exists():
            create(self.path, self.layout, first)
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

    @property
    def read_only(self) -> bool:
        """Whether this process may only read the file; writing then raises NotWritable."""
        return self._connections.read_only

    @property
    def generation(self) -> int:
        """How often another file has taken the place of the one opened: what was read before is not of it."""
        return self._connections.generation

    def see_that_it_is_whole(self) -> None:
        """See that no table of the layout is lost, which would seem to be empty. Raises Damaged."""
        with self.reading() as connection:
            name = misshapen(connection, self.layout)
        if name is not None:
            raise damaged(self.path, f"{name} is not what it was made as")

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        self._connections.close()

    # One document at a time.

    def fetch(self, table: str, ids: Sequence[int]) -> Iterator[tuple[int, Doc]]:
        """The documents of those ids that exist, in order of id. Raises Damaged."""
        return self.fetch_as(table, ids, Doc)

    def fetch_as(self, table: str, ids: Sequence[int], kind: type[T]) -> Iterator[tuple[int, T]]:
        """The documents of those ids that exist as values of a type, in order of id.

        What the type does not have is not decoded, which makes it several times as fast. Raises Damaged.
        """
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), _PAGE):
            some = wanted[start : start + _PAGE]
            marks = ", ".join("?" * len(some))
            yield from self._rows_as(table, f"WHERE id IN ({marks}) ORDER BY id", some, kind)

    def scan(self, table: str) -> Iterator[tuple[int, Doc]]:
        """Every document, in order of id, a page at a time. Raises Damaged."""
        page = self._rows(table, "ORDER BY id LIMIT ?", [_PAGE])
        while page:
            yield from page
            last = page[-1][0]
            page = self._rows(table, "WHERE id > ? ORDER BY id LIMIT ?", [last, _PAGE])
            if page and page[-1][0] <= last:  # a damaged tree can lead back, and this on for ever
                raise damaged(self.path, f"the documents of {table} are out of order")

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
        self.put_all(table, [(doc_id, document)])

    def put_all(self, table: str, documents: Iterable[tuple[int, Mapping[str, Any]]]) -> int:
        """Write documents, each over whatever has its id, in one transaction; says how many."""
        packed = self.layout.table(table).packed
        return self._write(table, ((doc_id, encode(doc_id, doc, packed=packed)) for doc_id, doc in documents))

    def put_packed(self, table: str, doc_id: int, doc: bytes) -> None:
        """Write what `documents.pack` made of a document of a packed table over whatever has its id."""
        self._write(table, [(doc_id, sealed(doc_id, doc))])

    def _write(self, table: str, rows: Iterable[tuple[int, Stored]]) -> int:
        written = 0
        with self.transaction() as connection:
            sql = (
                f"INSERT INTO {sql_table(table)} (id, crc, doc) VALUES (?, ?, ?) "  # noqa: S608
                "ON CONFLICT (id) DO UPDATE SET crc = excluded.crc, doc = excluded.doc"
            )
            for doc_id, row in rows:
                try:
                    connection.execute(sql, (doc_id, row.crc, row.doc))
                except sqlite3.OperationalError:
                    if _exists(connection, table):
                        raise
                    self._make(connection, table)
                    connection.execute(sql, (doc_id, row.crc, row.doc))
                written += 1
        return written

    def _make(self, connection: sqlite3.Connection, table: str) -> None:
        for statement in table_statements(table, self.layout.table(table)):
            connection.execute(statement)

    def delete(self, table: str, doc_id: int) -> None:
        """Delete a document, if it exists."""
        with self.transaction() as connection:
            connection.execute(f"DELETE FROM {sql_table(table)} WHERE id = ?", (doc_id,))  # noqa: S608

    def clear(self, table: str) -> None:
        """Delete every document of a table and keep the table."""
        with self.transaction() as connection:
            self._make(connection, table)
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
        return self._rows_as(table, clause, values, Doc)

    def _rows_as(self, table: str, clause: str, values: Sequence[Any], kind: type[T]) -> list[tuple[int, T]]:
        packed = self.layout.table(table).packed
        with self.reading() as connection:
            sql = f"SELECT id, crc, ifnull(CAST(doc AS BLOB), x'') FROM {sql_table(table)} {clause}"  # noqa: S608
            rows = _found(connection, table, sql, values)
        try:
            return [(doc_id, decode_as(kind, doc_id, crc, raw, packed=packed)) for doc_id, crc, raw in rows]
        except ChecksumError as error:
            raise damaged(self.path, f"document {error} of {table} fails its checksum") from None

    def _column(self, table: str, sql: str, values: Sequence[Any] = ()) -> list[int]:
        with self.reading() as connection:
            return [value for (value,) in _found(connection, table, sql.format(sql_table(table)), values)]


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


def _found(
    connection: sqlite3.Connection, table: str, sql: str, values: Sequence[Any]
) -> list[tuple[Any, ...]]:
    """What a query finds: nothing, where there is no such table."""
    try:
        return connection.execute(sql, values).fetchall()
    except sqlite3.OperationalError:
        if _exists(connection, table):
            raise
        return []


def _exists(connection: sqlite3.Connection, table: str) -> bool:
    """Asked when a statement fails, and never remembered: another process may make or drop a table."""
    name = sql_table(table).strip('"')
    return connection.execute(f"{_TABLES} AND name = ?", (name,)).fetchone() is not None
