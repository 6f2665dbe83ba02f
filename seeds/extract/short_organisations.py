"""Organisations under short names: those that the text declares, and those that Chinese makes by rule.

浙江大学(以下简称“浙大”) declares one. Universities shorten by rule (四川农业大学: 川农大, 川农), and so do
companies and cooperatives, to the name that is theirs alone: 骏达果蔬种植专业合作社, 骏达合作社, 骏达.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from seeds.extract.gazetteer import Gazetteer, is_ordinary, province_of_letter
from seeds.extract.lexicon import Lexicon
from seeds.extract.mentions import Mention
from seeds.extract.vocabulary import is_boundary, is_generic, is_word, straddled_right
from seeds.folding import is_han

_DECLARED = re.compile(r"\((?:以下|下称|下)?(?:统一|统)?(?:简称|下称)(?:为|:)?“?([^“”(),。、;:\n]{2,12})”?\)")
_KIND = re.compile(r"(?:大学|学院|公司|集团|合作社|银行|医院|协会|基金会|研究院|研究所|中心|委|局|办|部|厅)$")
_UNIVERSITY = re.compile("大学$")
# Fields of universities, and the character or two that stand for each.
_FIELDS = {
    "农林科技": "农林",
    "农业": "农",
    "农林": "农林",
    "林业": "林",
    "师范": "师",
    "财经": "财",
    "理工": "理工",
    "民族": "民",
    "科技": "科",
    "医科": "医",
    "交通": "交",
    "工业": "工",
    "海洋": "海",
    "外国语": "外",
}
_ACADEMIES = {"农业科学院": "农科院", "林业科学院": "林科院", "社会科学院": "社科院"}
_LETTERS = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川黔滇陕甘青藏桂蒙宁新"
_COMPANY = re.compile(
    r"(?:(?:农民)?专业合作社联合社|(?:农民)?专业合作社|股份合作社|合作社|(?:集团|股份)?有限(?:责任)?公司|集团|公司|家庭农场|农场)$"
)
# What follows the name proper of a company, beside any common word: 骏达|种养殖.
_TRADE = re.compile(r"$|[种养农牧渔茶果畜禽粮食药菌蔬林水肉奶牛羊猪鸡鸭鹅鱼虾蜂菇花苗]")
_CALLED = ("合作社", "公司", "集团", "农场", "农业", "牧业", "科技", "食品", "茶业", "药业", "乳业", "股份")
# What makes a longer name of the two characters before it: 骏达|村.
_LONGER = frozenset("省市县区州旗镇乡村路街道河江湖山桥岭湾坪沟屯寨小中")


def short_organisations_of(
    view: str, bodies: Iterable[Mention], places: Iterable[Mention]
) -> Iterator[Mention]:
    """ORG mentions under short names of `bodies`, those named in full; `places` are the LOC mentions."""
    bodies, places = list(bodies), list(places)
    owned = {view[mark.start : mark.end]: mark for mark in bodies}
    ends = {mark.end for mark in places}
    behind = {mark.start: mark.end for mark in places}
    yield from _declared(view, {mark.end for mark in bodies})
    sites = {view[mark.start : mark.end] for mark in places}
    shorts: dict[str, str] = {}
    for name, mark in owned.items():
        for field, short in _ACADEMIES.items():
            if name.endswith(field):
                shorts[short] = name
        if _UNIVERSITY.search(name):
            shorts.update(dict.fromkeys(_of_university(name), name))
        elif form := _COMPANY.search(name):
            own = _own_name(view, mark.start, mark.start + form.start(), behind)
            if own and not any(own in site for site in sites):
                begun = mark.start + view[mark.start : mark.end].find(own) + len(own)
                trade = view[begun : begun + 2] if begun + 2 < mark.start + form.start() else ""
                # 滩羊 of 滩羊集团 is what it trades in.
                alone = () if _TRADE.fullmatch(own[-1]) else (own,)
                traded = (own + trade,) if trade else ()
                shorts.update(dict.fromkeys([*alone, *traded, *(own + kind for kind in _CALLED)], name))
    for start, end in Lexicon(shorts.keys() - owned.keys()).scan_all(view):
        short = view[start:end]
        if end - start > 2 or _stands_free(view, start, end, ends):
            yield Mention(start, end, "ORG", 0.72, f"short:{shorts[short]}")


def _declared(view: str, ends: set[int]) -> Iterator[Mention]:
    """The names that brackets behind a full one declare, wherever they stand."""
    names = {hit[1] for hit in _DECLARED.finditer(view) if hit.start() in ends or _KIND.search(hit[1])}
    for start, end in Lexicon(names).scan_all(view):
        if end - start > 2 or not is_word(view[start:end]):
            yield Mention(start, end, "ORG", 0.85, "organisation:declared")


def _stands_free(view: str, start: int, end: int, ends: set[int]) -> bool:
    """Whether two characters are the short name, and no part of other words."""
    opens = start in ends or is_boundary(view, start)
    return opens and not straddled_right(view, end) and view[end : end + 1] not in _LONGER


def _of_university(name: str) -> Iterator[str]:
    """浙大 of 浙江大学, 川农大 and 川农 of 四川农业大学."""
    stem = name[:-2]
    field = next((field for field in _FIELDS if stem.endswith(field) and stem != field), "")
    place = stem[: len(stem) - len(field)]
    if not 2 <= len(place) <= 3:
        return
    letters = {letter for letter in _LETTERS if (province_of_letter(letter) or "").startswith(place)}
    for head in sorted({place[0], place, *letters}):
        for short in (head + mid + end for mid in {_FIELDS.get(field, ""), field[:1]} for end in ("大", "")):
            if len(short) > 1 and short != place and not is_word(short):
                yield short


def _own_name(view: str, start: int, end: int, places: Mapping[int, int]) -> str:
    """The name that is a company's alone, before the words for its trade, or nothing: 骏达|果蔬种植.

    `places` maps the starts of places to their ends; those that the whole name opens with are left out.
    """
    while start in places and places[start] < end:
        start = places[start]
    for size in (2, 3, 4):
        own, rest = view[start : start + size], view[start + size : end]
        if start + size > end or not all(map(is_han, own)):
            return ""
        if is_word(rest[:2]) or _TRADE.match(rest):
            plain = is_word(own) or is_generic(own) or is_ordinary(own) or is_word(own[:2])
            return "" if plain or Gazetteer.load().divisions(own) else own
    return ""
