"""Making again what is made from the documents: the tables of `store.schema.DERIVED`, and the heads.

Documents are read a page at a time, so that memory stays flat at any size.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from typing import Any

import msgspec

from seeds.article import Article, Extraction
from store import listing, search, vocabulary
from store.catalogue import head_of
from store.layer import Layer
from store.layers import MAIN
from store.log import Log
from store.operations import IMPORT, first_layer, fold
from store.pinyin import title_keys
from store.schema import DERIVED
from store.tiny import Database
from store.tiny.explaining import damaged
from store.tiny.layout import field_expression

HEADS = "heads"
EVERYTHING = frozenset({*DERIVED, HEADS})
_OP = {name: field_expression(name) for name in ("annotator", "aid", "action", "from_extractor", "version")}
Report = Callable[[int], None]


def rebuild(db: Database, tables: Collection[str] = EVERYTHING, report: Report = lambda _done: None) -> None:
    """Make these tables again, in one transaction. `report` is called with how many articles are done.

    Raises Damaged where a document that something is made from is damaged, and NotSaved.
    """
    with db.transaction() as connection:
        for table in DERIVED:
            if table in tables:
                _make_empty(connection, table)
        if "hands" in tables:
            _rebuild_hands(connection)
        changed = _last_changes(connection) if HEADS in tables else {}
        for done, aid in enumerate(db.storage.ids("articles"), 1):
            _rebuild_of_article(db, connection, aid, tables, changed)
            report(done)


def _make_empty(connection: sqlite3.Connection, table: str) -> None:
    connection.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in DERIVED[table]:
        connection.execute(statement)


def _rebuild_hands(connection: sqlite3.Connection) -> None:
    connection.execute(
        f"INSERT INTO hands SELECT DISTINCT {_OP['annotator']}, {_OP['aid']} FROM t_ops"  # noqa: S608
        f" WHERE {_OP['action']} <> ? AND NOT coalesce({_OP['from_extractor']}, 0)",
        (IMPORT,),
    )


def _last_changes(connection: sqlite3.Connection) -> dict[int, int]:
    """The `seq` of the last operation on each article."""
    return dict(connection.execute(f"SELECT {_OP['aid']}, max(id) FROM t_ops GROUP BY 1"))  # noqa: S608


def _rebuild_of_article(
    db: Database, connection: sqlite3.Connection, aid: int, tables: Collection[str], changed: dict[int, int]
) -> None:
    facts = _document(db, "articles", aid)
    extraction: Extraction | None = None
    if {HEADS, "words", "labels", "vocabulary"} & set(tables):
        extraction = msgspec.convert(_document(db, "bases", aid), type=Extraction)
    if extraction is not None and {HEADS, "labels", "vocabulary"} & set(tables):
        first = first_layer(aid, MAIN, extraction)
        layer = fold(first, (done.change for done in Log(db).of_layer(aid, MAIN)))
        _rebuild_of_layer(db, connection, first, layer, tables, changed)
    if "words" in tables and extraction is not None:
        article = msgspec.convert(_document(db, "texts", aid), type=Article)
        search.index(connection, aid, search.indexed(article, extraction))
    if "listing" in tables:
        judged = dict(db.storage.fetch("judged", [aid])).get(aid, {})
        listing.insert_row(connection, aid, facts | judged, _document(db, HEADS, aid))
    if "titles" in tables:
        listing.insert_title(connection, aid, facts["title"], title_keys(facts["title"]))


def _rebuild_of_layer(
    db: Database,
    connection: sqlite3.Connection,
    first: Layer,
    layer: Layer,
    tables: Collection[str],
    changed: dict[int, int],
) -> None:
    if HEADS in tables:
        head = head_of(layer, {layer.name: layer.version}, changed.get(layer.aid, 0))
        db.storage.put(HEADS, layer.aid, msgspec.to_builtins(head))
    if "labels" in tables:
        listing.label(connection, layer.aid, [(tag.label, tag.state) for tag in layer.tags()])
    if "vocabulary" in tables:
        vocabulary.count(connection, first, layer, layer.annotations.keys() | first.annotations.keys())


def _document(db: Database, table: str, aid: int) -> dict[str, Any]:
    found: Iterator[tuple[int, dict[str, Any]]] = db.storage.fetch(table, [aid])
    for _, document in found:
        return document
    raise damaged(db.storage.path, f"document {aid} of {table} is missing")
