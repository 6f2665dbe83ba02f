"""The time that a collection gives for an article, as it is written there, in the form that the model has."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

BEIJING = timezone(timedelta(hours=8))
"""The time of all China: that of a time that names another zone is put into it."""
_CLOCK = (
    r"(?:[T\s,]*(?P<hour>[01]?\d|2[0-4])\s*[:时点]\s*(?P<minute>[0-5]?\d)"
    r"(?:\s*[:分]\s*\d{1,2}(?:[.,]\d+)?)?\s*[分秒]?)?"
)
_ZONE = r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_DAY = r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})(?:\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?)?月?"
_WRITTEN = re.compile(rf"\s*{_DAY}\s*(?:\(?(?:星期|周).\)?)?{_CLOCK}{_ZONE}\s*")
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:[T\s]?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?\d\d)?)?(?P<zone>Z)?"
)
_EPOCH = re.compile(r"(-?\d{9,10})(?:\.\d+)?|(\d{12,13})")
_FIRST, _LAST = 1900, 2100


def iso_time(written: str) -> str | None:
    """`written` as YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM, in Beijing time; None where it is no time.

    Read are 2019年12月5日 8:00, 2019/12/5, 20191205, RFC 3339, RFC 2822, and the seconds or milliseconds
    since 1970. Midnight is taken for a day whose hour nobody wrote down.
    """
    text = unicodedata.normalize("NFKC", written[:100]).strip()
    for pattern in (_COMPACT, _WRITTEN):
        if found := pattern.fullmatch(text):
            return _from_parts(found)
    try:
        if epoch := _EPOCH.fullmatch(text):
            seconds = int(epoch[1]) if epoch[1] else int(epoch[2]) / 1000
            return _told(datetime.fromtimestamp(seconds, UTC).astimezone(BEIJING))
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None
    return _told(moment.astimezone(BEIJING) if moment.tzinfo else moment)


def _from_parts(found: re.Match[str]) -> str | None:
    year, month = int(found["year"]), int(found["month"])
    try:
        if found["day"] is None:
            return f"{date(year, month, 1):%Y-%m}" if _FIRST <= year < _LAST else None
        moment = datetime(year, month, int(found["day"]))  # noqa: DTZ001 - as it is written; its zone is below
        if found["hour"] is not None and int(found["hour"]) < 24:
            moment = moment.replace(hour=int(found["hour"]), minute=int(found["minute"]))
        offset = _offset(found["zone"])
        if offset is not None and (moment.hour or moment.minute):
            moment = moment.replace(tzinfo=timezone(offset)).astimezone(BEIJING)
    except (ValueError, OverflowError):
        return None
    return _told(moment)


def _offset(zone: str | None) -> timedelta | None:
    if zone is None:
        return None
    if not zone.startswith(("+", "-")):
        return timedelta()
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    return timedelta(minutes=minutes if zone.startswith("+") else -minutes)


def _told(moment: datetime) -> str | None:
    if not _FIRST <= moment.year < _LAST:
        return None
    form = "minutes" if moment.hour or moment.minute else None
    return moment.replace(tzinfo=None).isoformat(timespec=form) if form else moment.date().isoformat()
