"""Whether the log of operations has all of them, in the order in which they were made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from seeds.article import Note
from store.operations import IMPORT, Operation, operation
from store.repair.salvage import page_of
from store.tiny import Database
from store.verification.findings import RECOVER, Finding, Progress, silently

_DECODER = msgspec.json.Decoder(dict[str, Any])


def log(db: Database, progress: Progress = silently) -> Iterator[Finding]:
    """Operations that are missing, out of their order, or of no article. Raises Damaged.

    A layer begins with its import, version 0; each operation on it has the version after. The numbers of
    the whole log may have gaps, each layer's have none.
    """
    with db.reading():
        last = db.storage.last_id("ops") or 0
        known = set(db.storage.ids("articles"))
    versions: dict[tuple[int, str], int] = {}
    strangers: set[int] = set()
    for done in operations(db, last, progress):
        layer = done.aid, done.layer
        expected = versions.get(layer, -1) + 1
        if done.version != expected:
            yield _out_of_order(done, expected)
        versions[layer] = max(done.version, expected - 1)
        if done.aid not in known and done.aid not in strangers:
            strangers.add(done.aid)
            yield _stranger(done)
    begun = {aid for aid, _layer in versions}
    for aid in sorted(known - begun):
        what = Note("the import of article {aid} is not in the log", {"aid": str(aid)})
        yield Finding(kind="order", what=what, remedy=RECOVER, table="ops", aid=aid)


def operations(db: Database, last: int, progress: Progress = silently) -> Iterator[Operation]:
    """The operations up to `last` whose rows are sound, in order of `seq`, read a page at a time."""
    after = 0
    while after < last:
        with db.reading() as connection:
            page = page_of(connection, "ops", after)
        for row in page:
            if row.sound and row.id <= last:
                try:
                    yield operation(row.id, _DECODER.decode(row.raw))
                except (msgspec.ValidationError, msgspec.DecodeError):
                    continue  # of a form that this program does not know: a row like any other
        if not page:
            return
        after = page[-1].id
        progress("log", min(after, last), last)


def _out_of_order(done: Operation, expected: int) -> Finding:
    said = {"aid": str(done.aid), "seq": str(done.seq), "found": str(done.version), "expected": str(expected)}
    if done.version < expected:
        what = Note("article {aid}: operation {seq} has the number {found}, which was taken", said)
    elif expected == 0 and done.action != IMPORT:
        what = Note("the import of article {aid} is not in the log", said)
    else:
        what = Note("article {aid}: its log goes on with number {found}, number {expected} is missing", said)
    return Finding(kind="order", what=what, remedy=RECOVER, table="ops", id=done.seq, aid=done.aid)


def _stranger(done: Operation) -> Finding:
    said = {"aid": str(done.aid), "seq": str(done.seq), "annotator": done.annotator}
    what = Note("operation {seq} of {annotator} is on article {aid}, and there is no such article", said)
    return Finding(kind="orphan", what=what, remedy=RECOVER, table="ops", id=done.seq, aid=done.aid)
