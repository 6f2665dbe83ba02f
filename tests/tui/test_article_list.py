"""The list of articles: moving, filtering, drawing only what changed, in every size."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual import events
from textual.widgets import Button

from tests.tui.list_app import MANY, Recording, Shelf, showing


async def test_a_row_has_its_title_on_the_first_line_and_its_facts_on_the_second() -> None:
    async with showing([7, 8]) as (app, _pilot):
        assert [line.rstrip() for line in app.lines()[:4]] == [
            "▌○ title 7",
            "▌  林甸县 · 2019-12-05 · 5 to review",
            " ○ title 8",
            "   林甸县 · 2019-12-05 · 5 to review",
        ]


async def test_the_cursor_moves_by_rows_and_stops_at_both_ends() -> None:
    async with showing([1, 2, 3]) as (app, pilot):
        app.pane.action_cursor_up()
        assert app.pane.cursor == 1
        app.pane.action_cursor_down(2)
        assert app.pane.cursor == 3
        app.pane.action_cursor_down()
        await pilot.pause()
        assert app.pane.cursor == 3
        assert app.highlighted == [3]


async def test_first_and_last() -> None:
    async with showing(MANY) as (app, _pilot):
        app.pane.action_last()
        assert (app.pane.cursor, app.pane.scroll_offset.y) == (100_000, 200_000 - 12)
        app.pane.action_first()
        assert (app.pane.cursor, app.pane.scroll_offset.y) == (1, 0)


async def test_a_page_moves_cursor_and_list_together() -> None:
    async with showing(MANY) as (app, _pilot):
        app.pane.action_cursor_down(2)
        app.pane.action_page_down()
        assert (app.pane.cursor, app.pane.scroll_offset.y) == (8, 10)
        app.pane.action_page_up()
        assert (app.pane.cursor, app.pane.scroll_offset.y) == (3, 0)
        app.pane.action_page_up()
        assert app.pane.cursor == 1


async def test_one_row_stays_in_view_beyond_the_cursor() -> None:
    async with showing(MANY) as (app, _pilot):
        app.pane.action_cursor_down(4)
        assert app.pane.scroll_offset.y == 0
        app.pane.action_cursor_down()
        assert app.pane.scroll_offset.y == 2
        app.pane.action_cursor_up(4)
        assert app.pane.scroll_offset.y == 0


async def test_of_many_moves_at_once_only_the_last_is_told() -> None:
    async with showing(MANY) as (app, pilot):
        for _ in range(30):
            app.pane.action_cursor_down()
        await pilot.pause()
        assert app.highlighted == [31]


async def test_moving_the_cursor_draws_two_rows_and_no_more() -> None:
    async with showing(MANY, size=(40, 40)) as (app, pilot):
        app.pane.action_cursor_down(3)
        await pilot.pause()
        app.pane.drawn.clear()
        app.pane.action_cursor_down()
        await pilot.pause()
        assert sorted(app.pane.drawn) == [6, 7, 8, 9]


async def test_opening_posts_the_article_under_the_cursor() -> None:
    async with showing([4, 5, 6]) as (app, pilot):
        app.pane.action_cursor_down()
        app.pane.action_open()
        await pilot.pause()
        assert app.opened == [5]


async def test_the_keys_of_the_keymap_move_and_open() -> None:
    async with showing(MANY) as (app, pilot):
        await pilot.press("j", "down", "k", "enter")
        assert (app.pane.cursor, app.opened) == (2, [2])
        await pilot.press("G")
        assert app.pane.cursor == 100_000
        await pilot.press("home", "pagedown")
        assert app.pane.cursor == 6


async def test_a_filter_leaves_the_cursor_on_its_article_and_on_its_line() -> None:
    async with showing(MANY) as (app, pilot):
        app.pane.move_to(500)
        line = 2 * 499 - app.pane.scroll_offset.y
        app.pane.set_ids(range(100, 100_001, 100), keep=500)
        await app.settle(pilot)
        assert app.pane.cursor == 500
        assert 2 * 4 - app.pane.scroll_offset.y == min(line, 8)
        assert app.highlighted == [500]
        app.pane.set_ids(MANY, keep=500)
        await app.settle(pilot)
        assert "▌○ title 500" in "\n".join(app.lines())
        assert app.highlighted == [500]


@pytest.mark.parametrize(
    ("left", "cursor"),
    [
        ([10, 20, 40, 50], 40),
        ([10, 20], 20),
        ([20, 40], 40),
        ([50, 40, 10], 40),
        ([10, 50, 60], 50),
        ([70, 80, 90], 90),
        ([70], 70),
    ],
    ids=["next", "none after", "next before previous", "other order", "nearest", "same index", "last"],
)
async def test_where_its_article_is_gone_the_cursor_goes_to_the_nearest(left: list[int], cursor: int) -> None:
    async with showing([10, 20, 30, 40, 50]) as (app, pilot):
        app.pane.action_cursor_down(2)
        await pilot.pause()
        app.pane.set_ids(left, keep=30)
        await app.settle(pilot)
        assert app.pane.cursor == cursor
        assert app.highlighted == [30, cursor]


async def test_a_new_list_begins_at_its_first_article() -> None:
    async with showing(MANY) as (app, pilot):
        app.pane.action_last()
        app.pane.set_ids(range(5, 900))
        await app.settle(pilot)
        assert app.pane.cursor == 5
        assert "title 5" in app.lines()[0]


async def test_a_click_moves_and_opens() -> None:
    async with showing([1, 2, 3]) as (app, pilot):
        await pilot.click(Recording, offset=(5, 3))
        assert (app.pane.cursor, app.highlighted, app.opened) == (2, [2], [2])
        await pilot.click(Recording, offset=(5, 9))
        assert (app.pane.cursor, app.opened) == (2, [2])


async def test_the_wheel_scrolls_and_the_next_key_comes_back_to_the_cursor() -> None:
    async with showing(MANY) as (app, pilot):
        for _ in range(8):
            app.pane.post_message(events.MouseScrollDown(app.pane, 5, 5, 0, 1, 0, False, False, False))
        await app.settle(pilot)
        assert app.pane.scroll_offset.y == 16
        assert app.pane.cursor == 1
        assert "title 9" in app.lines()[0]
        app.pane.action_cursor_down()
        assert app.pane.scroll_offset.y == 0


@pytest.mark.parametrize("size", [(23, 20), (60, 7)])
async def test_a_small_list_gives_a_row_one_line_and_the_one_under_the_cursor_all_that_it_takes(
    size: tuple[int, int],
) -> None:
    async with showing(MANY, size=size) as (app, pilot):
        for at in (1, 2):
            lines = [line.rstrip() for line in app.lines()]
            titles = [line for line in lines if "title" in line]
            assert titles[:3] == [f"{'▌' if n == at else ' '}○ title {n}" for n in (1, 2, 3)]
            first, end = lines.index(titles[at - 1]), lines.index(titles[at])
            told = " ".join(line.removeprefix("▌").strip() for line in lines[first + 1 : end])
            assert "林甸县 · 2019-12-05" in told
            await pilot.press("j")


async def test_a_title_that_is_cut_is_whole_under_the_cursor_and_a_click_finds_its_row() -> None:
    titles: dict[int, str | None] = {n: f"{n}{'山路通到了家门口' * 5}" for n in MANY[:40]}
    async with showing(MANY[:40], size=(30, 20), shelf=Shelf(titles=titles)) as (app, pilot):
        for at in (1, 2, 20, 40):
            app.pane.move_to(at)
            await app.settle(pilot)
            drawn = [line.removeprefix("▌").strip() for line in app.lines() if line.startswith("▌")]
            assert "".join(drawn).removeprefix("○ ").startswith(str(titles[at]))
            assert sum(f"{n}山" in line for line in app.lines() for n in [at]) == 1
        below = next(y for y, line in enumerate(app.lines()) if " ○ 37" in line)
        await pilot.click(app.pane, offset=(10, below + 1))
        await app.settle(pilot)
        assert app.opened == [37]


async def test_the_smallest_list_with_two_lines_a_row() -> None:
    async with showing(MANY, size=(30, 8)) as (app, _pilot):
        assert [line[:10].strip() for line in app.lines()[::2]] == [
            f"{'▌' * (n == 1)}○ title {n}" for n in range(1, 5)
        ]


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (5, 20), (20, 5), (24, 8), (41, 9), (200, 50)])
async def test_every_line_is_as_wide_as_the_list_in_any_terminal(size: tuple[int, int]) -> None:
    titles = [
        "[/摘要]",
        "\x1b[31m\u202e红\x00\n",
        "👨‍👩‍👧❤️",
        "𠀀𠀁",
        "长" * 400,
        None,
        "“引”——…",
        "e\u0301[@click=app.quit]点[/]",
    ]
    shelf = Shelf(titles=dict(enumerate(titles * 10)))
    async with showing(range(80), size=size, shelf=shelf) as (app, _pilot):
        width = app.pane.scrollable_content_region.width
        assert {cell_len(line) for line in app.lines()} == {width}


async def test_a_list_that_grows_over_its_height_makes_room_for_the_scrollbar() -> None:
    async with showing([1]) as (app, pilot):
        assert cell_len(app.lines()[0]) == 40
        app.pane.set_ids(MANY)
        await app.settle(pilot)
        assert cell_len(app.lines()[0]) == 39


async def test_an_empty_list_says_what_the_app_wants_it_to_say() -> None:
    async with showing([], size=(20, 9)) as (app, pilot):
        app.pane.empty = "没有符合条件的文章，按 Esc 清除[/筛选]"
        await pilot.pause()
        lines = app.lines()
        said = [y for y, line in enumerate(lines) if line.strip()]
        assert said == [3, 4, 5]
        assert "".join(lines[y].strip() for y in said).replace(" ", "") == app.pane.empty.replace(" ", "")
        assert all(
            abs(len(line) - len(line.lstrip()) - (len(line) - len(line.rstrip()))) <= 1 for line in lines
        )
        assert {cell_len(line) for line in lines} == {20}


async def test_an_empty_list_does_nothing() -> None:
    async with showing([]) as (app, pilot):
        for action in ("cursor_down", "cursor_up", "page_down", "page_up", "first", "last", "open"):
            await app.pane.run_action(action)
        app.pane.refresh_rows([1])
        await pilot.click(Recording, offset=(3, 3))
        assert app.pane.cursor is None
        assert (app.highlighted, app.opened, app.shelf.asked) == ([], [], [])


async def test_a_list_that_becomes_empty_and_is_filled_again() -> None:
    async with showing(MANY) as (app, pilot):
        app.pane.action_last()
        app.pane.set_ids([], keep=100_000)
        await app.settle(pilot)
        assert "".join(app.lines()).strip() == ""
        app.pane.set_ids(MANY, keep=100_000)
        await app.settle(pilot)
        assert "▌○ title 100000" in "\n".join(app.lines())


async def test_resizing_keeps_the_cursor_in_view_and_loads_what_comes_into_view() -> None:
    async with showing(MANY, size=(40, 10)) as (app, pilot):
        app.pane.move_to(50_000)
        await app.settle(pilot)
        for size in ((200, 50), (20, 5), (40, 10)):
            await pilot.resize_terminal(*size)
            await app.settle(pilot)
            assert "title 50000" in "\n".join(app.lines())
            assert all("…" not in line for line in app.lines())


async def test_the_cursor_shows_where_the_focus_is() -> None:
    async with showing([1, 2]) as (app, pilot):
        assert app.lines()[0].startswith("▌")
        app.query_one(Button).display = True
        app.query_one(Button).focus()
        await pilot.pause()
        assert app.lines()[0].startswith("▏")


async def test_the_open_article_is_marked_where_the_cursor_has_left_it() -> None:
    async with showing([1, 2, 3]) as (app, pilot):
        app.pane.opened = 2
        await pilot.pause()
        assert [line[0] for line in app.lines()[::2][:3]] == ["▌", "▸", " "]
        app.pane.drawn.clear()
        app.pane.opened = 3
        await pilot.pause()
        assert sorted(app.pane.drawn) == [2, 3, 4, 5]
        assert [line[0] for line in app.lines()[::2][:3]] == ["▌", " ", "▸"]


async def test_an_article_without_a_title_is_named_as_the_app_says() -> None:
    async with showing([1], shelf=Shelf(titles={1: None})) as (app, pilot):
        assert "untitled" in app.lines()[0]
        app.pane.untitled = "无题"
        await pilot.pause()
        assert "无题" in app.lines()[0]
