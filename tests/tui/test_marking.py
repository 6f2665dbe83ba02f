"""New annotations by keys and by mouse: the caret, its selection, candidates, and what is made of them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from textual.widgets import Input

from seeds.article import Annotation, Entity, Indicator
from store.layer import plain
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import current_text, go_to, kept, layer_of
from tui.commands import COMMANDS
from tui.keymap import aliases
from tui.widgets.bars import KeyBar
from tui.widgets.reader import Reader
from tui.widgets.reader_caret import Caret
from tui.widgets.reader_page import Place
from tui.widgets.record_form import RecordForm


def reader_of(driven: Driven) -> Reader:
    return driven.bench.query_one(Reader)


def selected(driven: Driven) -> str | None:
    """The text that the caret selects."""
    caret, article = reader_of(driven).caret, driven.bench.session.article
    assert article is not None
    return article.text[slice(*caret.selection)] if caret and caret.selection else None


def under(driven: Driven) -> str | None:
    """The character under the caret; None where there is no caret."""
    caret, article = reader_of(driven).caret, driven.bench.session.article
    assert article is not None
    return article.text[caret.under] if caret else None


def added(driven: Driven) -> list[Annotation]:
    """What a person put into the article."""
    return [a for a in layer_of(driven).annotations.values() if a.state == "added"]


def offset_of(driven: Driven, surface: str) -> int:
    article = driven.bench.session.article
    assert article is not None
    return article.text.index(surface)


async def caret_at(driven: Driven, surface: str) -> None:
    """Put the caret on the first character of a text."""
    driven.bench.place_caret(Caret(offset_of(driven, surface)))
    driven.bench.action_show_pane("reader")
    await driven.settle()


async def mouse_over(driven: Driven, surface: str) -> tuple[int, int]:
    """The cell of the reader that shows the first character of a text."""
    reader = reader_of(driven)
    page = reader._page
    assert page is not None
    press = reader._ready(page)
    offset = offset_of(driven, surface)
    row = page.row_at(offset)
    for x in range(reader.size.width):
        place: Place | None = press.place_at(x, row)
        if place is not None and reader.offset_of(place) == offset:
            return x, row - reader.scroll_offset.y
    raise AssertionError(f"{surface} is not on the screen")


async def test_a_span_of_three_words_takes_four_keys_from_the_caret(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await caret_at(driven, "食用菌的")
        await driven.press("v", "w", "w", "7")
        assert current_text(driven) == "食用菌的1509"
        aid = layer_of(driven).aid
    (made,) = [a for a in kept(place, aid).annotations.values() if a.state == "added"]
    assert isinstance(made, Entity)
    assert (made.type, made.text) == ("TERM", "食用菌的1509")


async def test_a_candidate_takes_two_keys(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await go_to(driven, "林晓")
        await driven.press("m")
        first = selected(driven)
        assert first is not None
        await driven.press("4")
        (made,) = added(driven)
        assert isinstance(made, Entity)
        assert (made.text, made.type) == (first, "DATE")
        assert current_text(driven) == first
        assert reader_of(driven).caret is None


async def test_candidates_go_round_and_are_never_what_is_marked_or_was_rejected(opening: Opening) -> None:
    async with opening() as driven:
        spans = {(a.start, a.end) for a in layer_of(driven).spans()}
        offered: list[str] = []
        await driven.press("m")
        while (text := selected(driven)) is not None and text not in offered:
            caret = reader_of(driven).caret
            assert caret is not None
            assert caret.selection not in spans
            offered.append(text)
            await driven.press("m")
        assert offered
        await driven.press("M")
        assert selected(driven) == offered[-1]
        await driven.press("7", "x", "m")
        again = []
        while (text := selected(driven)) is not None and text not in again:
            again.append(text)
            await driven.press("m")
        assert set(again) == set(offered) - {offered[-1]}


async def test_the_mode_is_shown_and_escape_steps_back_without_a_trace(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "县农业农村局")
        before, current = layer_of(driven), driven.bench.session.current
        await driven.press("i")
        assert under(driven) == "县"
        assert driven.bench.query_one(KeyBar).pane == "caret"
        assert "caret" in str(driven.bench.query_one("#reader-pane").border_subtitle)
        await driven.press("l", "l", "l", "l", "l", "l", "l", "v", "w")
        assert "selected" in str(driven.bench.query_one("#reader-pane").border_subtitle)
        await driven.press("escape")
        assert selected(driven) is None
        assert under(driven) is not None
        await driven.press("escape")
        assert under(driven) is None
        assert driven.bench.query_one(KeyBar).pane == "reader"
        assert (layer_of(driven), driven.bench.session.current) == (before, current)


async def test_motions_go_by_character_word_sentence_paragraph_and_line(opening: Opening) -> None:
    async with opening() as driven:
        await caret_at(driven, "其中,种植")
        for keys, reads in [
            (["l"], "中"),
            (["w"], "种"),
            (["b"], "其"),
            (["left_parenthesis"], "县"),
            (["right_parenthesis"], "其"),
            (["left_curly_bracket"], "县"),
            (["left_curly_bracket"], "本"),
            (["right_curly_bracket"], "县"),
            (["g"], "青"),
            (["G"], "。"),
            (["circumflex_accent"], "其"),
            (["dollar_sign"], "。"),
        ]:
            await driven.press(*keys)
            assert under(driven) == reads, keys
        await driven.press("circumflex_accent", "k")
        assert offset_of(driven, "县农业") <= (reader_of(driven).caret or Caret(0)).at


async def test_a_selection_can_go_over_its_fixed_end_and_change_ends(opening: Opening) -> None:
    async with opening() as driven:
        await caret_at(driven, "产业资金")
        await driven.press("v", "b")
        assert selected(driven) == "投入产业"
        await driven.press("o", "w")
        assert selected(driven) == "投入产业资金"
        await driven.press("o", "l")
        assert selected(driven) == "入产业资金"
        await driven.press("right_curly_bracket")
        assert (selected(driven) or "").endswith("增收。")
        await driven.press("right_curly_bracket", "w", "j")
        assert "\n" not in (selected(driven) or "\n")


async def test_snapping_goes_through_word_number_name_quoted_term_and_clause(opening: Opening) -> None:
    async with opening() as driven:
        await caret_at(driven, "6亿元,带动")
        seen = []
        for _press in range(3):
            await driven.press("s")
            seen.append(selected(driven))
        assert seen == ["1.6", "1.6亿元", "今年投入产业资金1.6亿元"]
        await driven.press("s")
        assert selected(driven) == "1.6"


async def test_what_exists_is_taken_and_never_made_twice(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await go_to(driven, "县农业农村局")
        rid = driven.bench.session.current or ""
        count = len(layer_of(driven).annotations)
        await driven.press("i", "v", *["l"] * (len("县农业农村局") - 1))
        assert selected(driven) == "县农业农村局"
        assert driven.bench.session.current == rid
        await driven.press("3")
        assert driven.bench.session.current == rid
        assert layer_of(driven).annotations[rid].state == "accepted"
        await driven.press("x", "i", "3")
        assert len(layer_of(driven).annotations) == count
        aid = layer_of(driven).aid
    assert kept(place, aid).annotations[rid].state in ("accepted", "rejected")


async def test_a_digit_on_an_annotation_under_the_caret_gives_it_the_type(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "周明")
        rid = driven.bench.session.current or ""
        await driven.press("i", "1")
        chosen = layer_of(driven).annotations[rid]
        assert isinstance(chosen, Entity)
        assert (chosen.type, chosen.state) == ("PER", "corrected")
        assert added(driven) == []


async def test_an_indicator_comes_with_its_record_filled_in(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await go_to(driven, "3566户")
        await driven.press("x")
        before, current = layer_of(driven), driven.bench.session.current
        await caret_at(driven, "566户增收")
        await driven.press("v", "r")
        assert driven.bench.query_one(RecordForm).indicator is not None
        await driven.press("escape")
        assert (layer_of(driven), driven.bench.session.current) == (before, current), "it leaves no trace"
        await caret_at(driven, "566户增收")
        await driven.press("v", "h", "l", "r")
        await driven.press("enter")
        (made,) = added(driven)
        assert isinstance(made, Indicator)
        assert driven.bench.session.current == made.id
        assert (made.text, made.value, made.period) == ("3566", Decimal(3566), "2019")
        assert made.metric is not None
        await driven.press("u")
        assert added(driven) == [], "making it was one step"


async def test_a_value_typed_for_a_new_indicator_is_part_of_the_same_step(opening: Opening) -> None:
    async with opening() as driven:
        before = {rid: plain(a) for rid, a in layer_of(driven).annotations.items()}
        await caret_at(driven, "11月底")
        await driven.press("v", "r")
        await driven.type("12")
        await driven.press("enter")
        (made,) = added(driven)
        assert isinstance(made, Indicator)
        assert made.value == Decimal(12)
        await driven.press("u")
        assert {rid: plain(a) for rid, a in layer_of(driven).annotations.items()} == before


async def test_an_indicator_that_exists_opens_its_own_record(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "1.6亿元")
        rid = driven.bench.session.current
        await driven.press("i", "r")
        opened = driven.bench.query_one(RecordForm).indicator
        assert opened is not None
        assert opened.id == rid
        await driven.press("escape")
        assert added(driven) == []


async def test_a_hit_is_marked_by_a_digit(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("f3", "slash")
        await driven.type("食用菌")
        await driven.press("enter")
        assert selected(driven) == "食用菌"
        await driven.press("7")
        (made,) = added(driven)
        assert (made.text if isinstance(made, Entity) else "") == "食用菌"


async def test_hits_are_gone_through_with_the_caret(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("f3", "slash")
        await driven.type("青石县")
        await driven.press("enter")
        first = reader_of(driven).caret
        await driven.press("n")
        second = reader_of(driven).caret
        assert first is not None
        assert second is not None
        assert first.at != second.at
        assert selected(driven) == "青石县"
        await driven.press("comma")
        assert reader_of(driven).caret == first
        await driven.press("escape")
        assert reader_of(driven).caret is None


async def test_decisions_move_the_caret_and_never_fall_on_what_is_not_under_it(opening: Opening) -> None:
    async with opening() as driven:
        await caret_at(driven, "今年投入")
        before = layer_of(driven)
        await driven.press("a", "x")
        assert layer_of(driven).annotations == before.annotations
        await driven.press("n")
        assert current_text(driven) == "1.6亿元"
        await driven.press("a")
        assert current_text(driven) == "3566户"
        assert under(driven) == "3"


async def test_the_mouse_drags_a_selection_and_a_digit_types_it(opening: Opening) -> None:
    async with opening() as driven:
        start, end = await mouse_over(driven, "食用菌"), await mouse_over(driven, "菌的1509")
        await driven.pilot.mouse_down(Reader, offset=start)
        await driven.pilot.hover(Reader, offset=end)
        await driven.pilot.mouse_up(Reader, offset=end)
        await driven.settle()
        assert selected(driven) == "食用菌"
        await driven.press("7")
        (made,) = added(driven)
        assert (made.text if isinstance(made, Entity) else "") == "食用菌"


async def test_a_click_puts_the_caret_on_plain_text_and_selects_an_annotation(opening: Opening) -> None:
    async with opening() as driven:
        await driven.pilot.click(Reader, offset=await mouse_over(driven, "食用菌"))
        await driven.settle()
        assert under(driven) == "食"
        await driven.press("escape")
        await driven.pilot.click(Reader, offset=await mouse_over(driven, "1.6亿元"))
        await driven.settle()
        assert current_text(driven) == "1.6亿元"
        assert under(driven) is None


async def test_a_type_is_chosen_by_name_and_undone_in_one_step(opening: Opening) -> None:
    async with opening() as driven:
        await caret_at(driven, "食用菌")
        await driven.press("v", "c")
        await driven.type("TERM")
        await driven.press("enter")
        assert [a.type for a in added(driven) if isinstance(a, Entity)] == ["TERM"]
        await driven.press("u")
        assert added(driven) == []


async def test_tags_are_added_as_ever_with_the_caret_in_the_text(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("i", "t")
        await driven.type("县域经济")
        await driven.press("enter")
        assert "县域经济" in {tag.label for tag in layer_of(driven).tags()}
        assert under(driven) is not None


async def test_the_next_article_opens_without_a_caret(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("i", "v", "J")
        assert under(driven) is None
        assert driven.bench.query_one(KeyBar).pane == "reader"


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 10), (20, 5)])
async def test_the_caret_works_in_every_size(opening: Opening, size: tuple[int, int]) -> None:
    async with opening(size=size) as driven:
        await driven.press("i", "j", "j", "w", "k", "v", "w", "s", "o", "h", "dollar_sign", "escape")
        assert under(driven) is not None
        await driven.press("G", "v", "right_curly_bracket", "escape", "escape")
        assert under(driven) is None


def test_no_key_of_the_caret_means_two_things() -> None:
    here = [command for command in COMMANDS if command.pane == "caret"]
    keys = Counter(spelling for command in here for key in command.keys for spelling in (key, *aliases(key)))
    assert [key for key, count in keys.items() if count > 1] == []
    assert not set("123456789") & set(keys)


async def test_an_indicator_without_a_value_is_not_made(opening: Opening) -> None:
    async with opening() as driven:
        await caret_at(driven, "食用菌")
        await driven.press("v", "r", "enter")
        assert "it has no value" in driven.screen()
        assert added(driven) == []


async def test_undoing_a_new_annotation_stays_at_its_place(opening: Opening) -> None:
    async with opening() as driven:
        await caret_at(driven, "食用菌")
        await driven.press("v", "7", "u")
        assert current_text(driven) == "3566户"
        await driven.press("n")
        assert current_text(driven) == "1509户"


@pytest.mark.parametrize("seed", [1, 2])
async def test_random_keys_with_the_caret_lose_nothing_and_make_nothing_twice(
    opening: Opening, seed: int
) -> None:
    here = [command for command in COMMANDS if command.pane == "caret"]
    keys = [key for command in here for key in command.keys if key != "escape"]
    keys += ["i", "m", "M", "1", "3", "7", "a", "x", "n"]
    choice = Random(seed)
    async with opening(size=choice.choice([(140, 40), (80, 24), (40, 10)])) as driven:
        before = {rid: plain(a) for rid, a in layer_of(driven).annotations.items()}
        await driven.press("f3")
        for _key in range(80):
            typing = isinstance(driven.app.focused, Input)
            await driven.pilot.press("escape" if typing else choice.choice(keys))
        await driven.settle()
        await driven.press("escape", "escape", "escape")
        article, layer = driven.bench.session.article, layer_of(driven)
        assert article is not None
        standing = [span for span in layer.spans() if span.state != "rejected"]
        assert len({(type(a), a.start, a.end) for a in standing}) == len(standing)
        assert all(article.text[a.start : a.end] == a.text for a in layer.spans())
        assert before.keys() <= layer.annotations.keys()
        for _undo in range(120):
            await driven.bench.action_undo()
        assert {rid: plain(a) for rid, a in layer_of(driven).annotations.items()} == before
