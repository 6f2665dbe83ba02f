"""A figure as a row of the index, and a row of the index as a figure."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from seeds.article import Indicator, Number, indicator_id
from seeds.folding import in_one_form
from seeds.measures import measure_of
from store.figures.figure import OPS, ROLES, STATES, STATUSES, Figure

_DIGITS = 15
"""That every double keeps."""
_LARGEST = 300
COLUMNS = (
    "aid", "rid", "start", "end", "metric", "place", "place_code", "period", "value", "said", "high", "unit",
    "amount", "measure", "op", "status", "role", "state", "confidence",
)  # fmt: skip
_MARKS = ", ".join("?" * len(COLUMNS))
_INSERT = f"INSERT INTO figures ({', '.join(COLUMNS)}) VALUES ({_MARKS})"  # noqa: S608
WITH_WORDS = """
    SELECT aid, rid, start, end, m.word, p.word, place_code, period, value, said, high, u.word, amount,
        s.word, op, status, role, state, confidence
    FROM figures LEFT JOIN words m ON m.id = metric LEFT JOIN words p ON p.id = place
        LEFT JOIN words u ON u.id = unit LEFT JOIN words s ON s.id = measure
"""
"""What `figure_of` takes, to be gone on with a condition."""


class Words:
    """The numbers of words, remembered as long as nobody else writes the index."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def number(self, connection: sqlite3.Connection, word: str | None) -> int | None:
        """The number of a word, which gets one where it has none."""
        if not word:
            return None
        number = self._known.get(word)
        if number is None:
            found = connection.execute("SELECT id FROM words WHERE word = ?", (word,)).fetchone()
            if found is None:
                sql = "INSERT INTO words (word, form) VALUES (?, ?)"
                number = connection.execute(sql, (word, in_one_form(word).casefold())).lastrowid
            else:
                (number,) = found
            self._known[word] = number or 0
        return number

    def forget(self) -> None:
        """Another file, or what was numbered was rolled back."""
        self._known.clear()


def put(
    connection: sqlite3.Connection, words: Words, articles: Iterable[tuple[int, Iterable[Indicator]]]
) -> None:
    """Make the rows of these articles what their indicators say."""
    for aid, indicators in articles:
        connection.execute("DELETE FROM figures WHERE aid = ?", (aid,))
        connection.executemany(_INSERT, _rows(connection, words, aid, indicators))


def figure_of(row: tuple[Any, ...]) -> Figure:
    """The figure of a row of `WITH_WORDS`."""
    aid, rid, start, end, metric, place, code, period, value, said, high, unit = row[:12]
    amount, measure, op, status, role, state, confidence = row[12:]
    return Figure(
        aid=aid,
        rid=rid if rid is not None else indicator_id(start, end),
        start=start,
        end=end,
        metric=metric,
        place=place,
        place_code=code,
        period=period,
        value=_number(value, said),
        high=Decimal(high) if high is not None else None,
        unit=unit,
        op=OPS[op],
        status=STATUSES[status],
        role=ROLES[role] if role is not None else None,
        state=STATES[state],
        confidence=confidence,
        amount=amount,
        measure=measure or "",
    )


def _rows(
    connection: sqlite3.Connection, words: Words, aid: int, indicators: Iterable[Indicator]
) -> Iterator[tuple[Any, ...]]:
    for item in indicators:
        measure = measure_of(item.unit)
        yield (
            aid,
            item.id if item.id != indicator_id(item.start, item.end) else None,
            item.start,
            item.end,
            words.number(connection, item.metric),
            words.number(connection, item.place),
            item.place_code,
            item.period,
            *_kept(item.value),
            f"{item.high:f}" if item.high is not None else None,
            words.number(connection, item.unit),
            _amount(item.value, measure.size),
            words.number(connection, measure.unit) or 0,
            OPS.index(item.op),
            STATUSES.index(item.status),
            ROLES.index(item.role) if item.role is not None else None,
            STATES.index(item.state),
            item.confidence,
        )


def _amount(value: Number | None, size: Fraction) -> float | None:
    if not isinstance(value, Decimal) or not _is_moderate(value):
        return None
    return float(value) if size == 1 else float(Fraction(value) * size)


def _kept(value: Number | None) -> tuple[float | None, str | None]:
    """A value as a double, or where that would not be the same, as text; the parts of a ratio with colons."""
    if value is None:
        return None, None
    if isinstance(value, tuple):
        return None, ":".join(f"{part:f}" for part in value)
    if len(value.as_tuple().digits) <= _DIGITS and _is_moderate(value):
        return float(value), None
    return None, f"{value:f}"


def _is_moderate(value: Decimal) -> bool:
    return value.is_finite() and abs(value.adjusted()) < _LARGEST


def _number(value: float | None, said: str | None) -> Number | None:
    if said is not None:
        parts = tuple(map(Decimal, said.split(":")))
        return parts if len(parts) > 1 else parts[0]
    if value is None:
        return None
    return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))
