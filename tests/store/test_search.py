"""Search finds exactly the texts that have the words, from one character up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.catalogue import Filter
from store.project import Project
from tests.building import make_article, make_extraction

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
    ],
)
def test_what_is_found(searched: Project, query: str, aids: list[int]) -> None:
    assert [hit.aid for hit in searched.search(query)] == aids


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_substring_is_found_and_nothing_else(searched: Project, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    line = _seen(data.draw(st.sampled_from(text.split("\n"))))
    start = data.draw(st.integers(0, len(line) - 1))
    there = line[start : start + data.draw(st.integers(1, 6))]
    perhaps = data.draw(st.text(ALPHABET, min_size=1, max_size=2))
    for words in ([there], [perhaps], [there, perhaps]):
        assert [hit.aid for hit in searched.search(" ".join(words))] == _truth(words)


def test_a_hit_says_where(searched: Project) -> None:
    for query, surface in (("组建100个", "组建 100 个"), ("贫困县", "贫\u200b困 县"), ("python", "Python")):
        (hit,) = searched.search(query)
        assert searched.article(hit.aid).text[hit.start : hit.end] == surface


def test_no_more_are_found_than_asked(searched: Project) -> None:
    assert [hit.aid for hit in searched.search("贫", limit=2)] == [1, 2]


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
