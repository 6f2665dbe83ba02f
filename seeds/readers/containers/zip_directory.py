"""The directory of a zip: what it says of its members, without reading them.

The standard library's `zipfile` reads a directory of any length into memory, gives up a whole archive over
one name, knows no encoding of names but two, and (before 3.12) lets members overlap. The form is that
of PKWARE's APPNOTE 6.3.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from seeds.readers.containers.names import decoded, encoding_of
from seeds.readers.containers.streams import Damaged

LOCAL = struct.Struct("<4s5H3L2H")
LOCAL_MARK = b"PK\x03\x04"
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_CENTRAL_MARK = b"PK\x01\x02"
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LOCATOR = struct.Struct("<4sLQL")
_LOCATOR_MARK = b"PK\x06\x07"
_END_64 = struct.Struct("<4sQ2H2L4Q")
_END_64_MARK = b"PK\x06\x06"
_COMMENT = 1 << 16
_FULL = 0xFFFFFFFF
_UTF_8 = 1 << 11
_SIZES, _UNICODE_PATH = 0x0001, 0x7075


class Entry(NamedTuple):
    """A member as the directory has it. `mode` is that of Unix, or 0; `packed` its size in the archive."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    mode: int = 0
    extra: bytes = b""

    @property
    def says_utf_8(self) -> bool:
        """Whether the name is said to be in UTF-8."""
        return bool(self.flags & _UTF_8)


class Several(Damaged):
    """The archive is one of several files that belong together."""


def entries(file: BinaryIO) -> Iterator[Entry]:
    """The members, in the order of the directory. Raises Damaged where that cannot be found or followed."""
    start, end, shift = _bounds(file)
    file.seek(start)
    at = start
    while at + _CENTRAL.size <= end:
        file.seek(at)
        header = file.read(_CENTRAL.size)
        if len(header) < _CENTRAL.size or not header.startswith(_CENTRAL_MARK):
            raise Damaged
        (_, _, _, flags, method, _, _, crc, packed, size, name, extra, comment, _, _, mode, offset) = (
            _CENTRAL.unpack(header)
        )
        said, more = file.read(name), file.read(extra)
        if len(more) < extra:
            raise Damaged
        if _FULL in (packed, size, offset):
            size, packed, offset = _sizes_64(more, size, packed, offset)
        yield Entry(said, flags, method, crc, packed, size, offset + shift, mode >> 16, more)
        at += _CENTRAL.size + name + extra + comment


def names_of(found: list[Entry]) -> list[str]:
    """The names of the members as characters."""
    unsaid = [entry.name for entry in found if not entry.says_utf_8 and not entry.name.isascii()]
    encoding = encoding_of(unsaid)
    return [_unicode_path(entry) or decoded(entry.name, encoding) for entry in found]


def overlap(found: list[Entry]) -> bool:
    """Whether the bytes of two members are the same: so a small file is made to hold petabytes."""
    end = 0
    for entry in sorted(found, key=lambda entry: entry.offset):
        if entry.offset < end:
            return True
        end = entry.offset + LOCAL.size + entry.packed
    return False


def _bounds(file: BinaryIO) -> tuple[int, int, int]:
    """Where the directory starts and ends, and how many bytes stand before the zip."""
    size = file.seek(0, 2)
    first = max(0, size - _COMMENT - _END.size)
    file.seek(first)
    tail = file.read(size - first)
    at = tail.rfind(_END_MARK)
    if at < 0 or at + _END.size > len(tail):
        raise Damaged
    _, disk, first_disk, _, _, length, offset, _ = _END.unpack_from(tail, at)
    end = first + at
    file.seek(max(0, end - _LOCATOR.size))
    locator = file.read(_LOCATOR.size)
    if locator.startswith(_LOCATOR_MARK) and len(locator) == _LOCATOR.size:
        end, length, offset, disk, first_disk = _end_64(file, _LOCATOR.unpack(locator)[2], end)
    if disk or first_disk:
        raise Several
    start = end - length
    if start < 0 or offset > start:
        raise Damaged
    return start, end, start - offset


def _end_64(file: BinaryIO, at: int, behind: int) -> tuple[int, int, int, int, int]:
    # Bytes before the zip shift it from where the locator says; it stands right before the locator.
    for position in (at, behind - _LOCATOR.size - _END_64.size):
        if not 0 <= position < behind:
            continue
        file.seek(position)
        record = file.read(_END_64.size)
        if record.startswith(_END_64_MARK) and len(record) == _END_64.size:
            _, _, _, _, disk, first_disk, _, _, length, offset = _END_64.unpack(record)
            return position, length, offset, disk, first_disk
    raise Damaged


def _sizes_64(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """The sizes that did not fit into 32 bits, in the order in which they stand."""
    body = _field(extra, _SIZES)
    values = iter(struct.unpack(f"<{len(body) // 8}Q", body[: len(body) // 8 * 8]))
    try:
        return (
            next(values) if size == _FULL else size,
            next(values) if packed == _FULL else packed,
            next(values) if offset == _FULL else offset,
        )
    except StopIteration:
        raise Damaged from None


def sizes_of(local_extra: bytes, size: int, packed: int) -> tuple[int, int]:
    """The sizes that a local header declares, expanded and packed. Raises Damaged."""
    if _FULL not in (size, packed):
        return size, packed
    return _sizes_64(local_extra, size, packed, 0)[:2]


def _unicode_path(entry: Entry) -> str | None:
    """The name in UTF-8 that some archivers put beside the other one."""
    body = _field(entry.extra, _UNICODE_PATH)
    if len(body) < 5 or body[0] != 1 or int.from_bytes(body[1:5], "little") != zlib.crc32(entry.name):
        return None
    return body[5:].decode("utf-8", "replace").replace("\\", "/")


def _field(extra: bytes, wanted: int) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == wanted:
            return extra[at + 4 : at + 4 + length]
        at += 4 + length
    return b""
