"""Finding words in an article: by what is read, not by how it is typed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from seeds.article import Span
from seeds.folding import Folded, fold

# A mark that is typed alone has no partner to tell whether it opens or closes.
_QUOTES = str.maketrans("“”", '""')


class Finder:
    """The hits of a query in one text, one of which is the current one.

    Full-width and ASCII forms, capitals, traditional forms and layout spaces make no difference.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: Folded | None = None
        self.hits: list[Span] = []
        self._at: int | None = None

    @property
    def hit(self) -> Span | None:
        """The current hit."""
        return None if self._at is None else self.hits[self._at]

    @property
    def number(self) -> int:
        """The number of the current hit, counted from 1; 0 where there is none."""
        return 0 if self._at is None else self._at + 1

    def find(self, query: str, near: int) -> int:
        """How often `query` occurs. The first hit at or after the offset `near` becomes the current one."""
        if self._folded is None:
            self._folded = fold(self._text)
        wanted = fold(query.strip()).text.translate(_QUOTES)
        text = self._folded.text.translate(_QUOTES)
        found = re.finditer(re.escape(wanted), text, re.IGNORECASE) if wanted else ()
        return self.take([self._folded.span(match.start(), match.end()) for match in found], near)

    def take(self, hits: Sequence[Span], near: int) -> int:
        """Take hits that were found elsewhere, in order, as `find` does its own."""
        self.hits = list(hits)
        self._at = bisect_left(self.hits, (near, 0)) % len(self.hits) if self.hits else None
        return len(self.hits)

    def step(self, by: int) -> None:
        """Make the hit `by` further on the current one, round the ends of the text."""
        if self._at is not None:
            self._at = (self._at + by) % len(self.hits)
