"""Geographic names that are no divisions: regions, mountains, rivers, roads, zones, countries."""

from __future__ import annotations

import re
from collections.abc import Iterable

from seeds.extract.anchored import anchored
from seeds.extract.lexicon import lexicon
from seeds.extract.mentions import Mention
from seeds.extract.vocabulary import is_boundary, is_generic, is_word, phrase_start, straddled_left

_NOT_CHINA = re.compile(
    r"中国(?:特色|梦|式|化|人民(?!银行|大学)|共产党|风|结|红|力量|之治|速度|精神|[一-鿿]{1,6}之[乡都城])|(?<=发展)中国家"
)
# 五指山|市 is a division, and in the table.
_DIVISION = ("市", "县", "区", "镇", "乡", "村")
# 川东 is a region, but not in 浙川|东西部协作.
_DIRECTION = tuple("东南西北")
# 大别山|片区县: a county of one of the areas that the state supports.
_COUNTY_OF_AREA = re.compile(
    r"(?:秦巴|武陵|乌蒙|六盘|罗霄|大别|吕梁|太行|燕山-太行|大兴安岭南麓|滇西边境|滇桂黔石漠化)山?(?=片区县)"
)
_DIRECTIONS = re.compile(r"(?:东北|西北|西南|东南|华北|华东|华南|华中|中南)地区")
_LETTERS = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川黔滇陕甘青藏桂蒙宁新"
_ROAD_CLASS = "(?:国道|省道|县道|线|高速公路|高速)"
# A river by what is said of it: 甘溪河|流域, but not 主要江河|沿岸.
_RIVER = anchored(
    r"(?=((?![大小各内主母护两该此这全市县]|中小)[一-鿿]{1,2}[江河湖])(?:流域|两岸|沿岸|上游|中游|下游|支流|干流|源头|之畔|畔|穿[村城镇]而过|贯穿|流经|蜿蜒|从[东西南北]))",
    "流域|两岸|沿岸|上游|中游|下游|支流|干流|源头|之畔|畔|穿|贯穿|流经|蜿蜒|从[东西南北]",
    reach=3,
)
_NUMBERED_ROAD = anchored(
    rf"(?<![A-Za-z\d])(?:(?:G\d{{2,4}}|[SXYC]\d{{3}}){_ROAD_CLASS}?|[SXY]\d{{1,2}}{_ROAD_CLASS}|\d{{3}}[国省县]道)(?![\d级])|[国省]道\d{{3}}线?(?!\d)",
    "[道GSXYC]",
    reach=4,
)
# 川藏线, 甬台温高速: lines by the letters of the places that they join.
_LINE = anchored(
    r"(?<![一-鿿])(?:[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川黔滇陕甘青藏桂蒙宁新陇包兰昆广]{2}线(?![上下条索路])|"
    r"[甬台温杭合宁沪蓉福厦漳深汕昆渝黔桂贵广张吉怀京津唐秦沈哈大丹通阿银兰太焦]{3}(?:高速公路|高速|高铁|铁路))",
    "线|高速|高铁|铁路",
    reach=3,
)
_NAMED_ROAD = anchored(
    r"(?=([一-鿿]{2})(高速公路|高速铁路|高速|高铁|铁路|城际))", "高速|高铁|铁路|城际", reach=2
)
_CALLED_AREA, _CALLED_RIVER = re.compile("地区"), re.compile("河(?![谷流道段长床湾])")
_JOINED = re.compile("—{1,2}|-|·")
_JOINT_AREA = re.compile("(?:集中)?(?:连片)?(?:特困|特殊困难)?(?:[片地]区)?")
# 沿|淳杨线|行驶.
_ALONG = anchored(r"(?<=[沿经走])着?([一-鿿]{2}线)(?=[行驶向往到一、,。前])", "线", reach=3)
_ROAD_TAIL = anchored(
    r"(?<=[、和])[一-鿿]{2}(?:公路|高速|铁路|线)(?=$|[、,。;和为等])", "公路|高速|铁路|线", reach=2
)
_ZONE = re.compile(
    r"(?:国家级)?(?:经济技术|高新技术产业|经济|高新|综合|农业|现代农业|工业|产业|临空|自由贸易|"
    r"保税|综合保税|民族工业)*"
    r"(?:开发区|高新区|新区|工业园区?|产业园区?|示范园区?|保税区|自贸区|经开区|试验区|生态保护区|"
    r"自然保护区|国家公园|森林公园|湿地公园|机场|火车站|高铁站)"
)
# 青岛|西海岸|新区.
_NEW_AREA = re.compile(r"([一-鿿]{2,4}?)(?:新区|开发区|高新区|经开区)(?!域)")
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
        and not (view[end - 1] in _DIRECTION and view[end : end + 1] in _DIRECTION)
    ]
    marks += [Mention(*hit.span(), "LOC", 0.85, "region:area") for hit in _COUNTY_OF_AREA.finditer(view)]
    marks += [Mention(*hit.span(), "LOC", 0.85, "region:direction") for hit in _DIRECTIONS.finditer(view)]
    marks += _regional(view, marks)
    marks += [
        Mention(*hit.span(1), "LOC", 0.7, "river")
        for hit in _RIVER.finditer(view)
        if is_boundary(view, hit.start()) and not is_word(hit[1][-2:])
    ]
    return marks + _roads(view)


def _regional(view: str, regions: Iterable[Mention]) -> list[Mention]:
    """Regions with their class (坝上|地区, 右江|河), and two that make one area: 燕山—太行山|片区."""
    marks = []
    begun = {mark.start: mark for mark in regions}
    for mark in begun.values():
        tail = None
        if view[mark.end - 1] in (*_DIRECTION, "中", "上", "下"):
            tail = _CALLED_AREA.match(view, mark.end)
        elif view[mark.end - 1] == "江":
            tail = _CALLED_RIVER.match(view, mark.end)
        dash = _JOINED.match(view, mark.end)
        if dash and dash.end() in begun:
            tail = _JOINT_AREA.match(view, begun[dash.end()].end)
        if tail:
            marks.append(Mention(mark.start, tail.end(), "LOC", 0.85, "region:area"))
    return marks


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
    marks += [Mention(*hit.span(), "LOC", 0.8, "road:line") for hit in _LINE.finditer(view)]
    marks += [
        Mention(*hit.span(1), "LOC", 0.75, "road:line")
        for hit in _ALONG.finditer(view)
        if not is_generic(hit[1]) and not is_word(hit[1][1:])
    ]
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
    begun = {place.start for place in places}
    for place in places:
        if place.end - place.start == 1:
            continue
        zone = _ZONE.match(view, place.end) or _PARK.match(view, place.end)
        if not zone and (named := _NEW_AREA.match(view, place.end)) and not is_generic(named[1]):
            zone = None if begun & set(range(place.end, named.end())) else named
        if zone and phrase_start(view, zone.end(), floor=place.end) == place.end:
            marks.append(Mention(place.start, zone.end(), "LOC", 0.82, "zone"))
    return marks
