"""The log of operations in the database."""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec
from tinydb import where
from tinydb.queries import QueryInstance

from store.news import Touch
from store.operations import IMPORT, Operation, operation
from store.tiny import Database
from store.tiny.documents import Doc
from store.tiny.explaining import damaged
from store.tiny.layout import field_expression

_FIRST_PAGE, _PAGE = 8, 500
_FIELD = {
    name: field_expression(name)
    for name in ("aid", "layer", "version", "annotator", "part", "action", "step", "rid", "order")
}
_OTHER = {name: expression.replace("(doc", "(other.doc") for name, expression in _FIELD.items()}
_OWN = {name: expression.replace("(doc", "(t_ops.doc") for name, expression in _FIELD.items()}
_EARLIER_PART = (
    f"SELECT 1 FROM t_ops AS other WHERE {_OTHER['step']} = {_OWN['step']}"  # noqa: S608
    f" AND {_OTHER['part']} < {_OWN['part']}"
)
_OF_PART = f"{_FIELD['step']} = ? AND {_FIELD['part']} = ?"


class Log:
    """Operations in order of `seq`. It can only grow."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._table = db.table("ops")

    def append(self, operations: Iterable[Operation]) -> int:
        """Write operations, in one transaction; they get their `seq` here. Returns the last of them."""
        with self._db.transaction():
            first = self.last() + 1
            written = self._db.storage.put_all("ops", map(_numbered, enumerate(operations, first)))
        return first + written - 1

    def of_step(self, step: str) -> Iterator[Operation]:
        """The operations of a step, in order, a page at a time; none where it was never recorded."""
        part, page = 0, self._parts(step, 0)
        while page:
            yield from page
            part += len(page)
            page = self._parts(step, part)

    def first_of(self, step: str) -> Operation | None:
        """The operation that a step begins with; None where it was never recorded."""
        return next(self.of_step(step), None)

    def origin_of(self, step: str) -> tuple[str, str]:
        """The step that a person made, and its action; of an undo or a redo, of what it took back."""
        first, met = self.first_of(step), {step}
        while first is not None and first.undoes is not None and first.undoes not in met:
            met.add(first.undoes)
            first = self.first_of(first.undoes)
        return (first.step, first.action) if first is not None else (step, "")

    def articles_of(self, step: str) -> array[int]:
        """The articles of a step, in the order in which it came to them."""
        with self._db.reading() as connection:
            sql = f"SELECT {_FIELD['aid']} FROM t_ops WHERE {_FIELD['step']} = ? ORDER BY {_FIELD['part']}"  # noqa: S608
            return array("q", dict.fromkeys(aid for (aid,) in connection.execute(sql, (step,))))

    def by_article(self, step: str) -> list[tuple[int, list[int]]]:
        """The articles of a step and the `seq` of its operations on each, the newest first in both."""
        with self._db.reading() as connection:
            sql = f"SELECT {_FIELD['aid']}, id FROM t_ops WHERE {_FIELD['step']} = ? ORDER BY id DESC"  # noqa: S608
            found: dict[int, list[int]] = {}
            for aid, seq in connection.execute(sql, (step,)):
                found.setdefault(aid, []).append(seq)
            return list(found.items())

    def fetch(self, seqs: Sequence[int]) -> dict[int, Operation]:
        """Operations by their `seq`."""
        return {done.seq: done for done in self._fetched(list(seqs))}

    def of_records(self, aids: Sequence[int], layer: str, rids: Sequence[str]) -> dict[int, list[Operation]]:
        """What was ever done to some records of these articles, but for their import, in order of version."""
        articles, records = (", ".join("?" * len(given)) for given in (aids, rids))
        seqs = self._seqs(
            f"{_FIELD['aid']} IN ({articles}) AND {_FIELD['layer']} = ? AND {_FIELD['version']} > 0"
            f" AND {_FIELD['rid']} IN ({records})",
            *aids,
            layer,
            *rids,
        )
        found = sorted(self._fetched(seqs), key=lambda done: (done.aid, done.version))
        return {aid: list(group) for aid, group in groupby(found, key=lambda done: done.aid)}

    def of_article(self, aid: int) -> list[Operation]:
        """Everything that was done to an article, in order."""
        return self._found(where("aid") == aid)

    def of_layer(self, aid: int, layer: str, after: int = 0) -> list[Operation]:
        """The operations of a layer from the version after `after` on, in order of version."""
        seqs = self._seqs(
            f"{_FIELD['aid']} = ? AND {_FIELD['layer']} = ? AND {_FIELD['version']} > ?", aid, layer, after
        )
        return sorted(self._fetched(seqs, aid=aid, layer=layer), key=lambda done: done.version)

    def newest_first(self, annotator: str) -> Iterator[Operation]:
        """The first operation of each step of an annotator, newest first; imports are none.

        What was done in another project is older than everything that was done here.
        """
        yield from self._done_here(annotator)
        yield from self._done_elsewhere(annotator)

    def _done_here(self, annotator: str) -> Iterator[Operation]:
        before, page = 2**63 - 1, _FIRST_PAGE
        while True:
            seqs = self._seqs(
                f"{_FIELD['annotator']} = ? AND {_FIELD['part']} = 0 AND id < ?"
                f" AND {_FIELD['action']} <> ? AND {_FIELD['order']} IS NULL ORDER BY id DESC LIMIT ?",
                annotator,
                before,
                IMPORT,
                page,
            )
            yield from reversed(self._fetched(seqs, annotator=annotator, part=0))
            if len(seqs) < page:
                return
            before, page = seqs[-1], min(2 * page, _PAGE)

    def _done_elsewhere(self, annotator: str) -> Iterator[Operation]:
        """Of a step that was brought in part the first operation that came with it."""
        seqs = self._seqs(
            f"{_FIELD['annotator']} = ? AND {_FIELD['action']} <> ? AND {_FIELD['order']} IS NOT NULL"
            f" AND NOT EXISTS ({_EARLIER_PART}) ORDER BY {_FIELD['order']} DESC, id DESC",
            annotator,
            IMPORT,
        )
        for start in range(0, len(seqs), _PAGE):
            page = seqs[start : start + _PAGE]
            found = self.fetch(page)
            yield from (found[seq] for seq in page)

    def last_brought(self) -> int:
        """The highest `order` of what was done in other projects; 0 where nothing was."""
        with self._db.reading() as connection:
            sql = f"SELECT coalesce(max({_FIELD['order']}), 0) FROM t_ops"  # noqa: S608
            return int(connection.execute(sql).fetchone()[0])

    def with_free_steps(self, log: Sequence[Operation]) -> list[Operation]:
        """These operations, a step of them under another name where the log has one of its parts already."""
        taken = {done.step for done in log if self._seqs(_OF_PART, done.step, done.part)}
        if not taken:
            return list(log)
        names = {step: uuid.uuid4().hex for step in taken}
        return [
            msgspec.structs.replace(
                done,
                step=names.get(done.step, done.step),
                undoes=names.get(done.undoes, done.undoes) if done.undoes is not None else None,
            )
            for done in log
        ]

    def latest(self, annotator: str, action: str, limit: int) -> list[Operation]:
        """Up to `limit` of an annotator's operations with this action, newest first."""
        seqs = self._seqs(
            f"{_FIELD['annotator']} = ? AND {_FIELD['part']} = 0"
            f" AND {_FIELD['action']} = ? ORDER BY id DESC LIMIT ?",
            annotator,
            action,
            limit,
        )
        return self._fetched(seqs, annotator=annotator, action=action)[::-1]

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

    def _parts(self, step: str, part: int) -> list[Operation]:
        seqs = self._seqs(
            f"{_FIELD['step']} = ? AND {_FIELD['part']} >= ? ORDER BY {_FIELD['part']} LIMIT ?",
            step,
            part,
            _PAGE,
        )
        return sorted(self._fetched(seqs, step=step), key=lambda done: done.part)

    def touches(self, since: int) -> list[Touch]:
        """Every operation after `since`, in order, as far as news tell of it."""
        columns = ", ".join(_FIELD[name] for name in ("aid", "annotator", "action", "step"))
        with self._db.reading() as connection:
            sql = f"SELECT {columns} FROM t_ops WHERE id > ? ORDER BY id"  # noqa: S608
            return [Touch(*found) for found in connection.execute(sql, (since,))]

    def _found(self, query: QueryInstance) -> list[Operation]:
        return [operation(found.doc_id, found) for found in self._table.search(query)]

    def _seqs(self, condition: str, *values: object) -> list[int]:
        with self._db.reading() as connection:
            found = connection.execute(f"SELECT id FROM t_ops WHERE {condition}", values)  # noqa: S608
            return [seq for (seq,) in found]

    def _fetched(self, seqs: list[int], **said: object) -> list[Operation]:
        """The operations that an index named as ones that say this. Raises Damaged where they do not."""
        found = [operation(seq, document) for seq, document in self._db.storage.fetch("ops", seqs)]
        as_named = all(getattr(done, name) == value for done in found for name, value in said.items())
        if len(found) != len(set(seqs)) or not as_named:
            raise damaged(self._db.storage.path, "an index of the log names other operations than there are")
        return found


def _numbered(numbered: tuple[int, Operation]) -> tuple[int, Doc]:
    seq, done = numbered
    document = msgspec.to_builtins(done)
    del document["seq"]
    if done.order is None:
        del document["order"]
    return seq, document
