"""Records of a collection: from the fields of an article to a page."""

from __future__ import annotations

import hashlib
import re

import msgspec

from seeds.article import Mark, Meta, Note, Origin, Page, Source
from seeds.problems import Unreadable
from seeds.readers.pieces import Record
from seeds.readers.published import iso_time
from seeds.readers.text import BLANK
from seeds.readers.traced_text import TracedText

_DECODER = msgspec.json.Decoder(Record)
_WHOLE_PAGE = re.compile(r"<(?:html|body|head|!doctype)\b", re.IGNORECASE)


def read_record(data: bytes, *, name: str, form: str) -> Page:
    """The page of a record, `data` its fields as JSON; `name` is printable, `form` that of its collection.

    Its text is the title, the subtitle and the paragraphs, a line each; a part of its origins is a field of
    the record. The source's sha256 is that of the fields alone, in their own order: the same article is
    the same in whichever collection it comes. Raises Unreadable where there is no text.
    """
    try:
        record = _DECODER.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Unreadable("{path}: this is no record ({reason})", path=name, reason=str(error)) from None
    page = _of_page(record, name) if record.html else _of_text(record)
    if not page.text.strip():
        raise Unreadable("{path}: there is no text in it", path=name)
    source = Source(
        path=name,
        format=form or "record",
        encoding="utf-8",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
    )
    lost = page.text.count("\ufffd")
    notes = page.notes
    if lost and not record.html:
        values = {"count": str(lost)}
        notes = (*notes, Note("characters that could not be read: {count}; each shows as \ufffd", values))
    return msgspec.structs.replace(page, source=source, notes=notes, declared=_declared(record))


_NO_SOURCE = Source(path="", format="", encoding="", sha256="", size=0)


def _of_text(record: Record) -> Page:
    page = TracedText()
    lines = _lines(record.text)
    title = _squeezed(record.title)
    told = bool(title and lines) and _squeezed(lines[0][0]) == title
    _head(page, record, with_title=not told)
    for at, (line, start) in enumerate(lines):
        begin = page.size
        page.add(line, "text", start)
        page.mark(begin, "title" if told and at == 0 else "body")
        page.joint("\n")
    return Page(source=_NO_SOURCE, text=page.text, marks=page.marks, origins=page.origins)


def _of_page(record: Record, name: str) -> Page:
    """The page that the markup gives, under the record's title where it does not have that itself.

    Of a part of a page all is the article; in a whole page it is still to be found.
    """
    from seeds.readers.html import read_html

    read = read_html(record.html.encode("utf-8", "replace"), path=name)
    lines = _lines(read.text)
    title = _squeezed(record.title)
    told = bool(title) and any(_squeezed(line) == title for line, _ in lines)
    head = TracedText()
    _head(head, record, with_title=not told)
    shift = head.size
    marks = [Mark(mark.start + shift, mark.end + shift, mark.kind) for mark in read.marks]
    if not _WHOLE_PAGE.search(record.html):
        roles = [mark for mark in marks if mark.kind in ("title", "furniture")]
        for line, start in lines:
            begin, end = start + shift, start + shift + len(line)
            if not any(mark.start < end and begin < mark.end for mark in roles):
                marks.append(Mark(begin, end, "body"))
    origins = [
        Origin(origin.page + shift, origin.length, origin.part or "html", origin.at, origin.size)
        for origin in read.origins
    ]
    return msgspec.structs.replace(
        read,
        text=head.text + read.text,
        marks=tuple(sorted([*head.marks, *marks], key=lambda mark: mark.start)),
        origins=(*head.origins, *origins),
    )


def _head(page: TracedText, record: Record, *, with_title: bool) -> None:
    if with_title and record.title:
        page.add(record.title, "title", 0)
        page.mark(0, "title")
        page.joint("\n")
    if record.subtitle:
        begin = page.size
        page.add(record.subtitle, "subtitle", 0)
        page.mark(begin, "heading")
        page.joint("\n")


def _lines(text: str) -> list[tuple[str, int]]:
    """The lines that are not blank, without blanks around them, and where each starts."""
    found = []
    at = 0
    for line in text.split("\n"):
        bare = line.strip(BLANK)
        if bare:
            found.append((bare, at + line.index(bare)))
        at += len(line) + 1
    return found


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _declared(record: Record) -> Meta:
    """What the record says of the article; what its page declares beside that is not of the same weight."""
    return Meta(
        title=record.title or None,
        subtitle=record.subtitle or None,
        published=iso_time(record.published),
        source=record.source or None,
        authors=record.authors,
        editors=record.editors,
        issue=record.issue or None,
        page=record.page or None,
        section=record.section or None,
    )
