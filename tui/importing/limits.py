"""How long the reading of one article may take, and how much memory: hostile files are made to take all."""

from __future__ import annotations

import sys
from pathlib import Path

from seeds.readers import MEGABYTE

SECONDS, SECONDS_PER_MEGABYTE = 60.0, 15.0
"""What a file may take, and more for a long one: three times what the densest text needs."""
MOST_SECONDS = 400.0
"""What the longest may take: of a PDF, the size says little of what is in it."""
MEMORY = 2 << 30
"""Bytes of address space that a process which reads may take beyond what it began with: the largest text
that is read needs two thirds of it."""
_STATUS = Path("/proc/self/statm")


def seconds(size: int) -> float:
    """How long the reading of a file of so many bytes may take."""
    return min(SECONDS + SECONDS_PER_MEGABYTE * size / MEGABYTE, MOST_SECONDS)


def bound_memory() -> None:
    """Let this process take no more than `MEMORY` beyond what it has: then Python raises MemoryError.

    Where the system cannot say or hold that (it is no Linux), nothing is bounded.
    """
    if sys.platform != "linux":
        return
    import resource

    try:
        pages = int(_STATUS.read_text(encoding="ascii").split()[0])
        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        bound = pages * resource.getpagesize() + MEMORY
        if hard == resource.RLIM_INFINITY or bound < hard:
            resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    except (OSError, ValueError):
        return
