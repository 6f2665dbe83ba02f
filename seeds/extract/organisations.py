"""Organisations: national bodies, and party and government bodies at every level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from seeds.extract.institutions import compound_of, institutions_of
from seeds.extract.lexicon import Lexicon, lexicon, listed
from seeds.extract.mentions import Mention
from seeds.extract.vocabulary import is_boundary, is_word, straddled_right, words
from seeds.folding import is_han

_LEVEL = re.compile(r"自治区|省|市|县|区|旗|州|盟|乡|镇|村|街道")
_GRASSROOTS = ("乡", "镇", "村", "街道")
# What a level or a place opens: 县|委, 市|人大常委会, 旗|人民医院.
_CORE = re.compile(
    r"委常委会|委全会|委农村工作领导小组办公室|委农村工作领导小组|委政法委员会|委政法委|"
    r"委(?:(?:组织部|宣传部|统战部|农村工作部|农工部)(?!门)|农办|办公室|办公厅|办|党校|巡察办|编办|"
    r"网信办|文明办|老干部局|直属机关工委|农工办|政研室|改革办)|"
    r"委(?![员托派任屈婉培以会])|党委(?!政府)|党工委|工委|直工委|人大常委会|人大(?!代表|会议|力)|"
    r"人民政府办公室|人民政府|政府(?:办公室|办公厅|办)|政府(?!性|部门间|工作报告|网|购买|采购|主导|"
    r"投资|引导|债)|政协|"
    r"纪委监委|纪委|纪检委|监委|监察委员会|(?:中级|高级)?人民法院|法院|人民检察院|检察院|人武部|"
    r"武装部|总工会|工会|团委|妇联|工商联|残联|科协|文联|供销社|供销联社|管委会|党组(?!织)|"
    r"第?[一二三四五六七八九十]+[中小幼](?![级学])|人民医院|中医院|中医医院|妇幼保健院|疾控中心|"
    r"贸促会|红十字会|文旅局|职教中心|职业中学|职业技术学校|融媒体中心|广播电视台|电视台|博物馆|图书馆|文化馆|敬老院|"
    r"福利院|农商行|农信社|农村信用社|信用联社|党群服务中心"
)
_LOCAL_CORE = re.compile(
    r"党总支|党支部|党委(?!政府)|村民委员会|村委会|居委会|委会|民委员会|村两委|股份经济合作社|"
    r"经济合作社|卫生院|卫生室|中心校|中心小学|中心幼儿园|小学(?!生)|中学(?!生)|幼儿园|敬老院|"
    r"派出所|司法所|财政所|扶贫工作站|人民政府|政府|人大|纪委|便民服务中心"
)
_YOUTH = re.compile(r"(?<![一-鿿])团[省市县区旗州]委|(?<![集社代])团[省市县]委(?=[、书的和与])")
# What a committee or government sets up under its own name: 市委|脱贫攻坚联络组.
_UNDER = re.compile(
    r"办公室|办公厅|(?:组织部|宣传部|统战部|农村工作部)(?!门)|政法委|党校|脱贫攻坚[一-鿿]{2,4}组|"
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
    r"党组(?!织)|机关党委|机关党支部|办公厅|办公室|[一-鿿]{2,4}司(?![机法令])|[^\W的在和与及向对为]{2,8}?"
    r"(?:分行|支行|监管分局|分公司|分院|分社|调查总队|专业委员会|研究院|研究所|学部|(?:培训|研究|信息|发展|服务)中心)"
)
_ABOVE = ("国家", "中央", "全国", "中国")
# 中央 as the centre's committee, not as an adjective of something else.
_CENTRE = re.compile(
    r"中央(?!财政|预算|企业|单位|资金|投资|苏区|红军|空调|广场|公园|直属|层面|环保|一号|文件|电视|"
    r"广播|经济|农村|扶贫|城镇|民族|统战|政法|全会|会议|一级|商务|大学|储备|专项|定点|帮扶|机关|"
    r"部委|转移|补助|八项|领导|主要|统筹|管理|级|财|国家|和国家|巡视|军委)"
)
_COORDINATE = re.compile(r"(?:、(?:人大常委会|人大|政府|政协|纪委监委|纪委|监委)(?!代表|委员|部门|性))+")
_MISSION = re.compile(r"中国(?:常)?驻[一-鿿]{2,8}?(?:大使馆|总领事馆|总领馆|代表团|使团)")
# Media that datelines name: 长江网10月4日讯, 据财联社9月26日消息.
_DATELINE = re.compile(
    r"(?:^|[\n据])((?!据)[一-鿿]{2,7}(?:网|社|报|台|在线))(?=(?:[一-鿿]{2,6})?\d{1,2}月\d{1,2}日(?:讯|电|消息|报道))"
)
# What an institution has inside: 西南大学|党委, 县人民医院|党总支.
_COMMITTEE = re.compile(
    r"(?:直属)?(?:机关)?(?:党委(?![政会])|党总支|党支部|党组(?!织)|纪委|工会|团委)|附属[一-鿿]{0,8}?(?:医院|中学|小学|幼儿园)"
)
_COUNTED = re.compile(r"[\d一两三][个名位支家条项]$")
# Words that a level after them belongs to: 贫困|县政府 is no county government by name.
_QUALIFIERS = frozenset(listed("qualifiers"))


def organisations_of(view: str, places: Iterable[Mention], known: Iterable[str] = ()) -> list[Mention]:
    """The ORG mentions of a view. `places` are its LOC mentions; `known` are names of the profile.

    A body takes in the place right before it (赫章县|委), and nothing further to the left.
    """
    starts = {place.end: place.start for place in places}
    marks = [
        Mention(start, end, "ORG", 0.95, f"lexicon:ORG:{view[start:end]}")
        for start, end in Lexicon(known).scan(view)
    ]
    national = list(_national(view))
    marks += national
    marks += [Mention(*hit.span(), "ORG", 0.85, "organisation:中央") for hit in _CENTRE.finditer(view)]
    marks += _official(view, starts)
    marks += [Mention(*hit.span(), "ORG", 0.88, "organisation:团委") for hit in _YOUTH.finditer(view)]
    marks += _departmental(view, starts)
    marks += _coordinated(view, marks)
    institutions = list(institutions_of(view, {mark.end: mark.start for mark in national} | starts))
    marks += institutions
    marks += compound_of(view, [*national, *institutions], places)
    marks += [Mention(*hit.span(), "ORG", 0.85, "organisation:mission") for hit in _MISSION.finditer(view)]
    marks += [Mention(*hit.span(1), "ORG", 0.85, "organisation:medium") for hit in _DATELINE.finditer(view)]
    marks += _committees(view, marks)
    return [*marks, *_short_forms(view, marks)]


def chain_start(starts: Mapping[int, int], at: int) -> int:
    """The start of the run of place names that ends at `at`, or `at`."""
    while starts.get(at, at) < at:
        at = starts[at]
    return at


def _national(view: str) -> Iterator[Mention]:
    for start, end in lexicon("bodies").scan(view):
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


def _official(view: str, starts: Mapping[int, int]) -> Iterator[Mention]:
    """县委, 市政府, 赫章县委, 中共金寨县委, 库伦旗政府, 大坪村党支部."""
    for hit in _LEVEL.finditer(view):
        at, end = hit.span()
        core = _CORE.match(view, end)
        if (
            end in starts
            and (local := _LOCAL_CORE.match(view, end))
            and (not core or local.end() > core.end())
        ):
            core = local
        if not core:
            continue
        if end in starts:
            start = chain_start(starts, end)
        elif at in starts and hit[0] != "村":
            start = chain_start(starts, at)
        elif hit[0] not in _GRASSROOTS and _is_bare_level(view, at):
            start = at
        else:
            continue
        if view.startswith("中共", max(0, start - 2)):
            start -= 2
        below = _UNDER.match(view, core.end()) if core[0].endswith(("委", "政府")) else None
        yield Mention(start, below.end() if below else core.end(), "ORG", 0.9, f"organisation:{core[0]}")


def _is_bare_level(view: str, at: int) -> bool:
    """Whether a level without a name opens a body (县委), and is not the end of a word (城市|政府)."""
    if is_boundary(view, at) or view[at - 1] in "经原任届报请以为等当据访系赴抵":
        return view[at - 1 : at] not in ("各", "每", "该", "某", "本", "全")
    if _COUNTED.search(view[max(0, at - 3) : at]):
        return True
    before = view[at - 2 : at]
    return before in words() and before not in _QUALIFIERS and not is_word(view[at - 1 : at + 1])


def _departmental(view: str, starts: Mapping[int, int]) -> Iterator[Mention]:
    """县扶贫办, 山西省农业农村厅, 国家医保局: a level or a place, a field of work, a kind of office."""
    fields = lexicon("departments")
    for begin, end in fields.scan_all(view):
        stop = end
        while more := fields.at(view, stop + (view[stop : stop + 1] in ("和", "与"))):
            stop = more
        tail = _TAIL.match(view, stop) or _TAIL.match(view, end)
        if not tail:
            continue
        last = tail.end()
        while below := _BELOW_TAIL.match(view, last):
            last = below.end()
        start = _owner(view, begin, starts)
        if start is not None:
            yield Mention(start, last, "ORG", 0.9, f"organisation:{tail[0]}")


def _owner(view: str, begin: int, starts: Mapping[int, int]) -> int | None:
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
            return at if view[at:begin] not in _GRASSROOTS and _is_bare_level(view, at) else None
    return None


def _committees(view: str, marks: Iterable[Mention]) -> Iterator[Mention]:
    """The party committee, union or hospital of an institution, with the institution's name."""
    for mark in marks:
        if mark.rule.startswith("institution:") and (body := _COMMITTEE.match(view, mark.end)):
            yield Mention(mark.start, body.end(), "ORG", mark.confidence, mark.rule)


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
