"""How many terminal cells a text takes.

Widths are those of `rich.cells`, which is what Textual measures with. One thing is a choice: characters
that Unicode calls East Asian Ambiguous (“ ” … — · ① ℃ × →) take one cell in most terminals and two in
terminals that are set to show them wide. Every function here takes that choice as `ambiguous`, 1 or 2.

Widths are per character. Text that came from a file passes through `tui.text.visible` first, which leaves
no character whose width depends on its neighbours (joiners, variation selectors).
"""

from __future__ import annotations

import unicodedata
from itertools import accumulate

from rich.cells import get_character_cell_size

ELLIPSIS = "…"


class _Widths(dict[str, int]):
    """Character → cells, filled as characters are met."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, char: str) -> int:
        cells = get_character_cell_size(char)
        if cells == 1 and unicodedata.east_asian_width(char) == "A":
            cells = self._ambiguous
        self[char] = cells
        return cells


_WIDTHS = {1: _Widths(1), 2: _Widths(2)}


def cell_width(text: str, ambiguous: int = 1) -> int:
    """The cells that `text` takes on one line."""
    return sum(map(_WIDTHS[ambiguous].__getitem__, text))


def cell_edges(text: str, ambiguous: int = 1) -> list[int]:
    """The cell at which each character begins, and the width of the whole as the last item."""
    return list(accumulate(map(_WIDTHS[ambiguous].__getitem__, text), initial=0))


def clip(text: str, width: int, ambiguous: int = 1) -> str:
    """`text` if it fits in `width` cells, else as much of it as fits before an ellipsis."""
    of = _WIDTHS[ambiguous]
    room = width - of[ELLIPSIS]
    used = kept = 0
    for at, char in enumerate(text):
        used += of[char]
        if used > width:
            return text[:kept] + ELLIPSIS if room >= 0 else ""
        if used <= room:
            kept = at + 1
    return text
