"""What the table of figures shows: figures or groups of them, read a page at a time and kept a while."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from store.catalogue import Row
from store.figures import By, Figure, FigureFilter, FigureOrder, Figures, Group
from store.project import Project
from tui.widgets.figure_cells import figure_cells, figure_headings, group_cells, group_headings
from tui.widgets.ruled_table import Cell, Heading

FIRST = 300
"""Figures that are shown before all are sorted."""
_KEPT = 4_000


class Found(NamedTuple):
    """What was found: the numbers of figures, or groups; `whole` says that these are all.

    `figures` and `articles` count what the filter leaves; they are None until they are counted.
    """

    numbers: Sequence[int] = array("I")
    groups: Sequence[Group] = ()
    whole: bool = True
    articles: int | None = None
    figures: int | None = None


class FigureRows:
    """The rows of the table. What is read is kept until other rows are shown."""

    def __init__(self) -> None:
        self.by: By | None = None
        self.found = Found()
        self._figures: dict[int, Figure] = {}
        self._articles: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self.found.numbers if self.by is None else self.found.groups)

    def show(self, by: By | None, found: Found) -> None:
        """Have other rows; by what they are grouped, None for figures one by one."""
        self.by, self.found = by, found
        self._figures.clear()

    def headings(self) -> Sequence[Heading]:
        """The columns of the rows."""
        return figure_headings() if self.by is None else group_headings(self.by)

    def cells(self, at: int) -> Sequence[Cell] | None:
        """A row; None where it has not been read."""
        if self.by is not None:
            return group_cells(self.found.groups[at])
        figure = self.figure(at)
        return figure_cells(figure, self._articles.get(figure.aid)) if figure is not None else None

    def figure(self, at: int) -> Figure | None:
        """The figure of a row; None where it has not been read, or the row is none of a figure."""
        if self.by is not None or not 0 <= at < len(self.found.numbers):
            return None
        return self._figures.get(self.found.numbers[at])

    def group(self, at: int) -> Group | None:
        """The group of a row; None where it is none of a group."""
        return self.found.groups[at] if self.by is not None and 0 <= at < len(self.found.groups) else None

    def article(self, aid: int) -> Row | None:
        """What the list says of an article; None where it has not been read."""
        return self._articles.get(aid)

    def missing(self, rows: range) -> list[int]:
        """The numbers of those of the figures that have not been read."""
        if self.by is not None:
            return []
        wanted = self.found.numbers[rows.start : rows.stop]
        return [number for number in wanted if number not in self._figures]

    def keep(self, figures: dict[int, Figure], articles: Sequence[Row]) -> None:
        """Take over what was read."""
        if len(self._figures) > _KEPT:
            self._figures.clear()
            self._articles.clear()
        self._figures |= figures
        self._articles |= {row.aid: row for row in articles}


def read_rows(
    figures: Figures, project: Project, numbers: Sequence[int]
) -> tuple[dict[int, Figure], Sequence[Row]]:
    """In a thread: figures by their numbers, and what the list says of their articles. Raises Problem."""
    found = figures.figures(numbers)
    return found, project.rows(sorted({figure.aid for figure in found.values()}))


def found_first(figures: Figures, where: FigureFilter, by: By | None, order: FigureOrder) -> Found:
    """In a thread: all groups, or as many figures as come quickly. Raises Problem or Interrupted."""
    with figures.giving_way():
        if by is not None:
            return Found(groups=figures.groups(by, where))
        numbers = figures.ids(where, order, FIRST)
    return Found(numbers=numbers, whole=len(numbers) < FIRST)


def found_all(figures: Figures, where: FigureFilter, order: FigureOrder, first: Found) -> Found:
    """In a thread: the rest of it, and what is counted. Raises Problem or Interrupted."""
    with figures.giving_way():
        numbers = first.numbers if first.whole else figures.ids(where, order)
        count, articles = figures.count(where)
    return first._replace(numbers=numbers, whole=True, articles=articles, figures=count)
