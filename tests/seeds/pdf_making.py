"""PDFs made for tests: elements typeset in columns, and drawn in an order of the test's choice."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from typing import Literal, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SONG = "STSong-Light"
LATIN = "Helvetica"
WIDTH, HEIGHT = 595.0, 842.0
MARGIN, TOP, BOTTOM = 60.0, 770.0, 80.0
BODY, LEADING = 10.0, 1.6
NO_LINE_START = frozenset("，。、；：！？）》”’…%,.;:!?)")
NO_LINE_END = frozenset("（《“‘(")

Order = Literal["columns", "rows", "random"]
Kind = Literal["title", "heading", "paragraph", "caption"]


class Element(NamedTuple):
    """A part of a document; a `wide` one stands over all columns, and columns end above it."""

    kind: Kind
    text: str
    wide: bool = False


class Drawn(NamedTuple):
    """A string at a place on a page, in points; `spread` is what is added behind each character."""

    page: int
    x: float
    y: float
    size: float
    text: str
    spread: float = 0.0
    font: str = SONG


class _Line(NamedTuple):
    text: str
    indent: float
    size: float
    above: float
    justified: bool
    centred: bool


class Setting(NamedTuple):
    """How a document is typeset. `head` and `foot` say what stands on each page above and below its text."""

    columns: int = 2
    gutter: float = 24.0
    size: float = BODY
    indent: float = 2.0
    font: str = SONG
    head: Callable[[int], str] | None = None
    foot: Callable[[int], str] | None = None

    @property
    def measure(self) -> float:
        """The width of a column, in points."""
        return (WIDTH - 2 * MARGIN - (self.columns - 1) * self.gutter) / self.columns

    def left(self, column: int) -> float:
        """Where a column begins, in points."""
        return MARGIN + column * (self.measure + self.gutter)


TWO_COLUMNS = Setting()


@cache
def _registered() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))


@cache
def _width(char: str, font: str) -> float:
    _registered()
    return float(pdfmetrics.stringWidth(char, font, 1.0))


def width_of(text: str, size: float, font: str = SONG) -> float:
    """How wide a string is, in points."""
    return size * sum(_width(char, font) for char in text)


def typeset(elements: Sequence[Element], setting: Setting = TWO_COLUMNS) -> list[Drawn]:
    """The lines of a document on its pages, column by column."""
    drawn: list[Drawn] = []
    page, top = 1, TOP
    waiting: list[_Line] = []

    def flow() -> None:
        """Set what waits in columns of one height, as many pages as it takes."""
        nonlocal page, top
        while waiting:
            room = top - BOTTOM
            share = max(sum(line.above for line in waiting) / setting.columns + 12, 30.0)
            depth = min(room, share)
            low = top
            for column in range(setting.columns):
                y = top
                while waiting and (y - waiting[0].above >= top - depth or y == top):
                    line = waiting.pop(0)
                    y -= line.above
                    drawn.append(_placed(line, page, y, setting.left(column), setting.measure, setting.font))
                low = min(low, y)
            top = low
            if waiting:
                page, top = page + 1, TOP

    for element in elements:
        if not element.wide:
            waiting += _lines(element, setting.measure, setting)
            continue
        flow()
        lines = _lines(element, WIDTH - 2 * MARGIN, setting)
        if top - sum(line.above for line in lines) < BOTTOM + 100:
            page, top = page + 1, TOP
        for line in lines:
            top -= line.above
            drawn.append(_placed(line, page, top, MARGIN, WIDTH - 2 * MARGIN, setting.font))
        top -= 8
    flow()
    return drawn + [line for number in range(1, page + 1) for line in _margins(number, setting)]


def _margins(page: int, setting: Setting) -> list[Drawn]:
    lines = []
    if setting.head:
        lines.append(Drawn(page, MARGIN, 800.0, 9.0, setting.head(page)))
    if setting.foot:
        lines.append(Drawn(page, WIDTH / 2 - 10, 40.0, 9.0, setting.foot(page)))
    return lines


def _placed(line: _Line, page: int, y: float, left: float, measure: float, font: str) -> Drawn:
    text = line.text.rstrip()
    room = measure - line.indent - width_of(text, line.size, font)
    spread = room / max(1, len(text) - 1) if line.justified else 0.0
    x = left + line.indent + (room / 2 if line.centred else 0)
    return Drawn(page, x, y, line.size, line.text, spread, font)


def _lines(element: Element, measure: float, setting: Setting) -> list[_Line]:
    size = {"title": 2.0, "heading": 1.3, "paragraph": 1.0, "caption": 0.85}[element.kind] * setting.size
    indent = setting.indent * size if element.kind == "paragraph" else 0.0
    broken = broken_into_lines(element.text, measure / size, indent / size, setting.font)
    leading = LEADING * size
    return [
        _Line(
            text=text,
            indent=indent if at == 0 else 0.0,
            size=size,
            above=leading + (0.6 * size if at == 0 and element.kind != "paragraph" else 0.0),
            justified=element.kind == "paragraph" and at < len(broken) - 1,
            centred=element.kind == "title",
        )
        for at, text in enumerate(broken)
    ]


def broken_into_lines(text: str, em: float, indent: float, font: str = SONG) -> list[str]:
    """The text in lines of `em`, the first `indent` shorter; words, numbers and marks are kept together."""
    lines: list[str] = []
    line, room = "", em - indent
    for unit in _units(text):
        wide = width_of(unit.rstrip(), 1.0, font)
        if wide > room and line:
            lines.append(line)
            line, room = "", em
            unit = unit.lstrip()
        line += unit
        room -= width_of(unit, 1.0, font)
    return [*lines, line]


def _units(text: str) -> list[str]:
    """What is not broken: words, numbers, a mark and the character that it belongs to."""
    units: list[str] = []
    for char in text:
        last = units[-1] if units else ""
        word = last and char.isascii() and char.isalnum() and (last[-1] in ".," or _is_word(last[-1]))
        if last and (word or char.isspace() or char in NO_LINE_START or last[-1] in NO_LINE_END):
            units[-1] += char
        else:
            units.append(char)
    return units


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def drawn_as_pdf(
    drawn: Sequence[Drawn], order: Order = "columns", *, seed: int = 0, **options: object
) -> bytes:
    """The PDF with the strings on its pages, drawn in the order given."""
    _registered()
    file = BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1, **options)
    for page in range(1, max((line.page for line in drawn), default=1) + 1):
        strings = [line for line in drawn if line.page == page]
        if order == "rows":
            strings.sort(key=lambda line: (-line.y, line.x))
        elif order == "random":
            random.Random(seed + page).shuffle(strings)
        for line in strings:
            canvas.setFont(line.font, line.size)
            canvas.drawString(line.x, line.y, line.text, charSpace=line.spread)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def pdf_of(elements: Sequence[Element], setting: Setting = TWO_COLUMNS, order: Order = "columns") -> bytes:
    """The PDF of a document."""
    return drawn_as_pdf(typeset(elements, setting), order)
