"""How far the reading of a project is, how fast it goes, and what of it is left.

Articles that one step set to done by the thousand were not read then: they count as done, but say
nothing of the pace. Work is the time between operations of one annotator; more than `PAUSE` without any
is none.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import NamedTuple

import msgspec

from store.layer import ARTICLE, Verdict
from store.operations import IMPORT
from store.project import Project
from store.tiny.layout import field_expression

PAUSE = timedelta(minutes=10)
DAYS = 14
"""How many days are told one by one, today the last of them."""
_WEEK = 7
_TELLING = timedelta(minutes=5)
"""Work that is shorter says nothing of the pace."""


class Pace(msgspec.Struct, frozen=True):
    """Articles that were read and set to done, and the seconds of work that this took."""

    done: int = 0
    seconds: float = 0.0

    @property
    def per_hour(self) -> float | None:
        """Articles per hour of work; None where too little was done to tell."""
        if self.done <= 0 or self.seconds < _TELLING.total_seconds():
            return None
        return 3600 * self.done / self.seconds


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """What an annotator did in the last `DAYS` days: articles set to done by day, oldest first."""

    annotator: str
    days: tuple[int, ...]
    today: Pace
    week: Pace


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """The whole project. `suggestions` wait for somebody; `days` are as in `Hand`, `last` is today."""

    counts: dict[Verdict, int]
    suggestions: int
    last: date
    days: tuple[int, ...]
    hands: tuple[Hand, ...]
    today: Pace
    week: Pace

    @property
    def total(self) -> int:
        """All articles."""
        return sum(self.counts.values())

    @property
    def remaining(self) -> int:
        """Articles that nobody has set to done or flagged."""
        return self.counts["new"] + self.counts["reading"]

    @property
    def hours_left(self) -> float | None:
        """Hours of work at the pace of the last seven days; None where there is none to go by."""
        pace = self.week.per_hour
        return self.remaining / pace if pace else None


def progress(project: Project, now: datetime | None = None, zone: tzinfo | None = None) -> Progress:
    """How the project stands at `now`, in days of `zone`; without them at this moment, here.

    Raises Busy or Damaged.
    """
    moment = (now or datetime.now(UTC)).astimezone(zone)
    first = moment.date() - timedelta(days=DAYS - 1)
    with project.db.reading() as connection:
        counts = project.counts()
        (waiting,) = connection.execute("SELECT coalesce(sum(unreviewed), 0) FROM listing").fetchone()
        by_hand = _by_hand(connection, first, zone)
    hands = [_hand(annotator, days, moment.date()) for annotator, days in by_hand.items()]
    return Progress(
        counts=counts,
        suggestions=waiting,
        last=moment.date(),
        days=tuple(sum(days) for days in zip(*(hand.days for hand in hands), strict=True)) or (0,) * DAYS,
        hands=tuple(sorted(hands, key=lambda hand: (-sum(hand.days), hand.annotator))),
        today=_together(hand.today for hand in hands),
        week=_together(hand.week for hand in hands),
    )


def pace_today(project: Project, now: datetime | None = None, zone: tzinfo | None = None) -> Pace:
    """The pace of the project's annotator today; a few milliseconds. Raises Busy or Damaged."""
    today = (now or datetime.now(UTC)).astimezone(zone).date()
    with project.db.reading() as connection:
        days = _by_hand(connection, today, zone).get(project.annotator, {})
    return _pace(days, today, 1)


class _Said(NamedTuple):
    """An operation on an article as a whole: by how much it changed the number of articles that are done."""

    seq: int
    at: datetime
    annotator: str
    step: str
    done: int


class _Day(msgspec.Struct):
    """What one annotator did on one day: articles set to done, those of them that were read, seconds."""

    done: int = 0
    read: int = 0
    seconds: float = 0.0


_FIELD = {name: field_expression(name) for name in ("at", "annotator", "part", "step", "rid", "action")}
_SAID = f"""
    SELECT id, {_FIELD["at"]}, {_FIELD["annotator"]}, {_FIELD["step"]},
        coalesce(json_extract(doc, '$.after.verdict') = 'done', 0)
        - coalesce(json_extract(doc, '$.before.verdict') = 'done', 0)
    FROM t_ops INDEXED BY i_ops_verdicts
    WHERE {_FIELD["rid"]} = '{ARTICLE}' AND {_FIELD["action"]} <> '{IMPORT}' AND {_FIELD["at"]} >= ?
    ORDER BY id
"""  # noqa: S608
_BETWEEN = f"""
    SELECT {_FIELD["at"]} FROM t_ops
    WHERE {_FIELD["annotator"]} = ? AND {_FIELD["part"]} = 0 AND id > ? AND id < ?
        AND {_FIELD["action"]} <> '{IMPORT}'
    ORDER BY id
"""  # noqa: S608


def _by_hand(connection: sqlite3.Connection, first: date, zone: tzinfo | None) -> dict[str, dict[date, _Day]]:
    """What each annotator did on each day from `first` on."""
    # A naive time is local to the machine; midnight there or in the zone is where the day begins.
    begun = datetime(first.year, first.month, first.day, tzinfo=zone).astimezone(UTC)
    since = begun.isoformat(timespec="milliseconds")
    said = [
        _Said(seq, datetime.fromisoformat(at).astimezone(zone), annotator, step, done)
        for seq, at, annotator, step, done in connection.execute(_SAID, (since,))
    ]
    articles = Counter(one.step for one in said)
    found: dict[str, dict[date, _Day]] = defaultdict(lambda: defaultdict(_Day))
    before: dict[str, _Said] = {}
    for one in said:
        day = found[one.annotator][one.at.date()]
        day.done += one.done
        day.read += one.done if articles[one.step] == 1 else 0
        if one.annotator in before:
            day.seconds += _worked(connection, before[one.annotator], one)
        before[one.annotator] = one
    return found


def _worked(connection: sqlite3.Connection, earlier: _Said, later: _Said) -> float:
    """Seconds of work between two operations of an annotator.

    Where they lie far apart, what was done to single annotations between them is looked at, too.
    """
    if later.at - earlier.at <= PAUSE:
        return max(0.0, (later.at - earlier.at).total_seconds())
    between = connection.execute(_BETWEEN, (later.annotator, earlier.seq, later.seq))
    moments = [earlier.at, *(datetime.fromisoformat(at) for (at,) in between), later.at]
    return sum(gap.total_seconds() for gap in _gaps(moments) if timedelta() < gap <= PAUSE)


def _gaps(moments: list[datetime]) -> Iterator[timedelta]:
    return (later - earlier for earlier, later in pairwise(moments))


def _hand(annotator: str, days: dict[date, _Day], today: date) -> Hand:
    all_days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    return Hand(
        annotator=annotator,
        days=tuple(max(0, days[day].done) if day in days else 0 for day in all_days),
        today=_pace(days, today, 1),
        week=_pace(days, today, _WEEK),
    )


def _pace(days: dict[date, _Day], today: date, back: int) -> Pace:
    """The pace of the last `back` days, today among them."""
    counted = [day for at, day in days.items() if 0 <= (today - at).days < back]
    return Pace(sum(day.read for day in counted), sum(day.seconds for day in counted))


def _together(paces: Iterable[Pace]) -> Pace:
    all_of = list(paces)
    return Pace(sum(pace.done for pace in all_of), sum(pace.seconds for pace in all_of))
