"""Tags: topics of the profile, ranked by evidence."""

from __future__ import annotations

from seeds.article import Block
from seeds.extract.tags import tags_of
from seeds.profile import Topic, bundled_profile

TOPICS = (
    Topic(label="教育扶贫", cues=("控辍保学", "助学金")),
    Topic(label="健康扶贫", cues=("签约医生", "医疗救助")),
    Topic(label="产业扶贫", cues=("合作社", "大棚")),
    Topic(label="党建", cues=("党支部",), weight=0.5),
)


def labels(title: str, text: str, topics: tuple[Topic, ...] = TOPICS) -> list[str]:
    view = f"{title}\n{text}"
    cut = len(title)
    blocks = [
        (Block(role="title", start=0, end=cut), 0, cut),
        (Block(role="paragraph", start=cut + 1, end=len(view)), cut + 1, len(view)),
    ]
    return [tag.label for tag in tags_of(view, blocks, topics)]


def test_more_evidence_ranks_higher() -> None:
    assert labels("记事", "合作社建起大棚,合作社分红。助学金到账。")[:2] == ["产业扶贫", "教育扶贫"]


def test_the_title_outweighs_a_passing_mention() -> None:
    assert labels("签约医生进村来", "合作社也来帮忙。")[0] == "健康扶贫"


def test_the_label_itself_is_evidence() -> None:
    assert labels("记事", "教育扶贫稳步推进。") == ["教育扶贫"]


def test_a_topic_of_less_weight_yields() -> None:
    assert labels("记事", "党支部和合作社一起干。") == ["产业扶贫", "党建"]


def test_no_evidence_gives_no_tag() -> None:
    assert labels("天气", "今天下雨。") == []


def test_at_most_eight_tags_with_confidence_and_rule() -> None:
    topics = bundled_profile().topics
    view = "。".join(topic.label * 3 for topic in topics)
    found = tags_of(view, [(Block(role="paragraph", start=0, end=len(view)), 0, len(view))], topics)
    assert len(found) == 8
    assert all(0 < tag.confidence < 1 and tag.rule.startswith("topic:") for tag in found)
    assert len({tag.id for tag in found}) == 8


def test_the_bundled_topics_are_many_and_distinct() -> None:
    names = [topic.label for topic in bundled_profile().topics]
    assert len(names) == len(set(names)) >= 40
