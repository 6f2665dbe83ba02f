"""Offsets in UTF-16 code units, as JavaScript and Java count, and in code points, as piyue counts.

A character beyond U+FFFF (𠮷, 😀) is one code point and two units.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

_LAST_OF_ONE_UNIT = "\uffff"


class Utf16:
    """The offsets of one text both ways."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._points = [] if text.isascii() else [at for at, c in enumerate(text) if c > _LAST_OF_ONE_UNIT]
        self._units = [at + before for before, at in enumerate(self._points)]

    def units(self, point: int) -> int:
        """How many units stand before a code point of the text."""
        return point + bisect_left(self._points, point)

    def points(self, unit: int) -> int:
        """How many code points stand before a unit; for one in the middle of a character, that before it.

        What lies outside of the text stays outside of it.
        """
        return unit - bisect_right(self._units, unit - 1)

    def splits(self, unit: int) -> bool:
        """Whether the unit is the second of a character's two."""
        at = bisect_left(self._units, unit - 1)
        return at < len(self._units) and self._units[at] == unit - 1
