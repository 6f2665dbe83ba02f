"""Tar archives, read from front to back: the forms of POSIX (ustar, pax) and GNU.

The standard library's `tarfile` keeps every member it has seen, reads an extended header of any length into
memory and recurses over a run of them; this keeps one header at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from seeds.problems import Unreadable
from seeds.readers.containers.budget import Budget
from seeds.readers.containers.members import Member
from seeds.readers.containers.names import decoded, inside, passed
from seeds.readers.containers.streams import CHUNK, Damaged, Part, Readable, buffered
from seeds.readers.pieces import Passed

_BLOCK = 512
_LONGEST_HEADER = 1 << 20
"""Bytes of an extended header; a path has a few thousand at most."""
_FILES = (b"0", b"\0", b"7")
_WITHOUT_DATA = (b"1", b"2", b"3", b"4", b"5", b"6")
_FOLDER, _SPARSE = b"5", b"S"
_LONG_NAME, _LONG_LINK, _PAX, _PAX_FOR_ALL = b"L", b"K", (b"x", b"X"), b"g"
_SIZE = re.compile(rb"\d{1,18}")
_RECORD = re.compile(rb"(\d{1,7}) ")


def members(stream: Readable, name: str, budget: Budget) -> Iterator[Member | Passed | Unreadable]:
    """The members of the tar, in its order; each is to be read before the next is asked for.

    Raises Damaged where it is cut off or no tar, and Exhausted.
    """
    said: dict[str, bytes] = {}
    while (header := _header(stream)) is not None:
        budget.enter()
        kind, size = header[156:157], _number(header[124:136])
        if kind == _LONG_NAME:
            said["path"] = _extended(stream, size).split(b"\0")[0]
            continue
        if kind in (_LONG_LINK, _PAX_FOR_ALL):
            _extended(stream, size)
            continue
        if kind in _PAX:
            said |= _pax(_extended(stream, size))
            continue
        size = int(said["size"]) if _SIZE.fullmatch(said.get("size", b"")) else size
        called = decoded(said.get("path") or _name(header), "gb18030")
        sparse = kind == _SPARSE or any(key.startswith("GNU.sparse") for key in said)
        said = {}
        size = 0 if kind in _WITHOUT_DATA else size
        part = Part(stream, size)
        if kind == _SPARSE:
            _skip_map(stream, header)
        if kind == _FOLDER or (kind in _FILES and called.endswith("/")):
            pass
        elif sparse:
            yield Unreadable("{path}: it is a sparse file, which is not read", path=inside(name, called))
        elif kind in _FILES:
            yield Member(name=called, stream=buffered(part), size=size)
        else:
            yield passed(name, called)
        _skip(stream, part.left + -size % _BLOCK)


def _header(stream: Readable) -> bytes | None:
    """The next header, None at the end. Raises Damaged."""
    block = _exactly(stream, _BLOCK, may_end=True)
    if not block.strip(b"\0"):
        return None
    declared = _number(block[148:156])
    blank = sum(block[:148]) + sum(block[156:]) + 8 * 32
    if declared != blank:
        raise Damaged
    return block


def _exactly(stream: Readable, size: int, *, may_end: bool = False) -> bytes:
    data = b""
    while len(data) < size and (more := stream.read(size - len(data))):
        data += more
    if len(data) < size and not (may_end and not data):
        raise Damaged
    return data


def _number(field: bytes) -> int:
    """Octal digits, or, where the first bit is set, a binary number. Raises Damaged."""
    if field[:1] >= b"\x80":
        value = int.from_bytes(bytes([field[0] & 0x7F]) + field[1:], "big")
        if field[0] == 0xFF or value >= 1 << 62:
            raise Damaged
        return value
    digits = field.split(b"\0")[0].strip()
    if not re.fullmatch(rb"[0-7]*", digits):
        raise Damaged
    return int(digits or b"0", 8)


def _name(header: bytes) -> bytes:
    name, prefix = header[:100].split(b"\0")[0], header[345:500].split(b"\0")[0]
    if header[257:263] == b"ustar\0" and prefix:
        return prefix + b"/" + name
    return name


def _extended(stream: Readable, size: int) -> bytes:
    if size > _LONGEST_HEADER:
        raise Damaged
    data = _exactly(stream, size)
    _skip(stream, -size % _BLOCK)
    return data


def _pax(data: bytes) -> dict[str, bytes]:
    """The records of an extended header of POSIX: their length, a keyword, = and a value each."""
    said: dict[str, bytes] = {}
    at = 0
    while length := _RECORD.match(data, at):
        end = at + int(length[1])
        keyword, equals, value = data[length.end() : end - 1].partition(b"=")
        if end <= length.end() or end > len(data) or not equals:
            raise Damaged
        said[keyword.decode("utf-8", "replace")] = value
        at = end
    return said


def _skip_map(stream: Readable, header: bytes) -> None:
    """Pass over the blocks in which GNU tar says where the data of a sparse file stand."""
    more = header[482]
    while more:
        more = _exactly(stream, _BLOCK)[504]


def _skip(stream: Readable, size: int) -> None:
    while size:
        data = stream.read(min(size, CHUNK))
        if not data:
            raise Damaged
        size -= len(data)
