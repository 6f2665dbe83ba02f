"""Entities of every type in sentences of our own, and what holds for any text whatever."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Entity, Meta
from seeds.extract import extract
from seeds.profile import bundled_profile
from tests.building import make_article

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "named.jsonl").read_text(encoding="utf-8").splitlines()
]
WORDS = (
    "青石县 县委 书记 王建军 说 《关于 》 “两不愁三保障” 2019年 12万元 、 。 ( ) 中央 扎赉特旗 合作 "
    "产业扶贫 推进会 · 第一书记 李 G65 工程 𠮷"
)
PIECES = st.sampled_from([*WORDS.split(), "\n", " ", "　", "[/b]", "\x1b[31m", "\x00"])


def entities(text: str) -> tuple[Entity, ...]:
    return extract(make_article(text, ()), bundled_profile()).entities


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:16] for case in CASES])
def test_names_of_a_sentence(case: dict[str, object]) -> None:
    found = [[entity.text, entity.type] for entity in entities(str(case["text"]))]
    assert found == case["entities"]


def test_the_sentences_are_many_and_cover_every_type() -> None:
    assert len(CASES) >= 120
    assert {kind for case in CASES for _, kind in case["entities"]} == {
        "PER", "LOC", "ORG", "DATE", "DOC", "EVENT", "TERM",
    }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_entities_are_ranges_of_the_text_that_do_not_overlap(text: str) -> None:
    article = make_article(text, ())
    found = extract(article, bundled_profile()).entities
    assert all(article.text[entity.start : entity.end] == entity.text for entity in found)
    assert all(entity.text and "\n" not in entity.text for entity in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert len({entity.id for entity in found}) == len(found)
    assert all(0 < entity.confidence <= 1 and entity.rule for entity in found)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    article = make_article(text, ())
    assert extract(article, bundled_profile()) == extract(article, bundled_profile())


def test_a_name_is_marked_wherever_it_stands() -> None:
    text = "村支书覃世平带头种果树。大家都信服覃世平。"
    assert [entity.text for entity in entities(text)] == ["覃世平", "覃世平"]


def test_an_author_of_the_page_is_a_person() -> None:
    article = make_article("雪原上的欧阳青川走访了山村", ())
    article = msgspec.structs.replace(article, meta=Meta(authors=("欧阳青川",)))
    assert [entity.text for entity in extract(article, bundled_profile()).entities] == ["欧阳青川"]


def test_a_date_carries_its_iso_value() -> None:
    article = make_article("今年底全部完工", (), published="2019-06-01")
    (date,) = extract(article, bundled_profile()).entities
    assert (date.text, date.type, date.value) == ("今年底", "DATE", "2019-12")


def test_layout_spaces_do_not_hide_a_name() -> None:
    (document,) = entities("印发《青石县发展规划(2013—2020 年)》")
    assert document.text == "《青石县发展规划(2013—2020 年)》"


def test_the_rule_of_an_entity_says_what_made_it() -> None:
    found = {entity.text: entity.rule for entity in entities("榆社县委书记李明远说,要落实“一户一策”")}
    assert found["李明远"] == "person:trigger:县委书记"
    assert found["一户一策"] == "lexicon:TERM:一户一策"
    assert {entity.rule for entity in entities("榆社县")} == {"gazetteer:140721"}
