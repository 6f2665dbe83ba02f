"""Both scripts, and full-width and narrow forms, find each other; the text stays as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from seeds.article import Entity, Extraction, entity_id
from store import layer as changes
from store.catalogue import Filter
from store.everywhere import apply, decision_on
from store.hits import places_of
from store.occurrences import candidates
from store.operations import first_layer, fold
from store.project import FILE, Project
from store.schema import DERIVED
from tests.building import make_article

TEXTS = ("山门村脱贫后,发展产业100个。", "山門村脫貧後,發展產業１００個。", "ＧＤＰ增长６％，「两不愁」。")
EMPTY = Extraction()


def filled(path: Path) -> Project:
    project = Project.create(path, annotator="wang")
    for number, text in enumerate(TEXTS):
        article = make_article(text.partition(",")[0], (text,), path=f"{number}.txt", source=None)
        assert project.add(article, EMPTY).aid == number + 1
    return project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with filled(tmp_path_factory.mktemp("scripts") / "p") as project:
        yield project


@pytest.mark.parametrize(
    ("query", "surfaces"),
    [
        ("脱贫", ["脫貧", "脱贫"]),
        ("脫貧", ["脫貧", "脱贫"]),
        ("脱貧後", ["脫貧後", "脱贫后"]),
        ("产业100个", ["產業１００個", "产业100个"]),
        ("１００", ["１００", "100"]),
        ("gdp增長6%", ["ＧＤＰ增长６％"]),
        ("“两不愁”", ["「两不愁」"]),
    ],
)
def test_either_form_finds_both_and_marks_them_as_they_are_written(
    project: Project, query: str, surfaces: list[str]
) -> None:
    hits = project.search(query)
    texts = [project.article(hit.aid).text for hit in hits]
    assert [text[hit.start : hit.end] for text, hit in zip(texts, hits, strict=True)] == surfaces
    assert [hit.excerpt[hit.marks[0].start : hit.marks[0].end] for hit in hits] == surfaces
    assert project.count_hits(query).articles == len(surfaces)
    assert sorted(project.ids(Filter(query=query))) == sorted(hit.aid for hit in hits)


def test_places_keep_the_offsets_of_the_text() -> None:
    assert [TEXTS[1][start:end] for start, end in places_of("产业 脱贫", TEXTS[1])] == ["脫貧", "產業"]


@pytest.mark.parametrize("typed", ["山门村脱贫", "山門村脫貧", "smctp"])
def test_titles_are_found_in_either_script(project: Project, typed: str) -> None:
    assert {hit.row.aid for hit in project.titles_like(typed)} == {1, 2}


def test_what_was_decided_on_words_applies_to_them_in_the_other_script(project: Project) -> None:
    here, there = (make_article("题", (text,), source=None) for text in TEXTS[:2])
    start = here.text.index("山门村")
    added = Entity(id=entity_id(start, start + 3), start=start, end=start + 3, text="山门村", type="LOC")
    layer = first_layer(1, "main", EMPTY)
    step = changes.add(layer, added)
    assert step is not None
    decision = decision_on(fold(layer, step.changes), added.id)
    assert decision is not None
    (found,) = apply(decision, first_layer(2, "main", EMPTY), there.text).occurrences
    assert (found.deed, found.words) == ("add", "山門村")
    assert 2 in candidates(project, decision)


def test_a_project_whose_index_kept_the_scripts_apart_is_indexed_anew_when_it_is_opened(
    tmp_path: Path,
) -> None:
    filled(tmp_path / "p").close()
    with closing(sqlite3.connect(tmp_path / "p" / FILE)) as earlier:
        earlier.execute("DROP TABLE words")
        for statement in DERIVED["words"]:
            earlier.execute(statement)
        rows = [(aid, " ".join(text)) for aid, text in enumerate(TEXTS, 1)]
        earlier.executemany("INSERT INTO words (rowid, body, facts) VALUES (?, ?, '')", rows)
        earlier.execute("PRAGMA user_version=2")
        earlier.commit()
    with Project.open(tmp_path / "p", annotator="wang") as project:
        assert [hit.aid for hit in project.search("脫貧")] == [2, 1]
        assert len(list(project.path.glob("backup/version-2-*.db"))) == 1
