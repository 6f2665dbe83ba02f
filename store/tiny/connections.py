"""Connections to one SQLite file: one that writes, and a few that read.

Any thread may call. Writers take turns at the one writing connection; a reader borrows one of a pool
of connections that cannot write, and neither waits for the other (write-ahead log). Inside a
transaction the thread reads through the writing connection, so that it sees what it wrote.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from store.problems import Busy, Damaged, ForeignFile, NewerProject, NoProject, NotSaved, NotWritable
from store.tiny.layout import Layout

_JOURNAL_LIMIT = 64 * 1024 * 1024
UNFINISHED = ".new-"
"""In the name of a file that is being made, or that a crash left so."""
_CACHE_KIB = 16 * 1024


class Connections:
    """The connections to the file at `path`. `patience` is how long to wait for another process, in s."""

    def __init__(self, path: Path, layout: Layout, *, patience: float = 5.0) -> None:
        self.path = path
        self._layout = layout
        self._patience = patience
        self._turn = threading.RLock()
        self._mine = threading.local()
        self._writer: sqlite3.Connection | None = None
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        with self._explained(), self._turn:
            self._writing_connection()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside is written together when the block ends, or not at all where it raises.

        Inside another transaction of the same thread it is a part of that one.

        Raises Busy, NotSaved, NotWritable or Damaged.
        """
        if self.inside_transaction():
            yield self._mine.connection
            return
        with self._explained(), self._turn:
            connection = self._writing_connection()
            connection.execute("BEGIN IMMEDIATE")
            outer = getattr(self._mine, "connection", None)
            self._mine.connection, self._mine.writes = connection, True
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException as error:
                self._roll_back(connection, error)
                raise
            finally:
                self._mine.connection, self._mine.writes = outer, False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the file, whatever others write meanwhile. Keep it short: it holds the log back.

        Raises Busy or Damaged.
        """
        connection = getattr(self._mine, "connection", None)
        if connection is not None:
            yield connection
            return
        with self._explained():
            connection = self._borrow()
            try:
                connection.execute("BEGIN")
                self._mine.connection = connection
                yield connection
            finally:
                self._mine.connection = None
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                self._give_back(connection)

    def close(self) -> None:
        """Close them all; closing twice is harmless."""
        with self._turn:
            self._closed = True
            while self._idle:
                self._idle.pop().close()
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    def inside_transaction(self) -> bool:
        """Whether the calling thread is in a transaction."""
        return getattr(self._mine, "writes", False)

    def _writing_connection(self) -> sqlite3.Connection:
        if self._closed:
            raise NoProject("{path} has been closed", path=str(self.path))
        if self._writer is None:
            self._writer = self._open()
        return self._writer

    def _roll_back(self, connection: sqlite3.Connection, error: BaseException) -> None:
        """Undo what was not committed; after an error of the disk, start again with a fresh connection."""
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError) and _primary(error) != sqlite3.SQLITE_BUSY:
            connection.close()
            self._writer = None

    def _borrow(self) -> sqlite3.Connection:
        with suppress(IndexError):
            return self._idle.pop()
        if self._closed:
            raise NoProject("{path} has been closed", path=str(self.path))
        connection = self._open()
        connection.execute("PRAGMA query_only=1")
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        self._idle.append(connection)
        if self._closed:
            self.close()

    def _open(self) -> sqlite3.Connection:
        """A connection with our settings to a file that is ours."""
        connection = connect(self.path, patience=self._patience)
        try:
            self._recognise(connection)
            _settle(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _recognise(self, connection: sqlite3.Connection) -> None:
        (owner,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if owner != self._layout.application_id or (owner and not version):
            raise ForeignFile("{path} is not a piyue project", path=str(self.path))
        if version > self._layout.version:
            raise NewerProject(
                "{path} was written by a newer piyue (format {found}, this one knows {known}): update piyue",
                path=str(self.path),
                found=version,
                known=self._layout.version,
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """SQLite's errors as Problems."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            explain(error, self.path, patience=self._patience)


def connect(path: Path, *, patience: float = 5.0) -> sqlite3.Connection:
    """A connection to an existing file; transactions are begun and ended by hand. Raises sqlite3.Error."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA cell_size_check=1")
    return connection


def create(path: Path, layout: Layout) -> None:
    """Make a new file at `path`, if there is none: a crash leaves either nothing there or all of it.

    Raises NotSaved or NotWritable.
    """
    unfinished = path.with_name(f"{path.name}{UNFINISHED}{os.getpid()}")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch()
        connection = connect(unfinished)
        try:
            connection.execute("BEGIN")
            for statement in layout.statements():
                connection.execute(statement)
            connection.execute("COMMIT")
            _settle(connection)
        finally:
            connection.close()
        _appear(unfinished, path)
        for directory in (path.parent, path.parent.parent):
            sync_directory(directory)
    except sqlite3.DatabaseError as error:
        explain(error, path)
    except OSError as error:
        raise NotWritable(
            "{path} cannot be written: {reason}", path=str(path), reason=error.strerror
        ) from None


def _appear(unfinished: Path, path: Path) -> None:
    """Give a finished file its name. Where another process was faster, theirs is as good and stays."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        unfinished.unlink()
    except OSError:  # a file system without links
        unfinished.rename(path)
    else:
        unfinished.unlink()


def sync_directory(path: Path) -> None:
    """See that new names in a directory survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def explain(error: sqlite3.DatabaseError, path: Path, *, patience: float = 5.0) -> NoReturn:
    """Raise the Problem that an error of SQLite means to the user, or the error itself where it is ours."""
    where = str(path)
    match _primary(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            raise Busy(
                "{path} has been held by another program for {seconds:g} s: nothing was saved, try again",
                path=where,
                seconds=patience,
            ) from error
        case sqlite3.SQLITE_FULL:
            raise NotSaved(
                "no room left for {path}: nothing was saved, make room and try again", path=where
            ) from error
        case sqlite3.SQLITE_IOERR:
            raise NotSaved(
                "the disk of {path} gave an error ({reason}): nothing was saved, try again",
                path=where,
                reason=str(error),
            ) from error
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            raise NotWritable(
                "{path} cannot be written: check the permissions of the file and its folder", path=where
            ) from error
        case sqlite3.SQLITE_NOTADB:
            raise ForeignFile("{path} is not a piyue project", path=where) from error
        case sqlite3.SQLITE_CORRUPT:
            raise damaged(path, str(error)) from error
        case sqlite3.SQLITE_ERROR if "malformed JSON" in str(error):
            raise damaged(path, str(error)) from error
    raise error


def damaged(path: Path, what: str) -> Damaged:
    """The problem of a file whose bytes have changed."""
    return Damaged(
        "{path} is damaged ({what}): keep it as it is and go on from a copy made before",
        path=str(path),
        what=what,
    )


def _settle(connection: sqlite3.Connection) -> None:
    """The settings that durability rests on. FULL: with NORMAL a power cut loses acknowledged edits."""
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA fullfsync=1")
    connection.execute(f"PRAGMA journal_size_limit={_JOURNAL_LIMIT}")
    connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    connection.execute("PRAGMA mmap_size=0")


def _primary(error: sqlite3.DatabaseError) -> int:
    """SQLite's primary result code."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF
