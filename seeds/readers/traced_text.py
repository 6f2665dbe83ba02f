"""The text of a page put together piece by piece, each piece with where it stands in the source."""

from __future__ import annotations

from typing import Literal

from seeds.article import Mark, Origin

MarkKind = Literal["title", "heading", "caption", "byline", "body", "furniture", "link"]


class TracedText:
    """A text that grows at its end, its origins and its marks. `size` is its length so far."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._origins: list[Origin] = []
        self._marks: list[Mark] = []
        self.size = 0

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._pieces)

    @property
    def ended(self) -> bool:
        """Whether its last line has ended."""
        return not self._pieces or self._pieces[-1].endswith("\n")

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where its characters stand in the source, in its own order."""
        return tuple(self._origins)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What was said of its ranges, in the order of their starts."""
        return tuple(sorted(self._marks, key=lambda mark: mark.start))

    def add(self, text: str, part: str, at: int, size: int | None = None) -> None:
        """Characters of the source, from `at` on in `part`; `size` of them there, if not as many as here."""
        if not text:
            return
        length = len(text)
        last = self._origins[-1] if self._origins else None
        if (
            size is None
            and last is not None
            and (last.part, last.page + last.length, last.at + last.size) == (part, self.size, at)
            and last.length == last.size
        ):
            self._origins[-1] = Origin(last.page, last.length + length, part, last.at, last.size + length)
        else:
            self._origins.append(Origin(self.size, length, part, at, length if size is None else size))
        self._grow(text)

    def joint(self, text: str) -> None:
        """Characters that the source has not: a line end between blocks, a tab between cells."""
        self._grow(text)

    def mark(self, start: int, kind: MarkKind) -> None:
        """Say what the text from `start` to here is."""
        if start < self.size:
            self._marks.append(Mark(start, self.size, kind))

    def _grow(self, text: str) -> None:
        self._pieces.append(text)
        self.size += len(text)
