"""The words of a profile's field: each list adds to a rule of the language, which has none of them."""

from __future__ import annotations

import msgspec
import pytest

from seeds.article import Extraction
from seeds.extract import extract
from seeds.profile import NO_WORDS, Profile, Words, bundled_profile
from tests.building import make_article

# Made-up fields: no rule can know their words but from the profile.
PLACES = Words(places=("蓝缎",))
BODIES = Words(bodies=("蓝缎助农",))
WORKS = Words(works=("蓝缎",))
DEPARTMENTS = Words(departments=("蓝缎推广",))
TITLES = Words(titles=("蓝缎专干",))
PEOPLE = Words(people=("蓝缎户", "蓝缎员"))
EVENTS = Words(events=("缎会",))
OUTCOMES = Words(outcomes=("挂缎",))
NORMS = Words(norms=("按缎轮换",))


def having(words: Words) -> Profile:
    """The poverty profile with these words alone."""
    return msgspec.structs.replace(bundled_profile(), words=words)


def read(text: str, profile: Profile) -> Extraction:
    return extract(make_article("记事", (text,), published="2022-05-01"), profile)


def names(text: str, profile: Profile) -> set[tuple[str, str]]:
    return {(entity.text, entity.type) for entity in read(text, profile).entities}


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("全区办起缎厂,到蓝缎村看一看。", ("蓝缎村", "LOC"), PLACES),
        ("大家来到北坡蓝缎助农合作社。", ("北坡蓝缎助农合作社", "ORG"), BODIES),
        ("会议研究了山地蓝缎工程的进度。", ("山地蓝缎工程", "TERM"), WORKS),
    ],
)
def test_a_word_that_makes_a_class_makes_no_name(text: str, name: tuple[str, str], words: Words) -> None:
    assert name in names(text, having(NO_WORDS))
    assert name not in names(text, having(words))


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("记者从省蓝缎推广局获悉。", ("省蓝缎推广局", "ORG"), DEPARTMENTS),
        ("方案由市委蓝缎推广联络组起草。", ("市委蓝缎推广联络组", "ORG"), DEPARTMENTS),
        ("地里有蓝缎专干李玉莲,正在量地。", ("李玉莲", "PER"), TITLES),
        ("走进蓝缎户李玉莲的院子。", ("李玉莲", "PER"), PEOPLE),
        ("大家参加西部山地手工蓝缎会。", ("西部山地手工蓝缎会", "EVENT"), EVENTS),
    ],
)
def test_a_word_of_the_field_lets_a_rule_find_a_name(text: str, name: tuple[str, str], words: Words) -> None:
    assert name not in names(text, having(NO_WORDS))
    assert name in names(text, having(words))


def test_a_kind_of_people_is_what_a_number_before_it_counts() -> None:
    text = "今年走访3000蓝缎户和120蓝缎员。"
    assert read(text, having(NO_WORDS)).indicators == ()
    found = read(text, having(PEOPLE)).indicators
    assert [(figure.text, figure.unit) for figure in found] == [("3000", "户"), ("120", "人")]


def test_a_place_by_its_class_is_counted_in_characters() -> None:
    text = "他走遍了三个蓝缎村。"
    assert read(text, having(NO_WORDS)).indicators == ()
    assert [figure.text for figure in read(text, having(PLACES)).indicators] == ["三个"]


def test_what_is_done_is_not_what_is_counted() -> None:
    text = "返乡青年中有300人挂缎。"
    (without,) = read(text, having(NO_WORDS)).indicators
    (figure,) = read(text, having(OUTCOMES)).indicators
    assert (without.metric, figure.metric) == ("挂缎", "返乡青年")


@pytest.mark.parametrize(
    ("text", "words", "without", "status"),
    [
        ("今年有25个县计划挂缎。", OUTCOMES, "actual", "target"),
        ("力争让未挂缎的300户住上新房。", OUTCOMES, "target", "actual"),
        ("干部按缎轮换3年。", NORMS, "actual", "standard"),
    ],
)
def test_words_of_the_field_tell_what_is_planned_what_is_left_and_what_is_a_rule(
    text: str, words: Words, without: str, status: str
) -> None:
    assert [figure.status for figure in read(text, having(NO_WORDS)).indicators] == [without]
    assert [figure.status for figure in read(text, having(words)).indicators] == [status]


def test_a_journal_of_the_field_is_an_organisation_between_title_marks() -> None:
    known = {"ORG": ("蓝缎研究",)}
    profile = msgspec.structs.replace(bundled_profile(), lexicon=known)
    assert ("蓝缎研究", "ORG") in names("文章发表在《蓝缎研究》上。", profile)
    assert ("《蓝缎研究》", "DOC") in names("文章发表在《蓝缎研究》上。", having(NO_WORDS))


@pytest.mark.parametrize("table", Words.__struct_fields__)
def test_every_list_has_words_for_work_against_poverty(table: str) -> None:
    assert getattr(bundled_profile("poverty").words, table)
