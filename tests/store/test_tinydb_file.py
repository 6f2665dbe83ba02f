"""The file below the documents: its settings, its identity, and what happens when it is harmed."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage

from seeds.problems import Problem
from store.problems import Damaged, ForeignFile, NewerProject, NotWritable
from store.tiny import Database, Layout, TableLayout

LAYOUT = Layout(
    application_id=77,
    version=3,
    tables={"articles": TableLayout(indexes=(("verdict",),)), "texts": TableLayout(packed=True)},
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    with Database(path, layout=LAYOUT) as db:
        yield db


def _filled(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rng = random.Random(7)
    articles: list[dict[str, Any]] = [
        {"verdict": rng.choice(["new", "done"]), "title": "标题" * rng.randrange(20)} for _ in range(60)
    ]
    texts: list[dict[str, Any]] = [{"text": f"{n}正文{rng.random()}" * 20} for n in range(60)]
    with Database(path, layout=LAYOUT) as db:
        db.table("articles").insert_multiple(articles)
        db.table("texts").insert_multiple(texts)
    return articles, texts


def test_every_connection_has_the_settings_that_durability_rests_on(db: Database) -> None:
    db.insert({"a": 1})
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 5000,
        "cell_size_check": 1,
        "mmap_size": 0,
        "application_id": 77,
        "user_version": 3,
    }
    for inside in (db.transaction, db.reading):
        with inside() as connection:
            found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
        assert found == expected


def test_a_reader_cannot_write(db: Database) -> None:
    with pytest.raises(NotWritable), db.reading() as connection:
        connection.execute("CREATE TABLE x (y)")


def test_a_transaction_is_all_or_nothing_over_tables(db: Database) -> None:
    def fail_half_way() -> None:
        with db.transaction():
            db.table("articles").insert({"verdict": "new"})
            with db.transaction():
                db.table("texts").insert({"text": "字"})
            assert len(db.table("texts")) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert len(db.table("articles")) == len(db.table("texts")) == 0
    with db.transaction():
        db.table("articles").insert({"verdict": "new"})
        db.table("texts").insert({"text": "字"})
    assert len(db.table("articles")) == len(db.table("texts")) == 1


def test_reading_sees_one_state_while_others_write(path: Path, db: Database) -> None:
    db.insert({"n": 1})
    with Database(path, layout=LAYOUT) as other, db.reading():
        assert len(db) == 1
        other.insert({"n": 2})
        assert len(db) == 1
    assert len(db) == 2


def test_a_table_made_by_another_handle_is_seen(path: Path, db: Database) -> None:
    with Database(path, layout=LAYOUT) as other:
        assert other.table("late").all() == []
        db.table("late").insert({"n": 1})
        assert other.table("late").insert({"n": 2}) == 2


def test_texts_are_compressed(path: Path) -> None:
    with Database(path, layout=LAYOUT) as db:
        db.table("texts").insert({"text": "脱贫攻坚" * 50_000})
        assert db.table("texts").get(doc_id=1) == {"text": "脱贫攻坚" * 50_000}
    assert path.stat().st_size < 100_000


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda path: path.write_bytes(b""), ForeignFile),
        (lambda path: path.write_bytes(random.Random(1).randbytes(9000)), ForeignFile),
        (lambda path: path.write_text('{"_default": {}}'), ForeignFile),
        (lambda path: _pragma(path, "application_id=1234"), ForeignFile),
        (lambda path: _pragma(path, "user_version=4"), NewerProject),
        (
            lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 // 4096 * 4096]),
            Damaged,
        ),
    ],
    ids=["empty", "random", "stock JSON", "another program's", "newer", "half"],
)
def test_what_is_no_sound_file_of_ours_is_refused_in_one_line(
    path: Path, spoil: Callable[[Path], None], problem: type[Problem]
) -> None:
    _filled(path)
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(problem) as refused:
        _read_all(path)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == before


def _read_all(path: Path) -> None:
    with Database(path, layout=LAYOUT) as db:
        db.table("articles").all()
        db.table("texts").all()


def _pragma(path: Path, setting: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA {setting}")
    connection.close()


def test_a_flipped_bit_is_never_read_as_a_document(path: Path, tmp_path: Path) -> None:
    articles, texts = _filled(path)
    rng = random.Random(11)
    spoilt = tmp_path / "spoilt.db"
    size = path.stat().st_size
    raised = 0
    for _ in range(60):
        shutil.copy(path, spoilt)
        raw = bytearray(spoilt.read_bytes())
        raw[rng.randrange(4096, size)] ^= 1 << rng.randrange(8)
        spoilt.write_bytes(raw)
        try:
            with Database(spoilt, layout=LAYOUT) as db:
                assert db.table("articles").all() == articles
                assert db.table("texts").all() == texts
        except Damaged:
            raised += 1
    assert raised > 10


def test_each_bit_of_a_document_and_its_id_are_checked(db: Database) -> None:
    articles, texts = db.table("articles"), db.table("texts")
    articles.insert({"verdict": "new"})
    texts.insert({"text": "正文"})
    for table, column in (("articles", "doc"), ("texts", "doc"), ("articles", "crc"), ("articles", "id")):
        with pytest.raises(Damaged, match=f"of {table} fails"):
            _spoil_and_read(db, table, column)
    assert articles.all() == [{"verdict": "new"}]


def _spoil_and_read(db: Database, table: str, column: str) -> None:
    with db.transaction() as connection:
        connection.execute(f"UPDATE t_{table} SET {column} = {_SPOILT[column]}")  # noqa: S608
        db.table(table).all()


_BYTES = "CAST(doc AS BLOB)"
_SPOILT = {
    "doc": f"CAST(substr({_BYTES}, 1, 3) || x'71' || substr({_BYTES}, 5) AS BLOB)",
    "crc": "crc + 1",
    "id": "id + 1",
}


def test_stock_documents_move_in_and_out(db: Database) -> None:
    """The storage speaks TinyDB's own whole-database protocol as well."""
    stock = TinyDB(storage=MemoryStorage)
    stock.table("articles").insert_multiple([{"verdict": "new"}, {"verdict": "done"}])
    db.storage.write(stock.storage.read() or {})
    assert db.table("articles").all() == stock.table("articles").all()
    assert db.table("articles").count(where("verdict") == "done") == 1
    kept = {name: dict(table) for name, table in (db.storage.read() or {}).items()}
    assert kept["articles"] == {"1": {"verdict": "new"}, "2": {"verdict": "done"}}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_folder_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    _filled(tmp_path / "a.db")
    tmp_path.chmod(0o555)
    (tmp_path / "a.db").chmod(0o444)
    try:
        for name in ("a.db", "new.db"):
            assert _told_without_rights(tmp_path, name) == "NotWritable"
    finally:
        tmp_path.chmod(0o755)


def _told_without_rights(folder: Path, name: str) -> str:
    """What opening and writing raises for a process that is not root."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        if os.geteuid() == 0:
            os.setuid(65534)
        told = "nothing"
        try:
            with Database(Path(name), layout=LAYOUT) as db:
                db.insert({"a": 1})
        except BaseException as error:  # noqa: BLE001
            told = type(error).__name__
        os.write(writing, told.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        return pipe.read()
