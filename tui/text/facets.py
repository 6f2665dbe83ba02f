"""Choosing conditions from what there is: the values of a field, and what choosing one makes of a filter."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import msgspec

from store.catalogue import Filter
from store.project import Project
from tui.language import N_, _
from tui.text.conditions import TRAIT_NAMES, Condition, Kind, conditions_of, filter_of
from tui.text.matching import ranked
from tui.text.names import VERDICT_MARKS, VERDICT_NAMES
from tui.text.query import date_meant

Facet = Literal["verdict", "tag", "place", "source", "year", "annotator", "trait"]
FACETS: dict[Facet, str] = {
    "verdict": N_("verdict"),
    "tag": N_("tag"),
    "place": N_("place"),
    "source": N_("source"),
    "year": N_("date"),
    "annotator": N_("annotator"),
    "trait": N_("more"),
}
"""What can be chosen from, as the person reads it."""
_KINDS: dict[Facet, Kind] = {
    "verdict": "verdict",
    "tag": "tag",
    "place": "place",
    "source": "source",
    "annotator": "by",
}
_BETWEEN = re.compile(r"\s*(?:\.{2,}|…+|[~～–—到至]|\bto\b|(?<=^[0-9]{4})-(?=[0-9]{4}$))\s*")


class Value(NamedTuple):
    """Something to choose: what it is called, on how many articles, and the conditions that it stands for."""

    text: str
    articles: int | None
    conditions: tuple[Condition, ...]


def values(project: Project, facet: Facet, where: Filter) -> list[Value]:
    """What can be chosen beside the filter's conditions of other kinds, the most used first; years by age.

    What is chosen already is among it also where no article is left that has it. Raises Busy or Damaged.
    """
    if facet == "trait":
        return [
            Value(
                _(name),
                sum(project.counts(msgspec.structs.replace(where, **{trait: True})).values()),
                (Condition("is", trait),),
            )
            for trait, name in TRAIT_NAMES.items()
        ]
    if facet == "year":
        whole = msgspec.structs.replace(where, published_from=None, published_to=None)
        years = sorted(project.facets("year", whole), reverse=True)
        return [Value(year, count, _dates(year, year)) for year, count in years]
    kind = _KINDS[facet]
    rest = where if kind == "tag" else filter_of(c for c in conditions_of(where) if c.kind != kind)
    found = dict(project.facets(facet, rest))
    held = [condition.value for condition in conditions_of(where) if condition.kind == kind]
    if facet == "verdict":
        found = {verdict: found.get(verdict, 0) for verdict in VERDICT_NAMES}
    return [
        Value(_called(facet, value), found.get(value, 0), (Condition(kind, value),))
        for value in dict.fromkeys([*found, *held])
    ]


def narrowed(typed: str, facet: Facet, found: list[Value]) -> list[Value]:
    """Those that the typed letters can mean, best first; of the dates also what is typed itself."""
    by_text = {value.text: value for value in found}
    kept = [by_text[text] for text in ranked(typed, by_text)]
    return (
        [*kept, *(value for value in dates_typed(typed) if value.text not in by_text)]
        if facet == "year"
        else kept
    )


def dates_typed(typed: str) -> list[Value]:
    """What a date, or two with `..`, `到` or `to` between them, can mean."""
    bounds = [date_meant(bound) if bound else "" for bound in _BETWEEN.split(typed.strip())]
    if None in bounds or not any(bounds) or len(bounds) > 2:
        return []
    first, last = (bounds[0] or None, bounds[-1] or None)
    if len(bounds) == 2:
        return [Value(_span_told(first, last), None, _dates(first, last))]
    spans = ((first, last), (first, None), (None, last))
    return [Value(_span_told(*span), None, _dates(*span)) for span in spans]


def holds(where: Filter, value: Value) -> bool:
    """Whether the filter asks for it; a year is held where the span has it."""
    year = _year(value)
    if year is None:
        held = conditions_of(where)
        return all(condition in held for condition in value.conditions)
    if where.published_from is None and where.published_to is None:
        return False
    first, last = where.published_from or "", where.published_to or "9999"
    return first[:4] <= year <= last[:4]


def toggled(where: Filter, value: Value) -> Filter:
    """The filter with this condition, or without it where it asks for it already.

    Two years make a span; an end of a span leaves it; another year begins anew.
    """
    if (year := _year(value)) is not None:
        return _with_year(where, year)
    asked = conditions_of(where)
    if all(condition in asked for condition in value.conditions):
        return filter_of(condition for condition in asked if condition not in value.conditions)
    if {condition.kind for condition in value.conditions} <= {"from", "to"}:
        asked = tuple(condition for condition in asked if condition.kind not in ("from", "to"))
    return filter_of([*asked, *value.conditions])


def _with_year(where: Filter, year: str) -> Filter:
    first, last = (bound and bound[:4] for bound in (where.published_from, where.published_to))
    if first is None and last is None:
        span = (year, year)
    elif first is None or last is None or first == last:
        one = first or last or year
        span = (min(one, year), max(one, year))
        if first == last == year:
            return msgspec.structs.replace(where, published_from=None, published_to=None)
    elif year == first:
        span = (_next(year, 1), last)
    elif year == last:
        span = (first, _next(year, -1))
    else:
        span = (year, year)
    return msgspec.structs.replace(where, published_from=span[0], published_to=span[1])


def _next(year: str, by: int) -> str:
    return f"{int(year) + by:04}"


def _year(value: Value) -> str | None:
    """The year that a value is, or None where it is something else."""
    bounds = {condition.value for condition in value.conditions if condition.kind in ("from", "to")}
    year = next(iter(bounds), "")
    return year if len(value.conditions) == 2 and len(bounds) == 1 and value.text == year[:4] else None


def _dates(first: str | None, last: str | None) -> tuple[Condition, ...]:
    bounds: tuple[tuple[Kind, str | None], ...] = (("from", first), ("to", last))
    return tuple(Condition(kind, bound) for kind, bound in bounds if bound)


def _span_told(first: str | None, last: str | None) -> str:
    if first is None:
        return _("to {date}").format(date=last)
    if last is None:
        return _("from {date}").format(date=first)
    return first if first == last else f"{first} – {last}"


def _called(facet: Facet, value: str) -> str:
    if facet != "verdict":
        return value
    return next(
        f"{VERDICT_MARKS[verdict]} {_(name)}" for verdict, name in VERDICT_NAMES.items() if verdict == value
    )
