"""Everything that a project tells, as named questions, to be compared with what it told before it was harmed.

`CONTENT` is what is said of one article; every part of it is read from documents with checksums. `FINDING`
is which articles a question finds and what is counted, which the tables answer that are made from the
documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from store import layer as changes
from store import remarking
from store.catalogue import Filter, Order
from store.exchange.jsonl import annotated
from store.layer import ARTICLE, Layer, Step
from store.project import Project

CONTENT: dict[str, Callable[[Project, int], Any]] = {
    "article": lambda project, aid: project.article(aid),
    "extraction": lambda project, aid: project.extraction(aid),
    "layer": lambda project, aid: project.layer(aid),
    "first layer": lambda project, aid: project.layer_as_of(aid, 0),
    "layer half way": lambda project, aid: project.layer_as_of(aid, 3),
    "history": lambda project, aid: project.history(aid),
    "row": lambda project, aid: project.rows([aid]),
    "export": lambda project, aid: annotated(
        project.article(aid), project.extraction(aid), project.layer(aid), project.history(aid)
    ),
}
_FILTERS = {
    "a word": Filter(query="食用菌"),
    "two words": Filter(query="周明 之2"),
    "a label": Filter(tags=("搬迁甲",)),
    "a verdict": Filter(verdicts=("done", "flagged")),
    "a place": Filter(places=("青石县",)),
    "a source": Filter(sources=("青石日报",)),
    "an annotator": Filter(annotators=("li",)),
    "dates": Filter(published_from="2019-02", published_to="2019-04"),
    "waiting": Filter(waiting=True),
    "unclear": Filter(unclear=True),
    "commented": Filter(commented=True),
}
_ORDERS = ("added", "published", "title", "verdict", "unreviewed", "changed")
FINDING: dict[str, Callable[[Project], Any]] = {
    **{f"ids by {by}": lambda p, by=by: list(p.ids(order=Order(by))) for by in _ORDERS},  # type: ignore[misc]
    **{f"ids with {name}": lambda p, where=where: sorted(p.ids(where)) for name, where in _FILTERS.items()},  # type: ignore[misc]
    "counts": lambda project: project.counts(),
    "labels": lambda project: project.labels(),
    "places": lambda project: project.facets("place", Filter()),
    "hands": lambda project: project.facets("annotator", Filter()),
    "search": lambda project: project.search("肉牛"),
    "search for a title": lambda project: project.search("之3"),
    "changes": lambda project: project.changes(3),
    "metrics": lambda project: project.metrics(),
    "units": lambda project: project.units(),
    "recent labels": lambda project: project.recent_labels(),
    "profile": lambda project: project.profile,
}


def told(project: Project, aids: range) -> dict[str, Any]:
    """The answers to every question; of one article under its id."""
    return dict(questions(project, aids))


def questions(project: Project, aids: range) -> Iterator[tuple[str, Any]]:
    """Each question with its answer, asked as it is drawn."""
    for name, ask in asked(aids).items():
        yield name, ask(project)


def asked(aids: range) -> dict[str, Callable[[Project], Any]]:
    """The questions, by name."""
    of_articles = {
        f"{name} of {aid}": lambda project, ask=ask, aid=aid: ask(project, aid)
        for aid in aids
        for name, ask in CONTENT.items()
    }
    return of_articles | FINDING


def is_content(question: str) -> bool:
    """Whether a question is about one article, and its answer in documents."""
    return question not in FINDING


def worked_over(project: Project, number: int) -> list[Step]:
    """Some steps of different kinds on an article, in the order in which they can be recorded."""
    aid = number + 1
    steps: list[Step] = []
    for act in _ACTS[: 3 + number % len(_ACTS)]:
        step = act(project.layer(aid), number)
        if step is not None:
            project.record(step)
            steps.append(step)
    return steps


_ACTS: tuple[Callable[[Layer, int], Step | None], ...] = (
    lambda layer, number: changes.accept(layer, layer.indicators()[number % 6].id),
    lambda layer, number: changes.retype(layer, layer.entities()[number % 4].id, "ORG"),
    lambda layer, number: changes.add_tag(layer, "搬迁" + "甲乙"[number % 2]),
    lambda layer, number: changes.revise(layer, layer.indicators()[(number + 1) % 6].id, {"metric": "户数"}),
    lambda layer, number: changes.set_verdict(layer, ("done", "flagged", "reading")[number % 3]),
    lambda layer, number: remarking.comment(
        layer, ARTICLE, f"第{number}条", annotator="li", at="2026-03-01T12:00"
    ),
    lambda layer, _number: remarking.turn_unclear(layer, layer.entities()[0].id),
    lambda layer, _number: changes.reject(layer, layer.indicators()[-1].id),
)
