"""Where everything in an article stands on the reader's page: pure geometry, no screen.

An article becomes *passages* (title, what is said of it, paragraphs, captions, furniture), a passage
becomes lines by the rules of `tui.text.wrap`, and a page is the lines one under another in *rows*, with
blank rows between passages. Offsets are those of the article's text; an *index* counts the characters of
a passage as drawn, its indent or mark included.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType
from typing import Literal, NamedTuple

from seeds.article import Article, Block, Span
from tui.language import _, ngettext, told
from tui.text.visible import visible
from tui.text.width import cell_edges
from tui.text.wrap import noted_edges, wrap

Kind = Literal["title", "meta", "note", "heading", "paragraph", "caption", "byline", "fold", "furniture"]
Wrap = Callable[[str, int, tuple[int, ...]], list[Span]]
"""`tui.text.wrap.wrap`, or a form of it that remembers."""
INDENT = "　　"
NO_NOTES: Mapping[int, str] = MappingProxyType({})
CAPTION_MARK = "▫ "
CLOSED, OPEN = "▸ ", "▾ "
_LEADS: dict[Kind, str] = {"paragraph": INDENT, "caption": CAPTION_MARK}


class Passage(NamedTuple):
    """A run of text that wraps by itself.

    `text` is safe to draw. Its first `lead` characters are not the article's; the character after them
    stands at `start` in the article's text. `start` is None where none of it is the article's text.
    """

    kind: Kind
    text: str
    start: int | None = None
    lead: int = 0
    gap: int = 1
    """Blank rows above it."""

    def index_of(self, offset: int) -> int:
        """The index of the article's character at `offset`, which must not lie before the passage."""
        return offset - (self.start or 0) + self.lead

    def offset_of(self, index: int) -> int | None:
        """The offset of the character at `index`; None for a character that is not the article's."""
        if self.start is None or not self.lead <= index < len(self.text):
            return None
        return self.start + index - self.lead


class Place(NamedTuple):
    """A character of a page: the passage's number and the character's index in it (`at`)."""

    passage: int
    at: int


class Note(NamedTuple):
    """A letter that is drawn after the character before index `at`, and is not the text's."""

    at: int
    letter: str


class Line(NamedTuple):
    """One row with text on it: characters [start, end) of a passage."""

    number: int
    passage: Passage
    start: int
    end: int
    notes: Sequence[Note] = ()

    @property
    def text(self) -> str:
        """The line as drawn, but for its notes."""
        return self.passage.text[self.start : self.end]

    @property
    def edges(self) -> list[int]:
        """The cells at which its characters begin, and the one after the last."""
        return noted_edges(cell_edges(self.text), [note.at - self.start for note in self.notes])

    @property
    def span(self) -> Span | None:
        """The article's text on this line; None where there is none."""
        if self.passage.start is None or self.end <= self.passage.lead:
            return None
        first = max(self.start, self.passage.lead)
        return Span(
            self.passage.start + first - self.passage.lead, self.passage.start + self.end - self.passage.lead
        )


class Page:
    """Passages, one or more, laid out `width` cells wide. `height` is in rows.

    `notes` are letters to be drawn in the text, by the offset of the character that follows them.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        width: int,
        wrapped: Wrap = wrap,
        notes: Mapping[int, str] = NO_NOTES,
    ) -> None:
        self.passages = passages
        self.width = width
        self._notes = [_noted(passage, notes) for passage in passages]
        self._lines: list[list[Span]] = []
        self._tops: list[int] = []
        self.height = 0
        for passage, noted in zip(passages, self._notes, strict=True):
            lines = wrapped(passage.text, width, tuple(note.at for note in noted))
            self.height += passage.gap
            self._tops.append(self.height)
            self._lines.append(lines)
            self.height += len(lines)
        self._texts = [number for number, passage in enumerate(passages) if passage.start is not None]
        self._starts = [passage.start for passage in passages if passage.start is not None]
        last = passages[self._texts[-1]] if self._texts else None
        self._end = last.start + len(last.text) - last.lead if last and last.start is not None else 0

    def line(self, row: int) -> Line | None:
        """What stands on `row`; None for a blank one."""
        number = bisect_right(self._tops, row) - 1
        if number < 0 or row - self._tops[number] >= len(self._lines[number]):
            return None
        start, end = self._lines[number][row - self._tops[number]]
        notes = self._notes[number]
        on_line = [note for note in notes if start < note.at <= end] if notes else ()
        return Line(number, self.passages[number], start, end, on_line)

    def place(self, row: int) -> Place:
        """The first character on `row` or, where it is blank, beneath it."""
        number = max(0, bisect_right(self._tops, row) - 1)
        lines = self._lines[number]
        if row - self._tops[number] < len(lines):
            return Place(number, lines[max(0, row - self._tops[number])].start)
        return Place(min(number + 1, len(self.passages) - 1), 0)

    def row_of(self, place: Place) -> int:
        """The row that shows the character at `place`."""
        number = min(place.passage, len(self.passages) - 1)
        lines = self._lines[number]
        return self._tops[number] + max(0, bisect_right(lines, place.at, key=lambda line: line.start) - 1)

    def row_at(self, offset: int) -> int:
        """The row that shows the article's character at `offset`, or the end of the line before it."""
        at = max(0, bisect_right(self._starts, offset) - 1)
        if at >= len(self._texts):
            return 0
        number = self._texts[at]
        passage = self.passages[number]
        return self.row_of(Place(number, min(passage.index_of(offset), len(passage.text))))

    def rows_of(self, span: Span) -> range:
        """The rows that show any of `span`."""
        return range(self.row_at(span.start), self.row_at(max(span.start, span.end - 1)) + 1)

    def offset_from(self, row: int) -> int:
        """The first offset of the article shown on `row` or beneath it; where none is, the text's end."""
        if row >= self.height:
            return self._end
        number, index = self.place(row)
        passage = self.passages[number]
        if passage.start is not None:
            return passage.start + max(0, index - passage.lead)
        below = bisect_right(self._texts, number)
        return self._starts[below] if below < len(self._starts) else self._end


def index_at(line: Line, cell: int) -> int | None:
    """The index of the character that covers `cell` of the line (both of a wide one); None beside it."""
    edges = line.edges
    if not 0 <= cell < edges[-1]:
        return None
    return line.start + bisect_right(edges, cell) - 1


def _noted(passage: Passage, notes: Mapping[int, str]) -> list[Note]:
    """The notes in a passage, in order."""
    if passage.start is None or not notes:
        return []
    end = passage.start + len(passage.text) - passage.lead
    within = (offset for offset in range(passage.start + 1, end + 1) if offset in notes)
    return [Note(passage.index_of(offset), letter) for offset in within for letter in notes[offset]]


def passages(article: Article, *, unfolded: bool) -> list[Passage]:
    """The article's passages in reading order; its furniture as one line, or `unfolded` line by line; and
    the file that it comes from."""
    head = list(takewhile(lambda block: block.role == "title", article.blocks))
    found = [_drawn(article, block, "title", gap=0) for block in head]
    if not head and article.meta.title:
        found.append(Passage("title", visible(article.meta.title), gap=0))
    found += _about(article, " ".join(passage.text for passage in found))
    for block in article.blocks[len(head) :]:
        found.append(_drawn(article, block, "heading" if block.role == "title" else block.role))
    if not article.text.strip():
        found.append(Passage("note", _("There is no text in this article.")))
    return [*found, *_furniture(article, unfolded), _origin(article)]


def _drawn(article: Article, block: Block, kind: Kind, gap: int = 1) -> Passage:
    text = visible(article.text[block.start : block.end])
    lead = "" if text[:1].isspace() else _LEADS.get(kind, "")
    return Passage(kind, lead + text, block.start, len(lead), gap)


def _about(article: Article, titles: str) -> Iterable[Passage]:
    meta = article.meta
    if meta.subtitle and visible(meta.subtitle) not in titles:
        yield Passage("meta", visible(meta.subtitle), gap=0)
    facts = [meta.source, (meta.published or "").replace("T", " "), meta.section]
    if meta.authors:
        facts.append(_("by {names}").format(names=_(", ").join(meta.authors)))
    if meta.editors:
        facts.append(_("edited by {names}").format(names=_(", ").join(meta.editors)))
    if meta.issue:
        facts.append(_("issue {issue}").format(issue=meta.issue))
    if meta.page:
        facts.append(_("page {page}").format(page=meta.page))
    line = " · ".join(visible(fact) for fact in facts if fact)
    if line:
        yield Passage("meta", line, gap=0)
    notes = [
        _("The text begins in mid-sentence: its beginning stood on an earlier page.")
    ] * article.lead_missing
    for number, note in enumerate((*notes, *map(told, article.notes))):
        yield Passage("note", visible(note), gap=int(number == 0))


def _furniture(article: Article, unfolded: bool) -> Iterable[Passage]:
    lines = [line for piece in article.furniture for line in piece.text.splitlines() if line.strip()]
    if not lines:
        return
    line = ngettext("{count} line of page furniture", "{count} lines of page furniture", len(lines))
    yield Passage("fold", (OPEN if unfolded else CLOSED) + line.format(count=f"{len(lines):,}"), gap=2)
    if unfolded:
        for number, line in enumerate(lines):
            yield Passage("furniture", visible(line), gap=int(number == 0))


def _origin(article: Article) -> Passage:
    line = _("from {path}").format(path=article.source.path)
    return Passage("furniture", visible(line), gap=1 if article.furniture else 2)
