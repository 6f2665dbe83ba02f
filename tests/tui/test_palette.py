"""Finding anything by a few letters: commands in either language, by pinyin, id or key; articles, tags."""

from __future__ import annotations

import pytest

from seeds.profile import bundled_profile
from store.catalogue import Filter
from store.views import View
from tests.tui.conftest import Opening
from tui import language
from tui.commands import COMMANDS
from tui.remapping import DEFAULT_KEYS, Keys
from tui.screens.figures import FiguresScreen
from tui.screens.progress import ProgressScreen
from tui.text.help_rows import help_rows, narrowed, of_key
from tui.text.palette import command_things, found, in_order, named_things, type_things

PROFILE = bundled_profile()


@pytest.mark.parametrize("spoken", ["en", "zh"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("undo", "undo"),
        ("撤销", "undo"),
        ("cx", "undo"),
        ("^f", "search"),
        ("verdict.done", "verdict.done"),
        ("tag remove", "tag.remove"),
        ("去标签", "tag.remove"),
    ],
)
def test_a_command_is_found_in_either_language_by_initials_by_key_and_by_id(
    spoken: str, typed: str, meant: str
) -> None:
    language.use(spoken)
    assert meant in [thing.id for thing in found(typed, command_things(DEFAULT_KEYS))][:4]


def test_names_come_before_what_only_speaks_of_them_and_nothing_is_found_for_nonsense() -> None:
    things = command_things(DEFAULT_KEYS)
    assert found("accept", things)[0].id == "annotation.accept"
    assert found("qzqzqz", things) == []
    named = named_things([("产业扶贫", 3)], [View("待办")], ["nord"], [("zh", "中文")])
    assert [thing.kind for query in ("cyfp", "待办", "nord", "中文") for thing in found(query, named)] == [
        "tag", "view", "theme", "language",
    ]  # fmt: skip
    assert [thing.id for thing in found("PER", type_things(PROFILE.types, DEFAULT_KEYS))][:1] == ["1"]


def test_before_anything_is_typed_recent_commands_come_first_then_those_of_the_pane() -> None:
    groups = in_order(command_things(DEFAULT_KEYS), "reader", ["undo", "no.such.command", "help"])
    assert [thing.id for thing in groups[0][1]] == ["undo", "help"]
    assert groups[1][0] == "In the article"
    assert {thing.id for _name, group in groups for thing in group} == {command.id for command in COMMANDS}


async def test_the_palette_does_what_is_chosen_wherever_it_belongs(opening: Opening) -> None:
    async with opening(size=(80, 24)) as driven:
        bench = driven.bench
        await driven.press("f2", "colon")
        await driven.type("unfold")
        await driven.press("enter")
        assert "首页 > 要闻" in driven.screen()
        assert bench.pane == "reader"
        await driven.press("colon")
        await driven.type("qsxcy")
        await driven.until(lambda: "之1" in driven.screen())
        await driven.press("down", "enter")
        assert bench.session.layer is not None
        await driven.press("colon")
        await driven.type("#产业")
        await driven.press("enter")
        assert bench.where == Filter(tags=("产业扶贫",))
        await driven.press("ctrl+p")
        await driven.type("textual-light")
        await driven.press("enter")
        assert driven.app.theme == "textual-light"
        await driven.press("colon")
        assert "Recent" in driven.screen()


async def test_the_palette_opens_over_a_box_which_is_left_for_what_is_chosen(opening: Opening) -> None:
    async with opening(size=(80, 24)) as driven:
        await driven.press("percent_sign", "colon")
        await driven.press("escape")
        assert [type(screen) for screen in driven.app.screen_stack[2:]] == [FiguresScreen]
        await driven.press("colon")
        await driven.type("progress")
        await driven.press("enter")
        assert [type(screen) for screen in driven.app.screen_stack[2:]] == [ProgressScreen]


def test_the_help_begins_with_what_is_used_here_and_is_searched_in_both_languages() -> None:
    rows = help_rows(PROFILE, pane="reader")
    assert [row.does for row in rows if not row.keys][:2] == ["Most used here", "In the article"]
    assert help_rows(PROFILE, mode=[("enter", "saves")])[:2] == [("", "Now", None), ("Enter", "saves", None)]
    assert {row.command for row in rows if row.command} == set(COMMANDS)
    for typed in ("take back undo last step", "撤销", "u"):
        left = narrowed(rows, typed.removeprefix("take back "), DEFAULT_KEYS)
        assert "undo" in {row.command.id for row in left if row.command}
        assert len(left) < len(rows) / 4
    assert narrowed(rows, "qzqzqz", DEFAULT_KEYS) == []


@pytest.mark.parametrize("key", ["u", "ｕ", "f4"])
def test_a_key_that_is_pressed_says_what_it_does_as_the_person_has_set_it(key: str) -> None:
    told = {row.command.id for row in of_key(key, PROFILE, DEFAULT_KEYS) if row.command}
    assert told == ({"pane.panel"} if key == "f4" else {"undo"})
    changed = Keys({"undo": ("f4",), "pane.panel": ()})
    assert {row.command.id for row in of_key("f4", PROFILE, changed) if row.command} == {"undo"}
    assert "nothing" in of_key("f24", PROFILE, DEFAULT_KEYS)[0].does
    assert any("PER" in row.does for row in of_key("1", PROFILE, DEFAULT_KEYS))


async def test_the_help_is_searched_asked_for_a_key_and_clicked(opening: Opening) -> None:
    async with opening(size=(80, 24)) as driven:
        await driven.press("f3", "question_mark", "slash")
        await driven.type("undo")
        assert "Undo your last step" in driven.screen()
        assert "Scroll a line down" not in driven.screen()
        await driven.press("escape", "p", "x")
        assert "x  Say that the current annotation is wrong" in driven.screen()
        row = next(at for at, line in enumerate(driven.screen().split("\n")) if "is wrong" in line)
        await driven.pilot.click(offset=(30, row))
        await driven.settle()
        assert driven.app.screen is driven.bench
        layer = driven.bench.session.layer
        assert layer is not None
        assert any(one.state == "rejected" for one in layer.annotations.values())
