"""Companies, cooperatives, hospitals, schools, media and task forces, with their whole names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from seeds.extract.field_words import either, qualifiers
from seeds.extract.gazetteer import Gazetteer, is_ordinary
from seeds.extract.mentions import Mention
from seeds.extract.vocabulary import is_boundary, is_generic, phrase_start
from seeds.profile import NO_WORDS, Words

_HEAD = re.compile(
    # `re` passes quickly over what begins none of these, as long as each begins with a plain character.
    r"有限责任公司|集团有限公司|股份有限公司|有限公司|集团公司|控股集团|集团(?![化军成董])|分公司|股份(?=[、,。;()任]|等企业)|控股(?=[、,。;()任]|等企业)|管委会|"
    r"总公司|公司(?![法制化])|专业合作联社|农民专业合作社|种养殖?专业合作社|专业合作社|股份合作社|"
    r"合作联社|合作社|家庭农场|"
    r"人民医院|中医院|医院(?!长)|职业技术学院|师范学院|农学院|学院(?!派(?![驻出遣往]))|"
    r"大学(?![生毕文本学教])|第[一二三四五六七八九十]+中学|中学(?!生)|实验小学|小学(?!生)|幼儿园|"
    r"职业学校|技工学校|党校|学校|"
    r"研究院|研究所|研究会|调查总队|试验站|实验站|卫视|科学院|农科院|设计院|研究中心|基金会|协会|商(?<!招商)会|学会(?![了])|联合会|联盟|分院(?=[、,。的党原院])|"
    r"促进会|出版社|报社|杂志社|日报|晚报|晨报|都市报|早报|商报|导报|时报(?!间)|周报|农民报|青年报|经济报|法[制治]报|电视台|广播电台|广播电视台|新闻网|"
    r"新闻中心|融媒体中心|"
    r"银行(?![业卡账利家存])|信用社|农商行|证券(?![市公业化])|保险公司|交易所|事务所|管理局|派出所|"
    r"博物馆|纪念馆|俱乐部|艺术团|酒业|药业|乳业|茶业|食品厂|服装厂|水泥厂|林场|农场|党支部|党总支"
)
_TASK_FORCE = re.compile(
    r"工作领导小组办公室|工作领导小组|领导小组办公室|领导小组(?:专责工作组)?|指挥部办公室|指挥部|"
    r"联席会议办公室|管理委员会|委员会(?!议)"
)
# Institutions that a place alone names: 甘肃日报, 陇南医院.
_NAMED_BY_PLACE = (
    "报",
    "大学",
    "电视台",
    "卫视",
    "医院",
    "银行",
    "新闻网",
    "新闻中心",
    "广播电台",
    "中学",
    "学院",
    "商会",
    "证券",
)
# Heads whose names are often plain words: 银河|证券, 同仁|药业.
_NAMED_BY_WORD = ("证券", "基金会", "酒业", "药业", "乳业", "茶业")
# What makes a class of institutions, beside such words of the profile: 民营|医院, 村级|合作社.
_CLASS = (
    r"企业|当地|本地|外地|各类|各级|大型|小型|中小|中小型|民营|国有|家|个|该|本|某|商业|农民|"
    r"专业|村级|村集体|乡镇|各|定点|小额|贷款|城市|县级|省级|市级|三级|三甲|公立|私立|重点|职业|"
    r"贫困村?|龙头|合作|"
    r"投资|开发|入股|村办|镇办|老|好|大|小|中|高|一|二|三|四|五|六|所|座|办|上|读|寄宿制|老旧|山区|农村|边远|"
    r"义务教育|基层|农民工|外资|上市|保险|互助|党员|临时|流动|功能型|离退休|先进|非公|机关|成员|"
    r"全镇|全村|全县|行政村|村|县|市|镇|乡|校"
)
_PLAIN_STEM = re.compile(
    r"[养种产加工销农牧渔茶果蜂羊牛猪鸡鸭鱼菌菜药粮林花木蚕桑核桃苹枣梨橘柑薯麦米豆户村镇乡县市省区三二一两多新型级层类等]*"
)
# No name has these: 村民们说着|合作社.
_CLAUSE = re.compile(
    "[们着过她他您]|我(?!爱)|你|地说|说|告诉|什么|怎么|没有|不是|加入|入股|提起|想起|参加|领办|来到|走进|通过"
)
_COUNT = re.compile(r"[\d一二三四五六七八九十几多两余百千万]+(?:家|个|所|座|多)")
# 一家|甜玉米合作社: of a kind that the text counts, and no name.
_ANY_OF_KIND = re.compile(r"[一几多数两三四五六七八九十\d这那各每某][家个座所]$")
_ARTICLE = re.compile("(?:第[一二三四五六七八九十百]+[条章节])+")
_RANK = re.compile("[上下本各同]一?级|应当")
_OWN_LEVEL = re.compile(r"[省市县区旗州盟](?=.)")
_REACH = 20
# Companies whose form stands behind a bracket: 酒厂(集团)有限责任公司.
_BRACKET = re.compile(r"[一-鿿]\([一-鿿]{2,4}\)$")
# Groups whose companies are named after them and their place: 国网|甘肃省电力公司.
_GROUPS = ("国网", "中铁", "中建", "中交", "中粮", "中化", "国电", "华电", "华能", "大唐", "国投", "华润")
_COMPANY = ("公司", "集团", "股份", "控股")
# Schools and institutes with two fields in their name: 地理科学与资源|研究所, 国土资源和房地产|学会.
_TWO_FIELDS = re.compile(
    r"(?P<first>[一-鿿]{2,8}?)[与和](?P<second>[一-鿿]{2,10}?)"
    r"(?P<head>学院|研究所|研究院|研究中心|实验室|学部|学会|协会|研究会|促进会|博物馆)(?![长生])"
)
_OF_PLACES = ("学会", "协会", "研究会", "促进会", "研究所", "研究院", "博物馆")


@lru_cache(maxsize=4)
def _class(added: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{_CLASS}|{either(added)})$")


@lru_cache(maxsize=4)
def _class_behind_place(places: tuple[str, ...]) -> re.Pattern[str]:
    """What makes a class also of what a place opens: 青石县贫困村|合作社."""
    return re.compile(rf"{either(qualifiers(places))}村$|各|所有|多家|两级|企业$|当地")


def institutions_of(view: str, starts: Mapping[int, int], words: Words = NO_WORDS) -> Iterator[Mention]:
    """ORG mentions by the class that their name ends in. `starts` maps the end of each place to its start;
    `words` are the profile's.

    A name begins with the place before it, or after a mark or a word that no name holds; a stem of
    common words alone (养殖|合作社) names nothing.
    """
    for hit in _TASK_FORCE.finditer(view):
        start = phrase_start(view, hit.start(), limit=18)
        if article := _ARTICLE.match(view, start, hit.start()):
            start = article.end()
        if (
            hit.start() - start >= 4
            and not _COUNT.match(view, start)
            and not _RANK.search(view, start, hit.start())
        ):
            yield Mention(start, hit.end(), "ORG", 0.8, f"institution:{hit[0]}")
    for hit in _HEAD.finditer(view):
        head = hit.start()
        if hit[0].startswith("小学") and view[head - 1 : head] == "中":
            continue
        found = _after_place(view, head, hit[0], starts, _class_behind_place(words.places))
        found = found or _by_stem(view, head, hit[0], _class(words.bodies))
        if found:
            yield Mention(found[0], hit.end(), "ORG", found[1], f"institution:{hit[0]}")


def compound_of(view: str, marks: Iterable[Mention], places: Iterable[Mention]) -> Iterator[Mention]:
    """Institutions with two fields in their name, behind the institution or the place that they belong to."""
    places, marks = list(places), list(marks)
    begun = {mark.start for mark in (*marks, *places)}
    whole = {mark.end for mark in marks}
    owners = {place.end: place.start for place in places}
    owned = {mark.end: mark.start for mark in marks}
    for end, start in (owners | owned).items():
        hit = _TWO_FIELDS.match(view, end)
        if not hit or any(at in begun for at in range(end, hit.start("head")) if at != hit.start("second")):
            continue
        if hit.end("first") in whole:
            # Two institutions: 公共管理学院|与|中国科学院.
            continue
        if end not in owned and hit["head"] not in _OF_PLACES:
            continue
        if phrase_start(view, hit.end("first"), floor=end) != end:
            continue
        if phrase_start(view, hit.end("second"), floor=hit.start("second")) != hit.start("second"):
            continue
        yield Mention(start, hit.end(), "ORG", 0.8, f"institution:{hit['head']}")


def _after_place(
    view: str, head: int, kind: str, starts: Mapping[int, int], generic: re.Pattern[str]
) -> tuple[int, float] | None:
    """The start of a name that a place opens, with its confidence."""
    edge = next((at for at in range(head, max(0, head - _REACH), -1) if at in starts), None)
    if (
        edge is None
        or phrase_start(view, _before_bracket(view, head, kind), limit=_REACH, floor=edge) != edge
    ):
        return None
    stem = view[edge:head]
    if stem.startswith("·"):
        return None
    if stem.endswith(")"):
        stem = stem[: stem.rfind("(")]
    if not stem and not kind.endswith(_NAMED_BY_PLACE):
        return None
    if stem and (_COUNT.search(stem) or generic.search(stem)):
        return None
    while starts.get(edge, edge) < edge:
        edge = starts[edge]
    if kind.endswith(_COMPANY) and view[edge - 2 : edge] in _GROUPS:
        edge -= 2
    return edge, 0.86


def _before_bracket(view: str, head: int, kind: str) -> int:
    """Where the name proper of a company ends that has a bracket before its form."""
    bracket = _BRACKET.search(view, max(0, head - 8), head) if kind.endswith(_COMPANY) else None
    return bracket.start() + 1 if bracket else head


def _of_county(stem: str) -> bool:
    """Whether a county or city that is no ordinary word opens `stem`: 平遥|牛肉."""
    return len(stem) > 2 and not is_ordinary(stem[:2]) and bool(Gazetteer.load().divisions(stem[:2]))


def _by_stem(view: str, head: int, kind: str, generic: re.Pattern[str]) -> tuple[int, float] | None:
    """The start of a name that stands without a place: its stem must be more than a class of things."""
    head = _before_bracket(view, head, kind)
    start = phrase_start(view, head, limit=14)
    stem = view[start:head]
    if "·" in stem:
        start, stem = start + stem.rfind("·") + 1, stem[stem.rfind("·") + 1 :]
    if (
        not stem
        or _COUNT.search(stem)
        or _CLAUSE.search(stem)
        or _ANY_OF_KIND.search(view, max(0, start - 2), start)
    ):
        return None
    if _OWN_LEVEL.match(stem + kind) and is_boundary(view, start):
        return None if generic.search(stem[1:]) else (start, 0.78)
    if stem == "希望" or len(stem) < 2 or generic.search(stem) or _PLAIN_STEM.fullmatch(stem):
        return None
    if (kind == "公司" and len(stem) < 4) or kind in (
        "学会",
        "管委会",
        "分院",
        "调查总队",
        "卫视",
        "试验站",
        "实验站",
    ):
        return None
    if is_generic(stem) and not (len(stem) == 2 and kind in _NAMED_BY_WORD) and not _of_county(stem):
        return None
    return start, 0.75
