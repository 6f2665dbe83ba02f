"""Nothing is lost: undo, restarts, failed writes, other people's changes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from store.layer import reject, revise
from store.problems import NotSaved
from store.project import Project
from tests.store.doing import do
from tests.tui.conftest import Opening
from tests.tui.driving import go_to, kept, layer_of
from tui.importing.reading import read_article


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


def refuse_to_save(project: Project, step: object) -> None:
    raise NotSaved("the disk is full")


async def test_a_project_that_may_only_be_read_says_so_from_the_start(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Project, "read_only", property(lambda _project: True))
    async with opening() as driven:
        assert "read only" in driven.screen().splitlines()[0]
        assert "saved" not in driven.screen().splitlines()[0]


async def test_checks_of_a_corrected_article_are_judged_anew_after_the_first_screen(
    opening: Opening, place: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    text = "白水县核查结束\n\n　　全县共核查3566户，其中脱贫户1509户、监测户2057户。\n"
    page.write_text(text, encoding="utf-8")
    with Project.open(place, annotator="wang") as project:
        aid = project.add(*read_article(page, project.profile)).aid
        figure = next(one for one in project.layer(aid).indicators() if one.text == "1509户")
        do(project, revise(project.layer(aid), figure.id, {"value": Decimal(1590)}))
        project.remember("position", {"aid": aid})
    async with opening() as driven:
        assert driven.bench.session.layer is not None
        assert driven.bench.session.layer.aid == aid
        await driven.until(lambda: any(not check.holds for check in driven.bench.session.checks))
        assert "✗ 1590户" in driven.screen()
