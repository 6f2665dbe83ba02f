"""Checks: relations between figures, said with their sum; silence where nothing is certain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Check, Entity
from seeds.extract.checks import checks_of
from seeds.extract.indicators import indicators_of
from tests.seeds.test_indicators import article

RELATIONS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "relations.jsonl").read_text(encoding="utf-8").splitlines()
]


def checks(text: str, published: str = "2019-12-05") -> list[Check]:
    indicators = indicators_of(article(text, published=published), subject="丰宁县")
    return list(checks_of(indicators, text, published=published))


@pytest.mark.parametrize("case", RELATIONS, ids=[case["text"][:24] for case in RELATIONS])
def test_relations_of_a_passage(case: dict[str, object]) -> None:
    found = checks(str(case["text"]), str(case.get("published", "2019-12-05")))
    assert [[check.kind, check.holds, check.message] for check in found] == case["checks"]


def test_the_passages_hold_fail_and_are_silent() -> None:
    verdicts = [{check[1] for check in case["checks"]} for case in RELATIONS]
    assert min(verdicts.count({True}), verdicts.count({False}), verdicts.count(set())) >= 10


@pytest.mark.parametrize(
    ("text", "kind", "holds", "message"),
    [
        ("共走访250户,其中脱贫户150户,边缘户100户。", "sum", True, "150户 + 100户 = 250户"),
        ("共走访250户,其中脱贫户170户,边缘户100户。", "sum", False, "170户 + 100户 = 270户 ≠ 250户"),
        ("共走访250户,其中脱贫户270户。", "sum", False, "270户 > 250户"),
        (
            "建成农田5.2万亩,其中甲镇1.9万亩,乙镇1.4万亩,丙镇1.2万亩,丁镇0.9万亩。",
            "sum",
            False,
            "1.9万亩 + 1.4万亩 + 1.2万亩 + 0.9万亩 = 5.4万亩 ≠ 5.2万亩",
        ),
        (
            "投资1.5亿元,其中道路9000万元,桥梁8000万元。",
            "sum",
            False,
            "9000万元 + 8000万元 = 1.7亿元 ≠ 1.5亿元",
        ),
        (
            "今年再建5万亩,其中新建3万亩,改造2万亩,到2025年累计达到30万亩。",
            "sum",
            True,
            "3万亩 + 2万亩 = 5万亩",
        ),
        ("项目总投资4350万元。这批项目总投资4530万元。", "repeat", False, "项目总投资: 4350万元 ≠ 4530万元"),
        (
            "进出口320.6亿元,其中出口210.4亿元,进口110.3亿元。",
            "sum",
            True,
            "210.4亿元 + 110.3亿元 ≈ 320.6亿元",
        ),
        ("每户补助8000元,500户共补助400万元。", "product", True, "500户 × 8000元 = 400万元"),
        ("收益150万元,带动3000名村民人均增收500元。", "product", True, "3000名 × 500元 = 150万元"),
        ("发生率从12.5%下降到0.9%。", "change", True, "12.5% → 0.9% (−11.6%)"),
        ("发生率从0.9%下降到12.5%。", "change", False, "0.9% → 12.5% (+11.6%)"),
        ("产量由30吨增加到45吨。", "change", True, "30吨 → 45吨 (+15吨)"),
        ("完成投资2.4亿元,占总投资3亿元的80%。", "share", True, "2.4亿元 ÷ 3亿元 = 80%"),
        ("完成投资2.40亿元,占总投资3.00亿元的70%。", "share", False, "2.40亿元 ÷ 3.00亿元 = 80% ≠ 70%"),
        ("贫困发生率1.2%,达到贫困发生率1.5%以内的标准。", "threshold", True, "1.2% ≤ 1.5%"),
        ("贫困发生率1.8%,达到贫困发生率1.5%以内的标准。", "threshold", False, "1.8% > 1.5%"),
        ("全县贫困村48个。对贫困村48个进行自查。", "repeat", True, "贫困村: 48个 = 48个"),
    ],
)
def test_relation(text: str, kind: str, holds: bool, message: str) -> None:
    assert [(check.kind, check.holds, check.message) for check in checks(text)] == [(kind, holds, message)]


@pytest.mark.parametrize(
    "text",
    [
        "全县贫困人口5.9万人,其中已脱贫3万人。",
        "全县贫困户2000户,其中因病致贫800户,因学致贫500户。",
        "参加培训80人,其中女性60人,党员50人。",
        "带动3000人人均增收500元,收益160万元。",
        "去年投入3亿元,今年投入5亿元。",
        "发生率从12.5%下降,满意度提高到99%。",
        "完成投资2.4亿元,占年度计划的80%。",
        "完成投资2亿元,占总投资3亿元的70%。",
        "建成学校3所、医院2所。",
        "项目总投资4350万元。二期总投资4530万元。",
        "去年粮食产量435吨,今年粮食产量453吨。",
        "用地3.2万亩,其中甲镇1.1万亩,乙镇0.9万亩,丙镇0.7万亩,丁镇0.6万亩。",
        "走访60户,其中贫困户40户,目前已帮扶90户。",
    ],
)
def test_no_false_alarm(text: str) -> None:
    assert [check for check in checks(text) if not check.holds] == []


def test_an_incomplete_breakdown_is_silent() -> None:
    assert checks("全县贫困人口5.9万人,其中已脱贫3万人。") == []


def test_interlaced_groups_are_summed_apart() -> None:
    text = "共走访250户540人,其中脱贫户150户330人,边缘户100户210人。"
    assert [check.message for check in checks(text)] == ["150户 + 100户 = 250户", "330人 + 210人 = 540人"]


def test_a_motion_of_two_figures_is_two_changes() -> None:
    text = "贫困人口从2015年80户、240人,减少到去年底的9户、30人。"
    assert [check.message for check in checks(text)] == ["80户 → 9户 (−71户)", "240人 → 30人 (−210人)"]


@pytest.mark.parametrize(
    ("county", "village", "holds"), [("2408人", "36人", True), ("2408人", "3600人", False)]
)
def test_a_village_has_no_more_than_its_county(county: str, village: str, holds: bool) -> None:
    text = f"2018年底,丰宁县贫困人口{county},丰宁县搬迁3000人,石桥村贫困人口{village}。"
    places = [named(text, "丰宁县", 0), named(text, "丰宁县", 12), named(text, "石桥村", 0)]
    found = checks_of(indicators_of(article(text), places=places, subject="丰宁县"), text)
    assert [(check.kind, check.holds) for check in found] == [("subset", holds)]


def named(text: str, name: str, behind: int) -> Entity:
    start = text.index(name, behind)
    end = start + len(name)
    return Entity(id=f"e{start}-{end}", start=start, end=end, text=name, type="LOC")


def test_spaces_and_wide_marks_of_the_page_change_no_relation() -> None:
    text = "共走访 250 户，其中脱贫户 150 户，边缘户 100 户；亩产由 318 公斤提高到 365 公斤，增加 47 公斤。"
    assert [check.kind for check in checks(text)] == ["sum", "change", "difference"]


def test_a_list_whose_number_is_no_figure_has_no_indicators() -> None:
    (check,) = checks("贫困户分为甲、乙、丙三类管理。")
    assert check.holds
    assert check.indicators == ()


def test_a_list_beside_a_figure_names_it() -> None:
    text = "项目覆盖松阳、云和、景宁3县。"
    (figure,) = indicators_of(article(text))
    (check,) = checks_of([figure], text)
    assert check.indicators == (figure.id,)


def test_a_number_that_recalls_a_list_names_its_figure() -> None:
    text = "石桥县、柳湾市、大坪区派出干部。每年3个县(市、区)轮换一次。"
    figures = indicators_of(article(text))
    (check,) = (check for check in checks_of(figures, text) if check.kind == "list")
    assert check.holds
    assert check.indicators == tuple(figure.id for figure in figures if figure.text == "3个")


@pytest.mark.parametrize(
    ("captions", "complete"),
    [
        ("图一:入户。\n图二:采摘。", True),
        ("图1:入户。\n图2:采摘。\n图3:新房。", True),
        ("图一:入户。\n图三:新房。", False),
        ("图二:采摘。\n图三:新房。", False),
        ("见图一:入户。图二:采摘。", False),
    ],
)
def test_captions_that_are_numbered_in_full_make_a_list(captions: str, complete: bool) -> None:
    assert [check.holds for check in checks(captions)] == [True] * complete


def test_a_figure_of_a_later_year_is_remarked_and_judged_only_by_a_verb() -> None:
    remark, judged = (
        checks(f"2017年合作社收益90万元,2018年合作社收益{verb}70万元。") for verb in ("", "增加到")
    )
    assert [check.holds for check in remark] == [True]
    assert [check.holds for check in judged] == [False]


def test_a_check_names_its_indicators() -> None:
    text = "共走访250户,其中脱贫户150户,边缘户100户。"
    found = indicators_of(article(text))
    (check,) = checks_of(found)
    assert set(check.indicators) == {item.id for item in found}


def test_three_figures_make_one_product() -> None:
    text = "12户茶农凑了24万元,每户2万元。合作社从12户增加到50户。"
    assert [check.message for check in checks(text) if check.kind == "product"] == ["12户 × 2万元 = 24万元"]


PIECES = (
    "全县 其中 3县 甲、乙、 和 等 “ ” ( ) 三个 一是 二是 共计 每年 连续3年 200万元 4% 占 的 从 下降到 "
    "比去年的 “三保障” “两个加” 保障 加 甲县、乙市、丙区 (县、市) 第一, —— : 图一: 2018年 一期 预计 "
    "圆满完成了任务 至少 以上 , 。 \n 　"
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES.split(" ")), max_size=24).map("".join))
def test_any_passage_can_be_checked(text: str) -> None:
    found = indicators_of(article(text))
    ids = {item.id for item in found}
    for check in checks_of(found, text, published="2019-12-05"):
        assert set(check.indicators) <= ids
        assert check.message
        assert "\n" not in check.message
