"""TinyDB's `Table`, without ever reading or writing the whole of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from copy import deepcopy
from functools import cached_property
from typing import Any

from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from store.tiny.documents import Doc
from store.tiny.storage import SqliteStorage, TableView

Fields = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]


class DocumentTable(Table):
    """A table of documents. What differs from stock TinyDB: results are fresh copies, in order of id.

    There is no query cache. TinyDB's leaves the flags of `search` and `matches` out of its keys, and a
    cache would have to be told of every write by another process.
    """

    default_query_cache_capacity = 0

    def __init__(
        self, storage: SqliteStorage, name: str, *, persist_empty: bool = False, **_: object
    ) -> None:
        self._documents = storage
        self._narrowed: QueryLike | None = None
        super().__init__(storage, name, cache_size=0, persist_empty=persist_empty)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document and return its id, which no other process gets."""
        with self._documents.transaction():
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert documents in one transaction and return their ids."""
        with self._documents.transaction():
            return super().insert_multiple(documents)

    def search(self, cond: QueryLike) -> list[Document]:
        """The documents that match."""
        return list(self._matching(cond))

    def get(  # type: ignore[override]
        self, cond: QueryLike | None = None, doc_id: int | None = None, doc_ids: list[int] | None = None
    ) -> Document | list[Document] | None:
        """The document of an id, or the first that matches, or None; with `doc_ids` a list of documents."""
        if doc_id is not None:
            return next(self._of_ids([doc_id]), None)
        if doc_ids is not None:
            return list(self._of_ids(doc_ids))
        if cond is not None:
            return next(self._matching(cond), None)
        return super().get()

    def update(
        self, fields: Fields, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None
    ) -> list[int]:
        """Set fields of the documents that are named, or match, or all; returns the ids of those updated."""
        with self._narrowed_to(cond if doc_ids is None else None):
            return super().update(fields, cond, doc_ids)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update the documents that match, or insert this one, in one transaction."""
        with self._documents.transaction():
            return super().upsert(document, cond)

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """Remove the documents that are named or match; returns their ids."""
        with self._narrowed_to(cond if doc_ids is None else None):
            return super().remove(cond, doc_ids)

    def __len__(self) -> int:
        return self._documents.count(self.name)

    def __iter__(self) -> Iterator[Document]:
        return (self._made(*row) for row in self._documents.scan(self.name))

    def _matching(self, cond: QueryLike) -> Iterator[Document]:
        for doc_id, document in self._documents.candidates(self.name, cond):
            if cond(document):
                yield self._made(doc_id, document)

    def _of_ids(self, doc_ids: Iterable[int]) -> Iterator[Document]:
        return (self._made(*row) for row in self._documents.fetch(self.name, list(map(int, doc_ids))))

    def _made(self, doc_id: int, document: Doc) -> Document:
        return self.document_class(document, self.document_id_class(doc_id))

    @contextmanager
    def _narrowed_to(self, cond: QueryLike | None) -> Iterator[None]:
        """Show the updater of `update` or `remove` only what the condition may match."""
        with self._documents.transaction():
            self._narrowed = cond
            try:
                yield
            finally:
                self._narrowed = None

    def _get_next_id(self) -> int:
        """One above every id there is and every one given before, as stock TinyDB counts within a session."""
        last = self._documents.last_id(self.name)
        next_id = max(self._next_id or 1, 1 if last is None else last + 1)
        self._next_id = next_id + 1  # type: ignore[assignment]
        return next_id

    def _read_table(self) -> Mapping[str, Doc]:  # type: ignore[override]
        return TableView(self._documents, self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._documents.transaction():
            table = _Update(self._documents, self.name, self._narrowed)
            updater(table)
            table.write()


class _Update(MutableMapping[int, Doc]):
    """What an updater sees of a table: documents read when asked for, and written only if they changed."""

    def __init__(self, storage: SqliteStorage, name: str, narrowed: QueryLike | None) -> None:
        self._storage = storage
        self._name = name
        self._narrowed = narrowed
        self._seen: dict[int, Doc] = {}
        self._before: dict[int, Doc] = {}
        self._deleted: set[int] = set()
        self._cleared = False

    def __getitem__(self, doc_id: int) -> Doc:
        if doc_id not in self._seen and doc_id not in self._deleted and not self._cleared:
            for _, document in self._storage.fetch(self._name, [doc_id]):
                self._remember(doc_id, document)
        return self._seen[doc_id]

    def __setitem__(self, doc_id: int, document: Doc) -> None:
        self._seen[doc_id] = document
        self._deleted.discard(doc_id)

    def __delitem__(self, doc_id: int) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._seen.pop(doc_id, None)
        self._deleted.add(doc_id)

    def __contains__(self, doc_id: object) -> bool:
        if doc_id in self._seen:
            return True
        if doc_id in self._deleted or self._cleared:
            return False
        return isinstance(doc_id, int) and self._storage.holds(self._name, doc_id)

    def __iter__(self) -> Iterator[int]:
        stored = [] if self._cleared else self._stored
        known = set(stored)
        yield from (doc_id for doc_id in stored if doc_id not in self._deleted)
        yield from (doc_id for doc_id in self._seen if doc_id not in known)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        self._seen.clear()
        self._deleted.clear()
        self._cleared = True

    def write(self) -> None:
        """Write what the updater did."""
        if self._cleared:
            self._storage.clear(self._name)
        for doc_id in self._deleted:
            self._storage.delete(self._name, doc_id)
        for doc_id, document in self._seen.items():
            if self._cleared or doc_id not in self._before or document != self._before[doc_id]:
                self._storage.put(self._name, doc_id, document)

    @cached_property
    def _stored(self) -> list[int]:
        """The ids that the updater gets to see, read once."""
        if self._narrowed is None:
            return self._storage.ids(self._name)
        ids = []
        for doc_id, document in self._storage.candidates(self._name, self._narrowed):
            if self._narrowed(document):
                ids.append(doc_id)
                self._remember(doc_id, document)
        return ids

    def _remember(self, doc_id: int, document: Doc) -> None:
        self._seen[doc_id] = document
        self._before[doc_id] = deepcopy(document)
