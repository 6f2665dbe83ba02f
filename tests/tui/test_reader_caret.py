"""The caret's motions on offsets, and how a caret looks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Span
from tests.tui.reading import LONG, READ, entity, layer, reading
from tui.widgets.reader_caret import (
    Caret,
    characters,
    clause_at,
    dropped,
    line_of,
    moved,
    moved_by_line,
    sentences,
    snapped,
    swapped,
    taken,
    trimmed,
)
from tui.widgets.reader_page import Page, passages

WORDS = [Span(0, 2), Span(2, 3), Span(4, 7), Span(7, 9)]


@pytest.mark.parametrize(
    ("at", "by", "to"), [(0, 1, 2), (1, 1, 2), (2, 1, 4), (7, 1, 7), (8, -1, 7), (4, -1, 2), (0, -1, 0)]
)
def test_without_a_selection_the_caret_goes_to_where_units_begin(at: int, by: int, to: int) -> None:
    assert moved(Caret(at), WORDS, by).at == to


def test_a_selection_grows_by_whole_units_and_keeps_what_was_taken_when_it_changes_sides() -> None:
    word = taken(Span(2, 3))
    grown = moved(word, WORDS, 1)
    assert grown.selection == (2, 7)
    assert moved(grown, WORDS, -1).selection == (2, 3)
    over_there = moved(moved(grown, WORDS, -1), WORDS, -1)
    assert over_there.selection == (0, 3)
    assert moved(over_there, WORDS, 1).selection == (2, 3)
    assert moved(swapped(grown), WORDS, -1).selection == (0, 7)


@given(
    st.integers(0, 8),
    st.lists(st.sampled_from(["l", "h", "w", "b", "o", "v"]), max_size=30),
)
@settings(max_examples=200, deadline=None)
def test_no_motion_leaves_the_text_or_an_empty_selection(start: int, keys: list[str]) -> None:
    caret = Caret(start)
    blocks = READ.blocks
    units = {"w": WORDS, "b": WORDS}
    for key in keys:
        if key == "v":
            caret = dropped(caret) if caret.anchor is not None else taken(Span(caret.at, caret.at + 1))
        elif key == "o":
            caret = swapped(caret)
        else:
            caret = moved(caret, units.get(key) or characters(blocks, caret), 1 if key in "lw" else -1)
        selection = caret.selection
        assert 0 <= caret.under < len(READ.text)
        assert selection is None or 0 <= selection.start < selection.end <= len(READ.text)
        assert selection is None or selection.start <= caret.under < selection.end


def test_sentences_cover_a_block_with_their_closing_marks() -> None:
    text = "路修好了。“真快！”他说：还差3.5公里；明年再修"
    read = [text[start:end] for start, end in sentences(text, Span(0, len(text)))]
    assert read == ["路修好了。", "“真快！”", "他说：还差3.5公里；", "明年再修"]


@pytest.mark.parametrize(
    ("at", "clause"), [("今年", "今年修路1,509公里"), ("09", "今年修路1,509公里"), ("通到", "通到林湾镇")]
)
def test_a_clause_is_what_stands_between_marks(at: str, clause: str) -> None:
    text = "他说：今年修路1,509公里，通到林湾镇。"
    assert text[slice(*clause_at(text, Span(0, len(text)), text.index(at)))] == clause


def test_snapping_goes_round_over_what_there_is() -> None:
    kinds = [Span(2, 3), None, Span(2, 3), Span(1, 6)]
    caret, seen = Caret(2), []
    for _press in range(3):
        caret = snapped(caret, kinds)
        seen.append(caret.selection)
    assert seen == [(2, 3), (1, 6), (2, 3)]
    assert snapped(Caret(4), [None]) == Caret(4)


def test_what_is_only_white_space_is_nothing() -> None:
    assert trimmed("甲 　\n", Span(1, 4)) is None
    assert trimmed(" 甲乙 ", Span(0, 4)) == (1, 3)


@given(st.integers(4, 60), st.data())
@settings(max_examples=60, deadline=None)
def test_lines_down_and_up_stay_in_the_text_and_come_back_to_the_column(
    width: int, data: st.DataObject
) -> None:
    page = Page(passages(LONG, unfolded=False), width)
    offsets = st.sampled_from([o for block in LONG.blocks[:6] for o in range(block.start, block.end)])
    start = data.draw(offsets)
    down = moved_by_line(Caret(start), page, 1)
    line = line_of(page, down.at)
    assert line is not None
    assert line.start <= down.at < line.end
    assert page.row_at(down.at) > page.row_at(start)
    back = moved_by_line(down, page, -1)
    assert page.row_at(back.at) == page.row_at(start)
    assert back.cell == down.cell


async def test_the_caret_and_what_it_selects_are_drawn_and_leave_no_trace() -> None:
    place = entity(READ, "林湾镇")
    async with reading(READ, layer(place), place.id) as (app, reader, pilot):
        before = app.cells()
        at = READ.text.index("林湾镇")
        reader.caret = Caret(at)
        await pilot.pause()
        grounds = {cell.style.bgcolor for cell in app.cells()}
        (block,) = [cell for cell in app.cells() if cell.style.bold and cell.style.underline]
        assert block.char == "林"
        assert app.rows[block.y].lstrip().startswith("|")
        reader.caret = taken(Span(at, at + 3))
        await pilot.pause()
        new = [cell for cell in app.cells() if cell.style.bgcolor not in grounds]
        assert "".join(cell.char for cell in new) == "林湾"
        reader.caret = None
        await pilot.pause()
        assert app.cells() == before


@pytest.mark.parametrize("theme", ["textual-dark", "ansi-dark"])
async def test_caret_and_selection_stand_out_without_colours(
    monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    place = entity(READ, "今年", "DATE")
    async with reading(READ, layer(place), place.id) as (app, reader, pilot):
        app.theme = theme
        at = READ.text.index("林湾镇")
        reader.caret = taken(Span(at, at + 3))
        await pilot.pause()
        assert app.drawn(reverse=True, bold=True) == "林湾镇"
        assert app.drawn(reverse=True, bold=True, underline2=True) == "镇"
