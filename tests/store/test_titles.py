"""Titles are found by what can be typed of them, the most alike first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.catalogue import Filter
from store.project import Project
from tests.building import make_article, make_extraction

TITLES = (
    "脱贫攻坚在青石",
    "青石县打赢脱贫攻坚战",
    "脱贫攻坚",
    "易地扶贫搬迁纪实",
    "青石县 产业到户 见成效",
    "山乡巨变",
    "GDP 与 Python",
    "白石镇的脱贫路",
    "青石县产业调查之二",
)


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    empty = make_extraction(make_article())
    with Project.create(tmp_path_factory.mktemp("titles") / "p", annotator="wang") as project:
        for number, title in enumerate(TITLES):
            project.add(make_article(title, path=f"{number}.txt", published=f"2019-{number + 1:02}"), empty)
        yield project


def found(project: Project, typed: str, where: Filter = Filter()) -> list[str]:  # noqa: B008
    return [hit.row.title for hit in project.titles_like(typed, where=where)]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("脱贫攻坚", [TITLES[2], TITLES[0], TITLES[1]]),
        ("脱贫", [TITLES[2], TITLES[0], TITLES[7], TITLES[1]]),
        ("tpgj", [TITLES[2], TITLES[0], TITLES[1]]),
        ("qsx", [TITLES[8], TITLES[4], TITLES[1]]),
        ("ydfp", [TITLES[3]]),
        ("脱贫gj", [TITLES[2], TITLES[0], TITLES[1]]),
        ("qsx产业", [TITLES[8], TITLES[4]]),
        ("青石 脱贫", [TITLES[1], TITLES[0]]),
        ("产业 qs", [TITLES[8], TITLES[4]]),
        ("石县产业到户见", [TITLES[4]]),
        ("产业到户 见成效", [TITLES[4]]),
        ("python", [TITLES[6]]),
        ("gdp与", [TITLES[6]]),
        ("", []),
        ("  ", []),
    ],
)
def test_titles_by_characters_and_initials(titled: Project, typed: str, titles: list[str]) -> None:
    assert found(titled, typed) == titles


def test_letters_may_be_left_out_once_nothing_is_spelled_by_them(titled: Project) -> None:
    assert found(titled, "ydbq") == [TITLES[3]]
    assert found(titled, "qcdh") == [TITLES[4]]
    assert found(titled, "qbdx") == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("易地扶品搬迁", TITLES[3]),
        ("山乡巨边", TITLES[5]),
        ("山乡俱变", TITLES[5]),
        ("白石真的", TITLES[7]),
        ("脱贫工坚战", TITLES[1]),
        ("易地贫搬迁", TITLES[3]),
        ("Pyhton", TITLES[6]),
    ],
)
def test_a_slip_is_forgiven_where_nothing_is_as_typed(titled: Project, typed: str, first: str) -> None:
    assert found(titled, typed)[0] == first
    assert found(titled, "完全不相干的话") == []


def test_what_sounds_alike_comes_before_what_looks_alike(titled: Project) -> None:
    hits = titled.titles_like("青时县产业")
    assert [hit.likeness for hit in hits][:2] == ["sounding", "sounding"]


def test_the_meant_characters_are_marked_in_the_title_as_it_is_written(titled: Project) -> None:
    for typed, marked in (
        ("攻坚战", ["攻坚战"]),
        ("chsjcx", []),
        ("户见成", ["户 见成"]),
        ("cydhjcx", ["产业到户 见成效"]),
        ("产业 cx", ["产业", "成效"]),
        ("易地扶品搬迁", ["易地扶贫搬迁"]),
        ("ydbq", ["易", "地", "搬", "迁"]),
    ):
        hits = titled.titles_like(typed)
        assert (
            [hits[0].row.title[mark.start : mark.end] for mark in hits[0].marks] == marked
            if hits
            else not marked
        )


def test_only_articles_that_the_filter_leaves(titled: Project) -> None:
    assert found(titled, "脱贫", Filter(published_from="2019-02")) == [TITLES[2], TITLES[7], TITLES[1]]
    assert found(titled, "脱贫", Filter(places=("别处",))) == []
    assert found(titled, "脱贫", Filter(query=" ")) == found(titled, "脱贫")


def test_no_more_than_asked_and_the_last_added_first(tmp_path: Path) -> None:
    empty = make_extraction(make_article())
    with Project.create(tmp_path / "p", annotator="wang") as project:
        for number in range(30):
            project.add(make_article(f"乡村调查之{number}", path=f"{number}.txt"), empty)
        assert [hit.row.aid for hit in project.titles_like("xc", limit=3)] == [30, 29, 28]
        project.add(make_article("乡村调查之三十", path="30.txt"), empty)
        assert [hit.row.aid for hit in project.titles_like("xc", limit=2)] == [31, 30]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_part_of_a_title_finds_it(titled: Project, data: st.DataObject) -> None:
    title = data.draw(st.sampled_from(TITLES))
    start = data.draw(st.integers(0, len(title) - 1))
    part = title[start : data.draw(st.integers(start + 1, len(title)))]
    if part.strip():
        assert title in found(titled, part)
