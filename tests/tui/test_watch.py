"""Watching folders: each file that arrives is read once it is whole, until somebody says stop."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from seeds.problems import Problem
from store.project import Project
from tests.tui.terminal import Terminal, all_gone, children
from tui.importing.watching import PAUSE, QUIET, Watch
from tui.sources import Found

LONG_AGO = 1_500_000_000


class Clock:
    """Seconds that pass when a test says so."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "inbox"
    path.mkdir()
    return path


@pytest.fixture
def watch(folder: Path, tmp_path: Path, clock: Clock) -> Watch:
    """A watch that has looked once, when there was nothing."""
    watch = Watch([folder], tmp_path / "project", clock)
    assert watch.look() == []
    return watch


def put(file: Path, text: str = "青岚县修路\n", *, at: int | None = LONG_AGO) -> Path:
    file.write_text(text, encoding="utf-8")
    if at is not None:
        os.utime(file, (at, at))
    return file


def names(found: list[Found]) -> list[str]:
    return [one.path.name for one in found]


def test_a_file_comes_once_when_nobody_has_written_to_it_for_a_while(
    watch: Watch, folder: Path, clock: Clock
) -> None:
    file = put(folder / "a.txt")
    assert watch.look() == []
    clock.now += QUIET / 2
    put(file, "青岚县修路\n还在写\n")
    assert watch.look() == []
    clock.now += QUIET / 2
    assert watch.look() == []
    clock.now += QUIET / 2
    assert names(watch.look()) == ["a.txt"]
    clock.now += 10 * QUIET
    assert watch.look() == []


def test_a_file_that_is_changed_later_comes_again(watch: Watch, folder: Path, clock: Clock) -> None:
    file = put(folder / "a.txt")
    came = []
    for at in (LONG_AGO, LONG_AGO + 60):
        put(file, at=at)
        watch.look()
        clock.now += QUIET
        came += names(watch.look())
    assert came == ["a.txt", "a.txt"]


def test_what_is_there_at_the_beginning_is_read_at_once_unless_it_is_still_written(
    folder: Path, tmp_path: Path, clock: Clock
) -> None:
    put(folder / "old.txt")
    put(folder / "new.txt", at=None)
    watch = Watch([folder], tmp_path / "project", clock)
    assert names(watch.look()) == ["old.txt"]
    clock.now += QUIET
    assert names(watch.look()) == ["new.txt"]


@pytest.mark.parametrize("name", ["a.txt.part", "a.crdownload", "~$a.docx", ".a.txt", "a.html.TMP"])
def test_files_that_are_not_finished_are_left_alone(
    watch: Watch, folder: Path, clock: Clock, name: str
) -> None:
    file = put(folder / name)
    watch.look()
    clock.now += QUIET
    assert watch.look() == []
    file.rename(folder / "whole.txt")
    watch.look()
    clock.now += QUIET
    assert names(watch.look()) == ["whole.txt"]


def test_what_goes_away_is_no_failure_and_may_come_back(watch: Watch, folder: Path, clock: Clock) -> None:
    file = put(folder / "a.txt")
    watch.look()
    file.unlink()
    clock.now += QUIET
    assert watch.look() == []
    put(file)
    watch.look()
    clock.now += QUIET
    found = watch.look()
    assert names(found) == ["a.txt"]
    watch.again(found)
    assert names(watch.look()) == ["a.txt"]


def test_what_is_passed_over_is_told_once(watch: Watch, folder: Path, clock: Clock) -> None:
    put(folder / "a.jpg")
    assert [one.wanted for one in watch.look()] == [False]
    clock.now += QUIET
    assert watch.look() == []


def test_a_look_that_takes_long_is_followed_by_a_longer_pause(folder: Path, tmp_path: Path) -> None:
    class Slow(Clock):
        def __call__(self) -> float:
            self.now += 1
            return self.now

    watch = Watch([folder], tmp_path / "project", Slow())
    watch.look()
    assert watch.pause > PAUSE


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no such folder"):
        Watch([tmp_path / "missing"], tmp_path)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_articles_are_read_as_they_arrive_until_it_is_stopped(
    piyue: Callable[..., Terminal], folder: Path, tmp_path: Path
) -> None:
    put(folder / "a.txt", "青岚县修路\n\n  今年,青岚县修通公路12公里。\n")
    terminal = piyue("import", "--watch", folder, "--project", tmp_path / "project")
    terminal.until(lambda _screen: b"watching" in terminal.raw)
    assert b"1 article read" in terminal.raw
    put(folder / "b.html.part", "<html><body><p>")
    put(folder / "b.txt", "青岚县通水\n\n  青岚县新建水厂2座。\n", at=None)
    (folder / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    terminal.until(lambda _screen: b"c.pdf" in terminal.raw and "青岚县通水".encode() in terminal.raw)
    assert re.search("^2 +青岚县通水".encode(), terminal.raw, re.MULTILINE)
    with Project.open(tmp_path / "project", annotator="li") as other:
        assert len(other.ids()) == 2
    processes = [int(terminal.child.pid), *children(int(terminal.child.pid))]
    terminal.child.kill(signal.SIGTERM)
    assert terminal.ended() == 1  # something failed
    assert all_gone(processes)
    assert b"2 articles read \xc2\xb7 1 failed" in terminal.raw
    assert b"Traceback" not in terminal.raw
