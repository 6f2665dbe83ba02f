"""A window on a long list keeps the cursor in view and scrolls no further than it must."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.list_order import ListOrder
from tui.widgets.list_window import Window, place_for_cursor

windows = st.builds(
    Window,
    rows=st.integers(1, 60),
    row_height=st.integers(1, 2),
    height=st.integers(2, 40),
    top=st.integers(0, 130),
    unfolded=st.just(0),
    extra=st.just(0),
)
unfolded = st.builds(
    lambda window, part, extra: window._replace(
        unfolded=int(part * (window.rows - 1)), extra=min(extra, window.height - window.row_height)
    ),
    windows,
    st.floats(0, 1),
    st.integers(0, 8),
)


@given(unfolded)
def test_the_row_of_the_cursor_is_in_view_and_the_window_within_the_list(window: Window) -> None:
    cursor = window.unfolded
    top = window.top_for(cursor)
    assert top <= window.line_of(cursor)
    assert window.line_of(cursor + 1) <= top + window.height
    assert top == 0 or top + window.height <= window.lines
    settled = window._replace(top=top)
    assert settled.top_for(cursor) == top
    assert cursor in settled.near()


@given(unfolded)
def test_every_line_belongs_to_one_row(window: Window) -> None:
    rows = [window.row_at(line) for line in range(window.lines)]
    lengths = [window.row_height + window.extra * (row == window.unfolded) for row in range(window.rows)]
    assert rows == [(row, line) for row, length in enumerate(lengths) for line in range(length)]


def test_rows_in_view_are_counted_in_part_too() -> None:
    assert Window(rows=100, row_height=2, height=5, top=3).near() == range(1, 4)
    assert Window(rows=100, row_height=2, height=4, top=2).near() == range(1, 3)
    assert Window(rows=100, row_height=2, height=4, top=2).near(pages=1) == range(5)
    assert Window(rows=3, row_height=2, height=40, top=0).near(pages=1) == range(3)


@given(
    new=st.lists(st.integers(0, 30), unique=True, max_size=20),
    old=st.lists(st.integers(0, 30), unique=True, min_size=1, max_size=20),
    part=st.floats(0, 0.999),
)
def test_the_cursor_stays_with_its_article_or_the_nearest_that_stayed(
    new: list[int], old: list[int], part: float
) -> None:
    index = int(part * len(old))
    place = place_for_cursor(ListOrder(new), old[index], ListOrder(old), index)
    assert 0 <= place < max(1, len(new))
    stayed = [abs(at - index) for at, aid in enumerate(old) if aid in new]
    if stayed:
        assert abs(old.index(new[place]) - index) == min(stayed)
