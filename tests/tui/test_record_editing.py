"""A record is corrected in place: completed by a few letters, re-pointed in the text, refused with."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from textual.widgets import Input

from seeds.article import Indicator, Span
from seeds.profile import RecordField, bundled_profile
from store.layer import revise
from store.project import Project
from tests.building import TITLE, article_with_extraction, make_article
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import go_to, kept, layer_of
from tui import language
from tui.app import PiyueApp
from tui.widgets.reader import Reader
from tui.widgets.record_form import RecordForm


def edited(driven: Driven, rid: str) -> Indicator:
    record = layer_of(driven).annotations[rid]
    assert isinstance(record, Indicator)
    return record


def box(driven: Driven, field: str) -> Input:
    return driven.bench.query_one(f"#field-{field}", Input)


def outcome(driven: Driven) -> str:
    """What the editor says of what was typed, on one line."""
    return " ".join(str(driven.bench.query_one("#outcome").render()).split())


async def open_record(driven: Driven, text: str) -> str:
    """Open the record of the figure with this surface; its id."""
    await go_to(driven, text)
    await driven.press("e")
    indicator = driven.bench.query_one(RecordForm).indicator
    assert indicator is not None
    return indicator.id


async def at_field(driven: Driven, field: str) -> None:
    """Tab to a field."""
    for _step in range(10):
        if box(driven, field).has_focus:
            return
        await driven.press("tab")
    raise AssertionError(f"no field {field}")


async def to_text(driven: Driven, surface: str) -> None:
    """Put the caret, while pointing, on the beginning of these characters."""
    article = driven.bench.session.article
    assert article is not None
    reader = driven.bench.query_one(Reader)
    for _step in range(200):
        assert reader.caret is not None
        by = article.text.index(surface) - reader.caret.at
        if by == 0:
            return
        await driven.pilot.press("l" if by > 0 else "h")
    raise AssertionError(f"the caret does not come to {surface}")


async def test_fields_typed_without_waiting_go_where_they_belong(opening: Opening) -> None:
    async with opening() as driven:
        rid = await open_record(driven, "3566户")
        await driven.pilot.press("tab", *"家", "tab", *"受益户", "tab", "tab", *"去年底", "tab", "t", "enter")
        await driven.settle()
        record = edited(driven, rid)
        assert (record.unit, record.metric, record.period, record.status) == (
            "家",
            "受益户",
            "2018-12",
            "target",
        )


async def test_a_unit_and_a_comparator_typed_with_the_value_show_in_their_fields(opening: Opening) -> None:
    async with opening() as driven:
        rid = await open_record(driven, "3566户")
        await driven.type("近七成")
        assert (box(driven, "unit").value, box(driven, "op").value) == ("%", "≈ about")
        await driven.press("backspace", "backspace", "backspace")
        assert (box(driven, "unit").value, box(driven, "op").value) == ("户", "exactly")
        await driven.type("3-5年")
        await driven.press("enter")
        record = edited(driven, rid)
        assert (record.value, record.high, record.unit) == (Decimal(3), Decimal(5), "年")


@pytest.mark.parametrize(("letter", "op"), [("a", "~"), ("o", ">"), ("l", ">="), ("u", "<"), ("m", "<=")])
async def test_one_letter_sets_the_comparator_and_leaves_the_number(
    opening: Opening, letter: str, op: str
) -> None:
    async with opening() as driven:
        rid = await open_record(driven, "3566户")
        await driven.press("shift+tab", letter, "enter")
        assert (edited(driven, rid).op, edited(driven, rid).value) == (op, Decimal(3566))


async def test_a_place_is_completed_by_its_initials_and_takes_its_code(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        rid = await open_record(driven, "3566户")
        aid = layer_of(driven).aid
        await at_field(driven, "place")
        await driven.type("cyq")
        assert "北京市" in driven.screen()
        assert "吉林省 长春市" in driven.screen()
        await driven.press("down")
        assert "朝阳区 (吉林省 长春市)" in outcome(driven)
        await driven.press("enter")
    saved = kept(place, aid).annotations[rid]
    assert isinstance(saved, Indicator)
    assert (saved.place, saved.place_code) == ("朝阳区", "220104")


async def test_a_place_typed_in_full_takes_its_code_too(opening: Opening) -> None:
    async with opening() as driven:
        rid = await open_record(driven, "3566户")
        await at_field(driven, "place")
        await driven.type("黑龙江省")
        await driven.press("enter")
        assert (edited(driven, rid).place, edited(driven, rid).place_code) == ("黑龙江省", "230000")


async def test_metrics_of_the_project_complete_with_their_counts(opening: Opening, place: Path) -> None:
    with Project.open(place, annotator="li") as project:
        for aid in (1, 2):
            layer = project.layer(aid)
            step = revise(layer, layer.indicators()[0].id, {"metric": "出列村数"})
            assert step is not None
            project.record(step)
    async with opening() as driven:
        while layer_of(driven).aid != 3:
            await driven.press("J")
        rid = await open_record(driven, "3566户")
        await at_field(driven, "metric")
        await driven.type("clcs")
        assert "project 2" in driven.screen()
        await driven.press("enter")
        assert edited(driven, rid).metric == "出列村数"


async def test_arrows_move_in_the_list_of_a_completing_field_and_between_the_others(opening: Opening) -> None:
    async with opening() as driven:
        rid = await open_record(driven, "3566户")
        await driven.press("down")
        assert box(driven, "unit").has_focus
        await driven.press("down")
        assert box(driven, "unit").has_focus, "the unit has choices"
        await driven.press("up")
        before = edited(driven, rid)
        await driven.press("enter")
        assert edited(driven, rid).unit == before.unit, "no choice was marked"


async def test_a_name_that_is_in_no_list_is_taken_as_it_is_typed(opening: Opening) -> None:
    async with opening() as driven:
        rid = await open_record(driven, "3566户")
        await at_field(driven, "metric")
        await driven.type("增收")
        await driven.press("enter")
        assert edited(driven, rid).metric == "增收"


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("value", "5-3", "ends at 3"),
        ("value", "很多", "is no number"),
        ("unit", "平米方", "alike are"),
        ("period", "2019-13", "no month 13"),
        ("status", "zzz", "is none of"),
    ],
)
async def test_the_impossible_is_refused_with_a_reason_and_nothing_is_saved(
    opening: Opening, field: str, typed: str, reason: str
) -> None:
    async with opening() as driven:
        before = layer_of(driven)
        await open_record(driven, "3566户")
        await at_field(driven, field)
        await driven.type(typed)
        await driven.press("enter")
        assert reason in outcome(driven)
        assert box(driven, field).has_focus
        await driven.press("escape")
        assert layer_of(driven) == before


@pytest.mark.parametrize(
    ("figure", "field", "typed", "doubt"),
    [
        ("0.74%", "value", "174", "贫困发生率 is over 100 %"),
        ("3566户", "period", "2031", "is after the publication"),
        ("3566户", "place", "青右县", "neither in the gazetteer nor in the article"),
    ],
)
async def test_the_doubtful_is_marked_and_allowed(
    opening: Opening, figure: str, field: str, typed: str, doubt: str
) -> None:
    async with opening() as driven:
        rid = await open_record(driven, figure)
        await at_field(driven, field)
        await driven.type(typed)
        assert doubt in outcome(driven)
        await driven.press("enter")
        assert edited(driven, rid).state == "corrected"


# Pointing


async def test_a_field_is_pointed_at_in_the_text(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        rid = await open_record(driven, "3566户")
        aid = layer_of(driven).aid
        await at_field(driven, "period")
        await driven.press("ctrl+g")
        await to_text(driven, "11月底")
        await driven.press("v", "l", "enter")
        assert box(driven, "period").has_focus
        await driven.press("enter")
        assert layer_of(driven).aid == aid
    saved = kept(place, aid).annotations[rid]
    assert isinstance(saved, Indicator)
    article = make_article(title=layer_title(place, aid))
    start, end = saved.provenance["period"]
    assert article.text[start:end].startswith("11月")
    assert saved.period is not None
    assert saved.period.endswith("-11")


def layer_title(place: Path, aid: int) -> str:
    with Project.open(place, annotator="someone") as project:
        return project.article(aid).meta.title or TITLE


async def test_pointing_at_another_number_moves_the_value_and_its_span(opening: Opening) -> None:
    async with opening() as driven:
        rid = await open_record(driven, "3566户")
        before = edited(driven, rid)
        await driven.press("ctrl+g")
        await to_text(driven, "566户")
        await driven.press("v", "enter")
        await driven.press("enter")
        record = edited(driven, rid)
        text = driven.bench.session.article.text if driven.bench.session.article else ""
        assert record.text == text[record.start : record.end]
        assert record.provenance["value"] == Span(record.start, record.end)
        assert record.metric == before.metric


async def test_escape_while_pointing_returns_to_the_field_unchanged(opening: Opening) -> None:
    async with opening() as driven:
        before = layer_of(driven)
        rid = await open_record(driven, "3566户")
        await at_field(driven, "place")
        await driven.press("ctrl+g", "l", "l", "v", "l", "escape")
        assert box(driven, "place").has_focus
        assert box(driven, "place").value == "青石县"
        assert driven.bench.query_one(Reader).caret is None
        await driven.press("escape")
        assert layer_of(driven) == before
        assert driven.bench.session.current == rid


async def test_while_pointing_no_key_decides_anything(opening: Opening) -> None:
    async with opening() as driven:
        before = layer_of(driven)
        await open_record(driven, "3566户")
        await driven.press("ctrl+g", "v", "1", "r", "x", "a", "d", "u", "J")
        assert layer_of(driven) == before
        assert driven.bench.query_one(Reader).caret is not None


async def test_drawing_the_mouse_over_text_points(opening: Opening) -> None:
    async with opening(size=(120, 36)) as driven:
        rid = await open_record(driven, "3566户")
        await at_field(driven, "place")
        reader = driven.bench.query_one(Reader)
        rows = driven.screen().split("\n")
        y = next(y for y, row in enumerate(rows) if "县农业农村局" in row)
        x = cells_before(rows[y], "县农业农村局")
        offset = (x - reader.region.x, y - reader.region.y)
        await driven.pilot.mouse_down(Reader, offset=offset)
        await driven.pilot.hover(Reader, offset=(offset[0] + 8, offset[1]))
        await driven.pilot.mouse_up(Reader, offset=(offset[0] + 8, offset[1]))
        await driven.settle()
        assert box(driven, "place").has_focus
        assert box(driven, "place").value == "县农业农村"
        await driven.press("enter")
        record = edited(driven, rid)
        start, end = record.provenance["place"]
        assert driven.bench.session.article is not None
        assert driven.bench.session.article.text[start:end] == record.place == "县农业农村"


def cells_before(row: str, surface: str) -> int:
    from tui.text.width import cell_width

    return cell_width(row[: row.index(surface)])


# Everywhere


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 10)])
@pytest.mark.parametrize("spoken", ["en", "zh"])
async def test_the_editor_fits_and_corrects_at_every_size_in_both_languages(
    opening: Opening, size: tuple[int, int], spoken: str
) -> None:
    language.use(spoken)
    async with opening(size=size) as driven:
        rid = await open_record(driven, "1.6亿元")
        await driven.type("1.7亿")
        assert "170,000,000" in driven.screen()
        await driven.press("tab", "tab", "tab")
        assert box(driven, "place").has_focus
        assert "青石县" in driven.screen()
        await driven.press("ctrl+g", "escape", "enter")
        assert edited(driven, rid).value == Decimal(170_000_000)


async def test_correcting_a_value_takes_two_keys_beside_what_is_typed(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "3566户")
        rid = driven.bench.session.current or ""
        await driven.pilot.press("e", *"3666", "enter")
        await driven.settle()
        assert edited(driven, rid).value == Decimal(3666)


async def test_group_and_role_are_edited_where_the_profile_has_them(tmp_path: Path) -> None:
    profile = bundled_profile()
    more = (RecordField(code="group", en="group", zh="组"), RecordField(code="role", en="role", zh="角色"))
    profile = msgspec.structs.replace(profile, fields=(*profile.fields, *more))
    with Project.create(tmp_path / "groups", annotator="wang", profile=profile) as project:
        project.add(*article_with_extraction())
    app = PiyueApp(Project.open(tmp_path / "groups", annotator="wang"))
    async with app.run_test(size=(120, 36)) as pilot:
        driven = Driven(app, pilot)
        await driven.settle()
        rid = await open_record(driven, "1509户")
        await at_field(driven, "group")
        await driven.type("产业户")
        await driven.press("tab", "p", "enter")
        assert (edited(driven, rid).group, edited(driven, rid).role) == ("产业户", "part")
