"""Choosing what the list shows from what there is: the screen of facets."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.catalogue import Filter
from tests.tui.conftest import Driven, Opening
from tests.tui.narrowing import TAGS, twelve_articles
from tui import language
from tui.screens.facets import FacetsScreen
from tui.text.conditions import Condition
from tui.text.facets import Value, dates_typed, holds, toggled


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder of a project of twelve articles."""
    twelve_articles(tmp_path / "project")
    return tmp_path / "project"


def options(driven: Driven) -> list[str]:
    screen = driven.app.screen
    assert isinstance(screen, FacetsScreen)
    return [value.text for value in screen._shown]


async def test_facets_are_chosen_with_counts_and_shown(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("F")
        assert options(driven) == ["○ new", "◐ being read", "● done", "⚑ flagged"]
        await driven.press("tab", "c", "y", "space")
        assert "4 articles" in driven.screen()
        await driven.press("tab", "space")
        await driven.press("enter")
        assert driven.bench.where.tags == ("产业扶贫",)
        assert driven.bench.where.places == ("青石县",)
        assert len(driven.bench.ids) == 4


async def test_letters_and_enter_are_enough(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("F", "tab", "y", "d", "enter")
        assert driven.bench.where == Filter(tags=("易地搬迁",))


async def test_facets_are_left_without_a_trace(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("F", "space", "tab", "space", "escape")
        assert driven.bench.where == Filter()
        assert driven.app.screen is driven.bench


async def test_what_is_chosen_can_be_put_off_where_nothing_is_left(opening: Opening) -> None:
    async with opening() as driven:
        driven.bench.show_where(Filter(tags=("没有这个",)))
        await driven.settle()
        await driven.press("F", "tab")
        assert options(driven) == ["没有这个"]
        await driven.press("space", "enter")
        assert driven.bench.where == Filter()


async def test_facets_by_the_mouse(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("F")
        await driven.pilot.click("TabLine", offset=(12, 0))
        await driven.settle()
        assert set(options(driven)) == set(TAGS)
        await driven.pilot.click("OptionList", offset=(6, 1))
        await driven.settle()
        await driven.press("enter")
        assert len(driven.bench.where.tags) == 1


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (120, 36)])
@pytest.mark.parametrize("tongue", ["en", "zh"])
async def test_every_field_can_be_seen_in_every_size(
    opening: Opening, size: tuple[int, int], tongue: str
) -> None:
    language.use(tongue)
    async with opening(size=size) as driven:
        await driven.press("F")
        for _field in range(7):
            assert options(driven)
            assert "☐" in driven.screen()
            await driven.press("tab")
        await driven.press("escape")
        assert driven.app.screen is driven.bench


def year(year: str) -> Value:
    return Value(year, 1, (Condition("from", year), Condition("to", year)))


def test_two_years_make_a_span() -> None:
    where = toggled(toggled(Filter(), year("2019")), year("2016"))
    assert (where.published_from, where.published_to) == ("2016", "2019")
    assert holds(where, year("2017"))
    assert not holds(where, year("2020"))
    assert toggled(where, year("2016")).published_from == "2017"
    assert toggled(where, year("2019")).published_to == "2018"
    assert toggled(where, year("2017")) == Filter(published_from="2017", published_to="2017")
    assert toggled(toggled(where, year("2017")), year("2017")) == Filter()


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("2019-03..2020", [("2019-03", "2020")]),
        ("2019年3月到2020年", [("2019-03", "2020")]),
        ("2016-2019", [("2016", "2019")]),
        ("2019..", [("2019", None)]),
        ("..2019", [(None, "2019")]),
        ("2019-03", [("2019-03", "2019-03"), ("2019-03", None), (None, "2019-03")]),
        ("2019-13", []),
        ("2019-13..2020", []),
        ("..", []),
        ("spring", []),
    ],
)
def test_dates_may_be_typed(text: str, spans: list[tuple[str | None, str | None]]) -> None:
    asked = [toggled(Filter(published_to="2001"), value) for value in dates_typed(text)]
    assert [(where.published_from, where.published_to) for where in asked] == [
        (first, last) for first, last in spans
    ]


def test_a_span_that_was_typed_is_put_off_again() -> None:
    (value,) = dates_typed("2019-03..2020")
    assert toggled(toggled(Filter(query="x"), value), value) == Filter(query="x")


# The list as it narrows
