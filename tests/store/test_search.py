"""Search finds exactly the texts that have the words, from one character up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seeds.article import Span
from store import searching
from store.catalogue import Filter, Row
from store.hits import hit_in, places_of
from store.layer import add_tag
from store.project import Project
from tests.building import article_with_extraction, make_article, make_extraction

TEXTS = (
    "产业扶贫到户,贫困发生率0.74%。",
    "易地扶贫搬迁1004户。\n贫困人口脱贫。",
    "组建 100 个合作社,面积2.3㎡,气温5℃。",
    "𠮷县与𫠠村、𰀀镇的“两不愁”〇事故々。",
    "GDP增长6.1%;Python不是 python3。",
    "贫\u200b困 县\t摘帽《规划》。",
    '引号"和\\和*和(括号)NEAR OR',
)
ALPHABET = sorted(set("".join(TEXTS)) - set(" \n\t\u200b"))


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    empty = make_extraction(make_article())
    with Project.create(tmp_path_factory.mktemp("search") / "p", annotator="wang") as project:
        for number, text in enumerate(TEXTS):
            article = make_article(text.split("\n")[0], text.split("\n")[1:], path=f"{number}.txt")
            assert project.add(article, empty).aid == number + 1
        yield project


def _seen(text: str) -> str:
    """A text as search looks at it: without layout spaces and invisible characters, in one case."""
    return "".join(char for char in text if char not in " \t\u200b").casefold()


def _row() -> Row:
    return Row(
        aid=1, title="", place=None, published=None, source=None, path="", sha256="", characters=0, failing=0
    )


def _truth(words: list[str]) -> list[int]:
    return [aid for aid, text in enumerate(TEXTS, 1) if all(word.casefold() in _seen(text) for word in words)]


@pytest.mark.parametrize(
    ("query", "aids"),
    [
        ("贫", [1, 2, 6]),
        ("脱贫", [2]),
        ("扶贫", [1, 2]),
        ("贫困发生率", [1]),
        ("扶贫 户", [1, 2]),
        ("扶贫 搬迁", [2]),
        ("贫困县", [6]),
        ("户贫困", []),
        ("户。贫困", []),
        ("组建100个", [3]),
        ("100 个", [3]),
        ("%", [1, 5]),
        ("℃", [3]),
        ("㎡", [3]),
        ("0.74%", [1]),
        ("《规划》", [6]),
        ("𠮷", [4]),
        ("𫠠村", [4]),
        ("𰀀", [4]),
        ("〇", [4]),
        ("々", [4]),
        ("gdp", [5]),
        ("PYTHON3", [5]),
        ('"', [7]),
        ("\\", [7]),
        ("*", [7]),
        ("(括号)", [7]),
        ("NEAR OR", [7]),
        ("", []),
        (" \n\u200b\0", []),
        ("没有", []),
        ("\u0600", []),
        ("贫\u0600困", [1, 2, 6]),
    ],
)
def test_what_is_found(searched: Project, query: str, aids: list[int]) -> None:
    assert [hit.aid for hit in searched.search(query)] == aids[::-1]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_substring_is_found_and_nothing_else(searched: Project, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    line = _seen(data.draw(st.sampled_from(text.split("\n"))))
    start = data.draw(st.integers(0, len(line) - 1))
    there = line[start : start + data.draw(st.integers(1, 6))]
    perhaps = data.draw(st.text(ALPHABET, min_size=1, max_size=2))
    for words in ([there], [perhaps], [there, perhaps]):
        assert [hit.aid for hit in searched.search(" ".join(words))] == _truth(words)[::-1]


def test_a_hit_says_where(searched: Project) -> None:
    for query, surface in (("组建100个", "组建 100 个"), ("贫困县", "贫\u200b困 县"), ("python", "Python")):
        (hit,) = searched.search(query)
        assert searched.article(hit.aid).text[hit.start : hit.end] == surface
        assert hit.excerpt[hit.marks[0].start : hit.marks[0].end] == surface
        assert hit.row == searched.rows([hit.aid])[0]


def test_a_hit_has_its_context_and_counts_its_places() -> None:
    text = "一" * 100 + "贫困" + "二" * 50 + "脱贫" + "三" * 30 + "贫困县" + "四" * 100 + "贫困"
    hit = hit_in(_row(), text, ["贫困"])
    assert hit is not None
    assert (hit.start, hit.places) == (100, 3)
    assert hit.excerpt == "一" * 60 + "贫困" + "二" * 50 + "脱贫" + "三" * 8
    assert hit.marks == (Span(60, 62),)


def test_of_several_words_the_place_is_shown_where_they_stand_together() -> None:
    text = "搬迁。" + "一" * 200 + "搬迁" + "二" * 20 + "脱贫" + "三" * 200 + "脱贫"
    hit = hit_in(_row(), text, ["脱贫", "搬迁"])
    assert hit is not None
    assert (hit.start, hit.places) == (203, 4)
    assert [hit.excerpt[mark.start : mark.end] for mark in hit.marks] == ["搬迁", "脱贫"]


def test_a_word_is_found_in_a_text_only_where_all_of_it_stands() -> None:
    assert hit_in(_row(), "脱贫与攻坚", ["脱贫攻坚"]) is None
    assert hit_in(_row(), "脱贫", ["脱贫", "攻坚"]) is None


def test_places_that_overlap_are_lit_once() -> None:
    assert places_of("贫困 贫困县", "贫困县的贫困") == [Span(0, 3), Span(4, 6)]
    assert places_of("困县 贫困", "贫困县") == [Span(0, 2)]
    assert places_of("", "贫困") == []


def test_hits_come_a_page_at_a_time(searched: Project) -> None:
    first = searched.search("贫", limit=2)
    assert [hit.aid for hit in first] == [6, 2]
    rest = searched.search("贫", limit=2, after=2)
    assert [hit.aid for hit in rest] == [1]
    assert searched.search("贫", limit=2, after=1) == []


def test_only_what_the_filter_leaves_is_found_and_counted(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", annotator="wang") as project:
        for number in range(12):
            project.add(*article_with_extraction(number))
        for aid in (2, 5, 11):
            step = add_tag(project.layer(aid), "试点")
            assert step is not None
            project.record(step)
        for where, aids in (
            (Filter(tags=("试点",)), [11, 5, 2]),
            (Filter(published_to="2019-03"), [3, 2, 1]),
            (Filter(tags=("试点",), published_from="2019-05"), [11, 5]),
            (Filter(query="之7"), [8]),
            (Filter(query="  "), list(range(12, 0, -1))),
            (Filter(places=("别处",)), []),
        ):
            assert [hit.aid for hit in project.search("食用菌 贫困", where)] == aids
            assert [hit.aid for hit in project.search("食用菌", where, 1)] == aids[:1]
            assert project.count_hits("食用菌", where) == (len(aids), None)
        assert project.count_hits("没有", Filter()) == (0, None)
        assert project.count_hits("", Filter()) == (0, None)


@pytest.mark.parametrize("few", [0, 100])
def test_few_articles_are_searched_as_many_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(searching, "_FEW", few)
    monkeypatch.setattr(searching, "_COUNTED", 4)
    with Project.create(tmp_path / "p", annotator="wang") as project:
        for number in range(12):
            project.add(*article_with_extraction(number))
        where = Filter(published_to="2019-09")
        found: list[int] = []
        while page := project.search("食用菌", where, 4, after=found[-1] if found else None):
            found += [hit.aid for hit in page]
        assert found == list(range(9, 0, -1))
        counted, total = project.count_hits("食用菌", where), 0
        while counted.after is not None:
            total += counted.articles
            counted = project.count_hits("食用菌", where, after=counted.after)
        assert total + counted.articles == 9


def test_the_list_filters_by_the_same_search(searched: Project) -> None:
    assert sorted(searched.ids(Filter(query="扶贫 户"))) == [1, 2]
    assert len(searched.ids(Filter(query="青石日报"))) == len(TEXTS)


def test_an_article_is_found_as_soon_as_it_is_added(tmp_path: Path) -> None:
    with (
        Project.create(tmp_path / "p", annotator="wang") as project,
        Project.open(tmp_path / "p", annotator="li") as other,
    ):
        assert other.search("新闻") == []
        article = make_article("新闻一则")
        project.add(article, make_extraction(make_article()))
        assert [hit.aid for hit in other.search("新闻")] == [1]
