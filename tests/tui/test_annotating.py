"""What an annotator does to the current annotation, by keys, and what of it is kept."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from seeds.article import Entity, Indicator
from seeds.profile import bundled_profile
from seeds.samples import sample_paths
from store.layer import add
from store.project import Project
from tests.building import article_with_extraction
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import current_text, go_to, kept, layer_of
from tui.app import PiyueApp
from tui.importing.reading import read_article


async def test_accept_and_reject_are_one_key_and_go_on(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        first = driven.bench.session.current or ""
        await driven.press("a")
        second = driven.bench.session.current or ""
        await driven.press("x")
        aid = layer_of(driven).aid
        assert second != first
        assert driven.bench.session.current not in (first, second)
    annotations = kept(place, aid).annotations
    assert annotations[first].state == "accepted"
    assert annotations[second].state == "rejected"
    assert kept(place, aid).verdict == "reading"


async def test_a_digit_retypes_and_so_accepts(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await go_to(driven, "周明")
        rid = driven.bench.session.current or ""
        await driven.press("1")
        aid = layer_of(driven).aid
    corrected = kept(place, aid).annotations[rid]
    assert isinstance(corrected, Entity)
    assert (corrected.type, corrected.state) == ("PER", "corrected")


async def test_a_type_can_be_chosen_by_name(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "周明")
        rid = driven.bench.session.current or ""
        await driven.press("c")
        await driven.type("DOC")
        await driven.press("enter")
        chosen = layer_of(driven).annotations[rid]
        assert isinstance(chosen, Entity)
        assert chosen.type == "DOC"


async def test_boundaries_move_by_word_and_by_character(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await go_to(driven, "县农业农村局")
        rid = driven.bench.session.current or ""
        await driven.press("right_square_bracket")
        assert current_text(driven) == "县农业农村局局长"
        await driven.press("less_than_sign", "less_than_sign")
        assert current_text(driven) == "县农业农村局"
        await driven.press("right_curly_bracket")
        assert current_text(driven) == "农业农村局"
        await driven.press("left_square_bracket", "greater_than_sign")
        assert current_text(driven) == "农业农村局"
        aid = layer_of(driven).aid
    moved = kept(place, aid).annotations[rid]
    assert isinstance(moved, Entity)
    assert (moved.text, moved.state) == ("农业农村局", "corrected")


async def test_the_value_of_an_indicator_follows_its_boundaries(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "1.6亿元")
        await driven.press("less_than_sign", "less_than_sign")
        chosen = driven.bench.session.chosen()
        assert isinstance(chosen, Indicator)
        assert (chosen.text, chosen.value) == ("1.6", Decimal("1.6"))


async def test_two_annotations_of_a_kind_never_share_a_span(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "青石县48")
        await driven.press("less_than_sign", "less_than_sign")
        chosen = driven.bench.session.chosen()
        assert isinstance(chosen, Entity)
        twin = msgspec.structs.replace(chosen, id="twin", start=chosen.start + 1, text="石县")
        step = add(layer_of(driven), twin)
        assert step is not None
        driven.bench.take(step)
        await driven.press("right_parenthesis")
        assert "There is one of this kind" in driven.screen()
        assert current_text(driven) == "青石县"


async def test_a_value_is_corrected_in_two_keys_and_what_is_typed(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await go_to(driven, "1.6亿元")
        rid = driven.bench.session.current or ""
        await driven.press("e")
        await driven.type("近1.7亿")
        assert "≈ 170,000,000 元" in driven.screen()
        await driven.press("enter")
        aid = layer_of(driven).aid
        assert "≈ 1.7亿 元" in driven.screen()
    corrected = kept(place, aid).annotations[rid]
    assert isinstance(corrected, Indicator)
    assert (corrected.value, corrected.op, corrected.unit, corrected.state) == (
        Decimal(170_000_000),
        "~",
        "元",
        "corrected",
    )


async def test_metric_unit_period_and_status_are_edited_field_by_field(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "3566户")
        rid = driven.bench.session.current or ""
        await driven.press("e", "tab")
        await driven.type("家")
        await driven.press("tab")
        await driven.type("受益户")
        await driven.press("tab", "tab")
        await driven.type("去年底")
        await driven.press("tab")
        await driven.type("tar")
        await driven.press("enter")
        record = layer_of(driven).annotations[rid]
        assert isinstance(record, Indicator)
        assert (record.unit, record.metric, record.period, record.status) == (
            "家",
            "受益户",
            "2018-12",
            "target",
        )
        assert record.value == Decimal(3566)


async def test_what_is_no_number_is_refused_with_a_reason_and_nothing_changes(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "3566户")
        before = layer_of(driven)
        await driven.press("e")
        await driven.type("很多")
        await driven.press("enter")
        assert "很多 is no number" in driven.screen()
        await driven.press("escape")
        assert layer_of(driven) == before
        assert "很多" not in driven.screen()


async def test_leaving_the_editor_leaves_no_trace(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "3566户")
        before = layer_of(driven)
        await driven.press("e")
        await driven.type("9")
        await driven.press("escape")
        assert layer_of(driven) == before
        assert current_text(driven) == "3566户"


async def test_next_unreviewed_passes_over_what_is_judged_and_says_when_all_is(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("a", "a", "left", "left")
        assert current_text(driven) == "林晓"
        await driven.press("n")
        chosen = driven.bench.session.chosen()
        assert chosen is not None
        assert chosen.state == "suggested"
        for _more in range(12):
            await driven.press("a")
        assert "Everything here is reviewed" in driven.screen()


@pytest.mark.parametrize(("typed", "means"), [("ａ", "accepted"), ("ｘ", "rejected")])
async def test_keys_of_an_input_method_mean_their_half_width_keys(
    opening: Opening, typed: str, means: str
) -> None:
    async with opening() as driven:
        rid = driven.bench.session.current or ""
        await driven.press(typed)
        assert layer_of(driven).annotations[rid].state == means


async def test_types_fields_and_keys_are_those_of_the_projects_profile(tmp_path: Path) -> None:
    profile = bundled_profile("economy")
    with Project.create(tmp_path / "economy", annotator="wang", profile=profile) as project:
        project.add(*article_with_extraction())
    app = PiyueApp(Project.open(tmp_path / "economy", annotator="wang"))
    async with app.run_test(size=(140, 40)) as pilot:
        driven = Driven(app, pilot)
        await driven.settle()
        await go_to(driven, "周明")
        rid = driven.bench.session.current or ""
        await driven.press("5")
        chosen = layer_of(driven).annotations[rid]
        assert isinstance(chosen, Entity)
        assert chosen.type == "PRODUCT"
        await go_to(driven, "1.6亿元")
        await driven.press("e")
        assert "reporting period" in driven.screen()
        await driven.type("1.7亿")
        await driven.press("enter")
        assert "1.7亿 元" in driven.screen()


async def test_a_correction_is_judged_with_the_figures_around_it(tmp_path: Path) -> None:
    with Project.create(tmp_path / "sums", annotator="wang") as project:
        wrong_sum = next(path for path in sample_paths() if "wrong-sum" in path.name)
        project.add(*read_article(wrong_sum, project.profile))
    app = PiyueApp(Project.open(tmp_path / "sums", annotator="wang"))
    async with app.run_test(size=(160, 60)) as pilot:
        driven = Driven(app, pilot)
        await driven.settle()
        failing = next(
            check for check in driven.bench.session.checks if check.kind == "sum" and not check.holds
        )
        assert "= 3.4万亩 ≠ 3.2万亩" in failing.message
        figures = {item.id: item.text for item in layer_of(driven).indicators()}
        whole = next(rid for rid in failing.indicators if figures[rid] == "3.2万亩")
        driven.bench.session.current = whole
        await driven.press("e")
        await driven.type("3.4万")
        await driven.press("enter")
        sums = [check for check in driven.bench.session.checks if whole in check.indicators]
        assert [check.message for check in sums if check.kind == "sum" and check.holds] != []
        assert "≠ 3.2万亩" not in driven.screen()
        await driven.press("u")
        assert failing in driven.bench.session.checks
