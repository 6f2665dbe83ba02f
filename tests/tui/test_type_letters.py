"""Letters in the text that tell types apart where colours do not."""

from __future__ import annotations

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from tests.tui.reading import COLOURS, LONG, READ, entity, every, indicator, layer, reading
from tui.text.width import cell_edges, cell_width
from tui.text.wrap import wrap

LETTERS = {"LOC": "l", "DATE": "d", "DOC": "o"}
TEXTS = st.text(alphabet="青河县修路，。“”1.6亿 ab　", min_size=1, max_size=120)


@given(TEXTS, st.integers(4, 40), st.sets(st.integers(1, 120), max_size=30))
def test_lines_with_notes_fit_and_give_the_text_back(text: str, width: int, at: set[int]) -> None:
    noted = sorted(index for index in at if index <= len(text))
    lines = wrap(text, width, noted)
    assert "".join(text[start:end] for start, end in lines) == text
    edges = cell_edges(text)
    for start, end in lines:
        ink = start + len(text[start:end].rstrip(" 　"))
        notes = bisect_left(noted, ink + 1) - bisect_left(noted, start + 1)
        assert edges[ink] - edges[start] + notes <= width or end - start == 1 or ink <= start


async def test_a_letter_stands_after_each_entity_whatever_its_state_and_no_figure_has_one() -> None:
    doc, year = entity(READ, "《青河县三年计划》", "DOC"), entity(READ, "三年", "DATE")
    marked = layer(doc, year, entity(READ, "林湾镇", state="rejected"), indicator(READ, "1.6亿元"))
    async with reading(READ, marked, size=(36, 24)) as (app, reader, pilot):
        reader.set_types(COLOURS, LETTERS)
        await pilot.pause()
        text = "".join(line.strip() for line in app.rows)
        assert "《青河县三年d计划》o" in text
        assert "林湾镇l" in text
        assert "1.6亿元，" in text
        assert {cell_width(row) for row in app.rows} == {36}
        assert [cell.char for cell in app.cells() if cell.style.underline and cell.char in "dlo"] == []
        reader.refresh_layer(layer(doc, year))
        await pilot.pause()
        assert "林湾镇的" in "".join(line.strip() for line in app.rows)
        reader.set_types(COLOURS)
        await pilot.pause()
        assert not set("dlo") & set("".join(app.rows[:6]))


async def test_the_mouse_and_the_caret_mean_the_characters_that_they_are_on_beside_letters() -> None:
    places = every(LONG, "林湾镇")
    async with reading(LONG, layer(*places), size=(50, 20)) as (app, reader, pilot):
        reader.set_types(COLOURS, LETTERS)
        await pilot.pause()
        cells = app.cells()
        at = next(n for n, cell in enumerate(cells) if cell.char == "l")
        for cell, meant in ((cells[at - 1], "镇"), (cells[at + 1], "的")):
            row = reader._page.line(cell.y + reader.scroll_offset.y) if reader._page else None
            assert row is not None
            assert cell.char == meant
            place = reader._ready(reader._page).place_at(cell.x, cell.y) if reader._page else None
            offset = reader.offset_of(place)
            assert offset is not None
            assert LONG.text[offset] == meant
