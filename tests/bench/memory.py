"""The most memory that a fresh process takes with a project open.

    python -m tests.bench.memory [--counts 100,1000,10000,100000] [--folder FOLDER]

`store` opens the project, reads the first screen and records edits; `workbench` is the whole program without
a terminal: it opens, goes to the list's end and back, filters, searches and decides. An app of Textual's with
nothing in it stands beside them. Read from the kernel (VmHWM of /proc/self/status), so on Linux only.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from store.project import Project
from tests.bench import phrases
from tests.bench.projects import options, project_of
from tests.bench.report import Figure, at_most, table

_EDITS = 100
_SIZE = (120, 36)
_STATUS = Path("/proc/self/status")


def measure(folder: Path, counts: Sequence[int]) -> list[Figure]:
    """The peaks of processes that open projects of those sizes."""
    if not _STATUS.exists():
        return []
    figures = [Figure("memory: an empty Textual app", _peak_of("empty", folder), "MB", count=max(counts))]
    for count in counts:
        place = project_of(folder, count)
        figures += [
            Figure("memory: the store", _peak_of("store", place), "MB", at_most(150), count),
            Figure("memory: the workbench", _peak_of("workbench", place), "MB", at_most(250), count),
        ]
    return figures


def _peak_of(work: str, place: Path) -> float:
    """The peak of a process of its own, in MB."""
    command = [sys.executable, "-m", "tests.bench.memory", "--work", work, str(place)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


def _work_in_store(place: Path) -> None:
    from tests.bench.store import decisions, read_first_screen

    read_first_screen(place)
    with Project.open(place, annotator="bench") as project:
        for step in islice(decisions(project), _EDITS):
            project.record(step)


async def _work_at_the_workbench(place: Path) -> None:
    from tui.app import PiyueApp

    app = PiyueApp(Project.open(place, annotator="bench"))
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.pause(1)  # what is loaded behind the first screen
        await pilot.press("end", "pagedown", "home", "o", "o", "o")
        await pilot.pause(0.5)
        await pilot.press("slash", *phrases.TERMS[0], "enter")
        await pilot.pause(0.5)
        await pilot.press("escape", "escape", "enter", "a", "x", "d")
        await pilot.pause(0.5)
        await pilot.press("ctrl+f", *phrases.TRADES[0])
        await pilot.pause(0.5)


async def _do_nothing() -> None:
    from textual.app import App

    app: App[None] = App()
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.pause(0.1)


def _peak() -> float:
    """The most memory that this process had in use, in MB."""
    (line,) = (line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Print the table; with `--work WHAT FOLDER`, do that in this process and print its peak."""
    if sys.argv[1:2] == ["--work"]:
        work, place = sys.argv[2], Path(sys.argv[3])
        if work == "store":
            _work_in_store(place)
        else:
            asyncio.run(_do_nothing() if work == "empty" else _work_at_the_workbench(place))
        print(_peak())
        return
    chosen = options("memory")
    for line in table(measure(chosen.folder, chosen.counts)):
        print(line)


if __name__ == "__main__":
    main()
