"""The order of the list: by any column, either way round, told at its lower edge."""

from __future__ import annotations

from typing import get_args

import pytest

from store.catalogue import Order
from store.listing import Column
from tests.tui.conftest import Driven, Opening
from tui import language
from tui.screens.columns import _LETTERS
from tui.text.names import COLUMNS, ORDERS, order_told


def told(driven: Driven) -> str:
    return str(driven.bench.query_one("#list-pane").border_subtitle)


def test_every_column_can_be_chosen_by_a_letter_of_its_own() -> None:
    assert set(COLUMNS) == set(_LETTERS) == set(get_args(Column))
    assert len({*_LETTERS.values(), "j", "k", "q"}) == len(_LETTERS) + 3


@pytest.mark.parametrize("column", COLUMNS)
async def test_the_letter_of_a_column_sorts_by_it(opening: Opening, column: Column) -> None:
    async with opening() as driven:
        await driven.press("O", _LETTERS[column])
        order = driven.bench.order
        assert order.by == column
        assert list(driven.bench.ids) == list(driven.bench.project.ids(order=order))
        assert told(driven) == order_told(order)
        await driven.press("O", _LETTERS[column])
        assert driven.bench.order == Order(column, not order.descending)


async def test_the_column_that_holds_is_turned_round_by_enter_and_by_arrows(opening: Opening) -> None:
    async with opening() as driven:
        assert driven.bench.order == Order("published")
        await driven.press("O", "enter")
        assert driven.bench.order == Order("published", descending=False)
        await driven.press("O", "right", "enter")
        assert driven.bench.order == Order("published")
        await driven.press("O", "j", "j", "left", "escape")
        assert driven.bench.order == Order("published")
        await driven.press("O", "j", "j", "left", "enter")
        assert driven.bench.order == Order("place")


async def test_a_column_is_chosen_by_the_mouse(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("O")
        await driven.pilot.click("OptionList", offset=(6, 3))
        await driven.settle()
        assert driven.bench.order == Order("source", descending=False)


async def test_the_edges_of_the_list_can_be_clicked(opening: Opening) -> None:
    async with opening() as driven:
        pane = driven.bench.query_one("#list-pane").region
        await driven.pilot.click(offset=(pane.right - 6, pane.bottom - 1))
        await driven.settle()
        assert "Order" in driven.screen()
        await driven.press("escape")
        await driven.pilot.click(offset=(pane.x + 4, pane.y))
        await driven.settle()
        assert "No views yet" in driven.screen()


async def test_o_goes_on_from_any_order(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("O", "p", "o")
        assert driven.bench.order == ORDERS[0][0]
        await driven.press("o")
        assert driven.bench.order == ORDERS[1][0]
        assert told(driven) == "as imported"


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (120, 36)])
@pytest.mark.parametrize("tongue", ["en", "zh"])
async def test_the_columns_are_seen_in_every_size(
    opening: Opening, size: tuple[int, int], tongue: str
) -> None:
    language.use(tongue)
    async with opening(size=size) as driven:
        await driven.press("O")
        assert "▼" in driven.screen()
        assert "●" in driven.screen()
        await driven.press("escape")
        assert driven.app.screen is driven.bench
