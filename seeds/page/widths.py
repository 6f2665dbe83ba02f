"""How wide text was set, in em: the width of a Chinese character is 1."""

from __future__ import annotations

from typing import NamedTuple

MARKS = frozenset(",.:;!?()。、“”‘’《》—…·")


class Setting(NamedTuple):
    """How wide an ASCII mark beside Chinese, a letter or digit, and a space were set, in em."""

    mark: float
    letter: float
    space: float


def width(text: str, setting: Setting) -> float:
    """The width of `text` in em; a mark at its end or before another mark is set half as wide."""
    return Ruler(text, setting).width(0, len(text))


class Ruler:
    """The widths of any part of one line, from one pass over it."""

    def __init__(self, view: str, setting: Setting) -> None:
        self.view = view
        self._setting = setting
        self._sums = [0.0]
        total = 0.0
        for char, following in zip(view, view[1:] + "\0", strict=True):
            total += 0.5 if char in MARKS and following in MARKS else self._one(char)
            self._sums.append(total)

    def width(self, start: int, end: int) -> float:
        """The width of `view[start:end]` as if it stood alone."""
        if end <= start:
            return 0.0
        last = self.view[end - 1]
        own = 0.5 if last in MARKS else self._one(last)
        return self._sums[end - 1] - self._sums[start] + own

    def _one(self, char: str) -> float:
        if char >= "\u2000":
            return 1.0
        if char == " ":
            return self._setting.space
        return self._setting.mark if char in MARKS else self._setting.letter
