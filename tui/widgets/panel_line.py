"""A line of the side panel, and the heading of a part of it."""

from __future__ import annotations

from typing import NamedTuple

from tui.text.width import cell_width, clip


class Piece(NamedTuple):
    """Text in one style; `style` is the name of a component class or a state."""

    text: str
    style: str = ""


class PanelLine(NamedTuple):
    """One line of the panel, and the annotation that it belongs to, if any."""

    pieces: tuple[Piece, ...]
    rid: str | None = None


def heading(name: str, count: str, width: int) -> PanelLine:
    """The name of a part and how much there is of it, ruled to the edge."""
    name = clip(name, width - cell_width(count) - 2)
    rule = "─" * max(0, width - cell_width(name) - cell_width(count) - 3)
    return PanelLine((Piece(f"{name} ", "heading"), Piece(f"{count} ", "quiet"), Piece(rule, "rule")))
