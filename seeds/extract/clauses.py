"""Sentences, clauses and paragraphs of a folded view, by its punctuation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from seeds.article import Span

_SENTENCE_END = re.compile(r"[。!?…](?:[”’)]*)|\n")
_TITLE = re.compile(r"《[^》\n]*》")
_CLAUSE_END = re.compile(r"[,;:。!?…\n]")


_LONGEST_CLAUSE = 300
_LONGEST_SENTENCE = 900
"""Longer ones than prose has, in characters, are cut: a figure is read in its sentence, so that one
without end (a table without stops) would cost the square of its length."""


class Clauses:
    """Where sentences, clauses and paragraphs of `view` begin and end. A semicolon ends a clause only.

    `unnamed` is the view with titles in 《》 and the `names` given blanked: their words are no words of
    the sentence.
    """

    def __init__(self, view: str, names: Sequence[Span] = ()) -> None:
        self.view = view
        self.unnamed = _blank(_TITLE.sub(lambda match: "□" * len(match[0]), view), names)
        self._clauses = _capped([match.end() for match in _CLAUSE_END.finditer(view)], len(view))
        ends = [match.end() for match in _SENTENCE_END.finditer(view)]
        self._sentences = _short(ends, self._clauses)
        self._paragraphs = [0, *(match.end() for match in re.finditer("\n", view)), len(view) + 1]

    def sentence(self, offset: int) -> Span:
        """The sentence that the character at `offset` belongs to."""
        return _around(self._sentences, offset, len(self.view))

    def clause(self, offset: int) -> Span:
        """The clause, between two commas or stronger marks, of the character at `offset`."""
        return _around(self._clauses, offset, len(self.view))

    def paragraph(self, offset: int) -> Span:
        """The paragraph of the character at `offset`, without its line feed."""
        return _around(self._paragraphs, offset, len(self.view))

    def sentences(self, start: int, end: int) -> list[Span]:
        """The sentences that begin in [start, end)."""
        at = bisect_right(self._sentences, start - 1)
        spans = []
        while at < len(self._sentences) - 1 and self._sentences[at] < end:
            spans.append(Span(self._sentences[at], min(self._sentences[at + 1], len(self.view))))
            at += 1
        return spans


def _capped(ends: Sequence[int], size: int) -> list[int]:
    """Where clauses start, and where the text ends: at `ends`, and wherever one gets too long."""
    starts = [0]
    for end in [*ends, size + 1]:
        starts += range(starts[-1] + _LONGEST_CLAUSE, end, _LONGEST_CLAUSE)
        starts.append(end)
    return starts


def _short(ends: Sequence[int], clauses: Sequence[int]) -> list[int]:
    """Where sentences start, and where the text ends: a sentence that gets too long ends with a clause."""
    stops = set(ends)
    starts = [0]
    for start in sorted(stops.union(clauses[1:])):
        if start in stops or start - starts[-1] > _LONGEST_SENTENCE or start == clauses[-1]:
            starts.append(start)
    return starts


def _blank(view: str, names: Sequence[Span]) -> str:
    chars = list(view)
    for start, end in names:
        chars[start:end] = "□" * (end - start)
    return "".join(chars)


def _around(starts: list[int], offset: int, size: int) -> Span:
    at = bisect_right(starts, offset) - 1
    return Span(starts[at], min(starts[at + 1], size))
