"""Word files: the paragraphs that a reader sees, in order, with where each character stands in the file."""

from __future__ import annotations

import re
from functools import partial

from seeds.article import Meta, Note, Page
from seeds.problems import Unreadable
from seeds.readers.docx.numbering import Numbered, Numbering
from seeds.readers.docx.package import Package
from seeds.readers.docx.paragraphs import Paragraph
from seeds.readers.docx.story import Story
from seeds.readers.docx.styles import Style, styles_of
from seeds.readers.docx.xml_stream import Attributes
from seeds.readers.pasted import marks_of
from seeds.readers.text import source_of
from seeds.readers.traced_text import MarkKind, TracedText

_BESIDE = ("header", "footer", "footnotes", "endnotes", "comments")
"""The parts that stand beside the main text, in the order in which they follow it on the page."""
_MOST_BESIDE = 40
_LONGEST_HEADING = 60
_SENTENCE_ENDS = tuple("。!?;\uff01\uff1f\uff1b")
_NEAR_THE_TOP = 10


def read_docx(data: bytes, *, path: str) -> Page:
    """The page of a Word file (.docx, .docm, .dotx); `path` is its printable name.

    The main text is marked as the article's own (unless it is a pasted web page, see `seeds.readers.pasted`),
    by the styles as title, headings and captions; notes, comments, headers and footers follow it, as none of
    it. What the file's properties say is not declared: their title, author and date are mostly those of a
    template or of the first document of a series. A title among them only confirms a line at the top.
    Raises Unreadable.
    """
    package = Package(data, path)
    page = TracedText()
    relations = package.relations(package.document)
    parts = {one.kind: one.target for one in relations}
    styles = styles_of(package, parts.get("styles", "word/styles.xml"))
    numbering = Numbering(package, parts.get("numbering", "word/numbering.xml"))
    story = Story(partial(_number, styles=styles, numbering=numbering))
    whole = package.parse(package.document, story.start, story.end, story.characters)
    subtitle = _write_main(package, _shown(story), styles, page)
    beside = sorted(
        {one for one in relations if one.kind in _BESIDE}, key=lambda one: _BESIDE.index(one.kind)
    )
    for relation in [one for one in beside if package.has(one.target)][:_MOST_BESIDE]:
        aside = Story()
        package.parse(relation.target, aside.start, aside.end, aside.characters)
        for paragraph in _shown(aside):
            _write(paragraph, relation.target, "furniture", page)
    if not page.text.strip():
        raise package.damaged() if not whole else Unreadable("{path}: there is no text in it", path=path)
    notes = []
    if not whole:
        notes.append(Note("the file is damaged: what follows the last line could not be read"))
    if story.embeds:
        notes.append(Note("a part of it is another document, embedded in it, and was not read"))
    return Page(
        source=source_of(data, path=path, form="docx", encoding=""),
        text=page.text,
        notes=tuple(notes),
        marks=marks_of(page),
        declared=Meta(subtitle=subtitle),
        origins=page.origins,
    )


def _shown(story: Story) -> list[Paragraph]:
    """The paragraphs that have anything in them."""
    return [paragraph for paragraph in story.paragraphs if paragraph.text.strip()]


def _number(paragraph: Paragraph, styles: dict[str, Style], numbering: Numbering) -> str:
    """The number that is seen before a paragraph, which it or its style asks for."""
    style = styles.get(paragraph.style, Style())
    if paragraph.list is not None:
        return numbering.label(Numbered(paragraph.list, paragraph.list_level or 0))
    if style.list and style.list_level is None and paragraph.list_level is None:
        return numbering.label(numbering.level_of(Numbered(style.list), paragraph.style))
    return numbering.label(Numbered(style.list, paragraph.list_level or style.list_level or 0))


def _write_main(
    package: Package, paragraphs: list[Paragraph], styles: dict[str, Style], page: TracedText
) -> str | None:
    """Add the main text to the page; the subtitle, if a style says which line it is."""
    ranks = [_rank(paragraph, styles) for paragraph in paragraphs]
    kinds = [_KINDS.get(rank.kind, "heading" if rank.level else "body") for rank in ranks]
    if "title" not in kinds:
        title = _title(paragraphs, ranks, _title_of_properties(package))
        if title is not None:
            kinds[title] = "title"
    for paragraph, kind in zip(paragraphs, kinds, strict=True):
        _write(paragraph, package.document, kind, page)
    subtitles = (
        one.text.strip() for one, rank in zip(paragraphs, ranks, strict=True) if rank.kind == "subtitle"
    )
    return next(subtitles, None)


_KINDS: dict[str, MarkKind] = {"title": "title", "caption": "caption", "contents": "furniture"}


def _rank(paragraph: Paragraph, styles: dict[str, Style]) -> Style:
    """What a paragraph is by its style or its own outline level. No style makes a heading of a sentence."""
    style = styles.get(paragraph.style, Style())
    if style.kind in ("caption", "contents"):
        return style
    text = paragraph.text.strip()
    if len(text) > _LONGEST_HEADING or text.endswith(_SENTENCE_ENDS):
        return Style()
    return style if style.kind else Style(level=paragraph.level or style.level)


def _title(paragraphs: list[Paragraph], ranks: list[Style], said: str) -> int | None:
    """The line that the file's properties repeat; else the first heading, if none other ranks as high."""
    for at, paragraph in enumerate(paragraphs[:_NEAR_THE_TOP]):
        if said and _letters(paragraph.text) == said:
            return at
    headings = [(at, rank.level) for at, rank in enumerate(ranks) if rank.level]
    if not headings or any(level <= headings[0][1] for _at, level in headings[1:]):
        return None
    return headings[0][0] if headings[0][0] < _NEAR_THE_TOP else None


def _title_of_properties(package: Package) -> str:
    """The title among the properties of the file, its letters alone."""
    part = next((one.target for one in package.relations("") if one.kind == "core-properties"), "")
    said: list[str] = []
    within = ""

    def start(tag: str, _attributes: Attributes) -> None:
        nonlocal within
        within = tag

    def characters(text: str) -> None:
        if within == "dc:title":
            said.append(text)

    if package.has(part):
        package.parse(part, start, characters=characters)
    return _letters("".join(said))


_letters = partial(re.compile(r"\W+").sub, "")


def _write(paragraph: Paragraph, part: str, kind: MarkKind, page: TracedText) -> None:
    if page.size:
        page.joint("\n")
    start = page.size
    link: int | None = None
    for piece in paragraph.pieces:
        if piece.linked and link is None:
            link = page.size
        elif link is not None and not piece.linked:
            page.mark(link, "link")
            link = None
        if piece.number < 0:
            page.joint(piece.text)
        else:
            page.add(piece.text, f"{part}#{piece.number}", piece.at)
    if link is not None:
        page.mark(link, "link")
    page.mark(start, kind)
