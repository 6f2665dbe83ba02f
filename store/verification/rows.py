"""Whether a file is whole, whether every row has the bytes that were written, and whether none is missing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from seeds.article import Note
from store.problems import Damaged
from store.repair.salvage import UNREADABLE, page_of, tables
from store.tiny import Database
from store.tiny.layout import sql_table
from store.verification.findings import RECOVER, Finding, Progress, silently
from store.verification.shapes import is_of

Reading = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""Opens a connection that sees one state of a file."""
OF_ARTICLE = ("texts", "bases", "heads")
"""The tables that have a row for every row of `articles`."""
_FAULTS_TOLD = 100


def structure(reading: Reading, progress: Progress = silently) -> Iterator[Finding]:
    """What SQLite's own check of pages and indexes says. Raises Damaged where it cannot even be asked."""
    progress("structure", 0, 0)
    try:
        with reading() as connection:
            said = connection.execute(f"PRAGMA integrity_check({_FAULTS_TOLD})").fetchall()
    except UNREADABLE as error:
        yield _unreadable(str(error))
        return
    for text, *_ in said:
        for line in str(text).splitlines():
            if line != "ok" and not line.startswith("*** in database"):
                what = Note("the structure of the database file is damaged: {said}", {"said": line})
                yield Finding(kind="file", what=what)


def rows(reading: Reading, progress: Progress = silently) -> Iterator[Finding]:
    """Rows that fail their checksum, and tables that cannot be read to their end. Raises Damaged."""
    with reading() as connection:
        names = tables(connection)
        total = sum(map(_size, [connection] * len(names), names))
    done = 0
    for name in names:
        after = 0
        while after >= 0:
            try:
                with reading() as connection:
                    page = page_of(connection, name, after)
            except (*UNREADABLE, Damaged) as error:
                said = {"table": name, "id": str(after), "said": str(error)}
                yield Finding(
                    kind="file",
                    what=Note("the table {table} cannot be read after row {id}: {said}", said),
                    table=name,
                    id=after,
                )
                break
            yield from (_bad_row(name, row.id) for row in page if not is_of(name, row))
            after = page[-1].id if page else -1
            done += len(page)
            progress("rows", done, total)


def references(db: Database) -> Iterator[Finding]:
    """Articles without one of their rows, and rows without their article. Raises Damaged."""
    if db.storage.count("project") != 1:
        what = Note("the project's own document, with its profile, is missing")
        yield Finding(kind="missing", what=what, remedy=RECOVER, table="project", id=1)
    for table in OF_ARTICLE:
        for aid in _without(db, "articles", table):
            what = Note("article {aid} has no row in {table}", {"aid": str(aid), "table": table})
            yield Finding(kind="missing", what=what, remedy=RECOVER, table=table, id=aid, aid=aid)
        for aid in _without(db, table, "articles"):
            what = Note(
                "{table} has a row {aid}, and there is no such article", {"aid": str(aid), "table": table}
            )
            yield Finding(kind="orphan", what=what, remedy=RECOVER, table=table, id=aid, aid=aid)


def _without(db: Database, table: str, other: str) -> list[int]:
    """The ids of one table that another has not."""
    sql = f"SELECT id FROM {sql_table(table)} EXCEPT SELECT id FROM {sql_table(other)} ORDER BY id"  # noqa: S608
    with db.reading() as connection:
        return [aid for (aid,) in connection.execute(sql)]


def _size(connection: sqlite3.Connection, table: str) -> int:
    try:
        (size,) = connection.execute(f"SELECT count(*) FROM {sql_table(table)}").fetchone()  # noqa: S608
    except UNREADABLE:
        return 0
    return int(size)


def _bad_row(table: str, doc_id: int) -> Finding:
    what = Note("row {id} of {table} is not what was written", {"id": str(doc_id), "table": table})
    of_article = doc_id if table in (*OF_ARTICLE, "articles") else None
    return Finding(kind="row", what=what, remedy=RECOVER, table=table, id=doc_id, aid=of_article)


def _unreadable(said: str) -> Finding:
    return Finding(kind="file", what=Note("the database file cannot be read: {said}", {"said": said}))
