"""What the people of a project call things: the metrics and units of the records that they judged right.

Counted in a small table as steps are written, so that asking never reads an article. Suggestions that
nobody has judged do not count: what is offered for completion is what somebody stands for.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Set
from typing import Literal

from seeds.article import Indicator
from store.layer import Layer

Worded = Literal["metric", "unit"]
_FIELDS: tuple[Worded, ...] = ("metric", "unit")
_STANDS = ("accepted", "corrected", "added")

TABLES = (
    """
    CREATE TABLE vocabulary (
        field TEXT NOT NULL, word TEXT NOT NULL, uses INTEGER NOT NULL, PRIMARY KEY (field, word)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX vocabulary_uses ON vocabulary (field, uses DESC, word)",
)


def count(connection: sqlite3.Connection, before: Layer, after: Layer, touched: Set[str]) -> None:
    """Take over what a step changed in the records `touched`: the words that came and those that went."""
    change: Counter[tuple[Worded, str]] = Counter()
    for rid in touched:
        change.subtract(_words(before, rid))
        change.update(_words(after, rid))
    for (field, word), by in change.items():
        if by:
            connection.execute(
                "INSERT INTO vocabulary VALUES (?, ?, ?)"
                " ON CONFLICT (field, word) DO UPDATE SET uses = uses + excluded.uses",
                (field, word, by),
            )


def most_used(connection: sqlite3.Connection, field: Worded, limit: int) -> list[tuple[str, int]]:
    """The `limit` words of a field with the most uses, and how many, the most used first."""
    sql = (
        "SELECT word, uses FROM vocabulary INDEXED BY vocabulary_uses"
        " WHERE field = ? AND uses > 0 ORDER BY uses DESC, word LIMIT ?"
    )
    return connection.execute(sql, (field, limit)).fetchall()


def _words(layer: Layer, rid: str) -> list[tuple[Worded, str]]:
    record = layer.annotations.get(rid)
    if not isinstance(record, Indicator) or record.state not in _STANDS:
        return []
    return [(field, word) for field in _FIELDS if (word := getattr(record, field))]
