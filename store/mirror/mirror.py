"""A copy of the log of operations beside the database, so that decisions outlive damage to its file.

It is not the truth: nothing is read from it but to repair. Every commit is followed by catching up, which
copies what the log has above the last line; so it is without gaps whoever wrote, and a failure only
means that a later call has more to copy. `store.mirror.lines` has the format.

One process at a time writes: the lock is the kernel's (`flock` on the folder), so that none outlives its
process and none is left in the folder. It is the standard library's: a lock of a library opens and closes
a file of its own at every edit.

A restored backup begins another history, whose operations may carry numbers that the old ones had. The
project's `epoch` tells them apart: after it changed, the whole log is copied again under the new one.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from seeds.problems import Problem
from store.mirror.file import Handle, MirrorFile
from store.mirror.lines import (
    PROJECT,
    Line,
    file_name,
    files,
    number_of,
    project_line,
    tail_of,
    written,
)
from store.repair.salvage import RawRow, page_of
from store.tiny import Database
from store.tiny.connections import UNFINISHED
from store.tiny.layout import field_expression

ROTATION = 16 * 1024 * 1024
"""A file that has grown to this many bytes is full; the next line begins another."""
_PAGE = 1000
_AT_OPENING = 2000
"""Operations to copy before a project is opened; where more are missing, the next commit copies them."""
Waits = tuple[float, ...] | None
_WAITS = (0.0, 0.0005, 0.002, 0.005)
"""How long to try for the lock after a commit, in s. Whoever has it copies what we committed, or we later."""


class Ahead(NamedTuple):
    """A page of the log of an epoch, above what was the last line of the mirror."""

    last: Line | None
    epoch: str
    rows: list[RawRow]


class Mirror:
    """The mirror in `folder` of the log in `db`. `warning` says why the last attempt to catch up failed.

    Where the project may only be read there is no mirror, or the one that is there is left as it is.
    """

    def __init__(self, folder: Path, db: Database) -> None:
        self.folder = folder
        self.warning: Problem | None = None
        self._db = db
        self._turn = threading.Lock()
        self._directory: Handle | None = None
        self._file: MirrorFile | None = None
        self._last: Line | None = None
        self._history: tuple[int, int] | None = None
        self._epoch = ""
        self._lack: Problem | None = None

    def begin(self) -> None:
        """Catch up when the project is opened, which reads the end of one file where nothing is missing."""
        self._attempt(_AT_OPENING, _WAITS)

    def ahead(self) -> Ahead | None:
        """What the log has above the last line, read in a transaction that is about to be committed.

        There it is at hand, where after the commit pages would have to be read again. Never raises.
        """
        with self._turn, suppress(OSError, sqlite3.Error, Problem):
            return Ahead(self._last, *self._above()) if self._last is not None else None
        return None

    def catch_up(self, ahead: Ahead | None = None) -> None:
        """Copy what the log has and the mirror has not; `ahead` if that is committed now.

        Never raises: see `warning`.
        """
        self._attempt(None, _WAITS, ahead)

    def close(self) -> None:
        """Catch up, see that it is on the disk, and close the files. Never raises."""
        self._attempt(None, None)
        with self._turn:
            try:
                if self._file is not None:
                    self._file.sync()
            except OSError as error:
                self._warn(error)
            self._let_go()

    def _attempt(self, most: int | None, waits: Waits, ahead: Ahead | None = None) -> None:
        if self._db.storage.read_only:
            return
        with self._turn:
            try:
                self._catch_up(most, waits, ahead)
            except (OSError, sqlite3.Error, Problem) as error:
                self._warn(error)
                self._let_go()

    def _catch_up(self, most: int | None, waits: Waits, ahead: Ahead | None) -> None:
        """Copy what is missing: from where we left the file, or from where another process did."""
        if self._file is not None and self._directory is not None:
            with _locked(self._directory.number, waits) as held:
                if not held:
                    return
                # A full file may have a successor that another process made.
                if self._file.end < ROTATION and self._file.untouched():
                    self._copy(self._directory.number, most, ahead)
                    return
        self._let_go()
        with suppress(FileExistsError):
            self.folder.mkdir()
        self._directory = Handle(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        with _locked(self._directory.number, waits) as held:
            if held:
                self._find_end()
                self._copy(self._directory.number, most, None)

    def _copy(self, directory: int, most: int | None, ahead: Ahead | None) -> None:
        """Append what the log has above the last line of its epoch."""
        copied = 0
        while most is None or copied < most:
            if ahead is not None and ahead.last is self._last:
                epoch, rows = ahead.epoch, ahead.rows
            else:
                epoch, rows = self._above()
            if rows:
                # A damaged row is passed over, and found by whoever verifies.
                good = [Line(epoch, row.id, row.raw) for row in rows if row.sound]
                self._appendable(directory).append(b"".join(map(written, good)))
                self._last = Line(epoch, rows[-1].id, b"")
            if len(rows) < _PAGE:
                break
            copied += len(rows)
        self.warning = self._lack

    def _above(self) -> tuple[str, list[RawRow]]:
        """The epoch, and a page of the log above what is mirrored of it."""
        with self._db.reading() as connection:
            # A restored backup, as any change of tables, moves SQLite's own counter; asking is cheap.
            (schema,) = connection.execute("PRAGMA schema_version").fetchone()
            history = self._db.storage.generation, schema
            if history != self._history:
                self._epoch = epoch_of(connection)
                self._keep_project(connection)
                self._history = history
            last = self._last
            after = last.seq if last is not None and last.epoch == self._epoch else 0
            rows = page_of(connection, "ops", after, _PAGE)
            if not rows and after > (present := self._db.storage.last_id("ops") or 0):
                self._note_lack(after - present)
                self._last = Line(self._epoch, present, b"")
            return self._epoch, rows

    def _note_lack(self, count: int) -> None:
        """The log has lost its end. What is done from now on is mirrored after what it lost."""
        self._lack = Problem(
            "the log lacks its last {count} operations, which its mirror has: run piyue doctor --repair",
            count=count,
        )

    def _keep_project(self, connection: sqlite3.Connection) -> None:
        """Write the project's own document beside the log, where it is not there as it is now."""
        row = next((row for row in page_of(connection, "project", 0, 1) if row.sound), None)
        if row is None or project_line(self.folder) == (line := Line(self._epoch, row.id, row.raw)):
            return
        new = self.folder / f"{PROJECT}{UNFINISHED}{os.getpid()}"
        with new.open("wb") as file:
            file.write(written(line))
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.folder / PROJECT)

    def _find_end(self) -> None:
        """Open the last file and know the last line, without what a crash tore off one."""
        self._last = None
        present = files(self.folder)
        if present:
            newest = tail_of(present[-1])
            self._file = MirrorFile(present[-1])
            self._file.cut(newest.end)
            self._last = newest.line
        for path in reversed(present[:-1]):
            if self._last is None:
                self._last = tail_of(path).line

    def _appendable(self, directory: int) -> MirrorFile:
        """The last file, or the one after it where that is full."""
        if self._file is not None and self._file.end < ROTATION:
            return self._file
        if self._file is not None:
            self._file.sync()
            self._file.close()
            self._file = None
        present = files(self.folder)
        following = number_of(present[-1].name) + 1 if present else 1
        self._file = MirrorFile(self.folder / file_name(following))
        os.fsync(directory)
        return self._file

    def _warn(self, error: Exception) -> None:
        reason = error.strerror if isinstance(error, OSError) else None
        self.warning = Problem(
            "the mirror of the log, {path}, could not be written ({reason}): the project itself is saved",
            path=str(self.folder),
            reason=reason or str(error),
        )

    def _let_go(self) -> None:
        """Close the files; whoever needs them opens them again."""
        if self._file is not None:
            self._file.close()
        if self._directory is not None:
            self._directory.close()
        self._file = self._directory = None


def epoch_of(connection: sqlite3.Connection) -> str:
    """Which history the log of a project belongs to; empty where none was ever said."""
    found = connection.execute(f"SELECT {field_expression('epoch')} FROM t_project").fetchone()  # noqa: S608
    return str(found[0] or "") if found else ""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep everybody from writing to the mirror in a folder. Raises OSError."""
    directory = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(directory, fcntl.LOCK_EX)
        yield
    finally:
        os.close(directory)


@contextmanager
def _locked(directory: int, waits: Waits) -> Iterator[bool]:
    """Hold the lock inside, where it could be had; with no `waits`, wait for it."""
    held = _lock(directory, waits)
    try:
        yield held
    finally:
        if held:
            fcntl.flock(directory, fcntl.LOCK_UN)


def _lock(directory: int, waits: Waits) -> bool:
    if waits is None:
        fcntl.flock(directory, fcntl.LOCK_EX)
        return True
    for wait in waits:
        if wait:
            time.sleep(wait)
        with suppress(BlockingIOError):
            fcntl.flock(directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    return False
