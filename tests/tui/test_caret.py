"""The caret in the text: its motions, selections, sizes, and the mouse."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from textual.widgets import Input

from seeds.article import Entity
from store.layer import plain
from tests.tui.caret_driving import added, caret_at, mouse_over, offset_of, reader_of, selected, under
from tests.tui.conftest import Opening
from tests.tui.driving import current_text, go_to, layer_of
from tui.commands import COMMANDS
from tui.keymap import aliases
from tui.widgets.bars import KeyBar
from tui.widgets.reader import Reader
from tui.widgets.reader_caret import Caret


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
