"""A span as it was given out, kept beside it: one that comes back changed is a correction."""

from __future__ import annotations

from typing import Any, NamedTuple

from seeds.article import Entity, Indicator, Span, State
from store.exchange.naming import label_of
from store.exchange.particulars import STATES


class Given(NamedTuple):
    """Label, place and state of a span when it was written."""

    label: str
    place: Span
    state: str


def given_of(span: Entity | Indicator) -> list[str | int]:
    """The span as a list: label, start, end, state."""
    return [label_of(span), span.start, span.end, span.state]


def given_in(values: Any) -> Given | None:
    """What `given_of` wrote, or None where this is something else."""
    match values:
        case [str(label), int(start), int(end), str(state)] if 0 <= start < end < 10**12:
            return Given(label, Span(start, end), state)
    return None


def moved(given: Given | None, label: str, place: Span) -> bool:
    """Whether somebody gave the span another label or other ends."""
    return given is not None and (given.label, given.place) != (label, place)


def state_now(given: Given | None, label: str, place: Span, state: str | None) -> State:
    """The state that a span comes back with: one without is a person's, one that was moved is corrected."""
    if state not in STATES:
        return "added"
    if moved(given, label, place) and state != "rejected":
        return "corrected"
    return state
