"""The reader: what moving about in it does."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from textual.events import MouseScrollDown
from textual.geometry import Offset
from textual.strip import Strip

from seeds.article import Span
from tests.tui.measuring import measuring
from tests.tui.reading import (
    LONG,
    READ,
    article,
    entity,
    every,
    layer,
    reading,
)
from tui.text.width import cell_width
from tui.widgets.reader import Reader

# What comes from a file is only drawn


@pytest.mark.parametrize(
    "words",
    [
        "[/摘要]",
        "[@click=app.quit]点[/]",
        "[b]粗",
        "列表[a,b]",
        "\x1b[31m红\x1b]0;x\x07",
        "甲\u202e乙\u200b丙\x00丁\ue000",
    ],
)
async def test_text_of_a_file_cannot_style_or_break_the_screen(words: str) -> None:
    read = article(("title", words), ("paragraph", words), furniture=[words], title=words, source=words)
    async with reading(read, layer(entity(read, words[:3]))) as (app, reader, pilot):
        reader.action_toggle_furniture()
        reader.find(words)
        await pilot.pause()
        screen = "".join(app.rows)
        assert screen.isprintable() or not set(screen) & set("\x1b\x00\x07\u202e\u200b\ue000")
        if words.isprintable():
            assert sum(words in line for line in app.rows) == 4
        for cell in app.cells():
            if cell.char == "点":
                await pilot.click(Reader, offset=(cell.x, cell.y))
        assert app.is_running


async def test_hidden_characters_keep_their_place() -> None:
    read = article(("paragraph", "甲\x1b乙\u200b丙\u202e林湾镇丁"))
    async with reading(read, layer(entity(read, "林湾镇"))) as (app, _reader, _pilot):
        assert "甲␛乙⋅丙⇄林湾镇丁" in "".join(app.rows)
        assert app.drawn(underline=True) == "林湾镇"


async def test_where_ambiguous_characters_are_wide_every_row_still_fills_the_view() -> None:
    read = article(("paragraph", "“青河”——①②③…他说：‘好’。" * 12))
    shown = layer(entity(read, "“青河”"))
    with measuring(2):
        async with reading(read, shown, size=(40, 20)) as (app, _reader, pilot):
            assert {cell_width(row) for row in app.rows} == {40}
            first = next(cell for cell in app.cells() if cell.char == "河")
            await pilot.click(Reader, offset=(first.x + 1, first.y))
            assert app.chosen == [entity(read, "“青河”").id]


# Moving about


@pytest.mark.parametrize(
    ("action", "moved"),
    [
        (Reader.action_line_down, 1),
        (Reader.action_page_down, 19),
        (Reader.action_half_page_down, 10),
        (Reader.action_line_up, -1),
        (Reader.action_page_up, -19),
        (Reader.action_half_page_up, -10),
    ],
)
async def test_a_step_scrolls_at_once(action: Callable[[Reader], None], moved: int) -> None:
    async with reading(LONG) as (_app, reader, _pilot):
        reader.scroll_to_row(50)
        action(reader)
        assert reader.scroll_offset.y == 50 + moved


async def test_it_scrolls_to_the_ends_and_no_further() -> None:
    async with reading(LONG) as (app, reader, pilot):
        reader.action_bottom()
        await pilot.pause()
        assert "第79个村" in "".join(app.rows[-6:])
        assert reader.in_view.end == len(LONG.text)
        reader.action_page_down()
        assert reader.scroll_offset.y == reader.max_scroll_y
        reader.action_top()
        assert (reader.scroll_offset.y, reader.top_offset) == (0, 0)
        reader.action_line_up()
        assert reader.scroll_offset.y == 0


async def test_the_current_annotation_comes_into_view_with_a_margin() -> None:
    places = every(LONG, "林湾镇")
    async with reading(LONG, layer(*places)) as (app, reader, pilot):
        for place in (*places[:40], places[-1], *places[100:60:-1], places[0]):
            reader.current = place.id
            await pilot.pause()
            rows = {cell.y for cell in app.cells() if cell.style.reverse}
            assert app.drawn(reverse=True) == "林湾镇"
            at_end = reader.scroll_offset.y in (0, reader.max_scroll_y)
            assert at_end or (min(rows) >= 2 and max(rows) <= 17)


async def test_an_article_opens_where_its_current_annotation_stands() -> None:
    place = every(LONG, "林湾镇")[150]
    async with reading(LONG, layer(place), place.id) as (app, reader, pilot):
        assert app.drawn(reverse=True) == "林湾镇"
        reader.show(READ, None)
        await pilot.pause()
        assert reader.scroll_offset.y == 0
        assert app.drawn(reverse=True) == ""


async def test_a_new_state_of_the_annotations_leaves_the_page_where_it_is() -> None:
    places = every(LONG, "林湾镇")
    async with reading(LONG, layer(*places), places[0].id) as (app, reader, pilot):
        reader.scroll_to_row(60)
        await pilot.pause()
        before = app.rows
        moved = [msgspec.structs.replace(place, state="accepted") for place in places]
        reader.refresh_layer(layer(*moved, version=2))
        await pilot.pause()
        assert [row.replace("∙", " ").replace("▐", " ") for row in before] == app.rows
        assert app.drawn(underline=True) == ""


async def test_resizing_keeps_the_place() -> None:
    async with reading(LONG) as (app, reader, pilot):
        reader.scroll_to_row(101)
        await pilot.pause()
        top = reader.top_offset
        for size in [(40, 10), (200, 50), (80, 24), (20, 5), (60, 20)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            shown = reader.in_view
            assert shown.start <= top < shown.end
            first = next(row for row in app.rows if row.strip(" ▐"))
            assert LONG.text[top] in first
        assert reader.top_offset == top


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (6, 3), (20, 5), (40, 10), (200, 50)])
async def test_no_size_is_too_small(size: tuple[int, int]) -> None:
    place = entity(READ, "林湾镇")
    async with reading(READ, layer(place), place.id, size) as (app, reader, pilot):
        reader.action_toggle_furniture()
        reader.find("路")
        await pilot.pause()
        assert {cell_width(row) for row in app.rows} == {size[0]}


# Furniture, finding, provenance


async def test_furniture_is_folded_away_unfolds_in_view_and_folds_again() -> None:
    read = article(
        *((block.role, LONG.text[block.start : block.end]) for block in LONG.blocks), furniture=["版权所有"]
    )
    async with reading(read) as (app, reader, pilot):
        reader.scroll_to_row(60)
        await pilot.pause()
        before = app.rows
        assert "版权所有" not in "".join(before)
        reader.action_toggle_furniture()
        await pilot.pause()
        assert "版权所有" in "".join(app.rows)
        reader.action_toggle_furniture()
        await pilot.pause()
        assert app.rows == before


async def test_finding_marks_every_hit_and_goes_from_one_to_the_next() -> None:
    async with reading(LONG) as (app, reader, pilot):
        assert reader.find("第７9个") == 3, "full-width digits are the same digits"
        assert (reader.hits, reader.hit) == (3, 1)
        await pilot.pause()
        assert sum(row.count("第79个") for row in app.rows) == 3
        marked = {cell.style.bgcolor for cell in app.cells() if cell.char == "个"}
        assert len(marked) == 3, "the current hit, another hit, and the plain text of other paragraphs"
        assert [reader.find_next(), reader.find_next(), reader.find_next()] == [2, 3, 1]
        assert reader.find_previous() == 3
        assert reader.find("没有的话") == 0
        assert reader.find_next() == 0
        assert (reader.hits, reader.hit) == (0, 0)


async def test_finding_begins_at_what_is_in_view() -> None:
    async with reading(LONG) as (_app, reader, pilot):
        reader.action_bottom()
        await pilot.pause()
        reader.find("第3个村")
        assert reader.hit == 1, "beyond the end it begins anew"
        reader.scroll_to_row(0)
        reader.find("林湾镇")
        assert reader.hit == 1
        reader.action_page_down()
        reader.find("林湾镇")
        assert reader.hit > 1


async def test_provenance_is_lit_and_put_out_again() -> None:
    start = READ.text.index("林湾镇")
    async with reading(READ) as (app, reader, pilot):
        ground = {cell.style.bgcolor for cell in app.cells()}
        reader.mark([Span(start, start + 3), Span(start + 4, start + 6)])
        await pilot.pause()
        assert "".join(cell.char for cell in app.cells() if cell.style.bgcolor not in ground) == "林湾镇收入"
        reader.mark([])
        await pilot.pause()
        assert {cell.style.bgcolor for cell in app.cells()} == ground


# The mouse


async def test_a_click_chooses_the_innermost_annotation() -> None:
    plan, years = entity(READ, "《青河县三年计划》", "DOC"), entity(READ, "三年", "DATE")
    async with reading(READ, layer(plan, years)) as (app, _reader, pilot):
        where = {cell.char: Offset(cell.x, cell.y) for cell in app.cells()}
        for char, beside in (("三", 0), ("三", 1), ("划", 0), ("镇", 0)):
            await pilot.click(Reader, offset=where[char] + Offset(beside, 0))
        assert app.chosen == [years.id, years.id, plan.id]


async def test_the_wheel_scrolls_and_a_click_on_the_minimap_goes_there() -> None:
    async with reading(LONG) as (_app, reader, pilot):
        await pilot._post_mouse_events([MouseScrollDown], Reader, offset=(5, 5))
        assert reader.scroll_offset.y > 0
        await pilot.click(Reader, offset=(59, 19))
        assert reader.scroll_offset.y > reader.max_scroll_y * 0.8


async def test_a_click_on_the_folded_furniture_unfolds_it() -> None:
    async with reading(READ) as (app, _reader, pilot):
        fold = next(cell for cell in app.cells() if cell.char == "▸")
        await pilot.click(Reader, offset=(fold.x, fold.y))
        assert "分享到：微信" in "".join(app.rows)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows that the reader draws, in the order in which it draws them."""
    rows: list[int] = []
    render_line = Reader.render_line

    def recorded(reader: Reader, y: int) -> Strip:
        rows.append(y)
        return render_line(reader, y)

    monkeypatch.setattr(Reader, "render_line", recorded)
    return rows


# What it costs


async def test_moving_on_redraws_only_the_lines_of_the_two_annotations(drawn: list[int]) -> None:
    first, second, far = every(LONG, "第3个村")
    async with reading(LONG, layer(first, second, far), first.id, (84, 40)) as (app, reader, pilot):
        rows = {cell.y for cell in app.cells() if cell.style.underline and cell.style.reverse}
        drawn.clear()
        reader.current = second.id
        await pilot.pause()
        rows |= {cell.y for cell in app.cells() if cell.style.underline and cell.style.reverse}
        assert set(drawn) == rows
        drawn.clear()
        reader.refresh_layer(layer(first, msgspec.structs.replace(second, state="accepted"), far))
        await pilot.pause()
        assert len(set(drawn)) <= 2 + len(rows)
        drawn.clear()
        reader.refresh_layer(layer(first, msgspec.structs.replace(second, state="accepted"), far))
        await pilot.pause()
        assert drawn == []


async def test_only_what_is_in_view_is_drawn(drawn: list[int]) -> None:
    async with reading(None) as (_app, reader, pilot):
        drawn.clear()
        reader.show(LONG, layer(*every(LONG, "林湾镇")))
        await pilot.pause()
        assert reader.virtual_size.height > 300
        assert set(drawn) == set(range(20))
