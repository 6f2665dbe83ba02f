"""What the crews of the tests do, where a new process can find it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

Work = Callable[[int], tuple[int, int]]
ENDS, WAITS, SPINS, FALLS = -1, -2, -3, -4
"""Things over which a process ends by a signal, waits for ever, computes for ever, or fails."""
MEGABYTES = 3 << 20
"""Bytes of a large thing."""


def work() -> Work:
    """Tell a number back, with the process that did it."""
    return _told_back


def echo() -> Callable[[bytes], bytes]:
    """Give back what is given."""
    return lambda given: given


def large(folder: Path) -> Callable[[int], bytes]:
    """Make a result of a megabyte that ends with the number; the first when there is a file `go`."""
    return lambda number: bytes(1 << 20) + b"%06d" % _after(folder, number, "go")


def never() -> Work:
    """End before anything is done."""
    os._exit(1)


def slowly(folder: Path) -> Callable[[int], int]:
    """Tell a number back after its name has appeared in the folder; the first waits for the last."""
    return lambda number: _after(folder, number, "9")


def _told_back(number: int) -> tuple[int, int]:
    if number == ENDS:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == WAITS:
        signal.pause()
    while number == SPINS:
        pass
    if number == FALLS:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 - what a failing process says of itself
        raise RuntimeError(number)
    return number, os.getpid()


def _after(folder: Path, number: int, name: str) -> int:
    (folder / str(number)).touch()
    while number == 0 and not (folder / name).exists():
        time.sleep(0.01)
    return number
