"""What a row of the list of articles says, and that it always fits."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from store.layer import Verdict
from tui.text.names import VERDICT_MARKS
from tui.widgets.article_row import Edge, Piece, facts, facts_line, title_line


@dataclass(frozen=True)
class FakeRow:
    """An article of the list."""

    aid: int = 1
    verdict: Verdict = "new"
    title: str | None = "山路通了"
    place: str | None = "林甸县"
    published: str | None = "2019-12-05"
    source: str | None = "某日报"
    indicators: int = 20
    unreviewed: int = 5
    failing: int = 0
    unclear: int = 0
    comments: int = 0


HOSTILE = [
    "[/摘要]",
    "[b]x[/b]",
    "\x1b[31m",
    "\r\n",
    "\t",
    "\u202e",
    "👨‍👩‍👧",
    "❤️",
    "𠀀",
    "e\u0301",
    "\u200d",
    "“”",
    "ｶﾞ",
    "　",
]
any_text = st.none() | st.lists(
    st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=()), max_size=30), max_size=8
).map("".join)
rows = st.none() | st.builds(
    FakeRow,
    verdict=st.sampled_from(get_args(Verdict)),
    title=any_text,
    place=any_text,
    published=any_text,
    source=any_text,
    indicators=st.integers(0, 10**6),
    unreviewed=st.integers(0, 10**6),
)


def text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


@settings(max_examples=120, deadline=None)
@given(row=rows, edge=st.sampled_from(get_args(Edge)), width=st.integers(0, 90), untitled=any_text.map(str))
def test_every_line_is_exactly_as_wide_as_the_list(
    row: FakeRow | None, edge: Edge, width: int, untitled: str
) -> None:
    for pieces in (title_line(row, edge, width, untitled), facts_line(row, edge, width)):
        assert cell_len(text(pieces)) == width
        assert sum(cell_len(piece.text) for piece in pieces) == width
        assert "Cc" not in map(unicodedata.category, text(pieces))


@pytest.mark.parametrize("mark", VERDICT_MARKS.values())
def test_marks_of_verdicts_are_one_cell_wide_and_differ(mark: str) -> None:
    assert cell_len(mark) == 1
    assert list(VERDICT_MARKS.values()).count(mark) == 1


def test_a_title_is_cut_at_the_edge_of_the_list() -> None:
    assert text(title_line(FakeRow(title="山路通了灯也亮了"), "plain", 11, "-")) == " ○ 山路通… "
    assert text(title_line(FakeRow(title="山路通了"), "plain", 11, "-")) == " ○ 山路通了"


def test_markup_in_a_title_is_just_text() -> None:
    assert (
        text(title_line(FakeRow(title="[@click=app.quit]点[/]"), "plain", 25, "-"))
        == " ○ [@click=app.quit]点[/]"
    )


@pytest.mark.parametrize("title", [None, "", " \u3000"])
def test_an_article_without_a_title_says_so_in_another_style(title: str | None) -> None:
    pieces = title_line(FakeRow(title=title), "plain", 20, "untitled")
    assert Piece("untitled", "untitled") in pieces


def test_a_title_of_megabytes_is_cut_like_any_other() -> None:
    assert text(title_line(FakeRow(title="长" * 3_000_000), "plain", 9, "-")) == " ○ 长长… "


@pytest.mark.parametrize(
    ("edge", "first", "second"),
    [("cursor", "▌", "▌"), ("resting", "▏", "▏"), ("open", "▸", " "), ("plain", " ", " ")],
)
def test_the_cursor_is_a_bar_along_the_row_and_the_open_article_an_arrow(
    edge: Edge, first: str, second: str
) -> None:
    assert text(title_line(FakeRow(), edge, 20, "-"))[0] == first
    assert text(facts_line(FakeRow(), edge, 20))[0] == second


def test_the_title_under_the_cursor_has_a_style_of_its_own_with_or_without_the_focus() -> None:
    assert Piece("山路通了", "current") in title_line(FakeRow(), "cursor", 20, "-")
    assert Piece("山路通了", "current") in title_line(FakeRow(), "resting", 20, "-")
    assert Piece("山路通了", "title") in title_line(FakeRow(), "open", 20, "-")


def test_a_row_that_is_not_loaded_yet_is_a_quiet_ellipsis() -> None:
    assert text(title_line(None, "plain", 8, "-")).strip() == "…"
    assert text(facts_line(None, "plain", 8)).strip() == ""


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (60, "林甸县 · 2019-12-05 · 20 figures · 5 to review"),
        (46, "林甸县 · 2019-12-05 · 20 figures · 5 to review"),
        (45, "林甸县 · 2019-12-05 · 5 to review"),
        (32, "林甸县 · 2019-12-05 · 5?"),
        (23, "林甸… · 2019-12-05 · 5?"),
        (22, "2019-12-05 · 5?"),
    ],
)
def test_facts_get_shorter_with_the_list_and_keep_what_waits_for_review(width: int, told: str) -> None:
    assert facts(FakeRow(), width) == told


def test_a_reviewed_article_says_only_how_many_figures_it_has() -> None:
    assert facts(FakeRow(unreviewed=0), 60) == "林甸县 · 2019-12-05 · 20 figures"
    assert facts(FakeRow(unreviewed=0), 25) == "林甸县 · 2019-12-05 · 20"
    assert facts(FakeRow(unreviewed=0, indicators=1), 60) == "林甸县 · 2019-12-05 · 1 figure"


def test_what_is_not_known_leaves_no_gap() -> None:
    assert facts(FakeRow(place=None), 60) == "某日报 · 2019-12-05 · 20 figures · 5 to review"
    assert facts(FakeRow(place=None, source=None, published=None), 60) == "20 figures · 5 to review"


def test_the_time_of_day_is_left_out() -> None:
    assert (
        facts(FakeRow(published="2019-12-05T08:30", unreviewed=0), 60) == "林甸县 · 2019-12-05 · 20 figures"
    )
    assert facts(FakeRow(published="2019-12", unreviewed=0), 60) == "林甸县 · 2019-12 · 20 figures"


def test_what_somebody_should_look_at_has_a_sign_with_its_number() -> None:
    told = facts(FakeRow(failing=2, unclear=1, comments=3), 60)
    assert told.endswith('· ✗2 !1 "3')
    assert facts(FakeRow(comments=1), 34).endswith('· "1')
