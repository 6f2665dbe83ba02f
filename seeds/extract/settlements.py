"""Townships, villages and neighbourhoods, by grammar: no table holds their half a million names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from seeds.extract.field_words import departments, either
from seeds.extract.lexicon import Lexicon, listed, occurrences
from seeds.extract.mentions import Mention
from seeds.extract.names import is_transcribed, sounds_foreign
from seeds.extract.vocabulary import (
    is_boundary,
    is_function,
    is_generic,
    is_governing,
    is_rooted,
    is_word,
    phrase_start,
)
from seeds.folding import is_han
from seeds.profile import NO_WORDS, Words

_SUFFIX = re.compile(r"嘎查|苏木|街道|社区|镇|乡|村|屯(?!垦|兵|昌)|林场|农场|牧场")
# What makes the suffix part of another word: 乡镇, 村民, 镇江.
_NOT_AFTER = {
    "村": re.compile(r"[级容规务医庄落寨镇子史志改貌]|民(?!委员会|政府)|集体|干部|组干部|组[、,。]"),
    "乡": re.compile(r"[镇村亲土愁下间情音贤邻俗]|党(?!委|支部|总支|[一-鿿]村)|振兴"),
    "镇": re.compile(r"[江痛静压定守雄远坪海赉沅宁康原平安乡]|化"),
    "街道": re.compile(r"两旁|[上两]|干部"),
    "社区": re.compile(r"干部|工作|矫正|服务|化|居民|治理|团购|卫生"),
}
# Stems that make a class of places at the end of a longer stem too, beside those of the profile: 重点示范村.
_CLASS = (
    r"贫困|空壳|示范|行政|自然|中心|空心|城中|小康|重点|文明|样板|美丽|传统|边境|"
    r"移民|搬迁|安置|薄弱|涣散|后进|先进|明星|亿元|旅游|特色|生态|宜居|和美|数字|智慧|淘宝|"
    r"电商|"
    r"专业|试点|试验|周边|附近|偏远|邻近|整治|治理|精品|达标|未来|共富|富裕|联系|挂点|挂钩|"
    r"定点|红色|建制|产业|工业|经济|百强|千强|大多数|少数|多数|种粮|新型|民族|和谐|受灾|农业|"
    r"国有|家庭|"
    r"相关|所在|有关|一般|普通|革命老区|小山|大山|偏僻|所属|原|挂职|任职|驻守|城郊|市郊|沿海|沿江|"
    r"沿边|高山|高寒|深山|平原|丘陵|边远|落后|发达|"
    r".*[接担出兼连上现历前时选就]任|异国他|.+之|.*[走逐挨]|城边|..[兴富立强护靓]|.*农|[西东]?[南北东西]?部?[一二三四五六七八九十两]|.+[一二三四五六七八九十两]个?|"
    r"[各本该每哪这那全整跨两几多数个驻包入返回离还乡村镇县]|(?<![前跃奋永])进|[十百千万几数多]余|..+[下城]|"
    # 接任|村支书, 当选|村主任: what a person becomes in a village.
    r"[接担出兼调离就现上卸改续历]任|[当竞推评]选|选为|当上|空壳"
)
# Stems that make one by themselves: 驻村, 农村.
_CLASS_ALONE = (
    r"驻|包|进|入|返|回|下|环|邻|我|名|强|重|家|故|城|农|渔|山|集|水|老|他|她|异|归|还|离|思|侨|之|"
    r"牧|住|为|乡|同|外|此|古|一|二|三|四|五|六|七|八|九|十|百|千|万|户|在|小|村|镇|县|市|区|省|灾|"
    r"新|大|其|别|出|到|爱|建|修|扶|帮|余|穿|绕|临|靠|治|问|[小省市县区州旗盟进入返离近各沿向国村乡]城"
)
_ORDINAL_STEM = re.compile(r"^[\d一二三四五六七八九十百千万两几多]+个?$")
_BEFORE = "据住处原今在赴到至来去往自距离经过沿像如以为是有等于"
_LEAD = re.compile(
    r"(?:家住|住在|地处|位于|原|今|在|赴|到|至|来|去|往|自|距|离|经|过|沿|像|如|以|为|是|有|等|据|及其|以及|包括|[县市旗](?=城[关郊])|"
    r"访|抵|携|系|属)"
)
_CLASS_HEADS = re.compile("[水老故家他异侨茶果山同]乡|[小重名强集]镇")
# What a village lies below: 大榕树|下村.
_ABOVE_IT = tuple("山岭树坡岩石坝桥湾坪坎崖寨田塘林竹榕樟楼堰洞")
# A village right behind a township: 平安镇|幸福村.
_TOWN = re.compile("[镇乡](?!村)")
_VILLAGE = re.compile("(?![各全本该每等和的村镇乡])[一-鿿]{1,3}?村(?![级委庄落])")
_AFTER_NEIGHBOURHOOD = re.compile(r"$|[^一-鿿]|[的有共和位]|居民|党[委总支群]|[一-鿿]{2,4}?社区")
_PEOPLE = re.compile("村(?:民|干部|支书)")
# 硬化|通村|公路: the level belongs to a verb.
_TO_EACH = re.compile(
    r"(?<=[通进入连到串绕联])村(?=公路|道路|路|水泥|硬化|油路|沥青|客|班车|组|入户|到户|达户|畅)"
)
_SIDE = re.compile("东南|西南|东北|西北|[东南西北]部|境内|近郊|城郊")
# What would make 村 part of a word, but for the name before it: 何桥村|集体经济.
_OF_KNOWN = re.compile("集体|干部")
# Between a place and a name further on, these end the place's phrase: 大湾村到|石桥乡.
_PARTING = frozenset("的到至在和与及是把被让从等跟了着过去赴抵访离距")
_CLASS_NEW = "(?:移民|搬迁|安置|和美|美丽|宜居|文明|小康|示范)"
# 建成|和美新村: the character begins a word.
_NO_PARTING = re.compile(r"和[美谐平睦]|与会|是非|把[关控]|从[业军教]")
_VERB_CHARS = frozenset("他她我你它带促进给把帮扶助推抓建改管治让使以要能会可应须及其所将")
# What one and the same name may have before it, and be another village's: 大|河坝村, 上|梅岭村.
_KIN = frozenset("大小上下东西南北中新老前后里外")
_INTO = re.compile(r"(?:[到在赴抵]|走进|来到|位于|地处|前往|联系|其中|包括)$")
_LONGEST, _LONGEST_TRANSCRIBED = 4, 8


def settlements_of(view: str, places: Sequence[Mention], words: Words = NO_WORDS) -> list[Mention]:
    """LOC mentions of townships and villages; `places` are the division names found before, `words` the
    profile's.

    A name must begin at a mark, after a place or after a word that cannot be part of it. A name found
    so is then marked wherever it stands.
    """
    ends = {place.end for place in places}
    heads = {place.end for place in places if _is_head(view, place, ends)}
    covered = {at for place in places for at in range(place.start, place.end)}
    # 农业农村 in 县农业农村局 is a field of work and no village.
    fields = departments(words.departments).scan(view)
    covered.update(at for start, end in fields for at in range(start, end))
    names: dict[str, float] = {}
    marks: dict[tuple[int, int], float] = {}
    for hit in _SUFFIX.finditer(view):
        if hit.start() in covered or _TO_EACH.match(view, hit.start()):
            continue
        if _is_epithet(view, hit):
            continue
        start = _start(view, hit.start(), ends - heads, hit[0])
        if start is None or (start and _NO_PARTING.match(view, start - 1)):
            continue
        village = hit[0] in ("镇", "乡") and _VILLAGE.match(view, hit.end()) is not None
        town = village or (
            start in ends
            and (not view.startswith("乡", hit.end()) if hit[0] == "镇" else _is_township(view, start, hit))
        )
        if _follows_as_word(view, hit.end(), hit[0]) and not town:
            continue
        into = _INTO.search(view, max(0, start - 2), start) is not None
        listed = view[start - 1 : start] in ("、", "和", "及", "与") and start - 1 in ends
        listed |= into and view[hit.end() : hit.end() + 1] == "、"
        opens = start == 0 or not is_han(view[start - 1])
        led = listed or into or (opens and hit[0] in ("镇", "乡"))
        alone = opens and _AFTER_NEIGHBOURHOOD.match(view, hit.end()) is not None
        sure = _confidence(
            view[start : hit.start()], start in ends, hit[0], words, led=led, listed=listed, alone=alone
        )
        if sure:
            marks[start, hit.end()] = sure
            ends.add(hit.end())
            names[view[start : hit.end()]] = max(sure, names.get(view[start : hit.end()], 0.0))
    for name in _swallowing(view, names, marks, ends):
        del names[name]
        marks = {span: sure for span, sure in marks.items() if view[slice(*span)] != name}
    whole = [
        name
        for name in names
        if name[0] in _KIN or not any(name[cut:] in names for cut in range(1, max(1, len(name) - 2)))
    ]
    for start, end in Lexicon(name for name in whole if len(name) > 2).scan_all(view):
        name = view[start:end]
        if _OF_KNOWN.match(view, end) or not _follows_as_word(view, end, _suffix_of(name)):
            marks.setdefault((start, end), names[name] - 0.05)
    return [Mention(start, end, "LOC", sure, "settlement") for (start, end), sure in marks.items()]


def _is_epithet(view: str, suffix: re.Match[str]) -> bool:
    """Whether the level ends what quotation marks hold, so that it is what people call a place: “空心村”."""
    opening = view.rfind("“", max(0, suffix.start() - _LONGEST - 1), suffix.start())
    return opening >= 0 and view.startswith("”", suffix.end()) and "”" not in view[opening : suffix.end()]


def _swallowing(
    view: str, names: Mapping[str, float], marks: Mapping[tuple[int, int], float], ends: set[int]
) -> list[str]:
    """The names that took in the word before a name which stands cleanly elsewhere: 细数|何桥村."""
    clean = Counter(view[start:end] for start, end in marks if start in ends or is_boundary(view, start))
    found = []
    for name in names:
        times = occurrences(view, name)
        for cut in range(1, len(name) - 2):
            rest = name[cut:]
            own = clean[rest]
            if rest not in names or not own or (cut == 1 and name[0] in _KIN):
                continue
            if own > times or (own == times and cut > 1 and clean[name] <= own):
                found.append(name)
                break
    return found


def _is_head(view: str, place: Mention, ends: set[int]) -> bool:
    """Whether a short name of two characters is no city, but the head of a settlement's name: 榆林 in
    阳原县榆林关村, 安阳 in 安阳镇."""
    if place.end - place.start != 2 or view[place.end - 1] in "县市区旗":
        return False
    town = _TOWN.match(view, place.end)
    return place.start in ends or (town is not None and not _follows_as_word(view, town.end(), town[0]))


def _follows_as_word(view: str, end: int, suffix: str) -> bool:
    """Whether what stands behind a suffix that ends at `end` makes it part of another word: 乡镇, 村民."""
    barred = _NOT_AFTER.get(suffix)
    return barred is not None and barred.match(view, end) is not None


def _is_township(view: str, start: int, suffix: re.Match[str]) -> bool:
    """Whether 乡村 behind a place is a township and its people: 某县柘林|乡|村民, and no 山区乡村."""
    stem = view[start : suffix.start()]
    return suffix[0] == "乡" and _PEOPLE.match(view, suffix.end()) is not None and not is_generic(stem)


def _is_foreign(stem: str) -> bool:
    """Whether a long stem writes the sounds of another language: 托万克麦盖提."""
    return is_transcribed(stem) or (sounds_foreign(stem) and not is_word(stem[-2:]))


def _suffix_of(name: str) -> str:
    return next((suffix for suffix in _NOT_AFTER if name.endswith(suffix)), "")


def _start(view: str, end: int, ends: set[int], suffix: str) -> int | None:
    """Where the stem before `end` begins, or None where nothing parts it from what stands before."""
    if end in ends:
        # 嘎查达, 村村通: the suffix repeats the one before it.
        return None
    longest = 6 if suffix in ("嘎查", "苏木") else _LONGEST
    if view[end - 1] == "族":
        # 洪塘白族|乡: the people belongs to the name.
        longest = _LONGEST_TRANSCRIBED
    for start in range(end - 1, max(-1, end - _LONGEST_TRANSCRIBED - 1), -1):
        if not is_han(view[start]):
            break
        if start in ends and (end - start <= longest or _is_foreign(view[start:end])):
            if (side := _SIDE.match(view, start, end)) and side.end() < end - 1:
                start = side.end()
            return _behind_parting(view, _behind_verbs(view, start, end), end)
    start = phrase_start(view, end, limit=longest + 3)
    if (behind := _behind_parting(view, start, end)) is not None and behind - start > 1:
        return behind if end - behind > 1 else None
    while (lead := _LEAD.match(view, start, end)) and lead.end() < end:
        if is_word(view[lead.end() - 1 : lead.end() + 1]):
            # 经济|强镇, 沿河|村: the character begins a word.
            break
        start = lead.end()
    if end - start == 4 and is_word(view[start : start + 2]) and not is_word(view[start + 2 : end]):
        # 联合|柳湾村: a word before a name of two characters.
        return start + 2
    start = _behind_deed(view, start, end)
    opens = is_boundary(view, start) or view[start - 1] in _BEFORE or view[start - 2 : start] in _deeds()
    return start if opens and 0 < end - start <= longest else None


def _behind_verbs(view: str, start: int, end: int) -> int:
    """The start of a name after a place, behind verbs that tell where the place is: 何桥村|位于|石桥乡."""
    while end - start > 2 and is_governing(view[start : start + 2]):
        start += 2
    return start


@cache
def _deeds() -> frozenset[str]:
    return frozenset(listed("transitive"))


def _behind_deed(view: str, start: int, end: int) -> int:
    """The start of a name behind what is done with the place: 实地调研|八仙洞村."""
    behind = (at for at in range(end - 2, start + 1, -1) if view[at - 2 : at] in _deeds())
    return next((at for at in behind if not is_word(view[at - 1 : at + 1])), start)


def _behind_parting(view: str, start: int, end: int) -> int | None:
    """The start of a name after a place, behind the last character that parts the two."""
    for at in range(end - 1, start - 1, -1):
        if view[at] in _PARTING and not is_rooted(view, at):
            return at + 1 if at + 1 < end else None
    return start


def is_class(stem: str, words: Words = NO_WORDS) -> bool:
    """Whether `stem` before a level makes a class of places and no name: 山区|县, 示范|村."""
    return _generic(words.places).fullmatch(stem) is not None


@lru_cache(maxsize=4)
def _generic(added: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f".*(?:{_CLASS}|{_CLASS_NEW}新|{either(added)})|{_CLASS_ALONE}")


def _is_old_seat(stem: str) -> bool:
    """Whether a town is called after a county seat or a village of the past: 老县|镇, 河镇|乡, 坪村|镇."""
    return len(stem) == 2 and stem[-1] in "县州镇村" and stem[0] not in "各每该本全乡农"


def _is_seat_or_site(stem: str, suffix: str) -> bool:
    """Whether what looks like a class is the name of a former seat or a site."""
    return _is_old_seat(stem) if suffix in ("镇", "乡") else suffix == "村" and _is_below(stem)


def _is_below(stem: str) -> bool:
    """Whether a village is called after where it lies: 古城|村, 大榕树下|村, but not 科技下|村."""
    return stem[-1] == "城" or stem[-2:-1] in _ABOVE_IT


def _ends_in_word(stem: str, suffix: str) -> bool:
    """Whether the suffix belongs to a word of its own behind other words: 贫困|老乡, 江南|水乡, 少|下乡."""
    if suffix not in "乡镇" or len(stem) < 3:
        return suffix == "乡" and stem[-1] in "下余"
    if _CLASS_HEADS.fullmatch(stem[-1] + suffix):
        return True
    return stem.endswith("年古") or (is_word(stem[-1] + suffix) and is_generic(stem[:-1]))


def _confidence(
    stem: str, after_place: bool, suffix: str, words: Words, *, led: bool, listed: bool, alone: bool
) -> float:
    """How sure a stem is a name: 0 where it is a class of places (示范村) or a count (三个村).

    A name that is a common word (和平村, 石门镇) is believed after a place, or where it is `led` to or
    `listed`: 到石门镇, 白果乡、青龙镇. So is a township that opens a clause. One of a single character is
    believed in a list too: 赵村和武村. A neighbourhood must be led to, or stand between marks or particles
    (`alone`): 夯实社区排查 has none.
    """
    if (
        not stem
        or _ORDINAL_STEM.match(stem)
        or not re.fullmatch(r"[一-鿿·]+", stem)
        or _ends_in_word(stem, suffix)
        or (is_class(stem, words) and not ((after_place or listed) and _is_seat_or_site(stem, suffix)))
    ):
        return 0.0
    if after_place:
        return 0.9 if len(stem) > 1 else 0.7
    if len(stem) == 1:
        return 0.65 if listed and not is_function(stem) else 0.0
    if set(stem) & _VERB_CHARS or (suffix in ("社区", "街道") and not (led or alone)):
        return 0.0
    if is_generic(stem):
        return 0.6 if led and len(stem) == 2 else 0.0
    return 0.8
