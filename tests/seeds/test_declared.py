"""Words of a profile: types of its own, found by its lexicons and patterns, and no others."""

from __future__ import annotations

import msgspec
import pytest

from seeds.article import Entity
from seeds.extract import extract
from seeds.profile import EntityType, Profile, bundled_profile
from tests.building import make_article

TEXT = "青石县推进产业扶贫,种下红阳猕猴桃800亩,引进XD-30型烘干机,县农业农村局局长周明说。"


def profile(codes: str, **tables: object) -> Profile:
    types = [
        {"code": code, "en": code, "zh": code, "key": str(at), "colour": "red"}
        for at, code in enumerate(codes.split(), 1)
    ]
    return msgspec.convert({"name": "own", "en": "own", "zh": "own", "types": types, **tables}, type=Profile)


def entities(text: str, with_profile: Profile) -> list[Entity]:
    return list(extract(make_article("短讯", (text,)), with_profile).entities)


def test_a_type_of_the_profile_is_found_by_its_lexicon_and_its_patterns() -> None:
    words = profile(
        "CROP MACHINE",
        lexicon={"CROP": ["红阳猕猴桃", "猕猴桃"]},
        patterns={"MACHINE": ["[A-Z]+-\\d+型?烘干机"]},
    )
    found = [(entity.text, entity.type, entity.rule) for entity in entities(TEXT, words)]
    assert found == [
        ("红阳猕猴桃", "CROP", "lexicon:CROP:红阳猕猴桃"),
        ("XD-30型烘干机", "MACHINE", "pattern:MACHINE:1"),
    ]


def test_patterns_are_numbered_as_they_stand() -> None:
    words = profile("MACHINE", patterns={"MACHINE": ["脱粒机", "烘干机"]})
    assert [entity.rule for entity in entities(TEXT, words)] == ["pattern:MACHINE:2"]


def test_patterns_see_widths_folded() -> None:
    words = profile("MACHINE", patterns={"MACHINE": ["XD-\\d+"]})
    (entity,) = entities("引进XD-30 烘干机。", words)
    assert entity.text == "XD-30"


@pytest.mark.parametrize("codes", ["PER", "LOC", "PER LOC", "ORG DATE"])
def test_only_the_types_of_the_profile_are_marked(codes: str) -> None:
    found = {entity.type for entity in entities(TEXT, profile(codes))}
    assert found <= set(codes.split())


def test_a_profile_without_terms_has_none_of_them() -> None:
    without = msgspec.structs.replace(
        bundled_profile(),
        types=tuple(kind for kind in bundled_profile().types if kind.code != "TERM"),
        lexicon={},
        patterns={},
    )
    assert "TERM" in {entity.type for entity in entities(TEXT, bundled_profile())}
    assert "TERM" not in {entity.type for entity in entities(TEXT, without)}


def test_the_words_of_poverty_work_are_those_of_its_profile() -> None:
    bare = msgspec.structs.replace(bundled_profile(), lexicon={}, patterns={})
    text = "推进教育扶贫和健康扶贫,召开市委扶贫开发工作会议,县扶贫办负责落实。"
    found = {(entity.text, entity.type) for entity in entities(text, bundled_profile())}
    assert {("教育扶贫", "TERM"), ("健康扶贫", "TERM"), ("市委扶贫开发工作会议", "EVENT")} <= found
    assert ("县扶贫办", "ORG") in found
    assert {kind for _, kind in found} - {entity.type for entity in entities(text, bare)} == {"TERM", "EVENT"}


def test_a_type_needs_no_more_than_its_names_and_key() -> None:
    kind = EntityType(code="CROP", en="crop", zh="作物", key="1", colour="green")
    assert (kind.guideline_en, kind.guideline_zh) == ("", "")


@pytest.mark.parametrize("name", ["poverty", "economy"])
def test_every_bundled_type_that_has_a_guideline_has_it_in_both_languages(name: str) -> None:
    kinds = bundled_profile(name).types
    assert all(bool(kind.guideline_en) == bool(kind.guideline_zh) for kind in kinds)
    assert sum(bool(kind.guideline_en) for kind in kinds) >= 6


@pytest.mark.parametrize("left_out", ["DOC", "DOC TERM EVENT"])
@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("县里印发《落实《产业规划》新建50个大棚的通知》,培训200人。", ["200人"]),
        ("按照《青石县2030年1000万元补助计划》,发放300万元。", ["300万元"]),
        ("《3年行动方案》提出,今年硬化道路12公里。", ["12公里"]),
    ],
)
def test_a_number_in_a_title_is_no_figure_whether_or_not_titles_are_marked(
    text: str, figures: list[str], left_out: str
) -> None:
    whole = bundled_profile()
    types = tuple(kind for kind in whole.types if kind.code not in left_out.split())
    article = make_article("通知", (text,), published="2022-05-01")
    with_titles = extract(article, whole)
    without = extract(article, msgspec.structs.replace(whole, types=types))
    assert [figure.text for figure in with_titles.indicators] == figures
    assert without.indicators == with_titles.indicators
    assert "DOC" not in {entity.type for entity in without.entities}
