"""Offsets in UTF-16 and in code points, against Python's own encoder."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from store.exchange.utf16 import Utf16


@settings(max_examples=60, deadline=None)
@given(text=st.text("a林\uffff\n😀𠮷\U0010ffff", max_size=12))
def test_each_offset_is_that_of_the_encoder_and_comes_back(text: str) -> None:
    offsets = Utf16(text)
    for point in range(len(text) + 1):
        unit = len(text[:point].encode("utf-16-le")) // 2
        assert offsets.units(point) == unit
        assert offsets.points(unit) == point
        assert not offsets.splits(unit)


def test_the_middle_of_a_character_is_before_it_and_known() -> None:
    offsets = Utf16("a😀b")
    assert [offsets.points(unit) for unit in (1, 2, 3, 4)] == [1, 1, 2, 3]
    assert [offsets.splits(unit) for unit in range(-1, 6)] == [False, False, False, True, False, False, False]


def test_what_lies_outside_stays_outside() -> None:
    offsets = Utf16("😀")
    assert offsets.points(-5) == -5
    assert offsets.points(9) == 8
    assert offsets.units(9) == 10
