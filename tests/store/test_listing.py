"""Filters, orders and counts of the list say what looking at every article would say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from seeds.article import Article, Check, Extraction
from store import derived, remarking
from store import layer as changes
from store.catalogue import Filter, Order, Row
from store.layer import ARTICLE
from store.listing import Column, Field
from store.pinyin import title_keys
from store.project import Project
from store.views import View
from tests.building import article_with_extraction
from tests.store.doing import do

ARTICLES = 12


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project on which two people worked."""
    path = tmp_path_factory.mktemp("worked") / "p"
    with Project.create(path, annotator="wang") as project:
        for number in range(ARTICLES):
            project.add(*_different(*article_with_extraction(number), number))
        do(project, changes.set_verdict(project.layer(2), "done"))
        do(project, changes.set_verdict(project.layer(3), "flagged", "两处不一致"))
        do(project, remarking.turn_unclear(project.layer(4), project.layer(4).indicators()[0].id))
        for waiting in [a.id for a in project.layer(5).queue()]:
            do(project, changes.accept(project.layer(5), waiting))
        with Project.open(path, annotator="li") as other:
            layer = other.layer(6)
            do(
                other,
                remarking.comment(layer, ARTICLE, "缺末段", annotator="li", at="2026-03-01T12:00:00+00:00"),
            )
            do(other, changes.add_tag(other.layer(7), "易地搬迁"))
            do(other, changes.add_tag(other.layer(2), "易地搬迁"))
        yield project


def _different(article: Article, extraction: Extraction, number: int) -> tuple[Article, Extraction]:
    """Some articles are about another place, from another source, or have a check that fails."""
    replace = msgspec.structs.replace
    if number % 5 == 1:
        extraction = replace(extraction, place="红旗乡")
    if number % 4 == 2:
        article = replace(article, meta=replace(article.meta, source="北方时报"))
    if number % 6 == 3:
        check = Check(kind="sum", holds=False, message="", indicators=())
        extraction = replace(extraction, checks=(check,))
    return article, extraction


def _rows(project: Project) -> list[Row]:
    return project.rows(range(1, ARTICLES + 1))


_HANDS = {"wang": {2, 3, 4, 5}, "li": {2, 6, 7}}
_FILTERS: list[tuple[Filter, Callable[[Row], bool]]] = [
    (Filter(verdicts=("done", "flagged")), lambda row: row.verdict in ("done", "flagged")),
    (Filter(tags=("易地搬迁",)), lambda row: "易地搬迁" in row.tags),
    (
        Filter(tags=("易地搬迁", "产业扶贫")),
        lambda row: {"易地搬迁", "产业扶贫"} <= {*row.tags, *row.suggested_tags},
    ),
    (Filter(places=("青石县", "无此县")), lambda row: row.place == "青石县"),
    (Filter(sources=("北方时报",)), lambda row: row.source == "北方时报"),
    (Filter(annotators=("li",)), lambda row: row.aid in _HANDS["li"]),
    (Filter(annotators=("li", "wang")), lambda row: row.aid in _HANDS["li"] | _HANDS["wang"]),
    (
        Filter(published_from="2019-02", published_to="2019-05"),
        lambda row: "2019-02" <= str(row.published) < "2019-06",
    ),
    (Filter(failing=True), lambda row: row.failing > 0),
    (Filter(waiting=True), lambda row: row.unreviewed > 0),
    (Filter(unclear=True), lambda row: row.unclear > 0),
    (Filter(commented=True), lambda row: row.comments > 0),
    (Filter(annotators=("li",), waiting=True, verdicts=("new",)), lambda row: row.aid in {6, 7}),
]


@pytest.mark.parametrize(("where", "holds"), _FILTERS)
def test_a_filter_leaves_what_meets_it(worked: Project, where: Filter, holds: Callable[[Row], bool]) -> None:
    expected = {row.aid for row in _rows(worked) if holds(row)}
    assert set(worked.ids(where)) == expected
    assert sum(worked.counts(where).values()) == len(expected)


def test_the_filters_tell_articles_apart(worked: Project) -> None:
    assert all(0 < len(worked.ids(where)) < ARTICLES for where, _ in _FILTERS)


@pytest.mark.parametrize("by", get_args(Column))
def test_every_column_sorts_both_ways_and_in_pages(worked: Project, by: Column) -> None:
    def key(row: Row) -> Any:
        ranks = ("new", "reading", "flagged", "done")
        values = {"added": row.aid, "title": title_keys(row.title).sort, "verdict": ranks.index(row.verdict)}
        value = values[by] if by in values else getattr(row, by)
        return (value is not None, value, row.aid)

    expected = [row.aid for row in sorted(_rows(worked), key=key)]
    assert list(worked.ids(order=Order(by, descending=False))) == expected
    assert list(worked.ids(order=Order(by))) == expected[::-1]
    assert list(worked.ids(order=Order(by), limit=5)) == expected[::-1][:5]


@pytest.mark.parametrize("where", [Filter(), Filter(waiting=True), Filter(annotators=("li",))])
@pytest.mark.parametrize("field", get_args(Field))
def test_facets_count_what_the_filter_leaves(worked: Project, field: Field, where: Filter) -> None:
    values: dict[Field, Callable[[Row], list[str | None]]] = {
        "tag": lambda row: [*row.tags, *row.suggested_tags],
        "place": lambda row: [row.place],
        "source": lambda row: [row.source],
        "annotator": lambda row: [name for name, aids in _HANDS.items() if row.aid in aids],
        "verdict": lambda row: [row.verdict],
        "year": lambda row: [str(row.published)[:4]],
    }
    rows = worked.rows(worked.ids(where))
    expected = Counter(value for row in rows for value in values[field](row) if value is not None)
    found = worked.facets(field, where)
    assert dict(found) == dict(expected)
    assert [uses for _, uses in found] == sorted(expected.values(), reverse=True)
    assert worked.facets(field, where, limit=1) == found[:1]


def test_what_is_derived_can_be_made_again(worked: Project) -> None:
    before = _everything_derived(worked)
    derived.rebuild(worked.db)
    assert _everything_derived(worked) == before


def _everything_derived(project: Project) -> dict[str, list[Any]]:
    with project.db.reading() as connection:
        tables = ("listing", "titles", "hands", "labels", "vocabulary", "t_heads")
        return {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()  # noqa: S608
            for name in tables
        }


@pytest.mark.parametrize(
    ("title", "initials"),
    [("脱贫摘帽", "tpzm"), ("GDP增3.5%", "gdpz3.5%"), ("重庆 长江", "cqcj"), ("", ""), ("𠮷[/a]", "𠮷[/a]")],
)
def test_titles_are_abbreviated_by_their_pinyin(title: str, initials: str) -> None:
    assert title_keys(title).initials == initials


def test_titles_are_sorted_by_their_pinyin(tmp_path: Path) -> None:
    assert sorted(["重庆", "北京", "阿坝", "安徽"], key=title_keys) == ["阿坝", "安徽", "北京", "重庆"]


def test_a_view_is_kept_under_its_name_for_everybody(worked: Project) -> None:
    late = View("待审", Filter(waiting=True, tags=("易地搬迁",)), Order("title", descending=False))
    worked.save_view(late)
    worked.save_view(View("全部"))
    worked.save_view(View("待审", Filter(waiting=True)))
    with Project.open(worked.path, annotator="li") as other:
        assert other.views() == [View("全部"), View("待审", Filter(waiting=True))]
    worked.delete_view("待审")
    worked.delete_view("从来没有")
    assert [view.name for view in worked.views()] == ["全部"]


def test_how_many_checks_fail_follows_the_corrections(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", annotator="wang") as project:
        for number in range(3):
            project.add(*_different(*article_with_extraction(number + 1), number + 1))
        assert list(project.ids(Filter(failing=True))) == [3]
        project.note_failing(3, 0)
        project.note_failing(1, 2)
        assert list(project.ids(Filter(failing=True))) == [1]
        assert [row.failing for row in project.rows([1, 2, 3])] == [2, 0, 0]
        derived.rebuild(project.db)
        assert list(project.ids(Filter(failing=True))) == [1], "also where the list is made again"
