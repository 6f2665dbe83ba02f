"""Comments, doubts about the guideline and looking in vain, by keys, and what of it is kept and shown."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from seeds.article import Entity
from store import layer as changes
from store import remarking
from store.layer import ARTICLE
from store.project import Project
from store.remarks import FIGURES, is_unclear, thread, unsettled
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import go_to, kept, layer_of
from tui.text.width import cell_width
from tui.widgets.side_panel import SidePanel

NOON = "2026-03-01T12:00:00.000+00:00"


def panel(driven: Driven) -> str:
    """What the side panel says, line by line."""
    lines = driven.bench.query_one(SidePanel)._lines
    return "\n".join("".join(piece.text for piece in line.pieces) for line in lines)


def said_by_li(place: Path, about: str, text: str, aid: int = 1) -> None:
    with Project.open(place, annotator="li") as other:
        step = remarking.comment(other.layer(aid), about, text, annotator="li", at=NOON)
        assert step is not None
        other.record(step)


async def test_a_comment_is_one_key_and_its_words(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await go_to(driven, "周明")
        rid, aid = driven.bench.session.current or "", layer_of(driven).aid
        await driven.press("C")
        assert "Comments on 周明" in driven.screen()
        await driven.type("算不算职务?")
        await driven.press("enter")
        assert driven.app.screen is driven.bench
        assert "❝ wang: 算不算职务?" in panel(driven)
        await go_to(driven, "3566户")
        assert "❝1 周明" in panel(driven)
    (said,) = thread(kept(place, aid).remarks, rid)
    assert (said.text, said.annotator, said.settled) == ("算不算职务?", "wang", False)


async def test_tab_comments_on_the_article_and_keeps_what_was_typed(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await driven.press("C")
        await driven.type("缺末段")
        await driven.press("tab")
        assert "Comments on the article" in driven.screen()
        await driven.press("enter")
        aid = layer_of(driven).aid
        assert "Remarks 1" in panel(driven)
        assert "❝ wang: 缺末段" in panel(driven)
    assert [said.text for said in thread(kept(place, aid).remarks, ARTICLE)] == ["缺末段"]


async def test_leaving_and_saying_nothing_leave_no_trace(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        before = layer_of(driven)
        await driven.press("C", "enter")
        assert driven.app.screen is not driven.bench
        await driven.type("也许")
        await driven.press("escape")
        assert driven.app.screen is driven.bench
        assert layer_of(driven) == before
        await driven.press("u")
        assert "Nothing to undo" in driven.screen()


async def test_an_answered_comment_is_settled_and_opened_again(opening: Opening, place: Path) -> None:
    said_by_li(place, "t:产业扶贫", "是否合并?")
    async with opening() as driven:
        await driven.bench.open_article(1, "t:产业扶贫")
        driven.bench.redraw_current()
        assert "❝1" in panel(driven)
        await driven.press("C", "up", "enter")
        assert "settled ✓" in driven.screen()
        assert unsettled(layer_of(driven).remarks, "t:产业扶贫") == []
        assert "❝" not in panel(driven)
        await driven.press("enter")
        assert "settled ✓" not in driven.screen()
        await driven.press("down")
        await driven.type("不合并")
        await driven.press("enter")
    assert [said.text for said in unsettled(kept(place, 1).remarks, "t:产业扶贫")] == ["是否合并?", "不合并"]


async def test_ones_own_comment_is_taken_back_and_no_others(opening: Opening, place: Path) -> None:
    said_by_li(place, ARTICLE, "缺末段")
    async with opening() as driven:
        await driven.bench.open_article(1)
        await driven.press("C", "tab", "up", "x")
        assert "Only li can take this back" in driven.screen()
        await driven.press("down")
        await driven.type("补上了")
        await driven.press("enter", "C", "tab", "up", "x")
        assert [said.text for said in thread(layer_of(driven).remarks, ARTICLE)] == ["缺末段"]
        await driven.press("escape", "u")
        assert "Undone: comment taken back" in driven.screen()
    assert [said.text for said in thread(kept(place, 1).remarks, ARTICLE)] == ["缺末段", "补上了"]


@pytest.mark.parametrize("key", ["exclamation_mark", "fullwidth_exclamation_mark"])
async def test_a_doubt_is_one_key_and_the_same_key_takes_it_back(
    opening: Opening, place: Path, key: str
) -> None:
    async with opening() as driven:
        await go_to(driven, "48个")
        rid, aid = driven.bench.session.current or "", layer_of(driven).aid
        await driven.press(key)
        assert is_unclear(kept(place, aid).remarks, rid)
        assert "⚐ guideline unclear" in panel(driven)
        assert driven.bench.session.current == rid, "the decision is still to be made"
        await driven.press(key)
        assert "⚐" not in panel(driven)
        await driven.press("u")
        assert is_unclear(layer_of(driven).remarks, rid)


async def test_undo_in_another_article_goes_to_what_the_remark_is_about(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "3566户")
        rid, aid = driven.bench.session.current, layer_of(driven).aid
        await driven.press("exclamation_mark", "J")
        assert layer_of(driven).aid != aid
        await driven.press("u")
        assert (layer_of(driven).aid, driven.bench.session.current) == (aid, rid)


async def test_the_guideline_of_the_current_type_is_one_key_away(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "周明")
        chosen = driven.bench.session.chosen()
        assert isinstance(chosen, Entity)
        kind = next(kind for kind in driven.bench.profile.types if kind.code == chosen.type)
        await driven.press("I")
        page = driven.screen()
        assert f"▸ {kind.key} {kind.code}" in page
        assert kind.guideline_en[:40] in page
        others = [other for other in driven.bench.profile.types if other is not kind]
        assert page.index(f"▸ {kind.key}") < page.index(
            f"{others[0].key} {others[0].code} {others[0].en}\n"[:8]
        )
        await driven.press("escape")
        assert driven.app.screen is driven.bench
        assert layer_of(driven).remarks == {}


async def test_a_guideline_that_does_not_decide_is_flagged_where_it_is_read(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "48个")
        rid = driven.bench.session.current or ""
        await driven.press("I")
        assert "Its record: " in driven.screen()
        await driven.press("exclamation_mark")
        assert driven.app.screen is driven.bench
        assert is_unclear(layer_of(driven).remarks, rid)


async def test_looking_in_vain_is_recorded_by_type(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        aid = layer_of(driven).aid
        await driven.press("0")
        await driven.type("EVENT")
        await driven.press("enter")
        (line,) = [line for line in panel(driven).splitlines() if " EVENT " in line]
        assert line.endswith("∅ 0")
        await driven.press("0", "0", "enter")
        assert "Indicators ∅ 6" in panel(driven)
        layer = kept(place, aid)
        assert remarking.searched(layer, "EVENT")
        assert remarking.searched(layer, FIGURES)
        assert not remarking.searched(layer, "TERM")
        await driven.press("0")
        await driven.type("EVENT")
        await driven.press("enter")
        assert not remarking.searched(layer_of(driven), "EVENT")


async def test_all_types_without_any_are_said_at_once_and_undone_at_once(
    opening: Opening, place: Path
) -> None:
    async with opening() as driven:
        before = layer_of(driven)
        absent = [kind.code for kind in driven.bench.profile.types if not remarking.marked(before, kind.code)]
        assert len(absent) > 1
        await driven.press("0", "up", "enter")
        assert all(remarking.searched(layer_of(driven), kind) for kind in absent)
        assert len(layer_of(driven).remarks) == len(absent)
        await driven.press("u")
        assert layer_of(driven).remarks == {}


async def test_words_of_a_comment_are_never_markup(opening: Opening, place: Path) -> None:
    said_by_li(place, ARTICLE, "[/b][@click=app.quit]点[/]\x1b[31m")
    async with opening() as driven:
        await driven.bench.open_article(1)
        driven.bench.redraw()
        assert "[@click=app.quit]点[/]␛[31m" in panel(driven).replace("\n", "").replace("    ", "")
        await driven.press("C", "tab")
        assert "[/b][@click=app.quit]点[/]␛[31m" in driven.screen()


async def test_what_was_said_of_an_annotation_that_is_gone_is_still_shown(
    opening: Opening, place: Path
) -> None:
    with Project.open(place, annotator="wang") as project:
        added = changes.add_tag(project.layer(1), "易地搬迁")
        assert added is not None
        project.record(added)
        said_by_li(place, "t:易地搬迁", "没有依据")
        project.undo()
    async with opening() as driven:
        await driven.bench.open_article(1)
        driven.bench.redraw()
        assert "❝ li: 没有依据" in panel(driven)


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (200, 50)])
async def test_every_screen_fits_its_terminal(opening: Opening, size: tuple[int, int]) -> None:
    async with opening(size=size) as driven:
        for key, shows in (("C", "Comments on"), ("I", "Guideline"), ("L", "History of")):
            await driven.press(key)
            page = driven.screen()
            assert shows in page
            assert "╰" in page, "the box ends on the screen"
            assert "Esc" in page
            await driven.press("escape")
            assert driven.app.screen is driven.bench


async def test_the_mouse_does_what_the_keys_do(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("C")
        await driven.type("缺末段")
        await click_on(driven, "annotation or article")
        assert "Comments on the article" in driven.screen()
        await click_on(driven, "writes it")
        assert driven.app.screen is driven.bench
        assert [said.text for said in thread(layer_of(driven).remarks, ARTICLE)] == ["缺末段"]
        await driven.press("L")
        await click_on(driven, "as it was then")
        await click_on(driven, "back")
        await click_on(driven, "back")
        assert driven.app.screen is driven.bench
        await driven.press("I")
        await click_on(driven, "it does not decide this")
        assert is_unclear(layer_of(driven).remarks, driven.bench.session.current or "")


async def click_on(driven: Driven, text: str) -> None:
    """Click on the last place of the screen where `text` stands."""
    rows = driven.screen().splitlines()
    y = next(at for at in reversed(range(len(rows))) if text in rows[at])
    await driven.pilot.click(offset=(cell_width(rows[y].partition(text)[0]) + 1, y))
    await driven.settle()


@pytest.mark.parametrize("opener", ["C", "L", "I", "0"])
async def test_any_keys_in_these_screens_lose_nothing(opening: Opening, place: Path, opener: str) -> None:
    keys = random.Random(opener).choices(
        ["up", "down", "tab", "enter", "escape", "x", "j", "k", "g", "G", "space", "b", "left", "right", "l",
         "h", "exclamation_mark", "backspace", "home", "end", "pagedown", "中", "L", "I", "q"],
        k=60,
    )  # fmt: skip
    async with opening(size=(60, 16)) as driven:
        await driven.press("a", "J")
        for key in keys:
            if driven.app.screen is driven.bench:
                await driven.pilot.press(opener)
            if key != "q" or driven.app.screen is not driven.bench:
                await driven.pilot.press(key)
        await driven.settle()
        while driven.app.screen is not driven.bench:
            await driven.press("escape")
        shown = layer_of(driven)
        await driven.bench.session.drain()
    assert kept(place, shown.aid).annotations == shown.annotations
    assert kept(place, shown.aid).remarks == shown.remarks
