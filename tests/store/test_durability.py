"""What was acknowledged is there: after kill -9, on a full disk, with two processes at work."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import IO

import pytest

from seeds.problems import Problem
from store import layer as changes
from store.layer import Layer, Step
from store.problems import Busy, Conflict, NotSaved, Occupied
from store.project import FILE, Project
from tests.building import article_with_extraction

KILLS = 20
pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project of three articles."""
    with Project.create(tmp_path / "p", annotator="wang") as project:
        for number in range(3):
            project.add(*article_with_extraction(number))
    return tmp_path / "p"


def _forked(work: Callable[[IO[str]], None]) -> tuple[int, IO[str]]:
    """Run `work` in a child process; its id, and the pipe that it tells things through."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            with os.fdopen(writing, "w", buffering=1) as tell:
                work(tell)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    return child, os.fdopen(reading)


def _ended_well(child: int) -> bool:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _step(project: Project, name: str, number: int) -> Step:
    """A step over two articles whose id and content follow from its name and number alone."""
    return _over_two(f"{name}-{number}", [project.layer(aid) for aid in (1, 2)])


def _over_two(label: str, layers: list[Layer]) -> Step:
    parts = [changes.add_tag(layer, label) for layer in layers]
    return Step(label, "tag", tuple(change for part in parts if part for change in part.changes))


def _edit_for_ever(path: Path, name: str) -> Callable[[IO[str]], None]:
    def work(tell: IO[str]) -> None:
        with Project.open(path, annotator=name) as project:
            for number in range(10**6):
                project.record(_step(project, name, number))
                tell.write(f"{number}\n")

    return work


def _recorded(project: Project, aid: int) -> list[str]:
    return [done.step for done in project.history(aid) if done.action == "tag"]


def test_killed_at_any_moment_nothing_acknowledged_is_lost(path: Path) -> None:
    rng = random.Random(5)
    expected = 0
    for kill in range(KILLS):
        name = f"w{kill}"
        child, told = _forked(_edit_for_ever(path, name))
        wanted = rng.randrange(1, 25)
        acknowledged = [int(told.readline()) for _ in range(wanted)]
        os.kill(child, signal.SIGKILL)
        acknowledged += [int(line) for line in told.read().split()]
        told.close()
        os.waitpid(child, 0)
        with Project.open(path, annotator=name) as project:
            present = set(_recorded(project, 1))
            assert {f"{name}-{number}" for number in acknowledged} <= present
            assert present == set(_recorded(project, 2)), "a step is torn"
            for number in range(len(acknowledged) + 1):
                project.record(_step_as_first_made(name, number))
            expected += len(acknowledged) + 1
            assert len(_recorded(project, 1)) == len(set(_recorded(project, 1))) == expected
            labels = {tag.label for tag in project.layer(1).tags() if tag.state == "added"}
            assert labels == set(_recorded(project, 1))
            with project.db.reading() as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _step_as_first_made(name: str, number: int) -> Step:
    """The step that a program which never heard of its acknowledgement sends again."""
    label = f"{name}-{number}"
    return _over_two(label, [Layer(aid, "main", 0, {}, {}) for aid in (1, 2)])


def test_two_processes_write_without_loss(path: Path) -> None:
    def edits(name: str) -> Callable[[IO[str]], None]:
        def work(tell: IO[str]) -> None:
            with Project.open(path, annotator=name) as project:
                for number in range(40):
                    project.record(_step(project, name, number))
                    _set_verdict_at_last(project)

        return work

    children = [_forked(edits(name)) for name in ("wang", "li")]
    for child, told in children:
        assert _ended_well(child)
        told.close()
    with Project.open(path, annotator="wang") as project:
        assert sorted(_recorded(project, 1)) == sorted(f"{n}-{i}" for n in ("wang", "li") for i in range(40))
        verdicts = [done for done in project.history(3) if done.action.startswith("verdict")]
        assert len(verdicts) == 80
        assert [done.version for done in verdicts] == list(range(1, 81))
        assert all(before.after == after.before for before, after in pairwise(verdicts))


def test_two_processes_may_make_the_same_project(tmp_path: Path) -> None:
    def make(number: int) -> Callable[[IO[str]], None]:
        def work(tell: IO[str]) -> None:
            try:
                project = Project.create(tmp_path / "p", annotator="wang")
            except Occupied:
                project = Project.open(tmp_path / "p", annotator="wang")
            tell.write("made\n")
            with project:
                project.add(*article_with_extraction(number))

        return work

    for child, told in [_forked(make(number)) for number in range(4)]:
        assert told.read() == "made\n"
        assert _ended_well(child)
        told.close()
    with Project.open(tmp_path / "p", annotator="wang") as project:
        assert len(project.ids()) == 4
        assert [entry.name for entry in (tmp_path / "p").iterdir() if ".new" in entry.name] == []


def _set_verdict_at_last(project: Project) -> None:
    """Change what both processes change, looking again after each conflict."""
    while True:
        layer = project.layer(3)
        step = changes.set_verdict(layer, "reading" if layer.verdict == "new" else "new")
        assert step is not None
        with suppress(Conflict):
            project.record(step)
            return


def _fill(project: Project) -> tuple[int, Problem]:
    """Add articles until it fails: how many were added, and the problem."""
    for number in range(100, 5000):
        try:
            project.add(*article_with_extraction(number))
        except Problem as problem:
            return number - 100, problem
    raise AssertionError("never full")


def test_a_full_disk_loses_nothing_and_is_said(path: Path) -> None:
    with Project.open(path, annotator="wang") as project:
        with project.db.transaction() as connection:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count={pages + 20}")
        added, problem = _fill(project)
        assert isinstance(problem, NotSaved)
        assert str(path / FILE) in str(problem)
        assert added > 0
        assert len(project.ids()) == 3 + added
        assert project.add(*article_with_extraction(9999)).fresh, "once there is room it works again"
    with Project.open(path, annotator="wang") as project:
        assert len(project.ids()) == 3 + added + 1
        assert all(project.article(aid) for aid in project.ids())


def test_a_write_that_the_disk_refuses_loses_nothing(path: Path) -> None:
    def work(tell: IO[str]) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with Project.open(path, annotator="wang") as project:
            resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
            added, problem = _fill(project)
            assert len(project.ids()) == 3 + added
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            again = project.add(*article_with_extraction(9999))
            tell.write(f"{added} {again.fresh} {type(problem).__name__}")

    child, told = _forked(work)
    with told:
        added, fresh, problem = told.read().split()
    assert _ended_well(child)
    assert (fresh, problem) == ("True", "NotSaved")
    with Project.open(path, annotator="wang") as project:
        assert len(project.ids()) == 3 + int(added) + 1
        assert all(project.article(aid) for aid in project.ids())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("cannot mount")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_really_full_disk_can_be_read_and_written_after_making_room(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(300_000))
    with Project.create(small_disk / "p", annotator="wang") as project:
        added, problem = _fill(project)
        assert isinstance(problem, NotSaved)
        step = changes.set_verdict(project.layer(1), "done")
        assert step is not None
        assert len(project.search("食用菌", limit=10**6)) == added
    with Project.open(small_disk / "p", annotator="wang") as project:
        assert len(project.ids()) == added
        ballast.unlink()
        assert project.record(step)[1].verdict == "done"


def test_a_lock_held_too_long_is_said_and_the_step_can_be_sent_again(path: Path) -> None:
    holder = sqlite3.connect(path / FILE, isolation_level=None)
    with Project.open(path, annotator="wang", patience=0.02) as project:
        step = _step(project, "late", 1)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match=r"0\.02 s"):
            project.record(step)
        assert project.layer(1).version == 0, "reading goes on"
        holder.execute("ROLLBACK")
        holder.close()
        assert project.record(step)[1].version == 1


def test_a_writer_killed_with_the_lock_leaves_neither_lock_nor_half_a_step(path: Path) -> None:
    def work(tell: IO[str]) -> None:
        with Project.open(path, annotator="li") as project, project.transaction():
            project.record(_step(project, "half", 1))
            tell.write("holding\n")
            signal.pause()

    child, told = _forked(work)
    assert told.readline() == "holding\n"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told.close()
    with Project.open(path, annotator="wang", patience=0.5) as project:
        project.record(_step(project, "next", 1))
        assert _recorded(project, 1) == ["next-1"]
