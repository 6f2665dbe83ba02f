"""Calendar expressions read in their context: the year, month and day that their pieces stand for.

What is relative is resolved against the day of publication, months without a year against the year that the
paragraph speaks of.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from seeds.extract.date_pieces import Piece, groups_of, is_year, kind_of_piece
from seeds.extract.day_words import day_meant, decade
from seeds.extract.numerals import number


class Reading(NamedTuple):
    """Adjacent pieces, read. What was not said is None; `last_year` and `last_month` close an interval."""

    start: int
    end: int
    kind: str
    """The kind of the first piece: one without a year or month before it may be no date at all."""
    year: int | None = None
    last_year: int | None = None
    month: int | None = None
    last_month: int | None = None
    day: int | None = None


class _Now(NamedTuple):
    """What a relative expression is resolved against: the publication, and the years spoken of."""

    year: int | None
    month: int | None
    day: int | None
    spoken: int | None
    """The year that the paragraph speaks of."""
    reported: int | None
    """The year that the whole article reports on."""
    told: int | None = None
    """The year last spoken of at all."""
    spoken_at: int | None = None
    """Where `spoken` stands."""
    to_the_day: bool = False
    """Whether the day of publication is known, not its month alone."""


_RELATIVE = {"大": -3, "前": -2, "去": -1, "今": 0, "本": 0, "明": 1, "后": 2}
_ORDER = {digit: rank for rank, digits in enumerate(("首一1", "二两2", "三3", "四4"), 1) for digit in digits}
_HALVES = {"上": (1, 6), "下": (7, 12)}
# Years counted from the one that the paragraph speaks of: 同年9月, 当年, 次年.
FROM_SPOKEN = {"同": 0, "当": 0, "次": 1, "翌": 1}
_AHEAD = re.compile(r"(?:将|拟|计划|预计|力争|确保|定于)[^,。;]{0,8}$")
_SINCE = re.compile(r"[^,。;]{0,2}(?:开始|起|以来)")
_DEADLINE = re.compile(r"[底末]?(?:之?前|以前)")
_UNTIL_NOW = re.compile("截[至止]到?$")
_SENTENCE_STOP = re.compile(r"[。!?\n]")
# A day up to which things are counted lies at most so many months before the publication.
_LATELY = 2


def readings(view: str, published: str | None, reported: int | None) -> list[Reading]:
    """The expressions of a folded view in order, each read in its context.

    `published` is the article's own date, `reported` the year that it reports on as a whole.
    """
    now = _now(published)._replace(spoken=reported, reported=reported)
    found: list[Reading] = []
    previous = 0
    for group in groups_of(view):
        if view.find("\n", previous, group[0].start()) >= 0:
            now = now._replace(spoken=now.reported)
        previous = group[-1].end()
        reading = _read(group, view, now)
        now = _after(reading, group[0], view, now)
        found.append(reading)
    return found


def _after(reading: Reading, first: Piece, view: str, now: _Now) -> _Now:
    """What the expressions behind `reading` are resolved against."""
    if reading.year is None or not is_year(first):
        return now
    if _sets_year(first, view) and reading.year <= (now.year or reading.year):
        now = now._replace(spoken=reading.year, spoken_at=reading.end)
    return now._replace(told=reading.year)


def _now(published: str | None) -> _Now:
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", published or "")
    if not match:
        return _Now(None, None, None, None, None)
    year, month, day = int(match[1]), int(match[2] or 12), int(match[3] or 31)
    return _Now(year, month, day, None, None, to_the_day=_is_day(match[0]))


def _is_day(published: str) -> bool:
    """Whether it is a day of the calendar, with a week before and after it."""
    try:
        return date.min.year < date.fromisoformat(published).year < date.max.year
    except ValueError:
        return False


def _sets_year(match: Piece, view: str) -> bool:
    """Whether later months and 上年 are of this year; a year that something is compared with is not it."""
    compared = view[max(0, match.start() - 1) : match.start()] in ("比", "较")
    compared = compared or bool(_SINCE.match(view, match.end())) or match[0].endswith("同期")
    return match[0][0] != "上" and not compared


def _read(group: list[Piece], view: str, now: _Now) -> Reading:
    reading = Reading(group[0].start(), group[-1].end(), kind_of_piece(group[0]))
    for match in group:
        kind, text = kind_of_piece(match), match[0]
        if kind == "ago":
            reading = reading._replace(year=now.year and now.year - int(number(text[:-2])))
        elif kind in ("year", "year_han", "year_rel", "decade", "iso"):
            reading = _with_year(reading, kind, text, now)
        elif kind in ("day_rel", "weekday"):
            reading = _with_day(reading, kind, text, now)
        elif kind.startswith("day"):
            reading = reading._replace(day=int(number(text.rstrip("日号"))))
        else:
            reading = _with_months(reading, kind, text, now)
    if reading.year is not None or reading.kind in ("year_rel", "ago", "day_rel", "weekday"):
        return reading
    if reading.kind == "day" and now.month is not None and now.day is not None and reading.day is not None:
        months = (now.year or 0) * 12 + now.month - 1 - (reading.day > now.day)
        return reading._replace(year=months // 12, month=months % 12 + 1)
    return reading._replace(year=_year_unsaid(reading, view, now))


def _with_year(reading: Reading, kind: str, text: str, now: _Now) -> Reading:
    if kind == "iso":
        year, month, day = (int(part) for part in re.split(r"[-/.]", text))
        return reading._replace(year=year, month=month, day=day)
    if kind == "decade":
        first = decade(text)
        return reading._replace(year=first, last_year=first + 9)
    if kind == "year_rel":
        if text[0] == "上":
            spoken = now.spoken or now.year
            return reading._replace(year=spoken and spoken - 1)
        if text[0] in FROM_SPOKEN:
            spoken = now.told
            return reading._replace(year=spoken and spoken + FROM_SPOKEN[text[0]])
        return reading._replace(year=now.year and now.year + _RELATIVE[text[0]])
    return reading._replace(year=int(number(text.rstrip("学年度").replace("O", "〇"))))


def _with_day(reading: Reading, kind: str, text: str, now: _Now) -> Reading:
    """昨天, 上周五: a day told from the day of publication, where that is known."""
    if not now.to_the_day or now.year is None or now.month is None or now.day is None:
        return reading
    return on_day(reading, day_meant(kind, text, date(now.year, now.month, now.day)))


def _with_months(reading: Reading, kind: str, text: str, now: _Now) -> Reading:
    if kind in ("month", "month_han"):
        return reading._replace(month=int(number(text.rstrip("月份"))))
    if kind == "half":
        first, last = _HALVES[text[0]]
        return reading._replace(month=first, last_month=last)
    if kind == "quarter":
        quarter = _ORDER[text.lstrip("第")[0]]
        return reading._replace(month=quarter * 3 - 2, last_month=quarter * 3)
    if kind == "front":
        count = _ORDER[text[1]] * 3 if "季" in text else int(number(text[1 : text.index("个")]))
        return reading._replace(month=1, last_month=count)
    if kind == "edge" and reading.month is None:
        return reading._replace(month=1 if text.endswith("初") else 12)
    if kind == "month_rel" and now.year is not None and now.month is not None:
        months = now.year * 12 + now.month - 1 + {"本": 0, "上": -1, "下": 1}[text[0]]
        return reading._replace(year=months // 12, month=months % 12 + 1)
    return reading


def _year_unsaid(reading: Reading, view: str, now: _Now) -> int | None:
    """The year of 11月18日 or 年底: the one the paragraph speaks of, else the last such day published."""
    if reading.kind in ("edge", "within") and now.reported is not None:
        return now.reported
    if reading.kind == "edge" and _goes_on_telling(reading, view, now):
        return now.spoken
    if reading.kind in ("edge", "within"):
        ended = view[reading.start : reading.end] == "年末" and now.month is not None and now.month <= 3
        return now.year - 1 if now.year is not None and ended else now.year
    if now.spoken is not None and _is_up_to_now(reading, view, now):
        return now.year
    if now.spoken is not None or now.year is None or now.month is None or now.day is None:
        return now.spoken
    if reading.month is None or (reading.month, reading.day or 1) <= (now.month, now.day):
        return now.year
    ahead = _AHEAD.search(view, max(0, reading.start - 14), reading.start)
    return now.year if ahead or _DEADLINE.match(view, reading.end) or reading.last_month else now.year - 1


def _goes_on_telling(reading: Reading, view: str, now: _Now) -> bool:
    """2017年3月贷款5万元,年底卖牛收入9万元: a 年底 told of in the sentence of its year."""
    if (
        now.spoken is None
        or now.spoken_at is None
        or _AHEAD.search(view, max(0, reading.start - 14), reading.start)
    ):
        return False
    told = not _SENTENCE_STOP.search(view, now.spoken_at, reading.start)
    return told and view[reading.start - 1] in ",;" and not _DEADLINE.match(view, reading.end)


def _is_up_to_now(reading: Reading, view: str, now: _Now) -> bool:
    """2016年拨付…。截至11月20日,…: things are counted up to a day shortly before the publication."""
    if not _UNTIL_NOW.search(view, max(0, reading.start - 3), reading.start) or reading.month is None:
        return False
    return now.month is not None and 0 <= now.month - reading.month < _LATELY


def on_day(reading: Reading, day: date) -> Reading:
    """The reading with the year, month and day of `day`."""
    return reading._replace(year=day.year, month=day.month, day=day.day)
