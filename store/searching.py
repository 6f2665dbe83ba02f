"""Finding the articles of a project: by words of their text, and by their titles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

import msgspec

from seeds.article import Span
from store.catalogue import Row
from store.hits import Hit, hit_in
from store.listing import Condition, Filter, conditions_of
from store.recording import Recording
from store.search import phrase, words_of
from store.tiny import Database
from store.tiny.explaining import damaged
from store.titles import Like, Likeness, Titles

_COUNTED = 20_000
"""Articles that are counted at a time, so that counting never keeps a question waiting."""
_LOOKED_UP = 500
"""Titles that are looked up in the list at a time."""
_FEW, _FEW_TITLES = 300, 5_000
"""Articles whose texts, and whose titles, are sooner looked through than asked for among all."""


class TitleHit(msgspec.Struct, frozen=True, kw_only=True):
    """An article whose title is like what was typed, how, and which of the title's characters are meant."""

    row: Row
    likeness: Likeness
    marks: tuple[Span, ...]


class Counted(NamedTuple):
    """How many articles were counted, and the id below which to go on; None where there are no more."""

    articles: int
    after: int | None


class Searching(Recording):
    """The part of a project that finds its articles."""

    def __init__(self, db: Database, annotator: str) -> None:
        super().__init__(db, annotator)
        self._titles = Titles(db)

    def search(
        self,
        query: str,
        where: Filter = Filter(),  # noqa: B008
        limit: int = 50,
        *,
        after: int | None = None,
    ) -> list[Hit]:
        """Up to `limit` articles that the filter leaves and whose text has every word of the query.

        The last added come first; `after` is the id of the last hit of the page before. Where there are
        fewer than `limit`, no more follow. Raises Damaged.
        """
        words = words_of(query)
        few = self._few(where, _FEW) if words else None
        hits: list[Hit] = []
        while words and len(hits) < limit:
            wanted = limit - len(hits)
            with self.db.reading():
                aids = (
                    _after(after, few, wanted)
                    if few is not None
                    else self._with_words(words, where, wanted, after)
                )
                rows = {row.aid: row for row in self._catalogue.rows(aids)}
                texts = dict(self.db.storage.fetch("texts", list(rows)))
            if lost := rows.keys() - texts.keys():
                raise damaged(self.db.storage.path, f"document {min(lost)} of texts is missing")
            # The index does not see everything that a text and a word may consist of: the text decides.
            found = (hit_in(rows[aid], texts[aid]["text"], words) for aid in aids if aid in rows)
            hits += [hit for hit in found if hit is not None]
            if len(aids) < wanted:
                break
            after = aids[-1]
        return hits

    def count_hits(
        self,
        query: str,
        where: Filter = Filter(),  # noqa: B008
        *,
        after: int | None = None,
    ) -> Counted:
        """How many articles `search` finds: as many as are counted at a time, and where to go on."""
        words = words_of(query)
        aids = self._with_words(words, where, _COUNTED, after) if words else []
        return Counted(len(aids), aids[-1] if len(aids) == _COUNTED else None)

    def make_titles_ready(self) -> None:
        """Read the titles, so that the first `titles_like` is as quick as the others. Raises Damaged."""
        self._titles.make_ready(self._layers.epoch())

    def titles_like(
        self,
        typed: str,
        limit: int = 20,
        where: Filter = Filter(),  # noqa: B008
    ) -> list[TitleHit]:
        """Up to `limit` articles that the filter leaves and whose title `typed` can mean, best first.

        It means a title by its characters, by their pinyin initials, by both; where there is no such title,
        by characters of the same sound or with a slip. The first call reads the titles. Raises Damaged.
        """
        few = self._few(where, _FEW_TITLES)
        likes = self._titles.like(typed, self._layers.epoch(), few)
        chosen: list[Like] = []
        at_a_time = limit if few is not None or where == Filter() else _LOOKED_UP
        while len(chosen) < limit and (some := list(islice(likes, at_a_time))):
            left = self._left(Filter() if few is not None else where, [like.aid for like in some])
            chosen += [like for like in some if like.aid in left]
        rows = {row.aid: row for row in self._catalogue.rows([like.aid for like in chosen[:limit]])}
        return [
            TitleHit(row=row, likeness=like.likeness, marks=_in_title(like.marks, row.title))
            for like in chosen[:limit]
            if (row := rows.get(like.aid))
        ]

    def _with_words(self, words: Sequence[str], where: Filter, limit: int, after: int | None) -> list[int]:
        """The ids of the next articles that have all the words and that the filter leaves."""
        sql = "SELECT rowid FROM words WHERE words MATCH ?"
        values: list[object] = [f"body : ({' AND '.join(map(phrase, words))})"]
        if after is not None:
            sql += " AND rowid < ?"
            values.append(after)
        asked = _asked(where)
        if asked.sql:
            # For each article that is found: else the index would be asked for each that the filter leaves.
            sql += f" AND EXISTS (SELECT 1 FROM listing WHERE aid = words.rowid AND {asked.sql})"  # noqa: S608
            values += asked.values
        with self.db.reading() as connection:
            found = connection.execute(f"{sql} ORDER BY rowid DESC LIMIT ?", (*values, limit))
            return [aid for (aid,) in found]

    def _few(self, where: Filter, most: int) -> list[int] | None:
        """The articles that a filter leaves, the last added first, where they are at most so many."""
        asked = _asked(where)
        if not asked.sql:
            return None
        sql = f"SELECT aid FROM listing WHERE {asked.sql} LIMIT ?"  # noqa: S608
        with self.db.reading() as connection:
            aids = sorted(
                (aid for (aid,) in connection.execute(sql, (*asked.values, most + 1))), reverse=True
            )
        return aids if len(aids) <= most else None

    def _left(self, where: Filter, aids: Sequence[int]) -> set[int]:
        """Those of the articles that the filter leaves."""
        asked = _asked(where)
        if not asked.sql:
            return set(aids)
        sql = f"SELECT aid FROM listing WHERE aid IN ({', '.join('?' * len(aids))}) AND {asked.sql}"  # noqa: S608
        with self.db.reading() as connection:
            return {aid for (aid,) in connection.execute(sql, (*aids, *asked.values))}


def _after(after: int | None, aids: Sequence[int], limit: int) -> list[int]:
    """The next of the articles."""
    return [aid for aid in aids if after is None or aid < after][:limit]


def _asked(where: Filter) -> Condition:
    """All that a filter asks of a row of `listing`."""
    conditions = list(conditions_of(where))
    sql = " AND ".join(condition.sql for condition in conditions)
    return Condition(sql, tuple(value for condition in conditions for value in condition.values))


def _in_title(marks: Sequence[Span], title: str) -> tuple[Span, ...]:
    """Marks that count no spaces, as ranges of the title."""
    offsets = [at for at, char in enumerate(title) if not char.isspace()]
    return tuple(Span(offsets[mark.start], offsets[mark.end - 1] + 1) for mark in marks)
