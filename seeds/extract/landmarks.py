"""Geographic names that are no divisions: regions, mountains, rivers, roads, zones, countries."""

from __future__ import annotations

import re
from collections.abc import Iterable

from seeds.extract.lexicon import lexicon
from seeds.extract.mentions import Mention
from seeds.extract.vocabulary import is_boundary, is_word, phrase_start, straddled_left, straddled_right

_NOT_CHINA = re.compile(
    r"中国(?:特色|梦|式|化|人民(?!银行|大学)|共产党|风|结|红|力量|之治|速度|精神)|(?<=发展)中国家"
)
# 五指山|市 is a division, and in the table.
_DIVISION = ("市", "县", "区", "镇", "乡", "村")
_DIRECTIONS = re.compile(r"(?:东北|西北|西南|东南|华北|华东|华南|华中|中南)地区")
# 进京, 离汉: one letter for a province or a city, behind a verb of going.
_GONE_TO = re.compile(
    r"[进返赴离抵驻援来在]([京沪渝津鄂汉浙苏粤闽赣湘黔滇桂琼皖豫晋鲁藏疆川陕冀])(?![剧城族菜商江河南北])"
)
# 中巴两国: letters for two countries.
_COUNTRIES = re.compile(
    r"([中美俄日英法德印韩朝越巴澳加意])([中美俄日英法德印韩朝越巴澳加意])(?=两国|关系|双边|建交|经贸|贸易)"
)
_LETTERS = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川黔滇陕甘青藏桂蒙宁新"
_ROAD_CLASS = "(?:国道|省道|县道|线|高速公路|高速)"
_NUMBERED_ROAD = re.compile(
    rf"(?<![A-Za-z\d])(?:(?:G\d{{2,4}}|[SXYC]\d{{3}}){_ROAD_CLASS}?|[SXY]\d{{1,2}}{_ROAD_CLASS}|\d{{3}}[国省县]道)(?![\d级])"
)
_NAMED_ROAD = re.compile(r"(?=([一-鿿]{2})(高速公路|高速铁路|高速|高铁|铁路|城际))")
_ROAD_TAIL = re.compile(r"(?<=[、和])[一-鿿]{2}(?:公路|高速|铁路|线)(?=$|[、,。;和为等])")
_ZONE = re.compile(
    r"(?:国家级)?(?:经济技术|高新技术产业|经济|高新|综合|农业|现代农业|工业|产业|临空|自由贸易|"
    r"保税|综合保税|民族工业)*"
    r"(?:开发区|高新区|新区|工业园区?|产业园区?|示范园区?|保税区|自贸区|经开区|试验区|生态保护区|"
    r"自然保护区|国家公园|森林公园|湿地公园|机场|火车站|高铁站)"
)
# Parks with a name between the place and their class: 五指山|热带雨林|国家公园.
_PARK = re.compile(
    r"[一-鿿]{2,6}?(?:国家公园|自然保护区|森林公园|湿地公园|地质公园|风景名胜区|风景区|贸易产业园|工业园区?|科技园区?|产业园区?)"
)


def landmarks_of(view: str, places: Iterable[Mention] | None = None) -> list[Mention]:
    """Regions, waters, mountains, countries and roads; with `places`, the zones named after one of those."""
    if places is not None:
        return _zones(view, list(places))
    marks = [
        Mention(start, end, "LOC", sure, f"{rule}:{view[start:end]}")
        for rule, names, sure in (("region", "regions", 0.85), ("abroad", "abroad", 0.92))
        for start, end in lexicon(names).scan(view)
        if not _NOT_CHINA.match(view, start)
        and view[start - 1 : end] != "新中国"
        and (view[end : end + 1] not in _DIVISION or view.startswith("区域", end))
    ]
    marks += [Mention(*hit.span(), "LOC", 0.85, "region:direction") for hit in _DIRECTIONS.finditer(view)]
    marks += [
        Mention(*hit.span(1), "LOC", 0.7, "letter:going")
        for hit in _GONE_TO.finditer(view)
        if not straddled_right(view, hit.end())
    ]
    marks += [
        Mention(*hit.span(group), "LOC", 0.75, "letter:country")
        for hit in _COUNTRIES.finditer(view)
        for group in (1, 2)
    ]
    return marks + _roads(view)


def _roads(view: str) -> list[Mention]:
    marks = [Mention(*hit.span(), "LOC", 0.9, "road:number") for hit in _NUMBERED_ROAD.finditer(view)]
    for hit in _NAMED_ROAD.finditer(view):
        name = hit[1]
        listed = (
            view[hit.start() - 1 : hit.start()] in ("以", "经", "沿", "、")
            and view[hit.end(2) : hit.end(2) + 1] in "、,。和"
        )
        # 经济高速发展 has the adverb, 太长高速 the road between two places.
        if not listed and (is_word(name) or straddled_left(view, hit.start())):
            continue
        if view.startswith("高速", hit.end(1)) and re.match(
            r"增长|发展|运转|推进|行驶|扩张|提升|成长", view[hit.end(2) :][:2]
        ):
            continue
        if all(char in _LETTERS for char in name) or is_boundary(view, hit.start()):
            marks.append(Mention(hit.start(), hit.end(2), "LOC", 0.85, "road:name"))
    ends = {mark.end for mark in marks}
    grown = True
    while grown:
        grown = False
        for hit in _ROAD_TAIL.finditer(view):
            beside = hit.start() - 1 in ends or (
                view[hit.end() : hit.end() + 1] in "、和"
                and any(mark.start == hit.end() + 1 for mark in marks)
            )
            if beside and hit.end() not in ends:
                marks.append(Mention(*hit.span(), "LOC", 0.75, "road:list"))
                ends.add(hit.end())
                grown = True
    return marks


def _zones(view: str, places: list[Mention]) -> list[Mention]:
    """A development zone, park or station with the place that it is called after: 榆林高新区."""
    marks = []
    for place in places:
        zone = _ZONE.match(view, place.end) or _PARK.match(view, place.end)
        if zone and phrase_start(view, zone.end(), floor=place.end) == place.end:
            marks.append(Mention(place.start, zone.end(), "LOC", 0.82, "zone"))
    return marks
