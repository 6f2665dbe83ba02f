"""JSON that other programs wrote: read piece by piece, and typed before anything relies on it.

Whatever is wrong in a piece (no JSON, no UTF-8, nested too deep, a field of another type) makes it an
Unreadable that says where it stands, and the next piece is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, BinaryIO, TypeVar

import msgspec

from seeds.problems import Unreadable
from store.exchange.naming import printable

Offset = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]
"""An offset as another program has it: not yet one of any text, but no number of thousands of digits."""
LARGEST = 64 * 2**20
"""Bytes of one piece. No article with all that is said of it comes near it."""
_CHUNK = 2**18
_BOM = b"\xef\xbb\xbf"
_STRUCTURE = re.compile(rb'[\[\]{}"\\]')
_BETWEEN = b" \t\r\n,"

T = TypeVar("T")


def decoded(data: bytes, kind: type[T], where: str) -> T:
    """The JSON as a value of that type. Raises Unreadable."""
    try:
        return msgspec.json.decode(data.removeprefix(_BOM), type=kind)
    except RecursionError:
        raise Unreadable("{where} is nested too deep", where=where) from None
    except (ValueError, OverflowError) as error:
        raise Unreadable("{where}: {reason}", where=where, reason=printable(str(error))) from None


def lines_in(path: Path, kind: type[T]) -> Iterator[tuple[str, T] | Unreadable]:
    """The lines of a JSONL file as values of that type, with their places; empty ones are passed over."""
    try:
        with path.open("rb") as stream:
            number = 0
            while line := stream.readline(LARGEST + 1):
                number += 1
                where = printable(f"{path.name}:{number}")
                if len(line) > LARGEST:
                    yield _too_large(where)
                    return
                if line.strip():
                    yield _typed(line, kind, where)
    except OSError as error:
        yield _cannot(path, error)


def objects_in(path: Path, kind: type[T]) -> Iterator[tuple[str, T] | Unreadable]:
    """The objects of a JSON file as values of that type: of its array, or one behind the other.

    The file is never in memory as a whole. Where it stops being JSON, the rest of it is one Unreadable.
    """
    try:
        with path.open("rb") as stream:
            yield from objects_from(stream, kind, path.name)
    except OSError as error:
        yield _cannot(path, error)


def objects_from(stream: BinaryIO, kind: type[T], name: str) -> Iterator[tuple[str, T] | Unreadable]:
    """As `objects_in`, of what is read from a stream of that name. Raises OSError."""
    for number, piece in enumerate(_objects(stream), start=1):
        where = printable(f"{name}#{number}")
        if piece is None:
            yield Unreadable("{where}: the rest of the file is no list of JSON objects", where=where)
            return
        yield _typed(piece, kind, where)


def _typed(data: bytes, kind: type[T], where: str) -> tuple[str, T] | Unreadable:
    try:
        return where, decoded(data, kind, where)
    except Unreadable as problem:
        return problem


def _too_large(where: str) -> Unreadable:
    return Unreadable(
        "{where} is larger than {limit} MB and was not read", where=where, limit=LARGEST // 2**20
    )


def _cannot(path: Path, error: OSError) -> Unreadable:
    return Unreadable("{path} cannot be read: {reason}", path=str(path), reason=error.strerror or "")


def _objects(stream: BinaryIO) -> Iterator[bytes | None]:
    """The bytes of each object; None where something else stands, an object is too large or has no end."""
    rest = stream.read(_CHUNK).removeprefix(_BOM).lstrip()
    listed = rest.startswith(b"[")
    rest = rest[listed:]
    while True:
        rest = rest.lstrip(_BETWEEN)
        if rest.startswith(b"{"):
            found = _object_at_start(rest, stream.read)
            if found is None:
                yield None
                return
            piece, rest = found
            yield piece
        elif rest:
            if not (listed and rest.startswith(b"]") and not rest[1:].strip()):
                yield None
            return
        elif not (rest := stream.read(_CHUNK)):
            if listed:
                yield None
            return


def _object_at_start(data: bytes, read: Callable[[int], bytes]) -> tuple[bytes, bytes] | None:
    """The object that the data begins with, read on where it has to be, and what stands behind it."""
    depth, quoted, at = 0, False, 0
    while True:
        found = _STRUCTURE.search(data, at)
        if found is None or found.end() == len(data):
            more = read(_CHUNK)
            if found is None:
                at = len(data)
            if more:
                data += more
                if len(data) > LARGEST:
                    return None
                continue
            if found is None:
                return None
        at = found.end()
        mark = found[0]
        if quoted:
            at += mark == b"\\"
            quoted = mark != b'"'
        elif mark == b'"':
            quoted = True
        elif mark in b"{[":
            depth += 1
        elif mark in b"}]":
            depth -= 1
            if not depth:
                return data[:at], data[at:]
