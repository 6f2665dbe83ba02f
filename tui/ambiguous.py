"""Characters whose width Unicode leaves open (“ ” … · ① ℃ × →), in terminals that draw them two cells wide.

Most terminals give them one cell, some with Chinese fonts two; `ambiguous = 2` in the configuration says so.
Textual measures with `rich.cells`, and so do we: there they are given two cells, so that all that is measured
(text boxes, lists, wrapped text) comes out right. Lines, bars and marks are counted and not measured: for
these stand characters that have one cell in every terminal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain

from rich import _unicode_data, cells
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.text.width import forget

_MARKS = {
    **dict.fromkeys("─━═╌╍┄┅┈┉", "-"),
    **dict.fromkeys("│┃║╎╏┆┇┊┋▌▍▎▏", "|"),
    **dict.fromkeys("▁▂", "_"),
    **dict.fromkeys("▃▄", "-"),
    **dict.fromkeys("▅▆", "="),
    **dict.fromkeys("▇█▉▊▋", "#"),
    **dict.fromkeys("▒▓", "░"),
    **dict(zip("○◐●★▲▼△▽◆◇■□", "◦◒▪✶▴▾▵▿⬥⬦▪▫", strict=True)),
}
_DRAWING = range(0x2500, 0x25A0)
"""Lines and blocks; what of them has no better likeness is a cross of lines."""
_LIKENESSES = {ord(char): "+" for char in map(chr, _DRAWING) if unicodedata.east_asian_width(char) == "A"}
_LIKENESSES.update({ord(char): likeness for char, likeness in _MARKS.items()})
_LOOKED_AT = (range(0xA1, 0x3000), range(0xFFFD, 0xFFFE), range(0x1F100, 0x1F1AD))
"""Where ambiguous characters are, but for private use, which is never drawn."""
_ASCII = frozenset(map(chr, range(0x20, 0x7F)))
_NARROW = (_unicode_data.load, cells._is_single_cell_widths)  # noqa: SLF001 - it has no other name


class Likenesses(LineFilter):
    """Draws lines, bars and marks in characters that take one cell in every terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - as it is called
        """The segments with such characters."""
        return [Segment(text.translate(_LIKENESSES), style, control) for text, style, control in segments]


def take(ambiguous: int) -> None:
    """Measure everything from now on as a terminal that gives ambiguous characters 1 cell or 2."""
    load, single = _NARROW
    if ambiguous == 2:
        wide = _widened()
        vars(cells).update(load_cell_table=lambda _version: wide, _is_single_cell_widths=_ASCII.issuperset)
    else:
        vars(cells).update(load_cell_table=load, _is_single_cell_widths=single)
    cells.get_character_cell_size.cache_clear()
    cells.cached_cell_len.cache_clear()
    forget()


@cache
def _widened() -> cells.CellTable:
    """The widths of characters, with two cells for those that are measured and ambiguous."""
    table = _unicode_data.load("auto")
    return table._replace(widths=sorted(chain(table.widths, _ambiguous())))


def _ambiguous() -> Iterator[tuple[int, int, int]]:
    for code in chain.from_iterable(_LOOKED_AT):
        char = chr(code)
        takes_one = cells.get_character_cell_size(char) == 1
        if takes_one and code not in _LIKENESSES and unicodedata.east_asian_width(char) == "A":
            yield code, code, 2
