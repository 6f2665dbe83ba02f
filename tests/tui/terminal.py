"""A command in a real pseudo-terminal, and the processes that it starts."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

PATIENCE = 20.0
"""Seconds until a screen that never comes fails the test."""


class Terminal:
    """A child process on a pseudo-terminal of our own, and the screen that it draws."""

    def __init__(self, arguments: list[str], home: Path, *, columns: int = 120, rows: int = 36) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "LANGUAGE": "en",
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child = pexpect.spawn(
            arguments[0], arguments[1:], env=environment, dimensions=(rows, columns), timeout=PATIENCE
        )

    def text(self) -> str:
        """The screen as rows of text; a wide character counts once."""
        rows = (self.screen.buffer[row] for row in range(self.screen.lines))
        return "\n".join("".join(row[x].data for x in range(self.screen.columns)) for row in rows)

    def until(self, what: Callable[[str], bool]) -> str:
        """Read until the screen is as wanted; the screen then, or at the end of patience."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not what(self.text()):
            self._read()
        return self.text()

    def press(self, keys: str) -> None:
        """Send keys."""
        self.child.send(keys)

    def ended(self) -> int | None:
        """Read to the end of the process; its exit code, or None for a signal."""
        end = time.monotonic() + PATIENCE
        while self.child.isalive() and time.monotonic() < end:
            self._read()
        self._read()
        self.child.close()
        status: int | None = self.child.exitstatus
        return status

    def _read(self) -> None:
        try:
            data = self.child.read_nonblocking(65536, timeout=0.1)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.raw += data
        self._stream.feed(data)


def children(process: int) -> list[int]:
    """The processes that a process has started and that still run, from Linux's /proc."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = status.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it ended just now
            continue
        if int(parent) == process and state != "Z":
            found.append(int(status.parent.name))
    return sorted(found)


def all_gone(processes: list[int]) -> bool:
    """Whether all of these processes end while one waits for it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if not any(_runs(process) for process in processes):
            return True
        time.sleep(0.02)
    return False


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
