"""Keys as they reach the program: by an input method, remapped, in a text box, by the mouse, in a mode."""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input

from store.project import Project
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import go_to, layer_of
from tui.app import PiyueApp
from tui.commands import COMMANDS, Pane
from tui.config import configured
from tui.keymap import aliases
from tui.keymap import shown as key_shown
from tui.text.help_rows import help_rows
from tui.widgets.bars import KeyBar

PANES: dict[Pane, tuple[str, ...]] = {
    "list": ("f2",),
    "reader": ("f3",),
    "panel": ("f4",),
    "caret": ("f3", "i"),
}
MODALS = {
    "help": ("question_mark",),
    "commands": ("colon",),
    "start page": ("W",),
    "import": ("ctrl+g",),
    "history": ("L",),
    "the article as it was": ("L", "enter"),
    "comments": ("C", "up"),
    "guideline": ("I",),
    "accept the rest": ("A",),
    "reject alike": ("X",),
    "everywhere": ("a", "left", "asterisk"),
    "learned": ("ctrl+o",),
    "facets": ("f2", "F"),
    "views": ("f2", "V"),
    "columns": ("f2", "O"),
    "progress": ("P",),
    "extract anew": ("ctrl+x",),
}
TYPED = "".join(chr(code) for code in range(0x21, 0x7F)) + "ａｘ１。，、？：；【】《》（）！￥"


async def write(driven: Driven, text: str) -> None:
    """Send characters as a terminal does, those of an input method too."""
    for char in text:
        driven.app.post_message(events.Key(_character_to_key(char), char))
    await driven.settle()


@asynccontextmanager
async def configured_app(place: Path, text: str, size: tuple[int, int] = (140, 40)) -> AsyncIterator[Driven]:
    app = PiyueApp(Project.open(place, annotator="wang"), configured(tomllib.loads(text)))
    async with app.run_test(size=size) as pilot:
        driven = Driven(app, pilot)
        await driven.settle()
        yield driven


def lost(driven: Driven, keys: Iterable[str]) -> list[tuple[str, str]]:
    """The keys of which a form that an input method sends does something else than they do."""
    active = driven.app.screen.active_bindings
    done = {key: (found.binding.action, found.node) for key, found in active.items()}
    return [(key, alias) for key in keys for alias in aliases(key) if done.get(alias) != done.get(key)]


# An input method that is on


@pytest.mark.parametrize("pane", PANES)
async def test_full_width_keys_do_what_half_width_keys_do(opening: Opening, pane: Pane) -> None:
    async with opening() as driven:
        await driven.press(*PANES[pane])
        if pane == "caret":
            await driven.press("slash", "村", "enter", "i")
        keys = [key for command in COMMANDS if command.pane in (pane, "workbench") for key in command.keys]
        assert {*keys} <= {*driven.app.screen.active_bindings}
        assert lost(driven, [*keys, *"123456789"]) == []


@pytest.mark.parametrize("modal", MODALS)
async def test_full_width_keys_work_in_every_screen_over_the_workbench(opening: Opening, modal: str) -> None:
    async with opening() as driven:
        await driven.press("f3")
        if modal == "comments":
            await driven.press("C", "h", "i", "enter")
        await driven.press(*MODALS[modal])
        assert driven.app.screen is not driven.bench
        assert lost(driven, driven.app.screen.active_bindings) == []


async def test_a_whole_decision_can_be_made_with_the_input_method_on(opening: Opening) -> None:
    async with opening() as driven:
        rid = driven.bench.session.current or ""
        await driven.press("ａ")
        assert layer_of(driven).annotations[rid].state == "accepted"
        await driven.press("ｕ")
        assert layer_of(driven).annotations[rid].state == "suggested"


# Text boxes


@pytest.mark.parametrize(
    "keys",
    [
        ("f2", "slash"),
        ("f3", "slash"),
        ("f2", "V"),
        ("t",),
        ("f",),
        ("c",),
        ("C",),
        ("0",),
        *[("edit", *["tab"] * field) for field in range(6)],
    ],
)
async def test_what_is_typed_into_a_text_box_is_no_command(
    opening: Opening, keys: tuple[str, ...], place: Path
) -> None:
    everywhere = '[keys]\nredo = ["ß", "^y"]\nannotation.accept = "F8"\nannotation.reject = ["é", "F10"]'
    for text in ("", everywhere):
        async with configured_app(place, text) as driven:
            if keys[0] == "edit":
                await go_to(driven, "0.74%")
                await driven.press("e", *keys[1:])
            else:
                await driven.press(*keys)
            screen, box, before = driven.app.screen, driven.app.focused, layer_of(driven)
            assert isinstance(box, Input)
            box.value = ""
            await write(driven, TYPED + "ßé")
            assert driven.app.screen is screen
            assert box.has_focus
            assert box.value == TYPED + "ßé"
            assert layer_of(driven) == before


# Other keys


async def test_remapped_keys_work_and_are_shown_and_the_old_ones_do_nothing(place: Path) -> None:
    text = '[keys]\nannotation.accept = ["Y", "F8"]\nannotation.previous_of_type = "F10"\nreader.down = "F11"'
    async with configured_app(place, text, (200, 40)) as driven:
        rid = driven.bench.session.current or ""
        await driven.press("f3", "a", "ａ")
        assert layer_of(driven).annotations[rid].state == "suggested"
        assert "Y accept" in " ".join(driven.screen().split("\n")[-1].split())
        for key in ("Y", "Ｙ", "f8"):
            await driven.press(key)
            assert layer_of(driven).annotations[rid].state == "accepted"
            await driven.press("u")
        accept = next(command for command in COMMANDS if command.id == "annotation.accept")
        assert ("Y F8", accept.does, accept) in help_rows(driven.bench.profile, driven.bench.keys)
        await driven.press("colon")
        await driven.type("current annotation is right")
        assert "accept" in driven.screen()
        assert "Y F8" in driven.screen()


async def test_a_key_of_the_caret_stays_where_the_article_gives_it_up(place: Path) -> None:
    async with configured_app(place, '[keys]\nreader.down = "F11"', (100, 12)) as driven:
        await driven.press("f3", "g")
        reader = driven.bench.query_one("Reader")
        await driven.press("j", "down")
        assert reader.scroll_offset.y == 0
        await driven.press("f11")
        assert reader.scroll_offset.y == 1
        await driven.press("i")
        before = driven.bench.reader.caret
        await driven.press("j")
        assert driven.bench.reader.caret != before


async def test_what_of_the_configuration_does_not_hold_is_said_at_the_start(place: Path) -> None:
    text = '[keys]\nannotation.accept = "x"\nnonsense = "F5"\nundo = "bogus+1"'
    async with configured_app(place, text) as driven:
        screen = driven.screen()
        for words in ("x is the key of annotation.reject", "no command nonsense", "no key bogus+1"):
            assert words in screen
        await driven.press("escape")
        assert "no command nonsense" not in driven.screen()


async def test_the_help_names_every_command_for_the_configuration(opening: Opening) -> None:
    async with opening() as driven:
        told = [row.does for row in help_rows(driven.bench.profile)]
        assert all(any(does.startswith(f"{command.id}: ") for does in told) for command in COMMANDS)
        await driven.press("question_mark", "G")
        assert "panel.edit: edit" in driven.screen()


async def test_the_palette_has_every_command_with_its_key(place: Path) -> None:
    async with configured_app(place, '[keys]\nquit = "F12"', (200, 200)) as driven:
        await driven.press("colon")
        shown = [" ".join(line.split()) for line in driven.screen().split("\n")]
        for command in COMMANDS:
            keys = " ".join(map(key_shown, driven.bench.keys.of(command)[:2]))
            parts = (command.name, command.does[:40], keys)
            assert any(all(part in line for part in parts) for line in shown), command.id


# The mode


async def test_the_mode_is_always_seen(opening: Opening) -> None:
    async with opening() as driven:
        bar = driven.bench.query_one(KeyBar)

        def told() -> str:
            return str(bar.render()).split("  ")[0].strip()

        assert told().startswith("Enter open")
        await driven.press("slash")
        assert told().startswith("filtering")
        await driven.press("escape", "f3", "slash")
        assert told().startswith("finding")
        await driven.press("escape", "i")
        assert told().startswith("caret")
        await driven.press("escape")
        await go_to(driven, "0.74%")
        await driven.press("e")
        assert told().startswith("editing")
        await driven.press("escape")
        assert not told().startswith("editing")
        driven.bench.tell("something in passing")
        await driven.press("f3", "i")
        assert "caret" in str(bar.render())
        assert "something in passing" in str(bar.render())
