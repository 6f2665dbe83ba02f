"""How wide text was set, in em: the width of a Chinese character is 1."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import NamedTuple

MARKS = frozenset(",.:;!?()。、“”‘’《》—…·")
_ANY_MARK = f"[{re.escape(''.join(sorted(MARKS)))}]"
_MARK_BEFORE_MARK = re.compile(f"{_ANY_MARK}(?={_ANY_MARK})")
# What the width of a character depends on. A mark before another mark takes half an em.
_WIDE, _WIDE_MARK, _NARROW_MARK, _HALF_MARK, _LETTER, _SPACE = range(6)


class Setting(NamedTuple):
    """How wide an ASCII mark beside Chinese, a letter or digit, and a space were set, in em."""

    mark: float
    letter: float
    space: float


def width(text: str, setting: Setting) -> float:
    """The width of `text` in em; a mark at its end or before another mark is set half as wide."""
    return Ruler(text, setting).whole


class Ruler:
    """The widths of any part of one line, from one pass over it; `whole` is that of the line."""

    def __init__(self, view: str, setting: Setting, kinds: list[int] | None = None) -> None:
        """`kinds` is what another ruler of the same line found, see `under`."""
        self.view = view
        self._kinds = _kinds(view) if kinds is None else kinds
        ems = (1.0, 1.0, setting.mark, 0.5, setting.letter, setting.space)
        self._at_end = (1.0, 0.5, 0.5, 0.5, setting.letter, setting.space)
        self._sums = list(accumulate(map(ems.__getitem__, self._kinds), initial=0.0))
        self.whole = self.width(0, len(self.view))

    def width(self, start: int, end: int) -> float:
        """The width of `view[start:end]` as if it stood alone."""
        if end <= start:
            return 0.0
        return self._sums[end - 1] - self._sums[start] + self._at_end[self._kinds[end - 1]]

    def under(self, setting: Setting) -> Ruler:
        """The ruler of the same line in another setting."""
        return Ruler(self.view, setting, self._kinds)


def _kinds(view: str) -> list[int]:
    kinds = list(map(_kind, view))
    for pair in _MARK_BEFORE_MARK.finditer(view):
        kinds[pair.start()] = _HALF_MARK
    return kinds


@cache
def _kind(char: str) -> int:
    if char in MARKS:
        return _WIDE_MARK if char >= "\u2000" else _NARROW_MARK
    if char == " ":
        return _SPACE
    return _WIDE if char >= "\u2000" else _LETTER
