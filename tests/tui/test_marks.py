"""Marks in the list: by keys and mouse, through filters, and as cheap for 100,000 articles as for ten."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from tests.tui.list_app import MANY, ListApp, Recording, showing
from tui.widgets.list_order import ListOrder
from tui.widgets.marks import Marks


def marked(app: ListApp) -> list[int]:
    return list(app.pane.marks.ids())


@given(
    deeds=st.lists(
        st.one_of(
            st.tuples(st.just("set"), st.integers(0, 40), st.booleans()),
            st.tuples(st.just("add"), st.lists(st.integers(0, 40), max_size=8), st.none()),
            st.tuples(st.just("clear"), st.none(), st.none()),
        )
    ),
    shown=st.lists(st.integers(0, 60), unique=True),
)
def test_marks_are_a_set_of_ids(deeds: list[tuple[str, object, object]], shown: list[int]) -> None:
    marks, model = Marks(), set[int]()
    for deed, what, on in deeds:
        if deed == "set":
            assert isinstance(what, int)
            marks.set(what, marked=bool(on))
            model = model | {what} if on else model - {what}
        elif deed == "add":
            assert isinstance(what, list)
            marks.add_all(array("q", what))
            model |= set(what)
        else:
            marks.clear()
            model = set()
        assert (len(marks), list(marks.ids())) == (len(model), sorted(model))
        assert [aid for aid in range(70) if aid in marks] == sorted(model)
        assert marks.among(array("q", shown)) == len(model & set(shown))


@given(ids=st.lists(st.integers(0, 50), unique=True))
def test_an_order_knows_where_each_id_stands(ids: list[int]) -> None:
    order = ListOrder(ids)
    assert [order.place_of(aid) for aid in ids] == list(range(len(ids)))
    assert {order.place_of(aid) for aid in (-1, None, *range(60)) if aid not in ids} == {None}


async def test_space_marks_and_goes_down_and_takes_a_mark_away_again() -> None:
    async with showing([7, 8, 9]) as (app, pilot):
        await pilot.press("space", "space")
        assert (marked(app), app.pane.cursor) == ([7, 8], 9)
        assert [line[:3] for line in app.lines()[:6:2]] == [" *○", " *○", "▌ ○"]
        await pilot.press("g", "space")
        assert (marked(app), app.pane.cursor) == ([8], 8)
        await pilot.press("space")
        assert marked(app) == []
        assert [line[:3] for line in app.lines()[:6:2]] == [" ○ ", " ○ ", "▌○ "]


async def test_the_last_row_is_marked_too() -> None:
    async with showing([7, 8]) as (app, pilot):
        await pilot.press("G", "space")
        assert (marked(app), app.pane.cursor) == ([8], 8)


async def test_shift_and_arrows_mark_a_run_and_shrink_it() -> None:
    async with showing(MANY) as (app, pilot):
        await pilot.press("j", "shift+down", "shift+down", "shift+down")
        assert (marked(app), app.pane.cursor) == ([2, 3, 4, 5], 5)
        await pilot.press("shift+up")
        assert (marked(app), app.pane.cursor) == ([2, 3, 4], 4)
        await pilot.press("shift+up", "shift+up", "shift+up")
        assert (marked(app), app.pane.cursor) == ([1, 2], 1)
        await pilot.press("G", "shift+up")
        assert marked(app) == [1, 2, 99_999, 100_000]


async def test_all_that_is_shown_is_marked_and_all_marks_are_taken_away() -> None:
    async with showing(MANY) as (app, pilot):
        await pilot.press("plus")
        assert len(app.pane.marks) == 100_000
        app.pane.set_ids(range(1, 11))
        await pilot.press("minus")
        assert marked(app) == []


async def test_marks_stay_through_filters_and_orders() -> None:
    async with showing(MANY) as (app, pilot):
        await pilot.press("space", "space", "space")
        app.pane.set_ids([3, 500, 1])
        assert (marked(app), app.pane.marked_shown) == ([1, 2, 3], 2)
        await pilot.press("plus")
        assert (marked(app), app.pane.marked_shown) == ([1, 2, 3, 500], 3)
        app.pane.set_ids(MANY)
        assert app.pane.marked_shown == 4


async def test_every_change_of_the_marks_is_told() -> None:
    async with showing(MANY) as (app, pilot):
        for key, told in (("minus", 0), ("space", 1), ("plus", 2), ("minus", 3), ("minus", 3)):
            await pilot.press(key)
            await pilot.pause()
            assert app.marks_told == told


async def test_a_click_at_the_edge_or_with_ctrl_marks_without_opening() -> None:
    async with showing([1, 2, 3, 4, 5]) as (app, pilot):
        await _click(pilot, (1, 2))
        await _click(pilot, (9, 6), control=True)
        assert (marked(app), app.pane.cursor, app.opened) == ([2, 4], 4, [])
        await _click(pilot, (0, 2))
        assert marked(app) == [4]
        await _click(pilot, (9, 0))
        assert (marked(app), app.opened) == ([4], [1])
        await _click(pilot, (9, 4), shift=True)
        assert marked(app) == [1, 2, 3, 4]
        await _click(pilot, (9, 8), button=3)
        assert (marked(app), app.pane.cursor, app.opened) == ([1, 2, 3, 4], 5, [1])


async def test_marking_draws_the_rows_that_change_and_no_more() -> None:
    async with showing(MANY, size=(40, 40)) as (app, pilot):
        await pilot.press("space")
        await pilot.pause()
        app.pane.drawn.clear()
        app.pane.mark_at(5, marked=True)
        await pilot.pause()
        assert sorted(app.pane.drawn) == [10, 11]


@pytest.mark.parametrize("size", [(20, 6), (40, 12), (90, 50)])
async def test_rows_keep_their_width_with_marks(size: tuple[int, int]) -> None:
    async with showing([1, 2, 3], size=size) as (app, pilot):
        await pilot.press("space")
        assert {line.cell_length for line in map(app.pane.render_line, range(4))} == {size[0]}


async def _click(
    pilot: Pilot[None],
    offset: tuple[int, int],
    *,
    control: bool = False,
    shift: bool = False,
    button: int = 1,
) -> None:
    await pilot.click(Recording, offset=offset, control=control, shift=shift, button=button)
    await pilot.pause()
