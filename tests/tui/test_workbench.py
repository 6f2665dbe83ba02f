"""What a reviewer and an annotator do all day, by keys, and what of it is kept."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from seeds.article import Entity, Extraction, Indicator
from seeds.profile import bundled_profile
from store.layer import Layer, add, reject
from store.problems import NotSaved
from store.project import Project
from tests.building import make_article, make_entity, make_indicator, make_tag
from tests.tui.conftest import Driven, Opening
from tui.app import PiyueApp
from tui.commands import COMMANDS
from tui.screens.help import help_text


def layer_of(driven: Driven) -> Layer:
    layer = driven.bench.session.layer
    assert layer is not None
    return layer


def kept(place: Path, aid: int) -> Layer:
    """The layer as another process finds it on disk."""
    with Project.open(place, annotator="someone else") as project:
        return project.layer(aid)


def current_text(driven: Driven) -> str:
    chosen = driven.bench.session.chosen()
    assert isinstance(chosen, Entity | Indicator)
    return chosen.text


async def go_to(driven: Driven, text: str) -> None:
    """Walk the queue to the annotation with this surface."""
    for _step in range(20):
        chosen = driven.bench.session.chosen()
        if isinstance(chosen, Entity | Indicator) and chosen.text == text:
            return
        await driven.press("right")
    raise AssertionError(f"{text} is not in the queue")


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


async def test_accept_and_reject_are_one_key_and_go_on(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        first = driven.bench.session.current or ""
        await driven.press("a")
        second = driven.bench.session.current or ""
        await driven.press("x")
        aid = layer_of(driven).aid
        assert second != first
        assert driven.bench.session.current not in (first, second)
    annotations = kept(place, aid).annotations
    assert annotations[first].state == "accepted"
    assert annotations[second].state == "rejected"
    assert kept(place, aid).verdict == "reading"


async def test_a_digit_retypes_and_so_accepts(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await go_to(driven, "周明")
        rid = driven.bench.session.current or ""
        await driven.press("1")
        aid = layer_of(driven).aid
    corrected = kept(place, aid).annotations[rid]
    assert isinstance(corrected, Entity)
    assert (corrected.type, corrected.state) == ("PER", "corrected")


async def test_a_type_can_be_chosen_by_name(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "周明")
        rid = driven.bench.session.current or ""
        await driven.press("c")
        await driven.type("DOC")
        await driven.press("enter")
        chosen = layer_of(driven).annotations[rid]
        assert isinstance(chosen, Entity)
        assert chosen.type == "DOC"


async def test_boundaries_move_by_word_and_by_character(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await go_to(driven, "县农业农村局")
        rid = driven.bench.session.current or ""
        await driven.press("right_square_bracket")
        assert current_text(driven) == "县农业农村局局长"
        await driven.press("less_than_sign", "less_than_sign")
        assert current_text(driven) == "县农业农村局"
        await driven.press("right_curly_bracket")
        assert current_text(driven) == "农业农村局"
        await driven.press("left_square_bracket", "greater_than_sign")
        assert current_text(driven) == "农业农村局"
        aid = layer_of(driven).aid
    moved = kept(place, aid).annotations[rid]
    assert isinstance(moved, Entity)
    assert (moved.text, moved.state) == ("农业农村局", "corrected")


async def test_the_value_of_an_indicator_follows_its_boundaries(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "1.6亿元")
        await driven.press("less_than_sign", "less_than_sign")
        chosen = driven.bench.session.chosen()
        assert isinstance(chosen, Indicator)
        assert (chosen.text, chosen.value) == ("1.6", Decimal("1.6"))


async def test_two_annotations_of_a_kind_never_share_a_span(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "青石县48")
        await driven.press("less_than_sign", "less_than_sign")
        chosen = driven.bench.session.chosen()
        assert isinstance(chosen, Entity)
        twin = msgspec.structs.replace(chosen, id="twin", start=chosen.start + 1, text="石县")
        step = add(layer_of(driven), twin)
        assert step is not None
        driven.bench.take(step)
        await driven.press("right_parenthesis")
        assert "There is one of this kind" in driven.screen()
        assert current_text(driven) == "青石县"


async def test_a_value_is_corrected_in_two_keys_and_what_is_typed(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await go_to(driven, "1.6亿元")
        rid = driven.bench.session.current or ""
        await driven.press("e")
        await driven.type("近1.7亿")
        assert "≈ 170,000,000 元" in driven.screen()
        await driven.press("enter")
        aid = layer_of(driven).aid
        assert "≈ 1.7亿 元" in driven.screen()
    corrected = kept(place, aid).annotations[rid]
    assert isinstance(corrected, Indicator)
    assert (corrected.value, corrected.op, corrected.unit, corrected.state) == (
        Decimal(170_000_000),
        "~",
        "元",
        "corrected",
    )


async def test_metric_unit_period_and_status_are_edited_field_by_field(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "3566户")
        rid = driven.bench.session.current or ""
        await driven.press("e", "tab")
        await driven.type("家")
        await driven.press("tab")
        await driven.type("受益户")
        await driven.press("tab", "tab")
        await driven.type("去年底")
        await driven.press("tab")
        await driven.type("tar")
        await driven.press("enter")
        record = layer_of(driven).annotations[rid]
        assert isinstance(record, Indicator)
        assert (record.unit, record.metric, record.period, record.status) == (
            "家",
            "受益户",
            "2018-12",
            "target",
        )
        assert record.value == Decimal(3566)


async def test_what_is_no_number_is_refused_with_a_reason_and_nothing_changes(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "3566户")
        before = layer_of(driven)
        await driven.press("e")
        await driven.type("很多")
        await driven.press("enter")
        assert "很多 is no number" in driven.screen()
        await driven.press("escape")
        assert layer_of(driven) == before
        assert "很多" not in driven.screen()


async def test_leaving_the_editor_leaves_no_trace(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "3566户")
        before = layer_of(driven)
        await driven.press("e")
        await driven.type("9")
        await driven.press("escape")
        assert layer_of(driven) == before
        assert current_text(driven) == "3566户"


async def test_tags_by_type_ahead_by_pinyin_and_new(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await driven.press("t")
        await driven.type("tpzm")
        await driven.press("enter", "t")
        await driven.type("县域经济观察")
        await driven.press("enter")
        aid = layer_of(driven).aid
        assert "#县域经济观察" in driven.screen()
    tags = {tag.label: tag.state for tag in kept(place, aid).tags()}
    assert tags["脱贫摘帽"] == "accepted"
    assert tags["县域经济观察"] == "added"


async def test_a_tag_is_taken_off(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await driven.press("T")
        await driven.type("产业")
        await driven.press("enter")
        aid = layer_of(driven).aid
    assert {tag.label: tag.state for tag in kept(place, aid).tags()}["产业扶贫"] == "rejected"


async def test_done_opens_the_next_article_that_waits(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        first = layer_of(driven).aid
        await driven.press("d")
        second = layer_of(driven).aid
        await driven.press("d")
        third = layer_of(driven).aid
        await driven.press("d")
        assert len({first, second, third}) == 3
        assert layer_of(driven).aid == third
        assert "3 done" in driven.screen()
    assert kept(place, first).verdict == "done"


async def test_a_flag_has_a_reason_and_reopening_takes_it_back(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await driven.press("f")
        await driven.type("check the sum")
        await driven.press("enter")
        aid = layer_of(driven).aid
        flagged = layer_of(driven)
        assert (flagged.verdict, flagged.reason) == ("flagged", "check the sum")
        await driven.press("R")
    assert kept(place, aid).verdict == "new"


async def test_undo_and_redo_without_limit_across_articles_and_restarts(
    opening: Opening, place: Path
) -> None:
    async with opening() as driven:
        first = layer_of(driven)
        await driven.press("a", "x", "t")
        await driven.type("新标签甲")
        await driven.press("enter", "d")
        second = layer_of(driven)
        await driven.press("a", "d")
        assert second.aid != first.aid
    async with opening() as driven:
        await driven.press("u", "u", "u", "u", "u", "u")
        assert layer_of(driven).aid == first.aid
        assert layer_of(driven).annotations == first.annotations
        assert kept(place, second.aid).annotations == second.annotations
        assert {kept(place, aid).verdict for aid in (1, 2, 3)} == {"new"}
        await driven.press("u")
        assert "Nothing to undo" in driven.screen()
        await driven.press("U", "U", "U", "U", "U", "U")
        assert [kept(place, aid).verdict for aid in (first.aid, second.aid)] == ["done", "done"]


async def test_opens_where_it_was_left(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("J")
        await go_to(driven, "3566户")
        left = (layer_of(driven).aid, driven.bench.session.current)
        await driven.press("q")
    async with opening() as driven:
        assert (layer_of(driven).aid, driven.bench.session.current) == left


async def test_next_unreviewed_passes_over_what_is_judged_and_says_when_all_is(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("a", "a", "left", "left")
        assert current_text(driven) == "林晓"
        await driven.press("n")
        chosen = driven.bench.session.chosen()
        assert chosen is not None
        assert chosen.state == "suggested"
        for _more in range(12):
            await driven.press("a")
        assert "Everything here is reviewed" in driven.screen()


async def test_the_list_narrows_while_typing_and_escape_clears_it(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("f2", "slash")
        await driven.type("之2")
        await driven.until(lambda: len(driven.bench.ids) == 1)
        assert "Articles 1 / 3" in driven.screen()
        await driven.press("enter", "escape")
        assert "Articles 3" in driven.screen()
        await driven.press("slash")
        await driven.type("没有这样的文章")
        await driven.until(lambda: not driven.bench.ids)
        assert "No article matches" in driven.screen()


async def test_verdicts_and_order_of_the_list(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("d", "f2", "v", "v")
        assert "Articles 1 / 3" in driven.screen()
        await driven.press("v", "v", "o")
        assert "Articles 3" in driven.screen()
        assert "as imported" in driven.screen()
        assert list(driven.bench.ids) == [1, 2, 3]


async def test_find_in_the_article(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("f3", "slash")
        await driven.type("青石县")
        assert "2 hits" in driven.screen()
        await driven.press("escape")
        assert "2 hits" not in driven.screen()


@pytest.mark.parametrize(("typed", "means"), [("ａ", "accepted"), ("ｘ", "rejected")])
async def test_keys_of_an_input_method_mean_their_half_width_keys(
    opening: Opening, typed: str, means: str
) -> None:
    async with opening() as driven:
        rid = driven.bench.session.current or ""
        await driven.press(typed)
        assert layer_of(driven).annotations[rid].state == means


async def test_what_could_not_be_saved_stays_on_the_screen_and_is_retried(
    opening: Opening, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opening() as driven:
        rid, aid = driven.bench.session.current or "", layer_of(driven).aid
        record = Project.record
        monkeypatch.setattr(Project, "record", refuse_to_save)
        await driven.press("a")
        assert "not saved" in driven.screen()
        assert "disk is full" in driven.screen()
        assert layer_of(driven).annotations[rid].state == "accepted"
        assert kept(place, aid).annotations[rid].state == "suggested"
        await driven.press("x")
        monkeypatch.setattr(Project, "record", record)
        await driven.press("ctrl+s")
        assert "saved ✓" in driven.screen()
    assert kept(place, aid).annotations[rid].state == "accepted"


def refuse_to_save(project: Project, step: object) -> None:
    raise NotSaved("the disk is full")


async def test_a_change_by_somebody_else_is_shown_and_not_overwritten(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        rid, aid = driven.bench.session.current or "", layer_of(driven).aid
        with Project.open(place, annotator="li") as other:
            step = reject(other.layer(aid), rid)
            assert step is not None
            other.record(step)
        await driven.press("a")
        assert layer_of(driven).annotations[rid].state == "rejected"
    assert kept(place, aid).annotations[rid].state == "rejected"


async def test_undo_passes_over_what_somebody_else_has_changed_since(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        first, aid = driven.bench.session.current or "", layer_of(driven).aid
        await driven.press("a")
        second = driven.bench.session.current or ""
        await driven.press("a")
        with Project.open(place, annotator="li") as other:
            step = reject(other.layer(aid), second)
            assert step is not None
            other.record(step)
        await driven.press("u")
        assert "changed meanwhile by li" in driven.screen()
        await driven.press("u")
    assert kept(place, aid).annotations[second].state == "rejected"
    assert kept(place, aid).annotations[first].state == "suggested"


async def test_help_lists_every_command(opening: Opening) -> None:
    async with opening(size=(100, 30)) as driven:
        await driven.press("question_mark")
        assert "Say that the current annotation is right" in driven.screen()
        await driven.press("escape")
        assert "Articles 3" in driven.screen()
        told = help_text(driven.bench.profile).plain
        assert all(command.does in told for command in COMMANDS)


async def test_the_palette_finds_commands_and_articles(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("colon")
        await driven.type("reject nothing")
        await driven.press("escape")
        await driven.press("ctrl+p")
        await driven.type("Show all keys")
        await driven.until(lambda: "Show all keys" in driven.screen())
        await driven.press("enter")
        await driven.until(lambda: "Esc closes" in driven.screen())
        assert "Esc closes" in driven.screen()


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
    app = PiyueApp(Project.open(project.path, annotator=hostile), bundled_profile())
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
    app = PiyueApp(Project.open(tmp_path / "empty", annotator="wang"), bundled_profile())
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        driven = Driven(app, pilot)
        await driven.settle()
        assert "piyue import" in driven.screen()
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
