"""A project made anew from its parts, in a folder of its own, and put in the place of the old one.

Whatever fails on the way, or is cut off, leaves the old file as it was.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import msgspec

from seeds.article import Note
from seeds.problems import Problem
from seeds.profile import bundled_profile
from store import derived
from store.backups.backups import as_it_lies
from store.backups.copying import copy_in, copy_out, put_in_place
from store.mirror.lines import FOLDER as MIRROR
from store.problems import NotWritable
from store.project import FILE, Project
from store.repair.completing import complete
from store.repair.gathering import (
    HEADS,
    Gathered,
    Mirrored,
    follow,
    gather,
    gather_mirror,
    gather_pages,
    gather_project,
)
from store.repair.log_gaps import PROGRAM, close_gaps
from store.repair.quarantine import Quarantine
from store.repair.salvage import UNREADABLE, RawRow, row_of
from store.schema import LAYOUT
from store.tiny import Database
from store.tiny.connections import UNFINISHED, connect
from store.tiny.creation import make_folder
from store.tiny.documents import Doc, decode
from store.tiny.explaining import explain, primary_code
from store.verification.findings import Progress, silently

_TOLD_OTHERWISE = {"ops", "articles", "texts", "bases", "judged"}
"""Tables of which a damaged row is told with its article, or is made again when that is read."""


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What a project is made of: the present file, if it can be read, a backup, a history of the mirror."""

    folder: Path
    live: bool
    backup: Path | None = None
    epoch: str | None = None


class Assembled(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: what was done and what is lost; the last operation that the present file had.

    `mirrored` is how many operations the mirror alone had.
    """

    notes: tuple[Note, ...]
    seen: int | None
    mirrored: int


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """A folder within a project for what is being made; it is gone afterwards. Raises NotWritable."""
    shop = folder / f"{FILE}{UNFINISHED}{os.getpid()}-{uuid.uuid4().hex[:8]}"
    try:
        make_folder(shop)
    except OSError as error:
        raise NotWritable(
            "{path} cannot be written: {reason}", path=str(folder), reason=error.strerror
        ) from None
    try:
        yield shop
    finally:
        shutil.rmtree(shop, ignore_errors=True)


def assemble(parts: Parts, shop: Path, quarantine: Quarantine, progress: Progress = silently) -> Assembled:
    """Make the project of these parts in the workshop.

    Raises Problem for a backup of another history, NotSaved or NotWritable.
    """
    live = _snapshot(parts.folder / FILE) if parts.live else None
    try:
        with closing(Database(shop / FILE, layout=LAYOUT)) as db:
            found = gather(db, live, progress) if live is not None else Gathered()
            seen = last_of(live) if live is not None else None
            searched = not found.whole and (parts.folder / FILE).exists()
            on_pages = gather_pages(db, parts.folder / FILE, progress) if searched else 0
            if parts.backup is not None:
                _gather_backup(db, parts.backup, progress)
            mirrored = Mirrored()
            if parts.epoch is not None:
                mirrored = gather_mirror(db, parts.folder / MIRROR, parts.epoch, progress)
            notes = () if gather_project(db, parts.folder / MIRROR) else (_without_profile(db),)
            _begin_history(db)
        notes = (*notes, *_mended(shop, found, mirrored, live, quarantine, progress))
    finally:
        if live is not None:
            live.close()
    if not found.whole and parts.epoch is None:
        notes = (
            *notes,
            Note("what was done last may be missing: there was no mirror of the log to see"),
        )
    if mirrored.given_up:
        said = {"count": str(mirrored.given_up)}
        message = Note("lost: operations of the mirror that others have taken the place of: {count}", said)
        notes = (message, *notes)
    if on_pages:
        said = {"count": str(on_pages)}
        notes = (Note("rows that were found on single pages of the damaged file: {count}", said), *notes)
    return Assembled(notes=notes, seen=seen, mirrored=mirrored.new)


def _gather_backup(db: Database, path: Path, progress: Progress) -> None:
    """Copy what a backup has besides. Raises Problem where it is of another history."""
    try:
        with closing(as_it_lies(path)) as backup:
            with db.reading() as gathered:
                if follow(backup, last_of(backup) or 0, gathered) is False:
                    raise of_another_history(path)
            gather(db, backup, progress)
    except sqlite3.DatabaseError as error:
        explain(error, path)


def of_another_history(backup: Path) -> Problem:
    """That what was done since does not go on from a backup."""
    return Problem(
        "{path} is of another history than what was done since: --exact goes back to it without that",
        path=str(backup),
    )


def take_over(backup: Path, shop: Path, progress: Progress = silently) -> None:
    """Make the project in the workshop what a backup is, in a new epoch. Raises what `Project.open` does."""
    with closing(as_it_lies(backup)) as source:
        copy_out(source, shop / FILE, progress)
    with Project.open(shop, annotator=PROGRAM) as project:
        _begin_history(project.db)


def install(shop: Path, folder: Path, seen: int | None, patience: float) -> None:
    """Put what was made in the place of the present file, whose bytes are kept elsewhere by now.

    As one transaction of it, or by its name where it is no database any more. Raises Moved where operations
    above `seen` were written to it since, Busy, NotSaved or NotWritable.
    """
    path = folder / FILE
    if path.exists():
        try:
            copy_in(shop / FILE, path, lambda connection: last_of(connection) in (seen, None), patience)
        except UnicodeDecodeError:
            pass
        except sqlite3.DatabaseError as error:
            if primary_code(error) not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                explain(error, path, patience=patience)
        else:
            return
    put_in_place(shop / FILE, path)


def last_of(connection: sqlite3.Connection) -> int | None:
    """The last `seq` of the log of a file, 0 of an empty one; None where it cannot be read."""
    try:
        (last,) = connection.execute("SELECT max(id) FROM t_ops").fetchone()
    except UNREADABLE:
        return None
    return last or 0


def _snapshot(path: Path) -> sqlite3.Connection:
    """A connection that sees one state of a file until it is closed, if that can be had of it."""
    connection = connect(path)
    with suppress(*UNREADABLE):
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return connection


def _without_profile(db: Database) -> Note:
    """Make the project's own document of what the program brings, where the project's is nowhere."""
    db.storage.put(
        "project", 1, {"uuid": uuid.uuid4().hex, "profile": msgspec.to_builtins(bundled_profile())}
    )
    return Note("lost: the profile of the project; the one that piyue brings stands in its place")


def _begin_history(db: Database) -> None:
    """Give the project a new epoch: what anybody remembers of it may be of something else."""
    for doc_id, project in list(db.storage.scan("project")):
        db.storage.put("project", doc_id, {**project, "epoch": uuid.uuid4().hex})


def _mended(
    shop: Path,
    found: Gathered,
    mirrored: Mirrored,
    live: sqlite3.Connection | None,
    quarantine: Quarantine,
    progress: Progress,
) -> Iterator[Note]:
    """Complete what was gathered, and make everything that follows from it."""

    def old_head(aid: int) -> Doc | None:
        try:
            row = row_of(live, HEADS, aid) if live is not None else None
        except UNREADABLE:
            return None
        return decode(row.id, int(str(row.crc)), row.raw, packed=False) if row and row.sound else None

    with Project.open(shop, annotator=PROGRAM) as project:
        yield from complete(project, old_head, quarantine)
        operations = [*(row for table, row in found.bad if table == "ops"), *mirrored.bad]
        yield from close_gaps(project, operations, old_head, quarantine)
        yield from _of_rest(project.db, found.bad, quarantine)
        total = project.db.storage.count("articles")
        derived.rebuild(project.db, report=lambda done: progress("derived", done, total))


def _of_rest(db: Database, bad: list[tuple[str, RawRow]], quarantine: Quarantine) -> Iterator[Note]:
    """The damaged rows of the small tables for which nothing else was found."""
    for table, row in bad:
        if table not in _TOLD_OTHERWISE and not db.storage.holds(table, row.id):
            quarantine.keep_row(table, row)
            said = {"table": table, "id": str(row.id)}
            yield Note("lost: row {id} of {table}; its bytes are in quarantine", said)
