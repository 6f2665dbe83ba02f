"""A line of a list: a mark, a name, and at the right edge how many there are of it."""

from __future__ import annotations

from textual.content import Content

from tui.text.visible import visible
from tui.text.width import cell_width, clip

MARK_CELLS = 2


def counted_row(mark: tuple[str, str], name: str, count: str, width: int, *, strong: bool) -> Content:
    """The line in `width` cells; `mark` is a mark of `MARK_CELLS` and its style."""
    room = max(4, width - MARK_CELLS - len(count) - 2)
    name = clip(visible(name), room)
    return Content.assemble(
        mark,
        (name, "bold" if strong else ""),
        " " * (room - cell_width(name) + 1),
        (count, "$foreground-muted"),
    )
