"""Which numerals in characters measure something.

`两年` and `三个月` do; `一户一策`, `三个方面` and `五位一体` do not. The kind of the unit, the numeral
and the words beside it decide.
"""

from __future__ import annotations

import re
from functools import lru_cache

from seeds.extract.field_words import either, qualifiers
from seeds.extract.units import kind_of

MAGNITUDES = {"百", "千", "万", "亿", "十万", "百万", "千万", "十亿", "百亿", "千亿", "万亿"}
"""Scale words that may stand for a number by themselves: 万名, 百万亩."""

_SIZE_UNITS = {
    "百": {"亩", "头", "吨", "公顷", "名", "位", "款"},
    "千": {"亩", "头", "吨", "公顷", "名", "位", "款", "只", "株"},
}
_SIZE_UNITS_LARGE = {
    "亩",
    "公顷",
    "平方米",
    "立方米",
    "公里",
    "吨",
    "斤",
    "公斤",
    "千瓦",
    "元",
    "名",
    "头",
    "只",
    "羽",
}
_SIZE_UNITS_LARGE |= {"尾", "株", "棵", "棚", "袋", "棒", "册", "台", "辆", "件", "套"}
_SIZE_LEFT = re.compile(r"[上下千百万几数好多巨第一二两三四五六七八九十\d亿化之每]$")
_SIZE_IDIOM = re.compile(r"户|攒动|绪|国内|地区|生产总值|工业|产值|GDP")

_SMALL = "二两三四五六七八九十"
_LENGTHS = {"公里", "千米", "亩", "公顷", "平方米", "平方公里", "吨", "公斤", "立方米", "千瓦"}
# Short ones are common in names of one digit (三里屯) and count from two characters on (七八里).
_SHORT_LENGTHS = {"米", "里", "华里", "尺", "厘米", "公分", "斤", "升", "平方"}
_FREQUENCIES = {"次", "遍", "趟", "轮", "场次"}
_HEADS = {"名", "人", "户"}
_THINGS = {"支", "家", "所", "座", "辆", "台", "头", "只", "栋", "棵", "株"}
_BOUND = re.compile(r"(?:至少|不少于|不低于|最多|至多|不超过)[^,。;:]{0,16}$")
_EVERY = re.compile(r"每(?:年|半年|月|个月|两个月|季度?|个季度|周|星期|天|日|旬)[^,。;:]{0,16}$")
_SPELL = re.compile(r"(?:为期|历时|时长|满|用|耗时|近|超过|至少|连续)了?$")
_TIME_AFTER = re.compile(r"时间|左右|以上|多")
_PLACE_NOUNS = (
    r"(?:行政|自然|试点|示范|重点)?(?:乡镇|村|县|市|区|旗|镇|乡|社区|街道|嘎查|苏木|工厂|项目|企业|基地|合作社"
    r"|工作队|工作组|小组|园区|产业园|车间|标段)"
)
_COUNTED = {
    "个": re.compile(
        r"(?:[一-鿿]{0,4})(?:食堂|教室|宿舍|大棚|鱼塘|水库|蓄水池|电站|泵站|码头|泊位|车站|服务区|安置点"
        r"|卫生室|医院|学校|班级|班|村庄|寨子|家庭|农户|超市|门店|仓库|机场|港口)"
    ),
    "条": re.compile(
        r"(?:[一-鿿]{0,4})(?:航线|线路|公路|铁路|高速|道路|街道?|河流?|路|生产线|隧道|沟渠|渠道|管道|船|鱼|狗)(?![一-鿿]{0,2}(?:径|子))"
    ),
    "位": re.compile(
        r"(?:[一-鿿]{0,6})(?:老师|教师|老人|村民|农民|工人|医生|护士|专家|干部|书记|学生|代表|队员|患者|游客|居民|党员|同志)"
    ),
    "口": re.compile(r"(?:[一-鿿]{0,2})(?:人(?!气|才)|锅|井|窑|窖|塘)"),
}
_SET_BEFORE = re.compile(r"[这那等、和全各此]$")
_PROGRAMME = re.compile(r"义务教育|一贯|行动|计划|规划|攻坚|方案|级|制|期|任务")


def measures(numeral: str, unit: str, before: str, after: str, classes: tuple[str, ...] = ()) -> bool:
    """Whether a numeral in characters with `unit` measures something, from the clause around it.

    `before` is the text of the clause up to the numeral, `after` some characters behind the unit;
    `classes` are the profile's words for a class of places.
    """
    kind = kind_of(unit)
    if numeral in MAGNITUDES:
        return _magnitude(numeral, unit, before, after)
    if before.endswith(("几", "数", "好")) or (
        numeral[0] in "百千万亿" and len(numeral) > 1 and numeral[-1] in "百千万亿"
    ):
        return False
    if "一一" in numeral or numeral.endswith("一一"):
        return False
    if numeral == "一":
        return _one(unit, kind, before, after)
    if kind == "time":
        return not _PROGRAMME.match(after) and numeral not in ("一百", "二")
    if kind in ("rate", "number"):
        return True
    if kind == "money":
        return len(numeral) > 1
    if kind == "measure":
        return unit in _LENGTHS or (unit in _SHORT_LENGTHS and len(numeral) > 1)
    if unit in _FREQUENCIES:
        return numeral != "二"
    if numeral in _SMALL:
        return _small(numeral, unit, before, after, classes)
    return kind != "administrative"


def _one(unit: str, kind: str, before: str, after: str) -> bool:
    """A lone 一 counts with a bound (至少一次), as a frequency (每月一次) and as a spell (一个月时间)."""
    if kind == "time":
        return bool(_SPELL.search(before) or _TIME_AFTER.match(after))
    if unit == "倍":
        return True
    if unit == "番":
        return "翻" in before[-2:]
    if unit in _FREQUENCIES:
        return bool(_BOUND.search(before) or _EVERY.search(before))
    return kind in ("person", "count") and bool(_BOUND.search(before))


@lru_cache(maxsize=4)
def _place_nouns(classes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:[一-鿿]{{0,2}}{either(qualifiers(classes))})?{_PLACE_NOUNS}")


def _small(numeral: str, unit: str, before: str, after: str, classes: tuple[str, ...]) -> bool:
    """Two to ten of something: persons, households and things, not 三个方面 nor 五位一体."""
    if unit in _HEADS or unit in _THINGS:
        return not _SET_BEFORE.search(before) and (numeral, unit) not in (("两", "头"), ("二", "人"))
    counted = _COUNTED[unit].match(after) if unit in _COUNTED else None
    named = unit == "个" and _place_nouns(classes).match(after)
    return bool(counted or named) and not _SET_BEFORE.search(before)


def _magnitude(numeral: str, unit: str, before: str, after: str) -> bool:
    """万名学员, 百万亩: a scale word alone counts with units that sizes are told in."""
    if before.endswith(("上", "近", "超", "逾", "破", "超过", "突破", "过")):
        return not before.endswith(("经过", "通过", "成千上"))
    units = _SIZE_UNITS.get(numeral, _SIZE_UNITS_LARGE)
    if numeral == "千" and before.endswith("成"):
        return False
    return unit in units and not _SIZE_LEFT.search(before) and not _SIZE_IDIOM.match(after)
