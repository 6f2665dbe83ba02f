"""The clock may go back or stand still: the order of what was done never comes from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import pytest

from store import layer as changes
from store import recording
from store.layer import Verdict
from store.project import Project
from store.verification.verify import verify
from tests.faults.marking import marking, marks, see_that_nothing_is_torn, small_project
from tests.store.doing import do

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock(datetime):
    """A clock that is set anew before each look."""

    times: Iterator[datetime]

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls.fromtimestamp(next(cls.times).timestamp(), tz)


def _backwards() -> Iterator[datetime]:
    now = START
    while True:
        yield now
        now -= timedelta(hours=1)


def _standing() -> Iterator[datetime]:
    while True:
        yield START


def _back_and_forth() -> Iterator[datetime]:
    now, step = START, timedelta(days=40)
    while True:
        yield now
        now, step = now + step, -step * 1.1


@pytest.fixture(params=[_backwards, _standing, _back_and_forth])
def clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    Clock.times = request.param()
    monkeypatch.setattr(recording, "datetime", Clock)
    return Clock


def test_steps_are_told_undone_and_made_again_in_the_order_in_which_they_were_made(
    clock: type[Clock], tmp_path: Path
) -> None:
    path = small_project(tmp_path)
    verdicts: tuple[Verdict, ...] = ("reading", "done", "flagged", "new", "done")
    with Project.open(path, annotator="wang") as project, Project.open(path, annotator="li") as other:
        for number, verdict in enumerate(verdicts):
            project.record(marking(project, "wang", number))
            do(other, changes.set_verdict(other.layer(3), verdict))
        done = project.history(3)
        assert [one.after for one in done[1:]] == [{"verdict": v, "reason": ""} for v in verdicts]
        assert [one.version for one in done] == list(range(len(verdicts) + 1))
        assert [one.seq for one in done] == sorted(one.seq for one in done)
        assert marks(project, 1) == [f"wang-{number}" for number in range(5)]
        for verdict in reversed(("new", *verdicts[:-1])):
            assert other.undo() is not None
            assert other.layer(3).verdict == verdict
        assert other.undo() is None
        for verdict in verdicts:
            assert other.redo() is not None
            assert project.layer(3).verdict == verdict
        assert other.redo() is None
        assert [project.layer_as_of(3, version).verdict for version in range(1, 6)] == list(verdicts)
        assert project.recent_labels() == [f"wang-{number}" for number in reversed(range(5))]
        see_that_nothing_is_torn(project)
        assert list(verify(project.db, path / "mirror")) == []


def test_a_reopened_project_goes_on_where_it_was(clock: type[Clock], tmp_path: Path) -> None:
    path = small_project(tmp_path)
    for number in range(4):
        with Project.open(path, annotator="wang") as project:
            project.record(marking(project, "wang", number))
            newest, touched = project.changes(0)
            assert newest == len(project.ids()) + 2 * (number + 1)
            assert touched == [1, 2, 3]
    with Project.open(path, annotator="wang") as project:
        undone = [project.undo() for _ in range(4)]
        assert [one.step for one in undone if one] == [f"wang-{number}" for number in (3, 2, 1, 0)]
