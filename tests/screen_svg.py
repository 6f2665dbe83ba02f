"""A screen as an SVG of modest size, in which every character stands in its cells.

Textual's own export gives each piece of text the length that it had if all its characters were narrow, so
that Chinese is drawn over itself, and asks a server for its font.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.text.width import cell_width

_CELL, _LINE, _FONT, _EDGE, _TITLE = 10, 20, 16.5, 12, 34
_FADED = 0.5
"""What is left of the colour of dim text; the rest is the ground's."""
Colour = tuple[int, int, int]


class Piece(NamedTuple):
    """Characters of one look and one width, from a cell on."""

    at: int
    cells: int
    text: str
    look: str


class Ground(NamedTuple):
    """Cells of one background."""

    at: int
    cells: int
    colour: str


def svg(rows: Sequence[Strip], title: str) -> str:
    """The rows of a screen in a window of that title."""
    looks: dict[str, str] = {}
    body = []
    for number, row in enumerate(rows):
        top = _TITLE + number * _LINE
        body += [
            f'<rect x="{_EDGE + at * _CELL}" y="{top}" width="{cells * _CELL}" height="{_LINE + 0.5}" '
            f'fill="{colour}"/>'
            for at, cells, colour in _grounds(row)
        ]
        for at, cells, text, look in _pieces(row):
            name = looks.setdefault(look, f"l{len(looks)}")
            # A wide character is as wide as the font is high: what its cells have over is left around it.
            over = 2 * _CELL - _FONT if cells > len(text) else 0
            body.append(
                f'<text class="{name}" x="{_EDGE + at * _CELL + over / 2:g}" y="{top + 0.76 * _LINE:g}" '
                f'textLength="{cells * _CELL - over:g}">{escape(text)}</text>'
            )
    width = 2 * _EDGE + max(row.cell_length for row in rows) * _CELL
    height = _TITLE + len(rows) * _LINE + _EDGE
    dots = "".join(
        f'<circle cx="{_EDGE + 8 + 20 * at}" cy="{_TITLE / 2:g}" r="6" fill="{colour}"/>'
        for at, colour in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    styles = "".join(f".{name}{{{look}}}" for look, name in looks.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f"<style>text{{font:{_FONT}px monospace;white-space:pre;text-spacing-trim:space-all}}{styles}</style>"
        f'<rect width="{width}" height="{height}" rx="8" fill="#292929"/>{dots}'
        f'<text x="{width / 2:g}" y="{_TITLE * 0.65:g}" text-anchor="middle" fill="#c5c8c6">'
        f"{escape(title)}</text>\n" + "\n".join(body) + "\n</svg>\n"
    )


def _pieces(row: Strip) -> Iterator[Piece]:
    """The characters that are seen, those of one look and width together."""
    at = 0
    for segment in row:
        look = _look(_style(segment))
        for cells, characters in groupby(segment.text, cell_width):
            text = "".join(characters)
            length = cells * len(text) or 0
            if text.strip() and length:
                yield Piece(at, length, text, look)
            at += length


def _grounds(row: Strip) -> Iterator[Ground]:
    at = 0
    painted = ((_hex(_colours(_style(segment))[1]), segment.cell_length) for segment in row)
    for colour, alike in groupby(painted, key=lambda pair: pair[0]):
        cells = sum(length for _colour, length in alike)
        yield Ground(at, cells, colour)
        at += cells


def _look(style: Style) -> str:
    """The CSS of text in a style."""
    ink, ground = _colours(style)
    if style.dim:
        ink = _mixed(ink, ground)
    lines = " ".join(_lines(style))
    told = (
        f"fill:{_hex(ink)}",
        "font-weight:bold" if style.bold else "",
        "font-style:italic" if style.italic else "",
        f"text-decoration:{lines}" if lines else "",
    )
    return ";".join(filter(None, told))


def _lines(style: Style) -> Iterable[str]:
    if style.underline or style.underline2:
        yield "underline"
    if style.strike:
        yield "line-through"


def _colours(style: Style) -> tuple[Colour, Colour]:
    ink: Colour = style.color.get_truecolor() if style.color else (224, 224, 224)
    ground: Colour = style.bgcolor.get_truecolor(foreground=False) if style.bgcolor else (18, 18, 18)
    return (ground, ink) if style.reverse else (ink, ground)


def _mixed(ink: Colour, ground: Colour) -> Colour:
    red, green, blue = (round(a * _FADED + b * (1 - _FADED)) for a, b in zip(ink, ground, strict=True))
    return red, green, blue


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _style(segment: Segment) -> Style:
    return segment.style or Style.null()
