"""Calendar expressions: which words are one, and the ISO value of each."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.extract.dates import calendar_dates

DATA = Path(__file__).parent / "data" / "dates.jsonl"
CASES = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']}@{case['published']}")
def test_extent_and_value(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [[text[it.start : it.end], it.value] for it in calendar_dates(text, case["published"])]
    assert found == case["expected"]


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2099, 12, 31)))
def test_a_full_date_is_read_as_itself(day: date) -> None:
    text = f"于{day.year}年{day.month}月{day.day}日召开"
    assert [found.value for found in calendar_dates(text, "2019-12-05")] == [day.isoformat()]


def test_the_year_reported_on_governs_what_names_none() -> None:
    found = calendar_dates("年末有村8个。9月建成,2019年开工。\n年初有2个。", "2021-03-26", 2020)
    assert [date.value for date in found] == ["2020-12", "2020-09", "2019", "2020-01"]


@given(st.text(alphabet="今去明年月日底内初0129至到-—、,。十三前季度\n", max_size=40))
def test_any_text_gives_ordered_ranges_inside_it(text: str) -> None:
    ends = 0
    for found in calendar_dates(text, "2019-12-05"):
        assert ends <= found.start < found.end <= len(text)
        ends = found.end
