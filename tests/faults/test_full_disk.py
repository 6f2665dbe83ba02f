"""A disk without room, or one that refuses to write: nothing that was saved is lost, and it is said."""

from __future__ import annotations

import resource
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from seeds.problems import Problem
from store import layer as changes
from store.exchange.jsonl import json_lines
from store.problems import NotSaved
from store.project import FILE, Project
from tests.building import article_with_extraction
from tests.faults.children import Tell, child
from tests.faults.marking import see_that_nothing_is_torn, small_project


def _fill(project: Project) -> tuple[int, Problem]:
    """Add articles until it fails: how many were added, and the problem."""
    for number in range(100, 5000):
        try:
            project.add(*article_with_extraction(number))
        except Problem as problem:
            return number - 100, problem
    raise AssertionError("never full")


def test_a_full_disk_loses_nothing_and_is_said(tmp_path: Path) -> None:
    path = small_project(tmp_path)
    with Project.open(path, annotator="wang") as project:
        with project.db.transaction() as connection:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count={pages + 30}")
        added, problem = _fill(project)
        assert isinstance(problem, NotSaved)
        assert str(path / FILE) in str(problem)
        assert added > 0
        assert len(project.ids()) == 3 + added
        assert project.add(*article_with_extraction(9999)).fresh, "once there is room it works again"
    with Project.open(path, annotator="wang") as project:
        assert len(project.ids()) == 3 + added + 1
        assert all(project.article(aid) for aid in project.ids())
        see_that_nothing_is_torn(project)


def test_a_write_that_the_disk_refuses_loses_nothing(tmp_path: Path) -> None:
    path = small_project(tmp_path)

    def work(tell: Tell) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with Project.open(path, annotator="wang") as project:
            resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
            added, problem = _fill(project)
            assert len(project.ids()) == 3 + added
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            again = project.add(*article_with_extraction(9999))
            tell(f"{added} {again.fresh} {type(problem).__name__}")

    with child(work) as worker:
        added, fresh, problem = worker.hear().split()
        worker.finish()
    assert (fresh, problem) == ("True", "NotSaved")
    with Project.open(path, annotator="wang") as project:
        assert len(project.ids()) == 3 + int(added) + 1
        assert all(project.article(aid) for aid in project.ids())
        see_that_nothing_is_torn(project)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("cannot mount")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_really_full_disk_can_be_read_and_written_after_making_room(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(500_000))
    with Project.create(small_disk / "p", annotator="wang") as project:
        added, problem = _fill(project)
        assert isinstance(problem, NotSaved)
        step = changes.set_verdict(project.layer(1), "done")
        assert step is not None
        assert len(project.search("食用菌", limit=10**6)) == added
    with Project.open(small_disk / "p", annotator="wang") as project:
        assert len(project.ids()) == added
        assert len(list(json_lines(project))) == added
        ballast.unlink()
        assert project.record(step)[1].verdict == "done"
        see_that_nothing_is_torn(project)
