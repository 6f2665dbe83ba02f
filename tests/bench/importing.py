"""How fast files become articles of a project, and in how much memory.

    python -m tests.bench.importing FOLDER [--jobs N]

Reads the files of FOLDER, and of the folders in it, into a project that is thrown away. Prints at every
thousandth file how many articles a second there were, and the memory of the process that writes and of
those that read; then what importing the same again takes, and how fast articles that are ready are written.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from seeds.profile import bundled_profile
from store.intake import Prepared
from store.project import FILE, Project
from tui.importing.account import Account
from tui.importing.importer import TOGETHER, Import
from tui.importing.reading import Given, Recipe, reader
from tui.sources import named_files, names_to_read

REPORTED = 1_000
READY = 1_000


class Watched:
    """Says where an import is at every thousandth file."""

    def __init__(self) -> None:
        self._files = self._told = 0
        self._before = time.perf_counter()

    def advance(self, count: int = 1) -> None:
        """So many more files are done."""
        self._files += count
        if self._files // REPORTED == self._told // REPORTED:
            return
        now = time.perf_counter()
        reading = " ".join(f"{memory(child.pid)[0]:.0f}" for child in multiprocessing.active_children())
        present, peak = memory()
        pace = (self._files - self._told) / (now - self._before)
        print(
            f"{self._files:>7,} files, {pace:>6.0f} a second; memory in MB: "
            f"writing {present:.0f} (at most {peak:.0f}), reading {reading or '-'}",
            flush=True,
        )
        self._told, self._before = self._files, now

    def more(self, count: int = 1) -> None:
        """There are no containers among them."""

    def tell(self, line: str) -> None:
        """What an import says of a file."""
        print(line)


def memory(process: int | str | None = "self") -> tuple[float, float]:
    """What a process has in memory, and the most that it had, in MB; from Linux's /proc."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    present, peak = (int(status[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return present, peak


def imported(project: Project, folder: Path, jobs: int | None) -> tuple[Account, float]:
    """Import a folder: the account, and the seconds that it took."""
    account, began = Account(), time.perf_counter()
    Import(project, account, Watched(), lambda: False, jobs=jobs).read(named_files([folder]))
    return account, time.perf_counter() - began


def written(project: Project, ready: Sequence[Prepared]) -> float:
    """Seconds to write articles that are ready, so many in a transaction as an import does."""
    left, began = iter(ready), time.perf_counter()
    while some := list(islice(left, TOGETHER)):
        with project.transaction():
            for prepared in some:
                project.put(prepared)
    return time.perf_counter() - began


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        with Project.create(Path(scratch) / "imported", annotator="bench") as project:
            account, seconds = imported(project, asked.folder, asked.jobs)
            print(f"{account.in_words()} in {seconds:.1f} s: {account.files / seconds:.0f} files a second")
            account, seconds = imported(project, asked.folder, asked.jobs)
            print(f"again: {account.in_words()} in {seconds:.1f} s: {account.files / seconds:.0f} a second")
        with Project.create(Path(scratch) / "ready", annotator="bench") as project:
            do = reader(
                Recipe(database=Path(scratch) / "ready" / FILE, profile=bundled_profile()), bounded=False
            )
            files = islice(names_to_read([asked.folder]), READY)
            ready = [prepared for file in files if (prepared := do(Given(file)).article) is not None]
            seconds = written(project, ready)
            print(f"{len(ready)} articles that are ready: {len(ready) / seconds:.0f} a second into the store")


if __name__ == "__main__":
    main()
