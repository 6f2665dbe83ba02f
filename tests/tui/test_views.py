"""Views: kept, chosen, renamed, deleted and brought back; what they are called in the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.catalogue import Filter, Order
from store.project import Project
from store.views import View
from tests.tui.conftest import Driven, Opening
from tui import language
from tui.screens.views import ViewsScreen
from tui.widgets.chips import Chips

MINE = View("等审的", Filter(waiting=True), Order("title", descending=False))
OLD = View("旧稿", Filter(published_to="2018"), Order())


@pytest.fixture
def kept(place: Path) -> None:
    """Two views in the project."""
    with Project.open(place, annotator="li") as project:
        project.save_view(MINE)
        project.save_view(OLD)


def names(driven: Driven) -> list[str]:
    return [view.name for view in driven.bench.project.views()]


def chips(driven: Driven) -> list[str]:
    return list(driven.bench.query_one(Chips).labels)


def title(driven: Driven) -> str:
    return str(driven.bench.query_one("#list-pane").border_title)


async def test_what_the_list_shows_is_kept_under_a_name(opening: Opening) -> None:
    async with opening() as driven:
        driven.bench.show_where(Filter(waiting=True))
        driven.bench.show_order(Order("place"))
        await driven.press("V")
        await driven.type("等审")
        await driven.press("enter")
        assert driven.app.screen is driven.bench
        assert driven.bench.project.views() == [View("等审", Filter(waiting=True), Order("place"))]
        assert chips(driven) == ["★ 等审", "suggestions wait"]
        assert title(driven) == "等审 3"


@pytest.mark.usefixtures("kept")
async def test_a_view_is_chosen_by_its_first_letters(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("V")
        assert "0" in driven.screen()
        await driven.press("d", "s", "d", "enter")
        assert (driven.bench.where, driven.bench.order) == (MINE.where, MINE.order)
        assert title(driven) == "等审的 3"
        await driven.press("V")
        await driven.type("旧")
        await driven.press("enter")
        assert driven.bench.where == OLD.where
        assert "旧稿 0 / 3" in title(driven)


@pytest.mark.usefixtures("kept")
async def test_a_view_that_was_changed_says_so(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("V", "down", "up")
        await driven.type("等")
        await driven.press("enter", "o")
        assert chips(driven)[0] == "★ 等审的*"
        await driven.press("V", "escape")
        assert driven.bench.order != MINE.order
        assert chips(driven)[0] == "★ 等审的*"
        await driven.press("escape")
        assert chips(driven) == []
        assert title(driven) == "Articles 3"


@pytest.mark.usefixtures("kept")
async def test_a_view_is_deleted_and_brought_back(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("V")
        await driven.type("旧")
        await driven.press("ctrl+x")
        assert names(driven) == ["等审的"]
        assert "Deleted: 旧稿" in driven.screen()
        await driven.press("ctrl+z")
        assert driven.bench.project.views() == sorted([MINE, OLD], key=lambda view: view.name)
        await driven.press("ctrl+z")
        assert "Nothing to undo" in driven.screen()


@pytest.mark.usefixtures("kept")
async def test_a_view_gets_another_name_and_the_former_back(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("V")
        await driven.type("等")
        await driven.press("enter", "V")
        await driven.type("等")
        await driven.press("f2", "旧", "稿", "enter")
        assert sorted(names(driven)) == sorted(["等审的旧稿", "旧稿"])
        await driven.press("escape")
        assert title(driven).startswith("等审的旧稿 ")
        await driven.press("V", "ctrl+z")
        assert "Nothing to undo" in driven.screen()


@pytest.mark.usefixtures("kept")
async def test_a_name_that_is_taken_is_refused(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("V")
        await driven.type("等")
        await driven.press("f2", *["backspace"] * 3, "旧", "稿", "enter")
        assert "is a view already" in driven.screen()
        assert sorted(names(driven)) == sorted([MINE.name, OLD.name])
        await driven.press("escape", "escape")
        assert driven.app.screen is driven.bench


@pytest.mark.usefixtures("kept")
async def test_a_view_is_put_in_the_place_of_one_of_its_name_and_that_is_taken_back(opening: Opening) -> None:
    async with opening() as driven:
        driven.bench.show_where(Filter(verdicts=("done",)))
        await driven.press("V")
        await driven.type("旧稿")
        await driven.press("ctrl+s")
        assert View("旧稿", Filter(verdicts=("done",)), Order()) in driven.bench.project.views()
        await driven.press("ctrl+z")
        assert OLD in driven.bench.project.views()


@pytest.mark.usefixtures("kept")
async def test_the_view_is_there_at_the_next_start(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("V")
        await driven.type("等")
        await driven.press("enter", "q")
    async with opening() as driven:
        assert chips(driven) == ["★ 等审的", "suggestions wait"]
        assert driven.bench.order == MINE.order


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("size", [(80, 24), (40, 10), (120, 36)])
@pytest.mark.parametrize("tongue", ["en", "zh"])
async def test_views_are_seen_in_every_size(opening: Opening, size: tuple[int, int], tongue: str) -> None:
    language.use(tongue)
    async with opening(size=size) as driven:
        await driven.press("V")
        assert isinstance(driven.app.screen, ViewsScreen)
        assert "等审的" in driven.screen()
        await driven.pilot.click("OptionList", offset=(6, 0))
        await driven.settle()
        assert driven.bench.is_current
        assert driven.bench.view is not None


async def test_a_name_from_elsewhere_is_no_markup(opening: Opening) -> None:
    async with opening() as driven:
        driven.bench.show_where(Filter(waiting=True))
        driven.bench.project.save_view(View("[/b][@click=app.quit]点[/]\x1b", Filter(waiting=True)))
        await driven.press("V", "enter")
        assert "[/b][@click=app.quit]点" in driven.screen()
        assert "\x1b" not in driven.screen()
