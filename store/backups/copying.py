"""Copies of a whole database file, page by page, through SQLite's backup API.

A copy out holds a read transaction from its first page to its last: it is one state of the file, never
begins again however much is written meanwhile, and keeps nobody waiting. A copy in is one
transaction of the file that it is copied into: readers see the old state or the new one, and whoever has the
file open goes on with the new.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from store.problems import Busy, NotWritable
from store.tiny.connections import UNFINISHED, connect, settle
from store.tiny.creation import sync_directory
from store.tiny.explaining import explain
from store.verification.findings import Progress, silently

_PAGES = 1024
"""Pages copied at a time, 4 MB: between them others come to their turn."""
_BESIDE = ("-wal", "-shm")


class Moved(Exception):
    """The file was written since that which is to take its place was made from it."""


def stamp(moment: datetime | None = None) -> str:
    """A moment, now if none is given, as names of files have it: 20261231T235959Z."""
    return (moment or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")


def unfinished(path: Path) -> Path:
    """Where to make a file that is to be at `path`; what a crash leaves there is in nobody's way."""
    return path.with_name(f"{path.name}{UNFINISHED}{os.getpid()}")


def copy_out(source: sqlite3.Connection, target: Path, progress: Progress = silently) -> None:
    """Write the present state of a database to a new file at `target`, on the disk when this returns.

    The copy has no log beside it, so that it can be moved and read as it lies.
    Raises sqlite3.DatabaseError for a source that is no database, NotSaved and NotWritable.
    """
    try:
        target.unlink(missing_ok=True)
        target.touch()
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode=OFF")
            copy.execute("PRAGMA synchronous=OFF")
            source.execute("BEGIN")
            try:
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                source.backup(copy, pages=_PAGES, progress=_reporting(progress))
            finally:
                source.execute("ROLLBACK")
            copy.execute("PRAGMA journal_mode=DELETE")
        with target.open("rb") as written:
            os.fsync(written.fileno())
    except sqlite3.OperationalError as error:
        explain(error, target)
    except OSError as error:
        raise _not_written(target, error) from None


def copy_in(
    prepared: Path, path: Path, unmoved: Callable[[sqlite3.Connection], bool], patience: float
) -> None:
    """Make the file at `path` what `prepared` is, as one transaction of it.

    `unmoved` is asked once nobody else can write any more, with a connection to the file as it is.
    Raises Moved where it says no, Busy, NotSaved, or sqlite3.DatabaseError where the file is none that can be
    written so; then it is as it was.
    """
    with (
        closing(connect(prepared)) as source,
        closing(connect(path, patience=patience)) as live,
        closing(connect(path, patience=patience)) as onlooker,
    ):
        settle(live)
        onlooker.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (pages,) = source.execute("PRAGMA page_count").fetchone()
        asked = False

        def check(status: int, _remaining: int, _total: int) -> None:
            nonlocal asked
            if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise Busy(
                    "{path} has been held by another program for {seconds:g} s: nothing was saved, try again",
                    path=str(path),
                    seconds=patience,
                )
            # The first step takes the lock; with the last the copy is committed.
            if not asked and not unmoved(onlooker):
                raise Moved
            asked = True

        source.backup(live, pages=max(1, min(_PAGES, pages // 2)), progress=check)
        with suppress(sqlite3.OperationalError):  # somebody reads: the log is folded in later
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def put_in_place(prepared: Path, path: Path) -> None:
    """Give a finished file the name of one that cannot be used any more, whose bytes are kept elsewhere.

    Its log goes first: it would be taken for that of the new file. Raises NotWritable.
    """
    try:
        for ending in _BESIDE:
            path.with_name(path.name + ending).unlink(missing_ok=True)
        prepared.replace(path)
        sync_directory(path.parent)
    except OSError as error:
        raise _not_written(path, error) from None


def clear_away(prepared: Path) -> None:
    """Remove a file that was made for a while, and what SQLite left beside it."""
    for ending in ("", *_BESIDE, "-journal"):
        prepared.with_name(prepared.name + ending).unlink(missing_ok=True)


def _reporting(progress: Progress) -> Callable[[int, int, int], None]:
    def report(_status: int, remaining: int, total: int) -> None:
        progress("copying", total - remaining, total)

    return report


def _not_written(path: Path, error: OSError) -> NotWritable:
    return NotWritable("{path} cannot be written: {reason}", path=str(path), reason=error.strerror)
