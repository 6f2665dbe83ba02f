"""TinyDB's database object over SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from store.tiny.layout import Layout
from store.tiny.storage import SqliteStorage
from store.tiny.table import DocumentTable


class Database(TinyDB):
    """TinyDB with transactions: `Database(path).table("articles").search(where("verdict") == "new")`.

    `path` is made where there is no file. `layout` says which tables are packed and which fields
    are indexed; `patience` is how long to wait for another process, in seconds; `first` are the documents
    that a new file has from the beginning, one a table.

    Raises ForeignFile, NewerProject, NotWritable, Damaged.
    """

    table_class = DocumentTable  # type: ignore[assignment]
    default_storage_class = SqliteStorage  # type: ignore[assignment]

    def __init__(
        self,
        path: str | Path,
        *,
        layout: Layout | None = None,
        patience: float = 5.0,
        first: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        super().__init__(path, layout=layout, patience=patience, first=first)

    @property
    def storage(self) -> SqliteStorage:
        """The storage, for what TinyDB has no words for."""
        storage: SqliteStorage = self._storage  # type: ignore[assignment]
        return storage

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """Operations inside, on any tables, are committed together when the block ends.

        A block that raises leaves nothing. Blocks may be nested: the outermost commits.
        """
        return self.storage.transaction()

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Reads inside see one state of the database, whatever is written meanwhile."""
        return self.storage.reading()
