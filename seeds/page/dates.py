"""The days that a page writes: in figures, with the hour, and in words, as official papers do."""

from __future__ import annotations

import re
from datetime import date

_DAY = (
    r"(?<!\d)(?P<y>(?:19|20)\d{2})\s?(?:-|/|\.|年|(?=\d{1,2}/))\s?(?P<m>1[0-2]|0?[1-9])\s?(?:-|/|\.|月)\s?"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?:\s?日|(?!\d)|(?=\d\d:))"
)
# Minutes and seconds have two digits: what is glued to them (17:53165) is a counter.
_TIME = (
    r"(?:\s|T|,|\||星期.|周.|上午|(?P<pm>下午|晚上))*(?P<h>[01]?\d|2[0-3])\s?(?::|时|点)\s?(?P<min>[0-5]\d)"
    r"(?:(?::|分)(?:[0-5]\d秒?)?)?"
)
DATE = re.compile(rf"{_DAY}(?:{_TIME})?")
MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?年\s?(1[0-2]|0?[1-9])\s?月(?!\s?\d)")
_WORDS = re.compile(
    r"(?P<y>[一二][〇零○O0一二三四五六七八九]{3})\s?年\s?(?P<m>[一二三四五六七八九]|十[一二]?)\s?月\s?"
    r"(?P<d>[一二三四五六七八九]|[二三]?十[一二三四五六七八九]?)\s?日"
)
_FIGURES = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")


def iso_date(found: re.Match[str]) -> str | None:
    """The ISO form of a match of DATE, to the minute where the page has it; None for 2019-02-30."""
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat()
    except ValueError:
        return None
    if not found["h"]:
        return day
    hour = int(found["h"])
    return f"{day}T{hour + 12 if found['pm'] and hour < 12 else hour:02d}:{found['min']}"


def whole_date(line: str) -> str | None:
    """The ISO form of the date that a line is, with nothing beside it: 2009年3月5日, 二〇〇九年三月五日."""
    if figures := DATE.fullmatch(line):
        return iso_date(figures)
    words = _WORDS.fullmatch(line)
    if words is None:
        return None
    try:
        return date(
            int(words["y"].translate(_FIGURES)), _ordinal(words["m"]), _ordinal(words["d"])
        ).isoformat()
    except ValueError:
        return None


def _ordinal(words: str) -> int:
    """Of 五 5, of 十 10, of 二十三 23."""
    tens, ten, ones = words.rpartition("十")
    return (10 * int(tens.translate(_FIGURES) or 1) if ten else 0) + int(ones.translate(_FIGURES) or 0)
