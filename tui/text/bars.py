"""Bars of block characters. Each character is one cell wide."""

from __future__ import annotations

from collections.abc import Sequence

_EIGHTHS: tuple[str, ...] = ("", *"▏▎▍▌▋▊▉")
_HEIGHTS = "▁▂▃▄▅▆▇█"


def bar(share: float, width: int) -> str:
    """A share of `width` cells, to the eighth of a cell; what is more than nothing is seen."""
    eighths: int = min(8 * width, max(round(8 * share * width), int(share > 0)))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8]


def parted(counts: Sequence[int], width: int) -> list[int]:
    """The cells of each part of a bar of `width` cells; what is more than nothing has one where it can."""
    total = max(1, sum(counts))
    cells = [max(int(count > 0), width * count // total) for count in counts]
    # What rounding left over goes to the greatest part; what the least ones took comes from the longest.
    if any(counts):
        cells[counts.index(max(counts))] += max(0, width - sum(cells))
    while sum(cells) > width:
        cells[cells.index(max(cells))] -= 1
    return cells


def columns(counts: Sequence[int]) -> list[str]:
    """A column for each count, the highest a whole cell; nothing is a blank."""
    most = max(counts, default=0)
    return [_HEIGHTS[-(-8 * count // most) - 1] if count > 0 else " " for count in counts]
