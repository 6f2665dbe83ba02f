"""A lexicon finds the longest phrase, and never more of it than the text has."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from seeds.extract.lexicon import Lexicon

PHRASES = ("县委", "县委书记", "书记处", "委书")


def test_the_longest_phrase_is_taken() -> None:
    assert list(Lexicon(PHRASES).scan("县委书记处")) == [(0, 4)]
    assert list(Lexicon(PHRASES).scan_all("县委书记处")) == [(0, 4), (1, 3), (2, 5)]


def test_a_phrase_at_the_end_is_not_taken_for_a_longer_one() -> None:
    assert list(Lexicon(PHRASES).scan("在县委")) == [(1, 3)]


@given(st.text(alphabet="县委书记处在"), st.lists(st.text(alphabet="县委书记处", min_size=2, max_size=5)))
def test_what_is_found_is_in_the_text_and_in_the_lexicon(view: str, phrases: list[str]) -> None:
    lexicon = Lexicon(phrases)
    for found in (list(lexicon.scan(view)), list(lexicon.scan_all(view))):
        assert all(view[start:end] in phrases and end <= len(view) for start, end in found)
    apart = list(lexicon.scan(view))
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(apart))


def test_an_empty_lexicon_finds_nothing() -> None:
    assert list(Lexicon(()).scan("县委书记")) == []
