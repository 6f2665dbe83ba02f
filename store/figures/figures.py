"""The figures of a project: found, sorted, counted and grouped without reading an article.

They are asked of an index beside the project, which is made when it is first wanted and then keeps up
(`gathering`). What it says is a little behind what people do until `catch_up` is called.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Self

from seeds.article import State, Status
from store.catalogue import Filter, Order
from store.figures.conditions import CHOSEN, MEASURE, as_condition
from store.figures.figure import (
    STANDING,
    STATES,
    STATUSES,
    By,
    Column,
    Figure,
    FigureFilter,
    FigureOrder,
    Group,
    Point,
    Subject,
)
from store.figures.gathering import Gathering, Progress, Stopped
from store.figures.index_file import IndexFile
from store.figures.rows import WITH_WORDS, figure_of
from store.listing import Condition
from store.project import Project

_PAGE = 500
_NUMBERED = WITH_WORDS.replace("SELECT aid", "SELECT figures.id, aid")
_KEYS: dict[Column, str] = {
    "article": "",
    "metric": "(SELECT form FROM words WHERE words.id = metric) {turn} NULLS LAST,",
    "place": "(SELECT form FROM words WHERE words.id = place) {turn} NULLS LAST,",
    "period": "period {turn} NULLS LAST,",
    "amount": "amount {turn} NULLS LAST,",
    "state": "state {turn},",
}
_OTHER: dict[By, str] = {"metric": "place", "place": "metric", "period": "metric"}


def _unseen(_done: int, _all: int) -> None:
    """Progress that nobody looks at."""


def _never() -> bool:
    """Nobody stops it."""
    return False


class Figures:
    """The figures of a project. Any thread may ask; one question is answered at a time."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._index = IndexFile(project.path, read_only=project.read_only)
        self._gathering = Gathering(project, self._index)
        self._chosen: tuple[Filter, int] | None = None

    def catch_up(self, progress: Progress = _unseen, stopped: Stopped = _never) -> bool:
        """Take over what was done to the project since; False where it was stopped before the end.

        What is written already can be asked for meanwhile. Raises Damaged, NotSaved, NotWritable or Busy.
        """
        return self._gathering.catch_up(progress, stopped)

    def close(self) -> None:
        """Close the index; closing twice is harmless."""
        self._index.close()

    def interrupt(self) -> None:
        """Stop the question that is being answered, if it was asked inside `giving_way`."""
        self._index.interrupt()

    def giving_way(self) -> AbstractContextManager[None]:
        """What this thread asks inside raises `index_file.Interrupted` once another calls `interrupt`."""
        return self._index.giving_way()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # One by one

    def ids(
        self,
        where: FigureFilter = FigureFilter(),  # noqa: B008
        order: FigureOrder = FigureOrder(),  # noqa: B008
        limit: int | None = None,
    ) -> array[int]:
        """The numbers of the figures in order, for `figures`; they hold until the index next changes."""
        key = _KEYS[order.by].format(turn="DESC" if order.descending else "ASC")
        turn = "DESC" if order.by == "article" and order.descending else "ASC"
        with self._asking(where) as (connection, asked):
            sql = f"SELECT id FROM figures WHERE {asked.sql} ORDER BY {key} aid {turn}, start LIMIT ?"  # noqa: S608
            found = connection.execute(sql, (*asked.values, -1 if limit is None else limit))
            # There may be millions; their numbers never come near to 2³².
            return array("I", (number for (number,) in found))

    def figures(self, numbers: Sequence[int]) -> dict[int, Figure]:
        """Figures by their numbers; one that is gone is left out."""
        found: dict[int, Figure] = {}
        with self._index.reading() as connection:
            for at in range(0, len(numbers), _PAGE):
                some = list(numbers[at : at + _PAGE])
                marks = ", ".join("?" * len(some))
                sql = f"{_NUMBERED} WHERE figures.id IN ({marks})"
                found |= {number: figure_of(row) for number, *row in connection.execute(sql, some)}
        return found

    def count(self, where: FigureFilter = FigureFilter()) -> tuple[int, int]:  # noqa: B008
        """How many figures the filter leaves, and in how many articles."""
        with self._asking(where) as (connection, asked):
            sql = f"SELECT count(*), count(DISTINCT aid) FROM figures WHERE {asked.sql}"  # noqa: S608
            figures, articles = connection.execute(sql, asked.values).fetchone()
            return figures, articles

    def each(self, where: FigureFilter = FigureFilter()) -> Iterator[Figure]:  # noqa: B008
        """The figures that the filter leaves, in the order of the articles, a page at a time."""
        aid = start = number = -1
        while True:
            with self._asking(where) as (connection, asked):
                sql = (
                    f"{_NUMBERED} WHERE {asked.sql} AND (aid, start, figures.id) > (?, ?, ?)"
                    " ORDER BY aid, start, figures.id LIMIT ?"
                )
                page = connection.execute(sql, (*asked.values, aid, start, number, _PAGE)).fetchall()
            yield from (figure_of(row) for _number, *row in page)
            if len(page) < _PAGE:
                return
            number, aid, _rid, start = page[-1][:4]

    def of_article(self, aid: int) -> list[Figure]:
        """The figures of an article in reading order."""
        with self._index.reading() as connection:
            found = connection.execute(WITH_WORDS + "WHERE aid = ? ORDER BY start, figures.id", (aid,))
            return [figure_of(row) for row in found]

    # Together

    def groups(
        self,
        by: By,
        where: FigureFilter = FigureFilter(),  # noqa: B008
        limit: int | None = 10_000,
    ) -> list[Group]:
        """The figures that the filter leaves, by metric, place or period; those with the most come first."""
        name = "of" if by == "period" else "(SELECT word FROM words WHERE id = of)"
        with self._asking(where) as (connection, asked):
            sql = (
                f"SELECT {name}, uses, articles, others, earliest, latest, CASE WHEN one = another"  # noqa: S608
                " THEN ifnull((SELECT word FROM words WHERE id = one), '') END, lowest, highest FROM ("
                f" SELECT {by} AS of, count(*) AS uses, count(DISTINCT aid) AS articles,"
                f" count(DISTINCT {_OTHER[by]}) AS others, min(period) AS earliest, max(period) AS latest,"
                " min(measure) AS one, max(measure) AS another,"
                " min(amount) AS lowest, max(amount) AS highest"
                f" FROM figures WHERE {asked.sql} GROUP BY {by} ORDER BY uses DESC, {by} LIMIT ?)"
            )
            return [
                Group(
                    name=row[0],
                    figures=row[1],
                    articles=row[2],
                    others=row[3],
                    earliest=row[4],
                    latest=row[5],
                    measure=row[6],
                    lowest=row[7] if row[6] is not None else None,
                    highest=row[8] if row[6] is not None else None,
                )
                for row in connection.execute(sql, (*asked.values, -1 if limit is None else limit))
            ]

    def subjects(
        self,
        where: FigureFilter = FigureFilter(),  # noqa: B008
        metric: str | None = None,
        limit: int = 100,
    ) -> list[Subject]:
        """What a chart of these figures can be of: this metric, then that which most of them say."""
        with self._asking(where) as (connection, asked):
            sql = (
                "SELECT m.word, ifnull(s.word, ''), uses FROM ("  # noqa: S608
                f" SELECT metric, measure, count(*) AS uses FROM figures WHERE {asked.sql}"
                " AND metric NOTNULL AND amount NOTNULL GROUP BY metric, measure"
                " ORDER BY metric IN (SELECT id FROM words WHERE word = ?) DESC, uses DESC LIMIT ?"
                ") JOIN words m ON m.id = metric LEFT JOIN words s ON s.id = measure"
                " ORDER BY m.word IS ? DESC, uses DESC, m.word"
            )
            found = connection.execute(sql, (*asked.values, metric, limit, metric))
            return [Subject(metric=metric, measure=measure, figures=uses) for metric, measure, uses in found]

    def points(
        self,
        subject: Subject,
        where: FigureFilter = FigureFilter(),  # noqa: B008
        limit: int = 50_000,
    ) -> list[Point]:
        """The figures of a subject, those of the last added articles where there are more than `limit`."""
        with self._asking(where) as (connection, asked):
            sql = (
                "SELECT aid, (SELECT word FROM words WHERE id = place), period, amount,"  # noqa: S608
                " (SELECT word FROM words WHERE id = unit), status, state"
                f" FROM figures WHERE {asked.sql} AND metric = (SELECT id FROM words WHERE word = ?)"
                f" AND measure = {MEASURE} AND amount NOTNULL ORDER BY aid DESC, start LIMIT ?"
            )
            found = connection.execute(sql, (*asked.values, subject.metric, subject.measure, limit))
            return [
                Point(aid, place, period, amount, unit, STATUSES[status], STATES[state])
                for aid, place, period, amount, unit, status, state in found
            ]

    def same_facts(
        self, *, states: Sequence[State] = STANDING, statuses: Sequence[Status] = ("actual",)
    ) -> Iterator[list[Figure]]:
        """Figures of one metric, place, period and measure whose amounts differ, a group at a time.

        In the order of the index, which holds until it is made anew; a page at a time, so that others may ask
        between.
        """
        where = FigureFilter(states=tuple(states), statuses=tuple(statuses))
        last: tuple[object, ...] = (0, 0, "", 0)
        while True:
            with self._asking(where) as (connection, asked):
                facts = connection.execute(
                    f"SELECT metric, place, period, measure FROM figures WHERE {asked.sql}"  # noqa: S608
                    " AND (metric, place, period, measure) > (?, ?, ?, ?) AND amount NOTNULL"
                    " GROUP BY metric, place, period, measure HAVING min(amount) < max(amount) LIMIT ?",
                    (*asked.values, *last, _PAGE),
                ).fetchall()
                sql = (
                    f"{WITH_WORDS} WHERE {asked.sql} AND metric = ? AND place = ? AND period = ?"
                    " AND measure = ? AND amount NOTNULL ORDER BY aid, start"
                )
                groups = [
                    [figure_of(row) for row in connection.execute(sql, (*asked.values, *fact))]
                    for fact in facts
                ]
            yield from groups
            if len(facts) < _PAGE:
                return
            last = facts[-1]

    @contextmanager
    def _asking(self, where: FigureFilter) -> Iterator[tuple[sqlite3.Connection, Condition]]:
        """A connection, and what the filter asks of a row there."""
        narrowed = where.articles != Filter()
        aids = self._project.ids(where.articles, Order("added")) if narrowed else array("q")
        with self._index.reading() as connection:
            if narrowed:
                connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {CHOSEN} (aid INTEGER PRIMARY KEY)")
                connection.execute(f"DELETE FROM temp.{CHOSEN}")  # noqa: S608
                connection.executemany(f"INSERT INTO temp.{CHOSEN} VALUES (?)", ((aid,) for aid in aids))  # noqa: S608
            yield connection, as_condition(where, among_chosen=narrowed)
