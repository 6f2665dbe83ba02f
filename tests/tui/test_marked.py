"""Deeds on all marked articles: a look first, one step, one key to take it back; stopped, nothing at all."""

from __future__ import annotations

import csv
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from seeds.article import tag_id
from store import layer as changes
from store import many_layers
from store.project import Project
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import kept, layer_of
from tui import language
from tui.app import PiyueApp
from tui.screens.menu import MenuScreen
from tui.screens.sweep_preview import SweepPreview
from tui.screens.working import WorkingScreen
from tui.widgets.article_list import ArticleList
from tui.widgets.preview_lines import PreviewLines

NEW, SUGGESTED = "易地搬迁", "产业扶贫"


def tag_states(place: Path, label: str) -> dict[int, str | None]:
    layers = {aid: kept(place, aid) for aid in (1, 2, 3)}
    return {
        aid: getattr(layer.annotations.get(tag_id(label)), "state", None) for aid, layer in layers.items()
    }


def verdicts(place: Path) -> list[tuple[str, str]]:
    return [(kept(place, aid).verdict, kept(place, aid).reason) for aid in (1, 2, 3)]


async def mark_two(driven: Driven) -> list[int]:
    """Mark the first two articles of the list."""
    await driven.press("f2", "g", "space", "space")
    return list(driven.bench.article_list.marks.ids())


async def test_marked_articles_are_tagged_as_one_step(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        marked = await mark_two(driven)
        await driven.press("t")
        await driven.type(NEW)
        await driven.press("enter")
        assert isinstance(driven.app.screen, SweepPreview)
        assert f"Tag with #{NEW} · 2 marked articles" in driven.screen()
        assert "2 articles change" in driven.screen()
        await driven.press("enter")
        assert "tag: 2 articles; u takes all back" in driven.screen()
        assert {aid for aid, state in tag_states(place, NEW).items() if state} == set(marked)
        shown = layer_of(driven)
        assert (shown.aid in marked) == (tag_id(NEW) in shown.annotations)
        await driven.press("u")
        assert "Undone: tag · 2 articles" in driven.screen()
        assert set(tag_states(place, NEW).values()) == {None}
        assert len(driven.bench.article_list.marks) == 2


async def test_the_open_article_shows_what_was_done_to_it(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("f2", "G", "space", "d", "enter")
        assert layer_of(driven).verdict == "done"
        assert "●" in driven.screen()
        await driven.press("u")
        assert layer_of(driven).verdict == "new"


async def test_without_marks_the_keys_act_on_the_open_article(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        aid = layer_of(driven).aid
        await driven.press("f2", "t")
        await driven.type(NEW)
        await driven.press("enter")
        assert driven.app.screen is driven.bench
    assert {aid_ for aid_, state in tag_states(place, NEW).items() if state} == {aid}


async def test_in_the_article_the_keys_act_on_it_although_others_are_marked(opening: Opening) -> None:
    async with opening() as driven:
        await mark_two(driven)
        await driven.press("f3", "x")
        assert driven.app.screen is driven.bench
        assert "rejected" in {a.state for a in layer_of(driven).annotations.values()}


async def test_a_tag_is_taken_off_and_only_where_it_is(opening: Opening, place: Path) -> None:
    with Project.open(place, annotator="li") as project:
        for aid in (1, 2):
            step = changes.add_tag(project.layer(aid), NEW)
            assert step is not None
            project.record(step)
    async with opening() as driven:
        await driven.press("f2", "plus", "T")
        await driven.type(NEW)
        await driven.press("enter")
        assert "tag: added → rejected" in driven.screen()
        assert "left: without the tag 1" in driven.screen()
        await driven.press("enter")
    assert tag_states(place, NEW) == {1: "rejected", 2: "rejected", 3: None}


async def test_where_somebody_took_a_tag_off_it_is_put_back_only_if_asked(
    opening: Opening, place: Path
) -> None:
    with Project.open(place, annotator="li") as project:
        step = changes.reject(project.layer(1), tag_id(SUGGESTED))
        assert step is not None
        project.record(step)
    async with opening() as driven:
        await driven.press("f2", "plus", "t")
        await driven.type(SUGGESTED)
        await driven.press("enter")
        assert "left: tag taken off by somebody 1" in driven.screen()
        await driven.press("tab")
        assert "3 articles change · also where it was taken off" in driven.screen()
        await driven.press("tab", "enter")
    assert tag_states(place, SUGGESTED) == {1: "rejected", 2: "accepted", 3: "accepted"}


async def test_verdicts_are_set_with_a_reason_and_set_back(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await driven.press("f2", "plus", "f")
        await driven.type("存疑")
        await driven.press("enter")
        assert "new → flagged" in driven.screen()
        await driven.press("enter")
        assert verdicts(place) == [("flagged", "存疑")] * 3
        await driven.press("d", "enter")
        assert verdicts(place) == [("done", "")] * 3
        await driven.press("R", "enter")
        assert verdicts(place) == [("new", "")] * 3
        await driven.press("u", "u")
        assert verdicts(place) == [("flagged", "存疑")] * 3


async def test_suggestions_are_rejected_by_kind_and_confidence(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await driven.press("f2", "plus", "x")
        assert "Reject what nobody reviewed · 3 marked articles" in driven.screen()
        rows = driven.screen().split("\n")
        assert [row for row in rows if "LOC: suggested → rejected" in row and " 6 " in row and "周明" in row]
        for _level in range(5):
            await driven.press("up")
        assert "3 suggestions · confidence up to 40% · among 3 articles" in driven.screen()
        await driven.press("enter")
    for aid in (1, 2, 3):
        states = {getattr(a, "text", ""): a.state for a in kept(place, aid).annotations.values()}
        assert [text for text, state in states.items() if state == "rejected"] == ["周明"]


async def test_a_kind_is_left_out_of_what_is_accepted(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await driven.press("f2", "plus", "a", "space", "enter")
    waiting = {a.id[0] for a in kept(place, 1).annotations.values() if a.state == "suggested"}
    assert waiting == {"i"}


async def test_escape_leaves_a_preview_without_a_trace_then_clears_marks_then_the_filter(
    opening: Opening, place: Path
) -> None:
    async with opening() as driven:
        await driven.press("slash")
        await driven.type("青石")
        await driven.press("enter")
        await driven.press("space", "d", "escape")
        assert verdicts(place) == [("new", "")] * 3
        assert len(driven.bench.article_list.marks) == 1
        await driven.press("escape")
        assert not driven.bench.article_list.marks
        assert driven.bench.where.query
        await driven.press("escape")
        assert not driven.bench.where.query


async def test_the_title_tells_how_many_are_marked_and_how_many_of_them_are_not_shown(
    opening: Opening,
) -> None:
    async with opening(size=(200, 40)) as driven:
        await driven.press("f2", "plus")
        assert "3 marked" in driven.screen()
        assert "not shown" not in driven.screen()
        await driven.press("v", "v")
        assert len(driven.bench.ids) == 0
        assert "3 marked, 3 not shown" in driven.screen()
        await driven.press("d", "enter")
        assert "3 articles" in driven.screen()
        await driven.press("v", "v", "v", "v")
        await driven.press("minus")
        assert "marked" not in driven.screen().split("\n")[1]


async def test_a_count_marks_so_many(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("f2", "g", "alt+2", "space")
        assert len(driven.bench.article_list.marks) == 2


async def test_nothing_is_written_where_nothing_would_change(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await driven.press("f2", "plus", "R")
        assert "nothing to do · left: so already 3" in driven.screen()
        await driven.press("enter")
    with Project.open(place, annotator="li") as project:
        assert [len(project.history(aid)) for aid in (1, 2, 3)] == [1, 1, 1]


async def test_the_menu_is_for_the_marked_or_else_for_all_that_is_shown(
    opening: Opening, place: Path
) -> None:
    async with opening() as driven:
        await driven.press("f2", "B")
        assert isinstance(driven.app.screen, MenuScreen)
        assert "all 3 shown articles" in driven.screen()
        await driven.press("d")
        assert "Set to done · all 3 shown articles" in driven.screen()
        await driven.press("enter")
        assert [verdict for verdict, _reason in verdicts(place)] == ["done"] * 3
        await driven.press("g", "space", "B")
        assert "1 marked article" in driven.screen()
        await driven.press("R", "enter")
        assert sorted(verdict for verdict, _reason in verdicts(place)) == ["done", "done", "new"]


async def _right_click(driven: Driven, row: int) -> None:
    await driven.pilot.click(ArticleList, offset=(8, 2 * row), button=3)
    await driven.settle()


async def test_the_right_button_opens_the_menu_of_a_row(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await driven.press("f2", "g", "space")
        third = driven.bench.ids[2]
        await _right_click(driven, 2)
        assert isinstance(driven.app.screen, MenuScreen)
        await driven.press("t")
        await driven.type(NEW)
        await driven.press("enter")
        assert {aid for aid, state in tag_states(place, NEW).items() if state} == {third}
        await driven.press("f2")
        await _right_click(driven, 0)
        assert "1 marked article" in driven.screen()


async def test_a_sweep_is_stopped_by_escape_and_nothing_is_written(
    opening: Opening, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_ahead = threading.Event()
    monkeypatch.setattr(many_layers, "PAGE", 1)
    sweep = Project.sweep

    def held_up(project: Project, *args: Any, **how: Any) -> Any:
        go_ahead.wait(60)
        return sweep(project, *args, **how)

    monkeypatch.setattr(Project, "sweep", held_up)
    async with opening() as driven:
        await driven.press("f2", "plus", "d")
        await driven.pilot.press("enter")
        await driven.until(lambda: isinstance(driven.app.screen, WorkingScreen))
        await driven.pilot.press("escape")
        assert "stopping…" in driven.screen()
        go_ahead.set()
        await driven.settle()
        assert driven.app.screen is driven.bench
        assert "Stopped; nothing was changed" in driven.screen()
    assert verdicts(place) == [("new", "")] * 3


async def test_what_somebody_changed_since_is_left_and_the_rest_taken_back(
    opening: Opening, place: Path
) -> None:
    async with opening() as driven:
        # What others do is told in the same line.
        driven.bench.stop_watching()
        await driven.press("f2", "plus", "d", "enter")
        with Project.open(place, annotator="li") as other:
            step = changes.set_verdict(other.layer(2), "flagged", "再看")
            assert step is not None
            other.record(step)
        await driven.press("u")
        assert "take the other 2 articles back" in driven.screen()
        await driven.press("enter")
        assert "Undone: verdict: done · 2 articles · 1 left as changed since" in driven.screen()
        assert verdicts(place) == [("new", ""), ("flagged", "再看"), ("new", "")]


async def test_or_the_step_is_passed_over(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        driven.bench.stop_watching()
        await driven.press("f2", "plus", "t")
        await driven.type(NEW)
        await driven.press("enter", "enter", "d", "enter")
        assert set(tag_states(place, NEW).values()) == {"added"}
        with Project.open(place, annotator="li") as other:
            step = changes.set_verdict(other.layer(2), "new")
            assert step is not None
            other.record(step)
        await driven.press("u", "down", "enter", "u")
        assert "Undone: tag · 3 articles" in driven.screen()
    assert set(tag_states(place, NEW).values()) == {None}
    assert verdicts(place) == [("done", ""), ("new", ""), ("done", "")]


async def test_marked_articles_are_exported_to_a_file(
    opening: Opening, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opening() as driven:
        marked = await mark_two(driven)
        await driven.press("E")
        assert "Export 2 marked articles to" in driven.screen()
        await driven.press("enter")
        assert "2 articles written to project.jsonl" in driven.screen()
        lines = [json.loads(line) for line in (tmp_path / "project.jsonl").read_text("utf-8").splitlines()]
        assert len(lines) == 2
        await driven.press("minus", "E", "down", "enter")
        with (tmp_path / "project.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {int(row["article"]) for row in rows} == {1, 2, 3}
        assert len(marked) == 2


async def test_a_file_that_is_there_is_replaced_only_if_asked(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    there = tmp_path / "project.jsonl"
    there.write_text("mine", encoding="utf-8")
    async with opening() as driven:
        await driven.press("f2", "E", "enter")
        assert "project.jsonl is there already" in driven.screen()
        await driven.press("escape")
        assert there.read_text("utf-8") == "mine"
        await driven.press("E", "enter", "down", "enter")
        assert len(there.read_text("utf-8").splitlines()) == 3


async def test_a_file_that_cannot_be_written_is_told(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("f2", "E")
        await driven.type("/nowhere/at/all.jsonl")
        await driven.press("enter")
        assert "/nowhere/at/all.jsonl: cannot be written" in driven.screen()


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (200, 50)])
@pytest.mark.parametrize("spoken", ["en", "zh"])
async def test_the_previews_fit_every_terminal(place: Path, size: tuple[int, int], spoken: str) -> None:
    language.use(spoken)
    app = PiyueApp(Project.open(place, annotator="wang"))
    async with app.run_test(size=size) as pilot:
        driven = Driven(app, pilot)
        await driven.settle()
        for key in ("x", "d"):
            await driven.press("f2", "plus", key)
            assert "Enter" in driven.screen()
            assert driven.app.screen.query_one(PreviewLines).size.height > 0
            await driven.press("escape")
