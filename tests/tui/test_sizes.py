"""Every size and every character: nothing is wider than its place, whatever the window and the text."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events
from textual.widgets import Input

from seeds.article import Check, Entity, Extraction, Indicator, Tag
from seeds.profile import bundled_profile
from store.project import Project
from tests.building import make_article, make_entity, make_indicator, make_tag
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import go_to
from tests.tui.measuring import measuring
from tests.tui.reading import layer
from tui import language
from tui.app import PiyueApp
from tui.config import configured
from tui.preferences import read_preferences
from tui.screens.pane_widths import LEAST, LEAST_READER, SIDES, fitting
from tui.text.visible import visible
from tui.text.width import cell_width
from tui.widgets.key_hints import KeyHints
from tui.widgets.panel_lines import panel_lines
from tui.widgets.record_lines import check_lines, record_lines

STRANGE = "贫困𠀀𠮷“”……——①℃★●█e\u0301👨\u200d👩\u200d👧👍🏽🇨🇳❤\ufe0f\u202e\x1b\t　"
strange = st.text(st.sampled_from(STRANGE) | st.characters(), max_size=60)


def fills(driven: Driven) -> bool:
    """Whether every row of the screen is as wide as the terminal, and there are as many as it has."""
    rows = driven.screen().split("\n")
    width, height = driven.app.size
    return len(rows) == height and {cell_len(row) for row in rows} == {width}


def widths(driven: Driven) -> tuple[int, int, int]:
    """The columns of the list, the article and the panel."""
    list_, reader, panel = (driven.bench.query_one(f"#{n}-pane") for n in ("list", "reader", "panel"))
    return list_.region.width, reader.region.width, panel.region.width


# The panes


@given(st.sampled_from(SIDES), st.integers(-5, 400), st.integers(80, 400), st.integers(0, 100))
def test_a_pane_leaves_the_article_its_columns_and_never_says_too_little(
    pane: str, wanted: int, window: int, others: int
) -> None:
    width = fitting(pane, wanted, window, others)  # type: ignore[arg-type]
    assert width >= LEAST[pane]
    assert width == LEAST[pane] or window - others - width >= LEAST_READER
    if LEAST[pane] <= wanted <= window - others - LEAST_READER:
        assert width == wanted


async def test_panes_are_widened_hidden_and_kept(opening: Opening) -> None:
    async with opening(size=(140, 40)) as driven:
        first = widths(driven)
        await driven.press("f4", "equals_sign", "ctrl+right", "f2", "underscore")
        assert widths(driven) == (first[0] - 4, first[1] - 4, first[2] + 8)
        await driven.press("H")
        assert widths(driven)[0] == 0
        assert driven.bench.pane == "reader"
        await driven.press("f2")
        assert widths(driven)[0] == first[0] - 4
        for key in ("f4", "Z"):  # faster than the focus follows
            driven.app.post_message(events.Key(key, None))
        await driven.settle()
        assert widths(driven) == (0, 140, 0)
        assert driven.app.focused is driven.bench.reader
        assert driven.bench.pane == "reader"
        await driven.press("equals_sign")
        assert "no width to change" in driven.screen()
        await driven.press("Z")
    assert read_preferences().hidden == {"list"}
    async with opening(size=(140, 40)) as driven:
        await driven.press("f3")
        assert widths(driven) == (0, 140 - first[2] - 8, first[2] + 8)
        await driven.pilot.resize_terminal(90, 30)
        assert widths(driven)[1] >= LEAST_READER
        await driven.press("vertical_line")
        await driven.pilot.resize_terminal(140, 40)
        await driven.settle()
        assert widths(driven) == first
    assert read_preferences().list_width is None


async def test_the_mouse_draws_the_borders(opening: Opening) -> None:
    async with opening(size=(160, 40)) as driven:
        first = widths(driven)
        for border, by in ((first[0] - 1, 6), (first[0] + 6 + first[1] - 6, -5)):
            await driven.pilot.mouse_down(offset=(border, 12))
            await driven.pilot.hover(offset=(border + by, 20))
            await driven.pilot.mouse_up(offset=(border + by, 20))
            await driven.settle()
        assert widths(driven) == (first[0] + 6, first[1] - 11, first[2] + 5)
        await driven.pilot.hover(offset=(80, 20))
        await driven.settle()
        assert widths(driven)[0] == first[0] + 6
        await driven.pilot.click(offset=(first[0] + 5, 12), times=2)
        await driven.settle()
        assert widths(driven) == first


# Any size at any moment

SIZES = [(170, 40), (80, 24), (60, 20), (40, 10), (20, 5), (3, 2), (120, 36)]
MOMENTS: dict[str, tuple[str, ...]] = {
    "editing": ("e", "0", ".", "8"),
    "filter": ("f2", "slash", "村"),
    "caret": ("f3", "i", "v"),
    "prompt": ("t", "脱", "贫"),
    "everywhere": ("a", "left", "asterisk"),
    "search": ("ctrl+f", "村"),
    "help": ("question_mark",),
}


async def test_the_window_may_change_at_any_moment(opening: Opening) -> None:
    chance = Random(7)
    async with opening(size=(120, 36)) as driven:
        await go_to(driven, "0.74%")
        for moment, keys in MOMENTS.items():
            await driven.pilot.press(*keys)
            focused = driven.app.focused
            typed = focused.value if isinstance(focused, Input) else None
            for size in chance.sample(SIZES, 2):
                await driven.pilot.resize_terminal(*size)
                assert fills(driven), (moment, size)
            assert driven.app.focused is focused, moment
            if isinstance(focused, Input):
                assert focused.value == typed, moment
            await driven.pilot.press(*["escape"] * 3)
            assert driven.app.screen is driven.bench, moment


async def test_what_a_box_stands_over_is_laid_out_for_the_new_window(opening: Opening) -> None:
    async with opening(size=(140, 40)) as driven:
        await driven.press("t")
        await driven.pilot.resize_terminal(60, 20)
        await driven.settle()
        assert driven.bench.has_class("-narrow")
        await driven.press("escape")
        assert sorted(widths(driven)) == [0, 0, 60]


BOXES = ("t", "c", "f", "L", "C", "I", "A", "P", "number_sign", "ctrl+f", "ctrl+o", "E")


@pytest.mark.parametrize("spoken", ["en", "zh"])
async def test_in_the_smallest_window_every_box_shows_its_way_back(opening: Opening, spoken: str) -> None:
    language.use(spoken)
    async with opening(size=(40, 10)) as driven:
        await driven.press("f4")
        for key in BOXES:
            await driven.press(key)
            assert driven.app.screen is not driven.bench, key
            assert fills(driven), key
            hints = driven.app.screen.query_one(KeyHints)
            assert driven.app.screen.region.contains_region(hints.region), key
            assert hints.region.height == 1, key
            assert "Esc" in driven.screen().split("\n")[hints.region.y], key
            await driven.press("escape")
        await driven.press("H")
        told = language._("One pane has the window to itself: hiding shows where there is room for more")
        assert "".join(told.split()) in "".join(driven.screen().split())


# Every character


def record(text: str, **fields: object) -> Indicator:
    """A record that is called so in every field."""
    named = {"metric": text, "unit": text, "place": text, "period": text, "rule": text}
    return Indicator(
        **{"id": "i0-1", "start": 0, "end": 1, "text": text, "value": Decimal(48), **named, **fields}  # type: ignore[arg-type]
    )


@given(strange, st.integers(8, 90), st.booleans())
@settings(max_examples=120)
def test_no_line_of_the_panel_is_wider_than_the_panel(text: str, width: int, at_record: bool) -> None:
    entity = Entity(id="e1-2", start=1, end=2, text=text, type="TERM", value=text, rule=text)
    shown = layer(record(text), entity, Tag(id="t", label=text))
    check = Check(kind="sum", message=text, holds=False, indicators=("i0-1",))
    current = "i0-1" if at_record else "e1-2"
    lines = panel_lines(shown, (check,), bundled_profile(), width, current)
    told = ["".join(piece.text for piece in line.pieces) for line in lines]
    assert max(map(cell_len, told)) <= width
    about = "".join(
        "".join(line.split()) for line, drawn in zip(told, lines, strict=True) if drawn.rid == current
    )
    assert "".join(visible(text).split()) in about


def test_the_current_record_is_whole_and_the_others_are_cut() -> None:
    long = record("建档立卡贫困户危房改造任务完成率", place="内蒙古自治区兴安盟扎赉特旗")

    def told(*, whole: bool) -> list[str]:
        lines = record_lines(long, (), "", 24, whole=whole)
        return ["".join(piece.text for piece in line.pieces).strip() for line in lines]

    cut, full = told(whole=False), told(whole=True)
    assert len(cut) == 2
    assert all("…" in line for line in cut)
    assert "".join(full).replace("? ", "").startswith("建档立卡贫困户危房改造任务完成率48 建档立卡")


def test_the_same_check_is_said_once_with_its_count() -> None:
    same = [Check(kind="sum", message="67个 = 67个", holds=True, indicators=())] * 1898
    other = Check(kind="sum", message="67个 = 67个", holds=False, indicators=())
    lines = ["".join(piece.text for piece in line.pieces) for line in check_lines([*same, other], 40, None)]
    assert lines == ["  ✓ 67个 = 67个 ×1,898", "  ✗ 67个 = 67个"]


@pytest.fixture
def strange_place(tmp_path: Path) -> Path:
    """A project of one article with strange characters everywhere."""
    text = f"“{STRANGE}”" * 3
    article = make_article(text, (f"{text}有48个村，" * 9,), source=text, path="articles/“👨\u200d👩”.txt")
    found = Extraction(
        indicators=(make_indicator(article, "48个", text, "48", "个", place=text, period=text),),
        entities=(make_entity(article, STRANGE[:6], "TERM"),),
        tags=(make_tag(text),),
        place=text,
    )
    with Project.create(tmp_path / "“strange”…①", annotator="“wang”①") as project:
        project.add(article, found)
    return project.path


@pytest.mark.parametrize("cells", [1, 2])
async def test_strange_characters_never_break_a_row(strange_place: Path, cells: int) -> None:
    config = configured(tomllib.loads(f"[interface]\nambiguous = {cells}"))
    app = PiyueApp(Project.open(strange_place, annotator="“wang”①"), config)
    with measuring(cells):
        await _walk(app, cells)


async def _walk(app: PiyueApp, cells: int) -> None:
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        driven = Driven(app, pilot)
        await driven.settle()
        for at, keys in enumerate(("f2", "f3", "l e", "escape escape t", "escape L", "escape f4")):
            await pilot.press(*keys.split())
            width = (120, 61)[at % 2]
            await pilot.resize_terminal(width, 30)
            await driven.settle()
            assert fills(driven), (keys, width)
            odd = [row for row in driven.screen().split("\n") if cell_width(row) != width]
            assert not odd, (keys, width)
            if cells == 2:
                assert not set("─│╭━┃█▌○●") & set(driven.screen())
