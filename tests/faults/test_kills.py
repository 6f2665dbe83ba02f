"""Killed at any moment, the program has lost nothing that it had said was saved."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from store.project import Project
from tests.faults.children import child
from tests.faults.marking import (
    marking_again,
    marking_for_ever,
    marks,
    see_that_nothing_is_torn,
    small_project,
)

SHORT = 12


def killed_under_load(folder: Path, kills: int, seed: int = 5) -> tuple[int, int]:
    """Kill a process that records steps, over and over; after each, retry what it was doing.

    Every acknowledged step is there, whole and once, and every step that is sent again under its id is
    recorded once. Returns how many were acknowledged, and how many were there that were not.
    """
    rng = random.Random(seed)
    path = small_project(folder)
    acknowledged = unheard = steps = 0
    for kill in range(kills):
        name = f"w{kill}"
        with child(marking_for_ever(path, name)) as worker:
            heard = [worker.hear() for _ in range(rng.randrange(1, 25))]
            heard += worker.kill()
        with Project.open(path, annotator=name) as project:
            present = {mark for mark in marks(project, 1) if mark.startswith(f"{name}-")}
            assert {f"{name}-{number}" for number in heard} <= present
            see_that_nothing_is_torn(project)
            acknowledged += len(heard)
            unheard += len(present) - len(heard)
            for number in range(len(heard) + 1):
                project.record(marking_again(name, number))
            steps += len(heard) + 1
            assert len(marks(project, 1)) == len(marks(project, 2)) == steps
    return acknowledged, unheard


def test_killed_at_any_moment_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    acknowledged, _ = killed_under_load(tmp_path, SHORT)
    assert acknowledged >= SHORT


def run(rounds: int = 200) -> list[str]:
    """The long form."""
    with TemporaryDirectory() as folder:
        acknowledged, unheard = killed_under_load(Path(folder), rounds)
    return [
        f"{rounds} kills: {acknowledged} steps acknowledged, none lost, none torn, retries recorded once",
        f"{unheard} steps were there that had not been acknowledged",
    ]
