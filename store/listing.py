"""What the list sorts and filters by: narrow rows beside the documents, made from them.

The documents of `articles` and `heads` are what is kept, with their checksums; everything here can be made
again from them (`store.derived`), and every row that is shown is read from them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args

import msgspec

from store.layer import Verdict
from store.operations import Operation
from store.pinyin import TitleKeys
from store.search import phrase, words_of

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
RANKED: tuple[Verdict, ...] = ("new", "reading", "flagged", "done")
"""The verdicts as they are sorted: what waits for a person first."""
Column = Literal[
    "added", "published", "title", "place", "source", "verdict", "unreviewed", "indicators", "failing",
    "changed", "characters",
]  # fmt: skip
Field = Literal["tag", "place", "source", "annotator", "verdict", "year"]

LISTING = (
    """
    CREATE TABLE listing (
        aid INTEGER PRIMARY KEY, verdict INTEGER NOT NULL, published TEXT, place TEXT, source TEXT,
        indicators INTEGER NOT NULL, unreviewed INTEGER NOT NULL, failing INTEGER NOT NULL,
        unclear INTEGER NOT NULL, comments INTEGER NOT NULL, characters INTEGER NOT NULL,
        changed INTEGER NOT NULL
    )
    """,
    "CREATE INDEX listing_verdict ON listing (verdict)",
    "CREATE INDEX listing_published ON listing (published)",
    "CREATE INDEX listing_place ON listing (place)",
    "CREATE INDEX listing_source ON listing (source)",
)
TITLES = (
    """
    CREATE TABLE titles (
        aid INTEGER PRIMARY KEY, sort TEXT NOT NULL, title TEXT NOT NULL, initials TEXT NOT NULL
    )
    """,
    "CREATE INDEX titles_sort ON titles (sort)",
)
HANDS = (
    """
    CREATE TABLE hands (
        annotator TEXT NOT NULL, aid INTEGER NOT NULL, PRIMARY KEY (annotator, aid)
    ) WITHOUT ROWID
    """,
)
LABELS = (
    """
    CREATE TABLE labels (
        label TEXT NOT NULL, aid INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY (label, aid)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX labels_aid ON labels (aid)",
)
_STANDING = ("verdict", "indicators", "unreviewed", "unclear", "comments", "changed")
"""The columns that a step changes."""


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which articles to show: those that meet every condition that is given.

    Every word of `query` must stand in the text, the title, the place, the source or a tag. An article has
    all of `tags` (whole labels, suggested or put), one of the `verdicts`, `places` and `sources`, and a step
    of one of the `annotators`. `published_from` and `published_to` are ISO dates or the beginnings of such,
    both included. `failing` asks for a check that does not hold, `waiting` for a suggestion that nobody has
    reviewed, `unclear` for something that the guideline does not decide, `commented` for a comment about
    which something is left to do.
    """

    query: str = ""
    verdicts: tuple[Verdict, ...] = ()
    tags: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    annotators: tuple[str, ...] = ()
    published_from: str | None = None
    published_to: str | None = None
    failing: bool = False
    waiting: bool = False
    unclear: bool = False
    commented: bool = False


class Order(msgspec.Struct, frozen=True):
    """How to sort; articles that are equal follow each other as they were added, turned with the rest."""

    by: Column = "published"
    descending: bool = True


class Condition(NamedTuple):
    """SQL that holds or not for a row of `listing`, and its parameters."""

    sql: str
    values: tuple[Any, ...] = ()


def insert_row(
    connection: sqlite3.Connection, aid: int, facts: Mapping[str, Any], head: Mapping[str, Any]
) -> None:
    """Put an article into the list, as the documents of its facts and of its head say."""
    connection.execute(
        "INSERT INTO listing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            aid,
            RANKED.index(head["verdict"]),
            *(facts[name] for name in ("published", "place", "source")),
            *(head[name] for name in ("indicators", "unreviewed")),
            facts["failing"],
            *(head[name] for name in ("unclear", "comments")),
            facts["characters"],
            head["changed"],
        ),
    )


def insert_title(connection: sqlite3.Connection, aid: int, title: str, keys: TitleKeys) -> None:
    """Put an article's title where titles are sorted and found."""
    connection.execute("INSERT INTO titles VALUES (?, ?, ?, ?)", (aid, keys.sort, title, keys.initials))


def update(connection: sqlite3.Connection, aid: int, head: Mapping[str, Any]) -> None:
    """Make the row of an article what its head says now."""
    columns = ", ".join(f"{name} = ?" for name in _STANDING)
    rank = RANKED.index(head["verdict"])
    values = (rank if name == "verdict" else head[name] for name in _STANDING)
    connection.execute(f"UPDATE listing SET {columns} WHERE aid = ?", (*values, aid))  # noqa: S608


def failing(connection: sqlite3.Connection, aid: int) -> int | None:
    """How many checks of an article fail; None where there is no such article."""
    found = connection.execute("SELECT failing FROM listing WHERE aid = ?", (aid,)).fetchone()
    return found[0] if found else None


def set_failing(connection: sqlite3.Connection, aid: int, count: int) -> None:
    """Make that what the list says."""
    connection.execute("UPDATE listing SET failing = ? WHERE aid = ?", (count, aid))


def label(connection: sqlite3.Connection, aid: int, labels: Sequence[tuple[str, str]]) -> None:
    """Make the tags of an article in the index of labels these, each with its state."""
    present = connection.execute("SELECT label, state FROM labels WHERE aid = ?", (aid,))
    if set(present) == set(labels):
        return
    connection.execute("DELETE FROM labels WHERE aid = ?", (aid,))
    connection.executemany(
        "INSERT OR IGNORE INTO labels (label, aid, state) VALUES (?, ?, ?)",
        [(name, aid, state) for name, state in labels],
    )


def note_hands(connection: sqlite3.Connection, operations: Iterable[Operation]) -> None:
    """Note whose judgement is in the articles of a step; what only the extractor said is nobody's."""
    touched = {(done.annotator, done.aid) for done in operations if not done.from_extractor}
    connection.executemany("INSERT OR IGNORE INTO hands (annotator, aid) VALUES (?, ?)", touched)


def ids(
    connection: sqlite3.Connection, where: Filter, order: Order, limit: int | None = None
) -> Iterator[tuple[int]]:
    """The ids of the articles that the filter leaves, in order; no more than `limit`."""
    turn = "DESC" if order.descending else "ASC"
    conditions = list(conditions_of(where))
    if order.by == "title":
        tables, key = "titles CROSS JOIN listing USING (aid)", f"titles.sort {turn}, "
    else:
        # All that a filter leaves is sooner sorted than found along an index; its first few are not.
        sorted_ = "+" if conditions and limit is None else ""
        tables, key = "listing", "" if order.by == "added" else f"{sorted_}{order.by} {turn}, "
    sql = f"SELECT aid FROM {tables} WHERE {_all_of(conditions)} ORDER BY {key}aid {turn} LIMIT ?"  # noqa: S608
    return connection.execute(sql, (*_values(conditions), -1 if limit is None else limit))


def counts(connection: sqlite3.Connection, where: Filter) -> dict[Verdict, int]:
    """How many of the articles that the filter leaves have each verdict, none left out."""
    conditions = list(conditions_of(where))
    sql = f"SELECT verdict, count(*) FROM listing WHERE {_all_of(conditions)} GROUP BY verdict"  # noqa: S608
    found = {RANKED[rank]: count for rank, count in connection.execute(sql, _values(conditions))}
    return dict.fromkeys(VERDICTS, 0) | found


_FACETS: dict[Field, tuple[str, str, str]] = {
    "tag": ("labels", "label", "state <> 'rejected'"),
    "annotator": ("hands", "annotator", "1"),
    "place": ("listing", "place", "place IS NOT NULL"),
    "source": ("listing", "source", "source IS NOT NULL"),
    "verdict": ("listing", "verdict", "1"),
    "year": ("listing", "substr(published, 1, 4)", "published IS NOT NULL"),
}


def facets(connection: sqlite3.Connection, field: Field, where: Filter, limit: int) -> list[tuple[str, int]]:
    """The values of a field among the articles that a filter leaves, and their uses, the most used first."""
    table, value, said = _FACETS[field]
    conditions = [Condition(said), *conditions_of(where)]
    if table != "listing" and len(conditions) > 1:
        table += " CROSS JOIN listing USING (aid)"
    sql = (
        f"SELECT {value} AS value, count(*) AS uses FROM {table} WHERE {_all_of(conditions)}"  # noqa: S608
        " GROUP BY 1 ORDER BY uses DESC, value LIMIT ?"
    )
    found = connection.execute(sql, (*_values(conditions), limit)).fetchall()
    return [(RANKED[value], uses) for value, uses in found] if field == "verdict" else found


_HAS_WORD = """
    (aid IN (SELECT rowid FROM words WHERE words MATCH ?) OR aid IN (
        WITH RECURSIVE each (name) AS (
            SELECT min(label) FROM labels
            UNION ALL SELECT (SELECT min(label) FROM labels WHERE label > name) FROM each WHERE name NOTNULL
        )
        SELECT labels.aid FROM each CROSS JOIN labels ON label = name
        WHERE instr(name, ?) AND state <> 'rejected'
    ))
"""
"""Goes from label to label, of which there are few, and not over all that articles have."""


def conditions_of(where: Filter) -> Iterator[Condition]:
    """What a filter asks of a row of `listing`."""
    for word in words_of(where.query):
        yield Condition(_HAS_WORD, (phrase(word), word))
    if where.verdicts:
        yield _one_of("verdict", tuple(map(RANKED.index, where.verdicts)))
    for label in where.tags:
        yield Condition("aid IN (SELECT aid FROM labels WHERE label = ? AND state <> 'rejected')", (label,))
    if where.places:
        yield _one_of("place", where.places)
    if where.sources:
        yield _one_of("source", where.sources)
    if where.annotators:
        by = _one_of("annotator", where.annotators)
        yield Condition(f"aid IN (SELECT aid FROM hands WHERE {by.sql})", by.values)  # noqa: S608
    if where.published_from is not None:
        yield Condition("published >= ?", (where.published_from,))
    if where.published_to is not None:
        # 2019-12 includes 2019-12-31: what goes on from the bound lies before the bound and a last character.
        yield Condition("published < ?", (where.published_to + "\U0010ffff",))
    counted = (
        ("failing", where.failing),
        ("unreviewed", where.waiting),
        ("unclear", where.unclear),
        ("comments", where.commented),
    )
    yield from (Condition(f"{column} > 0") for column, asked in counted if asked)


def _one_of(column: str, values: tuple[Any, ...]) -> Condition:
    return Condition(f"{column} IN ({', '.join('?' * len(values))})", values)


def _all_of(conditions: list[Condition]) -> str:
    return " AND ".join(condition.sql for condition in conditions) or "1"


def _values(conditions: list[Condition]) -> tuple[Any, ...]:
    return tuple(value for condition in conditions for value in condition.values)
