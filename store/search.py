"""Full-text search: any substring of a text, from one character up.

The index takes every character for a word, so that a phrase of it is a substring; indexes over
segmented words or trigrams miss matches, and trigrams find no two-character word at all. Punctuation
and signs are indexed too. Letters match in either case, full-width forms as narrow ones and traditional
characters as the simplified ones that stand for them; layout spaces and invisible characters are not looked
at, so 100个 finds `100 个`; a match never runs over the end of a line.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from typing import NamedTuple

from seeds.article import Article, Extraction
from seeds.folding import in_one_form

_LINE_END = "\U0010fffd"
"""Stands for a line feed in the index: a private-use character, which counts as a word."""
_INVISIBLE = {"Cc", "Cf", "Cn", "Cs"}


class Indexed(NamedTuple):
    """What the index takes in of an article: its text, and the facts that its list row shows."""

    body: str
    facts: str


def indexed(article: Article, extraction: Extraction) -> Indexed:
    """What the index takes in of an article."""
    meta = article.meta
    facts = (meta.title, meta.subtitle, meta.published, meta.source, extraction.place, *meta.authors)
    return Indexed(_characters(article.text), _characters("\n".join(filter(None, facts))))


def index(connection: sqlite3.Connection, aid: int, words: Indexed) -> None:
    """Put an article into the index."""
    connection.execute("INSERT INTO words (rowid, body, facts) VALUES (?, ?, ?)", (aid, *words))


def words_of(query: str) -> list[str]:
    """The words of a query, which must all be found; invisible characters are dropped."""
    shown = (char for char in query if char.isspace() or unicodedata.category(char) not in _INVISIBLE)
    return "".join(shown).split()


def phrase(word: str) -> str:
    """The index's expression for a substring."""
    return '"' + _characters(word).replace('"', '""') + '"'


def _characters(text: str) -> str:
    return " ".join(in_one_form(text).replace("\n", _LINE_END))
