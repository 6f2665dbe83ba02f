"""A filter of figures as SQL on the rows of the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from seeds.folding import in_one_form
from seeds.measures import measure_of
from store.figures.figure import STATES, STATUSES, FigureFilter
from store.listing import Condition

CHOSEN = "chosen"
"""A table of this connection: the articles that the filter of articles leaves."""
_LIKE = "SELECT id FROM words WHERE instr(form, ?)"
MEASURE = "ifnull((SELECT id FROM words WHERE word = ?), 0)"
"""The number of a measure, given by its name; "" is that of plain numbers."""
_WORD = "(SELECT id FROM words WHERE word = ?)"


def conditions_of(where: FigureFilter) -> Iterator[Condition]:
    """What a filter asks of a row of `figures`, its articles aside."""
    for word in where.words:
        # Words are few: those that have the letters are found first, then the figures that have those words.
        yield Condition(
            f"(metric IN ({_LIKE}) OR place IN ({_LIKE}) OR unit IN ({_LIKE}))", (_form(word),) * 3
        )
    if where.metrics:
        yield _any_like("metric", where.metrics)
    if where.places:
        yield _any_like("place", where.places)
    if where.periods:
        begins = "(period GLOB ? OR period GLOB ?)"
        values = (value for said in where.periods for value in (f"{_plain(said)}*", f"*/{_plain(said)}*"))
        yield Condition(_any_of([begins] * len(where.periods)), tuple(values))
    if where.units:
        measures = tuple(measure_of(unit).unit for unit in where.units)
        yield Condition(_any_of([f"measure = {MEASURE}"] * len(measures)), measures)
    for field, value in where.exactly.items():
        if value is None:
            yield Condition(f"{field} IS NULL")
        elif field == "period":
            yield Condition("period = ?", (value,))
        else:
            yield Condition(f"{field} = {_WORD}", (value,))
    if where.statuses:
        yield _one_of("status", [STATUSES.index(status) for status in where.statuses])
    if set(where.states) != set(STATES):
        yield _one_of("state", [STATES.index(state) for state in where.states])


def as_condition(where: FigureFilter, *, among_chosen: bool) -> Condition:
    """All of it, and that the article is one of `CHOSEN`."""
    conditions = list(conditions_of(where))
    if among_chosen:
        conditions.append(Condition(f"aid IN (SELECT aid FROM temp.{CHOSEN})"))  # noqa: S608
    sql = " AND ".join(condition.sql for condition in conditions) or "1"
    return Condition(sql, tuple(value for condition in conditions for value in condition.values))


def _any_like(field: str, said: Sequence[str]) -> Condition:
    return Condition(_any_of([f"{field} IN ({_LIKE})"] * len(said)), tuple(map(_form, said)))


def _any_of(conditions: Sequence[str]) -> str:
    return f"({' OR '.join(conditions)})"


def _one_of(field: str, values: Sequence[Any]) -> Condition:
    return Condition(f"{field} IN ({', '.join('?' * len(values))})", tuple(values))


def _form(said: str) -> str:
    return in_one_form(said).casefold()


def _plain(said: str) -> str:
    """A beginning of a period, none of whose characters means another."""
    return "".join(char for char in said if char.isalnum() or char in "-/.:")
