"""Whatever stock TinyDB answers, the database over SQLite answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from tinydb import Query, TinyDB, where
from tinydb.operations import add, decrement, delete, increment, set, subtract  # noqa: A004
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from store.tiny import Database, Layout, TableLayout

Check = Callable[[TinyDB], Any]
LAYOUT = Layout(tables={"_default": TableLayout(indexes=(("state",), ("size",), ("name",)))})
PEOPLE = [
    {"name": "甲", "state": "new", "size": 3, "tags": ["产业", "教育"], "deep": {"n": 1}},
    {"name": "乙", "state": "done", "size": 5, "tags": [], "deep": {"n": 2}},
    {"name": "丙", "state": "new", "size": 5.0, "tags": ["教育"], "parts": [{"k": 1}, {"k": 2}]},
    {"name": "丁", "state": None, "size": -2, "tags": ["产业"], "flag": True},
    {"name": "戊", "state": "flagged", "size": 2**40, "tags": ["健康"], "flag": False},
    {"name": "己", "state": "new's", "size": 0, "tags": ["产业", "健康"]},
]
q = Query()


def _all(db: TinyDB) -> list[tuple[int, dict[str, Any]]]:
    """Ours come in order of id, stock documents as they were inserted."""
    return sorted((document.doc_id, dict(document)) for document in db.all())


def _told(answer: Any) -> Any:
    """An answer with the ids of documents in it made visible."""
    if isinstance(answer, Document):
        return (answer.doc_id, dict(answer))
    return [_told(item) for item in answer] if isinstance(answer, list) else answer


def _rename(document: Any) -> None:
    document["name"] += "!"


def _dropped_one(db: TinyDB) -> Any:
    db.table("other").insert({"a": 1})
    db.drop_table("other")
    db.drop_table("never")
    return [sorted(db.tables()), db.table("other").all()]


def _dropped_all(db: TinyDB) -> Any:
    db.drop_tables()
    return [sorted(db.tables()), db.insert({"a": 1})]


SEARCHES: dict[str, Any] = {
    "equal": q.state == "new",
    "equal to a quoted text": q.state == "new's",
    "equal to a number": q.size == 5,
    "equal to a fraction": q.size == 5.0,
    "equal to none": q.state == None,  # noqa: E711
    "equal to true": q.flag == True,  # noqa: E712
    "equal to nothing there": q.state == "gone",
    "equal without an index": q.tags == ["教育"],
    "equal deep inside": q.deep.n == 2,
    "not equal": q.state != "new",
    "less": q.size < 5,
    "at most": q.size <= 5,
    "more": q.size > 3,
    "at least": q.size >= 5,
    "between": (q.size >= 0) & (q.size < 5),
    "and": (q.state == "new") & (q.size == 5),
    "and with an unindexed field": (q.state == "new") & (q.tags == ["教育"]),
    "and of three": (q.state == "new") & (q.size >= 3) & (q.name != "甲"),
    "or": (q.state == "new") | (q.state == "done"),
    "not": ~(q.state == "new"),
    "not of and": ~((q.state == "new") & (q.size == 5)),
    "one of": q.state.one_of(["new", "done", "never"]),
    "one of nothing": q.state.one_of([]),
    "one of with none": q.state.one_of(["done", None]),
    "one of a text": q.name.one_of("甲 乙"),
    "exists": q.flag.exists(),
    "any value": q.tags.any(["产业", "健康"]),
    "all values": q.tags.all(["产业", "健康"]),
    "any of parts": q.parts.any(q.k == 2),
    "all of parts": q.parts.all(q.k > 0),
    "matches": q.state.matches("ne"),
    "search": q.name.search("[甲乙]"),
    "search with flags": q.state.search("NEW", re.IGNORECASE),
    "test": q.size.test(lambda size, low: size > low, 4),
    "fragment": q.fragment({"state": "new", "size": 3}),
    "map": q.tags.map(len) == 2,
    "noop": q.noop(),
    "noop and": q.noop() & (q.state == "new"),
    "where": where("deep")["n"] == 1,
    "a function": lambda document: document["size"] > 4,
}

CHECKS: dict[str, Check] = {
    "insert": lambda db: [db.insert({"a": 1}), db.insert({"a": 2})],
    "insert under an id": lambda db: [db.insert(Document({"a": 1}, doc_id=40)), db.insert({"a": 2})],
    "insert several": lambda db: db.insert_multiple([{"a": 1}, Document({"a": 2}, 20), {"a": 3}]),
    "insert after removing the last": lambda db: [db.remove(doc_ids=[6]), db.insert({"a": 1})],
    "get by id": lambda db: [db.get(doc_id=2), db.get(doc_id=99)],
    "get by ids": lambda db: db.get(doc_ids=[5, 1, 99]),
    "get by condition": lambda db: [db.get(q.state == "new"), db.get(q.state == "gone")],
    "contains": lambda db: [
        db.contains(doc_id=1),
        db.contains(doc_id=9),
        db.contains(q.size == 5),
        db.contains(q.size == 9),
    ],
    "count": lambda db: [db.count(q.state == "new"), len(db), len(list(db))],
    "update by ids": lambda db: db.update({"state": "done"}, doc_ids=[1, 77, 3]),
    "update by condition": lambda db: db.update({"state": "done"}, q.state == "new"),
    "update by an unindexed condition": lambda db: db.update({"seen": 1}, q.name.search("[甲丁]")),
    "update by a function": lambda db: db.update(_rename, q.size >= 5),
    "update all": lambda db: db.update({"seen": 1}),
    "update deep": lambda db: db.update(lambda d: d["deep"].update(n=9), q.deep.exists()),
    "update with operations": lambda db: [
        db.update(increment("size"), q.name == "甲"),
        db.update(decrement("size"), q.name == "乙"),
        db.update(add("size", 5), q.name == "丙"),
        db.update(subtract("size", 5), q.name == "丁"),
        db.update(set("state", "done"), q.name == "戊"),
        db.update(delete("tags"), q.name == "己"),
    ],
    "update several": lambda db: db.update_multiple(
        [({"seen": 1}, q.state == "new"), ({"seen": 2}, q.size > 4), (_rename, q.seen == 2)]
    ),
    "upsert there": lambda db: db.upsert({"seen": 1}, q.name == "甲"),
    "upsert not there": lambda db: db.upsert({"name": "庚"}, q.name == "庚"),
    "upsert under an id": lambda db: [
        db.upsert(Document({"seen": 1}, doc_id=2)),
        db.upsert(Document({"seen": 1}, doc_id=30)),
    ],
    "remove by ids": lambda db: db.remove(doc_ids=[2, 88]),
    "remove by condition": lambda db: db.remove(q.state == "new"),
    "truncate": lambda db: [db.truncate(), len(db), db.insert({"a": 1})],
    "other tables": lambda db: [
        db.table("Other").insert({"a": 1}),
        db.table("other").insert_multiple([{"a": 2}, {"a": 3}]),
        sorted(db.tables()),
        db.table("Other").all(),
        len(db),
    ],
    "drop a table": _dropped_one,
    "drop all tables": _dropped_all,
    "persist empty": lambda db: [db.table("empty", persist_empty=True).all(), sorted(db.tables())],
    "a table with a strange name": lambda db: [
        db.table('a "b"; DROP TABLE 数').insert({"a": 1}),
        sorted(db.tables()),
    ],
}

ERRORS: dict[str, Check] = {
    "insert no mapping": lambda db: db.insert(["a"]),
    "insert under a taken id": lambda db: db.insert(Document({"a": 1}, doc_id=1)),
    "insert several under a taken id": lambda db: db.insert_multiple([{"a": 1}, Document({}, doc_id=1)]),
    "get nothing": lambda db: db.get(),
    "contains nothing": lambda db: db.contains(),
    "remove nothing": lambda db: db.remove(),
    "upsert without a condition": lambda db: db.upsert({"a": 1}),
    "a query that fails": lambda db: db.search(q.name.test(lambda _: 1 / 0)),
    "an update that fails": lambda db: db.update(lambda d: d.pop("nowhere"), q.state == "new"),
}


@pytest.fixture
def stock() -> TinyDB:
    db = TinyDB(storage=MemoryStorage)
    db.insert_multiple(deepcopy(PEOPLE))
    return db


@pytest.fixture
def ours(tmp_path: Path) -> Any:
    with Database(tmp_path / "a.db", layout=LAYOUT) as db:
        db.insert_multiple(PEOPLE)
        yield db


@pytest.mark.parametrize("name", SEARCHES)
def test_a_search_finds_what_stock_finds(name: str, stock: TinyDB, ours: Database) -> None:
    assert _told(ours.search(SEARCHES[name])) == _told(stock.search(SEARCHES[name]))


@pytest.mark.parametrize("name", CHECKS)
def test_a_call_answers_and_leaves_what_stock_does(name: str, stock: TinyDB, ours: Database) -> None:
    assert _told(CHECKS[name](ours)) == _told(CHECKS[name](stock))
    assert _all(ours) == _all(stock)


@pytest.mark.parametrize("name", ERRORS)
def test_a_wrong_call_raises_what_stock_raises(name: str, stock: TinyDB, ours: Database) -> None:
    before = _all(ours)
    with pytest.raises(Exception) as expected:  # noqa: PT011
        ERRORS[name](stock)
    with pytest.raises(type(expected.value), match=re.escape(str(expected.value))):
        ERRORS[name](ours)
    assert _all(ours) == before


def test_results_are_copies_and_flags_are_heeded(ours: Database) -> None:
    ours.search(q.state == "new")[0]["tags"].append("changed outside")
    assert ours.get(doc_id=1) == PEOPLE[0]
    assert ours.search(q.state.search("NEW")) == []
    assert len(ours.search(q.state.search("NEW", re.IGNORECASE))) == 3


def test_what_json_cannot_say_is_refused(ours: Database) -> None:
    for value in (float("nan"), object()):
        with pytest.raises((TypeError, ValueError)):
            ours.insert({"value": value})
    assert len(ours) == len(PEOPLE)


def test_everything_is_there_after_reopening(tmp_path: Path, stock: TinyDB) -> None:
    with Database(tmp_path / "b.db", layout=LAYOUT) as db:
        db.insert_multiple(PEOPLE)
        db.update({"seen": 1}, q.size > 3)
    stock.update({"seen": 1}, q.size > 3)
    with Database(tmp_path / "b.db", layout=LAYOUT) as db:
        assert _all(db) == _all(stock)
