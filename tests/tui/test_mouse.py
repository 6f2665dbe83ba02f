"""The mouse: the bars, the menu of the right button, prompts."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.tui.conftest import Driven, Opening
from tests.tui.driving import layer_of
from tui.commands import Pane
from tui.screens.menu import MenuScreen
from tui.text.width import cell_width
from tui.widgets.bars import KeyBar

PANES: dict[Pane, tuple[str, ...]] = {
    "list": ("f2",),
    "reader": ("f3",),
    "panel": ("f4",),
    "caret": ("f3", "i"),
}


@pytest.mark.parametrize("pane", PANES)
async def test_every_command_of_the_bar_can_be_clicked(
    opening: Opening, pane: Pane, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, Pane]] = []

    async def run(action: str, pane: Pane) -> None:
        asked.append((action, pane))

    async with opening(size=(400, 40)) as driven:
        await driven.press(*PANES[pane])
        monkeypatch.setattr(driven.bench, "run", run)
        bar = driven.bench.query_one(KeyBar)
        items = bar.items()
        assert len(items) >= 7
        row = driven.screen().split("\n")[-1]
        for item in items:
            assert f" {item.key} {item.name} " in row
        at = 1 + row[1:].index(f" {items[0].key} {items[0].name} ")
        for item in items:
            await driven.pilot.click(bar, offset=(at + 1, 0))
            await driven.pilot.click(bar, offset=(at + item.width - 1, 0))
            at += item.width
        await driven.settle()
        wanted = [(item.run.action, item.run.pane) for item in items if not isinstance(item.run, str)]
        assert asked == [twice for one in wanted for twice in (one, one)]


async def test_the_keys_of_a_mode_can_be_clicked(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("f2", "slash")
        await driven.type("村")
        row = driven.screen().split("\n")[-1]
        assert row.startswith("  filtering ")
        await driven.pilot.click("KeyBar", offset=(row.index("Esc") + 1, 0))
        await driven.settle()
        assert not isinstance(driven.app.focused, Input)
        assert driven.bench.where.query == ""


async def test_the_parts_of_the_title_bar_can_be_clicked(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("f4", "alt+3")
        row = driven.screen().split("\n")[0]
        await driven.pilot.click("TitleBar", offset=(_cells(row, "3×"), 0))
        await driven.settle()
        assert "3×" not in driven.screen().split("\n")[0]
        await driven.pilot.click("TitleBar", offset=(_cells(row, "0 / 3 done"), 0))
        assert driven.bench.pane == "list"
        row = driven.screen().split("\n")[0]
        await driven.pilot.click("TitleBar", offset=(_cells(row, "wang"), 0))
        await driven.settle()
        assert "You are wang" in driven.screen()
        await driven.pilot.click("TitleBar", offset=(_cells(row, "saved"), 0))
        await driven.pilot.click("TitleBar", offset=(_cells(row, "piyue"), 0))
        await driven.settle()
        assert type(driven.app.screen).__name__ == "PaletteScreen"


def _cells(row: str, words: str) -> int:
    return cell_width(row[: row.index(words)])


async def _right_click(driven: Driven, words: str) -> None:
    """Press the right button on these words in the article."""
    rows = driven.screen().split("\n")
    left = driven.bench.reader.region.x
    for y, row in enumerate(rows[2:], 2):
        at = row.find(words, left // 2)
        if at >= 0 and (x := _cells(row, row[at:])) > left:
            await driven.pilot.click(offset=(x + 1, y), button=3)
            await driven.settle()
            assert isinstance(driven.app.screen, MenuScreen)
            return
    raise AssertionError(f"{words} is not on the screen")


async def test_the_right_button_offers_decisions_and_types(opening: Opening) -> None:
    async with opening() as driven:
        before = layer_of(driven)
        await _right_click(driven, "周明")
        rid = driven.bench.session.current or ""
        for words in ("a  accept", "x  reject", "1  PER", "7  TERM", "C  comment", "L  history"):
            assert words in driven.screen()
        await driven.press("escape")
        assert layer_of(driven) == before
        await _right_click(driven, "周明")
        row = next(y for y, line in enumerate(driven.screen().split("\n")) if "1  PER" in line)
        x = _cells(driven.screen().split("\n")[row], "1  PER")
        await driven.pilot.click(offset=(x + 4, row))
        await driven.settle()
        entity = layer_of(driven).annotations[rid]
        assert getattr(entity, "type", None) == "PER"
        assert entity.state in ("accepted", "corrected")


@pytest.mark.parametrize("key", ["x", "ｘ"])
async def test_a_key_chooses_in_the_menu(opening: Opening, key: str) -> None:
    async with opening() as driven:
        await _right_click(driven, "周明")
        rid = driven.bench.session.current or ""
        await driven.press(key)
        assert driven.app.screen is driven.bench
        assert layer_of(driven).annotations[rid].state == "rejected"


async def test_the_right_button_marks_what_nothing_marks(opening: Opening) -> None:
    async with opening() as driven:
        before = set(layer_of(driven).annotations)
        await driven.press("f3", "m")
        caret = driven.bench.reader.caret
        assert caret is not None
        assert caret.selection is not None
        article = driven.bench.session.article
        assert article is not None
        words = article.text[caret.selection.start : caret.selection.end]
        await _right_click(driven, words)
        await driven.press("3")
        (new,) = set(layer_of(driven).annotations) - before
        assert getattr(layer_of(driven).annotations[new], "text", "") == words


async def test_a_click_beside_the_menu_closes_it(opening: Opening) -> None:
    async with opening() as driven:
        await _right_click(driven, "周明")
        await driven.pilot.click(offset=(1, 1))
        await driven.settle()
        assert driven.app.screen is driven.bench


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (200, 50)])
async def test_the_menu_stands_on_the_screen(opening: Opening, size: tuple[int, int]) -> None:
    async with opening(size=size) as driven:
        await driven.press("f3")
        reader = driven.bench.reader.region
        seen = 0
        for y in range(reader.y + 1, reader.bottom, 4):
            await driven.pilot.click(offset=(reader.x + reader.width * 2 // 3, y), button=3)
            await driven.settle()
            if driven.app.screen is not driven.bench:
                seen += 1
                menu = driven.app.screen.query_one("OptionList").region
                assert driven.app.screen.region.contains_region(menu)
                await driven.press("escape")
        assert seen


async def test_a_prompt_is_answered_and_left_by_the_mouse(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("t")
        await driven.type("新标签")
        await driven.pilot.click("Prompt KeyHints", offset=(2, 0))
        await driven.settle()
        assert "新标签" in [tag.label for tag in layer_of(driven).tags()]
        before = layer_of(driven)
        await driven.press("t")
        await driven.pilot.click(offset=(1, 1))
        await driven.settle()
        assert driven.app.screen is driven.bench
        assert layer_of(driven) == before
