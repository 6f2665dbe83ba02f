"""Patterns that are tried only around the words that all their matches have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Anchored(NamedTuple):
    """A pattern each of whose matches has an `anchor` at most `reach` characters behind its start.

    The regular expression engine tries a pattern that opens with any character at every character of a
    text, but passes quickly to what opens with plain ones, as an anchor should.
    """

    pattern: re.Pattern[str]
    anchor: re.Pattern[str]
    reach: int

    def finditer(self, view: str) -> Iterator[re.Match[str]]:
        """The matches that the pattern has from left to right, without overlaps."""
        start = 0
        anchor = self.anchor.search(view)
        while anchor:
            at = anchor.start()
            start = max(start, at - self.reach)
            while start <= at:
                hit = self.pattern.match(view, start)
                if hit:
                    yield hit
                start = max(start + 1, hit.end() if hit else 0)
            anchor = self.anchor.search(view, start)


def anchored(pattern: str, anchor: str, reach: int) -> Anchored:
    """`pattern` around the matches of `anchor`, which begin at most `reach` characters behind its own."""
    return Anchored(re.compile(pattern), re.compile(anchor), reach)
