"""Time words, and how far each of them dates the figures that follow.

A calendar date, 目前 (the day of publication), 全年 (the year spoken of), 2016年以来 (an interval up to the
publication), “十三五”期间, 三年来. A year that something is compared with (比上年), one that names a
document and the day on which a dispatch was filed (5月9日电) date nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from seeds.extract.dates import CalendarDate


class Timeframe(NamedTuple):
    """A time word. It dates figures up to `reach`; it `leads` where it opens a clause.

    Its value is None where it says only that the time is another, untold one: 近年来, 两年前.
    """

    start: int
    end: int
    value: str | None
    reach: int
    leads: bool = True
    passing: bool = False
    """An aim (力争今年底…) and a state of the past (年初…) date their own sentence, not the next."""
    turned: bool = False
    """A change is measured from it: 从2016年底的256万人减少到…."""
    reached: bool = False
    """A change is measured up to it: …减少到2018年底的111万人."""
    now: bool = False
    """目前 and its like, the day of publication."""


DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""The value of a day."""
SPAN_OF_YEARS = re.compile(r"\d{4}/\d{4}")
"""The value of an interval of years."""
YEARS_LISTED = 5
"""So many dates back are looked at for the years of one list."""
COMPARED = re.compile(r"(?:比|较|与|同|相比|超过|高于|低于|对比|距离?|离)$")
"""What stands before a time that something is compared with."""
FROM = re.compile(r"(?:从|由|自)(?:(?:原来|原先|过去|当初)的?)?$")
"""What stands before the beginning of a change."""
OPENS = re.compile(
    r"(?:^|[,;:。!?\n“”()—、\s★●■▲◆])(?:其中,?|而|但|不过|同时|并且?|另外,?|此外,?)?"
    r"(?:截至|截止到?|在|自|从|早在|此前,?|仅|据统计,?|预计|计划|根据[^,。]{0,20},)?$"
)
"""What stands before a time that opens a clause."""
SINCE = re.compile(r"(?:(?!以来|至今|[到至]现在)[^,。;:!?\d\n]){0,16}(?:以来|至今|[到至]现在)|来(?=,)|起至今")
"""What stands behind a time since which things are counted."""
SAME_TIME_EARLIER = re.compile(r"[上去]年同期(?=(?:只|仅|约|则)?[为是有达]?[^,。;:\d的]{0,4}\(?\d)")
"""上年同期为2890万元: the time told of, a year before."""


def named_before(dates: Sequence[CalendarDate], offset: int) -> CalendarDate | None:
    """The last of `dates` that begins before `offset`."""
    at = bisect_left(dates, offset, key=lambda date: date.start)
    return dates[at - 1] if at else None
