"""How the mirror of the log lies on the disk: `mirror/ops-000001.jsonl` and on, a line an operation.

A line is the CRC-32 of its JSON in eight hex digits, a space, the JSON and a line feed. The JSON is the
document of the operation with two fields before its own: `epoch`, the history of the project that it
belongs to (see `store.mirror`), and `seq`. A line that a crash tore or that was damaged is known by its
checksum, and passed over by whoever reads.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = "mirror"
PROJECT = "project.jsonl"
"""The file with one line, the project's own document: its profile, and who it is."""
_NAME = re.compile(r"ops-(\d{6,})\.jsonl")
_LINE = re.compile(rb'([0-9a-f]{8}) (\{"epoch":"([^"]*)","seq":(\d+),(.*\}))\n', re.DOTALL)
_TAIL = 1 << 16


class Line(NamedTuple):
    """An operation as it was mirrored: `raw` is the bytes of its document in the log."""

    epoch: str
    seq: int
    raw: bytes


class Tail(NamedTuple):
    """The end of a file: its last good line, if it has one, and the place after its last line feed."""

    line: Line | None
    end: int


def written(line: Line) -> bytes:
    """The bytes of a line."""
    said = b'{"epoch":"%b","seq":%d,%b' % (line.epoch.encode(), line.seq, line.raw[1:])
    return b"%08x %b\n" % (zlib.crc32(said), said)


def read(written_line: bytes) -> Line | None:
    """What `written` wrote, or None where the bytes are not those."""
    match = _LINE.fullmatch(written_line)
    if match is None or int(match[1], 16) != zlib.crc32(match[2]):
        return None
    return Line(match[3].decode(errors="replace"), int(match[4]), b"{" + match[5])


def files(folder: Path) -> list[Path]:
    """The files of the mirror in `folder`, oldest first; none where there is no folder. Raises OSError."""
    try:
        names = [entry.name for entry in os.scandir(folder) if _NAME.fullmatch(entry.name)]
    except FileNotFoundError:
        return []
    return [folder / name for name in sorted(names, key=number_of)]


def file_name(number: int) -> str:
    """The name of the file of that number, from 1 on."""
    return f"ops-{number:06}.jsonl"


def number_of(name: str) -> int:
    """The number in a file's name."""
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else 0


def lines(folder: Path) -> Iterator[Line | bytes]:
    """Every line of the mirror in the order in which they were written; of one that is damaged the bytes.

    A last line without its line feed, which a crash left, is none. Raises OSError.
    """
    for path in files(folder):
        with path.open("rb") as file:
            for one in file:
                if one.endswith(b"\n"):
                    yield read(one) or one


def project_line(folder: Path) -> Line | None:
    """The project's own document, if it is there and whole."""
    try:
        return read((folder / PROJECT).read_bytes())
    except OSError:
        return None


def tail_of(path: Path) -> Tail:
    """Where a file goes on; reads no more of it than it must. Raises OSError."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        length = _TAIL
        while True:
            start = max(0, size - length)
            file.seek(start)
            found = _last_of(file.read(size - start), whole=start == 0)
            if found is not None:
                return Tail(found.line, start + found.end)
            length *= 4


def _last_of(block: bytes, *, whole: bool) -> Tail | None:
    """The last good line of the end of a file; None where it may stand before what was read."""
    end = block.rfind(b"\n") + 1
    stop = end
    while stop:
        start = block.rfind(b"\n", 0, stop - 1) + 1
        if start == 0 and not whole:
            return None
        if (line := read(block[start:stop])) is not None:
            return Tail(line, end)
        stop = start
    return Tail(None, end) if whole else None
