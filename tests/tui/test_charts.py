"""What is in a chart, that it keeps to its cells, and that it becomes a picture."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.figures import Point, Subject
from tui.charts.chart import KINDS, Kind, chart_of, ticks
from tui.charts.pictures import picture
from tui.charts.tables import table_of_chart
from tui.charts.terminal import drawn, moments_named

SUBJECT = Subject(metric="道路里程", measure="米", figures=6)


def _point(place: str | None, period: str | None, amount: float, unit: str = "公里") -> Point:
    return Point(1, place, period, amount, unit, "actual", "accepted")


POINTS = (
    _point("东岭县", "2017", 1000),
    _point("东岭县", "2019", 4000),
    _point("东岭县", "2019", 2000, "米"),
    _point("东岭县", "2019", 9000),
    _point("西岭县", "2018", 7000),
    _point(None, "2018", 5000),
    _point("北岭县", None, 6000),
)


def test_the_course_of_each_place_in_the_unit_that_most_have() -> None:
    chart = chart_of("course", SUBJECT, POINTS)
    east = chart.lines[0]
    assert chart.unit == "公里"
    assert (east.place, east.moments, east.amounts) == ("东岭县", (2017.5, 2019.5), (1.0, 4.0))
    assert {line.place for line in chart.lines} == {"东岭县", "西岭县", None}
    assert (chart.figures, chart.left) == (6, 1)


def test_places_side_by_side_are_compared_by_what_is_known_last() -> None:
    chart = chart_of("places", SUBJECT, POINTS)
    assert [(bar.name, bar.amount, bar.period) for bar in chart.bars] == [
        ("西岭县", 7.0, "2018"),
        ("东岭县", 4.0, "2019"),
    ]
    assert (chart.figures, chart.left) == (4, 3)


def test_every_figure_is_in_one_class() -> None:
    chart = chart_of("spread", SUBJECT, POINTS)
    assert sum(bar.amount for bar in chart.bars) == len(POINTS) == chart.figures
    assert all(one.high == other.low for one, other in zip(chart.bars, chart.bars[1:], strict=False))
    skewed = [_point(None, None, 10.0**at, "米") for at in range(8)]
    classes = chart_of("spread", SUBJECT, skewed).bars
    assert [bar.amount for bar in classes] == [1] * 8
    assert (classes[0].low, classes[0].high) == (1, 10)


AMOUNTS = st.floats(-1e15, 1e15, allow_nan=False, allow_infinity=False)


@settings(max_examples=60, deadline=None)
@given(
    points=st.lists(
        st.builds(
            _point,
            st.sampled_from(["东岭县", "很长很长的一个地名街道办事处", "A\x1b[31m县", None]),
            st.sampled_from(["2019", "2018-12", "2019-01-05", "2014/2019", None, "none"]),
            AMOUNTS,
            st.sampled_from(["公里", "米"]),
        ),
        max_size=12,
    ),
    kind=st.sampled_from(KINDS),
    width=st.integers(1, 120),
    height=st.integers(1, 40),
)
def test_a_chart_keeps_to_its_cells(points: Sequence[Point], kind: Kind, width: int, height: int) -> None:
    chart = chart_of(kind, SUBJECT, points)
    if kind == "spread":
        assert sum(bar.amount for bar in chart.bars) == len(points)
    rows = drawn(chart, width, height).split("\n", allow_blank=True)
    assert len(rows) <= height
    if width >= 40:
        assert max(row.cell_length for row in rows) <= width
    assert "\x1b" not in "".join(row.plain for row in rows)


@given(low=AMOUNTS, high=AMOUNTS, most=st.integers(2, 12))
@settings(max_examples=60, deadline=None)
def test_ticks_are_few_and_have_everything_between_them(low: float, high: float, most: int) -> None:
    low, high = sorted((low, high))
    marks = ticks(low, high, most)
    assert 2 <= len(marks) <= max(3, most)
    slack = max(abs(low), abs(high)) * 1e-9 + 1e-12
    assert marks[0] <= low + slack
    assert marks[-1] >= high - slack


def test_a_short_time_has_its_months_named() -> None:
    assert [name for _at, name in moments_named(2019.0, 2019.2)] == ["2019-01", "2019-02"]
    assert [name for _at, name in moments_named(2017.2, 2019.9)] == ["2017", "2018", "2019"]


@pytest.mark.parametrize("kind", KINDS)
def test_tables_of_charts(kind: Kind) -> None:
    table = table_of_chart(chart_of(kind, SUBJECT, POINTS))
    rows = list(table.rows)
    assert rows
    assert all(len(row) == len(table.columns) for row in rows)


def test_pictures_are_the_same_bytes_each_time() -> None:
    course, spread = chart_of("course", SUBJECT, POINTS), chart_of("spread", SUBJECT, POINTS)
    svg = picture(course, "svg")
    assert svg == picture(course, "svg")
    assert b"<svg" in svg
    assert picture(spread, "png").startswith(b"\x89PNG")


def test_where_no_font_has_chinese_characters_words_stay_text(monkeypatch: pytest.MonkeyPatch) -> None:
    from seeds.problems import Problem
    from tui.charts import pictures

    monkeypatch.setattr(pictures, "FONTS", ())
    chart = chart_of("places", SUBJECT, POINTS)
    assert "东岭县" in picture(chart, "svg").decode()
    with pytest.raises(Problem, match="no font with Chinese"):
        picture(chart, "png")
