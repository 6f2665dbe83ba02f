"""Going back to a backup, while other programs may have the project open."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

import msgspec

from seeds.article import Note
from seeds.problems import Problem
from store.backups.backups import FOLDER as BACKUPS
from store.backups.backups import Backup, as_it_lies, backup_at, faults_of, save_present
from store.backups.copying import Moved
from store.mirror.lines import FOLDER as MIRROR
from store.mirror.mirror import epoch_of
from store.problems import Busy, Damaged, ForeignFile, NotWritable, Occupied
from store.project import FILE, Project
from store.repair.gathering import follow, mirrored_operation, newest_epoch
from store.repair.log_gaps import PROGRAM
from store.repair.quarantine import Quarantine
from store.repair.rebuilding import Parts, assemble, install, of_another_history, take_over, workshop
from store.repair.salvage import UNREADABLE, row_of
from store.schema import LAYOUT
from store.tiny.connections import UNFINISHED, connect
from store.tiny.layout import field_expression
from store.verification.findings import Progress, is_loss, silently

_TRIES = 3


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What a restore did: how many operations the log has now, and how many of them the backup had not.

    `saved` is where the present state was put before; `notes` say what was done besides and what is lost.
    """

    backup: Backup
    articles: int
    operations: int
    newer: int
    saved: Path | None
    notes: tuple[Note, ...] = ()

    @property
    def lost(self) -> bool:
        """Whether something could not be got back."""
        return any(is_loss(note) for note in self.notes)


def restore(
    folder: Path, backup: Path, *, exact: bool = False, progress: Progress = silently, patience: float = 5.0
) -> Restored:
    """Make the project in a folder what a backup of it was.

    What was done since is done again, from the present file and from the mirror of the log, unless `exact`.
    The present state is kept first: as a backup, or in quarantine where it is no database any more.
    Raises ForeignFile, Damaged, Problem, Busy, NotSaved or NotWritable; then the project is as it was.
    """
    _see_that_there_is_room(folder)
    chosen = backup_at(backup)
    if any(faults_of(backup, progress)):
        raise Damaged("{path} is damaged: choose another backup", path=str(backup))
    live = is_readable(folder / FILE)
    if live:
        _see_that_it_is_of(folder, backup)
        with suppress(Problem), Project.open(folder, annotator=PROGRAM):
            pass  # the mirror catches up
    parts = Parts(
        folder=folder, live=live, backup=backup, epoch=None if exact else _history(folder, chosen, live=live)
    )
    for _try in range(_TRIES):
        with suppress(Moved):
            return _restored(parts, chosen, exact=exact, progress=progress, patience=patience)
    raise Busy(
        "other programs keep writing to {path}: nothing was changed, close them and try again",
        path=str(folder / FILE),
    )


def _see_that_there_is_room(folder: Path) -> None:
    """A project may be restored where one is or was, or to a new folder. Raises Occupied."""
    known = {FILE, MIRROR, BACKUPS}
    try:
        present = {entry.name for entry in folder.iterdir() if UNFINISHED not in entry.name}
    except FileNotFoundError:
        return
    except OSError as error:
        raise NotWritable(
            "{path} cannot be read: {reason}", path=str(folder), reason=error.strerror
        ) from None
    if present and not present & known:
        raise Occupied("{path} is not empty: name a new folder", path=str(folder))


def is_readable(database: Path) -> bool:
    """Whether a file is a database of ours of which something can be read."""
    try:
        with closing(connect(database)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            (owner,) = connection.execute("PRAGMA application_id").fetchone()
    except UNREADABLE:
        return False
    return bool(owner == LAYOUT.application_id)


def follows_mirror(folder: Path, backup: Backup, epoch: str) -> bool | None:
    """Whether a backup is of the history that the mirror tells; None where the mirror does not reach back."""
    if not backup.last:
        return True
    mirrored = mirrored_operation(folder / MIRROR, epoch, backup.last)
    with closing(as_it_lies(backup.path)) as connection:
        row = row_of(connection, "ops", backup.last)
    return None if mirrored is None or row is None else row.raw == mirrored


def _restored(parts: Parts, backup: Backup, *, exact: bool, progress: Progress, patience: float) -> Restored:
    quarantine = Quarantine(parts.folder)
    saved: Path | None = None
    seen: int | None = None
    if parts.live:
        with suppress(*UNREADABLE):
            saved = save_present(parts.folder, "before-restore", progress)
            seen = backup_at(saved).last
    if saved is None:
        quarantine.keep_database(parts.folder / FILE)
    notes: tuple[Note, ...] = ()
    try:
        with workshop(parts.folder) as shop:
            if exact:
                take_over(backup.path, shop, progress)
            else:
                assembled = assemble(parts, shop, quarantine, progress)
                notes, seen = assembled.notes, assembled.seen
            install(shop, parts.folder, seen, patience)
    except Moved:
        if saved is not None:
            saved.unlink()  # the next try saves what has come since, and this with it
        raise
    with Project.open(parts.folder, annotator=PROGRAM) as project, project.db.reading():
        last = project.db.storage.last_id("ops") or 0
        return Restored(
            backup=backup,
            articles=project.db.storage.count("articles"),
            operations=project.db.storage.count("ops"),
            newer=max(0, last - backup.last),
            saved=saved or quarantine.path,
            notes=notes,
        )


def _history(folder: Path, backup: Backup, *, live: bool) -> str | None:
    """The history of the mirror that goes on from a backup; None where the mirror does not have it.

    Raises Problem where what was done since does not go on from the backup.
    """
    epoch, follows = None, None
    if live:
        with suppress(*UNREADABLE), closing(connect(folder / FILE)) as present:
            epoch = epoch_of(present)
            with closing(as_it_lies(backup.path)) as connection:
                follows = follow(connection, backup.last, present)
    if epoch is None:
        epoch = newest_epoch(folder / MIRROR)
    if follows is None and epoch is not None:
        follows = follows_mirror(folder, backup, epoch)
    if follows is False:
        raise of_another_history(backup.path)
    return epoch if follows else None


def _see_that_it_is_of(folder: Path, backup: Path) -> None:
    """Raises ForeignFile for a backup of another project."""
    sql = f"SELECT {field_expression('uuid')} FROM t_project"  # noqa: S608
    with suppress(*UNREADABLE):
        with closing(connect(folder / FILE)) as present, closing(as_it_lies(backup)) as other:
            ours, theirs = present.execute(sql).fetchone(), other.execute(sql).fetchone()
        if ours and theirs and ours != theirs:
            raise ForeignFile("{path} is a backup of another project", path=str(backup))
