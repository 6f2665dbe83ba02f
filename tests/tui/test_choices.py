"""A few letters find the choice that is meant; what could be a name of its own is left as it was typed."""

from __future__ import annotations

import pytest

from tui.text.choices import Choice, is_spelled, matching
from tui.text.places import place_index
from tui.text.record_fields import lettered

METRICS = [Choice("贫困发生率"), Choice("产业资金"), Choice("GDP增速")]


def texts(choices: list[Choice]) -> list[str]:
    return [choice.text for choice in choices]


def test_pinyin_initials_find_a_choice_and_can_only_mean_it() -> None:
    found = matching("cyzj", METRICS)
    assert texts(found) == ["产业资金"]
    assert is_spelled("cyzj", found)


@pytest.mark.parametrize("typed", ["贫困", "GDP", "gdp", "产", "", "新指标"])
def test_what_may_be_a_name_of_its_own_is_not_taken_for_another(typed: str) -> None:
    assert not is_spelled(typed, matching(typed, METRICS))


@pytest.mark.parametrize(
    ("field", "letter", "means"),
    [
        ("status", "t", "target"),
        ("status", "s", "standard"),
        ("status", "a", "actual"),
        ("op", "l", ">="),
        ("op", "~", "~"),
        ("role", "p", "part"),
    ],
)
def test_one_letter_decides(field: str, letter: str, means: str) -> None:
    found = matching(letter, lettered(field))
    assert found[0].means == means
    assert is_spelled(letter, found)


def test_namesakes_are_told_apart_by_what_they_lie_in() -> None:
    found = [choice for choice in place_index().search("朝阳区") if choice.text == "朝阳区"]
    assert {(choice.hint, choice.means) for choice in found} >= {
        ("北京市", "110105"),
        ("吉林省 长春市", "220104"),
    }


@pytest.mark.parametrize(("typed", "name"), [("hlj", "黑龙江省"), ("黑龙江", "黑龙江省"), ("esz", "恩施州")])
def test_divisions_are_found_by_initials_and_by_their_beginning(typed: str, name: str) -> None:
    assert place_index().search(typed)[0].text == name


def test_a_division_that_is_no_more_says_until_when_it_was() -> None:
    (hint, *_rest) = [choice.hint for choice in place_index().search("通县") if choice.text == "通县"]
    assert "–1" in hint


def test_divisions_near_the_articles_come_before_their_namesakes() -> None:
    assert place_index().search("cyq", {"22"})[0].hint == "吉林省 长春市"
    assert place_index().search("cyq", {"11"})[0].hint == "北京市"
