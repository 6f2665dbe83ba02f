"""Saved pages of one file (MHTML, RFC 2557), as browsers and offices in China keep them: the page itself.

The pictures, styles and frames that are saved with it are parts of the same file and are not read.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from seeds.problems import Unreadable
from seeds.readers.pieces import Piece

_LONGEST_HEADER = 1 << 14
_DEEPEST = 4
"""Parts in one another: related parts, in them alternatives, and one more of each."""
_MOST_PARTS = 3000
"""Parts that are looked at: a page has a few hundred pictures and frames."""
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
_PAGES = ("text/html", "application/xhtml+xml")


def page_in(data: bytes, name: str) -> Piece | Unreadable:
    """The page that was saved: the first, unless the archive names another as its start."""
    page = next(_pages(data, _DEEPEST, iter(range(_MOST_PARTS))), None)
    if page is None:
        return Unreadable("{path}: there is no page in this web archive, or it is damaged", path=name)
    return Piece(name=name, data=_decoded(*page), format="html")


def _pages(data: bytes, depth: int, left: Iterator[int]) -> Iterator[tuple[Message, bytes]]:
    """The parts that are pages, the one with which to start first; `left` runs out with the parts allowed."""
    if next(left, None) is None:
        return
    header, body = _parted(data)
    if header.get_content_type() in _PAGES:
        yield header, body
    if header.get_content_maintype() != "multipart" or not depth:
        return
    boundary, start = header.get_boundary(), str(header.get_param("start") or "")
    parts = _parts(body, boundary) if boundary else iter(())
    found = (page for part in parts for page in _pages(part, depth - 1, left))
    if start:
        yield from sorted(found, key=lambda page: str(page[0].get("Content-ID", "")).strip() != start)
    else:
        yield from found


def _parted(data: bytes) -> tuple[Message, bytes]:
    """The header of a message or a part, and its body."""
    data = data.lstrip(b"\r\n\t ")
    blank = _BLANK_LINE.search(data, 0, _LONGEST_HEADER)
    end, start = blank.span() if blank else (min(len(data), _LONGEST_HEADER), len(data))
    return message_from_bytes(data[:end]), data[start:]


def _parts(body: bytes, boundary: str) -> Iterator[bytes]:
    """The parts between lines of the boundary; the last may be cut off."""
    mark = re.compile(
        rb"^--" + re.escape(boundary.encode("ascii", "replace")) + rb"(--)?[ \t]*\r?$", re.MULTILINE
    )
    start: int | None = None
    for found in mark.finditer(body):
        if start is not None:
            yield body[start : found.start()]
        start = None if found[1] else found.end()
    if start is not None:
        yield body[start:]


def _decoded(header: Message, body: bytes) -> bytes:
    match str(header.get("Content-Transfer-Encoding", "")).strip().lower():
        case "quoted-printable":
            return binascii.a2b_qp(body)
        case "base64":
            letters = re.sub(rb"[^A-Za-z0-9+/]+", b"", body)
            # Of a part that is cut off, one letter alone says nothing, and two or three lack their padding.
            return binascii.a2b_base64(letters[: len(letters) - (len(letters) % 4 == 1)] + b"==")
        case _:
            return body
