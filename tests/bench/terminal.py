"""A program in a real pseudo-terminal, and how long it takes from a key to what that key changes."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pexpect
import pyte

COLUMNS, ROWS = 120, 36
PATIENCE = 20.0
"""Seconds until something that never shows ends the bench."""
_QUIET = 0.15
"""Seconds without output after which a screen stands still."""
_LONGEST = 2.0
"""Seconds after which a screen that still changes does so by itself."""
_ASKS_FOR_FRAMES, _HAS_FRAMES = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
"""A program asks whether the terminal shows whole frames only, and ours does."""


class Chunk(NamedTuple):
    """Output that arrived at `at` (seconds of `time.perf_counter`)."""

    at: float
    data: bytes


Seen = Callable[[Sequence[str]], bool]
"""Whether the rows of the screen show what is waited for."""


class Terminal:
    """A command on a pseudo-terminal. Output is kept as it arrives and drawn when nobody waits for it."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path.cwd()),
            "HOME": str(home),
            "LANGUAGE": "en",
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        self.began = time.perf_counter()
        self._child = pexpect.spawn(
            command[0], list(command[1:]), env=environment, dimensions=(ROWS, COLUMNS), timeout=PATIENCE
        )
        self._child.delaybeforesend = None  # pexpect waits 50 ms before it sends anything

    def until(self, seen: Seen) -> float:
        """Seconds from the start until the screen shows it. Raises TimeoutError."""
        end = time.perf_counter() + PATIENCE
        while time.perf_counter() < end:
            for chunk in self._arrived(quiet=0.02):
                self._stream.feed(chunk.data)
                if seen(self.rows()):
                    return chunk.at - self.began
        raise TimeoutError("\n".join(self.rows()))

    def press(self, keys: str, *seen: Seen, patience: float = PATIENCE) -> list[float | None]:
        """Seconds from sending the keys until the screen shows each of these; None where it never does.

        Output is drawn when nothing has come for a while, so that drawing delays nothing.
        """
        sent = time.perf_counter()
        self._child.send(keys)
        found: list[float | None] = [None] * len(seen)
        while None in found and time.perf_counter() - sent < patience:
            for chunk in self._arrived(_QUIET):
                self._stream.feed(chunk.data)
                rows = self.rows()
                for at, shows in enumerate(seen):
                    if found[at] is None and shows(rows):
                        found[at] = chunk.at - sent
        return found

    def rest(self, seconds: float, keys: str = "") -> None:
        """Send the keys and let the program do what it does in that time."""
        self._child.send(keys)
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            for chunk in self._arrived(0.05):
                self._stream.feed(chunk.data)

    def press_until_still(self, keys: str, columns: range) -> float:
        """Seconds from sending the keys until those columns look as they do when all is quiet."""
        sent = time.perf_counter()
        self._child.send(keys)
        looks = [(0.0, self._look(columns))]
        while looks[-1][1] == looks[0][1] and time.perf_counter() - sent < PATIENCE:
            for chunk in self._arrived(_QUIET):
                self._stream.feed(chunk.data)
                looks.append((chunk.at - sent, self._look(columns)))
        last = looks[-1][1]
        at = len(looks) - 1
        while at and looks[at - 1][1] == last:
            at -= 1
        return looks[at][0]

    def rows(self) -> list[str]:
        """The screen, row by row; a wide character counts once."""
        buffer = self._screen.buffer
        return ["".join(buffer[row][x].data for x in range(COLUMNS)) for row in range(ROWS)]

    def close(self) -> None:
        """End the program."""
        self._child.close(force=True)

    def _look(self, columns: range) -> list[tuple[pyte.screens.Char, ...]]:
        """What stands in these columns, with its colours."""
        buffer = self._screen.buffer
        return [tuple(buffer[row][x] for x in columns) for row in range(1, ROWS - 1)]

    def _arrived(self, quiet: float) -> list[Chunk]:
        """What comes until nothing has come for `quiet` seconds, or a blinking cursor only."""
        chunks = []
        handle = self._child.child_fd
        end = time.perf_counter() + _LONGEST
        while time.perf_counter() < end and select.select([handle], [], [], quiet)[0]:
            try:
                data = os.read(handle, 1 << 20)
            except OSError:  # it ended
                break
            chunks.append(Chunk(time.perf_counter(), data))
            if _ASKS_FOR_FRAMES in data:
                os.write(handle, _HAS_FRAMES)
        return chunks
