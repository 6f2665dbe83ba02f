"""Web archives of crawlers (WARC, ISO 28500): the pages in them, each with its address.

Pages are what a server gave with status 200 as HTML, and pages that were put in without HTTP. Requests,
metadata and the like are not members; other answers are passed over. (warcio reads these archives too, but
lines and chunks of any length go into memory, and it writes to the terminal what it finds odd.)
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from seeds.problems import Unreadable
from seeds.readers import SIZE_LIMIT
from seeds.readers.containers.budget import Budget
from seeds.readers.containers.names import shown
from seeds.readers.containers.streams import (
    CHUNK,
    Damaged,
    Expanded,
    Filling,
    Part,
    buffered,
    gzip_or_zlib,
    raw_deflate,
    whole,
)
from seeds.readers.pieces import Passed, Piece

_LONGEST_HEADER = 1 << 16
_LONGEST_CHUNK_LINE = 1 << 10
_PAGES = ("text/html", "application/xhtml+xml")
_HTTP_STATUS = re.compile(r"HTTP/\d(?:\.\d)? (\d{3})")
_LENGTH = re.compile(r"\d{1,18}")
_CHUNK_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,15})\s*(?:;|\r?\n)")
_PACKED = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


def pages(stream: io.BufferedReader, name: str, budget: Budget) -> Iterator[Piece | Passed | Unreadable]:
    """The pages of the archive, and what else servers answered. Raises Damaged where it is cut off."""
    while (first := _first_line(stream)) is not None:
        budget.enter()
        header = _header(stream)
        if not first.startswith(b"WARC/") or not _LENGTH.fullmatch(header.get("content-length", "")):
            raise Damaged
        block = Part(stream, int(header["content-length"]))
        if header.get("warc-type") in ("response", "resource"):
            yield _answer(header, buffered(block), name, budget)
        while block.read(CHUNK):
            pass


def _answer(
    header: dict[str, str], block: io.BufferedReader, name: str, budget: Budget
) -> Piece | Passed | Unreadable:
    address = shown(header.get("warc-target-uri", "").strip("<>")[:2000])
    where = f"{name}/{address}"
    kind, status = header.get("content-type", ""), "200"
    answered: dict[str, str] = {}
    try:
        if header["warc-type"] == "response":
            if not kind.startswith("application/http"):
                return Passed(name=where, ending=_short(kind))
            said = _HTTP_STATUS.match(block.readline(_LONGEST_HEADER).decode("latin-1"))
            status = said[1] if said else "?"
            answered = _header(block)
            kind = answered.get("content-type", "text/html")
        if status != "200":
            return Passed(name=where, ending=f"HTTP {status}")
        if kind.partition(";")[0].strip().lower() not in _PAGES:
            return Passed(name=where, ending=_short(kind))
        return Piece(name=where, data=_page(answered, block, where, budget), format="html")
    except Unreadable as problem:
        return problem
    except Damaged:
        return Unreadable("{path}: it is damaged in the archive, so it was left", path=where)


def _page(answered: dict[str, str], block: io.BufferedReader, where: str, budget: Budget) -> bytes:
    """The body of an answer, without what HTTP did to it on its way. Raises Unreadable and Damaged.

    Crawlers often undo that and leave the header as it was.
    """
    body = block
    if "chunked" in answered.get("transfer-encoding", "").lower() and _CHUNK_SIZE.match(block.peek(32)):
        body = buffered(_Dechunked(block))
    packed = answered.get("content-encoding", "identity").strip().lower()
    if packed not in _PACKED:
        raise Unreadable(
            "{path}: piyue does not read pages packed as {packed}", path=where, packed=shown(packed[:40])
        )
    head = body.peek(2)[:2]
    if head == b"\x1f\x8b" or (packed == "deflate" and int.from_bytes(head, "big") % 31 == 0):
        return whole(Expanded(body, gzip_or_zlib, budget, several=False), SIZE_LIMIT, where)
    if packed == "deflate":
        return whole(Expanded(body, raw_deflate, budget, several=False), SIZE_LIMIT, where)
    return whole(body, SIZE_LIMIT, where)


class _Dechunked(Filling):
    """A body that was sent in chunks, each after a line with its size."""

    def __init__(self, source: io.BufferedReader) -> None:
        super().__init__()
        self._source = source
        self._left = 0

    def _some(self, most: int) -> bytes:
        if not self._left:
            line = self._source.readline(_LONGEST_CHUNK_LINE)
            if not line.strip():  # that which ends the chunk before
                line = self._source.readline(_LONGEST_CHUNK_LINE)
            size = _CHUNK_SIZE.match(line)
            if size is None:
                raise Damaged
            self._left = int(size[1], 16)
            if not self._left:
                return b""
        data = self._source.read(min(most, self._left, CHUNK))
        if not data:
            raise Damaged
        self._left -= len(data)
        return data


def _first_line(stream: io.BufferedReader) -> bytes | None:
    """The next line that is not blank, None at the end."""
    while line := stream.readline(_LONGEST_HEADER):
        if line.strip():
            return line
    return None


def _header(stream: io.BufferedReader) -> dict[str, str]:
    """The fields up to the blank line, by their names in lower case; of several, the first."""
    found: dict[str, str] = {}
    left = _LONGEST_HEADER
    while (line := stream.readline(left)).strip():
        left -= len(line)
        if left <= 0:
            raise Damaged
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _short(kind: str) -> str:
    return shown(kind.partition(";")[0].strip().lower()[:60]) or "?"
