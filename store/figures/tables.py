"""Figures and their groups as tables for spreadsheets and statistics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import msgspec

from store.exchange.tables.rows import OP_WORDS, Row, Table, sentence_around
from store.exchange.written_numbers import written
from store.figures.figure import By, Figure, FigureFilter, Group
from store.figures.figures import Figures
from store.project import Project

_COLUMNS = (
    "article", "title", "published", "source", "metric", "place", "place_code", "period", "value", "high",
    "unit", "op", "status", "state", "amount", "measure", "confidence", "start", "end", "sentence", "sha256",
)  # fmt: skip
"""`amount` is the value in `measure`, by which figures in different units can be compared."""
_GROUP_COLUMNS = ("figures", "articles", "earliest", "latest", "measure", "lowest", "highest")
_OTHERS: dict[By, str] = {"metric": "places", "place": "metrics", "period": "metrics"}
_TOGETHER = 100
Done = Callable[[int], None]
"""Told how many figures are written; raises what is to stop it."""


class _Text(msgspec.Struct, frozen=True):
    """The part of an article that has its words."""

    text: str


def table_of_figures(figures: Figures, project: Project, where: FigureFilter, done: Done) -> Table:
    """The figures that the filter leaves, in the order of the articles, each with the sentence around it."""
    return Table("figures", _COLUMNS, _rows(figures, project, where, done))


def table_of_groups(by: By, groups: Iterable[Group]) -> Table:
    """Figures by metric, place or period, a row a group."""
    rows = (
        (
            group.name,
            group.figures,
            group.others,
            group.articles,
            group.earliest,
            group.latest,
            group.measure,
            group.lowest,
            group.highest,
        )
        for group in groups
    )
    return Table(f"{by}s", (by, "figures", _OTHERS[by], *_GROUP_COLUMNS[1:]), rows)


def _rows(figures: Figures, project: Project, where: FigureFilter, done: Done) -> Iterator[Row]:
    written_so_far = 0
    for articles in _some_articles(figures.each(where)):
        facts = {row.aid: row for row in project.rows(list(articles))}
        texts = dict(project.db.storage.fetch_as("texts", list(articles), _Text))
        for aid, found in articles.items():
            done(written_so_far)
            if aid not in facts or aid not in texts:
                continue  # the index may know of an article that a restore has taken away
            row, text = facts[aid], texts[aid].text
            head = (aid, row.title, row.published, row.source)
            for figure in found:
                around = sentence_around(text, figure.start, figure.end)
                yield (*head, *_said(figure), around, row.sha256)
            written_so_far += len(found)


def _said(figure: Figure) -> Row:
    value = figure.value
    return (
        figure.metric,
        figure.place,
        figure.place_code,
        figure.period,
        written(value) if isinstance(value, tuple) else value,
        figure.high,
        figure.unit,
        OP_WORDS[figure.op],
        figure.status,
        figure.state,
        figure.amount,
        figure.measure or None,
        figure.confidence,
        figure.start,
        figure.end,
    )


def _some_articles(found: Iterable[Figure]) -> Iterator[dict[int, list[Figure]]]:
    """The figures of some articles at a time."""
    some: dict[int, list[Figure]] = {}
    for aid, of_article in groupby(found, key=lambda figure: figure.aid):
        some[aid] = list(of_article)
        if len(some) >= _TOGETHER:
            yield some
            some = {}
    if some:
        yield some
