"""Organisations: national bodies, and party and government bodies at every level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from seeds.extract.field_words import bodies, departments, either, qualifiers
from seeds.extract.institutions import compound_of, institutions_of
from seeds.extract.lexicon import Lexicon
from seeds.extract.media import media_of
from seeds.extract.mentions import Mention
from seeds.extract.short_organisations import short_organisations_of
from seeds.extract.subordinates import missions_of, units_of
from seeds.extract.vocabulary import is_boundary, is_word, straddled_right
from seeds.folding import is_han
from seeds.profile import NO_WORDS, Words

_LEVEL = re.compile(r"自治区|省|市|县|区|旗|州|盟|乡|镇|村|街道")
_GRASSROOTS = ("乡", "镇", "村", "街道")
# What a level or a place opens: 县|委, 市|人大常委会, 旗|人民医院.
_CORE = re.compile(
    r"委常委会|委全会|委农村工作领导小组办公室|委农村工作领导小组|委政法委员会|委政法委|"
    r"委(?:(?:组织部|宣传部|统战部|农村工作部|农工部)(?!门)|农办|办公室|办公厅|办|党校|巡察办|编办|"
    r"网信办|文明办|老干部局|直属机关工委|农工办|政研室|改革办)|"
    r"委(?![员托派任屈婉培以会])|党委(?!政府)|(?:临时)?党工委(?:\(管委会\)|(?=[^一-鿿]|书记|副书记|委员))|党工委|工委|直工委|人大常委会|人大(?!代表|会议|力)|"
    r"人民政府办公室|人民政府|政府(?:办公室|办公厅|办)|政府(?!性|部门间|工作报告|网|购买|采购|主导|"
    r"投资|引导|债)|政协|"
    r"纪委监委|纪委|纪检委|监委|监察委员会|(?:中级|高级)?人民法院|法院|人民检察院|检察院|人武部|"
    r"武装部|总工会|工会|团委|妇联|工商联|残联|科协|文联|供销社|供销联社|管委会|党组(?!织)|"
    r"第?[一二三四五六七八九十]+[中小幼](?![级学])|人民医院|中医院|中医医院|妇幼保健院|疾控中心|"
    r"贸促会|红十字会|文旅局|职教中心|职业中学|职业技术学校|融媒体中心|广播电视台|电视台|博物馆|图书馆|文化馆|敬老院|"
    r"农办(?![法事理])|福利院|农商行|农信社|农村信用社|信用联社|党群服务中心"
)
_LOCAL_CORE = re.compile(
    r"“[^“”\n]{2,10}”[一-鿿]{0,6}?(?:服务站|工作站|服务中心|工作室|驿站|调解室)|(?:临时|联合)?党(?:总支|支部|工委)(?:\(管委会\))?|党委(?!政府)|村民委员会|村委会|居委会|委会|民委员会|村两委|股份经济合作社|"
    r"经济合作社|卫生院|卫生室|中心校|中心小学|中心幼儿园|小学(?!生)|中学(?!生)|幼儿园|敬老院|"
    r"派出所|司法所|财政所|人民政府|政府|人大|纪委|便民服务中心"
)
# What stands for the one village or township of an article, as 县委 for its county.
_OF_GRASSROOTS = re.compile(
    r"村(?:党支部|党总支|委会)|[镇乡](?:党委(?!政府)|人民政府(?!所在)|政府(?!性|所在|驻地|大院)|人大(?!代表)|纪委)|街道(?:党工委|办事处)"
)
_YOUTH = re.compile(r"团(?:(?<![一-鿿].)[省市县区旗州]委|(?<![集社代].)[省市县]委(?=[、书的和与]))")
# What a committee or government sets up under its own name, beside groups for the profile's fields of work.
_UNDER = (
    r"办公室|办公厅|新闻办公室|新闻办(?![法事理公])|参事室|研究室|(?:组织部|宣传部|统战部|农村工作部)(?!门)|政法委|党校|"
    r"[一-鿿]{2,8}领导小组办公室|[一-鿿]{2,8}领导小组|政策研究室|督查室|信息中心"
)
_TAIL = re.compile(
    r"总局|局(?![面部限势])|厅(?!级|官|长级)|委员会办公室|委员会(?!议)|委办公室|"
    r"委(?![员托派任屈婉培])|工作领导小组办公室|工作领导小组|领导小组办公室|领导小组|指挥部办公室|"
    r"指挥部|办公室|办公厅|办(?![法事理好公学了起得成案结实证校点班])|"
    r"部(?![门分署队落]|长级)|联席会议办公室|联席会议|工作站|服务中心|中心(?![任工城村小地思内])|"
    r"总站|大队|支队|分局|联合会|总社|监督站|推广站"
)
_BELOW_TAIL = re.compile(r"专责工作组|办公室|党组(?!织)|党委|机关党支部|机关党委")
_NATIONAL_TAIL = re.compile(
    r"党组(?!织)|机关党委|机关党支部|办公厅|办公室|[一-鿿]{2,4}?司(?![机法令])|[^\W的在和与及向对为]{0,8}?"
    r"(?:分行|支行|监管分局|分公司|分院|分社|调查总队|专业委员会|研究院|研究所|学部|(?:培训|研究|信息|发展|服务)中心)"
)
_ABOVE = ("国家", "中央", "全国", "中国")
# Where 中央 is an adjective and not the centre's committee; also before the profile's words for works.
_OF_THE_CENTRE = (
    r"财政|预算|企业|单位|资金|投资|苏区|红军|空调|广场|公园|直属|层面|环保|一号|文件|电视|"
    r"广播|经济|农村|城镇|民族|统战|政法|全会|会议|一级|商务|大学|储备|专项|定点|机关|"
    r"部委|转移|补助|八项|领导|主要|统筹|管理|级|财|国家|和国家|巡视|军委"
)
_COORDINATE = re.compile(r"(?:、(?:人大常委会|人大|政府|政协|纪委监委|纪委|监委)(?!代表|委员|部门|性))+")
_MISSION = re.compile(r"中国(?:常)?驻[一-鿿]{2,8}?(?:大使馆|总领事馆|总领馆|代表团|使团)")
# What an institution has inside: 西南大学|党委, 县人民医院|党总支.
_COMMITTEE = re.compile(
    r"(?:直属)?(?:机关)?(?:党委(?![政会])|党总支|党支部|党组(?!织)|纪委|工会|团委)|附属[一-鿿]{0,8}?(?:医院|中学|小学|幼儿园)"
)
_COUNTED = re.compile(r"[\d一两三][个名位支家条项]$")


def organisations_of(
    view: str, places: Iterable[Mention], known: tuple[str, ...] = (), words: Words = NO_WORDS
) -> list[Mention]:
    """The ORG mentions of a view. `places` are its LOC mentions; `known` names and `words` the profile's.

    A body takes in the place right before it (赫章县|委), and nothing further to the left.
    """
    places = list(places)
    starts = {place.end: place.start for place in places}
    national = list(_national(view, bodies(known)))
    marks = list(national)
    marks += [
        Mention(*hit.span(), "ORG", 0.85, "organisation:中央") for hit in _centre(words.works).finditer(view)
    ]
    marks += _official(view, starts, words)
    marks += _grassroots(view, starts)
    marks += [Mention(*hit.span(), "ORG", 0.88, "organisation:团委") for hit in _YOUTH.finditer(view)]
    marks += _departmental(view, starts, words)
    marks += _coordinated(view, marks)
    institutions = list(institutions_of(view, {mark.end: mark.start for mark in national} | starts, words))
    marks += institutions
    marks += compound_of(view, [*national, *institutions], places)
    marks += [Mention(*hit.span(), "ORG", 0.85, "organisation:mission") for hit in _MISSION.finditer(view)]
    marks += missions_of(view, starts, places)
    marks += media_of(view)
    marks += _committees(view, marks)
    marks += list(units_of(view, marks))
    shorts = list(short_organisations_of(view, marks, places))
    marks = [mark for mark in marks if not _reached(view, mark, shorts)]
    return [*marks, *_short_forms(view, marks), *shorts]


@lru_cache(maxsize=4)
def _centre(works: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"中央(?!{_OF_THE_CENTRE}|{either(works)})")


@lru_cache(maxsize=4)
def _under(fields: tuple[str, ...]) -> re.Pattern[str]:
    """What a committee sets up: 市委|办公室, and for a field of the profile 市委|脱贫攻坚联络组."""
    return re.compile(rf"{_UNDER}|{either(fields)}[一-鿿]{{2,4}}组")


def chain_start(starts: Mapping[int, int], at: int) -> int:
    """The start of the run of place names that ends at `at`, or `at`."""
    while starts.get(at, at) < at:
        at = starts[at]
    return at


def _national(view: str, known: Lexicon) -> Iterator[Mention]:
    for start, end in known.scan(view):
        if view[end - 1] in "部委局办" and view[end : end + 1] in ("门", "员", "面"):
            continue
        if end - start == 2 and _is_part(view, start, end):
            continue
        tail = _NATIONAL_TAIL.match(view, end)
        yield Mention(start, tail.end() if tail else end, "ORG", 0.95, f"lexicon:ORG:{view[start:end]}")


def _is_part(view: str, start: int, end: int) -> bool:
    """Whether a short name is part of other words: 京东 in 北京东部."""
    glued = start > 0 and is_han(view[start - 1]) and is_word(view[start - 1 : start + 1])
    return glued or straddled_right(view, end)


def _official(view: str, starts: Mapping[int, int], words: Words) -> Iterator[Mention]:
    """县委, 市政府, 赫章县委, 中共金寨县委, 库伦旗政府, 大坪村党支部."""
    for hit in _LEVEL.finditer(view):
        at, end = hit.span()
        core, local = _CORE.match(view, end), _LOCAL_CORE.match(view, end) if end in starts else None
        if local and (not core or local.end() > core.end()):
            core = local
        if not core:
            continue
        if end in starts:
            # A village's body is named after the village alone, and not after its township and county too.
            start = starts[end] if core is local and hit[0] == "村" else chain_start(starts, end)
        elif at in starts and hit[0] != "村":
            start = chain_start(starts, at)
        elif hit[0] not in _GRASSROOTS and _is_bare_level(view, at, words):
            start = at
        else:
            continue
        if view.startswith("中共", max(0, start - 2)):
            start -= 2
        owns = core[0].endswith(("委", "政府"))
        below = _under(words.departments).match(view, core.end()) if owns else None
        yield Mention(start, below.end() if below else core.end(), "ORG", 0.9, f"organisation:{core[0]}")


def _grassroots(view: str, starts: Mapping[int, int]) -> Iterator[Mention]:
    """镇党委, 村党支部: the bodies of the article's own township or village, not of each or of several."""
    for hit in _OF_GRASSROOTS.finditer(view):
        at = hit.start()
        several = view[at - 1 : at] in (*"各每该某本全有”",) or re.search(
            "[省市县区旗镇乡]、$", view[max(0, at - 2) : at]
        )
        if is_boundary(view, at) and not several and at + 1 not in starts:
            yield Mention(*hit.span(), "ORG", 0.8, "organisation:grassroots")


def _is_bare_level(view: str, at: int, words: Words) -> bool:
    """Whether a level without a name opens a body (县委), and is not the end of a word (城市|政府)."""
    if is_boundary(view, at) or view[at - 1] in "经原任届报请以为等当据访系赴抵":
        return view[at - 1 : at] not in ("各", "每", "该", "某", "本", "全")
    if _COUNTED.search(view[max(0, at - 3) : at]):
        return True
    before = view[at - 2 : at]
    qualified = before in qualifiers(words.places)
    return is_word(before) and not qualified and not is_word(view[at - 1 : at + 1])


def _departmental(view: str, starts: Mapping[int, int], words: Words) -> Iterator[Mention]:
    """县林业局, 山西省农业农村厅, 国家医保局: a level or a place, a field of work, a kind of office."""
    fields = departments(words.departments)
    for begin, end in fields.scan_all(view):
        stop = end
        while more := fields.at(view, stop + (view[stop : stop + 1] in ("和", "与"))):
            stop = more
        tail = _TAIL.match(view, stop) or (_TAIL.match(view, end) if stop > end else None)
        if not tail:
            continue
        last = tail.end()
        while below := _BELOW_TAIL.match(view, last):
            last = below.end()
        start = _owner(view, begin, starts, words)
        if start is not None:
            yield Mention(start, last, "ORG", 0.9, f"organisation:{tail[0]}")


def _owner(view: str, begin: int, starts: Mapping[int, int], words: Words) -> int | None:
    """Where the owner of an office that begins at `begin` starts: a place, a level, or 国家 and its like."""
    if begin in starts:
        return chain_start(starts, begin)
    if view[max(0, begin - 2) : begin] in _ABOVE:
        return begin - 2
    if re.fullmatch(r"[省市县区旗]委", view[max(0, begin - 2) : begin]):
        begin -= 1
    for size in (3, 1):
        at = begin - size
        if at >= 0 and _LEVEL.fullmatch(view, at, begin):
            if at in starts or begin in starts:
                return chain_start(starts, begin if begin in starts else at)
            bare = view[at:begin] not in _GRASSROOTS and _is_bare_level(view, at, words)
            return at if bare else None
    return None


def _committees(view: str, marks: Iterable[Mention]) -> Iterator[Mention]:
    """The party committee, union or hospital of an institution, with the institution's name."""
    for mark in marks:
        if mark.rule.startswith("institution:") and (body := _COMMITTEE.match(view, mark.end)):
            yield Mention(mark.start, body.end(), "ORG", mark.confidence, mark.rule)


def _reached(view: str, mark: Mention, shorts: Iterable[Mention]) -> bool:
    """Whether `mark` is a short name with the verb before it: 去|众鑫合作社."""
    if not mark.rule.startswith("institution:") or view[mark.start] not in "去到来进找问给随跟从靠":
        return False
    return any(short.end == mark.end and short.start == mark.start + 1 for short in shorts)


def _coordinated(view: str, marks: Iterable[Mention]) -> Iterator[Mention]:
    """Bodies that share the level before them: 市人大|、政协."""
    for end in {mark.end for mark in marks}:
        if row := _COORDINATE.match(view, end):
            at = end
            for name in row[0][1:].split("、"):
                yield Mention(at + 1, at + 1 + len(name), "ORG", 0.8, "organisation:coordinated")
                at += 1 + len(name)


def _short_forms(view: str, marks: Iterable[Mention]) -> Iterator[Mention]:
    """中国足协 read once makes 足协 known."""
    shorts = {
        view[mark.start + 2 : mark.end]
        for mark in marks
        if view[mark.start : mark.start + 2] in ("中国", "国家")
        and 2 <= mark.end - mark.start - 2 <= 4
        and view[mark.end - 1] in "协联委办局"
    }
    for short in sorted(shorts):
        if not is_word(short) or short[-1] in "协联":
            for hit in re.finditer(re.escape(short), view):
                yield Mention(*hit.span(), "ORG", 0.8, "organisation:short")
