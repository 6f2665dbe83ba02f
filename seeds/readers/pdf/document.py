"""A PDF opened with PDFium: its pages one after the other, within limits; what could not be read of it."""

from __future__ import annotations

import re
import threading
import time
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from seeds.problems import Unreadable
from seeds.readers.pdf.sheets import Sheet, TooManyGlyphs, read_sheet

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

PAGES = 2_000
"""The most pages of a file that are read: more than any issue of a periodical has."""
GLYPHS = 1_000_000
"""The most characters of a file that are read."""
SECONDS = 40.0
"""After so long no further page is begun."""
_PDFIUM = threading.Lock()  # it must not be entered by two threads
_CATALOGUE = re.compile(rb"/Type\s{0,4}/Catalog\b")
_OBJECT = re.compile(rb"\b(\d{1,7})\s(\d{1,5})\sobj\b")
_PAGE_TREE = re.compile(rb"/Type\s{0,4}/Pages\b")
_COUNT = re.compile(rb"/Count\s{1,4}(\d{1,5})\b")
_NEAR, _LOOKED_AT = 1_000, 500


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of a file that says it has so many `pages`.

    `failed` are the numbers of pages that cannot be parsed, `large` of those with too many characters;
    `left` pages were not begun, because those before them took all that a file may take.
    """

    sheets: list[Sheet]
    pages: int
    failed: tuple[int, ...]
    large: tuple[int, ...]
    left: int

    @property
    def silent(self) -> tuple[int, ...]:
        """The numbers of the pages on which something is drawn, but no text that can be read."""
        return tuple(sheet.number for sheet in self.sheets if sheet.drawn and not sheet.readable)


def read_document(data: bytes, path: str, *, damaged: bool) -> Reading:
    """All pages of the PDF `data`. Raises Unreadable, with `path` in it, where it cannot be opened."""
    with _PDFIUM, closing(_opened(data, path)) as document:
        reading = _read(document)
    if damaged or not reading.pages:  # else the tables may speak of pages that were taken out since
        return msgspec.structs.replace(reading, pages=max(reading.pages, _promised(data)))
    return reading


def _opened(data: bytes, path: str) -> PdfDocument:
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Unreadable("{path}: it needs a password; save it without one", path=path) from None
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise Unreadable(
                "{path}: it is protected in an unknown way; save it without", path=path
            ) from None
    try:
        return pypdfium2.PdfDocument(_with_an_end(data))
    except pypdfium2.PdfiumError:
        raise Unreadable(
            "{path}: this is no PDF, or it is too damaged to be opened; get another copy", path=path
        ) from None


def _with_an_end(data: bytes) -> bytes:
    """The file with an end that names its catalogue, as that of a file which was cut is missing."""
    for named in islice(_CATALOGUE.finditer(data), _LOOKED_AT):
        objects = list(_OBJECT.finditer(data, max(0, named.start() - _NEAR), named.start()))
        if objects:
            return data + b"\ntrailer\n<</Root %b %b R>>\n%%%%EOF\n" % objects[-1].groups()
    return data


def _read(document: PdfDocument) -> Reading:
    import pypdfium2

    sheets: list[Sheet] = []
    failed, large = [], []
    count, glyphs, began = len(document), 0, time.monotonic()
    at = 0
    while at < min(count, PAGES) and glyphs <= GLYPHS and time.monotonic() - began <= SECONDS:
        at += 1
        try:
            with closing(document[at - 1]) as page:
                sheets.append(read_sheet(page, at))
            glyphs += len(sheets[-1].glyphs)
        except TooManyGlyphs:
            large.append(at)
        except pypdfium2.PdfiumError:
            failed.append(at)
    return Reading(
        sheets=sheets,
        pages=count,
        failed=tuple(failed),
        large=tuple(large),
        left=count - at,
    )


def _promised(data: bytes) -> int:
    """The number of pages that the file's own tables speak of; 0 where they are compressed."""
    found = 0
    for tree in islice(_PAGE_TREE.finditer(data), _LOOKED_AT):
        start = max(data.rfind(b" obj", max(0, tree.start() - _NEAR), tree.start()), 0)
        stop = data.find(b"endobj", tree.end(), tree.end() + _NEAR)
        count = _COUNT.search(data, start, stop if stop > 0 else tree.end() + _NEAR)
        found = max(found, int(count[1]) if count else 0)
    return found
