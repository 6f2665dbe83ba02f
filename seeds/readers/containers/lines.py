"""The characters of a collection, line by line, in whichever encoding it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

from seeds.problems import Unreadable
from seeds.readers.containers.streams import CHUNK, Damaged
from seeds.readers.encodings import decode

RECORD_LIMIT = 8_000_000
"""The longest record that is read, in characters: eighty novels."""
_BLANK_LINES = 100_000
"""So many blank lines in a row are no collection's: a disk that was full, or a bomb."""
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@contextmanager
def characters(stream: io.BufferedReader, name: str, newline: str) -> Iterator[io.TextIOWrapper]:
    """The stream as text, without its byte order mark; what cannot be decoded becomes U+FFFD.

    The first thousands of bytes tell the encoding. The stream is left open. Raises Unreadable where
    they are no text.
    """
    sample = stream.peek(CHUNK)[:CHUNK]
    if not sample:
        raise Unreadable("{path}: the file is empty", path=name)
    found = decode(sample)
    if not found.readable:
        raise Unreadable("{path}: this is not text in any known encoding; save it as UTF-8", path=name)
    encoding = "utf-8-sig" if found.encoding == "utf-8" else found.encoding
    if sample.startswith(_UTF_16_MARKS):
        encoding = "utf-16"
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline=newline)
    try:
        yield text
    finally:
        text.detach()


def numbered(text: io.TextIOWrapper) -> Iterator[tuple[int, str]]:
    """The lines with their numbers from 1, their ends included.

    Of one that is too long for a record, what is over the limit is left out. Raises Damaged where nothing
    but blank lines follows for long.
    """
    number = blank = 0
    while line := text.readline(RECORD_LIMIT + 1):
        number += 1
        blank = blank + 1 if line.isspace() else 0
        if blank > _BLANK_LINES:
            raise Damaged
        yield number, line
        while line and not line.endswith(("\n", "\r")):
            line = text.readline(RECORD_LIMIT)


def too_long(name: str) -> Unreadable:
    """What is said of a record over the limit."""
    return Unreadable(
        "{path}: skipped; it is longer than {limit} million characters",
        path=name,
        limit=RECORD_LIMIT // 1_000_000,
    )
