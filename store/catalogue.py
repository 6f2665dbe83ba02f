"""The list of a project's articles: what a row says, which articles to show, in what order.

Facts of an article never change and lie apart from its head, the small row that every step rewrites.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

import msgspec

from seeds.article import Article, Entity, Extraction, Indicator
from store import listing
from store.layer import Layer, Verdict
from store.listing import VERDICTS, Field, Filter, Order
from store.pinyin import TitleKeys
from store.remarks import Comment, Unclear
from store.tiny import Database
from store.tiny.explaining import damaged

__all__ = ["VERDICTS", "Catalogue", "Field", "Filter", "Head", "Order", "Row", "facts_of", "head_of"]


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the list knows of an article as it is now. `versions` has the version of each layer, by name.

    `tags` are those that a person put or accepted, `suggested_tags` wait, both by label; `indicators` and
    `entities` are counted without the rejected. `unclear` counts what the guideline does not decide,
    `comments` those about which something is left to do. `changed` is the `seq` of the last operation.
    """

    verdict: Verdict = "new"
    reason: str = ""
    tags: tuple[str, ...] = ()
    suggested_tags: tuple[str, ...] = ()
    indicators: int = 0
    entities: int = 0
    unreviewed: int = 0
    unclear: int = 0
    comments: int = 0
    changed: int = 0
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


class Catalogue:
    """Rows, and the questions of the list."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(
        self, aid: int, facts: dict[str, Any], keys: TitleKeys, head: Head, labels: Sequence[tuple[str, str]]
    ) -> None:
        """Put a new article into the list, its documents included; its facts are as `facts_of` tells.

        `labels` are all its tags, each with its state.
        """
        standing = msgspec.to_builtins(head)
        with self._db.transaction() as connection:
            self._db.storage.put("articles", aid, facts)
            self._db.storage.put("heads", aid, standing)
            listing.insert_row(connection, aid, facts, standing)
            listing.insert_title(connection, aid, facts["title"], keys)
            listing.label(connection, aid, labels)

    def head(self, aid: int) -> Head | None:
        """The head of an article, or None where there is no such article."""
        for _, document in self._db.storage.fetch("heads", [aid]):
            return msgspec.convert(document, type=Head)
        return None

    def put(self, connection: sqlite3.Connection, layer: Layer, before: Head, changed: int) -> None:
        """Make the article's head and its row in the list what the layer says since operation `changed`."""
        head = head_of(layer, before.versions | {layer.name: layer.version}, changed)
        standing = msgspec.to_builtins(head)
        self._db.storage.put("heads", layer.aid, standing)
        listing.update(connection, layer.aid, standing)
        listing.label(connection, layer.aid, [(tag.label, tag.state) for tag in layer.tags()])

    def note_failing(self, aid: int, failing: int) -> None:
        """Keep how many checks of an article fail, where that is not what the list says."""
        with self._db.reading() as connection:
            if listing.failing(connection, aid) == failing:
                return
        with self._db.transaction() as connection:
            self._db.storage.put("judged", aid, {"failing": failing})
            listing.set_failing(connection, aid, failing)

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The rows of those articles, in the order asked; ids that do not exist are left out."""
        with self._db.reading():
            facts = dict(self._db.storage.fetch("articles", ids))
            heads = dict(self._db.storage.fetch("heads", ids))
            judged = dict(self._db.storage.fetch("judged", ids))
        if facts.keys() != heads.keys():
            aid = min(facts.keys() ^ heads.keys())
            raise damaged(self._db.storage.path, f"a document of article {aid} is missing")
        return [
            msgspec.convert({**facts[aid], **judged.get(aid, {}), **heads[aid], "aid": aid}, type=Row)
            for aid in ids
            if aid in facts
        ]

    def ids(self, where: Filter, order: Order, limit: int | None = None) -> array[int]:
        """The ids of the articles to show, in order: 8 bytes an article, no document is read."""
        with self._db.reading() as connection:
            return array("q", [aid for (aid,) in listing.ids(connection, where, order, limit)])

    def counts(self, where: Filter) -> dict[Verdict, int]:
        """How many of the articles that the filter leaves have each verdict, none left out."""
        with self._verdicts_known(), self._db.reading() as connection:
            return listing.counts(connection, where)

    def facets(self, field: Field, where: Filter, limit: int) -> list[tuple[str, int]]:
        """The values of a field among the articles that the filter leaves, and on how many of them."""
        with self._verdicts_known(), self._db.reading() as connection:
            return listing.facets(connection, field, where, limit)

    @contextmanager
    def _verdicts_known(self) -> Iterator[None]:
        """Verdicts lie in the list as numbers, which have no checksum. Raises Damaged."""
        try:
            yield
        except (IndexError, TypeError):
            raise damaged(self._db.storage.path, "the list has a verdict that there is not") from None

    def labels(self) -> list[tuple[str, int]]:
        """Every label in use and on how many articles it is, put or suggested; the most used first."""
        with self._db.reading() as connection:
            return listing.facets(connection, "tag", Filter(), -1)


def facts_of(article: Article, extraction: Extraction) -> dict[str, Any]:
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


def head_of(layer: Layer, versions: dict[str, int], changed: int) -> Head:
    """The head of an article whose layer this is."""
    kept = [annotation for annotation in layer.annotations.values() if annotation.state != "rejected"]
    tags = sorted((tag for tag in layer.tags() if tag.state != "rejected"), key=lambda tag: tag.label)
    said = layer.remarks.values()
    return Head(
        verdict=layer.verdict,
        reason=layer.reason,
        tags=tuple(tag.label for tag in tags if tag.state != "suggested"),
        suggested_tags=tuple(tag.label for tag in tags if tag.state == "suggested"),
        indicators=sum(isinstance(annotation, Indicator) for annotation in kept),
        entities=sum(isinstance(annotation, Entity) for annotation in kept),
        unreviewed=sum(annotation.state == "suggested" for annotation in kept),
        unclear=sum(isinstance(remark, Unclear) for remark in said),
        comments=sum(isinstance(remark, Comment) and not remark.settled for remark in said),
        changed=changed,
        versions=versions,
    )
