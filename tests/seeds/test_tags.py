"""Tags: topics of the profile, ranked by evidence."""

from __future__ import annotations

import pytest

from seeds.article import Block, Role
from seeds.extract.tags import tags_of
from seeds.profile import Genre, Topic, bundled_profile

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
    topics = tuple(topic for topic in bundled_profile().topics if not topic.genre)
    view = "。".join(topic.label * 3 for topic in topics)
    found = tags_of(view, [(Block(role="paragraph", start=0, end=len(view)), 0, len(view))], topics)
    assert len(found) == 8
    assert all(0 < tag.confidence < 1 and tag.rule.startswith("topic:") for tag in found)
    assert len({tag.id for tag in found}) == 8


def test_the_bundled_topics_are_many_and_distinct() -> None:
    names = [topic.label for topic in bundled_profile().topics]
    assert len(names) == len(set(names)) >= 40


Line = tuple[Role, str]
INTERVIEW = Topic(label="访谈", genre=Genre(title=("专访",), blocks=("^记者:",)))
PHOTOS = Topic(label="图片报道", genre=Genre(captions=0.5))


def genre(*blocks: Line, topics: tuple[Topic, ...] = (INTERVIEW, PHOTOS)) -> list[str]:
    view, placed = "", []
    for role, text in blocks:
        placed.append(
            (Block(role=role, start=len(view), end=len(view) + len(text)), len(view), len(view) + len(text))
        )
        view += text + "\n"
    return [f"{tag.label} {tag.rule}" for tag in tags_of(view, placed, topics)]


def test_a_title_tells_the_genre() -> None:
    assert genre(("title", "专访村支书"), ("paragraph", "春天来了。")) == ["访谈 genre:title"]


def test_the_words_of_a_title_tell_nothing_in_the_text() -> None:
    assert genre(("title", "春天"), ("paragraph", "他接受了专访。")) == []


def test_speakers_tell_an_interview_where_there_are_enough_of_them() -> None:
    title: Line = ("title", "春天")
    asked: Line = ("paragraph", "记者:收成怎样?")
    answered: Line = ("paragraph", "老周:不错。")
    assert genre(title, asked, answered, asked) == ["访谈 genre:blocks"]
    assert genre(title, asked, answered) == []


def test_as_many_captions_as_paragraphs_are_a_photo_report() -> None:
    caption: Line = ("caption", "图为茶园。")
    paragraph: Line = ("paragraph", "茶园绿了。")
    assert genre(caption, paragraph) == ["图片报道 genre:captions"]
    assert genre(caption, paragraph, paragraph, paragraph) == []


def test_an_article_has_one_genre_behind_its_topics() -> None:
    found = genre(("title", "专访:合作社"), ("caption", "图为大棚。"), topics=(*TOPICS, INTERVIEW, PHOTOS))
    assert [tag.split()[0] for tag in found] == ["产业扶贫", "访谈"]


def test_a_genre_takes_one_of_the_eight_places() -> None:
    topics = bundled_profile().topics
    view = "。".join(topic.label * 3 for topic in topics)
    blocks = [
        (Block(role="title", start=0, end=0), 0, 0),
        (Block(role="paragraph", start=0, end=len(view)), 0, len(view)),
    ]
    always = Topic(label="讲话", genre=Genre(blocks=("。",), least=1))
    found = [tag.label for tag in tags_of(view, blocks, (*topics, always))]
    assert len(found) == 8
    assert found[-1] == "讲话"


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("把荒山变成果园——访青岚县林业局局长周明", "访谈"),
        ("青岚县2020年国民经济和社会发展统计公报", "统计公报"),
        ("青岚县关于做好春季造林工作的通知", "通知公告"),
        ("云岫省召开春季农业生产现场会", "会议报道"),
        ("山区县发展林下经济的实践与思考", "典型经验"),
        ("云岫省公布一批乡村旅游线路的通知", ""),
        ("县里出台产业奖补实施意见", ""),
        ("梨花开满山岗", ""),
    ],
)
def test_genres_of_titles(title: str, label: str) -> None:
    names = {topic.label for topic in bundled_profile().topics if topic.genre}
    found = labels(title, "山里的春天来得晚。", bundled_profile().topics)
    assert [name for name in found if name in names] == ([label] if label else [])
