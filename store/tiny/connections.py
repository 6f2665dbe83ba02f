"""Connections to one SQLite file: one that writes, and a few that read.

Any thread may call. Writers take turns at the one writing connection; a reader borrows one of a pool
of connections that cannot write, and neither waits for the other (write-ahead log). Inside a
transaction the thread reads through the writing connection, so that it sees what it wrote.

A file that may only be read is read: beside a program that writes it through its log, else as it lies.
A file that was put in the place of another, as a restore may do, is noticed before anything is written.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.problems import Busy, Damaged, ForeignFile, NewerProject, NoProject, NotWritable
from store.tiny.access import Imprint, same_file, same_state, writable
from store.tiny.explaining import damaged, explain, primary_code
from store.tiny.layout import Layout

_JOURNAL_LIMIT = 64 * 1024 * 1024
UNFINISHED = ".new-"
"""In the name of a file that is being made, or that a crash left so."""
_CACHE_KIB = 16 * 1024
_NONE = -1
"""The generation of a connection that is not to be used again."""


class Connections:
    """The connections to the file at `path`. `patience` is how long to wait for another process, in s.

    `read_only` says that this process may not write it; `generation` counts the files that had its name.
    """

    def __init__(self, path: Path, layout: Layout, *, patience: float = 5.0) -> None:
        self.path = path
        self._layout = layout
        self._patience = patience
        self._turn = threading.RLock()
        self._mine = threading.local()
        self._pool = threading.Lock()
        self._writer: sqlite3.Connection | None = None
        self._writer_generation = 0
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        self.read_only = not writable(path)
        self.generation = 0
        self._imprint = self._seen()
        with self._explained(), self._turn:
            if self.read_only:
                self._give_back(*self._borrow())
            else:
                self._writing_connection()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside is written together when the block ends, or not at all where it raises.

        Inside another transaction of the same thread it is a part of that one.

        Raises Busy, NotSaved, NotWritable, NewerProject or Damaged.
        """
        if self.inside_transaction():
            yield self._mine.connection
            return
        with self._explained(), self._turn:
            connection = self._begun()
            outer = getattr(self._mine, "connection", None)
            self._mine.connection, self._mine.writes = connection, True
            try:
                # A newer program may have changed the format since this one opened the file.
                self._recognise(connection)
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
        try:
            with self._explained():
                connection, generation = self._borrow()
                try:
                    connection.execute("BEGIN")
                    self._mine.connection = connection
                    yield connection
                except sqlite3.OperationalError:
                    generation = _NONE  # after an error of the disk, start again with a fresh connection
                    raise
                finally:
                    self._mine.connection = None
                    with suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")
                    self._give_back(connection, generation)
        except Damaged:
            self._see_that_nobody_wrote()
            raise
        self._see_that_nobody_wrote()

    def close(self) -> None:
        """Close them all; closing twice is harmless."""
        with self._turn, self._pool:
            self._closed = True
            self._let_idle_go()
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    def inside_transaction(self) -> bool:
        """Whether the calling thread is in a transaction."""
        return getattr(self._mine, "writes", False)

    def _begun(self) -> sqlite3.Connection:
        """The writing connection in a transaction, with the lock of the file that has our name now."""
        if self.read_only:
            raise NotWritable(
                "{path} can only be read here: nothing was saved, check the permissions of the file "
                "and its folder",
                path=str(self.path),
            )
        while True:
            connection = self._writing_connection()
            try:
                connection.execute("BEGIN IMMEDIATE")
                self._notice()
            except (sqlite3.Error, NoProject) as error:
                self._roll_back(connection, error)
                raise
            if self._writer_generation == self.generation:
                return connection
            connection.execute("ROLLBACK")

    def _writing_connection(self) -> sqlite3.Connection:
        if self._closed:
            raise NoProject("{path} has been closed", path=str(self.path))
        if self._writer is not None and self._writer_generation != self.generation:
            self._writer.close()
            self._writer = None
        if self._writer is None:
            self._writer_generation = self.generation
            self._writer = self._open()
        return self._writer

    def _roll_back(self, connection: sqlite3.Connection, error: BaseException) -> None:
        """Undo what was not committed; after an error of the disk, start again with a fresh connection."""
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError) and primary_code(error) != sqlite3.SQLITE_BUSY:
            connection.close()
            self._writer = None
            with self._pool:
                self._let_idle_go()  # connections of one process share what SQLite could not open

    def _borrow(self) -> tuple[sqlite3.Connection, int]:
        """A connection that cannot write, and the generation that it belongs to."""
        self._notice()
        with self._pool:
            if self._closed:
                raise NoProject("{path} has been closed", path=str(self.path))
            generation = self.generation
            if self._idle:
                return self._idle.pop(), generation
        connection = self._open()
        connection.execute("PRAGMA query_only=1")
        return connection, generation

    def _give_back(self, connection: sqlite3.Connection, generation: int) -> None:
        with self._pool:
            if self._closed or generation != self.generation:
                connection.close()
            else:
                self._idle.append(connection)

    def _notice(self) -> bool:
        """Look whether the file is still the one that was opened; where it is not, begin a generation."""
        now = self._seen()
        with self._pool:
            if now == self._imprint:
                return False
            self._imprint = now
            self.generation += 1
            self._let_idle_go()
            return True

    def _seen(self) -> Imprint:
        try:
            return same_state(self.path) if self.read_only else same_file(self.path)
        except OSError:
            raise NoProject("there is no file {path} any more", path=str(self.path)) from None

    def _see_that_nobody_wrote(self) -> None:
        """A file that is read as it lies, without a lock, may have been written meanwhile. Raises Busy."""
        if self.read_only and not self._imprint.logged and self._notice():
            raise Busy("{path} was written while it was being read: try again", path=str(self.path))

    def _let_idle_go(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _open(self) -> sqlite3.Connection:
        """A connection with our settings to a file that is ours."""
        connection = connect(self.path, mode=self._mode(), patience=self._patience)
        try:
            self._recognise(connection)
            settle(connection, read_only=self.read_only)
        except UnicodeDecodeError:  # an error of SQLite that quotes damaged bytes
            connection.close()
            raise damaged(self.path, "the names of its tables are not readable") from None
        except BaseException as error:
            connection.close()
            if self._imprint.logged and _cannot_open(error):
                raise NotWritable(
                    "{path} was not closed well, and what was saved last can be read only where its folder "
                    "can be written: open it there once",
                    path=str(self.path),
                ) from error
            raise
        return connection

    def _mode(self) -> str:
        """How to open the file. `immutable`: SQLite would make files beside one that it reads with locks."""
        if not self.read_only:
            return "rw"
        return "ro" if self._imprint.logged else "ro&immutable=1"

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


def connect(path: Path, *, mode: str = "rw", patience: float = 5.0) -> sqlite3.Connection:
    """A connection to an existing file; transactions are begun and ended by hand. Raises sqlite3.Error."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA cell_size_check=1")
    return connection


def _cannot_open(error: BaseException) -> bool:
    return isinstance(error, sqlite3.DatabaseError) and primary_code(error) == sqlite3.SQLITE_CANTOPEN


def settle(connection: sqlite3.Connection, *, read_only: bool = False) -> None:
    """The settings that durability rests on. FULL: with NORMAL a power cut loses acknowledged edits."""
    if not read_only and connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA fullfsync=1")
    connection.execute(f"PRAGMA journal_size_limit={_JOURNAL_LIMIT}")
    connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    connection.execute("PRAGMA mmap_size=0")
