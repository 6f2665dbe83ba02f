"""New annotations by keys and by mouse: the caret, its selection, candidates, and what is made of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from seeds.article import Entity, Indicator
from store.layer import plain
from tests.tui.caret_driving import added, caret_at, reader_of, selected, under
from tests.tui.conftest import Opening
from tests.tui.driving import current_text, go_to, kept, layer_of
from tui.widgets.record_form import RecordForm


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
