"""Several processes write one project: each step is there once, whole, and made against what was there."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from store.problems import Busy, Occupied
from store.project import FILE, Project
from tests.building import article_with_extraction
from tests.faults.children import Tell, Work, child, stand_still
from tests.faults.marking import (
    marking,
    marks,
    see_that_nothing_is_torn,
    small_project,
    turn_verdict,
)

CONTESTED = 3
"""The article whose verdict all writers change, each against the last."""


def _writes(path: Path, name: str, steps: int) -> Work:
    def work(tell: Tell) -> None:
        with Project.open(path, annotator=name, patience=60) as project:
            for number in range(steps):
                project.record(marking(project, name, number))
                if number % 5 == 4:
                    assert project.undo() is not None
                    assert project.redo() is not None
                turn_verdict(project, CONTESTED)

    return work


def written_by_several(folder: Path, writers: int, steps: int) -> int:
    """Let so many processes write at once; the number of operations, after checking every one of them."""
    path = small_project(folder)
    names = [f"annotator{number}" for number in range(writers)]
    with ExitStack() as running:
        children = [running.enter_context(child(_writes(path, name, steps))) for name in names]
        for writer in children:
            writer.finish()
    with Project.open(path, annotator="wang") as project:
        assert sorted(marks(project, 1)) == sorted(f"{name}-{n}" for name in names for n in range(steps))
        see_that_nothing_is_torn(project)
        turned = project.history(CONTESTED)[1:]
        assert [done.version for done in turned] == list(range(1, len(turned) + 1))
        assert all(before.after == after.before for before, after in pairwise(turned))
        for name in names:
            own = [done.action for done in turned if done.annotator == name]
            assert sum(action.startswith("verdict") for action in own) == steps
        return sum(len(project.history(aid)) - 1 for aid in project.ids())


@pytest.mark.parametrize("writers", [2, 4])
def test_processes_write_overlapping_articles_without_loss(writers: int, tmp_path: Path) -> None:
    assert written_by_several(tmp_path, writers, steps=20) >= writers * 20 * 3


def test_processes_may_make_the_same_project(tmp_path: Path) -> None:
    def make(number: int) -> Work:
        def work(tell: Tell) -> None:
            try:
                project = Project.create(tmp_path / "p", annotator="wang")
            except Occupied:
                project = Project.open(tmp_path / "p", annotator="wang")
            with project:
                project.add(*article_with_extraction(number))

        return work

    with ExitStack() as running:
        for maker in [running.enter_context(child(make(number))) for number in range(4)]:
            maker.finish()
    with Project.open(tmp_path / "p", annotator="wang") as project:
        assert len(project.ids()) == 4
    assert [entry.name for entry in (tmp_path / "p").iterdir() if ".new" in entry.name] == []


def test_a_table_that_another_process_makes_is_written_and_read(tmp_path: Path) -> None:
    """Ids go on from the other's; a handle that was opened before knows the table none the less."""
    path = small_project(tmp_path)

    def work(tell: Tell) -> None:
        with Project.open(path, annotator="li") as project:
            tell(str(project.db.table("late").insert({"by": "li"})))

    with Project.open(path, annotator="wang") as project:
        late = project.db.table("late")
        assert late.all() == []
        with child(work) as maker:
            assert maker.hear() == "1"
            maker.finish()
        assert late.insert({"by": "wang"}) == 2
        assert late.all() == [{"by": "li"}, {"by": "wang"}]


def test_a_lock_held_too_long_is_said_and_the_step_can_be_sent_again(tmp_path: Path) -> None:
    path = small_project(tmp_path)
    holder = sqlite3.connect(path / FILE, isolation_level=None)
    with Project.open(path, annotator="wang", patience=0.02) as project:
        step = marking(project, "late", 1)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match=r"0\.02 s"):
            project.record(step)
        assert project.layer(1).version == 0, "reading goes on"
        holder.execute("ROLLBACK")
        holder.close()
        assert project.record(step)[1].version == 1


def test_a_writer_killed_with_the_lock_leaves_neither_lock_nor_half_a_step(tmp_path: Path) -> None:
    path = small_project(tmp_path)

    def work(tell: Tell) -> None:
        with Project.open(path, annotator="li") as project, project.transaction():
            project.record(marking(project, "half", 1))
            stand_still()

    with child(work) as holder:
        holder.see_it_stand_still()
        holder.kill()
    with Project.open(path, annotator="wang", patience=0.5) as project:
        project.record(marking(project, "next", 1))
        assert marks(project, 1) == ["next-1"]
        see_that_nothing_is_torn(project)


def run(rounds: int = 100) -> list[str]:
    """The long form: two, then four writers, of so many steps each."""
    told = []
    for writers in (2, 4):
        with TemporaryDirectory() as folder:
            operations = written_by_several(Path(folder), writers, rounds)
        told.append(f"{writers} writers of {rounds} steps: {operations} operations, none lost, none twice")
    return told
