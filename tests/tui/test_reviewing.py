"""What a reviewer does: find articles, tag them, set the verdict."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from store import layer as changes
from store.catalogue import Filter
from store.project import Project
from tests.tui.conftest import Opening
from tests.tui.driving import kept, layer_of
from tui.importing.reading import read_article


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


async def test_the_list_knows_of_a_check_that_a_correction_made_fail(
    opening: Opening, place: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "青石县核查结束\n\n　　全县共核查3566户，其中脱贫户1509户、监测户2057户。\n", encoding="utf-8"
    )
    with Project.open(place, annotator="li") as project:
        aid = project.add(*read_article(page, project.profile)).aid
    async with opening() as driven:
        await driven.bench.open_article(aid)
        figure = next(one for one in layer_of(driven).indicators() if one.text == "1509户")
        project = driven.bench.project
        assert list(project.ids(Filter(failing=True))) == []
        driven.bench.take(changes.revise(layer_of(driven), figure.id, {"value": Decimal(1590)}))
        await driven.settle()
        assert list(project.ids(Filter(failing=True))) == [aid]
        assert [row.failing for row in project.rows([aid])] == [1]
        await driven.press("u")
        assert list(project.ids(Filter(failing=True))) == []
