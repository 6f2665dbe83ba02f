"""The rows of a Word table, as lines.

A row of figures is one line, its cells apart by tabs: so its figures stay with the name that they are of, for
a reader and for an extractor alike. Tables are also used to lay out pages and forms; where a cell holds more
than a few words, its paragraphs are paragraphs.
"""

from __future__ import annotations

import msgspec

from seeds.readers.docx.paragraphs import Paragraph, Piece

_FEW, _SHORT, _LINE = 4, 60, 400
"""Paragraphs of a cell, characters of a cell, characters of a row that make one line."""


class Row(msgspec.Struct, kw_only=True):
    """A row: the paragraphs of each of its cells, and how many paragraphs are open around it."""

    depth: int
    cells: list[list[Paragraph]] = []
    deleted: bool = False

    def lines(self) -> list[Paragraph]:
        """Its text as paragraphs: one, if it is a row of short cells."""
        if self.deleted:
            return []
        cells = [[one for one in cell if one.text.strip()] for cell in self.cells]
        sizes = [sum(len(one.text) for one in cell) for cell in cells]
        short = max(sizes, default=0) <= _SHORT and sum(sizes) <= _LINE
        if sum(map(bool, cells)) < 2 or not short or any(len(cell) > _FEW for cell in cells):
            return [paragraph for cell in cells for paragraph in cell]
        line = Paragraph()
        for number, cell in enumerate(cells):
            line.pieces += [Piece("\t")] if number else []
            for paragraph in cell:
                line.pieces += [Piece(" ")] if paragraph is not cell[0] else []
                line.pieces += [
                    piece._replace(text=piece.text.replace("\n", " ")) for piece in paragraph.pieces
                ]
        return [line]
