"""What a process may do with the file of a database, and whether it is still the file that it opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

_BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a file that is open, or was not closed well: its log, and the log's index."""


class Imprint(NamedTuple):
    """What tells one file from another and, of one that nobody should be writing, a state from another."""

    device: int
    number: int
    size: int = 0
    changed: int = 0
    logged: bool = False


def writable(path: Path) -> bool:
    """Whether this process may write the file, its folder, and what lies beside the file."""
    beside = [log for ending in _BESIDE if (log := _beside(path, ending)).exists()]
    effective = os.access in os.supports_effective_ids
    return all(os.access(one, os.W_OK, effective_ids=effective) for one in (path.parent, path, *beside))


def has_log(path: Path) -> bool:
    """Whether changes lie beside the file that are not in it yet."""
    try:
        return _beside(path, "-wal").stat().st_size > 0
    except OSError:
        return False


def same_file(path: Path) -> Imprint:
    """The imprint by which a file that was put in the place of another is known. Raises OSError."""
    found = path.stat()
    return Imprint(found.st_dev, found.st_ino)


def same_state(path: Path) -> Imprint:
    """The imprint that changes with every write to a file that has no log. Raises OSError."""
    if has_log(path):
        return same_file(path)._replace(logged=True)
    found = path.stat()
    return Imprint(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
