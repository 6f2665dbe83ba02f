"""How many terminal cells a text takes.

Widths are those of `rich.cells`, which is what Textual measures with; `tui.ambiguous` says there what a
terminal makes of the characters that Unicode calls East Asian Ambiguous (“ ” … — · ① ℃ × →).

Widths are per character. Text that came from a file passes through `tui.text.visible` first, which leaves
no character whose width depends on its neighbours (joiners, variation selectors, halves of a flag).
"""

from __future__ import annotations

from itertools import accumulate

from rich.cells import get_character_cell_size

ELLIPSIS = "…"


class _Widths(dict[str, int]):
    """Character → cells, filled as characters are met."""

    def __missing__(self, char: str) -> int:
        cells = self[char] = get_character_cell_size(char)
        return cells


_WIDTHS = _Widths()
_cells = _WIDTHS.__getitem__


def forget() -> None:
    """Measure every character anew."""
    _WIDTHS.clear()


def cell_width(text: str) -> int:
    """The cells that `text` takes on one line."""
    return sum(map(_cells, text))


def cell_edges(text: str) -> list[int]:
    """The cell at which each character begins, and the width of the whole as the last item."""
    return list(accumulate(map(_cells, text), initial=0))


def clip(text: str, width: int) -> str:
    """`text` if it fits in `width` cells, else as much of it as fits before an ellipsis."""
    room = width - _cells(ELLIPSIS)
    used = kept = 0
    for at, char in enumerate(text):
        used += _cells(char)
        if used > width:
            return text[:kept] + ELLIPSIS if room >= 0 else ""
        if used <= room:
            kept = at + 1
    return text
