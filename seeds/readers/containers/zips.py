"""Zip archives: their members one after the other, and of a broken one what can be had.

Whatever a directory declares, no more is read of a member than there is, and none twice.
"""

from __future__ import annotations

import io
import stat
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from seeds.problems import Unreadable
from seeds.readers.containers.budget import Budget, Exhausted
from seeds.readers.containers.members import Member
from seeds.readers.containers.names import Companions, decoded, encoding_of, inside, passed
from seeds.readers.containers.streams import CHUNK, Damaged, Expanded, Filling, Part, buffered, raw_deflate
from seeds.readers.containers.zip_directory import (
    LOCAL,
    LOCAL_MARK,
    Entry,
    Several,
    entries,
    names_of,
    overlap,
    sizes_of,
)
from seeds.readers.pieces import Passed

_ENCRYPTED = 1
_SIZES_FOLLOW = 1 << 3
_STORED, _DEFLATED = 0, 8
_LONGEST_DESCRIPTOR = 24


def members(
    file: BinaryIO, name: str, budget: Budget, companions: Companions
) -> Iterator[Member | Passed | Unreadable]:
    """The members of the zip in `file`, which must be seekable, in the order of its directory.

    `companions` is told all their names before the first is given. Raises Exhausted, after the members that
    the budget allows.
    """
    try:
        found, exhausted = _listed(file, budget)
    except Several:
        yield Unreadable("{path}: this is one part of an archive in several; unpack it first", path=name)
        return
    except Damaged:
        yield from _salvaged(file, name, budget)
        return
    if overlap(found):
        yield Unreadable("{path}: its members overlap, as in a file made to do harm; it was left", path=name)
        return
    names = names_of(found)
    for called in names:
        companions.see(called)
    companions.all_seen = True
    files = [(entry, called) for entry, called in zip(found, names, strict=True) if not called.endswith("/")]
    for entry, called in files:
        if not entry.flags & _ENCRYPTED:
            yield _given(file, name, entry, called, budget)
    if locked := sum(bool(entry.flags & _ENCRYPTED) for entry, _ in files):
        yield Unreadable(
            "{path}: it needs a password for {count} of its files; unpack it first", path=name, count=locked
        )
    if exhausted is not None:
        raise exhausted


def _listed(file: BinaryIO, budget: Budget) -> tuple[list[Entry], Exhausted | None]:
    """What the directory has, as far as the budget goes, and whether that was used up. Raises Damaged."""
    found: list[Entry] = []
    try:
        for entry in entries(file):
            budget.enter()
            found.append(entry)
    except Exhausted as exhausted:
        return found, exhausted
    return found, None


def _given(
    file: BinaryIO, name: str, entry: Entry, called: str, budget: Budget
) -> Member | Passed | Unreadable:
    if stat.S_IFMT(entry.mode) not in (0, stat.S_IFREG):
        return passed(name, called)
    if entry.method not in (_STORED, _DEFLATED):
        return Unreadable(
            "{path}: it is packed in a way that piyue does not read (method {method}); unpack it first",
            path=inside(name, called),
            method=entry.method,
        )
    return Member(name=called, stream=buffered(_Opened(file, entry, budget)), size=entry.size)


class _Opened(Filling):
    """The bytes of a member. Raises Damaged where they are not those that were packed."""

    def __init__(self, file: BinaryIO, entry: Entry, budget: Budget) -> None:
        super().__init__()
        self._file = file
        self._entry = entry
        self._budget = budget
        self._stream: io.RawIOBase | None = None
        self._crc = self._size = 0

    def _some(self, most: int) -> bytes:
        if self._stream is None:
            self._stream = self._from_header()
        data = self._stream.read(min(most, CHUNK)) or b""
        self._crc = zlib.crc32(data, self._crc)
        self._size += len(data)
        ended_well = (self._crc, self._size) == (self._entry.crc, self._entry.size)
        if self._size > self._entry.size or not (data or ended_well):
            raise Damaged
        return data

    def _from_header(self) -> io.RawIOBase:
        header = _At(self._file, self._entry.offset).read(LOCAL.size) or b""
        if len(header) < LOCAL.size or not header.startswith(LOCAL_MARK):
            raise Damaged
        *_, name, extra = LOCAL.unpack(header)
        start = self._entry.offset + LOCAL.size + name + extra
        return _unpacked(Part(_At(self._file, start), self._entry.packed), self._entry.method, self._budget)


class _At:
    """The bytes of a file from a place on, wherever others read in it meanwhile."""

    def __init__(self, file: BinaryIO, at: int) -> None:
        self._file = file
        self._at = at

    def read(self, size: int = -1, /) -> bytes | None:
        self._file.seek(self._at)
        data = self._file.read(size)
        self._at += len(data)
        return data


def _unpacked(packed: io.RawIOBase, method: int, budget: Budget) -> io.RawIOBase:
    return packed if method == _STORED else Expanded(packed, raw_deflate, budget, several=False)


def _salvaged(file: BinaryIO, name: str, budget: Budget) -> Iterator[Member | Passed | Unreadable]:
    """What the members' own headers lead to where the directory is lost, and a line about the rest."""
    at = some = 0
    while (header := _At(file, at).read(LOCAL.size)) and header.startswith(LOCAL_MARK):
        if len(header) < LOCAL.size:
            break
        budget.enter()
        _, _, flags, method, _, _, crc, packed, size, named, more = LOCAL.unpack(header)
        rest = _At(file, at + LOCAL.size)
        raw, extra = rest.read(named) or b"", rest.read(more) or b""
        called = decoded(raw, encoding_of([raw]))
        start = at + LOCAL.size + named + more
        some += 1
        if flags & _ENCRYPTED or method not in (_STORED, _DEFLATED):
            break
        if not flags & _SIZES_FOLLOW:
            try:
                size, packed = sizes_of(extra, size, packed)
            except Damaged:
                break
            if not called.endswith("/"):
                entry = Entry(raw, flags, method, crc, packed, size, at)
                yield Member(name=called, stream=buffered(_Opened(file, entry, budget)), size=size)
            at = start + packed
            continue
        if method != _DEFLATED:
            break
        stream = Expanded(_At(file, start), raw_deflate, budget, several=False)
        yield Member(name=called, stream=buffered(stream))
        try:
            while stream.read(CHUNK):
                pass
        except Damaged:
            break
        behind = start + stream.consumed
        follows = (_At(file, behind).read(_LONGEST_DESCRIPTOR + len(LOCAL_MARK)) or b"").find(LOCAL_MARK)
        if follows < 0:
            break
        at = behind + follows
    if some:
        yield Unreadable("{path}: the archive is cut off or damaged; the rest of it is lost", path=name)
    else:
        yield Unreadable("{path}: this is no archive that can be read, or it is damaged", path=name)
