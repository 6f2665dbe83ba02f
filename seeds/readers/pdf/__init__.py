"""PDF: bytes in, a page out, its text in the order in which people read it."""

from __future__ import annotations

from collections.abc import Iterator

from seeds.article import Note, Page
from seeds.problems import Unreadable
from seeds.readers import MEGABYTE
from seeds.readers.pdf.composing import composed
from seeds.readers.pdf.document import Reading, read_document
from seeds.readers.pdf.streams import condition_of, is_cut_short
from seeds.readers.text import source_of

_NAMED_PAGES = 12


def read_pdf(data: bytes, *, path: str) -> Page:
    """The page that the PDF `data` holds; `path` is the printable name that goes into its source.

    Its text has a block a line: paragraphs whole over lines, columns and pages, headings, captions, and
    where they stand the running heads and folios. `origins` are in parts named `page 3`, by the number of
    the character on that page. What is missing of a damaged file is told in notes. Raises Unreadable where
    there is nothing to read.

    PDFium can be made to run for long, or to fill the memory, by files that pass the checks here: where a
    file comes from strangers, read it in a process that can be ended.
    """
    if not data:
        raise Unreadable("{path}: the file is empty", path=path)
    condition = condition_of(data)
    if condition.expanded:
        raise Unreadable(
            "{path}: a part of it expands to more than {size} MB, as no text does; it was not opened",
            path=path,
            size=condition.expanded // MEGABYTE,
        )
    damaged = bool(condition.damaged or is_cut_short(data))
    reading = read_document(data, path, damaged=damaged)
    if not any(sheet.readable for sheet in reading.sheets):
        raise _without_text(reading, path, damaged=damaged)
    text = composed([sheet for sheet in reading.sheets if sheet.readable])
    return Page(
        source=source_of(data, path=path, form="pdf", encoding=""),
        text=text.text,
        notes=tuple(_remarks(reading, damaged=damaged)),
        marks=text.marks,
        origins=text.origins,
    )


def _without_text(reading: Reading, path: str, *, damaged: bool) -> Unreadable:
    if reading.large:
        return Unreadable("{path}: its pages have more characters than any page; it was not read", path=path)
    if reading.left == reading.pages:
        return Unreadable("{path}: it takes too long to read; split the file", path=path)
    if damaged or reading.failed or len(reading.sheets) < reading.pages:
        return Unreadable(
            "{path}: the file is damaged, no page of it can be read; get another copy", path=path
        )
    if reading.silent:
        return Unreadable("{path}: its pages are pictures without text; run OCR first", path=path)
    return Unreadable("{path}: the file holds nothing but blank space", path=path)


def _remarks(reading: Reading, *, damaged: bool) -> Iterator[Note]:
    missing = reading.pages - len(reading.sheets) - len(reading.large) - reading.left
    if missing > 0:
        counts = {"read": str(len(reading.sheets)), "pages": str(reading.pages)}
        yield Note("damaged PDF: {read} of {pages} pages were read", counts)
    elif damaged:
        yield Note("damaged PDF: some of its text may be missing or wrong")
    if reading.left:
        first = {"read": str(reading.pages - reading.left), "pages": str(reading.pages)}
        yield Note("only the first {read} of {pages} pages were read: the file is too large", first)
    if len(reading.large) == 1:
        yield Note(
            "page {page} has more characters than any page; it was left out", {"page": str(reading.large[0])}
        )
    elif reading.large:
        yield Note(
            "pages {pages} have more characters than any page; they were left out",
            {"pages": _named(reading.large)},
        )
    if len(reading.silent) == 1:
        yield Note(
            "page {page} has no readable text; it may be scanned pictures (OCR is needed)",
            {"page": str(reading.silent[0])},
        )
    elif reading.silent:
        yield Note(
            "pages {pages} have no readable text; they may be scanned pictures (OCR is needed)",
            {"pages": _named(reading.silent)},
        )


def _named(pages: tuple[int, ...]) -> str:
    names = ", ".join(map(str, pages[:_NAMED_PAGES]))
    more = len(pages) - _NAMED_PAGES
    return f"{names}, … (+{more})" if more > 0 else names
