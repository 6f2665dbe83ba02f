"""Whether the tables that are made from the documents are what making them again gives.

A thousand articles at a time are copied into a scratch file, their tables are made there by
`store.derived`, and compared. What is counted over all articles is added up and compared at the end.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from seeds.article import Note
from store import derived
from store.problems import Damaged
from store.repair.salvage import RawRow
from store.schema import DERIVED, LAYOUT
from store.tiny import Database
from store.tiny.connections import connect
from store.tiny.explaining import explain
from store.tiny.layout import field_expression, sql_table
from store.verification.findings import Finding, Progress, silently

BY_ARTICLE = ("listing", "titles", "hands", "labels")
"""The derived tables whose rows say which article they are of, in `aid`."""
_PAGE = 1000
_DOCUMENTS = ("articles", "texts", "bases", "heads")
_OPTIONAL = ("judged",)
Row = tuple[object, ...]


def derived_tables(db: Database, progress: Progress = silently) -> Iterator[Finding]:
    """Derived rows that differ from what the documents say. Raises Damaged."""
    with db.reading():
        ids, last = db.storage.ids("articles"), db.storage.last_id("ops")
    sums = _Sums()
    with _scratch() as scratch:
        for start in range(0, len(ids), _PAGE):
            yield from _compared(db, scratch, ids[start : start + _PAGE], sums)
            progress("derived", min(start + _PAGE, len(ids)), len(ids))
    for table in BY_ARTICLE:
        yield from _of_no_article(db, table)
    if sums.complete:
        yield from _sums_compared(db, sums, len(ids), last)


@contextmanager
def _scratch() -> Iterator[Database]:
    """An empty project file of nobody, which is gone afterwards."""
    with (
        TemporaryDirectory(prefix="piyue-") as folder,
        closing(Database(Path(folder) / "scratch.db", layout=LAYOUT)) as scratch,
    ):
        yield scratch


class _Sums:
    """What is counted over all articles. `complete` says that none was left out."""

    def __init__(self) -> None:
        self.complete = True
        self.uses: Counter[Row] = Counter()
        self.terms: Counter[Row] = Counter()

    def add(self, scratch: Database) -> None:
        """Count what the scratch file has."""
        with closing(_own_connection(scratch)) as connection:
            self.uses.update(_uses(connection))
            self.terms.update(dict(_term_rows(connection)))


def _compared(db: Database, scratch: Database, aids: Sequence[int], sums: _Sums) -> Iterator[Finding]:
    """A page of articles. One of which a document is damaged is left out: that is told by others."""
    with db.reading() as connection:
        found = {aid: _documents(connection, aid) for aid in aids}
        present = {table: _rows(connection, table, aids) for table in BY_ARTICLE}
    sound = {aid: rows for aid, rows in found.items() if rows is not None}
    good = _made(scratch, sound)
    sums.complete = sums.complete and len(good) == len(aids)
    if not good:
        return
    sums.add(scratch)
    with scratch.reading() as connection:
        expected = {table: _rows(connection, table, good) for table in BY_ARTICLE}
    for table in BY_ARTICLE:
        wrong = {aid for aid in good if present[table].get(aid) != expected[table].get(aid)}
        if wrong:
            said = {"table": table, "aid": str(min(wrong)), "count": str(len(wrong))}
            what = Note("{table} does not say of article {aid} what its documents say ({count} in all)", said)
            yield Finding(kind="derived", what=what, table=table, aid=min(wrong), count=len(wrong))


def _made(scratch: Database, documents: dict[int, list[tuple[str, RawRow]]]) -> list[int]:
    """Make the derived tables of these articles in the scratch file; those that it could be done for."""
    try:
        _fill(scratch, documents)
        derived.rebuild(scratch, DERIVED)
    except (Damaged, msgspec.ValidationError, KeyError):
        if len(documents) == 1:
            _fill(scratch, {})
            return []
        good = {aid: rows for aid, rows in documents.items() if _made(scratch, {aid: rows})}
        return _made(scratch, good) if good else []
    return list(documents)


def _fill(scratch: Database, documents: dict[int, list[tuple[str, RawRow]]]) -> None:
    with scratch.transaction() as connection:
        for table in (*_DOCUMENTS, *_OPTIONAL, "ops"):
            connection.execute(f"DELETE FROM {sql_table(table)}")  # noqa: S608
        for rows in documents.values():
            for table, row in rows:
                packed = LAYOUT.table(table).packed
                connection.execute(
                    f"INSERT INTO {sql_table(table)} VALUES (?, ?, ?)",  # noqa: S608
                    (row.id, row.crc, row.raw if packed else row.raw.decode()),
                )


def _documents(connection: sqlite3.Connection, aid: int) -> list[tuple[str, RawRow]] | None:
    """The documents of an article with their tables; None where one is missing or damaged."""
    columns = "id, crc, ifnull(CAST(doc AS BLOB), x'')"
    rows = []
    for table in (*_DOCUMENTS, *_OPTIONAL):
        sql = f"SELECT {columns} FROM {sql_table(table)} WHERE id = ?"  # noqa: S608
        found = connection.execute(sql, (aid,)).fetchone()
        if found is not None:
            rows.append((table, RawRow(*found)))
        elif table in _DOCUMENTS:
            return None
    sql = f"SELECT {columns} FROM t_ops WHERE {field_expression('aid')} = ? ORDER BY id"  # noqa: S608
    rows += [("ops", RawRow(*found)) for found in connection.execute(sql, (aid,))]
    return rows if all(row.sound for _table, row in rows) else None


def _rows(connection: sqlite3.Connection, table: str, aids: Collection[int]) -> dict[int, set[Row]]:
    """The rows of a derived table by article."""
    found = connection.execute(
        f"SELECT aid, * FROM {table} WHERE aid BETWEEN ? AND ?",  # noqa: S608
        (min(aids), max(aids)),
    )
    rows: dict[int, set[Row]] = {}
    for aid, *row in found:
        rows.setdefault(aid, set()).add(tuple(row))
    return rows


def _of_no_article(db: Database, table: str) -> Iterator[Finding]:
    with db.reading() as connection:
        sql = f"SELECT DISTINCT aid FROM {table} EXCEPT SELECT id FROM t_articles"  # noqa: S608
        strangers = [aid for (aid,) in connection.execute(sql)]
    if strangers:
        said = {"table": table, "aid": str(strangers[0]), "count": str(len(strangers))}
        what = Note("{table} has rows of article {aid}, which does not exist ({count} in all)", said)
        yield Finding(kind="derived", what=what, table=table, aid=strangers[0], count=len(strangers))


def _sums_compared(db: Database, sums: _Sums, articles: int, last: int | None) -> Iterator[Finding]:
    """The counts over all articles, where nothing was written since they were begun."""
    with _explained(db.storage.path), closing(_own_connection(db)) as connection:
        connection.execute("BEGIN")
        moved = connection.execute("SELECT max(id) FROM t_ops").fetchone() != (last,)
        if moved or connection.execute("SELECT count(*) FROM t_articles").fetchone() != (articles,):
            return
        words = Counter(dict(_term_rows(connection)))
        lost = _terms_not_found(connection)
        uses = Counter(_uses(connection))
        indexed = {aid for (aid,) in connection.execute("SELECT id FROM words_docsize")}
        present = {aid for (aid,) in connection.execute("SELECT id FROM t_articles")}
    if words != sums.terms or lost or indexed != present:
        wrong = (words - sums.terms) + (sums.terms - words)
        said = {"count": str(len({row[0] for row in wrong} | lost) or len(indexed ^ present))}
        what = Note("the index of the texts is not what the texts say ({count} characters differ)", said)
        yield Finding(kind="derived", what=what, table="words", count=max(1, len(wrong)))
    if +uses != +sums.uses:
        wrong = (uses - sums.uses) + (sums.uses - uses)
        what = Note(
            "the vocabulary is not what people decided ({count} words differ)", {"count": str(len(wrong))}
        )
        yield Finding(kind="derived", what=what, table="vocabulary", count=len(wrong))


def _uses(connection: sqlite3.Connection) -> dict[Row, int]:
    found = connection.execute("SELECT field, word, uses FROM vocabulary")
    return {(field, word): uses for field, word, uses in found}


def _term_rows(connection: sqlite3.Connection) -> Iterator[tuple[Row, int]]:
    """Of every term of the index, sums over all the places where it stands; all of the index is read.

    A changed bit moves articles or places, and so a sum. Sums of two files can be added up.
    """
    connection.execute("CREATE VIRTUAL TABLE temp.places USING fts5vocab('main', 'words', 'instance')")
    sums = "count(*), sum(col = 'body'), sum(doc), sum(offset), sum(doc * offset)"
    found = connection.execute(f"SELECT term, {sums} FROM temp.places GROUP BY term")  # noqa: S608
    for term, *sums_of_term in found:
        for number, value in enumerate(sums_of_term):
            yield (term, number), value or 0  # a damaged index may have no number there


def _terms_not_found(connection: sqlite3.Connection) -> set[object]:
    """The terms of the index by which not all their articles are found: their way to them is damaged."""
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'words', 'row')")
    terms = connection.execute("SELECT term, doc FROM temp.terms").fetchall()
    sql = "SELECT count(*) FROM words WHERE words MATCH ?"
    return {
        term
        for term, articles in terms
        if connection.execute(sql, (_quoted(term),)).fetchone() != (articles,)
    }


def _quoted(term: str) -> bytes:
    return ('"' + term.replace('"', '""') + '"').encode(errors="surrogateescape")


def _own_connection(db: Database) -> sqlite3.Connection:
    """A connection that may have tables of its own in memory; it writes nothing to the file."""
    mode = "ro&immutable=1" if db.storage.read_only else "rw"
    connection = connect(db.storage.path, mode=mode)
    connection.text_factory = _text
    return connection


def _text(raw: bytes) -> str:
    """Bytes that no encoding reads make a difference like any other."""
    return raw.decode(errors="surrogateescape")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        explain(error, path)
