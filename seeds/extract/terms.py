"""Terms: policy formulae, programmes and works with a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from seeds.extract.anchored import anchored
from seeds.extract.field_words import either
from seeds.extract.lexicon import Lexicon, indexed
from seeds.extract.mentions import Mention
from seeds.extract.vocabulary import is_boundary, phrase_start
from seeds.profile import NO_WORDS, Words

_CONFIDENCE = {"sum": 0.85, "formula": 0.82, "parallel": 0.65, "local": 0.62, "defined": 0.6, "called": 0.6}
_DIGIT = "一二三四五六七八九十两双百千万"
_QUOTED = re.compile(r"“([^“”\n]{2,40})”")
# Quoted names in a row share what the last one is called: “五不选”“六靠拢”的原则.
_ROW = re.compile(r"“[^“”\n]{2,40}”(?:(?:[、和与及或]|的)?“[^“”\n]{2,40}”)*")
# 两不愁三保障, 五通三化, 四个带头: a numeral and what it counts, once or more.
_FORMULA = re.compile(
    rf"(?:[{_DIGIT}]+(?:[个大项条]|线)?[一-鿿]{{1,6}}?){{1,4}}(?:、[{_DIGIT}]+[个大项条]?[一-鿿]{{1,5}})*"
)
_NUMERAL = re.compile(rf"[{_DIGIT}]")
# 5+2, N+X, 互联网+, 支部+合作社+农户.
_SUM = re.compile(
    r"[\dNXx]+(?:\+[\dNXx]+)+|[一-鿿A-Za-z、]{1,10}(?:\+[一-鿿A-Za-z、]{1,10})+|[一-鿿A-Za-z]{2,6}\+"
)
_IDIOM = re.compile(
    r"一方|一[把刀盘张条口线流体定起般样点直心头步枝花家道度再号老]|[三两几百十千万]米|百日|万家|千家|"
    r"万户|万元户|三更|五星|五颜|七[上嘴]|半|十[字年]|百[姓年]|两[山会天年]|三天|千言|千方|百计|"
    r"四面|四季|四通|五湖|十室|九死|一穷|七零|三五|万无|万里|两手|双手|双刃|双赢|千里|万里|三农人|一言|一心|三言|两级|十全|一五一|百花"
)
# What a quoted name of a policy is called after its closing mark; 精神, 功夫, 问题, 要求 follow slogans.
_CALLED = re.compile(
    r"(?:等)?的?[一-鿿]{0,4}?(?:工程|机制|模式|战略|政策|制度|工作法|原则|方针|方略|体系|计划|理念|"
    r"格局|办法|路径|策略|改革|战法|套餐|责任制|项目|目标|行动|定位|思路|平台|服务|方式)"
)
# A quoted name that says itself what it is: “富沟行动”.
_SELF_CALLED = re.compile(r"[一-鿿A-Za-z]{2,8}(?:行动|工程|计划|工作法|机制)")
# Characters of a quoted name, and of one that lists what is done.
_LONGEST_NAME, _LONGEST_LIST = 16, 30
_DEFINED = re.compile(r",?(?:就是|则是|即|是指)")
_METAPHOR = re.compile(
    r"^第|^[让把要给]|加油|撸起|[一-鿿]式$|绣花|钉钉子|输血|造血|硬骨头|红利|指数|大使|最后一公里|短平快|高大上|小切口|接地气|加速度|引擎|钥匙|"
    r"定心丸|幸福|辛苦|军令状|一号|民生工程|游$|饭碗|钱袋|聚宝盆|助推|压舱|接力|"
    r"指挥棒|晴雨表|及时雨|活水|法宝|密码|答卷|大考|拦路虎|绊脚石|梦$|[!?,。]|我|你|他|了$|吗$|吧$|"
    r"急难愁盼|之|坚定|不放松|不松|手软|^[一-鿿]{0,2}家门口$|[歌曲棋经]$|^(?:德政|民心|面子|形象|一把手|暖心|良心)工程$"
)
# Two values are a motto: 爱与责任.
_PAIR = re.compile("[一-鿿]{1,4}[与和][一-鿿]{1,4}")
_PROSE = re.compile("[之与的是]|和(?![谐美睦善平])|谁|怎么|如何|什么|哪")
_LOCAL_WAY = re.compile(r"经验|模式|路径|做法|样本|样板|实践|速度|方案|范例|路子")
_WORK = anchored(
    r"(?:工程|(?:升级)?改造项目|项目|升级改造|特大桥|大桥|隧道|三年行动计划|五年行动计划|行动计划|"
    r"三年行动|五年行动|提升行动|战略|[一-鿿]{2}基金(?![会份额经公管]))"
    r"(?![师学款建资库组部技化量性质类])|(?:特大桥|大桥)(?=建[成设])",
    "工程|改造|项目|大桥|隧道|行动|战略|基金",
    reach=2,
)
_ROAD_NUMBER = re.compile(r"(?<![\d.])(?:[GSXY]\d{1,4}|\d{3})$")
# 中央财政衔接推进乡村振兴补助资金: a fund that bears the name of what it is for.
_FUND = anchored(
    r"(?:(?:中央|省级|市级|县级)?财政)?衔接推进乡村振兴补助资金", "衔接推进乡村振兴补助资金", reach=4
)
_BELT = re.compile(r"(?:示范带|产业带|经济带|生态带)(?![动来头领])|示范廊带|示范圈|经济圈|循环圈")
# A stem that ends so, or in such a word of the profile, is a class of works and no name: 重大|工程.
_CLASS = (
    r"民生|重大|重点|一批|[一二两三四五六七八九十]大|系统|基础设施|设施|产业|建设|"
    r"配套|整合|骨干|大型|各类|有关|该|此|这一|这项|大|号|个|项|条|座|工作|资金|优质|招商|"
    r"投资|公共服务|"
    r"技改|政治|精神|灵魂|军令状|形象|面子|样板|德政|民心|系列|财政|施工|在建|续建|龙头|"
    r"实施|入库|单体|每个|发展|等|村级|小型|科研|合作|落地|实事|国家|地方|整体|区域|总体|长远|长期|"
    r"具体|核心|所|为|体育|娱乐|服务|运营|研发|经营|创业|农业|工业|旅游|文化|水利|一期|"
    r"二期|前期"
)
# 脱贫攻坚|十大工程: works that are counted have a name where what they are for says it.
_COUNTED_WORKS = re.compile(r"[一-鿿]{4,}[一二三四五六七八九十]大$")
# How many of a class there are, before it or behind it: 4个|…工程, 供水工程|10处.
_COUNT_BEFORE = re.compile(r"[\d万余多几两三四五六七八九十](?:个|处|项|座|条|批|类|家|所|口|段)$")
_COUNT_BEHIND = re.compile(r"(?:等|共)?\d[\d.,]*[万余多]*(?:处|个|项|座|条|口|件|公里)")
_MEASURE = re.compile(
    r"[余多万]*(?:千瓦|兆瓦|亩|头|只|吨|公里|米|平方米|立方米|个|处|项|座|条|口|户|人|千米|kW|MW)"
)
_VERBS = re.compile(
    r"^(?:新一轮|首批|升级改造|改造升级|改扩建|改建|扩建|维修|维护|续建|建成|建好|完成|启动|开工|推动|推进|引深|承接|"
    r"组织|开展|参与|争取|引进|投入)(?=[一-鿿])"
)
_LEAD = re.compile(
    r"^(?:投资|建设|管理|发展|治理|新建|谋划|规划|储备|争取到?|申报|总投资|(?:[一二三四五六七八九十百千万]+(?:头|亩|只|吨|人|户|株|箱|千瓦|立方米)))(?=[一-鿿]{4})"
)


def terms_of(
    view: str, places: Iterable[Mention], known: Iterable[str] = (), words: Words = NO_WORDS
) -> list[Mention]:
    """TERM mentions. `known` are the formulae of the field; names that quotation marks single out are found
    by their shape, or by what they are called, and then wherever they are quoted, or long enough to stand
    without marks. `words` are the profile's."""
    places, lexicon = list(places), indexed(tuple(known))
    marks = [
        Mention(start, end, "TERM", 0.88, f"lexicon:TERM:{view[start:end]}")
        for start, end in lexicon.scan(view)
        if not _counts(view, start) and not (view[end - 2 : end] == "工程" and _COUNT_BEHIND.match(view, end))
    ]
    quoted = list(_quoted(view, {place.start: place.end for place in places}, lexicon))
    marks += quoted
    again = Lexicon(view[mark.start : mark.end] for mark in quoted)
    marks += [
        Mention(start, end, "TERM", 0.7, "term:again")
        for start, end in again.scan_all(view)
        if end - start > 3 or (view[start - 1 : start], view[end : end + 1]) == ("“", "”")
    ]
    marks += [Mention(*hit.span(), "TERM", 0.75, "term:fund") for hit in _FUND.finditer(view)]
    works = _works(view, {place.end: place.start for place in places}, _class(words.works))
    return [*marks, *works, *_belts(view)]


@lru_cache(maxsize=4)
def _class(added: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{_CLASS}|{either(added)})$")


def _counts(view: str, start: int) -> bool:
    """Whether the numeral that a formula begins with goes on to the left: 十|三保障."""
    return start > 0 and view[start] in _DIGIT and view[start - 1] in _DIGIT + "第"


def _quoted(view: str, places: Mapping[int, int], known: Lexicon) -> Iterator[Mention]:
    for row in _ROW.finditer(view):
        called = _CALLED.match(view, row.end()) is not None
        for hit in _QUOTED.finditer(view, *row.span()):
            if rule := _shape(hit[1], known) or _use(view, hit, places, called=called):
                yield Mention(hit.start(1), hit.end(1), "TERM", _CONFIDENCE[rule], f"term:{rule}")


def _use(view: str, hit: re.Match[str], places: Mapping[int, int], *, called: bool) -> str:
    """What the text makes of a quoted name that has no telling shape, if it makes it a term."""
    start, end = hit.span(1)
    if start in places and _LOCAL_WAY.fullmatch(view, places[start], end):
        return "local"
    if end - start <= 8 and _DEFINED.match(view, hit.end()):
        return "defined"
    if _METAPHOR.search(hit[1]):
        return ""
    longest = _LONGEST_LIST if "、" in hit[1] else _LONGEST_NAME
    if called and end - start <= longest and not _PAIR.fullmatch(hit[1]):
        return "called"
    return "called" if _SELF_CALLED.fullmatch(hit[1]) else ""


def _shape(text: str, known: Lexicon) -> str:
    """The shape that makes a quoted text a formula, or nothing. One of `known` among its parts is enough."""
    if _SUM.fullmatch(text):
        return "sum"
    if _PROSE.search(text):
        return ""
    counted = len(_NUMERAL.findall(text)) > 1 or text[0] not in "一百千万"
    if counted and len(text) <= 14 and _FORMULA.fullmatch(text) and not _IDIOM.match(text):
        return "formula"
    parts = text.split("、")
    if len(parts) > 1 and any(part in known for part in parts):
        return "parallel"
    if len(parts) < 3 or len({len(part) for part in parts}) > 1:
        return ""
    return "parallel" if len(parts[0]) > 2 or len({part[0] for part in parts}) == 1 else ""


def _works(view: str, starts: Mapping[int, int], generic: re.Pattern[str]) -> Iterator[Mention]:
    """Works, programmes, strategies and funds with a name before their class: 饮水安全巩固提升工程."""
    begun = set(starts.values())
    for hit in _WORK.finditer(view):
        start = _work_start(view, hit.start(), starts)
        stem = view[start : hit.start()]
        if view[start - 1 : start].isdigit() and (unit := _MEASURE.match(stem)):
            start, stem = start + unit.end(), stem[unit.end() :]
        while lead := _LEAD.match(stem) or _VERBS.match(stem):
            start, stem = start + lead.end(), stem[lead.end() :]
        # What stands between marks alone before its class is judged as a quoted name.
        if stem.startswith("“") and len(stem) - stem.rfind("”") <= 2:
            continue
        least = 2 if hit[0].endswith("大桥") and is_boundary(view, start) else 3
        if len(stem) < (5 if hit[0] == "项目" and start not in begun else least):
            continue
        if _COUNT_BEFORE.search(view, max(0, start - 3), start) or _COUNT_BEHIND.match(view, hit.end()):
            continue
        if generic.search(stem) and not (_COUNTED_WORKS.search(stem) or "年行动" in hit[0]):
            continue
        yield Mention(start, hit.end(), "TERM", 0.62, f"term:{hit[0]}")


def _work_start(view: str, end: int, starts: Mapping[int, int]) -> int:
    """Where the name of a work begins; a numbered road (111国道) and a quoted name belong to it."""
    start = phrase_start(view, end, limit=18)
    while True:
        if start in starts:
            start = starts[start]
        elif view[start - 1 : start] == "至" and start - 1 in starts:
            start = starts[start - 1]
        elif road := _ROAD_NUMBER.search(view[max(0, start - 6) : start]):
            start -= len(road[0])
        elif view[start - 1 : start] == "”" and 0 < start - view.rfind("“", 0, start) <= 12:
            start = view.rfind("“", 0, start)
        elif view[start - 1 : start] == "、" and view[start - 2 : start - 1] == view[start + 1 : start + 2]:
            # Twin modifiers of one name: 大病、慢病保障基金.
            start -= 3
        else:
            return start


def _belts(view: str) -> Iterator[Mention]:
    """Zones that a plan draws and names: 沿江产业带, 环湖经济圈."""
    for hit in _BELT.finditer(view):
        start = phrase_start(view, hit.start(), limit=10)
        if hit.start() - start > 1:
            yield Mention(start, hit.end(), "TERM", 0.6, "term:belt")
