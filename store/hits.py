"""Where the words of a query stand in a text, and what to show of it. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from seeds.article import Span
from seeds.folding import in_one_form
from store.catalogue import Row
from store.search import words_of

CONTEXT = 60
"""Characters of context on either side of a hit."""
_NEAR = 40
"""Characters within which words stand together."""
_LOOKED_AT = 200
"""Places among which the best is chosen."""
_UNSEEN = (
    r"(?:[^\S\n]|[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f])*"
)
"""What the index does not look at: layout spaces, control and format characters."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """An article with the words of a query, and where they stand best: text[start:end] is one of them.

    `places` counts all of them in the text. `excerpt` is the text around the hit; `marks` are the words
    in it, by offsets of the excerpt.
    """

    row: Row
    start: int
    end: int
    places: int
    excerpt: str
    marks: tuple[Span, ...]

    @property
    def aid(self) -> int:
        """The article's id."""
        return self.row.aid

    @property
    def at(self) -> int:
        """Where the hit begins in the excerpt."""
        return min(self.start, CONTEXT)


def hit_in(row: Row, text: str, words: Sequence[str]) -> Hit | None:
    """The hit of the words in an article; None where one of them does not stand in its text."""
    read = in_one_form(text)
    by_word = [list(_places_of_word(word, read)) for word in words]
    if not all(by_word):
        return None
    places = _apart(place for each in by_word for place in each)
    best = _best(places, by_word)
    start, end = max(0, best.start - CONTEXT), min(len(text), best.end + CONTEXT)
    shown = [place for place in places if start <= place.start and place.end <= end]
    return Hit(
        row=row,
        start=best.start,
        end=best.end,
        places=len(places),
        excerpt=text[start:end],
        marks=tuple(Span(place.start - start, place.end - start) for place in shown),
    )


def places_of(query: str, text: str) -> list[Span]:
    """Where the words of a query stand in a text, in order; of two that overlap only the first.

    Letters match in either case, traditional characters as simplified ones, full-width forms as narrow
    ones; layout spaces and invisible characters are not looked at.
    """
    read = in_one_form(text)
    return _apart(place for word in words_of(query) for place in _places_of_word(word, read))


def _places_of_word(word: str, read: str) -> Iterator[Span]:
    """Where a word stands in a text that is in one form: its offsets are those of the text itself."""
    found = re.finditer(_UNSEEN.join(map(re.escape, in_one_form(word))), read, re.IGNORECASE)
    return (Span(*match.span()) for match in found)


def _apart(places: Iterator[Span]) -> list[Span]:
    kept: list[Span] = []
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


def _best(places: Sequence[Span], by_word: Sequence[Sequence[Span]]) -> Span:
    """The first place; of several words, the first where the most of them stand together."""
    if len(by_word) == 1:
        return places[0]
    starts = [[place.start for place in each] for each in by_word]

    def together(place: Span) -> int:
        following = ((each, bisect_left(each, place.start)) for each in starts)
        return sum(at < len(each) and each[at] - place.start <= _NEAR for each, at in following)

    return max(places[:_LOOKED_AT], key=together)
