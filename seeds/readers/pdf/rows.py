"""Rows: the characters of a page that stand on one base line, in pieces with wide gaps between them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

import msgspec

from seeds.readers.pdf.characters import CHINESE_FROM, is_blank
from seeds.readers.pdf.sheets import Glyph, Rect

_SAME_ROW = 0.35
_GAP, _WIDEST_SPREAD = 0.75, 3.0
_BRIDGED = 4.2
_DRAWN_GAP, _WORD_GAP, _WIDE_GAP = 0.08, 0.16, 0.6
_SAME_PLACE = 0.15
_SMALL, _RAISED, _BESIDE = 0.75, 0.62, 0.5
_NOTE_SIGNS = 4


class Letter(msgspec.Struct, frozen=True, gc=False):
    """What a character of the text is, and its number on its page; None for a space that nobody wrote."""

    text: str
    number: int | None


class Piece(NamedTuple):
    """Characters in a row without a wide gap. `size` is that of most of them; places are in points."""

    left: float
    right: float
    base: float
    size: float
    glyphs: list[Glyph]

    @property
    def letters(self) -> list[Letter]:
        """What it says: its spaces, and where words stand apart without one, a space that nobody wrote."""
        letters: list[Letter] = []
        last: Glyph | None = None
        blank: Glyph | None = None
        usual: float | None = None
        for glyph in self.glyphs:
            if is_blank(glyph.text):
                blank = blank or glyph
                continue
            gap = glyph.left - last.right if last else 0.0
            if last and blank and gap >= _DRAWN_GAP * glyph.size:
                letters.append(Letter(blank.text, blank.number))
            elif last and gap > _WORD_GAP * glyph.size:
                usual = _usual_gap(self.glyphs) if usual is None else usual
                least = _WORD_GAP * glyph.size + usual if _words(last, glyph) else _WIDE_GAP * glyph.size
                if gap > max(least, 1.5 * usual):
                    letters.append(Letter(" ", None))
            letters.append(Letter(glyph.text, glyph.number))
            last, blank = glyph, None
        return letters

    @property
    def space_behind(self) -> Letter | None:
        """The space that was drawn behind its last word, if one was."""
        last = self.glyphs[-1]
        return Letter(last.text, last.number) if is_blank(last.text) else None


class Row(NamedTuple):
    """Pieces from left to right on the base line `base`; or, without any, a rule across the page."""

    base: float
    pieces: list[Piece]
    rule: Rect | None = None

    @property
    def left(self) -> float:
        """Where it begins, in points."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where it ends, in points."""
        return max(piece.right for piece in self.pieces)

    @property
    def size(self) -> float:
        """The size of its largest piece, in points."""
        return max(piece.size for piece in self.pieces)


def rows_of(glyphs: list[Glyph]) -> list[Row]:
    """The rows that characters make, from the top down."""
    rows = [_without_doubles(sorted(row, key=_left)) for row in _with_note_signs(_base_lines(glyphs))]
    made = [Row(row[0].base, _cut(row)) for row in rows if row]
    return [row for row in made if row.pieces]


def strings_of(glyphs: list[Glyph]) -> list[Row]:
    """Characters that make no rows, such as a watermark's, string by string as they were drawn."""
    strings: list[list[Glyph]] = []
    for glyph in glyphs:
        if strings and glyph.number - strings[-1][-1].number <= 1:
            strings[-1].append(glyph)
        else:
            strings.append([glyph])
    inked = [string for string in strings if not all(is_blank(glyph.text) for glyph in string)]
    return [Row(string[0].base, [_piece(string)]) for string in inked]


def _left(glyph: Glyph) -> float:
    return glyph.left


def _base_lines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.base, glyph.left)):
        if rows and base - glyph.base <= _SAME_ROW * min(size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            base, size = glyph.base, glyph.size
    return rows


def _with_note_signs(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Rows with the raised or lowered small characters (note signs, exponents) beside which they stand."""
    kept: list[list[Glyph]] = []
    for at, row in enumerate(rows):
        if len(row) > 3 * _NOTE_SIGNS:
            kept.append(row)
            continue
        beside = [*kept[-1:], *rows[at + 1 : at + 2]]
        left_over = []
        for glyph in row:
            host = next((other for other in beside if _belongs(glyph, other)), None)
            if host is None:
                left_over.append(glyph)
            else:
                host.append(glyph)
        if left_over:
            kept.append(left_over)
    return kept


def _belongs(glyph: Glyph, row: list[Glyph]) -> bool:
    """Whether a small character stands in the row's line, in room of its own, close behind a larger one."""
    hosts = [host for host in row if glyph.size <= _SMALL * host.size]
    return any(
        abs(glyph.base - host.base) <= _RAISED * host.size
        and -_BESIDE * glyph.size <= glyph.left - host.right <= _BESIDE * host.size
        for host in hosts
    ) and not any(
        min(glyph.right, host.right) - max(glyph.left, host.left) > _BESIDE * (glyph.right - glyph.left)
        for host in hosts
    )


def _without_doubles(row: list[Glyph]) -> list[Glyph]:
    """The row with each character once: drawn again a little beside, it looks bold or shaded."""
    kept: list[Glyph] = []
    for glyph in row:
        place = glyph.left - _SAME_PLACE * glyph.size
        if not (kept and kept[-1].left >= place and any(_doubles(glyph, one, place) for one in kept[-3:])):
            kept.append(glyph)
    return kept


def _doubles(glyph: Glyph, other: Glyph, place: float) -> bool:
    """Whether a character was drawn before; the letters of one ligature have its place in common."""
    in_ligature = glyph.number == other.number + 1 and (glyph.left, glyph.right) == (other.left, other.right)
    return other.left >= place and glyph.text == other.text and not in_ligature


def _usual_gap(glyphs: list[Glyph]) -> float:
    """The gap between most of the characters, in points: lines are spread to fill their column."""
    gaps = sorted(max(0.0, two.left - one.right) for one, two in pairwise(glyphs))
    return gaps[len(gaps) // 2] if gaps else 0.0


def _cut(row: list[Glyph]) -> list[Piece]:
    """The pieces of a row, its glyphs given from left to right."""
    spread = 2 * _usual_gap([glyph for glyph in row if not is_blank(glyph.text)])
    pieces: list[list[Glyph]] = []
    last: Glyph | None = None
    blanks: list[Glyph] = []
    for glyph in row:
        if is_blank(glyph.text):
            blanks.append(glyph)
            continue
        gap = glyph.left - last.right if last else 0.0
        size = max(glyph.size, last.size) if last else glyph.size
        bridged = any(blank.text == "\u3000" for blank in blanks) and gap <= _BRIDGED * size
        if pieces:
            pieces[-1] += blanks
        if last is None or (gap > max(_GAP * size, min(spread, _WIDEST_SPREAD * size)) and not bridged):
            pieces.append([])
        pieces[-1].append(glyph)
        blanks = []
        if last is None or glyph.right > last.right:
            last = glyph
    if pieces:
        pieces[-1] += blanks
    return [_piece(glyphs) for glyphs in pieces]


def _piece(glyphs: list[Glyph]) -> Piece:
    sizes = Counter(glyph.size for glyph in glyphs)
    size = max(sizes, key=lambda value: (sizes[value], value))
    base = next(glyph.base for glyph in glyphs if glyph.size == size)
    return Piece(
        glyphs[0].left, max(glyph.right for glyph in glyphs if not is_blank(glyph.text)), base, size, glyphs
    )


def _words(one: Glyph, other: Glyph) -> bool:
    """Whether two characters may be the end of a word, or a mark behind it, and the beginning of the next."""
    return one.text[-1] < CHINESE_FROM and other.text[0] < CHINESE_FROM
