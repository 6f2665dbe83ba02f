"""Streams of a container's bytes: ranges of a file, and what a decompressor makes of them.

Decompressors give no more than is asked for, so that a small input cannot fill the memory; what they
give is counted against the budget. (`gzip`, `bz2` and `lzma` of the standard library open streams too,
but `lzma` takes as much memory as a file asks for, and `zipfile` expands whole blocks at once.)
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Protocol

from seeds.problems import Unreadable
from seeds.readers import MEGABYTE
from seeds.readers.containers.budget import Budget

CHUNK = 1 << 16
_MEMORY = 128 * MEGABYTE
"""What an xz dictionary may take, in bytes; `xz -9` asks for 65 MB."""


class Damaged(Exception):
    """The bytes end too early, or are not what they should be."""


class Readable(Protocol):
    """Whatever gives bytes from front to back."""

    def read(self, size: int = -1, /) -> bytes | None:
        """At most so many bytes; none at the end."""


class Decompressor(Protocol):
    """What the standard library's decompressors have in common."""

    @property
    def eof(self) -> bool:
        """Whether the compressed stream has ended."""

    @property
    def needs_input(self) -> bool:
        """Whether it can give nothing more without more input."""

    @property
    def unused_data(self) -> bytes:
        """Input behind the end of the compressed stream."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """What is in the data, at most so many bytes of it."""


class _Inflate:
    """zlib's decompressor with the manners of the others: it keeps the input that it has not used."""

    def __init__(self, window: int) -> None:
        self._zlib = zlib.decompressobj(window)

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        return not self._zlib.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)


def raw_deflate() -> Decompressor:
    """Of deflate without any header, as in a zip."""
    return _Inflate(-zlib.MAX_WBITS)


def gzip_or_zlib() -> Decompressor:
    """Of deflate with either header."""
    return _Inflate(zlib.MAX_WBITS | 32)


def _xz() -> Decompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)


COMPRESSIONS: dict[str, Callable[[], Decompressor]] = {
    "gz": gzip_or_zlib,
    "bz2": bz2.BZ2Decompressor,
    "xz": _xz,
}
_FAULTS = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError)


class Filling(io.RawIOBase):
    """A raw stream that fills the buffer it is given. What fails does so after all bytes before it."""

    _failure: Damaged | None = None
    _ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        view, filled = memoryview(buffer).cast("B"), 0
        while filled < len(view) and not self._ended and self._failure is None:
            try:
                data = self._some(len(view) - filled)
            except Damaged as failure:
                self._failure = failure
                break
            self._ended = not data
            view[filled : filled + len(data)] = data
            filled += len(data)
        if not filled and len(view) and self._failure is not None:
            raise self._failure
        return filled

    def _some(self, most: int) -> bytes:
        """Between one and `most` bytes; none at the end. Raises Damaged."""
        raise NotImplementedError


class Part(Filling):
    """The next `size` bytes of a stream. Raises Damaged where there are fewer."""

    def __init__(self, source: Readable, size: int) -> None:
        super().__init__()
        self._source = source
        self.left = size

    def _some(self, most: int) -> bytes:
        if not self.left:
            return b""
        data = self._source.read(min(most, self.left, CHUNK)) or b""
        if not data:
            raise Damaged
        self.left -= len(data)
        return data


class Expanded(Filling):
    """What compressed bytes expand to. `several` compressed streams may stand one behind the other.

    Bytes behind the last that are no such stream are ignored, as gzip does. `consumed` is how many
    bytes of the source belong to the compressed streams so far, where they have ended.
    """

    def __init__(
        self, source: Readable, make: Callable[[], Decompressor], budget: Budget, *, several: bool = True
    ) -> None:
        super().__init__()
        self._source = source
        self._make = make
        self._budget = budget
        self._several = several
        self._machine = make()
        self._read = 0
        self._waiting = b""
        self._again = self._fresh = False

    @property
    def consumed(self) -> int:
        return self._read - len(self._machine.unused_data)

    def _some(self, most: int) -> bytes:
        while True:
            if self._machine.eof and not self._next_stream():
                return b""
            data = self._waiting
            self._waiting = b""
            if not data and self._machine.needs_input:
                data = self._input()
                if not data:
                    raise Damaged
            try:
                given = self._machine.decompress(data, min(most, CHUNK))
            except _FAULTS:
                if self._again and self._fresh:
                    self._several, self._machine = False, _Ended()
                    return b""
                raise Damaged from None
            if given:
                self._fresh = False
                self._budget.expand(len(given))
                return given

    def _next_stream(self) -> bool:
        if not self._several:
            return False
        rest = (self._machine.unused_data or self._input()).lstrip(b"\0")
        while not rest and (more := self._input()):
            rest = more.lstrip(b"\0")
        if not rest:
            self._several = False
            return False
        self._machine, self._waiting = self._make(), rest
        self._again = self._fresh = True
        return True

    def _input(self) -> bytes:
        data = self._source.read(CHUNK) or b""
        self._read += len(data)
        return data


class _Ended:
    """A decompressor behind which nothing follows."""

    eof, needs_input, unused_data = True, True, b""

    def decompress(self, data: bytes, max_length: int) -> bytes:  # noqa: ARG002 - the shape of the others
        return b""


def buffered(stream: io.RawIOBase) -> io.BufferedReader:
    """The stream with a buffer that one can look ahead in."""
    return io.BufferedReader(stream, CHUNK)


def whole(stream: Readable, limit: int, name: str) -> bytes:
    """All that is in the stream. Raises Unreadable where that is more than `limit` bytes, and Damaged."""
    parts: list[bytes] = []
    left = limit + 1
    while left and (data := stream.read(min(left, CHUNK))):
        parts.append(data)
        left -= len(data)
    if not left:
        raise too_large(name, limit)
    return b"".join(parts)


def too_large(name: str, limit: int) -> Unreadable:
    """What is said of a member of more than `limit` bytes."""
    return Unreadable(
        "{path}: it is more than the {limit} MB that piyue reads; split it",
        path=name,
        limit=limit // MEGABYTE,
    )
