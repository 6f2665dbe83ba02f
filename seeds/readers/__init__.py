"""Sources: from a file, or a text that was pasted, to a page. One module or package a format."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from seeds.article import Page, Source
from seeds.problems import Unreadable
from seeds.readers.formats import format_of
from seeds.readers.text import read_text

MEGABYTE = 1 << 20
SIZE_LIMIT = 64 * MEGABYTE
"""The largest file that is read, in bytes: far above any article, far below the memory."""


def read_source(path: Path) -> Page:
    """Read the file at `path` with the reader of its format.

    Raises Unreadable, one line that says why, for whatever is not a regular, readable file of a
    known format with text in it. Pipes and devices are never opened.
    """
    name = printable_path(path)
    size = _size_of(path, name)
    if size > SIZE_LIMIT:
        raise _too_large(name, size)
    return read_bytes(_bytes_of(path, name), name=name)


def read_bytes(data: bytes, *, name: str) -> Page:
    """The page of a file with these bytes; `name` is its path, printable (`printable_path`).

    The format is what the bytes say, and only then what the name's ending says (`seeds.readers.formats`).
    Raises Unreadable, one line that says why.
    """
    if not data:
        raise Unreadable("{path}: the file is empty", path=name)
    # The library of a format is loaded with the first file that needs it.
    match format_of(name, data):
        case "html":
            from seeds.readers.html import read_html

            return read_html(data, path=name)
        case "pdf":
            from seeds.readers.pdf import read_pdf

            return read_pdf(data, path=name)
        case "docx":
            from seeds.readers.docx import read_docx

            return read_docx(data, path=name)
        case "markdown":
            from seeds.readers.markdown import read_markdown

            return read_markdown(data, path=name)
        case "text":
            return read_text(data, path=name)


def page_from_text(text: str, *, name: str) -> Page:
    """The page of a text that came from no file; `name` stands for its path.

    Lone surrogates, which no file can hold, become question marks. Raises Unreadable where the text is
    blank.
    """
    if not text.strip():
        raise Unreadable("{path}: there is no text in it", path=name)
    data = text.encode("utf-8", "replace")
    source = Source(
        path=name, format="text", encoding="utf-8", sha256=hashlib.sha256(data).hexdigest(), size=len(data)
    )
    return Page(source=source, text=data.decode("utf-8"))


def printable_path(path: Path) -> str:
    """The path as a text that any terminal or file can take, on one line.

    Bytes that are not UTF-8 become U+FFFD; control characters become their pictures (␛), and marks
    that turn the direction of writing become U+FFFD.
    """
    return os.fsencode(path).decode("utf-8", "replace").translate(_VISIBLE)


_VISIBLE = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_VISIBLE |= dict.fromkeys(
    [*range(0x80, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD
)


def _size_of(path: Path, name: str) -> int:
    """The size in bytes of the regular file at `path`; raises Unreadable, saying what there is, if not."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise Unreadable("{path}: there is no such file", path=name) from None
    except PermissionError:
        raise _forbidden(name) from None
    except (OSError, ValueError) as error:
        raise _failed(name, error) from None
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable("{path}: this is a folder; name the files in it", path=name)
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("{path}: this is a pipe or a device, not a file; it was not opened", path=name)
    return status.st_size


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except PermissionError:
        raise _forbidden(name) from None
    except OSError as error:
        raise _failed(name, error) from None
    if len(data) > SIZE_LIMIT:  # it grew since
        raise _too_large(name, len(data))
    return data


def _forbidden(name: str) -> Unreadable:
    return Unreadable("{path}: you have no permission to read it; ask its owner", path=name)


def _failed(name: str, error: Exception) -> Unreadable:
    reason = getattr(error, "strerror", None) or str(error)
    return Unreadable("{path}: it cannot be read ({reason})", path=name, reason=reason)


def _too_large(name: str, size: int) -> Unreadable:
    return Unreadable(
        "{path}: {size} MB is more than the {limit} MB that piyue reads; split the file",
        path=name,
        size=-(-size // MEGABYTE),
        limit=SIZE_LIMIT // MEGABYTE,
    )
