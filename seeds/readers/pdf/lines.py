"""Lines of one column, as the paragraphs that they make are told from them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from statistics import median

import msgspec

from seeds.readers.pdf.characters import CHINESE_FROM, is_blank, is_latin
from seeds.readers.pdf.columns import Column
from seeds.readers.pdf.rows import Letter, Row

_SHORT_COLUMN = 4
_SNAP = 3.0
_SAME_EDGE = 0.5
_USUAL_PITCH, _WIDEST_PITCH = 1.6, 2.2
_SENTENCE_ENDS = "。！？…!?"
_ENDS = _SENTENCE_ENDS + "；：;:.”’」』）)》〉】〕］"
_CELLS_APART, _INKED = 1.2, 0.7


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of text on page `page`. Places and sizes are in points.

    `indent` and `shortfall` are how far, in em, it stays from the left and the right edge of its column;
    `above` is the distance to the line above it in the same column, in usual distances of that column, None
    for the first. `is_latin`: it is written in an alphabet rather than in Chinese characters; `heavy`: all
    of it is set in a typeface for headings; `tabular`: it has cells. `space_behind` is the space that was
    drawn at its end, if one was.
    """

    letters: list[Letter]
    text: str
    is_latin: bool
    page: int
    left: float
    right: float
    base: float
    size: float
    indent: float
    shortfall: float
    above: float | None
    font: str
    heavy: bool
    tabular: bool
    space_behind: Letter | None

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with it."""
        last = self.text.rstrip('”’」』）)"')
        return (last or self.text)[-1] in _SENTENCE_ENDS or (self.is_latin and self.text[-1] == ".")

    @property
    def may_end(self) -> bool:
        """Whether it ends as a paragraph may."""
        return self.text[-1] in _ENDS


def lines_of(columns: list[Column], page: int) -> list[list[Line]]:
    """The lines of a page, column by column. A column of few lines takes its edges from a longer one."""
    edges = [_edges(column) for column in columns]
    long = [edge for edge, column in zip(edges, columns, strict=True) if len(column.rows) >= _SHORT_COLUMN]
    made = []
    for column, edge in zip(columns, edges, strict=True):
        if len(column.rows) < _SHORT_COLUMN:
            reach = _SNAP * column.rows[0].size
            near = (one for one in long if abs(one[0] - edge[0]) <= reach and edge[1] <= one[1] + reach)
            edge = next(near, (min(edge[0], column.left), max(edge[1], column.right)))
        made.append(_lines(column.rows, page, *edge))
    return made


def _edges(column: Column) -> tuple[float, float]:
    """Where most full lines of a column begin and end, in points."""
    size = median(row.size for row in column.rows)
    begins = Counter(round(row.left / size / _SAME_EDGE) for row in column.rows)
    ends = Counter(round(row.right / size / _SAME_EDGE) for row in column.rows)
    enough = max(2, len(column.rows) // 10)
    left = min((place for place, count in begins.items() if count >= enough), default=min(begins))
    right = max((place for place, count in ends.items() if count >= enough), default=max(ends))
    near_left = [row.left for row in column.rows if abs(row.left / size / _SAME_EDGE - left) <= 1]
    near_right = [row.right for row in column.rows if abs(row.right / size / _SAME_EDGE - right) <= 1]
    return median(near_left), median(near_right)


def _lines(rows: list[Row], page: int, left: float, right: float) -> list[Line]:
    steps = [one.base - other.base for one, other in pairwise(rows)]
    size = median(row.size for row in rows)
    pitch = min(median(steps), _WIDEST_PITCH * size) if steps else _USUAL_PITCH * size
    made = []
    for at, row in enumerate(rows):
        size = row.pieces[0].size if len(row.pieces) == 1 else row.size
        glyphs = [glyph for piece in row.pieces for glyph in piece.glyphs if not is_blank(glyph.text)]
        fonts = Counter(glyph.font.name for glyph in glyphs)
        letters = row_letters(row)
        text = "".join([letter.text for letter in letters])
        made.append(
            Line(
                letters=letters,
                text=text,
                is_latin=2 * sum(map(is_latin, text)) > sum(char >= CHINESE_FROM for char in text),
                page=page,
                left=row.left,
                right=row.right,
                base=row.base,
                size=size,
                indent=(row.left - left) / size,
                shortfall=(right - row.right) / size,
                above=steps[at - 1] / pitch if at and pitch > 0 else None,
                font=max(fonts, key=lambda name: (fonts[name], name)),
                heavy=all(glyph.font.heavy for glyph in glyphs),
                tabular=_is_tabular(row),
                space_behind=row.pieces[-1].space_behind,
            )
        )
    return made


def row_letters(row: Row) -> list[Letter]:
    """What a row says, its pieces a space apart."""
    letters: list[Letter] = []
    for piece in row.pieces:
        if letters:
            letters.append(Letter(" ", None))
        letters += piece.letters
    return letters


def _is_tabular(row: Row) -> bool:
    """Whether the row has cells: wide gaps, several of them or one that is much of it."""
    gaps = [other.left - one.right for one, other in pairwise(row.pieces)]
    wide = [gap for gap in gaps if gap > _CELLS_APART * row.size]
    return len(wide) > 1 or sum(wide) > (1 - _INKED) * (row.right - row.left)
