"""An operation costs what its own documents cost: nothing reads or writes a whole table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import where

from store.tiny import Database, Layout, TableLayout
from tests.store.touched import Touched

LAYOUT = Layout(
    tables={
        "articles": TableLayout(indexes=(("verdict",), ("size",))),
        "texts": TableLayout(packed=True),
    }
)
MANY = 1000


def _is_three(value: object) -> bool:
    return value == 3


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "a.db", layout=LAYOUT) as db:
        db.table("articles").insert_multiple(
            {"verdict": "done" if n % 100 else "new", "size": n} for n in range(MANY)
        )
        db.table("texts").insert_multiple({"text": "字" * n} for n in range(MANY))
        yield db


@pytest.fixture
def touched(db: Database, monkeypatch: pytest.MonkeyPatch) -> Touched:
    return Touched(monkeypatch)


def test_one_document_is_read_and_written(db: Database, touched: Touched) -> None:
    articles, texts = db.table("articles"), db.table("texts")
    assert touched.by(lambda: texts.get(doc_id=500)) == (1, 0)
    assert touched.by(lambda: texts.get(doc_ids=[5, 500])) == (2, 0)
    assert touched.by(lambda: texts.contains(doc_id=MANY + 1)) == (0, 0)
    assert touched.by(lambda: len(texts)) == (0, 0)
    assert touched.by(lambda: articles.insert({"verdict": "new"})) == (0, 1)
    assert touched.by(lambda: articles.update({"seen": 1}, doc_ids=[500])) == (1, 1)
    assert touched.by(lambda: articles.update({"seen": 1}, doc_ids=[500])) == (1, 0)
    assert touched.by(lambda: articles.remove(doc_ids=[500])) == (0, 0)
    assert touched.by(articles.truncate) == (0, 0)


def test_an_indexed_condition_reads_what_matches(db: Database, touched: Touched) -> None:
    articles = db.table("articles")
    new = where("verdict") == "new"
    assert touched.by(lambda: articles.search(new)) == (10, 0)
    assert touched.by(lambda: articles.get(new)) == (10, 0)
    assert touched.by(lambda: articles.count(where("size") >= 990)) == (10, 0)
    assert touched.by(lambda: articles.search(where("size").one_of([3, 4]))) == (2, 0)
    assert touched.by(lambda: articles.search(new & (where("size") > 450))) == (5, 0)
    assert touched.by(lambda: articles.search(new & where("size").test(bool))) == (10, 0)
    assert touched.by(lambda: articles.update({"seen": 1}, where("size") == 7)) == (1, 1)
    assert touched.by(lambda: articles.upsert({"size": 8, "seen": 1}, where("size") == 8)) == (1, 1)
    assert touched.by(lambda: articles.remove(new)) == (10, 0)


def test_any_other_condition_reads_each_document_once(db: Database, touched: Touched) -> None:
    articles = db.table("articles")
    assert touched.by(lambda: articles.count(where("size").test(_is_three))) == (MANY, 0)
    assert touched.by(lambda: articles.update({"seen": 1}, where("size").test(_is_three))) == (MANY, 1)


def test_a_narrowed_search_uses_the_index(db: Database) -> None:
    statements: list[str] = []
    with db.reading() as connection:
        connection.set_trace_callback(statements.append)
        db.table("articles").search((where("verdict") == "new") & (where("size") < 10))
        connection.set_trace_callback(None)
        (asked,) = [sql for sql in statements if "json_extract" in sql]
        plan = " ".join(str(row) for row in connection.execute("EXPLAIN QUERY PLAN " + asked))
    assert re.search(r"USING (COVERING )?INDEX", plan), plan
    assert "SCAN" not in plan
