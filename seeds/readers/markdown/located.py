"""Where the characters that a Markdown parser hands out stand in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

_BREAK = re.compile(r"\r\n|\n|\r")


class SourceLine(NamedTuple):
    """A line of the file without its end; `at` is its offset."""

    at: int
    text: str


def lines_of(text: str) -> list[SourceLine]:
    r"""The lines of a file, broken at \r\n, \n and \r only."""
    lines = []
    at = 0
    for found in _BREAK.finditer(text):
        lines.append(SourceLine(at, text[at : found.start()]))
        at = found.end()
    return [*lines, SourceLine(at, text[at:])]


class Located:
    """The characters of a block, and where in the file each stands.

    A parser takes indents and the marks of quotes and lists from the front of every line of a block, and
    blanks from its end: what is left of a line stands in it in one piece.
    """

    def __init__(self, text: str, runs: list[tuple[int, int]]) -> None:
        """`runs` are pairs of an offset in `text` and the offset in the file, -1 for what is not in it."""
        self.text = text
        self._starts = [start for start, _at in runs]
        self._at = [at for _start, at in runs]

    @classmethod
    def of_lines(cls, text: str, lines: list[SourceLine]) -> Located:
        """`text` is the block as the parser has it, `lines` are those of the file that it was made from."""
        runs: list[tuple[int, int]] = []
        start = 0
        for part, line in zip(text.split("\n"), lines, strict=False):
            bare = part.strip()
            inner = line.text.rfind(bare)
            if bare and inner >= 0:
                front = len(part) - len(part.lstrip())
                runs += [(start, -1), (start + front, line.at + inner), (start + front + len(bare), -1)]
            else:
                runs.append((start, -1))
            start += len(part) + 1
        return cls(text, runs)

    @classmethod
    def of_cell(cls, text: str, line: SourceLine, start: int) -> tuple[Located, int]:
        r"""A cell of a table, whose bars the parser has taken out of their escapes (`\|`).

        It begins at or behind `start` in the line; with it comes where it ends.
        """
        written = text.replace("|", "\\|")
        begin = line.text.find(written, start)
        if begin < 0:
            written, begin = text, max(line.text.find(text, start), start)
        runs = [(0, line.at + begin)]
        taken = 0
        for bar in re.finditer(r"\|", text):
            if written != text:
                taken += 1
                runs.append((bar.start(), line.at + begin + bar.start() + taken))
        return cls(text, runs), begin + len(written)

    def part(self, start: int, end: int) -> Located:
        """The characters of [start, end)."""
        runs = []
        for text, at in self.pieces(start, end):
            runs.append((start, at))
            start += len(text)
        first = runs[0][0] if runs else 0
        return Located(self.text[first:end], [(one - first, at) for one, at in runs])

    def pieces(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """The characters of [start, end) in pieces, each with where it stands in the file or -1."""
        run = bisect_right(self._starts, start) - 1
        while start < end:
            until = self._starts[run + 1] if run + 1 < len(self._starts) else end
            stop = min(until, end)
            if stop > start:
                at = self._at[run] if run >= 0 else -1
                yield self.text[start:stop], at if at < 0 else at + start - self._starts[run]
            start = max(start, stop)
            run += 1

    def at(self, offset: int) -> int:
        """Where the character at `offset` stands in the file, -1 if it does not."""
        return next((at for _text, at in self.pieces(offset, offset + 1)), -1)
