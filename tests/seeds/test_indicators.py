"""Records: what each figure of a sentence measures, when, as fact, aim or rule, and where."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seeds.article import (
    Article,
    Block,
    Entity,
    Indicator,
    Meta,
    Role,
    Run,
    Source,
    SourceMap,
    Span,
    entity_id,
    indicator_id,
)
from seeds.extract.indicators import indicators_of

DATA = Path(__file__).parent / "data" / "indicators.jsonl"
CASES = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


def article(
    *blocks: str,
    published: str | None = "2019-12-05",
    headings: Sequence[str] = (),
    title: str | None = None,
) -> Article:
    text, placed = "\n".join(blocks), []
    at = 0
    for block in blocks:
        role: Role = "heading" if block in headings else "paragraph"
        placed.append(Block(role=role, start=at, end=at + len(block)))
        at += len(block) + 1
    return Article(
        source=Source(path="own.txt", format="text", encoding="utf-8", sha256="", size=0),
        meta=Meta(published=published, title=title),
        text=text,
        blocks=tuple(placed),
        furniture=(),
        source_map=SourceMap(runs=(Run(0, 0, len(text)),)),
        page=text,
    )


def located(text: str, *names: str) -> tuple[Entity, ...]:
    """Every mention of `names` in `text` as a LOC."""
    found = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            found.append(Entity(id=entity_id(at, end), start=at, end=end, text=name, type="LOC"))
            at = text.find(name, end)
    return tuple(sorted(found, key=lambda entity: entity.start))


def value_of(written: Any) -> Decimal | tuple[Decimal, ...]:
    return tuple(Decimal(part) for part in written) if isinstance(written, list) else Decimal(written)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["sentence"][:24])
def test_sentence(case: dict[str, Any]) -> None:
    found = indicators_of(article(case["sentence"], published=case["published"]), subject="丰宁县")
    expected = case["expected"]
    assert [item.text for item in found] == [record["text"] for record in expected]
    for item, record in zip(found, expected, strict=True):
        high = record.get("high")
        assert (item.value, item.unit) == (value_of(record["value"]), record["unit"]), item.text
        assert item.high == (Decimal(high) if high else None), item.text
        assert item.op == record.get("op", "="), item.text
        assert item.metric in record["metric_any"], item.text
        assert item.period == record.get("period"), item.text
        assert item.status == record.get("status", "actual"), item.text
        assert item.role == record.get("role"), item.text


def test_every_field_points_to_its_characters() -> None:
    text = "截至 11 月底,力争 全县 贫困发生率 降至 0.5 % 以下。"
    (item,) = indicators_of(article(text), subject="丰宁县")
    assert text[item.start : item.end] == item.text == "0.5 %"
    said = {field: text[start:end] for field, (start, end) in item.provenance.items()}
    assert said == {
        "value": "0.5 %",
        "metric": "贫困发生率",
        "op": "以下",
        "place": "全县",
        "period": "11 月底",
        "status": "力争",
    }
    assert item.id == indicator_id(item.start, item.end)
    assert 0 < item.confidence <= 1
    assert item.rule


def places(text: str, *names: str, subject: str = "河阳市", headings: Sequence[str] = ()) -> list[str | None]:
    found = indicators_of(
        article(*text.split("\n"), headings=headings), places=located(text, *names), subject=subject
    )
    return [item.place for item in found]


def test_the_nearest_place_before_a_figure_governs_it() -> None:
    assert places("柳林县有贫困村20个,青山县有30个。", "柳林县", "青山县") == ["柳林县", "青山县"]


def test_without_a_place_the_subject_is_meant() -> None:
    assert places("建成卫生室126所。") == ["河阳市"]
    assert places("全市建成卫生室126所。") == ["河阳市"]


def test_a_level_word_means_the_unit_of_that_level() -> None:
    assert places("柳林县脱贫。\n全县建成卫生室126所。", "柳林县") == ["柳林县"]


def test_the_nation_and_its_thresholds_have_no_place() -> None:
    assert places("全国还有贫困县52个。") == [None]
    assert places("贫困发生率达到2%以内的国家标准。") == [None]


def test_what_is_sent_belongs_to_the_receiver() -> None:
    assert places("从青山县选派19名干部到柳林县挂职。", "青山县", "柳林县") == ["柳林县"]


def test_a_counted_list_of_places_belongs_to_the_subject() -> None:
    assert places("项目覆盖柳林、青山、白水3县。", "柳林", "青山", "白水") == ["河阳市"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我国粮食产量6.8亿吨。", [None]),
        ("去年全国新建泵站300座,柳林县建成12座。", [None, "柳林县"]),
        ("中国的森林覆盖率为24%。人工林面积13亿亩。", [None, None]),
        ("茶叶产量占全国的3.2%。", ["河阳市"]),
        ("亩产高于全国平均水平20公斤。", ["河阳市"]),
        ("柳林县建成全国首个样板园,投资3亿元。", ["柳林县"]),
    ],
)
def test_the_figures_of_the_nation_have_no_place(text: str, expected: list[str | None]) -> None:
    assert places(text, "柳林县", "中国") == expected


def abroad(text: str, *names: str) -> list[str | None]:
    located_abroad = (
        msgspec.structs.replace(place, rule=f"abroad:{place.text}") for place in located(text, *names)
    )
    found = indicators_of(article(text), places=tuple(located_abroad), subject="河阳市")
    return [item.place for item in found]


def test_a_country_governs_the_figures_told_of_it_and_of_the_next_sentence() -> None:
    assert abroad("越南的工人月薪300美元。厂房用地20公顷。", "越南") == ["越南", "越南"]


def test_a_country_that_is_dealt_with_governs_nothing() -> None:
    assert abroad("与越南企业签约,投资2亿元。", "越南") == ["河阳市"]
    assert abroad("茶叶出口越南300吨。", "越南") == ["河阳市"]
    assert abroad("受越南雨季影响,橡胶减产5%。", "越南") == ["河阳市"]


def test_a_place_that_something_comes_from_governs_nothing() -> None:
    assert places("请来毕业于青山县农校的技术员4名。", "青山县") == ["河阳市"]


def test_what_another_place_gives_belongs_to_the_subject() -> None:
    assert places("青山县捐赠物资500万元。", "青山县") == ["河阳市"]
    assert places("青山县向柳林县捐赠物资500万元。", "青山县", "柳林县") == ["柳林县"]


def test_in_an_article_about_several_places_each_paragraph_has_its_own() -> None:
    text = "先看柳林县。村里修路20公里。\n再看青山县。架桥3座。"
    found = indicators_of(article(*text.split("\n")), places=located(text, "柳林县", "青山县"))
    assert [item.place for item in found] == ["柳林县", "青山县"]


def test_an_office_of_the_nation_tells_of_no_place_but_of_whom_it_helps() -> None:
    def of(text: str) -> list[str | None]:
        found = indicators_of(article(text), subject="河阳市", bodies=[Span(0, 4)])
        return [item.place for item in found]

    assert of("粮管总局去年检测样品3000份。") == [None]
    assert of("粮管总局投入帮扶资金3000万元。") == ["河阳市"]


def test_the_place_of_a_heading_holds_for_its_section() -> None:
    text = "支援柳林县\n建成样板村5个。"
    assert places(text, "柳林县", headings=["支援柳林县"]) == ["柳林县"]


def periods(text: str, published: str | None = "2019-12-05", title: str | None = None) -> list[str | None]:
    found = indicators_of(article(*text.split("\n"), published=published, title=title))
    return [item.period for item in found]


BULLETIN = "丰宁县2020年国民经济和社会发展统计公报"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年粮食产量10万吨。", ["2020"]),
        ("年末常住人口32万人,比上年末增加0.5万人。", ["2020-12", "2020-12"]),
        ("年初剩余贫困人口260人。全县有学校64所。", ["2020-01", "2020"]),
        ("社会消费品零售总额27亿元。\n有医院5所。", ["2020", "2020"]),
        ("9月接待游客3万人次。", ["2020-09"]),
        ("2019年产茶700吨。", ["2019"]),
        ("力争发展茶园5万亩。", [None]),
    ],
)
def test_a_bulletin_speaks_of_the_year_in_its_title(text: str, expected: list[str | None]) -> None:
    assert periods(text, "2021-03-26", BULLETIN) == expected


def test_a_year_in_another_title_dates_nothing() -> None:
    assert periods("有医院5所。", "2021-03-26", "丰宁县2020年建成医院五所") == [None]
    assert periods("有医院5所。", "2021-03-26", "丰宁县2021年政府工作报告") == [None]


def test_the_whole_year_is_last_year_in_spring_unless_another_governs() -> None:
    assert periods("全年产茶700吨。", "2021-02-01") == ["2020"]
    assert periods("全年产茶700吨。", "2021-11-01") == ["2021"]
    assert periods("2018年,产茶600吨,全年用工3000个。", "2021-02-01") == ["2018", "2018"]


def test_a_state_of_the_past_does_not_date_the_next_sentence() -> None:
    assert periods("年初还有贫困人口260人。建成学校3所。") == ["2019-01", None]


def test_a_time_word_does_not_hold_for_ever() -> None:
    text = "2016年,他来到学校。老师们很高兴。学生们也是。食堂能坐300人。"
    assert periods(text) == [None]


def test_a_time_word_carries_along_its_paragraph() -> None:
    assert periods("去年,争取资金3亿元。投入经费61万元。\n新建学校5所。") == ["2018", "2018", None]


def test_a_new_topic_ends_the_time_of_the_one_before() -> None:
    assert periods("2018年,统筹资金9500万元。“出人”,就是派出5个工作组。") == ["2018", None]


def test_a_comparison_dates_nothing() -> None:
    assert periods("产量为30吨,比2015年增长5%。") == [None, None]


def test_from_and_to_have_their_own_times() -> None:
    assert periods("人口从2015年80户、240人,减少到去年底的9户、30人。") == [
        "2015",
        "2015",
        "2018-12",
        "2018-12",
    ]


def test_now_is_the_day_of_publication() -> None:
    assert periods("目前,全县有贫困村48个。") == ["2019-12-05"]
    assert periods("目前,全县有贫困村48个。", None) == [None]


def test_what_lies_ahead_is_a_target() -> None:
    (item,) = indicators_of(article("到2025年,覆盖率提高到24%。"))
    assert (item.period, item.status) == ("2025", "target")


def test_an_object_moved_to_the_front_is_no_target() -> None:
    (fact,) = indicators_of(article("将剩余的3万多名群众纳入排查。"))
    (aim,) = indicators_of(article("发生率将降到0.5%。"))
    assert (fact.status, aim.status) == ("actual", "target")


def test_a_fact_after_a_plan_is_a_fact() -> None:
    found = indicators_of(article("计划安排经费52万元,截至11月8日,已到账42万元。"))
    assert [item.status for item in found] == ["target", "actual"]


def test_interlaced_breakdowns_are_two_groups() -> None:
    found = indicators_of(article("共走访250户540人,其中脱贫户150户330人,边缘户100户210人。"))
    households = [item for item in found if item.unit == "户"]
    persons = [item for item in found if item.unit == "人"]
    assert [item.role for item in households] == ["whole", "part", "part"]
    assert len({item.group for item in households}) == len({item.group for item in persons}) == 1
    assert households[0].group != persons[0].group


def test_numbers_inside_excluded_names_are_left_out() -> None:
    text = "实施百万亩林场工程,造林5万亩。"
    at = text.index("百万亩林场工程")
    found = indicators_of(article(text), excluded=[Span(at, at + 7)])
    assert [item.text for item in found] == ["5万亩"]


@example("0、0县")
@given(st.text(alphabet="0123一两三万亿个户元%全县今年,。、 \n其中从到增长将已", max_size=60))
def test_any_text_gives_records_whose_spans_lie_in_it(text: str) -> None:
    found: tuple[Indicator, ...] = indicators_of(article(text))
    assert [item.start for item in found] == sorted({item.start for item in found})
    for item in found:
        assert text[item.start : item.end] == item.text
        assert all(0 <= start <= end <= len(text) for start, end in item.provenance.values())


def test_a_sentence_without_end_is_read_like_any_other() -> None:
    found = indicators_of(article("去年," + "甲村产茶700吨," * 400))
    assert [item.metric for item in found] == ["甲村产茶"] * 400
    assert found[0].period == "2018"
