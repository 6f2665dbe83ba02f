"""What decisions teach, and what the rules that they taught do to the suggestions of other articles."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Article, Entity, Extraction, Indicator, entity_id
from seeds.extract.taught import taught
from seeds.learned import Always, Extend, Never, Rule, Trim, UnitOf
from seeds.proposals import Judgement, proposals
from tests.building import make_article, make_entity, make_indicator

TEXT = "记者到落雁岭采访。落雁岭村和落雁岭西的茶园连成片,县里说落雁岭明年通路。"
ARTICLE = make_article("山里的路", (TEXT,))


def entity(text: str, kind: str, start: int = 0, value: str | None = None) -> Entity:
    end = start + len(text)
    return Entity(id=entity_id(start, end), start=start, end=end, text=text, type=kind, value=value)


def figure(metric: str | None, unit: str | None, value: str = "48") -> Indicator:
    return Indicator(id="i0-3", start=0, end=3, text="48个", metric=metric, unit=unit, value=Decimal(value))


def judged(
    *pairs: tuple[Entity | Indicator | None, Entity | Indicator | None],
) -> list[Judgement]:
    return [
        Judgement(aid=aid, rid=f"r{aid}", suggested=before, decided=after)
        for aid, (before, after) in enumerate(pairs, 1)
    ]


def rules(*pairs: tuple[Entity | Indicator | None, Entity | Indicator | None]) -> list[Rule]:
    return [found.rule for found in proposals(judged(*pairs))]


HILL, HILL_AS_PLACE = entity("落雁岭", "PER"), entity("落雁岭", "LOC")


def test_a_type_that_was_corrected_twice_is_a_rule_and_once_is_none() -> None:
    assert rules((HILL, HILL_AS_PLACE)) == []
    (found,) = proposals(judged((HILL, HILL_AS_PLACE), (None, HILL_AS_PLACE)))
    assert found.rule == Always("落雁岭", "LOC")
    assert [(one.aid, one.rid, one.before, one.after) for one in found.evidence] == [
        (1, "r1", "落雁岭 PER", "落雁岭 LOC"),
        (2, "r2", "", "落雁岭 LOC"),
    ]


def test_acceptances_support_what_a_correction_taught_and_teach_nothing_by_themselves() -> None:
    accepted = (HILL_AS_PLACE, HILL_AS_PLACE)
    assert rules(accepted, accepted, accepted, accepted) == []
    (found,) = proposals(judged((HILL, HILL_AS_PLACE), accepted, accepted))
    assert (found.rule, found.decisions, len(found.evidence)) == (Always("落雁岭", "LOC"), 3, 1)


@pytest.mark.parametrize(
    "against", [(HILL, HILL), (HILL_AS_PLACE, None), (None, HILL)], ids=["accepted", "rejected", "added"]
)
def test_one_decision_to_the_contrary_is_enough_for_no_rule(against: tuple[Entity, Entity | None]) -> None:
    for_it = (HILL, HILL_AS_PLACE)
    assert rules(for_it, for_it) == [Always("落雁岭", "LOC")]
    assert rules(for_it, for_it, against) == []


def test_what_was_rejected_twice_is_never_one_unless_it_once_was() -> None:
    assert rules((HILL, None), (HILL, None)) == [Never("落雁岭", "PER")]
    assert rules((HILL, None), (HILL, None), (HILL, HILL)) == []


def test_a_boundary_is_learned_from_two_names_and_not_from_one() -> None:
    first = (entity("青石县县委", "LOC"), entity("青石县", "LOC"))
    second = (entity("白水县县委", "LOC"), entity("白水县", "LOC"))
    assert rules(first, first) == [Always("青石县", "LOC", "青石县县委")]
    assert rules(first, first, (first[0], first[0])) == []
    assert rules(first, second) == [Trim("县委", "LOC", "end")]
    ends_so = entity("长河县县委", "LOC")
    assert rules(first, second, (ends_so, ends_so)) == []


def test_what_was_left_out_of_names_is_learned_at_either_side() -> None:
    longer = [
        (entity("青石", "LOC"), entity("青石县", "LOC")),
        (entity("白水", "LOC"), entity("白水县", "LOC")),
    ]
    assert rules(*longer) == [Extend("县", "LOC", "end")]
    before = [
        (entity("青石县", "LOC", 2), entity("属地青石县", "LOC")),
        (entity("白水县", "LOC", 2), entity("属地白水县", "LOC")),
    ]
    assert rules(*before) == [Extend("属地", "LOC", "start")]


def test_a_unit_is_learned_where_nothing_else_of_the_record_changed() -> None:
    taught_twice = [(figure("出列村", "个"), figure("出列村", "个村"))] * 2
    assert rules(*taught_twice) == [UnitOf("出列村", "个村", "个")]
    assert rules(*taught_twice, (figure("出列村", "个"), figure("出列村", "个"))) == []
    other_value = (figure("出列村", "个"), figure("出列村", "万个", value="0.0048"))
    assert rules(other_value, other_value) == []


def test_dates_teach_no_names_for_their_value_is_that_of_their_article() -> None:
    today = (None, entity("今年", "DATE", value="2019"))
    assert rules(today, today) == []


def test_widths_and_layout_make_no_other_name() -> None:
    assert rules((None, entity("ABC计划", "TERM")), (None, entity("ＡＢＣ计划", "TERM"))) == [
        Always("ABC计划", "TERM")
    ]


# What the rules do


def texts(extraction: Extraction) -> list[tuple[str, str, str]]:
    return [(e.text, e.type, e.rule) for e in extraction.entities]


def test_a_name_is_found_wherever_it_stands_alone_and_says_which_rule_found_it() -> None:
    rule = Always("落雁岭", "LOC")
    found = taught(Extraction(), ARTICLE, [rule])
    assert texts(found) == [("落雁岭", "LOC", rule.name)] * 4
    assert rule.name == "learned:always:LOC:落雁岭"
    assert all(ARTICLE.text[e.start : e.end] == e.text for e in found.entities)
    assert [e.start for e in found.entities] == sorted(e.start for e in found.entities)


def test_a_name_in_a_longer_suggestion_is_left_and_a_shorter_one_gives_way() -> None:
    village = make_entity(ARTICLE, "落雁岭村", "LOC")
    rule = Always("落雁岭西", "LOC")
    inside = make_entity(ARTICLE, "雁岭西", "LOC")
    found = taught(Extraction(entities=(village, inside)), ARTICLE, [Always("落雁岭", "LOC"), rule])
    assert [e.text for e in found.entities] == ["落雁岭", "落雁岭村", "落雁岭西", "落雁岭"]
    assert found.entities[1] == village
    assert found.entities[2].rule == rule.name


def test_a_name_that_is_known_to_be_too_long_is_cut_and_no_other_is() -> None:
    village = make_entity(ARTICLE, "落雁岭村", "LOC")
    west = make_entity(ARTICLE, "落雁岭西", "LOC")
    rule = Always("落雁岭", "LOC", "落雁岭西")
    found = taught(Extraction(entities=(village, west)), ARTICLE, [rule])
    assert texts(found) == [("落雁岭村", "LOC", "test"), ("落雁岭", "LOC", rule.name)]


def test_a_suggestion_of_the_wrong_type_gets_the_right_one_and_a_right_one_stays_as_it_is() -> None:
    wrong = make_entity(ARTICLE, "落雁岭", "PER")
    found = taught(Extraction(entities=(wrong,)), ARTICLE, [Always("落雁岭", "LOC")])
    assert (found.entities[0].type, found.entities[0].id) == ("LOC", wrong.id)
    right = make_entity(ARTICLE, "落雁岭", "LOC")
    assert taught(Extraction(entities=(right,)), ARTICLE, [Always("落雁岭", "LOC")]).entities[0] == right


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("周明", "周明确表示支持"), ("中山区", "在集中山区建房"), ("AB", "使用ABS材料"), ("12", "共有123处")],
)
def test_a_name_that_would_cut_a_word_or_a_number_is_none(name: str, sentence: str) -> None:
    article = make_article("要闻", (sentence,))
    assert taught(Extraction(), article, [Always(name, "TERM")]).entities == ()


def test_a_name_is_not_put_over_a_figure() -> None:
    article = make_article("要闻", ("今年新建48个茶园示范点",))
    number = make_indicator(article, "48个", "茶园示范点", "48", "个")
    found = taught(Extraction(indicators=(number,)), article, [Always("48个茶园", "TERM")])
    assert found.entities == ()


def test_what_is_never_a_name_goes() -> None:
    wrong, other = make_entity(ARTICLE, "落雁岭", "PER"), make_entity(ARTICLE, "记者", "PER")
    found = taught(Extraction(entities=(other, wrong)), ARTICLE, [Never("落雁岭", "PER")])
    assert found.entities == (other,)
    assert taught(found, ARTICLE, [Never("记者", "LOC")]).entities == (other,)


def test_a_boundary_rule_moves_the_boundary_of_every_name_of_its_type() -> None:
    article = make_article("要闻", ("丰水县县委派出工作队,沙河县县委也一样。",))
    first, second = make_entity(article, "丰水县县委", "LOC"), make_entity(article, "沙河县县委", "ORG")
    rule = Trim("县委", "LOC", "end")
    found = taught(Extraction(entities=(first, second)), article, [rule])
    assert texts(found) == [("丰水县", "LOC", rule.name), ("沙河县县委", "ORG", "test")]
    assert found.entities[0].id == entity_id(found.entities[0].start, found.entities[0].end)


def test_a_name_grows_over_nothing_else() -> None:
    article = make_article("要闻", ("丰水县和沙河县都来了",))
    names = (make_entity(article, "丰水", "LOC"), make_entity(article, "沙河", "LOC"))
    rule = Extend("县", "LOC", "end")
    assert [e.text for e in taught(Extraction(entities=names), article, [rule]).entities] == [
        "丰水县",
        "沙河县",
    ]
    taken = make_entity(article, "县和", "TERM")
    found = taught(Extraction(entities=(names[0], taken, names[1])), article, [rule])
    assert [e.text for e in found.entities] == ["丰水", "县和", "沙河县"]


def test_a_unit_is_put_where_the_extractor_said_the_other() -> None:
    article = make_article("要闻", ("全县48个村出列,另有12户。",))
    village, other = (
        make_indicator(article, "48个", "出列村", "48", "个"),
        make_indicator(article, "12户", "出列村", "12", "户"),
    )
    rule = UnitOf("出列村", "个村", "个")
    found = taught(Extraction(indicators=(village, other)), article, [rule])
    assert found.indicators == (msgspec.structs.replace(village, unit="个村", rule=rule.name), other)


NAMES = st.text("落雁岭村和西A1 县", min_size=1, max_size=4)
KINDS = st.sampled_from(["LOC", "PER"])
SIDES = st.sampled_from(["start", "end"])
RULES = st.one_of(
    st.builds(Always, NAMES, KINDS, st.none() | NAMES),
    st.builds(Never, NAMES, KINDS),
    st.builds(Trim, NAMES, KINDS, SIDES),
    st.builds(Extend, NAMES, KINDS, SIDES),
)


def at_random(article: Article, cuts: list[tuple[int, int]], kind: str) -> tuple[Entity, ...]:
    found, done = [], 0
    for start, size in sorted(cuts):
        end = start + size
        text = article.text[start:end]
        if start >= done and len(text) == size and "\n" not in text and text == text.strip():
            found.append(
                Entity(
                    id=entity_id(start, end), start=start, end=end, text=article.text[start:end], type=kind
                )
            )
            done = end
    return tuple(found)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.text("落雁岭村和西A1 县", min_size=1, max_size=30), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5)), max_size=6),
    KINDS,
    st.lists(RULES, max_size=6),
)
def test_whatever_the_rules_names_lie_in_the_text_and_none_over_another(
    paragraphs: list[str], cuts: list[tuple[int, int]], kind: str, rules: list[Rule]
) -> None:
    article = make_article("村", paragraphs)
    before = Extraction(entities=at_random(article, cuts, kind))
    after = taught(before, article, rules).entities
    for one in after:
        assert one.text == article.text[one.start : one.end]
        assert one.text == one.text.strip() != ""
        assert "\n" not in one.text
        assert one.id == entity_id(one.start, one.end)
    assert all(one.end <= other.start for one, other in pairwise(after))
    assert {e for e in after if not e.rule} <= set(before.entities)
