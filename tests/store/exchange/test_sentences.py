"""Sentences: all of the text, cut where sentences end and nowhere else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.exchange.sentences import sentences


def _cut(text: str, *uncut: tuple[int, int]) -> list[str]:
    return [text[start:end] for start, end in sentences(text, uncut)]


def test_sentences_end_behind_their_marks_and_at_line_feeds() -> None:
    assert _cut("甲说：“乙。”丙！\n丁\n\n戊") == ["甲说：“乙。”", "丙！\n", "丁\n\n", "戊"]
    assert _cut("") == []
    assert _cut("甲3.5亿") == ["甲3.5亿"]


def test_no_sentence_ends_within_a_range_that_stays_whole() -> None:
    assert _cut("甲。乙。丙。", (1, 3)) == ["甲。乙。", "丙。"]
    assert _cut("甲。乙。丙。", (0, 2), (2, 5)) == ["甲。", "乙。丙。"]
    assert _cut("甲。乙。丙。", (4, 6), (0, 3), (1, 2)) == ["甲。乙。", "丙。"]


RANGES = st.lists(st.tuples(st.integers(0, 29), st.integers(1, 8)), max_size=4)


@given(st.text("甲。！\n”", max_size=30), RANGES)
def test_together_they_are_the_text(text: str, ranges: list[tuple[int, int]]) -> None:
    uncut = [(start, min(len(text), start + length)) for start, length in ranges if start < len(text)]
    found = sentences(text, uncut)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(start < end for start, end in found)
    assert not any(first < end < last for _, end in found for first, last in uncut)
