"""The view that rules read: widths, marks and traditional characters folded, offsets kept."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.folding import fold
from seeds.traditional import SIMPLIFIED

PIECES = st.sampled_from([*'萬億縣縣委书记12 　。,“「」"•０%A', "\n", "𠮷"])


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("１２．５％（約）", "12.5%(约)"),
        ("縣委書記說", "县委书记说"),
        ("「兩不愁」和『三保障』", "“两不愁”和“三保障”"),
        ('落实"一户一策"要求', "落实“一户一策”要求"),
        ('长 5" 的管\n"', '长5"的管\n"'),
        ("艾力•买买提", "艾力·买买提"),
        ("组建 100 个", "组建100个"),
        ("张玉兰 李福", "张玉兰 李福"),
    ],
)
def test_rules_see_one_form(text: str, view: str) -> None:
    assert fold(text).text == view


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40))
def test_a_character_of_the_view_stands_where_it_came_from(text: str) -> None:
    folded = fold(text)
    for at, char in enumerate(folded.text):
        start, end = folded.span(at, at + 1)
        assert end == start + 1
        assert folded.at(start) == at
        assert text[start] == char or fold(text[start]).text in (char, "", '"')


def test_no_character_of_simplified_text_is_folded() -> None:
    def is_in(charset: str, char: str) -> bool:
        try:
            char.encode(charset)
        except UnicodeEncodeError:
            return False
        return True

    family_names = ["後", "於"]
    assert len(SIMPLIFIED) > 2500
    assert sorted(char for char in SIMPLIFIED if is_in("gb2312", char)) == sorted(family_names)
    assert all(is_in("gbk", char) for char in SIMPLIFIED.values())


def test_folding_twice_changes_nothing_more() -> None:
    assert not set(SIMPLIFIED.values()) & set(SIMPLIFIED)
