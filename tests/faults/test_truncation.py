"""A file that lost its end: what was saved last may be gone, what is left is whole or it is refused."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from store.problems import Damaged, ForeignFile
from store.project import FILE, Project
from tests.faults.children import Tell, child, stand_still
from tests.faults.marking import PAIR, marking, marks, small_project
from tests.faults.telling import told

LOG = f"{FILE}-wal"
STEPS = 12
TAIL = 8240
"""Bytes at the end of the log that are cut one by one: the last two pages."""


class Crashed:
    """What a killed process left: the file and its log, with the steps that it had recorded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = small_project(folder)

        def work(tell: Tell) -> None:
            with Project.open(path, annotator="wang") as project:
                for number in range(STEPS):
                    project.record(marking(project, "wang", number))
                stand_still()

        with child(work) as worker:
            worker.see_it_stand_still()
            worker.kill()
        self.file, self.log = (path / FILE).read_bytes(), (path / LOG).read_bytes()

    def left(self, file: bytes, log: bytes | None) -> Path:
        """A project of which this is left."""
        path = self.folder / "left"
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        (path / FILE).write_bytes(file)
        if log is not None:
            (path / LOG).write_bytes(log)
        return path

    def steps_left(self, path: Path) -> int:
        """How many steps there are, which must be the first ones, whole, and followed by everything."""
        with Project.open(path, annotator="wang") as project:
            found = [marks(project, aid) for aid in PAIR]
            count = len(found[0])
            assert found == [[f"wang-{number}" for number in range(count)]] * len(PAIR)
            labels = dict(project.labels())
            for aid in PAIR:
                put = {tag.label for tag in project.layer(aid).tags() if tag.state == "added"}
                assert put == set(found[0]) == set(project.rows([aid])[0].tags)
            assert all(labels[mark] == len(PAIR) for mark in found[0])
            project.record(marking(project, "after", count))
            assert marks(project, 1)[-1] == f"after-{count}", "it can be worked on"
        return count


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Crashed:
    return Crashed(tmp_path_factory.mktemp("crashed"))


def cut_at(crashed: Crashed, lengths: Iterable[int]) -> list[int]:
    """The number of steps that are left when the log is cut to these lengths, the longest first."""
    left = [
        crashed.steps_left(crashed.left(crashed.file, crashed.log[:length]))
        for length in sorted(lengths, reverse=True)
    ]
    assert left == sorted(left, reverse=True), "a longer log has no fewer steps"
    return left


def test_a_log_cut_anywhere_leaves_the_first_steps_whole(crashed: Crashed) -> None:
    length = len(crashed.log)
    left = cut_at(crashed, {0, 10, 40, length, *range(length - TAIL, length, 411), *range(0, length, 9973)})
    assert left[0] == STEPS
    assert left[-1] == 0


@pytest.mark.parametrize("seed", range(3))
def test_a_log_with_random_bytes_at_its_end_leaves_the_first_steps_whole(crashed: Crashed, seed: int) -> None:
    rng = random.Random(seed)
    at = rng.randrange(len(crashed.log))
    spoilt = crashed.log[:at] + rng.randbytes(len(crashed.log) - at)
    assert crashed.steps_left(crashed.left(crashed.file, spoilt)) < STEPS
    longer = crashed.log + rng.randbytes(10_000)
    assert crashed.steps_left(crashed.left(crashed.file, longer)) == STEPS


def _answers(path: Path) -> dict[str, Any]:
    with Project.open(path, annotator="wang") as project:
        return told(project, range(1, 4))


@pytest.mark.parametrize("log", [True, False], ids=["with its log", "closed"])
@pytest.mark.parametrize("part", [0.0, 0.001, 0.2, 0.5, 0.8, 0.999])
def test_a_file_cut_short_is_refused_or_its_log_makes_it_whole(
    crashed: Crashed, part: float, log: bool
) -> None:
    """The log of this one has few of the pages: nothing that is missing may seem to be empty."""
    cut = crashed.file[: int(len(crashed.file) * part)]
    path = crashed.left(cut, crashed.log if log else None)
    with pytest.raises((Damaged, ForeignFile)) as refused:
        _answers(path)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "file", [b"", bytes(4096), b"\0", random.Random(1).randbytes(20_000), '{"文章": []}'.encode()]
)
def test_what_is_no_project_is_refused_and_left_as_it_is(tmp_path: Path, file: bytes) -> None:
    (tmp_path / FILE).write_bytes(file)
    with pytest.raises(ForeignFile) as refused:
        Project.open(tmp_path, annotator="wang")
    assert str(tmp_path / FILE) in str(refused.value)
    assert (tmp_path / FILE).read_bytes() == file


def run(rounds: int = 61) -> list[str]:
    """The long form: the log cut at every byte of its tail, and every `rounds` bytes of the rest."""
    with TemporaryDirectory() as folder:
        crashed = Crashed(Path(folder))
        length = len(crashed.log)
        tail = cut_at(crashed, range(length - TAIL, length + 1))
        rest = cut_at(crashed, range(0, length - TAIL, rounds))
    return [
        f"log of {length:,} bytes cut at each of the last {TAIL:,} and every {rounds} bytes of the rest:",
        f"{len(tail) + len(rest):,} files, each with the first steps, whole",
    ]
