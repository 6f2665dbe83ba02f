"""A document and its bytes: JSON, perhaps compressed, with a checksum that every read compares.

SQLite keeps no checksum of its pages; of random bit flips in a file its own check sees few.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

import msgspec

Doc = dict[str, Any]
T = TypeVar("T")


class Stored(NamedTuple):
    """A document as it lies in its row: `doc` is text, or compressed bytes in a packed table."""

    crc: int
    doc: str | bytes


class ChecksumError(ValueError):
    """The bytes of a document are not those that were written."""


def encode(doc_id: int, document: Mapping[str, Any], *, packed: bool) -> Stored:
    """The row of a document.

    Raises TypeError or ValueError for what JSON cannot say (objects, NaN), as TinyDB's own storage does.
    """
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return sealed(doc_id, pack(text.encode()) if packed else text)


def pack(raw: bytes) -> bytes:
    """The JSON of a document as a packed table keeps it."""
    return zlib.compress(raw)


def sealed(doc_id: int, doc: str | bytes) -> Stored:
    """The row of a document that is encoded already."""
    return Stored(checksum(doc_id, doc.encode() if isinstance(doc, str) else doc), doc)


def decode(doc_id: int, crc: int, raw: bytes, *, packed: bool) -> Doc:
    """The document of a row, whose `doc` was read as bytes. Raises ChecksumError."""
    return decode_as(Doc, doc_id, crc, raw, packed=packed)


def decode_as(kind: type[T], doc_id: int, crc: int, raw: bytes, *, packed: bool) -> T:
    """The document of a row as a value of a type, as far as the type has it. Raises ChecksumError."""
    if crc != checksum(doc_id, raw):
        raise ChecksumError(doc_id)
    try:
        value: T = _decoder(cast(Hashable, kind)).decode(zlib.decompress(raw) if packed else raw)
    except (zlib.error, msgspec.DecodeError):  # a page of another table took the place of this one's
        raise ChecksumError(doc_id) from None
    return value


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def checksum(doc_id: int, raw: bytes) -> int:
    """The checksum of a document's stored bytes: CRC-32 with the id, so that none can pass for another."""
    return zlib.crc32(raw, zlib.crc32(b"%d" % doc_id))
