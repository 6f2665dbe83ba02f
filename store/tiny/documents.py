"""A document and its bytes: JSON, perhaps compressed, with a checksum that every read compares.

SQLite keeps no checksum of its pages; of random bit flips in a file its own check sees few.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

Doc = dict[str, Any]
_DECODER = msgspec.json.Decoder(dict[str, Any])


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
    raw = text.encode()
    if packed:
        squeezed = zlib.compress(raw)
        return Stored(_checksum(doc_id, squeezed), squeezed)
    return Stored(_checksum(doc_id, raw), text)


def decode(doc_id: int, crc: int, raw: bytes, *, packed: bool) -> Doc:
    """The document of a row, whose `doc` was read as bytes. Raises ChecksumError."""
    if crc != _checksum(doc_id, raw):
        raise ChecksumError(doc_id)
    return _DECODER.decode(zlib.decompress(raw) if packed else raw)


def _checksum(doc_id: int, raw: bytes) -> int:
    """CRC-32 over the id too, so that a document cannot pass for another."""
    return zlib.crc32(raw, zlib.crc32(b"%d" % doc_id))
