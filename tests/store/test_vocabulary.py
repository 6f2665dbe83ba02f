"""The project knows what its people call the metrics and the units of their records."""

from __future__ import annotations

from pathlib import Path

from seeds.article import Indicator
from store.layer import Step, accept, reject, revise
from store.project import Project
from tests.building import article_with_extraction


def figures(project: Project, aid: int = 1) -> list[Indicator]:
    return project.layer(aid).indicators()


def record(project: Project, step: Step | None) -> None:
    assert step is not None
    project.record(step)


def accept_figure(project: Project, number: int, aid: int = 1) -> None:
    record(project, accept(project.layer(aid), figures(project, aid)[number].id))


def test_what_nobody_has_judged_does_not_count(project: Project) -> None:
    assert project.metrics() == []
    assert project.units() == []


def test_words_are_counted_over_all_articles_the_most_used_first(project: Project) -> None:
    project.add(*article_with_extraction(1))
    accept_figure(project, 0)
    accept_figure(project, 3)
    accept_figure(project, 4)
    accept_figure(project, 3, aid=2)
    assert project.metrics() == [("增收户数", 2), ("贫困村", 1), ("食用菌种植户数", 1)]
    assert project.units() == [("户", 3), ("个", 1)]
    assert project.units(limit=1) == [("户", 3)]


def test_a_corrected_word_takes_the_place_of_the_one_before(project: Project) -> None:
    accept_figure(project, 3)
    rid = figures(project)[3].id
    record(project, revise(project.layer(1), rid, {"metric": "受益户数"}))
    assert project.metrics() == [("受益户数", 1)]
    record(project, reject(project.layer(1), rid))
    assert project.metrics() == []


def test_undo_and_redo_are_counted(project: Project) -> None:
    accept_figure(project, 3)
    project.undo()
    assert project.metrics() == []
    project.redo()
    assert project.metrics() == [("增收户数", 1)]


def test_words_are_still_known_when_the_project_is_opened_again(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", annotator="wang") as project:
        project.add(*article_with_extraction())
        accept_figure(project, 0)
    with Project.open(tmp_path / "p", annotator="li") as project:
        assert project.metrics() == [("贫困村", 1)]


def test_asking_costs_the_same_however_many_articles_there_are(tmp_path: Path) -> None:
    def cost(articles: int) -> int:
        with Project.create(tmp_path / str(articles), annotator="wang") as project:
            for number in range(articles):
                project.add(*article_with_extraction(number))
            accept_figure(project, 3)
            rows: list[tuple[int, ...]] = []
            with project.db.reading() as connection:
                connection.set_progress_handler(lambda: rows.append(()), 1)
                project.metrics()
                connection.set_progress_handler(None, 0)
            return len(rows)

    assert cost(2) == cost(12)
