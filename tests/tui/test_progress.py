"""Progress as it is shown: in the title bar, and as bars that fit every terminal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from seeds.profile import bundled_profile
from store.progress import DAYS, Hand, Pace, Progress
from store.statistics.rates import Rate
from store.statistics.tally import BANDS, Counts, Statistics
from tests.tui.conftest import Opening
from tui import language
from tui.screens.progress import ProgressScreen, page
from tui.text.bars import bar, columns, parted
from tui.text.statistics_page import rate_told, statistics_page


def made(*hands: Hand) -> Progress:
    return Progress(
        counts={"new": 90_000, "reading": 1_000, "done": 8_204, "flagged": 796},
        suggestions=1_234_567,
        last=date(2026, 3, 9),
        days=tuple(range(DAYS)),
        hands=hands,
        today=Pace(12, 2400),
        week=Pace(90, 18000),
    )


WANG = Hand(annotator="王芳", days=(3,) * DAYS, today=Pace(3, 600), week=Pace(21, 4200))
LONG = Hand(annotator="a very long name of an annotator\x1b", days=(1,) * DAYS, today=Pace(), week=Pace())


@pytest.mark.parametrize("width", [16, 28, 34, 60, 72])
@pytest.mark.parametrize("hands", [(), (WANG,), (WANG, LONG)])
def test_a_page_has_the_figures_and_fits(width: int, hands: tuple[Hand, ...]) -> None:
    lines = page(made(*hands), width).plain.split("\n")
    shown = "\n".join(lines)
    assert "8,204" in shown
    assert "18" in shown
    assert "5,056 h" in shown
    assert "\x1b" not in shown
    drawn = [line for line in lines if any(block in line for block in "█▓▒░▏▎▍▌▋▊▉▁▂▃▄▅▆▇")]
    assert len(drawn) == 2 + len(hands)
    assert all(cell_len(line) <= width for line in drawn)


MANY = Counts(accepted=9_012, corrected=310, rejected=678, added=45, in_bulk=4_000)
STATISTICS = Statistics(
    articles=812,
    whole=MANY,
    kinds={"indicator": MANY, "LOC": Counts(accepted=3, rejected=1), "a type\x1b of long name": MANY},
    bands=(Counts(),) * (len(BANDS) - 1) + (MANY,),
    fields={("indicator", "metric"): 200, ("LOC", "boundary"): 110},
    annotators={"a very long name of an annotator\x1b": MANY, "王芳": Counts(added=2)},
    days={(date(2026, 3, 9), "王芳"): MANY},
    seen_again=Rate(198, 200),
)


@pytest.mark.parametrize("tongue", ["en", "zh"])
@pytest.mark.parametrize("width", [16, 34, 72])
def test_statistics_say_how_sure_they_are_and_their_tables_fit(width: int, tongue: str) -> None:
    language.use(tongue)
    lines = [line.plain for line in statistics_page(STATISTICS, bundled_profile(), date(2026, 3, 9), width)]
    shown = "\n".join(lines)
    assert "90.1% (89.5%–90.7%)" in shown
    assert "99.0% (96.4%–99.7%)" in shown
    assert "\x1b" not in shown
    assert "95%–100%" in shown or width < 34
    rows = [line for line in lines if "10,000" in line]
    assert len(rows) == 4
    assert all(cell_len(line) <= width for line in rows)


def test_of_few_nothing_is_said_in_per_cent() -> None:
    assert rate_told(Rate(4, 4)) == "4 of 4: too few to tell"
    assert rate_told(Rate(0, 0)) == "0 of 0: too few to tell"
    assert rate_told(Rate(10, 10)) == "100.0% (72.2%–100.0%)"


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=6), st.integers(6, 80))
def test_the_parts_of_a_bar_come_to_its_width_and_none_is_lost(counts: list[int], width: int) -> None:
    cells = parted(counts, width)
    assert sum(cells) == (width if any(counts) else 0)
    assert all((size > 0) == (count > 0) for size, count in zip(cells, counts, strict=True))


@given(st.floats(0, 1), st.integers(1, 60))
def test_a_bar_is_as_long_as_its_share(share: float, width: int) -> None:
    drawn = bar(share, width)
    assert len(drawn) <= width
    assert bool(drawn) == (share > 0)
    assert abs(len(drawn) - share * width) <= 1


def test_columns_are_as_high_as_their_counts() -> None:
    assert columns([0, 1, 4, 8]) == [" ", "▁", "▄", "█"]
    assert columns([]) == []


async def test_the_title_bar_says_how_far_the_project_is(opening: Opening) -> None:
    async with opening() as driven:
        assert "0 / 3 done" in driven.screen().split("\n")[0]
        await driven.press("d")
        assert "1 / 3 done" in driven.screen().split("\n")[0]
        await driven.press("u")
        assert "0 / 3 done" in driven.screen().split("\n")[0]


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (120, 36), (20, 5)])
@pytest.mark.parametrize("tongue", ["en", "zh"])
async def test_progress_is_seen_in_every_size(opening: Opening, size: tuple[int, int], tongue: str) -> None:
    language.use(tongue)
    async with opening(size=size) as driven:
        await driven.press("d", "P")
        assert isinstance(driven.app.screen, ProgressScreen)
        assert "░" in driven.screen()
        await driven.press("j", "k", "space", "b", "escape")
        assert driven.bench.is_current


async def test_what_is_shown_is_what_the_project_holds(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opening(size=(120, 60)) as driven:
        await driven.press("a", "x", "d", "P")
        await driven.until(lambda: "2 decisions" in driven.screen())
        screen = driven.screen()
        assert "33.3%" in screen
        assert "34 suggestions wait" in screen
        assert "wang" in screen
        assert "2 decisions · 1 article" in screen
        assert "right as suggested: 1 of 2: too few to tell" in screen
        assert "No decision has been seen by a second person yet" in screen
        await driven.press("E", *["down"] * 2, "enter")
        saved = tmp_path / "project-statistics.csv"
        await driven.until(saved.exists)
        assert "annotators,wang,accepted,1" in saved.read_text("utf-8-sig").splitlines()
        assert "saved: project-statistics.csv" in driven.screen()
