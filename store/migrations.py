"""Bringing a project that an earlier piyue wrote to the format of this one, a version at a time.

A copy is put beside it first. All steps are one transaction: a crash leaves the project as it was or as it
is to be. What people did is never rewritten: a step makes tables and facts around it, and the tables that
are made from the documents are made again, after the last step, by the code of the present version.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from store import derived
from store.backups.copying import clear_away, copy_out, unfinished
from store.problems import NotWritable
from store.schema import LAYOUT, VERDICT_OPERATIONS
from store.tiny import Database
from store.tiny.connections import connect
from store.tiny.creation import make_folder, sync_directory
from store.tiny.explaining import explain
from store.tiny.layout import table_statements


class Migration(NamedTuple):
    """From the version before to this one. `tables` are those to be made again when all steps are made."""

    change: Callable[[Database, sqlite3.Connection], None]
    tables: frozenset[str]


def bring_up(db: Database) -> Path | None:
    """Bring an open project to the present version; the copy that was made before, None if it was there.

    Raises NotWritable, NotSaved, Busy or Damaged; then the project is as it was.
    """
    if _version(db) == LAYOUT.version:
        return None
    if db.storage.read_only:
        raise NotWritable(
            "{path} was made by an earlier piyue and can only be read here: open it once where it can be "
            "written",
            path=str(db.storage.path),
        )
    copy = _copy(db, f"version-{_version(db)}-{_stamp()}.db")
    stale: set[str] = set()
    with db.transaction() as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for following in range(version + 1, LAYOUT.version + 1):
            migration = _MIGRATIONS[following]
            migration.change(db, connection)
            stale |= migration.tables
        derived.rebuild(db, stale)
        connection.execute(f"PRAGMA user_version={LAYOUT.version}")
    return copy


def _version(db: Database) -> int:
    with db.reading() as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _copy(db: Database, name: str) -> Path:
    """A copy of the file as it is, whole as soon as it has its name. Raises NotWritable, NotSaved, Busy."""
    target = db.storage.path.parent / "backup" / name
    new = unfinished(target)
    try:
        make_folder(target.parent)
        with closing(connect(db.storage.path)) as source:
            copy_out(source, new)
        new.replace(target)
        sync_directory(target.parent)
    except sqlite3.DatabaseError as error:
        explain(error, target)
    except OSError as error:
        raise NotWritable(
            "{path} cannot be written: {reason}", path=str(target), reason=error.strerror
        ) from None
    finally:
        with suppress(OSError):
            clear_away(new)
    return target


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")


def _to_2(db: Database, connection: sqlite3.Connection) -> None:
    """Rows of their own to filter and sort by; views; the files that were read; epochs."""
    for index in ("i_articles_published", "i_articles_title", "i_articles_place", "i_articles_source"):
        connection.execute(f"DROP INDEX IF EXISTS {index}")
    connection.execute("DROP INDEX IF EXISTS i_heads_verdict")
    connection.execute(VERDICT_OPERATIONS)
    for table in ("judged", "views", "sources"):
        for statement in table_statements(table, LAYOUT.table(table)):
            connection.execute(statement)
    for doc_id, project in db.storage.scan("project"):
        db.storage.put("project", doc_id, {**project, "epoch": uuid.uuid4().hex})


def _to_3(_db: Database, _connection: sqlite3.Connection) -> None:
    """The index of the texts has one form of every character, so that both scripts find each other."""


_MIGRATIONS: dict[int, Migration] = {
    2: Migration(_to_2, frozenset({"listing", "titles", "hands", derived.HEADS})),
    3: Migration(_to_3, frozenset({"words"})),
}
