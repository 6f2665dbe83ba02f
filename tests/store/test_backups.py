"""A backup is one state of the project, verified, whoever writes meanwhile; none is lost unasked."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from store import layer as changes
from store.backups import backups as keeping
from store.backups.backups import FOLDER, back_up, backups
from store.problems import Damaged, Occupied
from store.project import FILE, Project
from store.repair.repair import examine
from tests.faults.children import Tell, child
from tests.store.damage import (
    ARTICLES,
    flip_in_row,
    layers,
    make_project,
    operations,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p")


def test_says_what_it_holds(path: Path) -> None:
    made = back_up(path)
    assert made.path.parent == path / FOLDER
    assert (made.articles, made.operations) == (ARTICLES, len(operations(path)))
    assert made.size == made.path.stat().st_size
    assert backups(path) == [made]
    assert [file.name for file in (path / FOLDER).iterdir()] == [made.path.name]


def test_is_a_project_by_itself(path: Path, tmp_path: Path) -> None:
    made = back_up(path, tmp_path / "elsewhere" / "mine.db")
    (tmp_path / "other").mkdir()
    shutil.copy(made.path, tmp_path / "other" / FILE)
    assert layers(tmp_path / "other") == layers(path)


def test_keeps_the_newest_few_and_every_one_with_a_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = back_up(path, path / FOLDER / "before-the-review.db")
    made = [back_up(path)]
    for day in range(1, 9):
        monkeypatch.setattr(keeping, "stamp", lambda day=day: f"2099010{day}T000000Z")
        made.append(back_up(path))
    present = {file.name for file in (path / FOLDER).iterdir()}
    assert present == {named.path.name} | {one.path.name for one in made[-keeping.KEPT :]}
    assert [one.path for one in backups(path)][:2] == [made[-1].path, made[-2].path]


def test_never_writes_over_anything(path: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_text("mine")
    with pytest.raises(Occupied):
        back_up(path, there)
    assert there.read_text() == "mine"


def test_is_not_made_of_a_damaged_project(path: Path, tmp_path: Path) -> None:
    flip_in_row(path, "t_texts", 1)
    with pytest.raises(Damaged, match="doctor"):
        back_up(path, tmp_path / "b.db")
    assert not (tmp_path / "b.db").exists()


def _editing_for_ever(path: Path) -> Callable[[Tell], None]:
    def work(tell: Tell) -> None:
        with Project.open(path, annotator="li") as project:
            for number in range(10**6):
                step = changes.add_tag(project.layer(1), f"快{number}")
                assert step is not None
                project.record(step)
                tell(str(number))

    return work


def test_is_a_prefix_of_the_log_while_another_process_writes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.backups.copying._PAGES", 2)  # many turns for the other in between
    with child(_editing_for_ever(path)) as other:
        made = [back_up(path)]
        while len(made) < 3:
            while int(other.hear()) <= made[-1].operations:
                pass  # on a busy machine nothing may have been written since the last one
            made.append(back_up(path))
        other.kill()
    log = operations(path)
    assert made[0].operations < made[1].operations < made[2].operations <= len(log)
    for one in made:
        with closing(sqlite3.connect(one.path)) as connection:
            kept = connection.execute("SELECT id, doc FROM t_ops ORDER BY id").fetchall()
        assert kept == log[: one.operations]
        folder = path.parent / one.path.stem
        folder.mkdir()
        shutil.copy(one.path, folder / FILE)
        assert examine(folder) == ()
