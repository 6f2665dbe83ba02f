"""Events: congresses, meetings and campaigns that have a name."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from seeds.extract.anchored import anchored
from seeds.extract.field_words import alternatives
from seeds.extract.lexicon import indexed
from seeds.extract.mentions import Mention
from seeds.extract.sessions import sessions_of
from seeds.extract.vocabulary import is_boundary, is_function, is_rooted, phrase_start
from seeds.profile import NO_WORDS, Words

_SESSION = r"(?:十[一二三四五六七八九]|二十)"
_CONGRESS = anchored(
    rf"(?:中国共产党)?(?:党的)?(?:第?(?:{_SESSION}|[七八九])次全国代表大会|{_SESSION}大(?=$|"
    rf"[^学中力会米队门道田街棚户]))|"
    rf"(?:中共|党的)?{_SESSION}届[一二三四五六七八]中(?:(?:全会)?[、和及][一二三四五六七八]中)*全会|“全国两会”|"
    r"(?:中央|全国|[全][省市区县州旗]|[省市县区旗]委)(?:农村|经济|城镇化|统战|民族|"
    r"政法|宣传思想|人才|组织|教育|科技|城市)(?:暨[一-鿿]{2,6})?工作会议",
    "十[一二三四五六七八九]|二十|次全国代表大会|全国两会|工作会议",
    # Of the longest: 全省|宣传思想|暨……工作会议.
    reach=2 + 4 + 7,
)
_CAMPAIGN_HEADS = (
    "主题教育实践活动|主题教育活动|主题教育|专题教育|学习教育活动|学习教育|教育实践活动|"
    "主题实践活动|实践活动|主题活动|创建活动|专项整治行动|专项行动|集中行动|大行动|"
    "行动(?![力上起计方纲指])|大会战|会战|战役|专项治理|专项整治|大走访|大讨论|"
    "活动(?![室中场量])|大赛|比赛|竞赛|论坛|峰会|文化节|旅游节|丰收节|艺术节|采摘节|购物节|消费节|美食节|歌圩节|火把节|运动会|"
    "推介会|招商会|展销会|博览会|洽谈会|对接会|招聘会|推进大?会|座谈会|现场会|动员大?会|誓师大会|表彰大会|研讨会"
)
_CAMPAIGN = re.compile(rf"(?:“[^“”\n]{{1,40}}”){{1,3}}[^\W的]{{0,6}}?(?<!犯罪)(?<!违法)(?:{_CAMPAIGN_HEADS})")
_OF_FORMULA = re.compile(r"“[一二三四五六七八九十两][^“”、]{1,4}”行动")
# What a campaign of limited time calls itself inside the marks; a standing “富民行动” is a programme.
_QUOTED_HEAD = re.compile(
    r"“(?![一二三四五六七八九十两]{1,2}大)[^“”\n]{2,14}(?:战役|会战|攻坚战|攻势|(?:集中|专项|百日|攻坚|清零|突击|大排查)行动|"
    r"(?:春|夏|秋|冬|[一-鿿]季)[一-鿿]{0,4}行动|(?:宣传|活动|服务|行动|消费|帮扶)[月周季]|(?:文化|旅游|购物|美食|艺术|丰收)节)”"
)
# 百色起义, 秋收起义.
_UPRISING = anchored(
    r"(?!农民|武装|奴隶|工人|发动|举行|领导|参加)[一-鿿]{2}起义(?!军|者|人|部队)", "起义", reach=2
)
# What is held and has no class behind its marks: 举办“鲁企走进甘肃”.
_HELD = re.compile(
    r"(?<=举办)了?(?P<row>(?:“[^“”\n]{3,16}”[、和及与]?)+)(?![一-鿿]{1,4}节|[一-鿿]{0,8}(?:会|赛|活动|班|展))"
)
_QUOTED = re.compile(r"“[^“”\n]{3,16}”")
_ORDINAL = re.compile(
    r"(?:第[\d一二三四五六七八九十百]+|首)[届次][一-鿿()“”]{0,20}?(?:代表大会|大会(?![堂战])|论坛|博览会|运动会|全运会|"
    r"交易会|研讨会|文化节|旅游节|丰收节|艺术节|采摘节|美食节|展览会|年会|人口普查|农业普查|经济普查|冬奥会|奥运会|"
    r"大赛|锦标赛|马拉松(?:赛)?|[一-鿿]节(?![约能目日点气奏育水])|嘉年华|招商会|推介会|洽谈会|展销会)"
)
# 2023年中国(雷波)脐橙采摘节, 中国·寿光蔬菜博览会.
_OF_CHINA = anchored(
    r"(?:(?:19|20)\d\d年?)?中国(?:·[一-鿿]{2,4}|\([一-鿿]{2,4}\))[一-鿿]{2,10}?(?:节(?![约能省目日])|博览会|大会|论坛|峰会|大赛|交易会|推介会)",
    "中国[·(]",
    reach=5,
)
# 全省农业农村(乡村振兴)局长会议: the offices that meet are named.
_SCOPED_MEETING = re.compile(
    r"(?:全[国省市县区旗州]|全自治区)(?=[^、,。]{4})[一-鿿]{2,12}?(?:\([一-鿿]{2,8}\))?[一-鿿]{0,4}?"
    r"(?:局长|厅长|主任|部长|书记|院长|检察长)(?:工作)?(?:视频)?(?:座谈)?会议?(?![一-鿿]?员)|"
    r"全[国省市县区旗州](?:[一-鿿]{2,14}?(?:工作会议|培训班)|[一-鿿]{2,8}大会(?![堂战]))"
)
# What a day, and what a month or a season is given to. One by one, for `re` passes quickly over what
# begins none of the alternatives only if each begins with a plain character.
_FESTIVALS = "|".join(f"{what}节(?![约能省日目点气令奏育水庆假])" for what in "花果瓜茶灯")
_SEASONS = "|".join(
    f"{what}[月周季](?!期|节|度)(?:活动|行动)?"
    for what in (
        *("宣传", "帮扶", "服务", "活动", "行动", "促销", "攻坚"),
        *("消费", "购物", "科普", "运动", "整治", "推广", "安全生产"),
    )
)
_MEETING = (
    r"推进会议?|座谈会|现场会|动员会|誓师大会|动员大会|表彰大会|总结大会|总结表彰大会|电视电话会议|"
    r"视频会议|调度会|部署会|交流会|观摩会|研讨会|论坛|博览会|展销会|推介会|洽谈会|"
    r"发布会|联席会议|全体会议|代表大会|党代会|专题会议|秘书长会议|协作会议|主题教育|专项行动|"
    r"专项治理|专项整治|攻坚行动|丰收节|运动会|文化节|旅游节|艺术节|采摘节|人口普查|"
    r"农业普查|经济普查|年会|峰会|学术会议|对接会|博览会|招聘会|研讨班|招商会|恳谈会|交易会|"
    r"展览会|订货会|启动会|拉练会|点评会|听证会|大会战|攻坚会战|购物节|美食节|消费节|啤酒节|"
    rf"{_FESTIVALS}|技能大赛|技能竞赛|创业大赛|创新大赛|设计大赛|锦标赛|马拉松赛|{_SEASONS}|"
    r"建设年(?:活动)?|提升年(?:活动)?|攻坚年(?:活动)?|落实年(?:活动)?"
)
# A name of two characters is enough before these: 消费|帮扶月.
_SHORT = re.compile(r".*[月周季年](?:活动|行动)?|大会战|马拉松赛")
# Campaigns may join two ills: 腐败和作风问题专项治理.
_JOINING = ("专项治理", "专项整治", "专项行动")
# Gatherings of every year, whose year belongs to their name: 2019年中国人文地理学术|年会.
_YEARLY = ("年会", "峰会", "论坛", "博览会", "推介会", "运动会", "文化节", "旅游节", "艺术节", "大赛", "竞赛")
_YEAR = re.compile(r"(?:19|20)\d\d年$")
_SCOPE = re.compile(r"(?:全[省市县区旗州国镇乡]|[省市县区旗]委|中央)$")
_WHOLE = re.compile(
    r"(?:^|[,。;:!?、“”\s]|召开|举行|举办|参加|出席|了|在)(全[省市县区旗州国](?!打响|开展|召开|举行|举办|组织|掀起|启动|进行)[^,。;:!?、“”\s]{4,26})$"
)
_PRESS = re.compile("新闻(?:办|办公室)?$")
_CONVENED = re.compile(r"(?:召开|举行|举办|参加|出席|列席)(?:了|的)?(?P<name>[^,。;:!?、“”\s的了]{4,30})$")
# Words that any meeting may have before it.
_PLAIN = re.compile(
    r"(?:全[省市县区旗州国]|[省市县]|专题|工作|现场|集中|经验|情况|重要|新闻|例行|一系列|系列|相关|"
    r"有关|各类|本次|此次|这次|年度|主要|定期|日常|专门|多次|党员|座谈|干部|群众|村民|部门|专项|"
    r"联合|季度|每月|月度|协调|调度|推进|动员|部署|视频|高层|国际|高峰|企业|产品|招商|学术|项目|"
    r"群众代表|业务|技能|知识|技术|骨干|理论|培训|两期|多期|[一二三四五六七八九十两]期|专题|短期|各级|乡镇|"
    r"线上|线下|网络|大型|小型|一场|多场|院坝|实用|公益|新春|春季|夏季|秋季|冬季|主题|环境|卫生|安全|"
    r"日常|集体|法律|法治|政策|科普|宣传|产销)*"
)


def events_of(
    view: str,
    places: Iterable[Mention] = (),
    known: Iterable[str] = (),
    words: Words = NO_WORDS,
    programmes: Container[str] = (),
) -> list[Mention]:
    """EVENT mentions, `known` ones too; quotation marks inside a name belong to it: “清零”战役.

    `places` are the LOC mentions of the view, `words` those of the profile, `programmes` its known terms.
    """
    marks = [
        Mention(start, end, "EVENT", 0.95, f"lexicon:EVENT:{view[start:end]}")
        for start, end in indexed(tuple(known)).scan(view)
    ]
    marks += [Mention(*hit.span(), "EVENT", 0.92, "event:congress") for hit in _CONGRESS.finditer(view)]
    marks += [Mention(*hit.span(), "EVENT", 0.85, "event:ordinal") for hit in _ORDINAL.finditer(view)]
    marks += [
        Mention(*hit.span(), "EVENT", 0.75, "event:uprising")
        for hit in _UPRISING.finditer(view)
        if is_boundary(view, hit.start())
        or any(place.start == hit.start() for place in places)
        or view[hit.start() - 1] in "经曾"
    ]
    marks += [Mention(*hit.span(), "EVENT", 0.85, "event:of-china") for hit in _OF_CHINA.finditer(view)]
    marks += _scoped_meetings(view)
    marks += sessions_of(view, {place.end: place.start for place in places})
    return [*marks, *_campaigns(view, programmes), *_meetings(view, words)]


@lru_cache(maxsize=4)
def _meeting(added: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join([_MEETING, *alternatives(added)]))


def _scoped_meetings(view: str) -> Iterator[Mention]:
    for hit in _SCOPED_MEETING.finditer(view):
        if not any(
            is_function(char) and not is_rooted(view, hit.start() + at) for at, char in enumerate(hit[0])
        ):
            yield Mention(*hit.span(), "EVENT", 0.85, "event:scoped")


def _campaigns(view: str, programmes: Container[str]) -> Iterator[Mention]:
    """Campaigns by their quoted name: “不忘初心、牢记使命”主题教育, 成效提升“秋季集中行动”.

    A formula or a known programme that only says what an action does (“三同步”行动) is a term.
    """
    for hit in _CAMPAIGN.finditer(view):
        if _OF_FORMULA.fullmatch(hit[0]) or (hit[0].endswith("”行动") and hit[0][1:-3] in programmes):
            continue
        yield Mention(_scoped(view, hit.start()), hit.end(), "EVENT", 0.82, "event:campaign")
    for hit in _QUOTED_HEAD.finditer(view):
        start = _scoped(view, phrase_start(view, hit.start(), limit=10))
        yield Mention(start, hit.end(), "EVENT", 0.75, "event:campaign")
    for hit in _HELD.finditer(view):
        for name in _QUOTED.finditer(view, *hit.span("row")):
            yield Mention(*name.span(), "EVENT", 0.7, "event:held")


def _meetings(view: str, words: Words) -> Iterator[Mention]:
    """A meeting with a name of its own: 全省春季造林现场推进会, but not 召开座谈会."""
    for hit in _meeting(words.events).finditer(view):
        start = _name_start(view, hit.start())
        if view[start] in "年月日届次期" and view[start - 1 : start].isdigit():
            start += 1
        while view[start] in "-+·":
            start += 1
        if hit[0] in _JOINING and view[start - 1 : start] in ("和", "与"):
            start = phrase_start(view, start - 1, limit=12)
        stem = view[start : hit.start()]
        if (
            len(stem) >= (1 if len(hit[0]) == 2 else 2 if _SHORT.fullmatch(hit[0]) else 4)
            and not _PRESS.search(stem)
            and not (len(stem) == 1 and stem in "开过办")
            and not _PLAIN.fullmatch(stem)
            and not view[start - 1 : start].isdigit()
        ):
            start = _of_scope(view, _scoped(view, _of_nation(view, start, hit.start())), hit.start())
            if hit[0] in _YEARLY and (year := _YEAR.search(view, max(0, start - 5), start)):
                start = year.start()
            yield Mention(start, hit.end(), "EVENT", 0.72, f"event:{hit[0]}")


def _name_start(view: str, end: int) -> int:
    """Where the name of a meeting begins: what was convened, or the noun phrase before its class."""
    start = phrase_start(view, end, limit=18)
    if convened := _CONVENED.search(view, max(0, start - 24), end):
        inside = range(convened.start("name"), start)
        if not any(is_function(view[at]) and not is_rooted(view, at) for at in inside):
            return min(start, convened.start("name"))
    return start


def _of_nation(view: str, start: int, end: int) -> int:
    """A name that has 中国 or 全国 in it begins there: 接过|中国人文地理学术年会."""
    found = [at for nation in ("中国", "全国") if (at := view.find(nation, start, end)) >= 0]
    return min(found, default=start)


def _scoped(view: str, start: int) -> int:
    """The whole province or county that a meeting is of belongs to its name: 全省|春季造林座谈会."""
    scope = _SCOPE.search(view[max(0, start - 2) : start])
    return start - len(scope[0]) if scope else start


def _of_scope(view: str, start: int, end: int) -> int:
    """A meeting of a whole province, whatever it is about: 全省|巩固拓展脱贫攻坚成果工作|推进会."""
    whole = _WHOLE.search(view, max(0, end - 30), end)
    if whole is None or whole.start(1) >= start:
        return start
    parted = (is_function(view[at]) and not is_rooted(view, at) for at in range(*whole.span(1)))
    return start if any(parted) else whole.start(1)
