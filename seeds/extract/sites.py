"""Small places with their class in their name: hamlets, resettlement areas, parks, avenues, estates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from seeds.extract.anchored import anchored
from seeds.extract.lexicon import Lexicon
from seeds.extract.mentions import Mention
from seeds.extract.vocabulary import is_boundary, is_function, is_generic, is_governing, is_word
from seeds.folding import is_han

# Hamlets lie behind their village, or behind one of its groups: 何桥村|5组|程泥府湾.
_HAMLET = re.compile(r"[一-鿿]{1,3}(?:山场|[湾坪沟坝寨岭坳冲垸垭塘屯庄坡])")
_GROUP = anchored(r"[第]?[\d一二三四五六七八九十]{1,3}[组社]", "[组社]", reach=4)
_GOES_ON = re.compile("[通建修住也是共开]|村民|群众")
_NO_HAMLET = re.compile(r".*(?:[过进到上下出]|[山水荒沙]坡|[池鱼荷水]塘|[淤水大堤]坝|[山]沟)$")
# 桃源新居安置区; where it says what it is for, the name is what stands before: 卯家湾|易地扶贫搬迁安置区.
_RESETTLED = anchored(
    r"(?P<name>[一-鿿]{2,5}?)(?P<aim>(?:易地|扶贫|生态|避险){1,4}搬迁)?(?:集中)?安置[区点](?![域外内])",
    "安置",
    reach=17,
)
_NO_RESETTLED = re.compile(
    r".*(?:搬迁|移民|集中|分散|县城|城镇|城区|集镇|跨[县区乡]|大型|特大|[各该本每这那个处座村镇乡县市区新老多大]|易地|入住|后续|配套)$"
)
_ESTATE = re.compile("[一-鿿]{2}(?:新居|家园|新苑|小镇)$")
_BY_SIDE = re.compile(r"城[东南西北](?:新区|工业园区?|产业园区?|开发区|片区|社区)")
# 樊蒲大道, 凤凰山公园, 宝馨花园. No one drives on the first three.
_PUBLIC = re.compile(r"(?P<kind>大道|森林公园|湿地公园|公园|花园|广场|步行街|隧道)(?![般上的似式化县城市])")
_METAPHOR = re.compile(
    r"康庄|致富|幸福|小康|光明|阳光|金光|振兴|发展|文明|前进|成功|希望|脱贫|富民|复兴|星光|健康|快速|宽阔|平坦|产业|生态|"
    r"后|大|小|国家|地质|矿山|口袋|城市|郊野|体育|文化|主题|街心|滨水|休闲|游乐|农业|亲子|网红|美丽|绿色|空中|秘密|精神|"
    r"公路|铁路|高速|道路|防空|文化|休闲|村级|村民|健身|中心|商业|商贸|娱乐|党建|法治|家|我家"
)
_RIVERS = anchored(r"[一-鿿]{2}[河溪](?:[、和][一-鿿]{2}[河溪])+", "[河溪][、和]", reach=2)
_RIVER_BANK = anchored(
    r"(?:实地察看|察看|考察了?|治理后的|流经|位于)?([一-鿿]{2,3}沟|[一-鿿]{2}[河溪])河道", "河道", reach=8
)
_PART = re.compile(r"[、和与]")
# 位于|朝阳路|东侧, 沿着|环湖路|向前: a street beside what lies there.
_SQUARES = ("人民", "中山", "解放", "世纪")
_STREET = re.compile(
    r"(?:位于|沿着?|走进|途经|紧邻|毗邻|拓宽|在)([一-鿿]{2,3}[路街])(?=[东南西北]侧|与|两侧|两旁|沿线|向[前东南西北]|[上、和][一-鿿]{2,3}[路街])"
)
_BEFORE_SITE = "着沿在到至经于走了"


def sites_of(view: str, places: Iterable[Mention]) -> list[Mention]:
    """LOC mentions of small places; `places` are those found before. A name found once is marked wherever it
    begins where a phrase does."""
    places = list(places)
    ends = {mark.end for mark in places}
    covered = {at for mark in places for at in range(mark.start, mark.end)}
    villages = {mark.end for mark in places if mark.rule.startswith("settlement")}
    groups = {hit.end() for hit in _GROUP.finditer(view) if hit.start() in villages}
    marks = list(_hamlets(view, villages | groups, covered))
    marks += _resettled(view, ends)
    marks += _public(view, ends)
    marks += _rivers(view)
    marks += [
        Mention(*hit.span(1), "LOC", 0.72, "site:street")
        for hit in _STREET.finditer(view)
        if not is_word(hit[1][-2:]) and not any(map(is_function, hit[1]))
    ]
    marks += [
        Mention(*hit.span(), "LOC", 0.7, "site:side")
        for hit in _BY_SIDE.finditer(view)
        if hit.start() in ends or is_boundary(view, hit.start())
    ]
    names = {view[mark.start : mark.end]: mark.rule for mark in marks}
    for start, end in Lexicon(names).scan_all(view):
        if covered.isdisjoint(range(start, end)) and (start in ends or is_boundary(view, start)):
            marks.append(Mention(start, end, "LOC", 0.7, names[view[start:end]]))
    return marks


def _is_name(name: str) -> bool:
    return not is_generic(name) and not any(map(is_function, name)) and not is_governing(name[:2])


def _hamlets(view: str, edges: Iterable[int], covered: set[int]) -> Iterator[Mention]:
    for edge in sorted(edges):
        hit = _HAMLET.match(view, edge)
        if not hit or covered & set(range(*hit.span())) or _NO_HAMLET.match(hit[0]):
            continue
        behind = view[hit.end() : hit.end() + 2]
        free = (
            not behind
            or not is_han(behind[0])
            or is_function(behind[0])
            or is_word(behind)
            or _GOES_ON.match(behind)
        )
        if free and _is_name(hit[0]) and not is_word(hit[0][-2:]):
            yield Mention(*hit.span(), "LOC", 0.7, "site:hamlet")


def _resettled(view: str, ends: set[int]) -> Iterator[Mention]:
    for hit in _RESETTLED.finditer(view):
        for start in range(hit.start("name"), hit.end("name") - 1):
            name = view[start : hit.end("name")]
            if (start in ends or is_boundary(view, start)) and (_is_name(name) or _ESTATE.search(name)):
                if not _NO_RESETTLED.match(name):
                    yield Mention(
                        start, hit.end("name") if hit["aim"] else hit.end(), "LOC", 0.7, "site:resettled"
                    )
                break


def _public(view: str, ends: set[int]) -> Iterator[Mention]:
    for hit in _PUBLIC.finditer(view):
        for size in (4, 3, 2):
            start = hit.start() - size
            name = view[max(0, start) : hit.start()]
            if start < 0 or not all(map(is_han, name)) or not (_is_name(name) or name in _SQUARES):
                continue
            opens = start in ends or is_boundary(view, start) or view[start - 1] in _BEFORE_SITE
            if opens and view[start - 1 : start] != "·" and not _METAPHOR.search(name):
                yield Mention(start, hit.end(), "LOC", 0.7, f"site:{hit['kind']}")
                break


def _rivers(view: str) -> Iterator[Mention]:
    for row in _RIVERS.finditer(view):
        if not is_boundary(view, row.start()):
            continue
        at = row.start()
        for name in _PART.split(row[0]):
            yield Mention(at, at + len(name), "LOC", 0.7, "river")
            at += len(name) + 1
    for hit in _RIVER_BANK.finditer(view):
        if is_boundary(view, hit.start(1)) and _is_name(hit[1]):
            yield Mention(*hit.span(1), "LOC", 0.7, "river")
