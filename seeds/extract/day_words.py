"""The days and decades that words stand for: 昨天, 上周五, 上世纪80年代."""

from __future__ import annotations

from datetime import date, timedelta

from seeds.extract.numerals import number

_DAYS = {"前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}


def day_meant(kind: str, text: str, today: date) -> date:
    """The day of a word of `kind` `day_rel` (昨天) or `weekday` (上周五), told on the day `today`.

    A weekday without 本 or 下 is the last such day, today included; 上周 is the week before.
    """
    if kind == "day_rel":
        return today + timedelta(days=_DAYS[text[0]])
    ahead = "一二三四五六日".index(text[-1].replace("天", "日")) - today.weekday()
    weeks = {"上": -1, "下": 1, "本": 0}.get(text[0], -1 if ahead > 0 else 0)
    return today + timedelta(days=ahead + 7 * weeks)


def decade(text: str) -> int:
    """The first year of 上世纪80年代, 1980年代, 二十世纪九十年代; without a century the last one."""
    century, _, rest = text.rpartition("世纪")
    digits = rest.partition("年代")[0]
    if len(digits) == 4:
        return int(digits)
    return (2000 if century in ("21", "二十一") else 1900) + int(number(digits))
