"""A project that an earlier version wrote opens, says what it said, and can be worked on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store import derived
from store import layer as changes
from store.catalogue import Filter, Order
from store.exchange.jsonl import json_lines
from store.problems import NewerProject
from store.project import FILE, Project
from store.schema import DERIVED, LAYOUT
from tests.store.doing import do
from tests.store.versions import readable, stored_file, stored_versions, stored_words

VERSIONS = stored_versions()


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture
def old(tmp_path: Path, version: int) -> Path:
    """A project as that version left it."""
    path = tmp_path / "old"
    path.mkdir()
    (path / FILE).write_bytes(stored_file(version))
    return path


def _shape(path: Path) -> set[tuple[str, str]]:
    """The tables and indexes of a file, spaces aside."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_master")
        return {(name, "".join(sql.split()).replace("IFNOTEXISTS", "")) for name, sql in found}


def _derived(project: Project) -> dict[str, list[tuple[object, ...]]]:
    with project.db.reading() as connection:
        rows = {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
            for name in set(DERIVED) - {"words"}
        }
        rows["heads"] = connection.execute("SELECT id, crc, doc FROM t_heads").fetchall()
        rows["words"] = connection.execute("SELECT rowid FROM words WHERE words MATCH 'body:县'").fetchall()
    return {name: sorted(found, key=repr) for name, found in rows.items()}


def test_every_version_ever_written_is_kept_here() -> None:
    assert list(range(1, LAYOUT.version + 1)) == VERSIONS


def test_it_says_what_it_said(old: Path, version: int) -> None:
    with Project.open(old, annotator="wang") as project:
        assert b"".join(map(readable, json_lines(project))) == stored_words(version)


def test_it_has_the_shape_of_a_new_project(old: Path, tmp_path: Path) -> None:
    Project.open(old, annotator="wang").close()
    Project.create(tmp_path / "new", annotator="wang").close()
    assert _shape(old / FILE) == _shape(tmp_path / "new" / FILE)


def test_what_is_derived_is_as_if_it_were_made_today(old: Path) -> None:
    with Project.open(old, annotator="wang") as project:
        migrated = _derived(project)
        derived.rebuild(project.db)
        assert _derived(project) == migrated
        assert all(rows for name, rows in migrated.items()), "a table that has nothing shows nothing"


def test_it_can_be_worked_on(old: Path) -> None:
    with Project.open(old, annotator="wang") as project:
        taken = project.undo()
        assert taken is not None, "the steps of the past can be taken back"
        project.redo()
        do(project, changes.add_tag(project.layer(5), "产业到户"))
        assert list(project.ids(Filter(tags=("产业到户",), annotators=("wang",)))) == [5]
        assert list(project.ids(Filter(unclear=True))) == list(project.ids(Filter(commented=True))) == [1]
        assert project.ids(order=Order("changed"))[0] == 5
        assert project.recall("position") == {"aid": 2, "pane": "reader"}


def test_a_copy_of_it_as_it_was_is_kept(old: Path, version: int) -> None:
    Project.open(old, annotator="wang").close()
    copies = list((old / "backup").glob(f"version-{version}-*.db"))
    assert len(copies) == (version < LAYOUT.version)
    for copy in copies:
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (version,)
            assert connection.execute("SELECT count(*) FROM t_ops").fetchone() > (20,)


def test_a_second_opening_changes_nothing(old: Path) -> None:
    Project.open(old, annotator="wang").close()
    before = (old / FILE).read_bytes()
    Project.open(old, annotator="wang").close()
    assert (old / FILE).read_bytes() == before
    assert len(list(old.glob("backup/*"))) <= 1


def test_a_step_that_fails_leaves_the_project_as_it_was(
    old: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if version == LAYOUT.version:
        return
    monkeypatch.setattr(derived, "rebuild", lambda *_given: 1 / 0)
    shape = _shape(old / FILE)
    with pytest.raises(ZeroDivisionError):
        Project.open(old, annotator="wang")
    assert _shape(old / FILE) == shape
    monkeypatch.undo()
    with Project.open(old, annotator="wang") as project:
        assert len(project.ids()) == 6


def test_a_program_that_has_it_open_writes_no_more_once_a_newer_one_changed_the_format(
    tmp_path: Path,
) -> None:
    with Project.create(tmp_path / "p", annotator="wang") as project:
        with closing(sqlite3.connect(tmp_path / "p" / FILE)) as newer:
            newer.execute(f"PRAGMA user_version={LAYOUT.version + 1}")
        with pytest.raises(NewerProject):
            project.remember("position", 1)
