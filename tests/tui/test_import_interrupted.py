"""An import that is stopped, killed, or loses a process: nothing is half read, and nobody is left behind."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from seeds.samples import sample_paths
from store.project import Project
from tests.tui.terminal import Terminal, all_gone, children

MANY = 400
"""Files enough for an import to take some seconds."""
Start = Callable[..., Terminal]
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of many articles."""
    path = tmp_path_factory.mktemp("many")
    text = sample_paths()[0].read_text(encoding="utf-8")
    for number in range(MANY):
        file = path / f"{number:04}.txt"
        file.write_text(f"{text}\n{number}\n", encoding="utf-8")
        os.utime(file, (1_500_000_000, 1_500_000_000))
    return path


def under_way(piyue: Start, folder: Path, place: Path) -> tuple[Terminal, list[int]]:
    """An import that has written articles and reads more, and the processes that read for it."""
    terminal = piyue("import", folder, "--project", place, "--jobs", 2)
    terminal.until(lambda _screen: re.search(rb"[1-9]\d*/%d" % MANY, terminal.raw) is not None)
    pid = int(terminal.child.pid)
    return terminal, [pid, *children(pid)]


def whole_articles(place: Path) -> int:
    """How many articles the project has; each is there with all that belongs to it."""
    with Project.open(place, annotator="test") as project:
        aids = sorted(project.ids())
        names = [row.path for row in sorted(project.rows(aids), key=lambda row: row.aid)]
        assert aids == list(range(1, len(aids) + 1))
        assert names == sorted(names)
        with project.reading(), project.db.reading() as connection:
            for table in (
                "t_articles",
                "t_texts",
                "t_bases",
                "t_heads",
                "t_ops",
                "t_sources",
                "listing",
                "titles",
            ):
                counted = connection.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
                assert counted.fetchone() == (len(aids),), table
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for aid in aids:
            assert project.article(aid).text
            assert project.layer(aid).version == 0
        assert len(project.search("年", limit=MANY)) == len(aids)
    return len(aids)


def goes_on(piyue: Start, folder: Path, place: Path, already: int) -> None:
    """The same command reads what is left."""
    again = piyue("import", folder, "--project", place)
    assert again.ended() == 0
    assert f"{MANY - already} articles read · {already} already there".encode() in again.raw
    assert whole_articles(place) == MANY


def test_ctrl_c_finishes_what_is_under_way_and_the_same_command_goes_on(
    piyue: Start, folder: Path, tmp_path: Path
) -> None:
    terminal, processes = under_way(piyue, folder, tmp_path / "project")
    assert len(processes) >= 3
    terminal.child.sendintr()
    assert terminal.ended() == 130
    assert all_gone(processes)
    assert b"Traceback" not in terminal.raw
    assert b"the same command goes on from here" in terminal.raw
    told = re.search(rb"(\d+) articles? read", terminal.raw)
    assert told is not None
    read = whole_articles(tmp_path / "project")
    assert 0 < read < MANY
    assert int(told[1]) == read
    goes_on(piyue, folder, tmp_path / "project", read)


def test_ctrl_c_twice_stops_at_once(piyue: Start, folder: Path, tmp_path: Path) -> None:
    terminal, processes = under_way(piyue, folder, tmp_path / "project")
    terminal.child.sendintr()
    terminal.until(lambda _screen: b"finishing what is under way" in terminal.raw)
    terminal.child.sendintr()
    assert terminal.ended() == 130
    assert all_gone(processes)
    assert b"Traceback" not in terminal.raw
    assert 0 < whole_articles(tmp_path / "project") < MANY


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_is_heeded_like_ctrl_c(
    piyue: Start, folder: Path, tmp_path: Path, number: signal.Signals
) -> None:
    terminal, processes = under_way(piyue, folder, tmp_path / "project")
    terminal.child.kill(number)
    assert terminal.ended() == 128 + number
    assert all_gone(processes)
    assert b"the same command goes on from here" in terminal.raw
    assert 0 < whole_articles(tmp_path / "project") < MANY


def test_a_terminal_that_is_closed_ends_it_and_all_its_processes(
    piyue: Start, folder: Path, tmp_path: Path
) -> None:
    terminal, processes = under_way(piyue, folder, tmp_path / "project")
    terminal.child.ptyproc.fileobj.close()
    assert all_gone(processes)
    assert 0 < whole_articles(tmp_path / "project") < MANY


def test_killed_outright_it_leaves_whole_articles_and_no_process(
    piyue: Start, folder: Path, tmp_path: Path
) -> None:
    terminal, processes = under_way(piyue, folder, tmp_path / "project")
    terminal.child.kill(signal.SIGKILL)
    assert all_gone(processes)
    read = whole_articles(tmp_path / "project")
    assert 0 < read < MANY
    goes_on(piyue, folder, tmp_path / "project", read)


def test_a_process_that_is_killed_costs_one_file_and_the_next_import_reads_it(
    piyue: Start, folder: Path, tmp_path: Path
) -> None:
    terminal, processes = under_way(piyue, folder, tmp_path / "project")
    readers = [process for process in processes[1:] if b"spawn_main" in command_of(process)]
    assert len(readers) == 2
    os.kill(readers[0], signal.SIGKILL)
    assert terminal.ended() == 1
    assert all_gone(processes)
    assert re.search(
        rb"piyue: \S*\d+\.txt: the process that read it was ended; import it again", terminal.raw
    )
    assert f"{MANY - 1} articles read · 1 failed".encode() in terminal.raw
    again = piyue("import", folder, "--project", tmp_path / "project")
    assert again.ended() == 0
    assert f"1 article read · {MANY - 1} already there".encode() in again.raw


def command_of(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()
