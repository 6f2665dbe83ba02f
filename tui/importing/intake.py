"""An import that goes on behind the workbench: how far it is, what came, what went wrong."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from tui.importing.account import Account
from tui.language import _, ngettext

if TYPE_CHECKING:
    from tui.importing.importer import Arrival

_LINES_KEPT = 500
"""Of what went wrong, the last lines that are kept."""


class Intake:
    """What an import tells of itself, told by the thread that reads and shown by the screen.

    It is a watcher for `Import` and a bar for `counted_ahead`. `title` is what is read.
    """

    def __init__(self, title: str) -> None:
        self.title = title
        self.account = Account()
        self.lines: deque[str] = deque(maxlen=_LINES_KEPT)
        self.failures = 0
        self.first: Arrival | None = None
        """The first article that is new; while there is none, the first that came."""
        self.arrived = 0
        self.done = 0
        self.ended = False
        self._total: int | None = None
        self._more = 0
        self._stop = threading.Event()

    @property
    def shown(self) -> bool:
        """Somebody sees it."""
        return True

    def advance(self, count: int = 1) -> None:
        """So many more are done."""
        self.done += count

    def expect(self, total: int) -> None:
        """There are so many files in all."""
        self._total = total

    def more(self, count: int = 1) -> None:
        """So many more things are to be done than there are files."""
        self._more += count

    def tell(self, line: str) -> None:
        """Something went wrong."""
        self.failures += 1
        self.lines.append(line.removeprefix("piyue: "))

    def arrive(self, arrival: Arrival) -> None:
        """An article is there."""
        self.arrived += 1
        if self.first is None or (arrival.fresh and not self.first.fresh):
            self.first = arrival

    def stop(self) -> None:
        """Stop as soon as may be; what is written stays."""
        self._stop.set()

    def stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop.is_set()

    @property
    def share(self) -> float | None:
        """How much of it is done, 0 to 1; None while the files are counted."""
        total = None if self._total is None else self._total + self._more
        return min(1.0, self.done / total) if total else None

    def in_words(self) -> str:
        """How far it is: 312 / 5,000 · 3 problems."""
        total = "…" if self._total is None else f"{self._total + self._more:,}"
        told = [f"{self.done:,} / {total}"]
        if self.failures:
            words = ngettext("{count} problem", "{count} problems", self.failures)
            told.append(words.format(count=f"{self.failures:,}"))
        if self.stopped() and not self.ended:
            told.append(_("stopping…"))
        return " · ".join(told)
