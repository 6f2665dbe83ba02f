"""Blocks: headings, captions and paragraphs, the latter made whole over lines, columns and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal, NamedTuple

from seeds.article import Span
from seeds.page.kinds import classified
from seeds.page.lines import NARROW
from seeds.page.lines import Line as PageLine
from seeds.readers.pdf.characters import CHINESE_FROM, is_latin, is_word
from seeds.readers.pdf.lines import Line
from seeds.readers.pdf.rows import Letter
from seeds.readers.pdf.sheets import Rect

Kind = Literal["title", "heading", "caption", "body", "furniture", "plain"]

_LARGE, _SMALL, _TITLE = 1.12, 0.93, 1.3
_SAME_SIZE = 0.04
_HEADING_LINES, _HEADING_LONGEST, _HEAVY_LONGEST = 4, 90, 42
_INDENT, _CENTRED = 1.2, 4.0
_SLACK, _INDENTED_SLACK, _LATIN_SLACK = 1.6, 4.0, 12.0
_WIDE_STEP = 1.6
_BESIDE = 3.0
_SIZES = 6
_BULLETS = "•●■◆▪‣◦○□◇★☆※►▶"
_NOT_HEADING_END = "。，；、,;："
_OPEN = dict(zip("《（(“‘「『【〈", "》）)”’」』】〉", strict=True))
_SPACE = Letter(" ", None)
_GOES_ON = "的和与及之等、，"


class Block(NamedTuple):
    """What one line of the page's text holds. `joints` are what stands before each of `lines`."""

    kind: Kind
    lines: list[Line]
    joints: list[Letter | None]


class Style(NamedTuple):
    """How most of a file's text is set: its size in points, whether its typeface is one for headings.

    `indents`: the first lines of paragraphs are indented; `unbroken`: a paragraph is mostly one line.
    """

    size: float
    heavy: bool
    indents: bool
    unbroken: bool


def style_of(columns: Iterable[list[Line]]) -> Style:
    """The style of the body among all lines."""
    sizes: Counter[tuple[float, bool]] = Counter()
    fresh: Counter[bool] = Counter()
    ended: Counter[bool] = Counter()
    indented = False
    for column in columns:
        above: Line | None = None
        for line in column:
            sizes[round(line.size, 1), line.heavy] += len(line.letters)
            ended[line.ends_sentence] += 1
            is_indented = _INDENT <= line.indent <= _CENTRED
            indented = indented or is_indented
            if above and above.ends_sentence and above.shortfall > _INDENTED_SLACK:
                fresh[is_indented] += 1
            above = line
    (size, heavy) = max(sizes, key=lambda one: (sizes[one], one)) if sizes else (1.0, False)
    return Style(size, heavy, indented and 2 * fresh[True] >= fresh.total(), 2 * ended[True] > ended.total())


class Weaver:
    """Puts the lines of a file, given in the order of reading, together to blocks."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._blocks: list[list[Line]] = []
        self._kinds: list[Kind] = []
        self._open: list[list[Line]] = []

    def furniture(self, line: Line) -> None:
        """A line that is none of the text; a paragraph may go on behind it."""
        self._begin("furniture", line)

    def column(self, lines: list[Line], pictures: list[Rect]) -> None:
        """The lines of one column; a paragraph may go on from the column before."""
        at = 0
        while at < len(lines):
            heading = self._heading(lines, at)
            if heading:
                self._begin("heading", *lines[at : at + heading])
                self._open.clear()
                at += heading
            elif self._is_caption(lines[at], pictures):
                stop = self._caption_end(lines, at)
                self._begin("caption", *lines[at:stop])
                at = stop
            else:
                self._text(lines[at])
                at += 1

    def blocks(self) -> list[Block]:
        """The blocks, the title among them."""
        kinds = list(self._kinds)
        title = self._title()
        if title is not None:
            kinds[title] = "title"
        return [
            Block(_sure(kind, lines), lines, _joints(kind, lines))
            for kind, lines in zip(kinds, self._blocks, strict=True)
        ]

    def _begin(self, kind: Kind, *lines: Line) -> None:
        self._blocks.append(list(lines))
        self._kinds.append(kind)

    def _text(self, line: Line) -> None:
        paragraph = self._paragraph_of(line)
        if paragraph and self._goes_on(paragraph, line):
            paragraph.append(line)
            return
        if paragraph:
            self._open.remove(paragraph)
        self._begin("plain", line)
        if not line.tabular:
            self._open = [*self._open[1 - _SIZES :], self._blocks[-1]]

    def _paragraph_of(self, line: Line) -> list[Line] | None:
        """The paragraph in the line's size that may still go on: a note in another size does not end it."""
        return next((lines for lines in self._open if _same_size(lines[-1], line)), None)

    def _goes_on(self, paragraph: list[Line], line: Line) -> bool:
        """Whether `line` goes on with the paragraph, which may have begun in another column."""
        last = paragraph[-1]
        if (
            line.tabular
            or line.text[0] in _BULLETS
            or not _same_size(last, line)
            or (self._style.unbroken and last.ends_sentence)
        ):
            return False
        full = last.shortfall <= _SLACK
        unfinished = full and not last.may_end
        beside = line.above is not None and self._blocks[-1] is paragraph
        if beside and line.above is not None and line.above > _WIDE_STEP:
            return unfinished and line.indent < _INDENT
        if line.indent >= _INDENT:
            return unfinished or (len(paragraph) > 1 and full and abs(line.indent - last.indent) < 0.3)
        if last.is_latin and line.is_latin:
            return not last.ends_sentence or full or last.shortfall <= _SLACK
        if self._style.indents:
            return last.shortfall <= _INDENTED_SLACK
        if not last.may_end:
            return last.shortfall <= _INDENTED_SLACK
        return full and beside

    def _heading(self, lines: list[Line], at: int) -> int:
        """How many lines from `at` on are one heading; 0 where they are text."""
        first = lines[at]
        if first.size >= _LARGE * self._style.size:
            stop = at + 1
            while stop < len(lines) and _same_size(first, lines[stop]) and not _steps_apart(lines[stop]):
                stop += 1
            size = sum(len(line.letters) for line in lines[at:stop])
            is_short = stop - at <= _HEADING_LINES and size <= _HEADING_LONGEST
            return stop - at if is_short and lines[stop - 1].text[-1] not in _NOT_HEADING_END else 0
        return int(self._is_heavy_heading(lines, at))

    def _is_heavy_heading(self, lines: list[Line], at: int) -> bool:
        """Whether a line of the text's size is a heading: all of it heavy, and a paragraph of its own."""
        line = lines[at]
        if not line.heavy or self._style.heavy or len(line.letters) > _HEAVY_LONGEST or line.tabular:
            return False
        if line.text[-1] in _NOT_HEADING_END or line.size < _SMALL * self._style.size:
            return False
        below = lines[at + 1] if at + 1 < len(lines) else None
        return line.shortfall > _SLACK or below is None or below.indent >= _INDENT

    def _is_caption(self, line: Line, pictures: list[Rect]) -> bool:
        if self._continues(line):
            return False
        text = line.text.translate(NARROW)
        if classified(PageLine(spans=(Span(0, len(text)),), view=text)).kind == "caption":
            return True
        if line.size > _SMALL * self._style.size:
            return False
        return any(
            -line.size <= picture.bottom - line.base <= _BESIDE * line.size
            and picture.left - line.size <= line.right
            and line.left <= picture.right + line.size
            for picture in pictures
        )

    def _continues(self, line: Line) -> bool:
        """Whether a line that reads like a caption is in the midst of a paragraph."""
        paragraph = self._paragraph_of(line)
        return (
            paragraph is not None
            and line.above is not None
            and paragraph[-1].page == line.page
            and self._goes_on(paragraph, line)
        )

    def _caption_end(self, lines: list[Line], at: int) -> int:
        """Where the caption that begins at `at` ends: with a short line, or one in another size."""
        stop = at + 1
        while (
            stop < len(lines)
            and _same_size(lines[at], lines[stop])
            and not _steps_apart(lines[stop])
            and lines[stop - 1].shortfall <= _INDENTED_SLACK
            and not lines[stop - 1].may_end
            and lines[stop].indent < _INDENT
        ):
            stop += 1
        return stop

    def _title(self) -> int | None:
        """The heading that is the title: the largest above the first paragraph, much larger than the text."""
        best: tuple[float, int] | None = None
        for at, (kind, lines) in enumerate(zip(self._kinds, self._blocks, strict=True)):
            if kind == "plain" and len(lines) > 2 and _same_size(lines[0], self._style):
                break
            if kind == "heading" and lines[0].size >= _TITLE * self._style.size:
                best = max(best or (0.0, 0), (lines[0].size, -at))
        return -best[1] if best else None


def _sure(kind: Kind, lines: list[Line]) -> Kind:
    """`body` where lines are a paragraph for sure: several, or a sentence."""
    if kind == "plain" and not lines[0].tabular and (len(lines) > 1 or lines[-1].ends_sentence):
        return "body"
    return kind


def _same_size(one: Line | Style, other: Line | Style) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def _steps_apart(line: Line) -> bool:
    """Whether the line stands farther below the one above it than lines of its size do."""
    return line.above is None or line.above > 2 * _WIDE_STEP


def _joints(kind: Kind, lines: list[Line]) -> list[Letter | None]:
    joints: list[Letter | None] = [None]
    for above, line in pairwise(lines):
        joints.append(_heading_joint(above, line) if kind in ("title", "heading") else joint(above, line))
    return joints


def joint(above: Line, line: Line) -> Letter | None:
    """What stands between two lines of a paragraph: a space beside words and numbers, or nothing."""
    before, after = above.letters[-1].text[-1], line.letters[0].text[0]
    if is_hyphenated(above, line):
        return None
    words = is_word(before), is_word(after)
    if above.space_behind and any(words):
        return above.space_behind
    if all(words):
        return _SPACE if is_latin(before) or is_latin(after) or above.is_latin else None
    latin = above.is_latin and line.is_latin and before < CHINESE_FROM and after < CHINESE_FROM
    return _SPACE if latin and before not in "([-/—" else None


def is_hyphenated(above: Line, line: Line) -> bool:
    """Whether the line above ends with a hyphen that only parts a word."""
    letters: list[Letter] = above.letters
    after = line.letters[0].text[0]
    return (
        len(letters) > 1
        and letters[-1].text in ("-", "\u2010")
        and is_latin(letters[-2].text[-1])
        and is_latin(after)
        and after.islower()
    )


def _heading_joint(above: Line, line: Line) -> Letter | None:
    """Lines of a heading are phrases, a space apart, but where one is broken off in the midst."""
    between = joint(above, line)
    if between:
        return between
    text = above.text
    opened = any(text.count(mark) > text.count(closing) for mark, closing in _OPEN.items())
    broken = opened or above.shortfall <= _SLACK or text[-1] in _GOES_ON or line.text[0] in _GOES_ON
    return None if broken or is_hyphenated(above, line) else _SPACE
