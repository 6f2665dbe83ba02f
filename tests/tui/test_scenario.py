"""A whole article, key by key: what an annotator's day is made of, and how many keys it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.article import Article, Entity, Extraction
from store.layer import add_tag
from store.project import Project
from tests.building import article_with_extraction, make_article, make_entity, make_indicator
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import current_text, go_to, kept, layer_of

MOST_KEYS, MOST_KEYS_WITH_THE_REST = 30, 24
PARAGRAPHS = (
    "青石县教育局局长周明介绍,今年全县投入助学资金1.6亿元,惠及3566名学生。",
    "石桥镇中心小学新建校舍1200平方米,柳湾村小学添置课桌860套。",
    "教师李红梅每周到柳湾村送课,全县义务教育均衡水平稳步提高。",
    "乡村教师公寓陆续交付使用。",
)
WORK = 1


def unread() -> tuple[Article, Extraction]:
    """Twelve suggestions of which eight are right, another with a wrong number; a term is missing."""
    article = make_article(title="青石县送教下乡", paragraphs=PARAGRAPHS, path="articles/school.txt")
    entities = (
        make_entity(article, "青石县教育局", "ORG"),
        make_entity(article, "周明", "LOC", confidence=0.35),
        make_entity(article, "今年", "DATE"),
        make_entity(article, "石桥镇中心小学", "ORG"),
        make_entity(article, "柳湾村小学", "LOC", confidence=0.4),
        make_entity(article, "李红梅", "PER"),
        make_entity(article, "每周", "DATE", confidence=0.3),
        make_entity(article, "义务教育", "TERM", confidence=0.5),
    )
    indicators = (
        make_indicator(article, "1.6亿元", "助学资金", "16000000", "元", confidence=0.45),
        make_indicator(article, "3566名", "学生", "3566", "名"),
        make_indicator(article, "1200平方米", "校舍", "1200", "平方米"),
        make_indicator(article, "860套", "课桌", "860", "套"),
    )
    village = make_entity(article, "柳湾村送", "LOC")
    village = Entity(
        id="e-village", start=village.start, end=village.end - 1, text="柳湾村", type="LOC", confidence=0.9
    )
    return article, Extraction(entities=(*entities, village), indicators=indicators, place="青石县")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A project whose first article waits; another one has the tag that this one needs."""
    path = tmp_path / "project"
    with Project.create(path, annotator="wang") as project:
        project.add(*unread())
        other = project.add(*article_with_extraction(1)).aid
        step = add_tag(project.layer(other), "教育帮扶")
        assert step is not None
        project.record(step)
    return path


class Keyboard:
    """Counts the keys, and says after each group where one is."""

    def __init__(self, driven: Driven) -> None:
        self.driven = driven
        self.pressed = 0

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.driven.press(key)
            self.pressed += 1

    async def at(self, text: str, *keys: str) -> None:
        """At the annotation `text`, press `keys`."""
        assert current_text(self.driven) == text
        await self.press(*keys)


def judged(place: Path) -> dict[str, str]:
    """The state of every span on disk, by its text and type."""
    return {
        f"{span.text} {span.type if isinstance(span, Entity) else span.value}": span.state
        for span in kept(place, WORK).spans()
    }


DECIDED = {
    "青石县教育局 ORG": "accepted",
    "周明 PER": "corrected",
    "今年 DATE": "accepted",
    "1.6亿元 160000000": "corrected",
    "3566名 3566": "accepted",
    "石桥镇中心小学 ORG": "accepted",
    "1200平方米 1200": "accepted",
    "柳湾村小学 ORG": "corrected",
    "860套 860": "accepted",
    "李红梅 PER": "accepted",
    "每周 DATE": "rejected",
    "柳湾村 LOC": "accepted",
    "义务教育均衡 TERM": "corrected",
    "乡村教师公寓 TERM": "added",
}


async def check_done(driven: Driven, place: Path) -> None:
    """Everything is decided as it should be, on disk, and the next article that waits is open."""
    assert judged(place) == DECIDED
    layer = kept(place, WORK)
    assert [(tag.label, tag.state) for tag in layer.tags()] == [("教育帮扶", "added")]
    assert layer.verdict == "done"
    assert layer_of(driven).aid != WORK


async def test_an_article_from_beginning_to_end(opening: Opening, place: Path) -> None:
    async with opening(size=(120, 36)) as driven:
        await driven.bench.open_article(WORK)
        keys = Keyboard(driven)
        await keys.at("青石县教育局", "a")
        await keys.at("周明", "1")
        await keys.at("今年", "a")
        await keys.at("1.6亿元", "e", "1", ".", "6", "亿", "enter")
        await keys.at("3566名", "a")
        await keys.at("石桥镇中心小学", "a")
        await keys.at("1200平方米", "a")
        await keys.at("柳湾村小学", "3")
        await keys.at("860套", "a")
        await keys.at("李红梅", "a")
        await keys.at("每周", "x")
        await keys.at("柳湾村", "a")
        await keys.at("义务教育", "right_square_bracket")
        await keys.press("i", "right_curly_bracket", "v", "w", "w", "7")
        await keys.at("乡村教师公寓", "t", "enter", "d")
        await check_done(driven, place)
        assert keys.pressed <= MOST_KEYS


async def test_an_article_whose_rest_is_accepted_at_once(opening: Opening, place: Path) -> None:
    async with opening(size=(120, 36)) as driven:
        await driven.bench.open_article(WORK)
        keys = Keyboard(driven)
        await keys.press("s")
        await keys.at("每周", "x")
        await keys.at("周明", "1")
        await keys.at("柳湾村小学", "3")
        await keys.at("1.6亿元", "e", "1", ".", "6", "亿", "enter")
        await keys.at("义务教育", "right_square_bracket")
        await keys.press("i", "right_curly_bracket", "v", "w", "w", "7")
        await keys.press("A", "enter", "t", "enter", "d")
        await check_done(driven, place)
        assert keys.pressed <= MOST_KEYS_WITH_THE_REST


async def test_the_whole_article_can_be_undone_after_a_restart(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await driven.bench.open_article(WORK)
        before = layer_of(driven).annotations
        keys = Keyboard(driven)
        await keys.press("s")
        await keys.at("每周", "x")
        await keys.at("周明", "1")
        await keys.press("A", "enter", "t", "enter", "d")
    async with opening() as driven:
        await driven.press(*"uuuuu")
        assert layer_of(driven).annotations == kept(place, WORK).annotations == before


def state_of(driven: Driven, text: str) -> str:
    """The state of the annotation with this text."""
    return next(span.state for span in layer_of(driven).spans() if span.text == text)


@pytest.mark.parametrize(
    ("start", "keys", "text", "state"),
    [
        pytest.param("青石县教育局", ["a"], "青石县教育局", "accepted", id="accept and go on: 1"),
        pytest.param("周明", ["1"], "周明", "corrected", id="change the type, which accepts: 1"),
        pytest.param(
            "义务教育", ["right_square_bracket"], "义务教育均衡", "corrected", id="grow the end by a word: 1"
        ),
        pytest.param(
            "柳湾村小学", ["left_square_bracket"], "柳湾村", "corrected", id="shrink the end by a word: 1"
        ),
        pytest.param(
            "石桥镇中心小学",
            ["right_curly_bracket"],
            "中心小学",
            "corrected",
            id="shrink the start by a word: 1",
        ),
        pytest.param(
            "石桥镇中心小学",
            ["greater_than_sign"],
            "石桥镇中心小学新",
            "corrected",
            id="a character: a chord",
        ),
        pytest.param("1.6亿元", ["e", *"1.6亿", "enter"], "1.6亿元", "corrected", id="a value: 2 and typing"),
        pytest.param("每周", ["A", "enter"], "每周", "accepted", id="accept the rest: 2"),
        pytest.param("每周", ["X", "enter"], "每周", "rejected", id="reject all alike: 2"),
    ],
)
async def test_a_row_of_the_table(
    opening: Opening, place: Path, start: str, keys: list[str], text: str, state: str
) -> None:
    async with opening(size=(120, 36)) as driven:
        await driven.bench.open_article(WORK)
        await go_to(driven, start)
        await driven.press(*keys)
        assert state_of(driven, text) == state


async def test_the_rows_of_the_table_on_articles(opening: Opening, place: Path) -> None:
    async with opening(size=(120, 36)) as driven:
        await driven.bench.open_article(WORK)
        await driven.press("t", "enter")
        assert [tag.label for tag in layer_of(driven).tags()] == ["教育帮扶"]
        await driven.press("u")
        assert not layer_of(driven).tags()
        await driven.press("U")
        assert [tag.label for tag in layer_of(driven).tags()] == ["教育帮扶"]
        await driven.press("d")
        assert layer_of(driven).aid != WORK
        assert kept(place, WORK).verdict == "done"
