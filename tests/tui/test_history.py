"""Looking back: who did what, and the article as it was."""

from __future__ import annotations

from pathlib import Path

from seeds.article import Entity
from store import layer as changes
from store.project import Project
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import current_text, go_to, kept, layer_of
from tui.screens.earlier import EarlierScreen
from tui.widgets.reader import Reader
from tui.widgets.side_panel import SidePanel


def rejected_by_li(place: Path, aid: int, rid: str) -> None:
    with Project.open(place, annotator="li") as other:
        step = changes.reject(other.layer(aid), rid)
        assert step is not None
        other.record(step)


def panel_of_the_past(driven: Driven) -> str:
    lines = driven.app.screen.query_one(SidePanel)._lines
    return "\n".join("".join(piece.text for piece in line.pieces) for line in lines)


async def test_the_history_of_an_annotation_is_one_key_away(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await go_to(driven, "周明")
        rid, aid = driven.bench.session.current or "", layer_of(driven).aid
        await driven.press("1")
    rejected_by_li(place, aid, rid)
    async with opening() as driven:
        await driven.bench.open_article(aid, rid)
        await driven.press("L")
        page = driven.screen()
        assert "History of 周明" in page
        assert "type LOC → PER" in page
        assert "state suggested → corrected" in page
        assert "state corrected → rejected" in page
        assert "周明 · LOC · by test · 40%" in page
        assert page.index("li  reject") < page.index("wang  change of type") < page.index("wang  import")
        await driven.press("escape")
        assert driven.app.screen is driven.bench


async def test_tab_shows_what_was_done_to_the_whole_article(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("a")
        await go_to(driven, "48个")
        await driven.press("e", "tab", "tab")
        await driven.type("出列村")
        await driven.press("enter", "u", "L")
        assert "林晓" not in driven.screen().split("History of")[1].split("wang")[1]
        await driven.press("tab")
        page = driven.screen()
        assert "History of the article" in page
        assert "林晓: state suggested → accepted" in page
        assert "metric 贫困村 → 出列村" in page
        assert "metric 出列村 → 贫困村" in page
        assert "Undone: correction of a record" in page
        assert "10 suggestions" not in page.split("History")[0]
        await driven.press("tab")
        assert "History of 48个" in driven.screen()


async def test_what_was_said_of_an_annotation_is_in_its_history(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "周明")
        await driven.press("exclamation_mark", "C")
        await driven.type("像是职务")
        await driven.press("enter", "C", "up", "enter", "escape", "L")
        page = driven.screen()
        assert "wang  guideline unclear" in page
        assert "wang  comment settled" in page
        assert page.index("wang  comment settled") < page.index("wang  comment  ")
        await driven.press("tab")
        assert "周明: 像是职务" in driven.screen()


async def test_a_deed_on_many_annotations_is_one_moment(opening: Opening) -> None:
    async with opening() as driven:
        layer = layer_of(driven)
        parts = [changes.accept(layer, annotation.id) for annotation in layer.queue()[:8]]
        driven.bench.take(
            changes.step("accept the rest", [change for part in parts if part for change in part.changes])
        )
        await driven.settle()
        await driven.press("L", "tab")
        page = driven.screen()
        assert page.count("accept the rest") == 1
        assert "2 deeds" in page
        assert "and 6 more" in page, "five of the eight, and that the article is being read"


async def test_the_article_is_shown_as_it_was_and_nothing_can_be_changed_there(
    opening: Opening, place: Path
) -> None:
    async with opening() as driven:
        await go_to(driven, "周明")
        rid, aid = driven.bench.session.current or "", layer_of(driven).aid
        await driven.press("1")
        driven.bench.session.current = rid
        await driven.press("x")
        driven.bench.session.current = rid
        await driven.press("L", "j", "enter")
        assert isinstance(driven.app.screen, EarlierScreen)
        assert "change of type, wang" in driven.screen()
        assert "PER person · corrected" in panel_of_the_past(driven)
        before = kept(place, aid)
        await driven.press("a", "x", "2", "d", "u", "t", "C", "exclamation_mark")
        assert isinstance(driven.app.screen, EarlierScreen)
        assert kept(place, aid) == before
        await driven.press("left")
        assert "LOC place · suggested" in panel_of_the_past(driven)
        await driven.press("left")
        assert "1/3 · new" in driven.screen()
        await driven.press("right", "right", "right")
        assert "· rejected" in panel_of_the_past(driven)
        await driven.press("escape")
        assert "History of 周明" in driven.screen()
        await driven.press("escape")
        chosen = layer_of(driven).annotations[rid]
        assert isinstance(chosen, Entity)
        assert (chosen.type, chosen.state) == ("PER", "rejected")


async def test_pointing_in_the_past_leaves_the_workbench_where_it_is(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "林晓")
        await driven.press("L", "enter", "tab", "j")
        assert driven.app.screen.query_one(Reader).current != driven.bench.session.current
        await driven.press("escape", "escape")
        assert current_text(driven) == "林晓"


async def test_a_deed_over_articles_is_undone_by_one_key_and_redone_after_a_restart(
    opening: Opening, place: Path
) -> None:
    async with opening() as driven:
        rid = "t:产业扶贫"
        layers = [kept(place, aid) for aid in (1, 2, 3)]
        parts = [changes.reject(layer, rid) for layer in layers]
        step = changes.step("reject all", [change for part in parts if part for change in part.changes])
        assert driven.bench.take(step)
        await driven.settle()
        assert layer_of(driven).annotations[rid].state == "rejected"
        assert len([a for a in layer_of(driven).annotations.values() if a.state == "rejected"]) == 1
    assert {kept(place, aid).annotations[rid].state for aid in (1, 2, 3)} == {"rejected"}
    async with opening() as driven:
        await driven.press("u")
        assert {kept(place, aid).annotations[rid].state for aid in (1, 2, 3)} == {"suggested"}
        await driven.press("u")
        assert "Nothing to undo" in driven.screen()
    async with opening() as driven:
        await driven.press("U")
        assert {kept(place, aid).annotations[rid].state for aid in (1, 2, 3)} == {"rejected"}


async def test_a_history_shows_text_and_no_markup(opening: Opening, place: Path) -> None:
    with Project.open(place, annotator="[b]li[/]") as other:
        step = changes.add_tag(other.layer(1), "[/][@click=app.quit]点\x1b")
        assert step is not None
        other.record(step)
    async with opening() as driven:
        await driven.bench.open_article(1)
        await driven.press("L", "tab")
        page = driven.screen()
        assert "[b]li[/]  tag" in page
        assert "[/][@click=app.quit]点␛" in page
