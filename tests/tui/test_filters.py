"""Narrowing the list: the line and its completion, the chips; what stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from store import layer as changes
from store.catalogue import Filter, Order
from store.project import Project
from tests.tui.conftest import Driven, Opening
from tests.tui.narrowing import PLACES, chips, title, twelve_articles
from tui import language
from tui.screens.listing import next_waiting
from tui.text.filter_offers import completed, offered
from tui.text.matching import initials
from tui.widgets.chips import Chips, placed
from tui.widgets.completion import Completions
from tui.widgets.filter_line import FilterLine


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder of a project of twelve articles."""
    twelve_articles(tmp_path / "project")
    return tmp_path / "project"


def line(driven: Driven) -> str:
    return driven.bench.query_one("#filter", Input).value


def choices(driven: Driven) -> list[str]:
    shown = driven.bench.query_one(Completions)
    return [choice.text for choice in shown._choices] if shown.display else []


async def typed(driven: Driven, text: str) -> None:
    """Type into the filter line and let it be read."""
    await driven.type(text)
    await driven.pilot.pause(0.12)
    await driven.settle()


# The line


async def test_a_filter_narrows_while_it_is_typed_and_is_shown_as_chips(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("slash")
        await typed(driven, "tag:产业扶贫 place:青石县 is:waiting ")
        assert driven.bench.where == Filter(tags=("产业扶贫",), places=("青石县",), waiting=True)
        assert len(driven.bench.ids) == 4
        assert title(driven) == "Articles 4 / 12"
        await driven.press("enter")
        assert chips(driven) == ["#产业扶贫", "place 青石县", "suggestions wait"]
        assert driven.app.focused is driven.bench.article_list
        assert not driven.bench.query_one(FilterLine).has_class("-open")


async def test_escape_in_the_line_leaves_what_held_before(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("slash")
        await typed(driven, "verdict:done")
        await driven.press("enter", "slash")
        assert line(driven) == "verdict:done "
        await typed(driven, "place:青石县 ")
        assert len(driven.bench.ids) == 1
        await driven.press("escape")
        assert driven.bench.where == Filter(verdicts=("done",))
        assert len(driven.bench.ids) == 2


async def test_a_key_and_a_value_are_completed(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("slash")
        await typed(driven, "pl")
        assert choices(driven)[0] == "place:"
        await driven.press("tab")
        assert line(driven) == "place:"
        assert sorted(choices(driven)) == sorted(PLACES)
        await driven.press("down", "down", "enter")
        chosen = line(driven)
        assert chosen.startswith("place:")
        assert chosen.endswith(" ")
        assert choices(driven) == []
        assert len(driven.bench.ids) == 4
        await driven.press("enter")
        assert driven.bench.where == Filter(places=(chosen.strip().removeprefix("place:"),))


async def test_pinyin_initials_and_enter_mean_the_first_value(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("slash")
        await driven.type("t:cyfp")
        await driven.press("enter")
        assert line(driven) == "tag:产业扶贫 "
        await driven.press("enter")
        assert driven.bench.where == Filter(tags=("产业扶贫",))


async def test_the_list_does_not_empty_while_a_key_or_value_is_still_growing(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("slash")
        for text in ("ta", "g:", "c", "y"):
            await typed(driven, text)
            assert len(driven.bench.ids) == 12


async def test_what_cannot_be_is_told_and_keeps_the_line_open(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("slash")
        await typed(driven, "from:2019-13")
        assert "2019-13 is no" not in driven.screen()
        await driven.press("enter")
        assert "2019-13 is no" in driven.screen()
        assert driven.bench.query_one(FilterLine).has_class("-open")
        await driven.press("backspace")
        await typed(driven, "2 is:nothing ")
        assert "2019-13" not in driven.screen()
        assert "no article can be nothing" in driven.screen()
        assert driven.bench.where == Filter(published_from="2019-12")


async def test_tab_in_an_empty_line_offers_all_keys(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("slash")
        assert choices(driven) == []
        await driven.press("tab")
        assert choices(driven) == ["tag:", "verdict:", "place:", "source:", "by:", "from:", "to:", "is:"]
        await driven.press("down", "escape")
        assert driven.bench.query_one(FilterLine).has_class("-open")
        await driven.press("escape")
        assert not driven.bench.query_one(FilterLine).has_class("-open")


async def test_a_click_takes_a_completion(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("slash")
        await typed(driven, "tag:")
        await driven.pilot.click(Completions, offset=(5, 0))
        await driven.settle()
        assert line(driven).startswith("tag:")
        assert len(driven.bench.ids) == 4


async def test_the_line_is_written_in_the_language_of_the_screen(opening: Opening) -> None:
    language.use("zh")
    async with opening() as driven:
        await driven.press("slash")
        await typed(driven, "结论:完成 ")
        assert len(driven.bench.ids) == 2
        await driven.press("enter", "slash")
        assert line(driven) == "结论:完成 "
        await typed(driven, "b")
        assert "标签:" in choices(driven) or "标注人:" in choices(driven)


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (120, 36)])
async def test_the_completion_is_seen_in_every_size(opening: Opening, size: tuple[int, int]) -> None:
    async with opening(size=size) as driven:
        await driven.press("slash")
        await typed(driven, "place:")
        rows = driven.screen().split("\n")
        assert len(rows) == size[1]
        assert any("青石县" in row and " 4 " in row for row in rows)


def facets(field: str, where: Filter) -> list[tuple[str, int]]:
    found = {
        "tag": [("产业扶贫", 3), ("a tag", 1)],
        "place": [("青石县", 3)],
        "year": [("2019", 1), ("2020", 2)],
    }
    return found.get(field, [])


def test_what_is_complete_is_not_offered_again() -> None:
    assert offered("tag:产业扶贫", 8, facets, chinese=False) == []
    assert [choice.text for choice in offered("tag:", 4, facets, chinese=False)] == ["产业扶贫", "a tag"]
    assert offered("产业 ", 3, facets, chinese=False) == []


def test_a_word_is_offered_as_the_value_that_it_begins() -> None:
    means = [choice.means for choice in offered("cyfp", 4, facets, chinese=False)]
    assert initials("产业扶贫") == "cyfp"
    assert means == ["tag:产业扶贫"]


def test_a_completion_takes_the_place_of_its_part_only() -> None:
    text = "就业 tag:a 到户"
    (choice,) = [c for c in offered(text, 8, facets, chinese=False) if c.text == "a tag"]
    assert completed(text, 8, choice) == ('就业 tag:"a tag" 到户', 15)


def test_years_are_offered_newest_first() -> None:
    assert [choice.text for choice in offered("from:", 5, facets, chinese=False)] == ["2020", "2019"]


# Chips


@pytest.mark.parametrize("width", [6, 12, 20, 40, 100])
@pytest.mark.parametrize("lines", [1, 2])
def test_chips_stay_within_their_lines_and_count_what_has_no_room(width: int, lines: int) -> None:
    labels = ["#产业扶贫", "place 青石县", "from 2019-03", "● done"]
    shown = placed(labels, width, lines)
    assert all(chip.y < lines and chip.x + cell_len(chip.text) <= width for chip in shown)
    more = len(labels) - sum(chip.chip is not None for chip in shown)
    assert [chip.text for chip in shown if chip.chip is None] == ([f"+{more}"] if more and shown else [])


async def test_a_click_on_a_chip_takes_it_off(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("slash")
        await typed(driven, "tag:产业扶贫 verdict:done ")
        await driven.press("enter")
        await driven.pilot.click(Chips, offset=(4, 0))
        await driven.settle()
        assert driven.bench.where == Filter(verdicts=("done",))


async def test_backspace_takes_the_last_condition_and_escape_all(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("slash")
        await typed(driven, "tag:产业扶贫 verdict:done from:2016 ")
        await driven.press("enter", "backspace")
        assert driven.bench.where == Filter(tags=("产业扶贫",), verdicts=("done",))
        await driven.press("escape")
        assert driven.bench.where == Filter()
        assert chips(driven) == []
        assert len(driven.bench.ids) == 12


async def test_v_changes_the_verdicts_and_nothing_else(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("slash")
        await typed(driven, "tag:产业扶贫 ")
        await driven.press("enter", "v")
        assert driven.bench.where == Filter(tags=("产业扶贫",), verdicts=("new", "reading"))
        await driven.press("v", "v", "v")
        assert driven.bench.where == Filter(tags=("产业扶贫",))


# Facets


async def test_of_lists_asked_for_at_once_the_last_is_shown(opening: Opening) -> None:
    async with opening() as driven:
        for wanted in (Filter(verdicts=("done",)), Filter(), Filter(places=("青石县",))):
            driven.bench.show_where(wanted)
        await driven.settle()
        assert len(driven.bench.ids) == 4
        assert title(driven) == "Articles 4 / 12"


async def test_the_filter_and_the_order_are_there_at_the_next_start(opening: Opening) -> None:
    where = Filter(tags=("产业扶贫",), waiting=True)
    async with opening() as driven:
        driven.bench.show_where(where)
        driven.bench.show_order(Order("place", descending=False))
        await driven.settle()
        await driven.press("J")
        aid = driven.bench.article_list.cursor
        await driven.press("q")
    async with opening() as driven:
        assert driven.bench.where == where
        assert driven.bench.order == Order("place", descending=False)
        assert driven.bench.article_list.cursor == aid
        assert len(chips(driven)) == 2


@pytest.mark.parametrize(
    ("kept", "where"),
    [
        ({"aid": 3, "current": None, "pane": "list", "query": "青石"}, Filter(query="青石")),
        ({"aid": 3}, Filter()),
        ({"aid": 3, "where": {"verdicts": ["no such verdict"]}}, Filter()),
        ("something else", Filter()),
    ],
)
async def test_a_place_that_an_older_program_kept_is_understood(
    opening: Opening, place: Path, kept: object, where: Filter
) -> None:
    with Project.open(place, annotator="wang") as project:
        project.remember("position", kept)
    async with opening() as driven:
        assert driven.bench.where == where


@pytest.fixture
def project(place: Path) -> Iterator[Project]:
    with Project.open(place, annotator="wang") as opened:
        yield opened


def test_the_next_that_waits_is_found_near_far_and_round_the_end(project: Project) -> None:
    ids = project.ids(order=Order("added", descending=False))
    assert next_waiting(project, ids, 0) == 3
    assert next_waiting(project, ids, 11) == 3
    for aid in range(3, 12):
        done = changes.set_verdict(project.layer(aid), "done")
        assert done is not None
        project.record(done)
    assert next_waiting(project, ids, 0) == 12
    assert next_waiting(project, ids[:5], 0) is None
    assert next_waiting(project, ids, 11) is None
