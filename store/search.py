"""Full-text search: any substring of a text, from one character up.

The index takes every character for a word, so that a phrase of it is a substring; indexes over
segmented words or trigrams miss matches, and trigrams find no two-character word at all. Punctuation
and signs are indexed too. Letters match in either case; layout spaces and invisible characters are not
looked at, so 100个 finds `100 个`; a match never runs over the end of a line.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata

import msgspec

from seeds.article import Article, Extraction

_LINE_END = "\U0010fffd"
"""Stands for a line feed in the index: a private-use character, which counts as a word."""
_INVISIBLE = {"Cc", "Cf", "Cn", "Cs"}
_UNSEEN = r"(?:[^\S\n]|[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff])*"


class Hit(msgspec.Struct, frozen=True):
    """An article that a query was found in, and where its first word stands first: text[start:end]."""

    aid: int
    start: int
    end: int


def index(connection: sqlite3.Connection, aid: int, article: Article, extraction: Extraction) -> None:
    """Put an article's text, and the facts that its list row shows, into the index."""
    meta = article.meta
    facts = (meta.title, meta.subtitle, meta.published, meta.source, extraction.place, *meta.authors)
    connection.execute(
        "INSERT INTO words (rowid, body, facts) VALUES (?, ?, ?)",
        (aid, _characters(article.text), _characters("\n".join(filter(None, facts)))),
    )


def words_of(query: str) -> list[str]:
    """The words of a query, which must all be found; invisible characters are dropped."""
    shown = (char for char in query if char.isspace() or unicodedata.category(char) not in _INVISIBLE)
    return "".join(shown).split()


def phrase(word: str) -> str:
    """The index's expression for a substring."""
    return '"' + _characters(word).replace('"', '""') + '"'


def found_in_text(connection: sqlite3.Connection, words: list[str], limit: int) -> list[int]:
    """The ids of up to `limit` articles whose text has all the words, in order of id."""
    asked = f"body : ({' AND '.join(map(phrase, words))})"
    sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?"
    return [aid for (aid,) in connection.execute(sql, (asked, limit))]


def place_of(word: str, text: str) -> tuple[int, int]:
    """Where a word that the index found stands first in the text."""
    match = re.search(_UNSEEN.join(map(re.escape, word)), text, re.IGNORECASE)
    return match.span() if match else (0, 0)


def _characters(text: str) -> str:
    return " ".join(text.replace("\n", _LINE_END))
