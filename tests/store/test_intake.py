"""An article made ready in one process and written by another is the article that was read."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from seeds.article import Extraction, Span
from store.catalogue import Filter, Order
from store.intake import Prepared, prepare
from store.project import Project
from tests.building import article_with_extraction, make_article, make_extraction, make_tag


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Project]:
    """A project without articles."""
    with Project.create(tmp_path / "empty", annotator="wang") as project:
        yield project


def sent(prepared: Prepared) -> Prepared:
    """What arrives of it in another process."""
    arrived: Prepared = pickle.loads(pickle.dumps(prepared))  # noqa: S301 - our own
    return arrived


def test_what_was_made_ready_elsewhere_is_read_as_it_was(empty: Project) -> None:
    article, extraction = article_with_extraction(3)
    figure = msgspec.structs.replace(
        extraction.indicators[0], value=(Decimal("1.10"), Decimal("50.3")), provenance={"value": Span(3, 5)}
    )
    extraction = msgspec.structs.replace(extraction, indicators=(figure, *extraction.indicators[1:]))
    added = empty.put(sent(prepare(article, extraction)))
    assert added.fresh
    assert empty.article(added.aid) == article
    assert empty.extraction(added.aid) == extraction
    layer = empty.layer(added.aid)
    assert layer.version == 0
    assert list(layer.annotations.values()) == [
        *extraction.entities,
        *extraction.indicators,
        *extraction.tags,
    ]


def test_it_stands_in_the_list_the_index_and_the_log(empty: Project) -> None:
    article, extraction = article_with_extraction(3)
    aid = empty.put(sent(prepare(article, extraction))).aid
    (row,) = empty.rows([aid])
    assert (row.title, row.place, row.published, row.path) == (
        article.meta.title,
        "青石县",
        article.meta.published,
        article.source.path,
    )
    assert (row.unreviewed, row.indicators, row.entities) == (12, 6, 4)
    assert row.suggested_tags == ("产业扶贫", "脱贫摘帽")
    assert [hit.aid for hit in empty.search("食用菌")] == [aid]
    assert list(empty.ids(Filter(query="青石日报", tags=("产业扶贫",)))) == [aid]
    (imported,) = empty.history(aid)
    assert (imported.action, imported.version, imported.annotator) == ("import", 0, "wang")
    assert row.changed == imported.seq


def test_adding_is_making_ready_and_writing(empty: Project) -> None:
    one, other = article_with_extraction(1), article_with_extraction(2)
    first, second = empty.add(*one).aid, empty.put(prepare(*other)).aid
    rows = empty.rows([first, second])
    same = [
        msgspec.structs.replace(
            row, aid=0, title="", published=None, path="", sha256="", changed=0, characters=0
        )
        for row in rows
    ]
    assert same[0] == same[1]


def test_the_same_bytes_are_written_once_and_nothing_beside_them(empty: Project) -> None:
    article, extraction = article_with_extraction(1)
    first = empty.put(prepare(article, extraction))
    before = empty.changes(0)
    again = empty.put(prepare(msgspec.structs.replace(article, text="别的"), Extraction()))
    assert (again.aid, again.fresh) == (first.aid, False)
    assert empty.changes(0) == before
    assert empty.article(first.aid) == article
    assert len(empty.ids()) == 1


def test_articles_are_numbered_as_they_are_written(empty: Project) -> None:
    ready = [prepare(*article_with_extraction(number)) for number in range(5)]
    with empty.transaction():
        assert [empty.put(one).aid for one in ready] == [1, 2, 3, 4, 5]
    assert list(empty.ids(order=Order("added", descending=False))) == [1, 2, 3, 4, 5]


def test_a_transaction_that_fails_leaves_none_of_them(empty: Project) -> None:
    def stopped() -> None:
        with empty.transaction():
            empty.put(prepare(*article_with_extraction(1)))
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        stopped()
    assert len(empty.ids()) == 0
    assert empty.search("食用菌") == []
    assert empty.put(prepare(*article_with_extraction(1))).aid == 1


def test_an_article_without_title_or_suggestions_is_called_by_its_first_line(empty: Project) -> None:
    article = make_article("青石县修路", ["路修到了山里。"])
    article = msgspec.structs.replace(article, meta=msgspec.structs.replace(article.meta, title=None))
    aid = empty.put(prepare(article, Extraction())).aid
    assert empty.rows([aid])[0].title == "青石县修路"


def test_two_suggested_tags_of_one_name_are_one_label(empty: Project) -> None:
    article = make_article()
    twice = (make_tag("产业扶贫"), make_tag("产业扶贫", confidence=0.2))
    extraction = msgspec.structs.replace(make_extraction(article), tags=twice)
    aid = empty.put(prepare(article, extraction)).aid
    assert list(empty.ids(Filter(tags=("产业扶贫",)))) == [aid]
    assert empty.labels() == [("产业扶贫", 1)]
