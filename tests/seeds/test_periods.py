"""Periods and statuses of sentences, and what titles and headings report on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from seeds.article import Indicator
from seeds.extract.indicators import indicators_of
from seeds.extract.reporting import reporting_period, reporting_year
from tests.seeds.test_indicators import article

DATA = Path(__file__).parent / "data"


def cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def read(
    *blocks: str, published: str | None = None, title: str | None = None, headings: Sequence[str] = ()
) -> tuple[Indicator, ...]:
    return indicators_of(article(*blocks, published=published, title=title, headings=headings))


@pytest.mark.parametrize("case", cases("periods.jsonl"), ids=lambda case: case["sentence"][:24])
def test_period(case: dict[str, Any]) -> None:
    found = read(*case["sentence"].split("\n"), published="2019-12-05")
    assert [item.period for item in found] == case["expected"]


@pytest.mark.parametrize("case", cases("statuses.jsonl"), ids=lambda case: case["sentence"][:24])
def test_status(case: dict[str, Any]) -> None:
    found = read(case["sentence"], published="2019-12-05")
    assert [item.status for item in found] == case["expected"]


@pytest.mark.parametrize(
    ("title", "published", "expected"),
    [
        ("青禾县2019年国民经济和社会发展统计公报", "2020-04-02", "2019"),
        ("2019年青禾县国民经济和社会发展统计公报", None, "2019"),
        ("青禾县2019年度部门决算公开说明", None, "2019"),
        ("青禾镇2018年工作总结", "2018-12-20", "2018"),
        ("2018年工作总结和2019年工作计划", "2019-01-10", "2018"),
        ("青禾县2019年上半年经济运行情况", "2019-07-25", "2019-01/2019-06"),
        ("2020年前三季度全市经济运行情况", None, "2020-01/2020-09"),
        ("一季度全市经济运行情况", "2020-04-20", "2020-01/2020-03"),
        ("2020年1—8月财政收支情况", "2020-09-11", "2020-01/2020-08"),
        ("2019年政府工作报告", "2019-02-20", None),
        ("2019年政府工作报告", None, None),
        ("2019年政府工作报告", "2020-01-05", "2019"),
        ("2020年经济运行情况", "2019-12-05", None),
        ("青禾县2020年建成学校五所", "2021-03-26", None),
        ("2019年11月8日会议情况通报", "2019-11-10", None),
        (None, "2019-11-10", None),
    ],
)
def test_the_time_that_a_title_reports_on(
    title: str | None, published: str | None, expected: str | None
) -> None:
    assert reporting_period(title, published) == expected
    assert reporting_year(title, published) == (int(expected[:4]) if expected else None)


def test_a_half_yearly_report_speaks_of_its_months() -> None:
    found = read("实现税收3亿元。", "6月末,存款余额80亿元。", title="青禾县2019年上半年经济运行情况")
    assert [item.period for item in found] == ["2019-01/2019-06", "2019-06"]


def test_the_whole_year_of_a_report_without_a_date_is_the_year_of_its_title() -> None:
    (item,) = read("全年产茶700吨。", title="青禾县2019年国民经济和社会发展统计公报")
    assert item.period == "2019"


REVIEW = ("2018年工作回顾", "一、产业更加兴旺", "2019年工作安排")


def test_headings_date_their_sections() -> None:
    found = read(
        REVIEW[0],
        "新建公路90公里。",
        REVIEW[1],
        "建成车间12个。",
        REVIEW[2],
        "新建公路60公里。",
        title="政府工作报告",
        headings=REVIEW,
    )
    assert [(item.period, item.status) for item in found] == [
        ("2018", "actual"),
        ("2018", "actual"),
        ("2019", "target"),
    ]


def test_a_short_line_that_reads_like_a_heading_is_one() -> None:
    found = read("一、2018年主要工作完成情况", "新建公路90公里。", "二、下一步工作打算", "新建公路60公里。")
    assert [(item.period, item.status) for item in found] == [("2018", "actual"), (None, "target")]


def test_a_section_about_plans_still_tells_facts() -> None:
    found = read("今后的工作", "目前有公路60公里。", "2017年建成公路20公里。", headings=["今后的工作"])
    assert [item.status for item in found] == ["actual", "actual"]


def test_an_address_looks_back_on_the_years_before_it() -> None:
    title = "2017年青禾县政府工作报告"
    found = read("五年来,累计减贫3万人。", "过去一年,新建公路90公里。", title=title)
    assert [item.period for item in found] == ["2012/2016", "2016"]


def test_a_plan_says_what_is_to_be_done() -> None:
    found = read("新建公路90公里。", "全县现有公路400公里。", title="青禾县2020年公路建设实施方案")
    assert [item.status for item in found] == ["target", "actual"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("覆盖率和合格率分别达到85%、90%以上。", [">=", ">="]),
        ("两地面积分别稳定在30万亩和20万亩左右。", ["~", "~"]),
        ("年出栏30万头、存栏20万头左右。", ["=", "~"]),
        ("比例分别为45%和38%,绿化率60%以上。", ["=", "=", ">="]),
    ],
)
def test_values_given_in_order_share_their_comparator(sentence: str, expected: list[str]) -> None:
    assert [item.op for item in read(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "period", "status"),
    [
        ("入股的农户年底分红2600元。", None, "actual"),
        ("入股的农户去年底分红2600元。", "2018-12", "actual"),
        ("预计年底分红2600元。", "2019-12", "target"),
        ("年底前建成大棚36座。", "2019-12", "target"),
    ],
)
def test_what_is_paid_out_at_the_end_of_every_year(sentence: str, period: str | None, status: str) -> None:
    (found,) = read(sentence, published="2019-06-10")
    assert (found.period, found.status) == (period, status)


def test_a_headline_may_name_the_part_of_a_year_that_an_article_reports_on() -> None:
    assert reporting_period("青禾县:上半年经济运行平稳", "2019-08-16") == "2019-01/2019-06"
    assert reporting_period("上半年青禾县建成学校五所", "2019-08-16") is None
