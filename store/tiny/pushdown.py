"""What of a TinyDB query SQLite can answer from an index.

Only narrowing: whatever comes back is put to the query itself, so that a condition that is not
understood here costs speed and never truth.

A query's hash says what it asks, `('==', ('verdict',), 'new')`. It is a private name of TinyDB, whose
version is pinned for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tinydb.queries import Query, QueryInstance, QueryLike

from store.tiny.layout import field_expression

_COMPARISONS = {"==": "=", "<": "<=", "<=": "<=", ">": ">=", ">=": ">="}
"""Strict comparisons let the bound through: SQLite may round a fraction to it that Python does not."""
_MOST_CHOICES = 500
_INT64 = 2**63


class Narrowing(NamedTuple):
    """An SQL condition that every matching document meets, and its parameters."""

    condition: str
    values: tuple[Any, ...]


def narrowing(query: QueryLike | None, indexed: frozenset[str]) -> Narrowing | None:
    """The part of the query that indexes on those fields can answer, or None."""
    if not isinstance(query, QueryInstance) or type(query) not in (Query, QueryInstance):
        return None
    asked = query._hash  # noqa: SLF001
    parts = [part for leaf in _conjuncts(asked) if (part := _condition(leaf, indexed))]
    if not parts:
        return None
    return Narrowing(
        " AND ".join(part.condition for part in parts),
        tuple(value for part in parts for value in part.values),
    )


def _conjuncts(asked: object) -> Iterator[tuple[Any, ...]]:
    """The conditions that must all hold."""
    match asked:
        case ("and", frozenset() as parts):
            for part in parts:
                yield from _conjuncts(part)
        case tuple():
            yield asked


def _condition(leaf: tuple[Any, ...], indexed: frozenset[str]) -> Narrowing | None:
    match leaf:
        case (str() as operator, (str() as field,), value) if field in indexed:
            expression = field_expression(field)
            if operator in _COMPARISONS and _same_in_sql(value):
                return Narrowing(f"{expression} {_COMPARISONS[operator]} ?", (value,))
            if operator == "one_of" and _are_choices(value):
                return Narrowing(f"{expression} IN ({', '.join('?' * len(value))})", value)
    return None


def _are_choices(value: object) -> bool:
    return isinstance(value, tuple) and len(value) <= _MOST_CHOICES and all(map(_same_in_sql, value))


def _same_in_sql(value: object) -> bool:
    """Whether SQLite compares the value as Python does: text, and whole numbers of 64 bits."""
    if isinstance(value, str):
        return "\0" not in value
    return isinstance(value, int) and -_INT64 <= value < _INT64
