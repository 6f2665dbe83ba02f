"""A DocBin taken apart without spaCy's own classes, which trust what they load.

It is zlib over msgpack: `attrs`, the columns of `tokens` (a hash of 64 bits each), `lengths` of the Docs in
tokens, `spaces` (whether one follows the token), `strings` that the hashes stand for, and per Doc `cats`,
`flags`, `span_groups` and `user_data`.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from seeds.problems import Unreadable

LARGEST = 256 * 2**20
"""Bytes of a file once inflated; ours have 40 MB."""
LONGEST = 2_000_000
"""Characters and tokens of one Doc; a few words can stand for text without end."""
_SPAN = struct.Struct(">QQQllll")
_TOO_BAD = (
    ValueError, KeyError, TypeError, IndexError, OverflowError, AttributeError, RecursionError, MemoryError,
    struct.error,
)  # fmt: skip
"""What taking apart something else than a DocBin can raise."""


class Piece(NamedTuple):
    """A span of tokens, `id` and `label` as strings."""

    group: str
    start: int
    end: int
    label: str
    id: str


class Packed(NamedTuple):
    """One Doc: its text, where each token starts and ends in it, its spans, categories and user's data."""

    text: str
    starts: list[int]
    ends: list[int]
    pieces: list[Piece]
    cats: Mapping[str, float]
    user_data: Mapping[Any, Any]


def inflated(data: bytes, where: str) -> bytes:
    """The bytes that zlib packed, as far as they are not too many. Raises Unreadable."""
    unpacking = zlib.decompressobj()
    try:
        unpacked = unpacking.decompress(data, LARGEST + 1)
    except zlib.error:
        raise Unreadable("{where} is no DocBin of spaCy", where=where) from None
    if len(unpacked) > LARGEST:
        raise Unreadable(
            "{where} is larger than {limit} MB and was not read", where=where, limit=LARGEST // 2**20
        )
    if not unpacking.eof:
        raise Unreadable("{where} is no DocBin of spaCy", where=where)
    return unpacked


def docs_in(data: bytes, where: str) -> Iterator[Packed]:
    """The Docs of a file. Raises Unreadable where it is none, or has no more of them."""
    unpacked = inflated(data, where)
    try:
        yield from _Bin(unpacked).docs()
    except _TOO_BAD:
        raise Unreadable("{where} is no DocBin of spaCy", where=where) from None


class _Bin:
    def __init__(self, data: bytes) -> None:
        import numpy
        from spacy.attrs import ENT_ID, ENT_IOB, ENT_TYPE, ORTH  # type: ignore[import-not-found]
        from spacy.strings import StringStore

        message = _loaded(data)
        attributes = [int(attribute) for attribute in message["attrs"]]
        self._message = message
        self._lengths = numpy.frombuffer(message["lengths"], dtype="int32").tolist()
        tokens = numpy.frombuffer(message["tokens"], dtype="uint64")
        spaces = numpy.frombuffer(message["spaces"], dtype="bool")
        self._tokens = tokens.reshape((-1, len(attributes))) if attributes else tokens
        self._spaces = spaces
        if min(self._lengths, default=0) < 0 or not len(spaces) == sum(self._lengths) == len(self._tokens):
            raise ValueError
        self._orth = attributes.index(ORTH)
        self._iob, self._type, self._id = (
            attributes.index(one) if one in attributes else None for one in (ENT_IOB, ENT_TYPE, ENT_ID)
        )
        self._strings = StringStore([string for string in message["strings"] if isinstance(string, str)])

    def docs(self) -> Iterator[Packed]:
        begin = 0
        for number, length in enumerate(self._lengths):
            yield self._doc(number, begin, begin + length)
            begin += length

    def _doc(self, number: int, begin: int, end: int) -> Packed:
        if end - begin > LONGEST:
            raise ValueError
        words = [self._strings[word] for word in self._tokens[begin:end, self._orth].tolist()]
        spaced = self._spaces[begin:end].tolist()
        if _at(self._message.get("flags"), number, {}).get("has_unknown_spaces"):
            spaced = [True] * len(words)
        starts, ends, length = [], [], 0
        for word, space in zip(words, spaced, strict=True):
            starts.append(length)
            ends.append(length + len(word))
            length += len(word) + space
            if length > LONGEST:
                raise ValueError
        text = "".join(word + " " * space for word, space in zip(words, spaced, strict=True))
        pieces = [*self._entities(begin, end), *self._groups(number)]
        user_data = _at(self._message.get("user_data"), number, None)
        return Packed(
            text, starts, ends,
            [piece for piece in pieces if 0 <= piece.start < piece.end <= len(words)],
            dict(_at(self._message["cats"], number, {})),
            _loaded(user_data) if user_data else {},
        )  # fmt: skip

    def _entities(self, begin: int, end: int) -> Iterator[Piece]:
        """Runs of tokens of which one begins an entity (3) and the others are inside of it (1)."""
        if self._iob is None or self._type is None:
            return
        rows = self._tokens[begin:end]
        marks, types = rows[:, self._iob].tolist(), rows[:, self._type].tolist()
        ids = rows[:, self._id].tolist() if self._id is not None else [0] * len(rows)
        start = None
        for at, mark in enumerate([*marks, 2]):
            if start is not None and mark != 1:
                yield Piece("", start, at, self._strings[types[start]], self._strings[ids[start]])
                start = None
            if mark == 3:
                start = at

    def _groups(self, number: int) -> Iterator[Piece]:
        """The span groups: a list in older files, in newer ones each with the keys it stands under."""
        packed = _at(self._message.get("span_groups"), number, b"")
        found = _loaded(packed) if packed else []
        keys = found if isinstance(found, dict) else {}
        for group in found:
            told = _loaded(group)
            name = str(keys[group][0] if group in keys else told["name"])
            for span in told["spans"]:
                rid, _, label, start, end, _, _ = _SPAN.unpack(span)
                yield Piece(name, start, end, self._strings[label], self._strings[rid])


def _loaded(data: bytes) -> Any:
    return msgspec.msgpack.decode(data)


def _at(values: Any, number: int, default: Any) -> Any:
    return values[number] if values and number < len(values) else default
