"""A file of the mirror, open for appending."""

from __future__ import annotations

import os
import weakref
from pathlib import Path


class Handle:
    """A file descriptor, `number`, that is closed with the object, if not before. Raises OSError."""

    def __init__(self, path: Path, flags: int) -> None:
        self.number = os.open(path, flags | os.O_CLOEXEC, 0o666)
        self._close = weakref.finalize(self, os.close, self.number)

    def close(self) -> None:
        """Close it; closing twice is harmless."""
        self._close()


class MirrorFile:
    """The file at `path`, made where there is none; `end` is its size in bytes as we know it.

    Every method raises OSError.
    """

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self._handle = Handle(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
        there = os.fstat(self._handle.number)
        self._identity = (there.st_dev, there.st_ino)
        self._unsynced = False
        self.end = there.st_size

    def untouched(self) -> bool:
        """Whether the file of that name is still this one, and nobody else has written to it."""
        try:
            there = os.stat(self._path)  # noqa: PTH116 - a path object takes as long as all the rest
        except FileNotFoundError:
            return False
        return (there.st_dev, there.st_ino, there.st_size) == (*self._identity, self.end)

    def append(self, lines: bytes) -> None:
        """Write at the end; what a failure leaves is a torn line. Not on the disk before `sync`."""
        self._unsynced = True
        rest = memoryview(lines)
        while rest:
            rest = rest[os.write(self._handle.number, rest) :]
        self.end += len(lines)

    def cut(self, end: int) -> None:
        """Drop what stands after `end`: a line that a crash tore."""
        if end < self.end:
            os.ftruncate(self._handle.number, end)
            self.end = end

    def sync(self) -> None:
        """See that what was appended is on the disk."""
        if self._unsynced:
            os.fsync(self._handle.number)
            self._unsynced = False

    def close(self) -> None:
        """Close it, without syncing."""
        self._handle.close()
