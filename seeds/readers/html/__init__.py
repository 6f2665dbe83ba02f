"""HTML: bytes of a saved page in, a page out, every character of its text traced to the source."""

from __future__ import annotations

import hashlib

from seeds.article import Note, Page, Source
from seeds.problems import Unreadable
from seeds.readers.html.charset import decoded_page
from seeds.readers.html.metadata import declared_in, meta_of
from seeds.readers.html.regions import region_marks
from seeds.readers.html.rendering import Rendering, rendered
from seeds.readers.html.tables import with_rows
from seeds.readers.text import remarks

_HARDLY_ANY, _SHOWN_LATER = 300, 2
"""A page that shows so few characters and hides so many times more is shown by its script."""


def read_html(data: bytes, *, path: str) -> Page:
    """The page that `data`, a saved web page, shows; `path` is the printable name that goes into its source.

    Its text is what a person sees, the title of the window first, a block a line. Its origins count the
    characters of the decoded source. Raises Unreadable where it shows no text or is not text at all.
    """
    if not data:
        raise Unreadable("{path}: the file is empty", path=path)
    decoded, odd = decoded_page(data)
    if not decoded.readable:
        raise Unreadable("{path}: this is not text in any known encoding; save it as UTF-8 text", path=path)
    page = rendered(decoded.text)
    if page.text.size < _HARDLY_ANY and page.hidden > _SHOWN_LATER * page.text.size:
        page = rendered(decoded.text, show_hidden=True)
    text = with_rows(page, page.text.text)
    if not text.strip():
        raise Unreadable("{path}: the page shows no text; its words may come from a script", path=path)
    source = Source(
        path=path,
        format="html",
        encoding=decoded.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
    )
    return Page(
        source=source,
        text=text,
        notes=(*remarks(decoded), *odd, *_oddities(page)),
        marks=(*page.text.marks, *region_marks(page, text)),
        declared=meta_of(declared_in(decoded.text)),
        origins=page.text.origins,
    )


def _oddities(page: Rendering) -> tuple[Note, ...]:
    notes = []
    if page.unclosed:
        notes.append(Note("unclosed comment: what stands after it was read as text"))
    if page.unknown:
        count = {"count": str(page.unknown)}
        notes.append(Note("{count} character references name no character; each shows as \ufffd", count))
    return tuple(notes)
