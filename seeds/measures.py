"""Units that measure the same thing, so that figures said in different ones can be set side by side.

1 公里 is 1000 米 and 20 名 are 20 人, but 户 are not 人, and 人次 are counted otherwise than 人. What is not
in the table measures only itself; 万 or 亿 before a unit, as people and other programs write them, are so
many of it. The sizes are those of the law (计量法, GB 3100) and of custom: 1 亩 is a fifteenth of a 公顷,
1 斤 half a 公斤.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from seeds.folding import in_one_form

_TABLE = """
    元: 元 块钱 人民币 元人民币 人民币元 角钱=1/10 毛钱=1/10 分钱=1/100
    %: % ‰=1/10
    百分点: 百分点 个百分点 个点
    人: 人 名 位 口
    户: 户
    米: 米 m 公里=1000 千米=1000 km=1000 里=500 分米=1/10 厘米=1/100 公分=1/100 cm=1/100 毫米=1/1000 mm=1/1000
    米: 微米=1/1000000 纳米=1/1000000000 尺=1/3 寸=1/30 海里=1852
    亩: 亩 公顷=15 顷=100 平方公里=1500 平方千米=1500 km²=1500 km2=1500
    平方米: 平方米 平方 平米 ㎡ m² m2
    立方米: 立方米 立方 方 m³ m3 升=1/1000 毫升=1/1000000
    公斤: 公斤 千克 kg 吨=1000 斤=1/2 市斤=1/2 担=50 克=1/1000 毫克=1/1000000 mg=1/1000000
    吨标准煤: 吨标准煤
    千瓦: 千瓦 kW KW 瓦=1/1000 兆瓦=1000 MW=1000 吉瓦=1000000 GW=1000000
    千瓦时: 千瓦时 kWh 度 兆瓦时=1000 吉瓦时=1000000
    千伏安: 千伏安 兆伏安=1000
    岁: 岁 周岁
    小时: 小时 个小时 分钟=1/60 秒=1/3600
    摄氏度: 摄氏度 ℃
    标准箱: 标准箱 标箱 TEU
    省: 省 省份
    县: 县 旗
    村: 村 行政村
"""


class Measure(NamedTuple):
    """What a unit measures, by the name of another unit, and how many of that it is."""

    unit: str
    size: Fraction


def measure_of(unit: str | None) -> Measure:
    """The measure of a unit; of a rate like 元/亩 that of both its parts. No unit measures a plain number."""
    if not unit:
        return Measure("", Fraction(1))
    return _measure_of(in_one_form(unit).replace(" ", ""))


@lru_cache(maxsize=4096)
def _measure_of(unit: str) -> Measure:
    first, *per = map(_of_part, unit.split("/"))
    size = first.size
    for part in per:
        size /= part.size
    return Measure("/".join(part.unit for part in (first, *per)), size)


def _of_part(unit: str) -> Measure:
    known = _MEASURES.get(unit)
    if known is None and (counted := _MULTIPLE.match(unit)):
        rest = _MEASURES.get(counted[2], Measure(counted[2], Fraction(1)))
        return Measure(rest.unit, rest.size * _MULTIPLES[counted[1]])
    return known or Measure(unit, Fraction(1))


def _measures() -> dict[str, Measure]:
    found = {}
    for line in _TABLE.split("\n"):
        measure, _, units = line.strip().partition(": ")
        for said in units.split():
            unit, _, size = said.partition("=")
            found[in_one_form(unit)] = Measure(measure, Fraction(size or 1))
    return found


_MULTIPLES = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4}
_MULTIPLE = re.compile(f"({'|'.join(_MULTIPLES)})(.+)")
_MEASURES = _measures()
