"""One view of a text for matching: widths and characters folded, layout spaces dropped, offsets kept.

Articles mix full-width and ASCII marks, set spaces around digits (`组建 100 个`), quote with “”, 「」 or
straight marks, and some are written in traditional characters. Rules are written once, against this
view; the text itself is never rewritten.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import lru_cache

from seeds.article import Span
from seeds.traditional import SIMPLIFIED

_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDTHS |= {0x3000: 0x20, 0x00A0: 0x20, 0x2009: 0x20, 0x202F: 0x20, 0x09: 0x20, 0xFFE5: 0xA5}
_MARKS = str.maketrans("「」『』•‧・﹑﹐", "“”“”···、,")
# Each character of the text becomes one of the view; none of these changes the length.
_FOLDS = _WIDTHS | _MARKS | str.maketrans(SIMPLIFIED)
_SPACES = re.compile(" +")
_STRAIGHT = re.compile(r'"([^"\n]*)"')


def in_one_form(text: str) -> str:
    """The text with one form of what has several: widths, quotation marks, traditional and simplified.

    One character for one, so that offsets stay.
    """
    return text.translate(_FOLDS)


class Folded:
    """`text` is the view; `span` turns one of its ranges into a range of the original, `at` goes back."""

    __slots__ = ("_offsets", "text")

    def __init__(self, text: str, offsets: array[int]) -> None:
        self.text = text
        self._offsets = offsets

    def start(self, offset: int) -> int:
        """The original offset of the view's character at `offset`."""
        return self._offsets[offset]

    def at(self, original: int) -> int:
        """The view's offset of the first character kept at the original offset `original` or behind it."""
        return bisect_left(self._offsets, original)

    def span(self, start: int, end: int) -> Span:
        """The original range of the view's range [start, end), without layout spaces at its ends."""
        if start >= end:
            return Span(self._offsets[start], self._offsets[start])
        return Span(self._offsets[start], self._offsets[end - 1] + 1)


@lru_cache(maxsize=4)
def fold(text: str) -> Folded:
    """Fold `text`: one character of the view for one of the text, but for the spaces that are dropped.

    A space stays where it parts two Han characters (names in a row) or two Latin words; elsewhere it
    is layout. Line feeds stay. The texts last folded are kept: the steps of an extraction each ask.
    """
    wide = in_one_form(text)
    if '"' in wide:
        wide = _STRAIGHT.sub(r"“\1”", wide)
    if " " not in wide:
        return Folded(wide, array("l", range(len(wide) + 1)))
    kept: list[str] = []
    offsets = array("l")
    begin = 0
    for run in _SPACES.finditer(wide):
        kept.append(wide[begin : run.start()])
        offsets.extend(range(begin, run.start()))
        begin = run.end()
        if run.start() > 0 and begin < len(wide) and _parts(wide[run.start() - 1], wide[begin]):
            kept.append(" ")
            offsets.append(run.start())
    kept.append(wide[begin:])
    offsets.extend(range(begin, len(wide) + 1))
    return Folded("".join(kept), offsets)


def is_han(char: str) -> bool:
    """Whether `char` is a Chinese character (the unified blocks, their extensions and 〇)."""
    return "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or char == "〇" or char >= "\U00020000"


def _parts(before: str, after: str) -> bool:
    if is_han(before) and is_han(after):
        return True
    return before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
