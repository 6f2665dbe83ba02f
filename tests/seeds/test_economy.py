"""The economy profile: news of companies and the economy, read with its words and with no other field's."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from seeds.article import Extraction
from seeds.extract import extract
from seeds.profile import bundled_profile, bundled_text
from tests.building import make_article

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "economy.jsonl").read_text(encoding="utf-8").splitlines()
]
IDS = [case["text"][:16] for case in CASES]


def read(text: str, title: str = "经济短讯") -> Extraction:
    return extract(make_article(title, (text,), published="2023-11-20"), bundled_profile("economy"))


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_names_of_an_economic_sentence(case: dict[str, object]) -> None:
    found = [[entity.text, entity.type] for entity in read(str(case["text"])).entities]
    assert found == case["entities"]


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_figures_of_an_economic_sentence(case: dict[str, list[list[str | None]]]) -> None:
    found = read(str(case["text"])).indicators
    assert [figure.text for figure in found] == [text for text, _ in case["figures"]]
    for figure, (_, metric) in zip(found, case["figures"], strict=True):
        assert metric in (None, figure.metric)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_topics_of_an_economic_sentence(case: dict[str, object]) -> None:
    assert [tag.label for tag in read(str(case["text"])).tags] == case["tags"]


def test_the_sentences_are_many() -> None:
    assert len(CASES) >= 15


def test_words_of_another_field_mean_nothing_here() -> None:
    found = read("县里落实“两不愁三保障”,推进产业扶贫,实施“雨露计划”,做好脱贫攻坚和易地搬迁工作。")
    assert {entity.type for entity in found.entities} <= {
        kind.code for kind in bundled_profile("economy").types
    }
    assert [
        entity for entity in found.entities if entity.text in ("两不愁三保障", "产业扶贫", "雨露计划")
    ] == []
    labels = {topic.label for topic in bundled_profile("economy").topics}
    assert {tag.label for tag in found.tags} <= labels
    assert not any("扶贫" in label or "脱贫" in label for label in labels)


def test_no_word_of_work_against_poverty_is_in_the_profile() -> None:
    text = bundled_text("economy")
    theirs = bundled_profile("poverty")
    words = {word for table in msgspec.structs.astuple(theirs.words) for word in table}
    # A profile may leave a place (退出) or be about more than one field (惠民, 增收).
    for word in (*words - {"惠民", "增收"}, "贫", "扶持", "驻村", "低保", "乡村振兴"):
        assert word not in text


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("走访脱贫户李玉莲一家。", ("李玉莲", "PER")),
        ("市委脱贫攻坚联络组开会。", ("市委脱贫攻坚联络组", "ORG")),
        ("省防止返贫办公室发文。", ("省防止返贫办公室", "ORG")),
        ("文章刊于《中国扶贫》。", ("中国扶贫", "ORG")),
    ],
)
def test_a_rule_takes_its_words_from_the_profile_at_hand(text: str, taken: tuple[str, str]) -> None:
    article = make_article("短讯", (text,), published="2023-11-20")
    here = {(entity.text, entity.type) for entity in read(text, title="短讯").entities}
    there = {(entity.text, entity.type) for entity in extract(article, bundled_profile("poverty")).entities}
    assert taken in there
    assert taken not in here


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("当地有3000贫困户。", []),
        ("园区服务3000个体工商户。", [("3000", "户", "actual")]),
        ("今年有25家企业计划上市。", [("25家", "家", "target")]),
        ("今年有25个县计划摘帽。", [("25个", "个", "actual")]),
        ("力争让未脱贫的300户增收。", [("300户", "户", "target")]),
        ("力争让未复产的300家企业获得贷款。", [("300家", "家", "actual")]),
    ],
)
def test_figures_are_read_with_the_words_of_the_economy(
    text: str, figures: list[tuple[str, str, str]]
) -> None:
    assert [(figure.text, figure.unit, figure.status) for figure in read(text).indicators] == figures


def test_a_company_notice_is_told_by_its_title() -> None:
    found = read("本次回购股份将用于股权激励。", title="青峰动力股份有限公司关于回购股份的公告")
    assert [tag.label for tag in found.tags][-1] == "公司公告"
