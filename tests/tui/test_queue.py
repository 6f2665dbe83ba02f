"""Going through an article's annotations: by type, by certainty, with counts, and once more."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from textual._xterm_parser import XTermParser
from textual.events import Key

from seeds.article import Entity, Indicator
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import current_text, go_to, kept, layer_of
from tui.widgets.bars import TitleBar


def confidence(driven: Driven) -> float:
    chosen = driven.bench.session.chosen()
    assert chosen is not None
    return chosen.confidence


def states(driven: Driven) -> list[str]:
    return [annotation.state for annotation in layer_of(driven).queue()]


async def test_y_goes_to_the_next_suggestion_of_the_same_type_and_round(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "青石县48")
        await driven.press("y")
        assert current_text(driven) == "周明"
        await driven.press("y")
        assert current_text(driven) == "青石县48"
        await driven.press("Y")
        assert current_text(driven) == "周明"
        await go_to(driven, "3566户")
        await driven.press("y")
        assert current_text(driven) == "1509户"
        await driven.press("Y", "Y")
        assert current_text(driven) == "1.6亿元"


async def test_y_passes_over_what_is_decided_and_says_where_nothing_is_left(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "周明")
        await driven.press("a", "left")
        assert current_text(driven) == "周明"
        await driven.press("y")
        assert current_text(driven) == "青石县48"
        await driven.press("y")
        assert current_text(driven) == "青石县48"
        assert "No other suggestion of this type waits" in driven.screen()


async def test_s_takes_the_most_uncertain_first_says_so_and_goes_back(opening: Opening) -> None:
    async with opening() as driven:
        assert "uncertain first" not in driven.screen()
        await driven.press("s")
        assert current_text(driven) == "周明"
        assert "uncertain first" in driven.screen().splitlines()[0]
        seen = []
        for _suggestion in range(11):
            seen.append(confidence(driven))
            await driven.press("a")
        assert seen == sorted(seen)
        await driven.press("s")
        assert driven.bench.query_one(TitleBar).mode == ""


async def test_the_order_is_kept_in_the_next_article(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("s", "d")
        assert current_text(driven) == "周明"


async def test_back_in_reading_order_decisions_go_on_in_the_text(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("s", "s")
        assert current_text(driven) == "周明"
        await driven.press("1")
        assert current_text(driven) == "1.6亿元"


async def test_a_count_before_a_motion_or_a_decision(opening: Opening) -> None:
    async with opening() as driven:
        first = current_text(driven)
        await driven.press("alt+3")
        assert " 3× " in driven.screen().splitlines()[0]
        await driven.press("right")
        assert "×" not in driven.screen().splitlines()[0]
        moved = current_text(driven)
        await driven.press("left", "left", "left")
        assert current_text(driven) == first
        await driven.press("right", "right", "right")
        assert current_text(driven) == moved
        await driven.press("alt+2", "a")
        assert states(driven).count("accepted") == 2
        await driven.press("alt+2", "u")
        assert states(driven).count("accepted") == 0


async def test_a_count_of_decisions_ends_at_the_last_suggestion(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("n", "n")
        await driven.press("alt+9", "alt+9", "a")
        assert states(driven).count("accepted") == 10
        assert states(driven).count("suggested") == 2


async def test_a_count_is_dropped_by_escape_and_by_what_cannot_be_counted(opening: Opening) -> None:
    async with opening() as driven:
        pane = driven.bench.pane
        await driven.press("alt+4", "escape")
        assert driven.bench.count == 0
        assert driven.bench.pane == pane
        await driven.press("alt+4", "t", "escape")
        assert driven.bench.count == 0
        before = driven.bench.session.current
        await driven.press("right")
        assert driven.bench.session.current != before


async def test_a_count_moves_a_boundary_by_so_many(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "青石县48")
        await driven.press("alt+2", "less_than_sign")
        assert current_text(driven) == "青石县"


async def test_dot_repeats_a_type_a_boundary_and_a_decision(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "林晓")
        await driven.press("3")
        await go_to(driven, "周明")
        rid = driven.bench.session.current or ""
        await driven.press("full_stop")
        repeated = layer_of(driven).annotations[rid]
        assert isinstance(repeated, Entity)
        assert repeated.type == next(kind.code for kind in driven.bench.profile.types if kind.key == "3")
        await go_to(driven, "3566户")
        await driven.press("less_than_sign")
        await go_to(driven, "1509户")
        await driven.press("full_stop")
        assert current_text(driven) == "1509"
        await go_to(driven, "2057户")
        rid = driven.bench.session.current or ""
        await driven.press("x", "alt+3", "full_stop")
        assert layer_of(driven).annotations[rid].state == "rejected"
        assert states(driven).count("rejected") >= 2


async def test_dot_sets_the_same_field_in_the_next_record_but_never_its_number(
    opening: Opening, place: Path
) -> None:
    async with opening() as driven:
        aid = layer_of(driven).aid
        await go_to(driven, "1509户")
        await driven.press("e", "tab", "tab")
        await driven.type("种植户")
        await driven.press("enter")
        await go_to(driven, "2057户")
        rid = driven.bench.session.current or ""
        await driven.press("full_stop")
    repeated = kept(place, aid).annotations[rid]
    assert isinstance(repeated, Indicator)
    assert (repeated.metric, repeated.value) == ("种植户", Decimal(2057))
    assert repeated.state == "corrected"


async def test_dot_says_where_there_is_nothing_to_repeat(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("full_stop")
        assert "Nothing was done yet" in driven.screen()


async def test_alt_with_a_digit_counts_as_terminals_send_it(opening: Opening) -> None:
    """Most send Escape and the digit, which Textual takes for what a Mac types with Option."""
    async with opening() as driven:
        for number, digit in enumerate("1234567890"):
            (key,) = XTermParser().feed(f"\x1b{digit}")
            assert isinstance(key, Key)
            await driven.pilot.press(key.key)
            assert driven.bench.count == (number + 1) % 10
            await driven.press("escape")


async def test_a_tag_that_is_current_is_named_where_the_panel_is_hidden(opening: Opening) -> None:
    async with opening(size=(40, 10)) as driven:
        await driven.press("f3", "alt+1", "alt+0", "n")
        assert "▸ #产业扶贫" in driven.screen()
        await driven.press("left")
        assert "▸ #" not in driven.screen()
