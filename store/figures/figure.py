"""What is asked of the figures of a project, and what is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, get_args

import msgspec

from seeds.article import GroupRole, Number, Op, State, Status
from store.catalogue import Filter

OPS: tuple[Op, ...] = get_args(Op)
STATUSES: tuple[Status, ...] = get_args(Status)
STATES: tuple[State, ...] = get_args(State)
ROLES: tuple[GroupRole, ...] = get_args(GroupRole)
DECIDED: tuple[State, ...] = ("accepted", "corrected", "added")
"""What a person has said is right."""
STANDING: tuple[State, ...] = ("suggested", *DECIDED)
"""Whatever nobody has rejected."""
By = Literal["metric", "place", "period"]
Column = Literal["article", "metric", "place", "period", "amount", "state"]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """An indicator of an article: `rid` is its record, [start, end) where it stands in the text.

    `amount` is the value in `measure`, so that those of one measure can be compared: 1 公里 and 1000 米 are
    the same. It is None for a ratio and where there is no value. `measure` is "" without a unit.
    """

    aid: int
    rid: str
    start: int
    end: int
    metric: str | None
    place: str | None
    place_code: str | None
    period: str | None
    value: Number | None
    high: Decimal | None
    unit: str | None
    op: Op
    status: Status
    role: GroupRole | None
    state: State
    confidence: float
    amount: float | None
    measure: str


class FigureFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which figures: those that meet every condition that is given, in articles that `articles` leaves.

    Each of `words` stands in the metric, the place or the unit. One of `metrics` stands in the metric, one of
    `places` in the place; those of `exactly` are the whole of a field, or None where it has to be missing.
    The period begins with one of `periods` or has it within; the unit measures what one of `units` does.
    """

    words: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    states: tuple[State, ...] = STANDING
    exactly: Mapping[By, str | None] = {}
    articles: Filter = Filter()


class FigureOrder(msgspec.Struct, frozen=True):
    """How to sort; figures that are equal stand as in their articles, and these as they were added."""

    by: Column = "article"
    descending: bool = False


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Figures that have one metric, place or period, `name` (None: they have none).

    `others` counts the different places of a metric, and the different metrics of a place or a period.
    `lowest` and `highest` are the amounts where all have one `measure`, which is None otherwise.
    """

    name: str | None
    figures: int
    articles: int
    others: int
    earliest: str | None
    latest: str | None
    measure: str | None
    lowest: float | None
    highest: float | None


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What a chart can be of: a metric in one measure, and how many figures say it."""

    metric: str
    measure: str
    figures: int


class Point(msgspec.Struct, frozen=True, array_like=True):
    """A figure as a chart has it: where, when, how much in the measure of the subject, said in which unit."""

    aid: int
    place: str | None
    period: str | None
    amount: float
    unit: str | None
    status: Status
    state: State
