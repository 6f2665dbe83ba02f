"""Mending what a verification found: what `piyue doctor --repair` does.

The file is kept as it is first. A copy of the log, tables and heads that are made from other things are made
again in their place. For anything else the project is made anew, from every row that is sound, the newest
sound backup, the mirror of the log and the source files; what is nowhere is said, and its bytes are kept.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from seeds.article import Note
from seeds.problems import Problem
from store import derived
from store.backups.backups import as_it_lies, backups, faults_of
from store.backups.copying import Moved
from store.backups.restoring import follows_mirror, is_readable
from store.mirror.lines import FOLDER as MIRROR
from store.mirror.lines import files
from store.mirror.mirror import epoch_of, locked
from store.problems import Busy, NewerProject, NoProject, NotWritable
from store.project import FILE, Project
from store.repair.gathering import follow, newest_epoch
from store.repair.log_gaps import PROGRAM
from store.repair.quarantine import Quarantine
from store.repair.rebuilding import Parts, assemble, install, workshop
from store.repair.salvage import UNREADABLE
from store.tiny.connections import connect
from store.tiny.explaining import explain
from store.verification.findings import Finding, Progress, is_loss, silently
from store.verification.verify import unreadable, verify

_TRIES = 3
_MADE_AGAIN = {"head", "derived"}


class Repaired(msgspec.Struct, frozen=True, kw_only=True):
    """What a repair did: what it found, what it did about it, what is lost, and what is still wrong.

    `kept` is the folder in quarantine with the file as it was.
    """

    found: tuple[Finding, ...] = ()
    notes: tuple[Note, ...] = ()
    left: tuple[Finding, ...] = ()
    kept: Path | None = None

    @property
    def lost(self) -> bool:
        """Whether something could not be got back."""
        return any(is_loss(note) for note in self.notes)


def examine(folder: Path, progress: Progress = silently) -> tuple[Finding, ...]:
    """Everything that is wrong with the project in a folder.

    Raises NoProject, NewerProject, Busy or NotSaved.
    """
    if not (folder / FILE).is_file():
        raise NoProject("there is no project in {path}; piyue import makes one", path=str(folder))
    try:
        with Project.open(folder, annotator=PROGRAM) as project:
            project.mirror.catch_up()
            return tuple(verify(project.db, folder / MIRROR, progress))
    except (NewerProject, Busy):
        raise
    except (Problem, UnicodeDecodeError) as error:
        return (unreadable(error),)


def repair(folder: Path, progress: Progress = silently, patience: float = 5.0) -> Repaired:
    """Look the project in a folder over, and mend what is wrong.

    Raises what `examine` does, and NotWritable: then the project is as it was.
    """
    try:
        return _repaired(folder, progress, patience)
    except sqlite3.DatabaseError as error:
        explain(error, folder / FILE, patience=patience)
    except OSError as error:
        raise NotWritable(
            "{path} cannot be written: {reason}", path=str(folder), reason=error.strerror or str(error)
        ) from None


def _repaired(folder: Path, progress: Progress, patience: float) -> Repaired:
    found = examine(folder, progress)
    if not found:
        return Repaired()
    quarantine = Quarantine(folder)
    kinds = {finding.kind for finding in found}
    notes: tuple[Note, ...] = ()
    if kinds - {"mirror"}:
        _keep(folder, quarantine)
        if kinds - {"mirror"} <= _MADE_AGAIN:
            notes = _made_again(folder, found, progress)
        else:
            notes = _made_anew(folder, quarantine, progress, patience)
    left = examine(folder, progress) if kinds - {"mirror"} else found
    if any(finding.kind == "mirror" for finding in left):
        notes = (*notes, *_mirrored_anew(folder, quarantine))
        left = examine(folder, progress)
    return Repaired(found=found, notes=notes, left=left, kept=quarantine.path)


def _keep(folder: Path, quarantine: Quarantine) -> None:
    """Put a copy of the file aside, byte by byte, while nobody writes."""
    with closing(connect(folder / FILE)) as connection:
        with suppress(*UNREADABLE):
            connection.execute("BEGIN IMMEDIATE")
        quarantine.keep_database(folder / FILE)


def _made_again(folder: Path, found: tuple[Finding, ...], progress: Progress) -> tuple[Note, ...]:
    tables = {finding.table for finding in found if finding.kind in _MADE_AGAIN}
    if "heads" in tables:
        tables.add("listing")  # which is made from them
    with Project.open(folder, annotator=PROGRAM) as project:
        total = project.db.storage.count("articles")
        derived.rebuild(project.db, tables, lambda done: progress("derived", done, total))
    return (Note("made again from the documents: {tables}", {"tables": ", ".join(sorted(tables))}),)


def _made_anew(folder: Path, quarantine: Quarantine, progress: Progress, patience: float) -> tuple[Note, ...]:
    parts = _parts(folder, progress)
    for _try in range(_TRIES):
        with suppress(Moved), workshop(folder) as shop:
            assembled = assemble(parts, shop, quarantine, progress)
            install(shop, folder, assembled.seen, patience)
            with Project.open(folder, annotator=PROGRAM):
                pass  # the mirror begins the new history
            return (*_of(parts, assembled.mirrored), *assembled.notes)
    raise Busy(
        "other programs keep writing to {path}: nothing was changed, close them and try again",
        path=str(folder / FILE),
    )


def _of(parts: Parts, mirrored: int) -> tuple[Note, ...]:
    """What the project was made of."""
    notes = [Note("the database was made anew of all rows that are sound")]
    if parts.backup is not None:
        notes.append(Note("what was missing was looked for in {path}", {"path": str(parts.backup)}))
    if mirrored:
        notes.append(
            Note("operations that came from the mirror of the log: {count}", {"count": str(mirrored)})
        )
    return tuple(notes)


def _parts(folder: Path, progress: Progress) -> Parts:
    live = is_readable(folder / FILE)
    epoch = None
    if live:
        with suppress(*UNREADABLE), closing(connect(folder / FILE)) as connection:
            epoch = epoch_of(connection) or None
    epoch = epoch or newest_epoch(folder / MIRROR)
    return Parts(
        folder=folder, live=live, backup=_sound_backup(folder, epoch, progress, live=live), epoch=epoch
    )


def _sound_backup(folder: Path, epoch: str | None, progress: Progress, *, live: bool) -> Path | None:
    """The newest backup of the same history in which nothing is wrong."""
    for backup in backups(folder):
        same = None
        if live:
            with closing(connect(folder / FILE)) as present, closing(as_it_lies(backup.path)) as connection:
                same = follow(connection, backup.last, present)
        if same is None and epoch is not None:
            same = follows_mirror(folder, backup, epoch)
        if (same or (same is None and not live)) and not any(faults_of(backup.path, progress)):
            return backup.path
    return None


def _mirrored_anew(folder: Path, quarantine: Quarantine) -> tuple[Note, ...]:
    """Put the files of the mirror aside and let it begin again."""
    try:
        with locked(folder / MIRROR):
            for file in files(folder / MIRROR):
                quarantine.take(file)
    except OSError as error:
        raise Problem(
            "the mirror of the log, {path}, cannot be put aside: {reason}",
            path=str(folder / MIRROR),
            reason=error.strerror or str(error),
        ) from None
    with Project.open(folder, annotator=PROGRAM):
        pass
    return (Note("the mirror of the log was written anew; the old one is in quarantine"),)
