"""Plain text: bytes in, a page out."""

from __future__ import annotations

import hashlib

from seeds.article import Note, Page, Source, Span
from seeds.problems import Unreadable
from seeds.readers.encodings import Decoded, decode

_NAMED_RANGES = 5
BLANK = " \t\n\v\f\r\u00a0\u3000\u200b\ufeff"
"""What surrounds a text and is none of it."""


def read_text(data: bytes, *, path: str) -> Page:
    """The page that `data` holds; `path` is the printable name that goes into its source.

    Raises Unreadable where there is nothing to read or it is not text.
    """
    decoded = decoded_text(data, path=path)
    return Page(
        source=source_of(data, path=path, form="text", encoding=decoded.encoding),
        text=decoded.text,
        notes=remarks(decoded),
    )


def decoded_text(data: bytes, *, path: str) -> Decoded:
    """The characters of a file that is to be text. Raises Unreadable where it has none or is not."""
    if not data:
        raise Unreadable("{path}: the file is empty", path=path)
    decoded = decode(data)
    if not decoded.readable:
        raise Unreadable("{path}: this is not text in any known encoding; save it as UTF-8 text", path=path)
    if not decoded.text.strip(BLANK):
        raise Unreadable("{path}: the file holds nothing but blank space", path=path)
    return decoded


def source_of(data: bytes, *, path: str, form: str, encoding: str) -> Source:
    """What is kept of a file as it was given."""
    return Source(
        path=path, format=form, encoding=encoding, sha256=hashlib.sha256(data).hexdigest(), size=len(data)
    )


def remarks(decoded: Decoded) -> tuple[Note, ...]:
    """What was odd about the bytes of a text."""
    found = []
    if decoded.bad:
        bad = {"ranges": _named(decoded.bad), "encoding": decoded.encoding}
        found.append(
            Note("bytes {ranges} are not {encoding}; each shows as \ufffd (the file may mix encodings)", bad)
        )
    if decoded.cut:
        cut = {"count": str(decoded.cut)}
        found.append(Note("the file ends inside a character; its last {count} bytes were left out", cut))
    return tuple(found)


def _named(ranges: tuple[Span, ...]) -> str:
    names = ", ".join(f"{start}-{end - 1}" for start, end in ranges[:_NAMED_RANGES])
    more = len(ranges) - _NAMED_RANGES
    return f"{names}, … (+{more})" if more > 0 else names
