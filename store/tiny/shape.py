"""Whether a file has the tables and indexes of its layout.

They are named in a page of the file that no checksum covers: where a name there is damaged, a table would
seem to be empty.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from typing import NamedTuple

from store.tiny.layout import Layout

_CREATE = re.compile(
    r"\s*CREATE (?:UNIQUE |VIRTUAL )?(?P<type>TABLE|INDEX) (?P<condition>IF NOT EXISTS )?"
    r'(?P<name>"[^"]+"|\w+)'
)


class Part(NamedTuple):
    """A table or an index as the file names it; `sql` without its spaces, which a migration may change."""

    type: str
    name: str
    sql: str


def misshapen(connection: sqlite3.Connection, layout: Layout) -> str | None:
    """What is not as it was made: the name of a table or an index, or None. Raises sqlite3.Error."""
    expected = {part for statement in layout.statements() if (part := _part(statement))}
    rows = connection.execute(
        "SELECT type, name, CAST(coalesce(sql, '') AS TEXT), rootpage FROM sqlite_master"
    ).fetchall()
    present = {Part(kind, name, "".join(sql.split())) for kind, name, sql, _ in rows}
    roots = Counter(root for *_, root in rows if root)
    shared = (name for _, name, _, root in rows if roots[root] > 1)
    return min((part.name for part in expected - present), default=None) or next(shared, None)


def _part(statement: str) -> Part | None:
    """What a statement makes. SQLite keeps it without its condition."""
    match = _CREATE.match(statement)
    if match is None:
        return None
    sql = statement.replace(match["condition"] or "", "", 1)
    return Part(match["type"].lower(), match["name"].strip('"'), "".join(sql.split()))
