"""The compressed parts of a PDF, before anything is parsed: what they expand to, whether they are whole.

PDFium expands them without a limit of its own and passes over damaged ones in silence.
"""

from __future__ import annotations

import base64
import re
import zlib
from typing import NamedTuple

from seeds.readers import MEGABYTE

_HIGHEST_RATIO = 100
_SUSPECT_FROM = 2 * MEGABYTE
_LARGEST, _LARGEST_TOGETHER = 256 * MEGABYTE, 1024 * MEGABYTE
"""Expanded bytes from which on a part, and all parts, are refused whatever their ratio."""
_LETTERS = 4 * MEGABYTE
"""Bytes in letters that are looked at: turning them back is slow, and few producers write them."""
_DAMAGED_ENOUGH, _PARTS = 100, 100_000
_CHUNK = 1 << 14
_TAIL = 4_096
_DICTIONARY = 1_000
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_FILTERS = re.compile(rb"/Filter\s*(?:\[([^\]]{0,200})\]|(/\w+))")
_IN_LETTERS = (b"ASCII85Decode", b"A85")
_DEFLATED = (b"FlateDecode", b"Fl")
_OTHERS = (
    *(b"LZWDecode", b"ASCIIHexDecode", b"RunLengthDecode", b"CCITTFaxDecode", b"DCTDecode", b"JBIG2Decode"),
    *(b"JPXDecode", b"Crypt", b"LZW", b"AHx", b"RL", b"CCF", b"DCT"),
)
_KNOWN = frozenset((*_IN_LETTERS, *_DEFLATED, *_OTHERS))
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d|<<)")


class Condition(NamedTuple):
    """`expanded` is the size in bytes, or more, of a part that is too large; 0 where none is.

    `damaged` counts the parts that are cut short or do not expand to what was written.
    """

    expanded: int
    damaged: int


def condition_of(data: bytes) -> Condition:
    """What shape the compressed parts of `data` are in; pictures are passed over."""
    if _ENCRYPTED.search(data):
        return Condition(0, 0)  # what is encrypted cannot be expanded before PDFium has the key
    damaged = total = in_letters = parts = at = 0
    while damaged < _DAMAGED_ENOUGH and parts < _PARTS and (found := _STREAM.search(data, at)):
        parts += 1
        at = found.end()
        filters = _filters_before(data, found.start())
        if not filters:
            continue
        body, start = data, at
        if filters[0] in _IN_LETTERS:
            body, start, filters = _out_of_letters(data, at), 0, filters[1:]
            in_letters += len(body) or MEGABYTE
            if in_letters > _LETTERS:
                return Condition(0, damaged + (not body))
        if not filters or filters[0] not in _DEFLATED:
            damaged += any(name not in _KNOWN for name in filters)
            continue
        part = _expanded(body, start)
        total += part.size
        if part.is_bomb or total > _LARGEST_TOGETHER:
            return Condition(total, damaged)
        damaged += not part.whole
        at += part.taken if body is data and part.whole else 0
    return Condition(0, damaged)


def is_cut_short(data: bytes) -> bool:
    """Whether the end of the file, where its tables are told, is missing."""
    return b"startxref" not in data[-_TAIL:]


def _filters_before(data: bytes, at: int) -> list[bytes]:
    """The names of the filters of the stream that begins at `at`; none for a picture."""
    low = max(0, at - _DICTIONARY)
    dictionary = data[max(low, data.rfind(b"endobj", low, at)) : at]
    found = _FILTERS.search(dictionary)
    if not found or _IMAGE.search(dictionary):
        return []
    return (found[1] or found[2]).replace(b"/", b" ").split()


def _out_of_letters(data: bytes, start: int) -> bytes:
    """The bytes that stand in letters from `start` on; none where they are not as they should be."""
    end = data.find(b"~>", start, start + _LETTERS)
    try:
        return base64.a85decode(data[start : end + 2], adobe=True) if end >= 0 else b""
    except ValueError:
        return b""


class _Part(NamedTuple):
    """A compressed part: the bytes that it takes and those that it expands to, as far as it was expanded."""

    taken: int
    size: int
    whole: bool
    is_bomb: bool = False


def _expanded(data: bytes, start: int) -> _Part:
    inflater = zlib.decompressobj()
    size, at = 0, start
    while at < len(data):
        chunk = data[at : at + _CHUNK]
        at += len(chunk)
        while chunk:
            try:
                size += len(inflater.decompress(chunk, MEGABYTE))
            except zlib.error:
                return _Part(at - start, size, whole=False)
            chunk = inflater.unconsumed_tail
            taken = at - start - len(chunk)
            if size > _LARGEST or (size > _SUSPECT_FROM and size > _HIGHEST_RATIO * taken):
                return _Part(taken, size, whole=True, is_bomb=True)
        if inflater.eof:
            return _Part(at - start - len(inflater.unused_data), size, whole=True)
    return _Part(at - start, size, whole=False)
