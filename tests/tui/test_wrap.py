"""Lines of Chinese: where they may break, and where they may not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tui.measuring import measuring
from tui.text.width import cell_width
from tui.text.wrap import wrap

OPENING = "（《“‘「【(["
CLOSING = "。，、；：？！）》”’」】…%‰,.;:?!)]"
PIECES = [
    *"全县贫困户今年增收",
    *OPENING,
    *CLOSING,
    *" 　",
    "11642元",
    "0.74%",
    "1.6亿元",
    "2019年12月",
    "Python",
    "——",
    "e\u0301",
    "https://example.com/a/b?c=1",
]
paragraphs = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
ambiguities = st.sampled_from([1, 2])


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@given(paragraphs | st.text(max_size=80), st.integers(-1, 50), ambiguities)
@settings(max_examples=200)
def test_the_lines_give_the_text_back(text: str, width: int, ambiguous: int) -> None:
    with measuring(ambiguous):
        spans = wrap(text, width)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans) or text == ""
    assert [span.start for span in spans[1:]] == [span.end for span in spans[:-1]]


@given(paragraphs, st.integers(4, 50), ambiguities)
@settings(max_examples=200)
def test_no_line_is_wider_than_asked_but_for_hanging_spaces(text: str, width: int, ambiguous: int) -> None:
    with measuring(ambiguous):
        for start, end in wrap(text, width):
            assert cell_width(text[start:end].rstrip()) <= width


@given(st.text(st.sampled_from("全县贫困户今年增收"), max_size=60), st.integers(2, 40))
@settings(max_examples=80)
def test_plain_chinese_fills_every_line(text: str, width: int) -> None:
    assert all(len(line) == width // 2 for line in lines(text, width)[:-1])


prose = st.lists(
    st.sampled_from(["全县", "增收", "户", "（见《通知》）", "“摘帽”。", "，", "！", "11642元", "——"]),
    max_size=40,
)


@given(prose.map("".join).filter(lambda text: "，，" not in text and "！！" not in text), st.integers(24, 60))
@settings(max_examples=150)
def test_no_closing_mark_begins_a_line_and_no_opening_mark_ends_one(text: str, width: int) -> None:
    spans = lines(text, width)
    assert not [line for line in spans[1:] if line[0] in CLOSING and cell_width(line) < width]
    assert not [line for line in spans[:-1] if line[-1] in OPENING]


@pytest.mark.parametrize(
    "whole",
    [
        "11642元",
        "0.74%",
        "1.6亿元",
        "2019年12月",
        "3万多名",
        "第21次",
        "5公里",
        "３２户",
        "17:53",
        "10%—20%",
        "Python",
        "e-mail",
        "——",
        "……",
    ],
)
def test_numbers_with_their_units_and_words_are_not_cut(whole: str) -> None:
    for before in range(12):
        text = "户" * before + whole + "户" * 12
        assert any(whole in line for line in lines(text, 20)), before


def test_a_line_begins_neither_with_a_mark_nor_with_half_a_number() -> None:
    text = "　　全县投入11642元，降到0.74%。见《三年计划》（修订）。"
    assert lines(text, 14) == ["　　全县投入", "11642元，降到", "0.74%。见《三", "年计划》（修", "订）。"]


def test_the_indent_stays_with_its_paragraph() -> None:
    assert lines("　　https://example.com/very/long/address", 16)[0] == "　　https://exam"
    assert lines("　　贫困发生率", 8) == ["　　贫困", "发生率"]


def test_an_address_longer_than_a_line_is_folded() -> None:
    address = "https://example.com/" + "a" * 50
    folded = lines("见" + address, 20)
    assert folded[0].startswith("见https://")
    assert all(cell_width(line) == 20 for line in folded[:-1])


def test_spaces_hang_at_the_end_of_a_line() -> None:
    assert lines("tree and bark", 8) == ["tree and ", "bark"]


def test_ambiguous_characters_fill_a_line_sooner() -> None:
    text = "①②③④⑤⑥"
    assert len(wrap(text, 6)) == 1
    with measuring(2):
        assert len(wrap(text, 6)) == 2


@pytest.mark.parametrize("width", [-1, 0, 1])
def test_a_line_holds_one_character_where_there_is_room_for_none(width: int) -> None:
    assert lines("脱贫", width) == ["脱", "贫"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert lines("", 10) == [""]


@pytest.mark.parametrize(
    "unit", ["a", "a-", "。", " ", "（", "中 ", "1,", "—", "e\u0301", "中　。", "第", "1万"]
)
def test_a_long_run_of_anything_is_wrapped(unit: str) -> None:
    text = unit * 30_000
    spans = wrap(text, 40)
    assert spans[0].start == 0
    assert spans[-1].end == len(text)
