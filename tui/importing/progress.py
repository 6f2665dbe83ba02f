"""How far it is: a bar on standard error with count, pace and time left."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from tui.language import _
from tui.sources import names_to_read


class Counting(Protocol):
    """Whoever wants to know how many files there are."""

    @property
    def shown(self) -> bool:
        """Whether anybody sees it."""

    def expect(self, total: int) -> None:
        """There are so many files in all."""


class Bar:
    """A task of a progress bar, which may stand on a screen or not."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task
        self._total: int | None = None
        self._more = 0

    @property
    def shown(self) -> bool:
        """Whether anybody sees it."""
        return not self._progress.disable

    def advance(self, count: int = 1) -> None:
        """So many more are done."""
        self._progress.advance(self._task, count)

    def expect(self, total: int) -> None:
        """There are so many files in all."""
        self._total = total
        self._progress.update(self._task, total=total + self._more)

    def more(self, count: int = 1) -> None:
        """So many more things are to be done than there are files."""
        self._more += count
        if self._total is not None and count:
            self._progress.update(self._task, total=self._total + self._more)

    def tell(self, line: str) -> None:
        """Write a line to standard error; it goes above a bar that is shown."""
        if self.shown:
            self._progress.console.print(Text(line), soft_wrap=True)
        else:
            sys.stderr.write(f"{line}\n")


class _Pace(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        told = "" if speed is None else _("{count}/s").format(count=f"{speed:.0f}")
        return Text(told, "progress.data.speed")


@contextmanager
def progress(total: int | None = None, *, shown: bool = True) -> Iterator[Bar]:
    """A bar while articles are read; nothing where standard error is no terminal."""
    console = Console(stderr=True)
    columns = (TextColumn(_("reading")), BarColumn(), MofNCompleteColumn(), _Pace(), TimeRemainingColumn())
    disable = not (shown and console.is_terminal)
    # Results go to standard output past the bar: it must not take them to where it stands itself.
    bar = Progress(*columns, console=console, transient=True, disable=disable, redirect_stdout=False)
    with bar:
        yield Bar(bar, bar.add_task("", total=total))


@contextmanager
def counted_ahead(paths: Sequence[Path], bar: Counting, left_out: Path | None = None) -> Iterator[None]:
    """Tell a bar that is shown how many files there are to read, as soon as their names have been counted.

    Of the folder `left_out` none are read.
    """
    left = threading.Event()

    def count() -> None:
        total = 0
        for _name in names_to_read(paths, left_out):
            if left.is_set():
                return
            total += 1
        bar.expect(total)

    counting = threading.Thread(target=count, daemon=True)
    if bar.shown:
        counting.start()
    try:
        yield
    finally:
        left.set()
        if bar.shown:
            counting.join()
