"""What is doubtful in a record is marked with its reason; what is likely is not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from seeds.article import Indicator
from seeds.doubts import doubts
from tests.building import make_article, make_indicator

ARTICLE = make_article(published="2019-12-05")
RATE = make_indicator(ARTICLE, "0.74%", "贫困发生率", "0.74", "%")
MONEY = make_indicator(ARTICLE, "1.6亿元", "产业资金", "160000000", "元")


def figure(value: str, metric: str, unit: str, **fields: Any) -> Indicator:
    record = Indicator(
        id="i", start=0, end=1, text=value, metric=metric, value=Decimal(value), unit=unit, place="青石县"
    )
    return msgspec.structs.replace(record, **fields)


def told(record: Indicator, others: tuple[Indicator, ...] = (), *, place_known: bool = True) -> list[str]:
    return [str(doubt) for doubt in doubts(record, ARTICLE, others, place_known=place_known)]


def test_a_share_over_the_whole_is_doubtful_and_growth_is_not() -> None:
    assert told(figure("174", "贫困发生率", "%")) == ["贫困发生率 is over 100 %"]
    assert told(figure("100", "贫困发生率", "%")) == []
    assert told(figure("174", "增长率", "%")) == []
    assert told(figure("174", "产值", "%")) == []


@pytest.mark.parametrize(
    ("value", "doubt"),
    [
        ("16000", "at most 1/10,000 of the other 产业资金 here: 1.6亿元"),
        ("1600000000000", "at least 10,000 times the other 产业资金 here: 1.6亿元"),
        ("170000000", None),
        ("16001", None),
    ],
)
def test_a_value_far_from_all_others_of_its_metric_is_doubtful(value: str, doubt: str | None) -> None:
    assert told(figure(value, "产业资金", "元"), (MONEY, RATE)) == ([doubt] if doubt else [])


def test_a_value_near_one_of_the_others_is_not_doubtful() -> None:
    near = figure("20000", "产业资金", "元", id="near")
    assert told(figure("16000", "产业资金", "元"), (MONEY, near)) == []


def test_an_actual_value_of_a_time_after_the_publication_is_doubtful() -> None:
    later = figure("3", "投资", "元", period="2020-06")
    assert told(later) == ["2020-06 is after the publication, 2019-12-05: a target?"]
    assert told(figure("3", "投资", "元", period="2020-06", status="target")) == []
    assert told(figure("3", "投资", "元", period="2019")) == []
    assert told(figure("3", "投资", "元", period="2019-12")) == []


def test_a_place_that_nothing_knows_is_doubtful() -> None:
    elsewhere = figure("3", "投资", "元", place="青右县")
    assert told(elsewhere, place_known=False) == [
        "青右县 is neither in the gazetteer nor in the article: check its characters"
    ]
    assert told(elsewhere) == []
    assert told(figure("3", "投资", "元", place="青石县"), place_known=False) == [], (
        "it stands in the article"
    )
