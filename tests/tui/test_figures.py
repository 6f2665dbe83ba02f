"""Values and periods are written as people write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from seeds.article import Indicator
from tui.text.figures import figure, normal_form, short_period


def indicator(**fields: Any) -> Indicator:
    return Indicator(id="i0-1", start=0, end=1, text="x", **fields)


@pytest.mark.parametrize(
    ("fields", "short", "full"),
    [
        ({"value": Decimal(160000000), "unit": "元"}, "1.6亿 元", "160,000,000 元"),
        ({"value": Decimal(2513), "unit": "户"}, "2,513 户", "2,513 户"),
        ({"value": Decimal("0.740"), "unit": "%"}, "0.74 %", "0.74 %"),
        ({"value": Decimal(30000), "unit": "名", "op": ">="}, "≥ 3万 名", "≥ 30,000 名"),
        ({"value": Decimal(3), "high": Decimal(5), "unit": "年"}, "3–5 年", "3–5 年"),
        ({"value": Decimal(12345678), "unit": "元"}, "12,345,678 元", "12,345,678 元"),
        ({"value": Decimal(123456789), "unit": "元"}, "123,456,789 元", "123,456,789 元"),
        ({"value": (Decimal("1.1"), Decimal("50.3"), Decimal("48.6"))}, "1.1:50.3:48.6", "1.1:50.3:48.6"),
        ({"value": Decimal(-20000), "unit": "亩"}, "-2万 亩", "-20,000 亩"),
        ({"value": Decimal("1E+5"), "unit": "亩"}, "10万 亩", "100,000 亩"),
    ],
)
def test_a_value_is_short_in_the_panel_and_whole_in_the_editor(
    fields: dict[str, Any], short: str, full: str
) -> None:
    assert figure(indicator(**fields)) == short
    assert normal_form(indicator(**fields)) == full


def test_a_record_without_a_value_says_so() -> None:
    assert figure(indicator()) == "no value"
    assert normal_form(indicator()) == ""


@pytest.mark.parametrize(
    ("period", "short"),
    [
        ("2019", "2019"),
        ("2019-11-18", "2019-11-18"),
        ("2019-11-19/2019-11-22", "2019-11-19–22"),
        ("2019-11-29/2019-12-02", "2019-11-29–12-02"),
        ("2013/2020", "2013–2020"),
        ("2018-09/2019-03", "2018-09–2019-03"),
        ("2018/2019-03", "2018–2019-03"),
        ("2019/2019", "2019/2019"),
    ],
)
def test_an_interval_does_not_say_the_same_year_twice(period: str, short: str) -> None:
    assert short_period(period) == short
