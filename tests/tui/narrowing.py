"""A project whose articles differ in what a filter asks for, and what the list says of itself."""

from __future__ import annotations

from pathlib import Path

from store import layer as changes
from store.project import Project
from tests.building import make_article, make_extraction, make_tag
from tests.tui.conftest import Driven
from tui.widgets.chips import Chips

PLACES = ("青石县", "白水县", "红岩镇")
TAGS = ("产业扶贫", "易地搬迁", "a tag")


def twelve_articles(path: Path) -> None:
    """Make a project of twelve articles of three places, of years from 2016, each with one of three tags."""
    with Project.create(path, annotator="wang") as project:
        for number in range(12):
            article = make_article(
                title=f"第{number}篇",
                published=f"{2016 + number % 6}-0{1 + number % 9}-11",
                source=f"日报{number % 2}",
                path=f"articles/{number}.txt",
            )
            extraction = make_extraction(article)
            project.add(
                article,
                extraction.__class__(
                    entities=extraction.entities,
                    indicators=extraction.indicators,
                    tags=(make_tag(TAGS[number % 3]),),
                    place=PLACES[number % 3],
                ),
            )
        for aid in (1, 2):
            done = changes.set_verdict(project.layer(aid), "done")
            assert done is not None
            project.record(done)


def chips(driven: Driven) -> list[str]:
    return list(driven.bench.query_one(Chips).labels)


def title(driven: Driven) -> str:
    return str(driven.bench.query_one("#list-pane").border_title)
