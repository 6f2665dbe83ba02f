"""The file of the index: what lies in it, how it is opened, and what becomes of one that cannot be used.

It is made from the project and never holds anything else, so it may be deleted at any time, and one that is
damaged or of another form is. It lies in the project's folder, or where that may only be read in a folder of
its own that goes with the program. A row is as narrow as it can be: 100,000 articles have 1,600,000 figures.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, RLock, local

from seeds.problems import Problem
from store.problems import Damaged, ForeignFile, NoProject, NotWritable
from store.tiny.connections import connect
from store.tiny.creation import make_folder
from store.tiny.explaining import explain, primary_code

FOLDER, FILE = "cache", "figures.db"
_FORM = 2
"""Of the tables and of what is put into them; an index of another is made anew."""
_CACHE_KIB, _READING_KIB = 12 * 1024, 4 * 1024
"""Of what writes, which puts rows into the midst of its trees, and of what reads, to which it is also what a
sort takes before it goes to the disk."""
_UNUSABLE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_TABLES = """
    CREATE TABLE IF NOT EXISTS words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, form TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS figures (
        id INTEGER PRIMARY KEY, aid INTEGER NOT NULL, rid TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL,
        metric INTEGER, place INTEGER, place_code TEXT, period TEXT, value REAL, said TEXT, high TEXT,
        unit INTEGER, amount REAL, measure INTEGER NOT NULL, op INTEGER NOT NULL, status INTEGER NOT NULL,
        role INTEGER, state INTEGER NOT NULL, confidence REAL NOT NULL
    );
    CREATE INDEX IF NOT EXISTS figures_article ON figures (aid, start);
    CREATE INDEX IF NOT EXISTS figures_fact ON figures (
        metric, place, period, measure, amount, state, status, aid
    );
    CREATE TABLE IF NOT EXISTS standing (
        id INTEGER PRIMARY KEY CHECK (id = 1), epoch TEXT NOT NULL, seq INTEGER NOT NULL,
        last INTEGER NOT NULL
    );
"""
"""`words` holds metrics, places, units and measures, `form` as it is searched. Of a figure `rid` is NULL
where it follows from the span, `said` is the value where a double does not hold it, `measure` is 0 without a
unit, and `op`, `status`, `role` and `state` are numbers in the order of `figure`."""


class Interrupted(Exception):
    """Somebody asked to stop what was being read."""


class IndexFile:
    """One connection that writes and one that reads, each for one thread at a time."""

    def __init__(self, project: Path, *, read_only: bool) -> None:
        self._own = TemporaryDirectory(prefix="piyue-") if read_only else None
        self.path = Path(self._own.name) / FILE if self._own else project / FOLDER / FILE
        self._writing, self._reading = RLock(), RLock()
        self._writer: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None
        self._closed = False
        self._mine = local()
        self._way = Lock()
        self._gives_way = False
        """Whether what is being read at this moment is to be stopped by `interrupt`."""

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside is written together or not at all. Raises NotSaved, Busy or NotWritable."""
        with self._explained(), self._writing:
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def rest(self) -> None:
        """Give back the memory in which pages waited to be written."""
        with self._explained(), self._writing:
            if self._writer is not None:
                self._writer.execute("PRAGMA shrink_memory")

    @contextmanager
    def giving_way(self) -> Iterator[None]:
        """What this thread reads inside is stopped by `interrupt`: it raises Interrupted."""
        self._mine.gives_way = True
        try:
            yield
        finally:
            self._mine.gives_way = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the index. Raises Damaged or Busy."""
        with self._explained(), self._reading:
            if self._reader is None:
                with self._writing:
                    self._open()
                self._reader = self._connected(cache=_READING_KIB)
            self._reader.execute("BEGIN")
            self._set_giving_way(gives_way=getattr(self._mine, "gives_way", False))
            try:
                yield self._reader
            finally:
                self._set_giving_way(gives_way=False)
                if self._reader.in_transaction:
                    self._reader.execute("ROLLBACK")

    def interrupt(self) -> None:
        """Stop what is being read at this moment, if whoever reads it gives way."""
        with self._way:
            if self._gives_way and self._reader is not None:
                self._reader.interrupt()

    def _set_giving_way(self, *, gives_way: bool) -> None:
        with self._way:
            self._gives_way = gives_way

    def begin_anew(self) -> None:
        """Delete the file: what is in it cannot be used."""
        with self._reading, self._writing:
            self._let_go()
            self._delete()

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        self._closed = True
        with self._reading, self._writing:
            self._let_go()
            if self._own is not None:
                self._own.cleanup()

    def _open(self) -> sqlite3.Connection:
        """The writing connection, to a file of this form."""
        if self._closed:
            raise NoProject("{path} has been closed", path=str(self.path))
        if self._writer is None:
            try:
                self._writer = self._made()
            except sqlite3.DatabaseError as error:
                if primary_code(error) not in _UNUSABLE:
                    raise
                self._delete()
                self._writer = self._made()
        return self._writer

    def _delete(self) -> None:
        """Delete the file, which nobody here has open: where nothing writes it, nothing reads it either."""
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)

    def _made(self) -> sqlite3.Connection:
        """A connection to the file, which is made where there is none."""
        try:
            make_folder(self.path.parent)
        except OSError as error:
            raise NotWritable(
                "{path} cannot be written: {reason}", path=str(self.path.parent), reason=error.strerror
            ) from None
        connection = self._connected(mode="rwc")
        try:
            (form,) = connection.execute("PRAGMA user_version").fetchone()
            if form not in (0, _FORM):
                connection.close()
                self._delete()
                connection = self._connected(mode="rwc")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(_TABLES)
            connection.execute(f"PRAGMA user_version={_FORM}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _connected(self, mode: str = "rw", cache: int = _CACHE_KIB) -> sqlite3.Connection:
        connection = connect(self.path, mode=mode)
        # Enough for a file that is never wrong after a power cut and may be some articles behind.
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(f"PRAGMA cache_size=-{cache}")
        return connection

    def _let_go(self) -> None:
        for connection in (self._writer, self._reader):
            if connection is not None:
                connection.close()
        self._writer = self._reader = None

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if isinstance(error, sqlite3.DatabaseError):
                if primary_code(error) == sqlite3.SQLITE_INTERRUPT:
                    raise Interrupted from None
                with suppress(Damaged, ForeignFile):  # of a project nothing is deleted, of an index all
                    explain(error, self.path)
            self.begin_anew()
            raise Problem(
                "the index {path} was damaged and has been deleted; no work is lost: look again, and it "
                "is made anew",
                path=str(self.path),
            ) from error
