"""What a person types into a record is read as the extractor would read it, or refused with a reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.problems import Problem
from seeds.typed import date_within, number_within, typed_period, typed_unit, typed_value


@pytest.mark.parametrize(
    ("typed", "value", "high", "unit", "op"),
    [
        ("2513", "2513", None, "户", "="),
        ("1.6亿", "160000000", None, "户", "="),
        ("1.6亿元", "160000000", None, "元", "="),
        ("近七成", "70", None, "%", "~"),
        ("百分之三十", "30", None, "%", "="),
        ("≥ 2000", "2000", None, "户", ">="),
        ("不低于1%", "1", None, "%", ">="),
        ("1.5%以内", "1.5", None, "%", "<="),
        ("3万多名", "30000", None, "名", ">="),
        ("100余个", "100", None, "个", ">="),
        ("1,234.50", "1234.5", None, "户", "="),
        ("１２３", "123", None, "户", "="),
        ("两千三百", "2300", None, "户", "="),
        ("3–5年", "3", "5", "年", "="),
        ("3-5万", "30000", "50000", "户", "="),
        ("-2.5", "-2.5", None, "户", "="),
    ],
)
def test_values_are_multiplied_out(typed: str, value: str, high: str | None, unit: str, op: str) -> None:
    read = typed_value(typed, "户")
    assert (str(read.value), str(read.high) if read.high is not None else None) == (value, high)
    assert (read.unit, read.op) == (unit, op)


def test_a_ratio_is_all_its_parts() -> None:
    assert typed_value("1.1:50.3:48.6", None).value == (Decimal("1.1"), Decimal("50.3"), Decimal("48.6"))


@pytest.mark.parametrize("typed", ["", "  ", "abc", "十八大", "5-3", "1..2", "🙂", "[b]3[/b]"])
def test_what_is_no_number_is_refused_with_a_reason(typed: str) -> None:
    with pytest.raises(Problem) as refused:
        typed_value(typed, "户")
    assert "\n" not in str(refused.value)


def test_a_unit_is_a_measure_word_and_no_number() -> None:
    with pytest.raises(Problem, match=r"^1\.7亿 is no unit"):
        typed_value("3", "1.7亿")


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("", None),
        ("2019", "2019"),
        ("2019-12", "2019-12"),
        ("2013/2020", "2013/2020"),
        ("2018年底", "2018-12"),
        ("今年", "2019"),
        ("去年底", "2018-12"),
        ("11月18日", "2019-11-18"),
        ("2013—2020年", "2013/2020"),
    ],
)
def test_periods_are_resolved_against_the_articles_day(typed: str, period: str | None) -> None:
    assert typed_period(typed, "2019-12-05") == period


@pytest.mark.parametrize("typed", ["2019-13", "2019-02-30", "2020/2013", "从前", "2019年的事"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(Problem):
        typed_period(typed, "2019-12-05")


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        value = typed_value(typed, None).value
    except Problem:
        return
    assert value == value


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2019-13", "there is no month 13"),
        ("2019年13月", "there is no month 13"),
        ("2019-02-30", "month 2 has 28 days"),
        ("2019年2月29日", "month 2 has 28 days"),
        ("4月31日", "month 4 has 30 days"),
    ],
)
def test_a_day_that_is_in_no_calendar_is_refused_with_what_is_wrong(typed: str, reason: str) -> None:
    with pytest.raises(Problem, match=reason):
        typed_period(typed, "2019-12-05")


@pytest.mark.parametrize(("typed", "period"), [("2019-3", "2019-03"), ("2013-2020", "2013/2020")])
def test_periods_may_be_typed_without_their_noughts_and_slashes(typed: str, period: str) -> None:
    assert typed_period(typed, None) == period


def test_an_unknown_unit_is_refused_with_those_that_are_alike() -> None:
    with pytest.raises(Problem, match=r"平米方.*平方米"):
        typed_unit("平米方")
    with pytest.raises(Problem, match=r"平米方.*平方米"):
        typed_value("5平米方", None)


def test_a_unit_that_the_project_knows_is_a_unit() -> None:
    with pytest.raises(Problem, match="no unit 斛 is known"):
        typed_value("3566斛", None)
    assert typed_value("3566斛", None, ["斛"]).unit == "斛"
    assert (typed_unit("斛", ["斛"]), typed_unit("元/亩"), typed_unit(" ")) == ("斛", "元/亩", None)


@pytest.mark.parametrize(
    ("typed", "value", "unit"), [("三成半", "35", "%"), ("1:1.5", "1:1.5", None), ("1∶1.5", "1:1.5", None)]
)
def test_tenths_and_ratios_are_read(typed: str, value: str, unit: str | None) -> None:
    read = typed_value(typed, None)
    parts = read.value if isinstance(read.value, tuple) else (read.value,)
    assert (":".join(map(str, parts)), read.unit) == (value, unit)


@pytest.mark.parametrize(
    ("selected", "number"),
    [("投入1.6亿元左右,", "1.6亿元左右"), ("约 2 万户", "约 2 万户"), ("很多", "很多")],
)
def test_the_number_in_what_was_selected_is_found(selected: str, number: str) -> None:
    start, end = number_within(selected)
    assert selected[start:end] == number


def test_the_date_in_what_was_selected_is_found() -> None:
    start, end = date_within("截至11月底,", "2019-12-05")
    assert "截至11月底,"[start:end] == "11月底"
