"""What the extractor sees when it looks harder, and the record that it fills in for a selected number."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import msgspec
import pytest

from seeds.article import Article, Span
from seeds.extract import extract
from seeds.extract.candidates import candidates, names, numbers, quoted_terms
from seeds.extract.record import record_of
from seeds.profile import bundled_profile
from tests.building import make_article

PROFILE = bundled_profile()


def span_of(article: Article, surface: str) -> Span:
    start = article.text.index(surface)
    return Span(start, start + len(surface))


def surfaces(text: str, spans: list[Span]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全县修路85公里，投入1.6亿元。", ["85公里", "1.6亿元"]),
        ("实行“八个到位”，做到三年不变。", ["八个", "三年"]),
        ("第3批干部１２名到岗", ["１２名"]),
        ("一心为民", []),
    ],
)
def test_numbers_are_those_with_a_unit_that_the_grammar_leaves_out_too(text: str, found: list[str]) -> None:
    assert [surface for surface in surfaces(text, numbers(text)) if surface != "3批"] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("推行“五户联保”和「一村一品」", ["五户联保", "一村一品"]),
        ("印发《青石县扶贫办法》", ["《青石县扶贫办法》"]),
        ("他说：“路通了。我们高兴。”", []),
    ],
)
def test_quoted_terms_are_without_their_marks_and_no_sentences(text: str, found: list[str]) -> None:
    assert surfaces(text, quoted_terms(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("他来到岩脚村的磐石茶叶合作社。", ["岩脚村", "磐石茶叶合作社"]),
        ("我们在农村，全县各乡镇都这样。", []),
        ("村民周大明说：“路通了。”", ["周大明"]),
    ],
)
def test_names_end_like_organisations_and_places_or_are_of_persons(text: str, found: list[str]) -> None:
    assert [name for name in found if name not in surfaces(text, names(text))] == []
    assert found or names(text) == []


def test_candidates_are_in_order_apart_and_touch_nothing_that_is_marked() -> None:
    article = make_article(paragraphs=("青石县推行“八个到位”，在岩脚村办了磐石茶叶合作社，分到12头牛。",))
    found = candidates(article, PROFILE, ())
    assert found == sorted(found)
    assert all(one.end <= after.start for one, after in pairwise(found))
    assert {"八个到位", "12头"} <= set(surfaces(article.text, found))
    marked = [span_of(article, "12头"), span_of(article, "八个到位")]
    left = candidates(article, PROFILE, marked)
    assert not {"八个到位", "12头", "八个"} & set(surfaces(article.text, left))


def test_a_quoted_term_is_a_candidate_also_around_an_annotation() -> None:
    article = make_article(paragraphs=("他们读《青石县扶贫办法》。",))
    found = candidates(article, PROFILE, [span_of(article, "青石县扶")])
    assert "《青石县扶贫办法》" in surfaces(article.text, found)


def test_the_record_of_a_figure_that_the_extractor_finds_is_its_own() -> None:
    article = make_article()
    extracted = extract(article, PROFILE).indicators
    assert extracted
    for indicator in extracted:
        record = record_of(article, PROFILE, Span(indicator.start, indicator.end))
        assert msgspec.structs.replace(record, place_code=indicator.place_code) == indicator


@pytest.mark.parametrize(
    ("sentence", "surface", "value", "unit"),
    [
        ("今年,全县推行“3个到位”做法。", "3个", Decimal(3), "个"),
        ("今年,全县投入产业资金1.6亿元。", "1.6亿", Decimal(160_000_000), "元"),
        ("今年,全县出栏生猪近七成。", "近七成", Decimal(70), "%"),
        ("今年,全县建成路网。", "路网", None, None),
    ],
)
def test_any_selection_has_a_record_with_the_number_that_it_spells(
    sentence: str, surface: str, value: Decimal | None, unit: str | None
) -> None:
    article = make_article(paragraphs=(sentence,))
    span = span_of(article, surface)
    record = record_of(article, PROFILE, span)
    assert (record.start, record.end, record.text) == (*span, surface)
    assert (record.value, record.unit) == (value, unit)
    assert record.period == "2019"


def test_part_of_a_figure_gets_the_record_of_the_whole_figure() -> None:
    article = make_article(paragraphs=("今年,凯里市投入产业资金1.6亿元。",))
    whole = record_of(article, PROFILE, span_of(article, "1.6亿元"))
    part = record_of(article, PROFILE, span_of(article, "1.6亿"))
    assert whole.place == "凯里市"
    assert (part.place, part.metric, part.value, part.unit) == (
        whole.place,
        whole.metric,
        whole.value,
        whole.unit,
    )
    assert article.text[slice(*part.provenance["place"])] == "凯里市"


def test_pointing_at_a_figure_changes_no_other() -> None:
    article = make_article()
    before = {i.id: (i.value, i.unit, i.place, i.period) for i in extract(article, PROFILE).indicators}
    span = span_of(article, "11月底")
    after = {
        i.id: (i.value, i.unit, i.place, i.period)
        for i in extract(article, PROFILE, pointed=span).indicators
        if (i.start, i.end) != span
    }
    assert after == before
