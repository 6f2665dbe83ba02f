"""Calendar expressions in running text and the ISO 8601 date, month, year or interval each stands for.

Absolute (`2018年9月`, `2013—2020年`, `二〇一九年`) and relative ones (`今年`, `去年底`, `11月19日至22日`,
`昨天`, `上周五`) count; vague ones (`目前`, `近年来`, `日前`, `当天`, `每年`, `半年内`) do not.
Relative ones are resolved against the day of publication, months without a year against the year that
the paragraph speaks of.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import msgspec

from seeds.extract.day_words import day_meant, decade
from seeds.extract.numerals import number


class CalendarDate(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar expression: a range of the view, and its ISO 8601 value where it can be told.

    `value` is `2019`, `2019-11`, `2019-11-18` or an interval of two of these, `2019-11-19/2019-11-22`.
    """

    start: int
    end: int
    value: str | None


class _Reading(NamedTuple):
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


_DASH = r"(?:至|到|—{1,2}|―{1,2}|–|~|-)"
_YEAR = r"(?:1[89]|20)\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DAY_HAN = "(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"

# Each piece of an expression, with the words that begin alike and are no date (月票, 18日均, 年初步).
_PIECES = {
    "iso": rf"(?<!\d){_YEAR}(?:-{_MONTH}-{_DAY}|/{_MONTH}/{_DAY}|\.{_MONTH}\.{_DAY})(?!\d)",
    "decade": r"(?:(?:上|20|21|二十|二十一)世纪|(?<!\d)(?:1[89]|20))?"
    r"(?:[1-9]0|[二三四五六七八九]十)年代[初中末]?",
    "year": rf"(?<![\d.]){_YEAR}"
    rf"(?:年度|学年度?|年(?!历史|的历史|之久|文明)|(?={_DASH}{_YEAR}(?:学?年|\)))|(?=、(?:{_YEAR}、)*{_YEAR}年))|(?<=\(\d{{4}}[-—–~至]){_YEAR}(?=\))",
    "year_han": "[一二][〇零○O一二三四五六七八九]{3}年度?",
    "year_rel": r"大前年|(?<![一-鿿])前年|(?<=[在到从于比和与])前年"
    r"|去年(?:度|同期)?|(?<!以)上年(?:度|同期)?|今年度?"
    r"|(?<![成日样文])本年度?(?!级)|明年度?|(?<![一-鿿])后年|(?<=[在到从于至])后年"
    r"|(?<![共相不])同年(?![龄级岁纪代份])|(?<![适相正恰])当年(?![轻青少的龄幼度])|(?<![\d首每多几一两二三])次年(?![度均])|翌年",
    "day_rel": r"前天|昨[天日]|(?<![到的了有])今[天日](?!头条|说法|中国|资本|的|[仍还]|依[然旧]|已)"
    r"|(?<![的了])明[天日](?!之星|的)|(?<![一-鿿])后天(?!努力|性|养成|因素)",
    "weekday": r"(?<![一两二三四五六七八九十半每各隔数几\d])[上下本]?个?(?:周|星期|礼拜)[一二三四五六日天]"
    r"(?![次个期届场天年些种家套组股点顿片十百千周岁均围])",
    "ago": r"(?<![\d.几多数年至到—~-])(?:\d\d?|[一两三四五六七八九十]|十[一二三四五六七八九]|[二三四五]十)"
    r"年前(?![后置沿瞻])",
    "half": r"(?<![前近这])[上下]半年(?!内|来)",
    "front": r"前[二两三23]个?季度|前(?:1[01]|\d|十一|[二两三四五六七八九十])个月",
    "quarter": r"第?[一二三四1-4]季度|首季度|首季(?!会)",
    "within": r"年内(?!生|涵|部|容)",
    "edge": r"年?[底末](?![级期端位次班线数薪会总尾子气色盘蕴座片细部])"
    r"|年?初(?![级期步次心衷中审评具加始见选战核创冬夏秋春一二三])",
    "month": rf"(?<![\d.第])(?:{_MONTH}月(?![龄票嫂子薪租均饼球亮光])份?|{_MONTH}(?={_DASH}{_MONTH}月))",
    "month_rel": r"本月份?|上个?月份?(?!球)|下个?月份?",
    "month_han": r"(?:十[一二]?|[一二三四五六七八九])月(?![龄票嫂子])份?",
    "day": rf"(?<![\d.第]){_DAY}"
    rf"(?:日(?![均益游常元产报照语])|号(?![线楼文馆召店院仓机称码门井桥坑棚厅令台]|[入出进]口|公告|地块|标段|电站|(?:、\d\d?号)+(?:[入出进]口|[线楼门桥井]))|(?={_DASH}{_DAY}[日号]))",
    "day_han": rf"{_DAY_HAN}(?:日(?![常均游])|号(?![楼线文店院召]))",
    "third": r"[上中下]旬",
}
# No piece begins with another character, which is told faster than by trying each.
_BEGINS = "[0-9一二两三四五六七八九十上中下大前去今本明后昨个周星礼第首年底末初同当次翌]"
_ANY_PIECE = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PIECES.items())
_PIECE = re.compile(f"(?={_BEGINS})(?:{_ANY_PIECE})")
_RANK = {
    "year": 0,
    "year_han": 0,
    "year_rel": 0,
    "within": 1,
    "half": 1,
    "front": 1,
    "quarter": 1,
    "month": 1,
}
_RANK |= {
    "ago": 4,
    "day_rel": 4,
    "weekday": 4,
    "month_rel": 1,
    "month_han": 1,
    "day": 2,
    "day_han": 2,
    "edge": 3,
    "third": 3,
    "iso": 4,
    "decade": 4,
}
_JOIN = re.compile(_DASH)
_RELATIVE = {"大": -3, "前": -2, "去": -1, "今": 0, "本": 0, "明": 1, "后": 2}
_ORDER = {digit: rank for rank, digits in enumerate(("首一1", "二两2", "三3", "四4"), 1) for digit in digits}
_HALVES = {"上": (1, 6), "下": (7, 12)}
# Years counted from the one that the paragraph speaks of: 同年9月, 当年, 次年.
_FROM_SPOKEN = {"同": 0, "当": 0, "次": 1, "翌": 1}
# 18日 alone must open a clause or follow a preposition; 年底 and 年内 must not end another word
# (半年内, 青年底).
_OPENING = re.compile(r"(?:^|[\s,。;:!?、()“”—于在从至自到的和按据截即将])$")
_OTHER_WORD = re.compile(r"[\d半一二两三四五六七八九十百千几数多余每当某青少成学周常往历老中]$")
_AHEAD = re.compile(r"(?:将|拟|计划|预计|力争|确保|定于)[^,。;]{0,8}$")
_SINCE = re.compile(r"[^,。;]{0,2}(?:开始|起|以来)")
_DEADLINE = re.compile(r"[底末]?(?:之?前|以前)")
_UNTIL_NOW = re.compile("截[至止]到?$")
_SENTENCE_STOP = re.compile(r"[。!?\n]")
# A day up to which things are counted lies at most so many months before the publication.
_LATELY = 2


def calendar_dates(view: str, published: str | None, reported: int | None = None) -> list[CalendarDate]:
    """The calendar expressions of a folded view, in order, without overlaps.

    `published` is the article's own date, YYYY-MM or longer; without it relative expressions are
    found but have no value. `reported` is the year that the article reports on where its title names
    one: 年末 and months without a year are of that year.
    """
    return list(_dates(view, published, reported))


@lru_cache(maxsize=2)
def _dates(view: str, published: str | None, reported: int | None) -> tuple[CalendarDate, ...]:
    """The dates of the view last read: entities and indicators both ask for them."""
    readings = _readings(view, published, reported)
    dates: list[CalendarDate] = []
    at = 0
    while at < len(readings):
        first, at = readings[at], at + 1
        last = readings[at] if at < len(readings) else None
        if last and last.kind != "edge" and _JOIN.fullmatch(view, first.end, last.start):
            at += 1
            dates.append(_interval(first, last))
        elif _stands_alone(view, first):
            dates.append(CalendarDate(start=first.start, end=first.end, value=_iso(first)))
    return tuple(dates)


def _readings(view: str, published: str | None, reported: int | None) -> list[_Reading]:
    """Adjacent pieces, joined while they go from the year down to the day, each read in its context."""
    now = _now(published)._replace(spoken=reported, reported=reported)
    readings: list[_Reading] = []
    previous = 0
    group: list[re.Match[str]] = []
    for match in [*_PIECE.finditer(view), None]:
        if group and not (match and _continues(group[-1], match)):
            if view.find("\n", previous, group[0].start()) >= 0:
                now = now._replace(spoken=now.reported)
            previous = group[-1].end()
            reading = _read(group, view, now)
            if (
                _sets_year(group[0], view)
                and reading.year is not None
                and reading.year <= (now.year or reading.year)
            ):
                now = now._replace(spoken=reading.year, spoken_at=reading.end)
            if _is_year(group[0]) and reading.year is not None:
                now = now._replace(told=reading.year)
            readings.append(reading)
            group = []
        if match:
            group.append(match)
    return readings


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


def _continues(last: re.Match[str], match: re.Match[str]) -> bool:
    return last.end() == match.start() and _RANK[last.lastgroup or ""] < _RANK[match.lastgroup or ""]


def _sets_year(match: re.Match[str], view: str) -> bool:
    """Whether later months and 上年 are of this year; a year that something is compared with is not it."""
    compared = view[max(0, match.start() - 1) : match.start()] in ("比", "较")
    compared = compared or bool(_SINCE.match(view, match.end())) or match[0].endswith("同期")
    return _is_year(match) and match[0][0] != "上" and not compared


def _is_year(match: re.Match[str]) -> bool:
    return (match.lastgroup or "") in ("year", "year_han", "year_rel", "iso")


def _read(group: list[re.Match[str]], view: str, now: _Now) -> _Reading:
    reading = _Reading(group[0].start(), group[-1].end(), group[0].lastgroup or "")
    for match in group:
        kind, text = match.lastgroup or "", match[0]
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


def _with_year(reading: _Reading, kind: str, text: str, now: _Now) -> _Reading:
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
        if text[0] in _FROM_SPOKEN:
            spoken = now.told
            return reading._replace(year=spoken and spoken + _FROM_SPOKEN[text[0]])
        return reading._replace(year=now.year and now.year + _RELATIVE[text[0]])
    return reading._replace(year=int(number(text.rstrip("学年度").replace("O", "〇"))))


def _with_day(reading: _Reading, kind: str, text: str, now: _Now) -> _Reading:
    """昨天, 上周五: a day told from the day of publication, where that is known."""
    if not now.to_the_day or now.year is None or now.month is None or now.day is None:
        return reading
    return _on(reading, day_meant(kind, text, date(now.year, now.month, now.day)))


def _with_months(reading: _Reading, kind: str, text: str, now: _Now) -> _Reading:
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


def _year_unsaid(reading: _Reading, view: str, now: _Now) -> int | None:
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


def _goes_on_telling(reading: _Reading, view: str, now: _Now) -> bool:
    """2017年3月贷款5万元,年底卖牛收入9万元: a 年底 told of in the sentence of its year."""
    if (
        now.spoken is None
        or now.spoken_at is None
        or _AHEAD.search(view, max(0, reading.start - 14), reading.start)
    ):
        return False
    told = not _SENTENCE_STOP.search(view, now.spoken_at, reading.start)
    return told and view[reading.start - 1] in ",;" and not _DEADLINE.match(view, reading.end)


def _is_up_to_now(reading: _Reading, view: str, now: _Now) -> bool:
    """2016年拨付…。截至11月20日,…: things are counted up to a day shortly before the publication."""
    if not _UNTIL_NOW.search(view, max(0, reading.start - 3), reading.start) or reading.month is None:
        return False
    return now.month is not None and 0 <= now.month - reading.month < _LATELY


def _stands_alone(view: str, reading: _Reading) -> bool:
    """Whether it is a date without a range around it: `三月` may be three months, `末` any end."""
    if reading.kind in ("third", "month_han") and reading.day is None:
        return view[reading.end - 1] == "份"
    if reading.kind == "edge" and view[reading.start] != "年":
        return False
    before = view[max(0, reading.start - 1) : reading.start]
    if reading.kind in ("edge", "within", "quarter"):
        return not _OTHER_WORD.match(before)
    if view[reading.start] in _FROM_SPOKEN:
        # 当年 by itself is as vague as 当天.
        return reading.year is not None and (view[reading.start] != "当" or reading.end - reading.start > 2)
    if reading.kind == "day":
        return bool(_OPENING.match(before)) and view[reading.end - 1] in "日号"
    if reading.kind == "day_han":
        return False
    return not (
        reading.kind in ("month", "year") and view[reading.end - 1].isdigit() and view[reading.end] != "、"
    )


def _interval(first: _Reading, last: _Reading) -> CalendarDate:
    """`11月19日至22日`: the right end takes the year and month of the left where it has none of its own."""
    if last.kind in ("day", "day_han"):
        last = last._replace(year=first.year, month=first.month)
    elif last.kind not in ("year", "year_han", "year_rel", "iso", "decade", "day_rel", "weekday"):
        last = last._replace(year=first.year)
    if first.kind == last.kind == "weekday" and _as_date(last) < _as_date(first):
        # 周三至周五, told on a Thursday: the last such day before publication is the end's, a week late.
        first = _on(first, _as_date(first) - timedelta(days=7))
    return CalendarDate(start=first.start, end=last.end, value=_iso(first, last))


def _as_date(reading: _Reading) -> date:
    return date(reading.year or 1, reading.month or 1, reading.day or 1)


def _on(reading: _Reading, day: date) -> _Reading:
    return reading._replace(year=day.year, month=day.month, day=day.day)


def _iso(first: _Reading, last: _Reading | None = None) -> str | None:
    low = _point(first.year, first.month, first.day)
    if last is None:
        last = first._replace(year=first.last_year or first.year)
    high = _point(last.last_year or last.year, last.last_month or last.month, last.day)
    if low is None or high is None:
        return low
    return low if low == high else f"{low}/{high}"


def _point(year: int | None, month: int | None, day: int | None) -> str | None:
    if year is None:
        return None
    return "-".join(
        [f"{year:04}", *(f"{part:02}" for part in (month, day if month else None) if part is not None)]
    )
