"""The sentences behind a contradiction: who tells what, where and when; copies of one sentence told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from seeds.article import Indicator
from seeds.folding import fold
from store.catalogue import Row
from store.contradictions.comparing import Contradiction
from store.exchange.tables.rows import sentence_around
from store.figures import Figure
from store.problems import NoArticle
from store.project import Project

READ = 8
"""Figures of a side whose articles are read to be shown."""


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """A figure and the sentence around it, which begins at `begin` in the text of the article of `row`.

    `copies` are other articles with the same sentence, which came later or at a time that is not known.
    """

    row: Row
    figure: Indicator
    sentence: str
    begin: int
    copies: tuple[Row, ...] = ()


def tellings(
    project: Project, contradiction: Contradiction, most: int = READ
) -> tuple[tuple[Telling, ...], ...]:
    """Of each side its tellings, the earliest published first; up to `most` of its figures are read.

    What has become something else since it was compared is left out. Raises Damaged.
    """
    chosen = [side.figures[:most] for side in contradiction.sides]
    rows = {row.aid: row for row in project.rows([figure.aid for side in chosen for figure in side])}
    return tuple(tuple(_without_copies(_read(project, side, rows))) for side in chosen)


def _read(project: Project, figures: Sequence[Figure], rows: dict[int, Row]) -> Iterator[Telling]:
    for figure in figures:
        try:
            record = project.layer(figure.aid).annotations.get(figure.rid)
            text = project.article(figure.aid).text
        except NoArticle:
            continue
        if not isinstance(record, Indicator) or record.state == "rejected" or record.value != figure.value:
            continue
        sentence = sentence_around(text, record.start, record.end)
        begin = text.find(sentence, max(0, record.start - len(sentence)))
        yield Telling(row=rows[figure.aid], figure=record, sentence=sentence, begin=begin)


def _without_copies(told: Iterator[Telling]) -> Iterator[Telling]:
    first: dict[str, Telling] = {}
    for telling in sorted(told, key=lambda one: (one.row.published or "9", one.row.aid)):
        words = fold(telling.sentence).text
        known = first.get(words)
        if known is None:
            first[words] = telling
        elif known.row.aid != telling.row.aid:
            first[words] = msgspec.structs.replace(known, copies=(*known.copies, telling.row))
    yield from first.values()
