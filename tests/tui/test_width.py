"""What a text takes on the screen, and what of a file may reach it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.measuring import measuring
from tui.text.visible import visible
from tui.text.width import cell_edges, cell_width, clip

any_text = st.text(st.characters(), max_size=60)
chinese = st.text(st.sampled_from("中文，。（）“”…—· abcé\u0301①℃×→1２　👍\u200d\ufe0f\u202e"), max_size=60)


@given(any_text | chinese)
@settings(max_examples=150)
def test_visible_text_measures_as_textual_measures_it(text: str) -> None:
    assert cell_width(visible(text)) == cell_len(visible(text))


@pytest.mark.parametrize(
    ("text", "narrow", "wide"),
    [
        ("中文", 4, 4),
        ("abc 12", 6, 6),
        ("“好”", 4, 6),
        ("①℃×±→…—·", 8, 16),
        ("e\u0301", 1, 1),
        ("\u200b", 0, 0),
        ("ｶﾅ", 2, 2),
        ("　", 2, 2),
        ("━█●", 3, 3),
        ("", 0, 0),
    ],
)
def test_ambiguous_characters_take_one_cell_or_two(text: str, narrow: int, wide: int) -> None:
    assert (cell_width(text), cell_len(text)) == (narrow, narrow)
    with measuring(2):
        assert (cell_width(text), cell_len(text)) == (wide, wide)
    assert cell_width(text) == narrow


@given(chinese, st.sampled_from([1, 2]))
@settings(max_examples=60)
def test_edges_are_the_widths_of_the_beginnings(text: str, ambiguous: int) -> None:
    beginnings = [text[:length] for length in range(len(text) + 1)]
    with measuring(ambiguous):
        assert cell_edges(text) == [cell_width(part) for part in beginnings]


@given(chinese, st.integers(0, 30), st.sampled_from([1, 2]))
@settings(max_examples=150)
def test_clipped_text_fits_and_is_a_beginning(text: str, width: int, ambiguous: int) -> None:
    with measuring(ambiguous):
        clipped = clip(text, width)
        assert cell_width(clipped) <= width
        if cell_width(text) <= width:
            assert clipped == text
        else:
            assert text.startswith(clipped.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "width", "clipped"),
    [
        ("东岭村木耳", 10, "东岭村木耳"),
        ("东岭村木耳", 9, "东岭村木…"),
        ("东岭村", 2, "…"),
        ("东", 1, "…"),
        ("东", 0, ""),
    ],
)
def test_clip_ends_with_an_ellipsis_only_where_text_is_missing(text: str, width: int, clipped: str) -> None:
    assert clip(text, width) == clipped


@given(any_text)
@settings(max_examples=150)
def test_one_sign_stands_for_one_character(text: str) -> None:
    assert len(visible(text)) == len(text)


def test_nothing_that_a_terminal_obeys_or_hides_is_left() -> None:
    everything = "".join(map(chr, range(0x110000)))
    drawn = visible(everything)
    assert len(drawn) == len(everything)
    assert not {unicodedata.category(char) for char in set(drawn)} & {"Cc", "Cs", "Co", "Zl", "Zp"}
    assert not set(drawn) & set("\u200b\u200d\u200e\u202a\u202e\u2066\u2069\ufeff\ufe0f\ufffd\u00ad\u061c")
    drawn.encode("utf-8")


def test_what_can_be_read_stays_as_it_is() -> None:
    readable = "　　“摘帽”（2019年）—— 1.6亿元，0.74%！ café é ﹁𠮷﹂ ㎡ 👍"
    assert visible(readable) == readable


@pytest.mark.parametrize(
    ("hidden", "sign"),
    [
        ("\x1b[31m", "␛[31m"),
        ("\x00", "␀"),
        (chr(0xD800), "⍰"),
        ("\x07", "␇"),
        ("\x7f", "␡"),
        ("\x9b", "⍰"),
        ("\t", " "),
        ("\r\n", "␍␊"),
        ("\u2028", "␊"),
        ("\u202e", "⇄"),
        ("\u200b", "⋅"),
        ("\ue000", "⍰"),
        ("🇨🇳", "ＣＮ"),
        ("👍🏽", "👍⋅"),
        ("\ufffd", "⍰"),
    ],
)
def test_hidden_characters_have_signs(hidden: str, sign: str) -> None:
    assert visible(hidden) == sign
