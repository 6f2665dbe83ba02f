"""The list of a project's articles: what a row says, which articles to show, in what order.

Facts of an article never change and lie apart from its head, the small row that every step rewrites.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any, Literal, get_args

import msgspec

from seeds.article import Article, Entity, Extraction, Indicator
from store.layer import Layer, Verdict
from store.search import phrase, words_of
from store.tiny import Database
from store.tiny.layout import field_expression

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the list knows of an article as it is now. `versions` has the version of each layer, by name.

    `tags` are those that a person put or accepted, `suggested_tags` wait; `indicators` and `entities`
    are counted without the rejected.
    """

    verdict: Verdict = "new"
    reason: str = ""
    tags: tuple[str, ...] = ()
    suggested_tags: tuple[str, ...] = ()
    indicators: int = 0
    entities: int = 0
    unreviewed: int = 0
    versions: dict[str, int] = {}


class Row(Head, frozen=True, kw_only=True):
    """An article in the list. `failing` counts the checks that do not hold, `characters` those of the text.

    `title` is never empty: an article without one is called by its first line, or by its file.
    """

    aid: int
    title: str
    place: str | None
    published: str | None
    source: str | None
    path: str
    sha256: str
    characters: int
    failing: int


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which articles to show: those that meet every condition that is given.

    Every word of `query` must stand in the text, the title, the place, the source or a tag. `tag` is a
    whole label, suggested or put. `published_from` and `published_to` are ISO dates or the beginnings
    of such, both included. `failing` asks for a check that does not hold, `waiting` for a suggestion
    that nobody has reviewed.
    """

    query: str = ""
    verdicts: tuple[Verdict, ...] = ()
    tag: str | None = None
    place: str | None = None
    source: str | None = None
    published_from: str | None = None
    published_to: str | None = None
    failing: bool = False
    waiting: bool = False


class Order(msgspec.Struct, frozen=True):
    """How to sort; articles that are equal follow each other as they were added, turned with the rest."""

    by: Literal["added", "published", "title", "verdict"] = "published"
    descending: bool = True


class Catalogue:
    """Rows, and the questions of the list."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._articles = db.table("articles")

    def add(self, article: Article, extraction: Extraction) -> int:
        """Write the facts of a new article and return its id."""
        return self._articles.insert(_facts(article, extraction))

    def head(self, aid: int) -> Head | None:
        """The head of an article, or None where there is no such article."""
        for _, document in self._db.storage.fetch("heads", [aid]):
            return msgspec.convert(document, type=Head)
        return None

    def put(self, connection: sqlite3.Connection, layer: Layer, before: Head | None) -> None:
        """Make the article's head, and its tags in the index of labels, what the layer says."""
        versions = before.versions if before else {}
        head = _head(layer, versions | {layer.name: layer.version})
        self._db.storage.put("heads", layer.aid, msgspec.to_builtins(head))
        if before and (before.tags, before.suggested_tags) == (head.tags, head.suggested_tags):
            return
        connection.execute("DELETE FROM labels WHERE aid = ?", (layer.aid,))
        connection.executemany(
            "INSERT OR IGNORE INTO labels (label, aid, state) VALUES (?, ?, ?)",
            [(tag.label, layer.aid, tag.state) for tag in layer.tags()],
        )

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The rows of those articles, in the order asked; ids that do not exist are left out."""
        with self._db.reading():
            facts = dict(self._db.storage.fetch("articles", ids))
            heads = dict(self._db.storage.fetch("heads", ids))
        return [
            msgspec.convert({**facts[aid], **heads[aid], "aid": aid}, type=Row)
            for aid in ids
            if aid in facts and aid in heads
        ]

    def ids(self, where: Filter, order: Order) -> array[int]:
        """The ids of the articles to show, in order: 8 bytes an article, no row is read."""
        table, key = _ORDERS[order.by]
        conditions = list(_conditions(where))
        chosen = " AND ".join(condition for condition, _ in conditions) or "1"
        turn = "DESC" if order.descending else "ASC"
        sql = f"SELECT id FROM {table} WHERE {chosen} ORDER BY {key} {turn}, id {turn}"  # noqa: S608
        values = [value for _, given in conditions for value in given]
        with self._db.reading() as connection:
            return array("q", [aid for (aid,) in connection.execute(sql, values)])

    def counts(self) -> dict[Verdict, int]:
        """How many articles there are of each verdict, none left out."""
        verdict = field_expression("verdict")
        sql = f"SELECT {verdict}, count(*) FROM t_heads GROUP BY {verdict}"  # noqa: S608
        with self._db.reading() as connection:
            return dict.fromkeys(VERDICTS, 0) | dict(connection.execute(sql).fetchall())

    def labels(self) -> list[tuple[str, int]]:
        """Every label in use and on how many articles it is, put or suggested; the most used first."""
        sql = "SELECT label, count(*) FROM labels WHERE state <> 'rejected' GROUP BY label ORDER BY 2 DESC, 1"
        with self._db.reading() as connection:
            return connection.execute(sql).fetchall()


_VERDICT_RANK = " ".join(
    f"WHEN '{verdict}' THEN {rank}" for rank, verdict in enumerate(("new", "reading", "flagged", "done"))
)
_ORDERS = {
    "added": ("t_articles", "id"),
    "published": ("t_articles", field_expression("published")),
    "title": ("t_articles", field_expression("title")),
    "verdict": ("t_heads", f"CASE {field_expression('verdict')} {_VERDICT_RANK} END"),
}


_HAS_WORD = (
    "(id IN (SELECT rowid FROM words WHERE words MATCH ?)"
    " OR id IN (SELECT aid FROM labels WHERE instr(label, ?) AND state <> 'rejected'))"
)


def _conditions(where: Filter) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """SQL conditions on an article's id, and their parameters."""
    for word in words_of(where.query):
        yield (
            _HAS_WORD,
            (phrase(word), word),
        )
    if where.verdicts:
        marks = ", ".join("?" * len(where.verdicts))
        yield _among("t_heads", f"{field_expression('verdict')} IN ({marks})", *where.verdicts)
    if where.tag is not None:
        yield "id IN (SELECT aid FROM labels WHERE label = ? AND state <> 'rejected')", (where.tag,)
    if where.place is not None:
        yield _among("t_articles", f"{field_expression('place')} = ?", where.place)
    if where.source is not None:
        yield _among("t_articles", f"{field_expression('source')} = ?", where.source)
    if where.published_from is not None:
        yield _among("t_articles", f"{field_expression('published')} >= ?", where.published_from)
    if where.published_to is not None:
        # 2019-12 includes 2019-12-31: what goes on from the bound lies before the bound and a last character.
        yield _among("t_articles", f"{field_expression('published')} < ?", where.published_to + "\U0010ffff")
    if where.failing:
        yield _among("t_articles", f"{field_expression('failing')} > 0")
    if where.waiting:
        yield _among("t_heads", f"{field_expression('unreviewed')} > 0")


def _among(table: str, condition: str, *values: str) -> tuple[str, tuple[str, ...]]:
    return f"id IN (SELECT id FROM {table} WHERE {condition})", values  # noqa: S608


def _facts(article: Article, extraction: Extraction) -> dict[str, Any]:
    """The fields of a `Row` that never change."""
    first_line = article.text.partition("\n")[0]
    return {
        "title": article.meta.title or first_line or PurePath(article.source.path).name,
        "place": extraction.place,
        "published": article.meta.published,
        "source": article.meta.source,
        "path": article.source.path,
        "sha256": article.source.sha256,
        "characters": len(article.text),
        "failing": sum(not check.holds for check in extraction.checks),
    }


def _head(layer: Layer, versions: dict[str, int]) -> Head:
    kept = [annotation for annotation in layer.annotations.values() if annotation.state != "rejected"]
    tags = [tag for tag in layer.tags() if tag.state != "rejected"]
    return Head(
        verdict=layer.verdict,
        reason=layer.reason,
        tags=tuple(tag.label for tag in tags if tag.state != "suggested"),
        suggested_tags=tuple(tag.label for tag in tags if tag.state == "suggested"),
        indicators=sum(isinstance(annotation, Indicator) for annotation in kept),
        entities=sum(isinstance(annotation, Entity) for annotation in kept),
        unreviewed=sum(annotation.state == "suggested" for annotation in kept),
        versions=versions,
    )
