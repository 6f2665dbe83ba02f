"""Words of the folded view in the characters that the text has for them, which may be traditional ones."""

from __future__ import annotations

import re

from seeds.article import Span
from seeds.folding import Folded
from seeds.traditional import SIMPLIFIED

_TRADITIONAL = re.compile(f"[{''.join(SIMPLIFIED)}]")
_AROUND = 60
"""How far from its span, in characters, the words of a metric are looked for: a clause away."""


class AsWritten:
    """Turns words of one view back into those of its text.

    Only characters are turned back: widths and spaces stay those of the view, so that the words of a
    simplified text are left as they are.
    """

    def __init__(self, text: str, folded: Folded) -> None:
        self._text = text
        self._folded = folded
        self._traditional = _TRADITIONAL.search(text) is not None

    def name(self, words: str | None) -> str | None:
        """A name that stands in the view, in the characters of its first mention."""
        return words and self._at(words, self._folded.text.find(words))

    def near(self, words: str, span: Span | None) -> str:
        """Words put together from pieces at `span` or near it, each in the characters of its piece."""
        if not self._traditional or span is None:
            return words
        view = self._folded.text
        low, high = max(0, span.start - _AROUND), span.end + _AROUND
        pieces, at = [], 0
        while at < len(words):
            end = len(words)
            found = view.find(words[at:end], span.start, high)
            while found < 0 and end > at + 1:
                found = max(view.find(words[at:end], span.start, high), view.rfind(words[at:end], low, high))
                end -= found < 0
            pieces.append(self._at(words[at:end], found))
            at = end
        return "".join(pieces)

    def _at(self, words: str, at: int) -> str:
        if not self._traditional or at < 0:
            return words
        written = (self._text[self._folded.start(at + offset)] for offset in range(len(words)))
        return "".join(
            original if SIMPLIFIED.get(original) == char else char
            for original, char in zip(written, words, strict=True)
        )
