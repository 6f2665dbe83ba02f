"""Units that measure the same thing, and where periods stand in time."""

from __future__ import annotations

from fractions import Fraction

import pytest

from seeds.measures import Measure, measure_of
from seeds.moments import moment_of


@pytest.mark.parametrize(
    ("unit", "measure"),
    [
        ("名", Measure("人", Fraction(1))),
        ("人次", Measure("人次", Fraction(1))),
        ("公里", Measure("米", Fraction(1000))),
        ("km", Measure("米", Fraction(1000))),
        ("公顷", Measure("亩", Fraction(15))),
        ("平方米", Measure("平方米", Fraction(1))),
        ("‰", Measure("%", Fraction(1, 10))),
        ("公斤/公顷", Measure("公斤/亩", Fraction(1, 15))),
        ("元/人", Measure("元/人", Fraction(1))),
        ("㎡", Measure("平方米", Fraction(1))),
        ("万元", Measure("元", Fraction(10_000))),
        ("億元/平方公里", Measure("元/亩", Fraction(10**8, 1500))),
        ("亿千瓦时", Measure("千瓦时", Fraction(10**8))),
        ("千万美元", Measure("美元", Fraction(10**7))),
        ("百分点", Measure("百分点", Fraction(1))),
        ("万", Measure("万", Fraction(1))),
        ("盏", Measure("盏", Fraction(1))),
        (None, Measure("", Fraction(1))),
    ],
)
def test_units_of_one_kind_have_one_measure(unit: str | None, measure: Measure) -> None:
    assert measure_of(unit) == measure


def test_a_measure_measures_itself() -> None:
    for unit in ("人", "米", "亩", "公斤", "千瓦时", "立方米", "%", "元"):
        assert measure_of(unit) == Measure(unit, Fraction(1))


@pytest.mark.parametrize(
    ("period", "moment"),
    [
        ("2019", 2019.5),
        ("2019-12", 2019 + 11.5 / 12),
        ("2019-Q2", 2019.375),
        ("2014/2019", 2019.5),
        ("2019-01-01/2019-06", 2019 + 5.5 / 12),
        ("2019-13", None),
        ("0000", None),
        ("", None),
        ("every year", None),
        (None, None),
    ],
)
def test_a_period_stands_at_its_middle_and_an_interval_at_the_middle_of_its_end(
    period: str | None, moment: float | None
) -> None:
    assert moment_of(period) == (pytest.approx(moment) if moment is not None else None)


def test_days_stand_in_their_order() -> None:
    days = ["2018-12-31", "2019-01-01", "2019-02-28", "2019-02-31", "2019-03-01", "2019-12-31"]
    moments = [moment_of(day) or 0 for day in days]
    assert moments == sorted(moments)
    assert moments[0] < 2019 < moments[1]
    assert moments[-1] < 2020
