"""Whether the mirror has the log as it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from seeds.article import Note
from store.mirror.lines import Line, lines
from store.mirror.mirror import Mirror, epoch_of
from store.repair.salvage import RawRow, page_of
from store.tiny import Database
from store.verification.findings import RECOVER, Finding, Progress, silently

_PAGE = 1000
_SPARSE = 100
"""A log with fewer operations than one in so many numbers has numbers that are none: its file is damaged."""


def mirrored(db: Database, folder: Path, progress: Progress = silently) -> Iterator[Finding]:
    """Lines that are damaged, operations that the mirror lacks, and those that only it has. Raises Damaged.

    Lines of the history before a restore are no business of the log.
    """
    with db.reading() as connection:
        epoch, last = epoch_of(connection), db.storage.last_id("ops") or 0
        plausible = last < _SPARSE * (db.storage.count("ops") + _PAGE)
    Mirror(folder, db).close()  # what another process has just committed may not be there yet
    seen = bytearray(last + 1 if plausible else 0)
    damaged = done = 0
    try:
        source = lines(folder)
        while page := list(islice(source, _PAGE)):
            good = [line for line in page if isinstance(line, Line)]
            damaged += len(page) - len(good)
            yield from _compared(db, [line for line in good if line.epoch == epoch], seen)
            done += len(page)
            progress("mirror", done, 0)
    except OSError as error:
        said = {"path": str(folder), "said": error.strerror or str(error)}
        yield Finding(kind="mirror", what=Note("the mirror of the log, {path}, cannot be read: {said}", said))
        return
    if damaged:
        said = {"path": str(folder), "count": str(damaged)}
        what = Note("damaged lines in the mirror of the log, {path}: {count}", said)
        yield Finding(kind="mirror", what=what, count=damaged)
    yield from _lacking(db, seen)


def _compared(db: Database, found: list[Line], seen: bytearray) -> Iterator[Finding]:
    wanted = {line.seq: line for line in found}
    present: dict[int, RawRow] = {}
    if wanted:
        with db.reading() as connection:
            span = max(wanted) - min(wanted) + 1
            present = {row.id: row for row in page_of(connection, "ops", min(wanted) - 1, span)}
    for seq, line in wanted.items():
        if seq < len(seen):
            seen[seq] = 1
        if seq not in present:
            what = Note("operation {seq} is in the mirror and not in the log", {"seq": str(seq)})
            yield Finding(kind="missing", what=what, remedy=RECOVER, table="ops", id=seq)
        elif present[seq].raw != line.raw and present[seq].sound:
            what = Note("operation {seq} is another in the mirror than in the log", {"seq": str(seq)})
            yield Finding(kind="mirror", what=what, table="ops", id=seq)


def _lacking(db: Database, seen: bytearray) -> Iterator[Finding]:
    """One finding for all that the mirror lacks."""
    first, count = 0, 0
    with db.reading() as connection:
        for (seq,) in connection.execute("SELECT id FROM t_ops WHERE id < ? ORDER BY id", (len(seen),)):
            if not seen[seq]:
                first, count = first or seq, count + 1
    if count:
        said = {"seq": str(first), "count": str(count)}
        what = Note("operations that the mirror of the log lacks: {count}, from {seq} on", said)
        yield Finding(kind="mirror", what=what, count=count)
