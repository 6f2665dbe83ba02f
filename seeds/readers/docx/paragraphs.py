"""The paragraphs of a Word file as they are collected."""

from __future__ import annotations

from typing import NamedTuple

import msgspec


class Piece(NamedTuple):
    """Characters of a paragraph, from `at` on in the text element of that number; -1: of none."""

    text: str
    number: int = -1
    at: int = 0
    linked: bool = False


class Paragraph(msgspec.Struct, kw_only=True):
    """A paragraph, or a row of a table. `style` is the id of its style, `level` that of its own outline.

    `list` is the id of the list that numbers it, at the level `list_level`; None: its style says.

    `goes_on` where the end of the paragraph was deleted, so that the next one continues it.
    """

    pieces: list[Piece] = []
    style: str = ""
    level: int = 0
    goes_on: bool = False
    list: str | None = None
    list_level: int | None = None

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(piece.text for piece in self.pieces)
