"""Copying, finding, bookmarks and going back, by keys on the screen."""

from __future__ import annotations

import base64
import re
import shutil
import sys
from pathlib import Path

import pytest

from store.project import Project
from tests.building import PARAGRAPHS, TITLE, make_article, make_extraction
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import current_text, go_to
from tests.tui.terminal import Terminal
from tui.screens import revisiting
from tui.widgets.find_bar import FindBar
from tui.widgets.reader import Reader

CONFIG = """
[interface]
pager = "sh -c 'cat \\"$1\\"; read answer' pager"
editor = "sh -c 'exit 3' editor"
"""


def over(driven: Driven) -> str:
    """The kind of screen that has the keys."""
    return type(driven.app.screen).__name__


def focused(driven: Driven) -> str:
    """The kind of widget that has the keys."""
    return type(driven.bench.focused).__name__


async def test_what_is_copied_is_said_and_is_what_the_menu_names(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("f3")
        await go_to(driven, "0.74%")
        await driven.press("w")
        assert over(driven) == "MenuScreen"
        await driven.press("s")
        assert driven.app.clipboard == PARAGRAPHS[0]
        assert f"Copied: sentence, {len(PARAGRAPHS[0])} characters" in driven.screen()
        await driven.press("ctrl+c", "l")
        assert "names no address of its own" in driven.screen()
        await driven.press("i", "l", "l", "v", "ctrl+c")
        assert over(driven) == "Workbench"
        caret = driven.bench.reader.caret
        assert caret is not None
        assert caret.selection is not None
        assert driven.app.clipboard == "0.74%"
        await driven.press("escape", "escape", "f2", "space", "space", "w", "T")
        table = driven.app.clipboard.splitlines()
        assert table[0].startswith("title\tpublished")
        assert len(table) == 1 + 2 * 6
        assert "records of 2 marked articles" in driven.screen()


async def test_finding_goes_from_hit_to_hit_and_knows_what_was_searched_for(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("f3", "slash")
        bar, reader = driven.bench.query_one(FindBar), driven.bench.query_one(Reader)
        await driven.type("３５６６")
        assert reader.hits == 1
        bar.line.value = ""
        await driven.type("户")
        assert (reader.hit, reader.hits) == (1, 4)
        await driven.press("down", "down")
        assert "3 of 4 hits" in driven.screen()
        assert "3/4" in driven.screen()
        await driven.press("up")
        assert reader.hit == 2
        await driven.pilot.click("FindBar Static", offset=(7, 0))
        await driven.settle()
        assert reader.hit == 3
        assert focused(driven) == "FindLine"
        await driven.press("enter")
        assert bar.is_open
        assert focused(driven) == "Reader"
        await driven.press("escape", "slash", "escape", "slash")
        assert bar.line.value == ""
        bar.line.value = "青石县"
        await driven.press("enter", "escape", "escape", "slash", "up")
        assert bar.line.value == "青石县"
        await driven.press("up", "up")
        assert (bar.line.value, reader.hits) == ("户", 4)
        await driven.press("down", "down")
        assert bar.line.value == ""
    async with opening() as driven:
        await driven.press("f3", "slash", "up")
        line = driven.bench.query_one(FindBar).line
        assert line.value == "青石县"
        line.value = "a\x1b]0;b\x9b"
        await driven.settle()
        assert "a␛]0;b⍰" in driven.screen()


async def test_bookmarks_and_the_articles_read_last_lead_back(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revisiting, "_READ", 0.0)
    async with opening() as driven:
        await driven.press("f3")
        await go_to(driven, "1.6亿元")
        first = driven.bench.session.layer
        assert first is not None
        await driven.press("quotation_mark")
        assert "Bookmarked, ' shows all: 1.6亿元" in driven.screen()
        await driven.press("J", "i", "quotation_mark", "escape")
        await driven.press("apostrophe")
        assert "2 bookmarks" in driven.screen()
        await driven.press("j", "c")
        await driven.type("看这里")
        await driven.press("enter", "slash", "k", "z", "l", "enter", "enter")
        assert over(driven) == "Workbench"
        assert (driven.bench.session.layer or first).aid == first.aid
        assert current_text(driven) == "1.6亿元"
        await driven.press("grave_accent")
        assert over(driven) == "SpotsScreen"
        assert "Read last" in driven.screen()
        await driven.press("enter")
        assert driven.bench.session.layer is not None
        assert driven.bench.session.layer.aid != first.aid
    async with opening() as driven:
        await driven.press("apostrophe", "j", "x")
        await driven.press("escape", "apostrophe")
        assert "1 bookmark " in driven.screen()
        assert "看这里" not in driven.screen()


async def test_the_article_is_shown_again_from_the_line_where_it_was_left(opening: Opening) -> None:
    size = (100, 12)
    async with opening(size=size) as driven:
        await driven.press("f3", "G")
        top = driven.bench.reader.top_offset
        assert top > len(TITLE)
        await driven.press("q")
    async with opening(size=size) as driven:
        assert driven.bench.reader.top_offset == top


async def test_a_gone_source_is_told_and_what_needs_a_terminal_is_refused_without_one(
    opening: Opening,
) -> None:
    async with opening() as driven:
        await driven.press("S")
        assert "articles/qingshi-" in driven.screen()
        assert "is not there any more" in driven.screen()
        assert "look at the text that was read" in driven.screen()
        await driven.press("t")
        assert "other programs can only be started in a terminal" in driven.screen()
        await driven.press("S", "b")
        assert "names an address" in driven.screen()


def test_in_a_terminal_a_text_reaches_its_clipboard_and_programs_get_the_screen_and_give_it_back(
    tmp_path: Path,
) -> None:
    folder, place, source = tmp_path / ".config" / "piyue", tmp_path / "project", tmp_path / "a.txt"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    article = make_article(path=str(source))
    source.write_text(article.page, encoding="utf-8")
    with Project.create(place, annotator="wang") as project:
        project.add(article, make_extraction(article))
    command = shutil.which("piyue", path=str(Path(sys.executable).parent)) or "piyue"
    terminal = Terminal([command, "--as", "wang", str(place)], tmp_path)
    terminal.until(lambda screen: "saved ✓" in screen)
    terminal.press("w")
    terminal.until(lambda screen: "quote with source" in screen)
    terminal.press("n")
    terminal.until(lambda screen: "Copied: title" in screen)
    (carried,) = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", terminal.raw)
    assert base64.b64decode(carried).decode() == TITLE
    terminal.press("S")
    terminal.until(lambda screen: "look at it" in screen)
    before = terminal.raw.count(b"\x1b[?1049l")
    terminal.press("v")
    assert article.page.splitlines()[0] in terminal.until(
        lambda screen: terminal.raw.count(b"\x1b[?1049l") > before and PARAGRAPHS[2] in screen
    )
    terminal.press("\x03\r")
    assert "saved ✓" in terminal.until(lambda screen: "saved ✓" in screen)
    terminal.press("S")
    terminal.until(lambda screen: "edit it" in screen)
    terminal.press("e")
    assert "sh ended with the code 3" in terminal.until(lambda screen: "code 3" in screen)
    terminal.press("q")
    assert terminal.ended() == 0
