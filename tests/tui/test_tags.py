"""The tags of the project by keys: counted, found, filtered by, renamed, merged, deleted, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from store import layer as changes
from store.catalogue import Filter
from store.project import Project
from store.tagging import TagUse, tags_of
from tests.store.doing import do
from tests.tui.conftest import Driven, Opening
from tui import language
from tui.screens.tag_preview import TagPreview
from tui.screens.tags import TagsScreen
from tui.text.width import cell_width

OLD, OTHER = "产业扶贫", "脱贫摘帽"
"""Suggested in all three articles."""


def put(place: Path, aid: int, *labels: str) -> None:
    with Project.open(place, annotator="wang") as project:
        for label in labels:
            do(project, changes.add_tag(project.layer(aid), label))


def on_disk(place: Path) -> dict[str, tuple[int, int, int]]:
    with Project.open(place, annotator="someone else") as project:
        return {tag.label: (tag.put, tag.suggested, tag.rejected) for tag in tags_of(project)}


async def open_tags(driven: Driven) -> TagsScreen:
    await driven.press("number_sign")
    screen = driven.app.screen
    assert isinstance(screen, TagsScreen)
    return screen


async def test_every_tag_is_shown_with_how_it_stands(opening: Opening, place: Path) -> None:
    put(place, 1, OLD, "试点")
    async with opening(size=(100, 30)) as driven:
        await open_tags(driven)
        told = driven.screen()
        assert "3 tags" in told
        rows = {
            label: next(row for row in told.splitlines() if f"#{label} " in row) for label in (OLD, "试点")
        }
        assert rows[OLD].split(f"#{OLD}")[1].split()[:3] == ["1", "2", "·"]
        assert rows["试点"].split("#试点")[1].split()[:3] == ["1", "·", "·"]


async def test_enter_shows_the_articles_of_a_tag(opening: Opening, place: Path) -> None:
    put(place, 2, "试点")
    async with opening() as driven:
        await open_tags(driven)
        await driven.press("slash")
        await driven.type("sd")
        await driven.press("enter", "enter")
        assert driven.app.screen is driven.bench
        assert driven.bench.where == Filter(tags=("试点",))
        assert list(driven.bench.ids) == [2]


async def test_a_new_name_is_looked_at_given_and_taken_back(opening: Opening, place: Path) -> None:
    put(place, 1, OLD)
    before = on_disk(place)
    async with opening() as driven:
        await open_tags(driven)
        await driven.press("r")
        assert driven.app.screen.query_one(Input).value == OLD
        await driven.type("工作")
        await driven.press("enter")
        assert isinstance(driven.app.screen, TagPreview)
        told = driven.screen()
        assert f"Rename #{OLD} to #{OLD}工作" in told
        assert "3 articles change · 1 where people put it · 2 where it is suggested" in told
        await driven.press("enter")
        assert on_disk(place)[f"{OLD}工作"] == (1, 2, 0)
        assert on_disk(place)[OLD] == (0, 0, 3)
        assert "3 articles; u takes all back" in driven.screen()
        await driven.press("u")
        assert on_disk(place) == before
        await driven.press("U")
        assert on_disk(place)[f"{OLD}工作"] == (1, 2, 0)


async def test_the_history_of_an_article_tells_it(opening: Opening) -> None:
    async with opening() as driven:
        await open_tags(driven)
        await driven.press("x", "enter", "escape", "L", "tab")
        assert "tag deleted everywhere" in driven.screen()


async def test_a_name_that_is_taken_is_said_to_merge(opening: Opening, place: Path) -> None:
    put(place, 1, OLD, OTHER)
    async with opening() as driven:
        await open_tags(driven)
        await driven.press("e", "ctrl+u")
        await driven.type(OTHER)
        await driven.press("enter")
        told = driven.screen()
        assert f"Merge #{OLD} into #{OTHER}" in told
        assert f"#{OTHER} is a tag already: the two become one" in told
        assert f"3 of them have #{OTHER} already, and keep it" in told
        await driven.press("enter")
    assert on_disk(place) == {OTHER: (1, 2, 0), OLD: (0, 0, 3)}


async def test_a_tag_is_merged_into_a_chosen_one(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await open_tags(driven)
        await driven.press("m")
        await driven.type("tpzm")
        await driven.press("enter")
        assert f"Merge #{OLD} into #{OTHER}" in driven.screen()
        await driven.press("enter")
    assert on_disk(place) == {OTHER: (0, 3, 0), OLD: (0, 0, 3)}


async def test_only_what_people_put_can_be_meant(opening: Opening, place: Path) -> None:
    put(place, 1, OLD)
    async with opening() as driven:
        await open_tags(driven)
        await driven.press("delete", "s")
        told = driven.screen()
        assert "1 article changes · 1 where people put it" in told
        assert "2 where it is only suggested stay as they are" in told
        await driven.press("enter")
    assert on_disk(place)[OLD] == (0, 2, 1)


async def test_escape_changes_nothing(opening: Opening, place: Path) -> None:
    before = on_disk(place)
    async with opening() as driven:
        shown = driven.screen()
        await open_tags(driven)
        await driven.press("x", "escape", "r", "escape", "m", "escape", "slash", "escape")
        assert isinstance(driven.app.screen, TagsScreen)
        await driven.press("escape")
        assert driven.screen() == shown
    assert on_disk(place) == before


async def test_a_list_that_was_asked_for_by_the_old_name_goes_on(opening: Opening) -> None:
    async with opening() as driven:
        driven.bench.show_where(Filter(tags=(OLD,)))
        await driven.settle()
        await open_tags(driven)
        await driven.press("r")
        await driven.type("工作")
        await driven.press("enter", "enter", "escape")
        assert driven.bench.where == Filter(tags=(f"{OLD}工作",))
        assert len(driven.bench.ids) == 3


async def test_what_stands_nowhere_cannot_be_renamed_but_is_seen(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await open_tags(driven)
        await driven.press("x", "enter", "end", "r", "m", "x", "enter")
        assert isinstance(driven.app.screen, TagsScreen)
    assert on_disk(place) == {OTHER: (0, 3, 0), OLD: (0, 0, 3)}


async def test_a_tag_that_is_gone_is_not_offered_as_a_recent_one(opening: Opening, place: Path) -> None:
    put(place, 1, "错字")
    put(place, 1, "试点")
    async with opening() as driven:
        await open_tags(driven)
        await driven.press("slash")
        await driven.type("cz")
        await driven.press("enter", "x", "enter", "escape", "escape")
        await driven.bench.open_article(2)
        await driven.press("t")
        assert "试点" in driven.screen()
        assert "错字" not in driven.screen()


async def test_a_label_is_text(opening: Opening, place: Path) -> None:
    put(place, 1, "[/b]\x1b[31m")
    async with opening(size=(100, 30)) as driven:
        await open_tags(driven)
        assert "#[/b]␛[31m" in driven.screen()
        await driven.press("end", "r")
        await driven.type("x")
        await driven.press("enter")
        assert "Rename #[/b]␛[31m to" in driven.screen()
        await driven.press("enter")
    assert on_disk(place)["[/b]\x1b[31m"] == (0, 0, 1)


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (200, 50)])
@pytest.mark.parametrize("locale", ["en", "zh"])
async def test_it_fits_every_window(opening: Opening, size: tuple[int, int], locale: str) -> None:
    language.use(locale)
    async with opening(size=size) as driven:
        await open_tags(driven)
        assert f"#{OLD}" in driven.screen()
        assert {cell_width(row) for row in driven.screen().splitlines()} == {size[0]}
        await driven.press("m", "enter")
        assert {cell_width(row) for row in driven.screen().splitlines()} == {size[0]}
        assert isinstance(driven.app.screen, TagPreview)


async def test_many_tags_are_found_by_typing(opening: Opening, place: Path) -> None:
    with Project.open(place, annotator="wang") as project, project.db.transaction() as connection:
        connection.executemany(
            "INSERT INTO labels VALUES (?, 1, 'added')", [(f"专题{number}",) for number in range(1000)]
        )
    async with opening() as driven:
        screen = await open_tags(driven)
        assert "1,002 tags" in driven.screen()
        await driven.press("slash")
        await driven.type("zt999")
        await driven.press("enter")
        assert screen._marked == TagUse("专题999", put=1)
