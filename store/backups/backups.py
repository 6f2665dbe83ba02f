"""Backups: a project's database in one file, verified when it was made, beside it or elsewhere."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from store.backups.copying import clear_away, copy_out, stamp, unfinished
from store.mirror.mirror import epoch_of
from store.problems import Damaged, ForeignFile, NoProject, NotWritable, Occupied
from store.project import FILE
from store.schema import LAYOUT
from store.tiny.connections import connect
from store.tiny.creation import make_folder, sync_directory
from store.tiny.explaining import explain
from store.verification.findings import Finding, Progress, silently
from store.verification.rows import rows, structure

FOLDER = "backup"
KEPT = 5
"""How many of the backups that bear no name of their own are kept; those with a name stay."""
_AUTOMATIC = re.compile(r"\d{8}T\d{6}Z(-\d+)?\.db")


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """A backup: `made` is when, ISO 8601 in UTC; `size` is in bytes.

    `last` is the `seq` of its last operation, `format` the version of the project's format, `epoch` the
    history that it belongs to.
    """

    path: Path
    made: str
    size: int
    articles: int
    operations: int
    last: int
    epoch: str
    format: int


def back_up(project: Path, target: Path | None = None, progress: Progress = silently) -> Backup:
    """Write a backup of the database of the project in a folder, and see that it is sound.

    `target` is a file that must not exist; without it the backup is named after the time, in `backup/` of the
    project, where the newest `KEPT` such are kept. People may go on working meanwhile.
    Raises NoProject, Occupied, NotWritable, NotSaved, Busy, or Damaged where the copy is not sound: then
    none is left.
    """
    place = target or _free_name(project / FOLDER, stamp())
    if not (project / FILE).is_file():
        raise NoProject("there is no project in {path}; piyue import makes one", path=str(project))
    if place.exists():
        raise Occupied("{path} is there already: name a new file", path=str(place))
    new = unfinished(place)
    try:
        make_folder(place.parent)
        with closing(_opened(project / FILE)) as source:
            copy_out(source, new, progress)
        if any(faults_of(new, progress)):
            raise Damaged(
                "{path} is damaged, so no backup was made: run piyue doctor",
                path=str(project / FILE),
            )
        _appear(new, place)
    except sqlite3.DatabaseError as error:
        explain(error, project / FILE)
    except OSError as error:
        raise NotWritable(
            "{path} cannot be written: {reason}", path=str(place), reason=error.strerror
        ) from None
    finally:
        with suppress(OSError):
            clear_away(new)
    if target is None:
        _let_old_ones_go(project / FOLDER)
    return backup_at(place)


def save_present(project: Path, name: str, progress: Progress = silently) -> Path:
    """A copy of the database as it is, sound or not, in `backup/`; its name keeps it from being let go.

    Raises sqlite3.DatabaseError where it cannot be copied, NotSaved, NotWritable.
    """
    folder = project / FOLDER
    place = _free_name(folder, f"{stamp()}-{name}")
    new = unfinished(place)
    try:
        make_folder(folder)
        with closing(_opened(project / FILE)) as source:
            copy_out(source, new, progress)
        _appear(new, place)
    except OSError as error:
        raise NotWritable(
            "{path} cannot be written: {reason}", path=str(place), reason=error.strerror
        ) from None
    finally:
        with suppress(OSError):
            clear_away(new)
    return place


def backups(project: Path) -> list[Backup]:
    """The backups in a project's folder that can be read, newest first."""
    try:
        files = sorted((project / FOLDER).glob("*.db"))
    except OSError:
        return []
    found = []
    for file in files:
        with suppress(ForeignFile, Damaged, NotWritable):
            found.append(backup_at(file))
    return sorted(found, key=lambda backup: (backup.made, backup.last, backup.path.name), reverse=True)


def backup_at(path: Path) -> Backup:
    """What a backup holds, without verifying it. Raises ForeignFile, Damaged or NotWritable."""
    try:
        status = path.stat()
        with closing(as_it_lies(path)) as connection:
            (owner,) = connection.execute("PRAGMA application_id").fetchone()
            if owner != LAYOUT.application_id:
                raise ForeignFile("{path} is no backup of a piyue project", path=str(path))
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (articles,) = connection.execute("SELECT count(*) FROM t_articles").fetchone()
            operations, last = connection.execute("SELECT count(*), max(id) FROM t_ops").fetchone()
            epoch = epoch_of(connection)
    except sqlite3.DatabaseError as error:
        explain(error, path)
    except OSError as error:
        raise NotWritable("{path} cannot be read: {reason}", path=str(path), reason=error.strerror) from None
    return Backup(
        path=path,
        made=_made(path, status.st_mtime),
        size=status.st_size,
        articles=articles,
        operations=operations,
        last=last or 0,
        epoch=epoch,
        format=version,
    )


def faults_of(path: Path, progress: Progress = silently) -> Iterator[Finding]:
    """What is wrong with a backup: its structure and the checksum of every row. Raises Damaged."""
    try:
        with closing(as_it_lies(path)) as connection:
            yield from structure(lambda: nullcontext(connection), progress)
            yield from rows(lambda: nullcontext(connection), progress)
    except sqlite3.DatabaseError as error:
        explain(error, path)


def as_it_lies(path: Path) -> sqlite3.Connection:
    """A connection that reads a file without locks and leaves nothing beside it. Raises sqlite3.Error."""
    return connect(path, mode="ro&immutable=1")


def _opened(database: Path) -> sqlite3.Connection:
    """A connection that can read a database beside those who write it."""
    try:
        return connect(database)
    except sqlite3.OperationalError:
        return connect(database, mode="ro")


def _appear(new: Path, place: Path) -> None:
    new.replace(place)
    sync_directory(place.parent)


def _free_name(folder: Path, name: str) -> Path:
    """A name in a folder that nothing has."""
    number, place = 1, folder / f"{name}.db"
    while place.exists():
        number += 1
        place = folder / f"{name}-{number}.db"
    return place


def _let_old_ones_go(folder: Path) -> None:
    """Delete the oldest of the backups that were named by us, all but `KEPT`."""
    ours = [file for file in folder.glob("*.db") if _AUTOMATIC.fullmatch(file.name)]
    for file in sorted(ours, key=lambda file: (_made(file, 0), len(file.name), file.name))[:-KEPT]:
        with suppress(OSError):
            file.unlink()


def _made(path: Path, otherwise: float) -> str:
    """When a backup was made: its name tells it, and a copied file's times do not."""
    moment = datetime.fromtimestamp(otherwise, UTC)
    if named := re.search(r"\d{8}T\d{6}Z", path.name):
        moment = datetime.strptime(named[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return moment.isoformat(timespec="seconds")
