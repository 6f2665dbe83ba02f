"""Going back to a backup loses nothing, whoever has the project open and whatever became of its file."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest

from seeds.problems import Problem
from store import layer as changes
from store.backups.backups import FOLDER, back_up, backup_at
from store.backups.restoring import restore
from store.mirror.lines import FOLDER as MIRROR
from store.mirror.lines import files
from store.problems import Damaged, ForeignFile, Occupied
from store.project import FILE, Project
from store.repair import rebuilding
from store.repair.repair import examine
from tests.faults.children import Tell, child
from tests.store.damage import (
    decide,
    different_article,
    layers,
    make_project,
    operations,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p")


def labels(path: Path) -> set[str]:
    """All tags of a project."""
    return {tag.label for layer in layers(path).values() for tag in layer.tags()}


def test_restoring_keeps_what_was_done_since(path: Path) -> None:
    made = back_up(path)
    decide(path, seed=2)
    with Project.open(path, annotator="li") as project:
        project.add(*different_article(50))
        project.remember("place", 7)
    before, log = layers(path), operations(path)
    done = restore(path, made.path)
    assert (layers(path), operations(path)) == (before, log)
    assert (done.operations, done.newer) == (len(log), len(log) - made.operations)
    assert not done.lost
    assert examine(path) == ()
    with Project.open(path, annotator="li") as project:
        assert project.recall("place") == 7


def test_restoring_exactly_goes_back_and_can_itself_be_taken_back(path: Path) -> None:
    made = back_up(path)
    then = layers(path)
    decide(path, seed=2)
    later, log = layers(path), operations(path)
    done = restore(path, made.path, exact=True)
    assert layers(path) == then
    assert done.saved is not None
    decide(path, seed=3)
    assert examine(path) == ()
    with pytest.raises(Problem, match="--exact"):
        restore(path, done.saved)
    restore(path, done.saved, exact=True)
    assert (layers(path), operations(path)) == (later, log)
    assert examine(path) == ()


def test_who_has_it_open_goes_on_with_what_was_restored(path: Path) -> None:
    made = back_up(path)
    with Project.open(path, annotator="li") as project:
        layer = project.layer(2)
        step = changes.add_tag(layer, "之后")
        assert step is not None
        later = project.record(step)[2]
        mark = project.mark()
        restore(path, made.path, exact=True)
        assert project.layer(2) == layer != later
        news = project.news(mark)
        assert news is not None
        again = changes.add_tag(project.layer(2), "另起")
        assert again is not None
        assert project.record(again)[2].version == layer.version + 1
    assert examine(path) == ()


def test_restores_while_another_process_has_it_open_and_loses_nothing_it_wrote(path: Path) -> None:
    made = back_up(path)

    def work(tell: Tell) -> None:
        with Project.open(path, annotator="li") as project:
            for number in range(40):
                step = changes.add_tag(project.layer(1), f"期间{number}")
                assert step is not None
                project.record(step)
                tell(f"期间{number}")

    with child(work) as other:
        other.hear()
        restore(path, made.path, patience=30)
        told = {"期间0", *other.finish()}
    assert told <= labels(path)
    assert len(told) == 40
    assert examine(path) == ()


@pytest.mark.parametrize("exact", [False, True])
def test_what_is_written_at_the_last_moment_is_not_lost(
    path: Path, monkeypatch: pytest.MonkeyPatch, *, exact: bool
) -> None:
    made = back_up(path)
    then = layers(path)
    put_in, times = rebuilding.install, []

    def late(*given: Any) -> None:
        times.append(1)
        if len(times) == 1:
            decide(path, seed=9)
        put_in(*given)

    monkeypatch.setattr("store.backups.restoring.install", late)
    done = restore(path, made.path, exact=exact)
    assert len(times) == 2
    assert done.saved is not None
    assert [file for file in (path / FOLDER).iterdir() if "before" in file.name] == [done.saved]
    assert (layers(path) == then) == exact
    restore(path, done.saved, exact=True)
    assert any(label.startswith("标签9") for label in labels(path))


@pytest.mark.parametrize("at", [0, 5, 13])
def test_random_bytes_over_the_file_lose_nothing_that_the_backup_and_the_mirror_have(
    path: Path, at: int
) -> None:
    decide(path, seed=2, times=at)
    made = back_up(path)
    decide(path, seed=3)
    before, log = layers(path), operations(path)
    junk = random.Random(at).randbytes((path / FILE).stat().st_size)
    (path / FILE).write_bytes(junk)
    with files(path / MIRROR)[-1].open("ab") as mirror:
        mirror.write(b'0badc0de {"epoch":"torn')
    done = restore(path, made.path)
    assert (layers(path), operations(path)) == (before, log)
    assert done.newer == len(log) - made.operations
    assert done.saved is not None
    assert (done.saved / FILE).read_bytes() == junk
    assert examine(path) == ()


def test_restores_where_the_file_is_gone(path: Path) -> None:
    made = back_up(path)
    decide(path, seed=2)
    before = layers(path)
    for file in path.glob(f"{FILE}*"):
        file.unlink()
    restore(path, made.path)
    assert layers(path) == before


def test_a_backup_can_become_a_project_elsewhere(path: Path, tmp_path: Path) -> None:
    made = back_up(path)
    restore(tmp_path / "new" / "place", made.path)
    assert layers(tmp_path / "new" / "place") == layers(path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("mine")
    with pytest.raises(Occupied):
        restore(tmp_path / "other", made.path)


def test_says_which_article_neither_the_backup_nor_the_mirror_has(path: Path) -> None:
    made = back_up(path)
    with Project.open(path, annotator="wang") as project:
        added = project.add(*different_article(70)).aid
        step = changes.set_verdict(project.layer(added), "done")
        assert step is not None
        project.record(step)
    before = layers(path)
    (path / FILE).write_bytes(os.urandom(50_000))
    done = restore(path, made.path)
    told = [str(note) for note in done.notes]
    assert done.lost
    assert any(f"lost: article {added}: verdict:done by wang" in line for line in told)
    del before[added]
    assert layers(path) == before
    assert examine(path) == ()


def test_refuses_a_backup_that_is_damaged_or_of_another_project(path: Path, tmp_path: Path) -> None:
    other = back_up(make_project(tmp_path / "other", articles=1), tmp_path / "other.db")
    with pytest.raises(ForeignFile, match="another project"):
        restore(path, other.path)
    made = back_up(path)
    content = bytearray(made.path.read_bytes())
    for place in range(5000, len(content), 5000):
        content[place] ^= 1
    made.path.write_bytes(content)
    before = (path / FILE).read_bytes()
    with pytest.raises(Damaged):
        restore(path, made.path)
    (tmp_path / "text.db").write_text("no backup " * 500)
    with pytest.raises(ForeignFile):
        backup_at(tmp_path / "text.db")
    assert (path / FILE).read_bytes() == before


def test_a_restore_that_fails_leaves_the_project_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(path)
    decide(path, seed=2)
    before, log = layers(path), operations(path)

    def fail(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("store.repair.rebuilding.install", fail)
    monkeypatch.setattr("store.backups.restoring.install", fail)
    with pytest.raises(OSError, match="No space"):
        restore(path, made.path)
    assert (layers(path), operations(path)) == (before, log)
    assert [entry.name for entry in path.iterdir() if ".new-" in entry.name] == []
