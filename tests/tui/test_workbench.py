"""The workbench as a whole: panes, sizes, help, palette, hostile text."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from textual.screen import Screen

from seeds.article import Extraction
from seeds.problems import Problem
from store.project import Project
from tests.building import make_article, make_entity, make_indicator, make_tag
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import current_text, go_to, layer_of
from tui import language
from tui.app import PiyueApp
from tui.commands import COMMANDS
from tui.screens.workbench import Workbench
from tui.text.help_rows import help_rows


async def test_opens_at_the_first_suggestion_with_three_panes(opening: Opening) -> None:
    async with opening() as driven:
        screen = driven.screen()
        assert "青石县产业到户见成效" in screen
        assert "Articles 3" in screen
        assert "贫困发生率" in screen
        assert "0.74 %" in screen
        assert "1509户 + 2057户 = 3566户" in screen
        assert "#产业扶贫" in screen
        assert current_text(driven) == "林晓"


async def test_help_lists_every_command(opening: Opening) -> None:
    async with opening(size=(100, 30)) as driven:
        await driven.press("question_mark")
        assert "Say that the current annotation is right" in driven.screen()
        await driven.press("escape")
        assert "Articles 3" in driven.screen()
        told = [row.does for row in help_rows(driven.bench.profile)]
        assert all(command.does in told for command in COMMANDS)


@pytest.mark.parametrize("size", [(200, 50), (120, 36), (100, 30), (80, 24), (60, 20), (40, 10), (20, 5)])
async def test_every_size_shows_the_pane_that_has_the_focus(opening: Opening, size: tuple[int, int]) -> None:
    async with opening(size=size) as driven:
        assert driven.bench.article_list.region.width > 0
        await driven.press("f3")
        assert driven.bench.query_one("Reader").region.width > 0
        await driven.press("f4")
        assert driven.bench.query_one("SidePanel").region.width > 0
        await driven.press("a", "e", "escape", "z", "z", "f2")
        rows = driven.screen().split("\n")
        assert len(rows) == size[1]


async def test_panes_follow_the_width(opening: Opening) -> None:
    async with opening(size=(130, 30)) as driven:
        shown = [
            driven.bench.query_one(f"#{name}-pane").region.width > 0 for name in ("list", "reader", "panel")
        ]
        assert shown == [True, True, True]
        await driven.pilot.resize_terminal(90, 30)
        await driven.press("f3")
        shown = [
            driven.bench.query_one(f"#{name}-pane").region.width > 0 for name in ("list", "reader", "panel")
        ]
        assert shown == [False, True, True]
        await driven.pilot.resize_terminal(60, 20)
        await driven.press("f4")
        shown = [
            driven.bench.query_one(f"#{name}-pane").region.width > 0 for name in ("list", "reader", "panel")
        ]
        assert shown == [False, False, True]


async def test_text_from_files_is_never_markup_and_never_reaches_the_terminal_raw(tmp_path: Path) -> None:
    hostile = "[/摘要][@click=app.quit]点[/]\x1b]0;x\x07[b]x 列表[a,b]\u202e"
    article = make_article(hostile, (f"{hostile}有48个村。", "第二段。"), source=hostile)
    indicator = make_indicator(article, "48个", hostile, "48", "个", place=hostile, period=hostile)
    extraction = Extraction(
        indicators=(indicator,),
        entities=(make_entity(article, "[b]x", "TERM"),),
        tags=(make_tag(hostile),),
        place=hostile,
    )
    with Project.create(tmp_path / hostile.replace("/", "|"), annotator=hostile) as project:
        project.add(article, extraction)
    app = PiyueApp(Project.open(project.path, annotator=hostile))
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        driven = Driven(app, pilot)
        await driven.settle()
        await driven.press("a", "u", "e", "escape", "t", "escape", "T", "escape", "c", "escape", "F", "f")
        await driven.type("[/b]")
        await driven.press("enter", "slash", "escape", "f2", "enter")
        shown = driven.screen()
        assert "[/摘要][@click=app.quit]点[/]␛" in shown
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)
        assert app.is_running


async def test_an_empty_project_says_what_to_do(tmp_path: Path) -> None:
    with Project.create(tmp_path / "empty", annotator="wang"):
        pass
    app = PiyueApp(Project.open(tmp_path / "empty", annotator="wang"))
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        driven = Driven(app, pilot)
        await driven.settle()
        await driven.press("escape")
        assert "^g imports" in driven.screen()
        decisions = [
            "a",
            "x",
            "e",
            "n",
            "N",
            "t",
            "T",
            "d",
            "f",
            "R",
            "u",
            "U",
            "1",
            "c",
            "right_square_bracket",
        ]
        moves = ["J", "K", "z", "escape", "slash", "escape", "tab", "tab", "enter"]
        await driven.press(*decisions, *moves)
        assert app.is_running


async def test_dark_and_light_change_by_a_key(opening: Opening) -> None:
    async with opening() as driven:
        before = driven.app.theme
        await driven.press("ctrl+t")
        assert driven.app.theme != before
        await driven.press("ctrl+t")
        assert driven.app.theme == before


async def test_clicks_do_what_keys_do(opening: Opening) -> None:
    async with opening() as driven:
        rid = driven.bench.session.current or ""
        bar = driven.bench.query_one("KeyBar")
        at = str(bar.render()).index("accept")
        await driven.pilot.click(bar, offset=(at + 2, 0))
        await driven.settle()
        assert layer_of(driven).annotations[rid].state == "accepted"


async def test_a_name_in_the_list_of_commands_runs_its_command(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("colon")
        await driven.type("unfold")
        await driven.until(lambda: "Unfold or fold" in driven.screen())
        await driven.press("enter")
        await driven.until(lambda: "首页 > 要闻" in driven.screen())
        assert "首页 > 要闻" in driven.screen()


@pytest.mark.parametrize("size", [(130, 36), (80, 24), (60, 20)])
async def test_what_is_said_is_said_whole_in_chinese(opening: Opening, size: tuple[int, int]) -> None:
    language.use("zh")
    async with opening(size=size) as driven:
        await driven.press("f3", "u")
        assert "没有可撤销的" in driven.screen()
        await driven.press("f4", "a", "u")
        assert "已撤销：认可" in driven.screen()


async def test_a_problem_stands_in_full_until_escape(opening: Opening) -> None:
    async with opening(size=(80, 24)) as driven:
        driven.bench.tell_problem(Problem("the disk is full: " + "make room and try again; " * 5))
        await driven.settle()
        assert driven.screen().count("make room") == 5
        await driven.press("escape")
        assert "make room" not in driven.screen()


async def test_the_panel_goes_from_an_entity_to_the_records_around_it(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "周明")
        await driven.press("f4", "j")
        assert current_text(driven) == "1.6亿元"
        await driven.press("k")
        assert current_text(driven) == "0.74%"
        await go_to(driven, "周明")
        await driven.press("f4", "g")
        assert current_text(driven) == "48个"


def test_no_part_of_the_workbench_takes_a_private_name_of_another() -> None:
    class Bare(Screen[None]):
        """What every screen has."""

    parts = [part for part in Workbench.__mro__ if part.__module__.startswith("tui.")]
    taken = [
        (one.__name__, other.__name__, name)
        for one, other in combinations(parts, 2)
        if not issubclass(one, other)
        for name in vars(one).keys() & vars(other).keys() - set(dir(Bare))
        if name.startswith("_")
    ]
    assert taken == []
