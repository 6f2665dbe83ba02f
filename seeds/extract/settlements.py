"""Townships, villages and neighbourhoods, by grammar: no table holds their half a million names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from seeds.extract.lexicon import Lexicon, lexicon
from seeds.extract.mentions import Mention
from seeds.extract.names import is_transcribed
from seeds.extract.vocabulary import is_boundary, is_generic, is_rooted, is_word, phrase_start
from seeds.folding import is_han

_SUFFIX = re.compile(r"嘎查|苏木|街道|社区|镇|乡|村|屯(?!垦|兵|昌)|林场|农场|牧场")
# What makes the suffix part of another word: 乡镇, 村民, 镇江.
_NOT_AFTER = {
    "村": re.compile(r"[级容规务医庄落寨镇子史志改貌]|民(?!委员会|政府)|集体|干部|组干部|组[、,。]"),
    "乡": re.compile(r"[镇村亲土愁下间情音贤邻俗]|党(?!委|支部|总支|[一-鿿]村)|振兴"),
    "镇": re.compile(r"[江痛静压定守雄远坪海赉沅宁康原平安乡]|化"),
    "街道": re.compile(r"两旁|[上两]|干部"),
    "社区": re.compile(r"干部|工作|矫正|服务|化|居民|治理|团购|卫生"),
}
# Stems that make a class of places, alone or at the end of a longer stem: 贫困村, 深度贫困村.
_GENERIC = re.compile(
    r".*(?:贫困|示范|行政|自然|中心|空心|城中|小康|重点|出列|退出|脱贫|文明|样板|美丽|传统|边境|"
    r"移民|搬迁|安置|帮扶|薄弱|涣散|后进|先进|明星|亿元|旅游|特色|生态|宜居|和美|数字|智慧|淘宝|"
    r"电商|"
    r"专业|试点|试验|周边|附近|偏远|邻近|整治|治理|精品|达标|未来|共富|富裕|联系|结对|挂点|挂钩|"
    r"定点|红色|摘帽|建制|产业|工业|经济|百强|千强|大多数|少数|多数|种粮|新型|民族|和谐|受灾|农业|"
    r"国有|家庭|"
    r"相关|所在|有关|一般|普通|革命老区|小山|大山|偏僻|所属|原|挂职|任职|驻守|城郊|市郊|沿海|沿江|"
    r"沿边|高山|高寒|深山|平原|丘陵|边远|落后|发达|"
    r"异国他|.*农|[西东]?[南北东西]?部?[一二三四五六七八九十两]|.+[一二三四五六七八九十两]个?|"
    r"[各本该每哪这那全整跨两几多数余个驻包进入返回下离还乡城村镇县])|"
    r"驻|包|进|入|返|回|下|环|邻|我|名|强|重|家|故|城|农|渔|山|集|水|老|他|她|异|归|还|离|思|侨|之|"
    r"牧|住|为|乡|同|外|此|古|一|二|三|四|五|六|七|八|九|十|百|千|万|户|在|小|村|镇|县|市|区|省|灾|"
    r"新|大|其|别|出|到|爱|建|修|扶|帮"
)
_ORDINAL_STEM = re.compile(r"^[\d一二三四五六七八九十百千万两几多]+个?$")
_BEFORE = "住处原今在赴到至来去往自距离经过沿像如以为是有等于"
_LEAD = re.compile(
    r"(?:家住|住在|地处|位于|原|今|在|赴|到|至|来|去|往|自|距|离|经|过|沿|像|如|以|为|是|有|等|及其|以及|包括|"
    r"访|抵|携|系|属)"
)
_SIDE = re.compile("东南|西南|东北|西北|[东南西北]部|境内|近郊|城郊")
# Between a place and a name further on, these end the place's phrase: 大湾村到|石桥乡.
_PARTING = frozenset("的到至在和与及是把被让从等跟了着过去赴抵访离距")
_VERB_CHARS = frozenset("带促进给把帮扶助推抓建改管治让使以要能会可应须及其所将")
_INTO = re.compile(r"(?:[到在赴抵]|走进|来到|位于|地处|前往|联系|其中|包括)$")
_LONGEST, _LONGEST_TRANSCRIBED = 4, 8


def settlements_of(view: str, places: Sequence[Mention]) -> list[Mention]:
    """LOC mentions of townships and villages; `places` are the division names found before.

    A name must begin at a mark, after a place or after a word that cannot be part of it. A name found
    so is then marked wherever it stands.
    """
    ends = {place.end for place in places}
    # 榆林 in 阳原县榆林关村 is no city but the head of a village's name.
    heads = {
        place.end: place.start
        for place in places
        if place.end - place.start == 2 and place.start in ends and view[place.end - 1] not in "县市区旗"
    }
    covered = {at for place in places for at in range(place.start, place.end)}
    # 农业农村 in 县农业农村局 is a field of work and no village.
    covered.update(at for start, end in lexicon("departments").scan(view) for at in range(start, end))
    names: dict[str, float] = {}
    marks: dict[tuple[int, int], float] = {}
    for hit in _SUFFIX.finditer(view):
        if hit.start() in covered:
            continue
        start = _start(view, hit.start(), ends - heads.keys(), hit[0])
        if start is None:
            continue
        town = hit[0] == "镇" and start in ends and not view.startswith("乡", hit.end())
        if _follows_as_word(view, hit.end(), hit[0]) and not town:
            continue
        led = _INTO.search(view, max(0, start - 2), start) is not None
        led |= view[start - 1 : start] == "、" and start - 1 in ends
        sure = _confidence(view[start : hit.start()], start in ends, hit[0], led=led)
        if sure:
            marks[start, hit.end()] = sure
            ends.add(hit.end())
            names[view[start : hit.end()]] = max(sure, names.get(view[start : hit.end()], 0.0))
    whole = [
        name for name in names if not any(name[cut:] in names for cut in range(1, max(1, len(name) - 2)))
    ]
    for start, end in Lexicon(name for name in whole if len(name) > 2).scan_all(view):
        name = view[start:end]
        if not _follows_as_word(view, end, _suffix_of(name)):
            marks.setdefault((start, end), names[name] - 0.05)
    return [Mention(start, end, "LOC", sure, "settlement") for (start, end), sure in marks.items()]


def _follows_as_word(view: str, end: int, suffix: str) -> bool:
    """Whether what stands behind a suffix that ends at `end` makes it part of another word: 乡镇, 村民."""
    barred = _NOT_AFTER.get(suffix)
    return barred is not None and barred.match(view, end) is not None


def _suffix_of(name: str) -> str:
    return next((suffix for suffix in _NOT_AFTER if name.endswith(suffix)), "")


def _start(view: str, end: int, ends: set[int], suffix: str) -> int | None:
    """Where the stem before `end` begins, or None where nothing parts it from what stands before."""
    if end in ends:
        # 嘎查达, 村村通: the suffix repeats the one before it.
        return None
    longest = 6 if suffix in ("嘎查", "苏木") else _LONGEST
    for start in range(end - 1, max(-1, end - _LONGEST_TRANSCRIBED - 1), -1):
        if not is_han(view[start]):
            break
        if start in ends and (end - start <= longest or is_transcribed(view[start:end])):
            if (side := _SIDE.match(view, start, end)) and side.end() < end - 1:
                start = side.end()
            return _behind_parting(view, start, end)
    start = phrase_start(view, end, limit=longest + 3)
    if (behind := _behind_parting(view, start, end)) is not None and behind - start > 1:
        return behind if end - behind > 1 else None
    while (lead := _LEAD.match(view, start, end)) and lead.end() < end:
        start = lead.end()
    if end - start == 4 and is_word(view[start : start + 2]) and not is_word(view[start + 2 : end]):
        # 联合|柳湾村: a word before a name of two characters.
        return start + 2
    opens = is_boundary(view, start) or view[start - 1] in _BEFORE
    return start if opens and 0 < end - start <= longest else None


def _behind_parting(view: str, start: int, end: int) -> int | None:
    """The start of a name after a place, behind the last character that parts the two."""
    for at in range(end - 1, start - 1, -1):
        if view[at] in _PARTING and not is_rooted(view, at):
            return at + 1 if at + 1 < end else None
    return start


def is_class(stem: str) -> bool:
    """Whether `stem` before a level makes a class of places and no name: 贫困|县, 示范|村."""
    return _GENERIC.fullmatch(stem) is not None


def _is_old_seat(stem: str) -> bool:
    """Whether a town is called after a county seat of the past: 老县|镇, 河镇|乡."""
    return len(stem) == 2 and stem[-1] in "县州镇" and stem[0] not in "各每该本全乡"


def _confidence(stem: str, after_place: bool, suffix: str, *, led: bool) -> float:
    """How sure a stem is a name: 0 where it is a class of places (贫困村) or a count (三个村).

    A name that is a common word (和平村, 石门镇) is believed after a place, or where it is `led` to or
    listed: 到石门镇, 白果乡、青龙镇.
    """
    if (
        not stem
        or _ORDINAL_STEM.match(stem)
        or not re.fullmatch(r"[一-鿿·]+", stem)
        or (is_class(stem) and not (after_place and suffix in "镇乡" and _is_old_seat(stem)))
    ):
        return 0.0
    if after_place:
        return 0.9 if len(stem) > 1 else 0.7
    if len(stem) == 1 or set(stem) & _VERB_CHARS or (suffix in ("社区", "街道") and not led):
        return 0.0
    if is_generic(stem):
        return 0.6 if led and len(stem) == 2 else 0.0
    return 0.8
