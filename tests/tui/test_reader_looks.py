"""The reader: what a person sees of an article."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tui.reading import (
    COLOURS,
    LONG,
    READ,
    entity,
    every,
    indicator,
    layer,
    reading,
)
from tui.text.width import cell_width


async def test_entities_have_the_colour_of_their_type_and_indicators_are_bold() -> None:
    marked = layer(entity(READ, "林湾镇"), entity(READ, "今年", "DATE"), indicator(READ, "1.6亿元"))
    async with reading(READ, marked) as (app, _reader, _pilot):
        assert app.drawn(color=COLOURS["LOC"]) == "林湾镇"
        assert app.drawn(color=COLOURS["DATE"]) == "今年"
        assert app.drawn(bold=True) == "青河县修路记1.6亿元"


@pytest.mark.parametrize("width", [20, 33, 40, 60, 110])
async def test_a_span_is_drawn_in_the_cells_of_its_characters(width: int) -> None:
    surfaces = ["今年", "1.6亿元", "村修路", "《青河县三年计划》", "，林湾镇的", "11642元。"]
    for surface in surfaces:
        async with reading(READ, layer(entity(READ, surface)), size=(width, 20)) as (app, _reader, _pilot):
            lit = [cell for cell in app.cells() if cell.style.underline]
            assert "".join(cell.char for cell in lit) == surface
            assert all(cell.x + cell_width(cell.char) <= width for cell in app.cells())


@pytest.mark.parametrize(
    ("state", "look"),
    [
        ("suggested", {"underline": True, "italic": False, "strike": False}),
        ("accepted", {"underline": False, "italic": False, "strike": False}),
        ("corrected", {"underline": False, "italic": True, "strike": False}),
        ("added", {"underline": False, "italic": True, "strike": False}),
        ("rejected", {"underline": False, "italic": False, "strike": True}),
    ],
)
async def test_a_state_is_told_by_more_than_colour(state: Any, look: dict[str, bool]) -> None:
    async with reading(READ, layer(entity(READ, "林湾镇", state=state))) as (app, _reader, _pilot):
        assert "林湾镇" in app.drawn(**look)
        assert (app.drawn(color=COLOURS["LOC"]) == "林湾镇") == (state != "rejected")


async def test_what_lies_inside_is_drawn_over_what_surrounds_it() -> None:
    marked = layer(entity(READ, "《青河县三年计划》", "DOC"), entity(READ, "三年", "DATE", "accepted"))
    async with reading(READ, marked) as (app, _reader, _pilot):
        assert app.drawn(color=COLOURS["DOC"]) == "《青河县计划》"
        assert app.drawn(color=COLOURS["DATE"]) == "三年"
        assert app.drawn(underline=True) == "《青河县三年计划》"


async def test_the_current_annotation_is_reversed_and_bold_and_has_a_mark_beside_it() -> None:
    place = entity(READ, "林湾镇")
    async with reading(READ, layer(place, indicator(READ, "11642元")), place.id) as (app, _reader, _pilot):
        assert app.drawn(reverse=True, bold=True) == "林湾镇"
        row = next(cell.y for cell in app.cells() if cell.style.reverse)
        assert "▸" in app.rows[row]
        assert sum("▸" in line for line in app.rows) == 2, "the other one is the folded furniture"


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
async def test_the_current_annotation_stands_out_without_colours(
    monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    place = entity(READ, "林湾镇")
    async with reading(READ, layer(place, indicator(READ, "1.6亿元")), place.id) as (app, _reader, pilot):
        app.theme = theme
        await pilot.pause()
        assert app.drawn(reverse=True, bold=True) == "林湾镇"
        assert app.drawn(underline=True, bold=True, reverse=False) == "1.6亿元"


async def test_lines_where_suggestions_wait_have_a_mark() -> None:
    async with reading(READ, layer(entity(READ, "林湾镇"))) as (app, reader, pilot):
        row = next(cell.y for cell in app.cells() if cell.style.underline)
        assert [y for y, line in enumerate(app.rows) if "∙" in line] == [row]
        reader.refresh_layer(layer(entity(READ, "林湾镇", state="accepted")))
        await pilot.pause()
        assert not any("∙" in line for line in app.rows)


async def test_the_minimap_shows_where_suggestions_wait_in_the_whole_article() -> None:
    places = every(LONG, "第79个村")
    async with reading(LONG, layer(*places), size=(60, 20)) as (app, reader, pilot):
        assert [y for y, line in enumerate(app.rows) if line.endswith("▐")] == [19]
        reader.refresh_layer(layer())
        await pilot.pause()
        assert not any(line.endswith("▐") for line in app.rows)


async def test_types_take_new_colours_and_the_theme_may_change() -> None:
    async with reading(READ, layer(entity(READ, "林湾镇"))) as (app, reader, pilot):
        reader.set_types({"LOC": "#123456", "DATE": "no such colour"})
        await pilot.pause()
        assert app.drawn(color="#123456") == "林湾镇"
        before = {cell.style.bgcolor for cell in app.cells()}
        app.theme = "textual-light"
        await pilot.pause()
        assert not before & {cell.style.bgcolor for cell in app.cells()}


async def test_without_an_article_it_says_what_to_do() -> None:
    async with reading(None) as (app, reader, pilot):
        assert "No article is open." in "".join(app.rows)
        assert (reader.top_offset, reader.in_view, reader.find("路")) == (0, (0, 0), 0)
        reader.show(READ, None)
        await pilot.pause()
        reader.show(None, None)
        await pilot.pause()
        assert "No article is open." in "".join(app.rows)
