"""The economy profile: news of companies and the economy, read with its words and with no other field's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seeds.article import Extraction
from seeds.extract import extract
from seeds.profile import bundled_profile
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


def test_a_company_notice_is_told_by_its_title() -> None:
    found = read("本次回购股份将用于股权激励。", title="青峰动力股份有限公司关于回购股份的公告")
    assert [tag.label for tag in found.tags][-1] == "公司公告"
