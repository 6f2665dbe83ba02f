"""The log of operations in the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from tinydb import where
from tinydb.queries import QueryInstance

from store.operations import IMPORT, Operation, operation
from store.tiny import Database
from store.tiny.layout import field_expression

_FIRST_PAGE, _PAGE = 8, 500
_FIELD = {name: field_expression(name) for name in ("aid", "layer", "version", "annotator", "part", "action")}


class Log:
    """Operations in order of `seq`. It can only grow."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._table = db.table("ops")

    def append(self, operations: Iterable[Operation]) -> None:
        """Write operations, in one transaction; they get their `seq` here."""
        with self._db.transaction():
            for seq, done in enumerate(operations, self.last() + 1):
                document = msgspec.to_builtins(done)
                del document["seq"]
                self._db.storage.put("ops", seq, document)

    def of_step(self, step: str) -> list[Operation]:
        """The operations of a step, in order; none where it was never recorded."""
        return self._found(where("step") == step)

    def of_article(self, aid: int) -> list[Operation]:
        """Everything that was done to an article, in order."""
        return self._found(where("aid") == aid)

    def of_layer(self, aid: int, layer: str, after: int = 0) -> list[Operation]:
        """The operations of a layer from the version after `after` on, in order of version."""
        seqs = self._seqs(
            f"{_FIELD['aid']} = ? AND {_FIELD['layer']} = ? AND {_FIELD['version']} > ?", aid, layer, after
        )
        return sorted(self._fetched(seqs), key=lambda done: done.version)

    def newest_first(self, annotator: str) -> Iterator[Operation]:
        """The first operation of each step of an annotator, newest first; imports are none."""
        before, page = 2**63 - 1, _FIRST_PAGE
        while True:
            seqs = self._seqs(
                f"{_FIELD['annotator']} = ? AND {_FIELD['part']} = 0 AND id < ?"
                f" AND {_FIELD['action']} <> ? ORDER BY id DESC LIMIT ?",
                annotator,
                before,
                IMPORT,
                page,
            )
            yield from reversed(self._fetched(seqs))
            if len(seqs) < page:
                return
            before, page = seqs[-1], min(2 * page, _PAGE)

    def latest(self, annotator: str, action: str, limit: int) -> list[Operation]:
        """Up to `limit` of an annotator's operations with this action, newest first."""
        seqs = self._seqs(
            f"{_FIELD['annotator']} = ? AND {_FIELD['part']} = 0"
            f" AND {_FIELD['action']} = ? ORDER BY id DESC LIMIT ?",
            annotator,
            action,
            limit,
        )
        return self._fetched(seqs)[::-1]

    def last(self) -> int:
        """The newest `seq`, 0 in an empty log."""
        return self._db.storage.last_id("ops") or 0

    def touched(self, since: int) -> list[int]:
        """The articles of operations after `since`, in order of id."""
        with self._db.reading() as connection:
            found = connection.execute(
                f"SELECT DISTINCT {_FIELD['aid']} AS aid FROM t_ops WHERE id > ? ORDER BY aid",  # noqa: S608
                (since,),
            )
            return [aid for (aid,) in found]

    def _found(self, query: QueryInstance) -> list[Operation]:
        return [operation(found.doc_id, found) for found in self._table.search(query)]

    def _seqs(self, condition: str, *values: object) -> list[int]:
        with self._db.reading() as connection:
            found = connection.execute(f"SELECT id FROM t_ops WHERE {condition}", values)  # noqa: S608
            return [seq for (seq,) in found]

    def _fetched(self, seqs: list[int]) -> list[Operation]:
        return [operation(seq, document) for seq, document in self._db.storage.fetch("ops", seqs)]
