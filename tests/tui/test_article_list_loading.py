"""The list of articles loads what is looked at, once, and again when it has changed."""

from __future__ import annotations

from tests.tui.list_app import MANY, ListApp, Shelf, showing
from tui.widgets.row_cache import RowCache


async def test_a_hundred_thousand_articles_load_only_what_is_looked_at() -> None:
    async with showing(MANY, size=(40, 20)) as (app, pilot):
        window = 10
        assert window <= app.shelf.loaded <= 3 * window
        app.pane.action_last()
        await app.settle(pilot)
        assert app.pane.cursor == 100_000
        assert "title 100000" in app.lines()[-2]
        assert app.shelf.loaded <= 6 * window


async def test_rows_that_are_scrolled_past_while_others_load_are_not_loaded() -> None:
    async with showing(MANY, size=(40, 20)) as (app, pilot):
        app.shelf.open.clear()
        before = app.shelf.loaded
        for _ in range(200):
            app.pane.action_page_down()
        await pilot.pause()
        assert app.lines()[0].strip() == "…"
        app.shelf.open.set()
        await app.settle(pilot)
        assert "title 1800" in app.lines()[0]
        assert app.shelf.loaded - before <= 8 * 10


async def test_going_back_to_rows_that_were_seen_loads_nothing() -> None:
    async with showing(MANY) as (app, pilot):
        app.pane.action_last()
        await app.settle(pilot)
        before = app.shelf.loaded
        app.pane.action_first()
        await app.settle(pilot)
        assert "title 1 " in app.lines()[0]
        assert app.shelf.loaded == before


async def test_an_edited_article_is_loaded_again_and_only_that() -> None:
    async with showing(MANY) as (app, pilot):
        app.shelf.titles[2] = "corrected title"
        before = len(app.shelf.asked)
        app.pane.refresh_rows([2, 90_000])
        assert "title 2" in app.lines()[2]
        await app.settle(pilot)
        assert "corrected title" in app.lines()[2]
        assert app.shelf.asked[before:] == [[2]]


async def test_an_edit_while_its_row_is_loading_is_not_lost() -> None:
    shelf = Shelf()
    shelf.open.clear()
    app = ListApp(shelf)
    async with app.run_test(size=(40, 12)) as pilot:
        app.pane.set_ids([1, 2])
        await pilot.pause()
        shelf.titles[1] = "corrected title"
        app.pane.refresh_rows([1])
        shelf.open.set()
        await app.settle(pilot)
        assert "corrected title" in app.lines()[0]


async def test_a_load_that_fails_leaves_the_list_usable_and_is_tried_again() -> None:
    async with showing(MANY) as (app, pilot):
        app.shelf.problem = OSError("the disk is gone")
        app.pane.action_last()
        await pilot.pause()
        await pilot.pause()
        assert app.lines()[0].strip() == "…"
        app.shelf.problem = None
        app.pane.action_cursor_up(6)
        await app.settle(pilot)
        assert "title 99994" in "\n".join(app.lines())


async def test_an_edited_article_whose_row_could_not_be_loaded_is_loaded_with_the_next_key() -> None:
    async with showing([1, 2]) as (app, pilot):
        app.shelf.titles[2] = "corrected title"
        app.shelf.problem = OSError("the disk is gone")
        app.pane.refresh_rows([2])
        await pilot.pause()
        await pilot.pause()
        assert "title 2" in app.lines()[2]
        app.shelf.problem = None
        app.pane.action_cursor_down()
        await app.settle(pilot)
        assert "corrected title" in app.lines()[2]


async def test_an_article_that_is_gone_is_asked_for_once() -> None:
    async with showing([1, 2, 3], shelf=Shelf(gone={2})) as (app, pilot):
        app.pane.action_cursor_down()
        await app.settle(pilot)
        assert app.lines()[2].strip("▌ ") == "…"
        assert app.shelf.asked == [[1, 2, 3]]


async def test_a_list_that_is_filled_before_it_is_on_the_screen_loads_when_it_is() -> None:
    app = ListApp(Shelf(), first_ids=MANY, first_cursor=700)
    async with app.run_test(size=(40, 12)) as pilot:
        await app.settle(pilot)
        assert "▌○ title 700" in "\n".join(app.lines())
        assert app.shelf.loaded <= 3 * 6 + 2


def test_a_cache_keeps_the_rows_read_last() -> None:
    cache: RowCache[str] = RowCache(2)
    cache.keep({1: "one", 2: "two"})
    cache.get(1)
    cache.keep({3: "three"})
    assert cache.missing([1, 2, 3]) == [2]


def test_a_row_that_changes_while_it_is_loaded_is_loaded_again() -> None:
    cache: RowCache[str] = RowCache(9)
    cache.ask([1, 2])
    cache.expire([1])
    cache.keep({1: "before the change", 2: "two"})
    assert cache.missing([1, 2]) == [1]
    assert cache.get(1) == "before the change"


def test_a_row_that_does_not_exist_is_not_asked_for_again() -> None:
    cache: RowCache[str] = RowCache(9)
    cache.ask([1])
    cache.keep({1: None})
    assert cache.missing([1]) == []
