"""Searching by keys: found as one types, opened at the hit, made the list's filter, left without a trace."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from seeds.article import Span
from seeds.problems import Problem
from store.catalogue import Filter
from store.project import Project
from tests.building import make_article, make_extraction
from tests.tui.conftest import Driven, Opening
from tui.screens import search
from tui.screens.search import SearchScreen
from tui.screens.search_items import Asked
from tui.text.excerpts import around, from_start
from tui.text.width import cell_width
from tui.widgets.reader import Reader
from tui.widgets.search_results import SearchResults


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A project whose articles differ in what can be found of them."""
    path = tmp_path / "project"
    texts = (
        (
            "山乡巨变",
            ["　　" + "路修到了家门口。" * 30, "村里办起食用菌合作社，人均增收。食用菌卖到了省城。"],
        ),
        ("脱贫摘帽之后", ["合作社里种木耳。[/摘要]\x1b[31m", "人均增收三成。"]),
        ("一个村庄的三年", ["食用菌大棚一座连着一座。"]),
    )
    with Project.create(path, annotator="wang") as project:
        for number, (title, paragraphs) in enumerate(texts):
            article = make_article(title, paragraphs, path=f"{number}.txt", published=f"2019-0{number + 1}")
            project.add(article, make_extraction(make_article()))
    return path


async def search_for(driven: Driven, typed: str) -> SearchScreen:
    await driven.press("ctrl+f")
    screen = driven.app.screen
    assert isinstance(screen, SearchScreen)
    await driven.type(typed)
    return screen


async def test_titles_and_texts_are_found_as_one_types(opening: Opening) -> None:
    async with opening(size=(100, 30)) as driven:
        await search_for(driven, "食用")
        told = driven.screen()
        assert "Titles" not in told
        assert "Texts · 2" in told
        assert "一个村庄的三年" in told
        assert "村里办起食用菌合作社" in told
        assert "2 places" in told
        await driven.press("ctrl+u")
        await driven.type("合作社 增收")
        assert "Texts · 2" in driven.screen()
        await driven.press("ctrl+u")
        await driven.type("sxjb")
        told = driven.screen()
        assert "Titles · 1" in told
        assert "Texts" not in told


async def test_enter_opens_the_article_at_the_hit_with_all_hits_lit(opening: Opening) -> None:
    async with opening(size=(100, 30)) as driven:
        await search_for(driven, "增收 食用菌")
        await driven.press("enter")
        bench, reader = driven.bench, driven.bench.query_one(Reader)
        assert driven.app.screen is bench
        assert bench.session.article is not None
        text = bench.session.article.text
        assert text.startswith("山乡巨变")
        assert bench.focused is reader
        assert reader.hits == 3
        assert reader.hit_span is not None
        assert text[slice(*reader.hit_span)] == "食用菌"
        assert reader.in_view.start <= reader.hit_span.start < reader.in_view.end
        assert "3 hits" in driven.screen()
        await driven.press("semicolon")
        assert text[slice(*reader.hit_span)] == "增收"
        assert bench.article_list.cursor == 1


@pytest.mark.parametrize("size", [(40, 10), (70, 24), (200, 50)])
async def test_the_hit_is_in_view_in_any_window(opening: Opening, size: tuple[int, int]) -> None:
    async with opening(size=size) as driven:
        await search_for(driven, "合作社")
        await driven.press("down", "enter")
        reader = driven.bench.query_one(Reader)
        assert reader.hit_span is not None
        await driven.until(lambda: reader.hit_span is not None and reader.hit_span.start < reader.in_view.end)
        assert reader.in_view.start <= reader.hit_span.start < reader.in_view.end


async def test_a_title_is_opened_at_its_beginning(opening: Opening) -> None:
    async with opening() as driven:
        await search_for(driven, "tpzm")
        await driven.press("enter")
        assert driven.bench.session.layer is not None
        assert driven.bench.session.layer.aid == 2
        assert driven.bench.query_one(Reader).hits == 0


async def test_tab_makes_it_the_filter_of_the_list(opening: Opening) -> None:
    async with opening() as driven:
        await search_for(driven, "食用菌")
        await driven.press("tab")
        assert driven.bench.where == Filter(query="食用菌")
        assert sorted(driven.bench.ids) == [1, 3]
        assert driven.bench.pane == "list"


async def test_escape_leaves_everything_as_it_was(opening: Opening) -> None:
    async with opening() as driven:
        before = driven.screen()
        await search_for(driven, "食用菌")
        await driven.press("down", "escape")
        assert driven.screen() == before


async def test_the_last_words_are_there_again_selected(opening: Opening) -> None:
    async with opening() as driven:
        await search_for(driven, "食用菌")
        await driven.press("escape")
        screen = await search_for(driven, "")
        assert screen.query_one(Input).value == "食用菌"
        assert "Texts · 2" in driven.screen()
        await driven.type("木耳")
        assert screen.query_one(Input).value == "木耳"


async def test_only_the_articles_of_the_list_are_searched_if_asked_for(opening: Opening) -> None:
    async with opening() as driven:
        driven.bench.show_where(Filter(published_from="2019-03"))
        await driven.settle()
        await search_for(driven, "食用菌")
        assert "in all articles" in driven.screen()
        assert "Texts · 2" in driven.screen()
        await driven.press("ctrl+l")
        assert "in the articles of the list" in driven.screen()
        assert "Texts · 1" in driven.screen()
        await driven.press("ctrl+u")
        await driven.type("木耳")
        assert "Nothing in the list's articles; ^l looks in all" in driven.screen()
        await driven.press("ctrl+u")
        await driven.type("大棚")
        await driven.press("tab")
        assert driven.bench.where == Filter(query="大棚", published_from="2019-03")


async def test_what_to_type_and_that_nothing_was_found_is_said(opening: Opening) -> None:
    async with opening() as driven:
        await search_for(driven, "")
        assert "Several words may stand anywhere" in driven.screen()
        await driven.press("enter", "tab", "ctrl+l", "down", "pagedown", "pageup")
        assert isinstance(driven.app.screen, SearchScreen)
        await driven.type("没有这样的话")
        assert "Nothing found: 没有这样的话" in driven.screen()
        await driven.press("enter")
        assert isinstance(driven.app.screen, SearchScreen)


async def test_a_slip_in_a_title_is_told_as_such(opening: Opening) -> None:
    async with opening() as driven:
        await search_for(driven, "山香巨变")
        assert "Titles that are nearly so · 1" in driven.screen()


async def test_a_problem_is_told_in_place_of_what_was_found(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_args: object, **_kwargs: object) -> None:
        raise Problem("the index is damaged")

    async with opening() as driven:
        await search_for(driven, "食用菌")
        monkeypatch.setattr(search, "_answered", damaged)
        await driven.type("大")
        assert "the index is damaged" in driven.screen()
        monkeypatch.undo()
        await driven.press("backspace")
        assert "Texts · 2" in driven.screen()


async def test_a_late_answer_never_takes_the_place_of_a_newer_one(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, answered = threading.Event(), search._answered
    drawn: list[str] = []

    def slowly(project: Project, asked: Asked, scope: Filter) -> object:
        if asked.query.startswith("食"):
            held.wait(10)
        return answered(project, asked, scope)

    def note(results: SearchResults, items: object, **_kwargs: object) -> None:
        drawn.append(repr(items))

    async with opening() as driven:
        await search_for(driven, "")
        monkeypatch.setattr(search, "_answered", slowly)
        monkeypatch.setattr(SearchResults, "show", note)
        await driven.pilot.press(*"食用菌")
        await driven.until(lambda: "looking…" in driven.screen())
        assert "looking…" in driven.screen()
        await driven.pilot.press("ctrl+u", *"木耳")
        held.set()
        await driven.settle()
        assert "木耳" in drawn[-1]
        assert not any("大棚" in items for items in drawn)
        assert "looking…" not in driven.screen()


async def test_enter_waits_for_what_is_found(opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    held, answered = threading.Event(), search._answered

    def slowly(project: Project, asked: Asked, scope: Filter) -> object:
        held.wait(10)
        return answered(project, asked, scope)

    async with opening() as driven:
        await search_for(driven, "")
        monkeypatch.setattr(search, "_answered", slowly)
        await driven.pilot.press(*"木耳", "enter")
        assert driven.app.screen is not driven.bench
        held.set()
        await driven.settle()
        assert driven.bench.session.layer is not None
        assert driven.bench.session.layer.aid == 2


async def test_further_hits_are_read_as_one_goes_down(
    opening: Opening, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "PAGE", 4)
    with Project.open(place, annotator="wang") as project:
        for number in range(20):
            article = make_article(f"第{number}篇", ["大棚里种菜。"], path=f"more-{number}.txt")
            project.add(article, make_extraction(make_article()))
    async with opening(size=(100, 24)) as driven:
        await search_for(driven, "大棚")
        assert "Texts · 21" in driven.screen()
        await driven.press(*["pagedown"] * 12)
        assert "一个村庄的三年" in driven.screen()
        await driven.press("enter")
        assert driven.bench.session.layer is not None
        assert driven.bench.session.layer.aid == 3


async def test_more_titles_unfold(opening: Opening, place: Path) -> None:
    with Project.open(place, annotator="wang") as project:
        for number in range(9):
            article = make_article(f"乡村调查之{number}", ["路。"], path=f"more-{number}.txt")
            project.add(article, make_extraction(make_article()))
    async with opening(size=(100, 30)) as driven:
        await search_for(driven, "xcdc")
        assert "Titles · 9" in driven.screen()
        assert "4 more titles" in driven.screen()
        await driven.press(*["down"] * 5, "enter")
        assert "more titles" not in driven.screen()
        await driven.press(*["down"] * 3, "enter")
        assert driven.bench.session.layer is not None
        assert driven.bench.session.layer.aid == 4


async def test_the_mouse_chooses_and_leaves(opening: Opening) -> None:
    async with opening(size=(120, 36)) as driven:
        await search_for(driven, "食用菌")
        await driven.pilot.click(SearchResults, offset=(8, 4))
        await driven.settle()
        assert driven.bench.session.layer is not None
        assert driven.bench.session.layer.aid == 1
        await search_for(driven, "")
        await driven.pilot.click(offset=(1, 34))
        await driven.settle()
        assert driven.app.screen is driven.bench


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (200, 50)])
@pytest.mark.parametrize("typed", ["", "合作社 增收", "村", "[/摘要]"])
async def test_it_fits_every_window_and_shows_text_as_text(
    opening: Opening, size: tuple[int, int], typed: str
) -> None:
    async with opening(size=size) as driven:
        await search_for(driven, typed)
        rows = driven.screen().splitlines()
        assert {cell_width(row) for row in rows} == {size[0]}
        assert "\x1b" not in driven.screen()
        assert typed in rows[1] + rows[2]
        await driven.press("down", "down", "up", "pagedown", "pageup", "escape")
        assert driven.app.screen is driven.bench


WIDE = st.text(st.sampled_from("abc 贫困县，。\n\x1b"), max_size=60)


@given(WIDE, st.integers(0, 60), st.integers(1, 6), st.integers(0, 50))
def test_an_excerpt_fits_and_shows_the_hit(text: str, start: int, length: int, width: int) -> None:
    start = min(start, len(text))
    mark = Span(start, min(start + length, len(text)))
    pieces = around(text, [mark], mark.start, width)
    assert cell_width("".join(piece.text for piece in pieces)) <= width
    lit = "".join(piece.text for piece in pieces if piece.lit)
    hit = text[slice(*mark)].replace("\n", " ").replace("\x1b", "␛")
    assert hit.startswith(lit)
    if width >= 3 * cell_width(hit) + 4:
        assert lit == hit


@given(WIDE, st.integers(0, 50))
def test_a_text_is_shown_from_its_start(text: str, width: int) -> None:
    shown = "".join(piece.text for piece in from_start(text, (), width))
    whole = text.replace("\n", " ").replace("\x1b", "␛")
    assert cell_width(shown) <= width
    assert shown == whole if cell_width(whole) <= width else whole.startswith(shown.removesuffix("…"))
