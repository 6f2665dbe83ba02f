"""Events: congresses, meetings and campaigns that have a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from seeds.extract.lexicon import Lexicon
from seeds.extract.mentions import Mention
from seeds.extract.vocabulary import phrase_start

_SESSION = r"(?:十[一二三四五六七八九]|二十)"
_CONGRESS = re.compile(
    rf"(?:中国共产党)?(?:党的)?(?:第?(?:{_SESSION}|[七八九])次全国代表大会|{_SESSION}大(?=$|"
    rf"[^学中力会米队门道田街棚户]))|"
    rf"(?:中共|党的)?{_SESSION}届[一二三四五六七八]中全会|全国“两会”|“全国两会”|全国两会|"
    r"(?:中央|全国|[全][省市区县州旗]|[省市县区旗]委)(?:农村|经济|城镇化|统战|民族|"
    r"政法|宣传思想|人才|组织|教育|科技|城市)(?:暨[一-鿿]{2,6})?工作会议"
)
_CAMPAIGN_HEADS = (
    "主题教育实践活动|主题教育活动|主题教育|专题教育|学习教育活动|学习教育|教育实践活动|"
    "主题实践活动|实践活动|主题活动|创建活动|专项整治行动|专项行动|集中行动|大行动|"
    "行动(?![力上起计方纲指])|大会战|会战|战役|专项治理|专项整治|大走访|大讨论|"
    "活动(?![室中场量])|大赛|比赛|论坛|文化节|旅游节|丰收节|艺术节|运动会"
)
_CAMPAIGN = re.compile(rf"(?:“[^“”\n]{{1,40}}”){{1,3}}[^\W的]{{0,6}}?(?<!犯罪)(?<!违法)(?:{_CAMPAIGN_HEADS})")
_QUOTED_HEAD = re.compile(r"“[^“”\n]{2,14}(?:行动|战役|会战|攻坚战)”")
_NUMBERED = re.compile(
    r"(?:[省市县区旗]委|中央|"
    r"[省市县区旗]政府)(?:第?[\d一二三四五六七八九十百]+次(?:、[\d一二三四五六七八九十百]+次)*)(?:常委会议?|"
    r"常务会议|全会|专题会议?|会议)"
)
_ORDINAL = re.compile(
    r"第[\d一二三四五六七八九十百]+[届次][一-鿿]{0,20}?(?:代表大会|大会|论坛|博览会|运动会|全运会|"
    r"交易会|研讨会|文化节|旅游节|展览会|年会|人口普查|农业普查|经济普查|冬奥会|奥运会)"
)
_MEETING = re.compile(
    r"推进会议?|座谈会|现场会|动员会|誓师大会|动员大会|表彰大会|总结大会|总结表彰大会|电视电话会议|"
    r"视频会议|调度会|部署会|交流会|观摩会|研讨会|论坛|博览会|展销会|推介会|洽谈会|"
    r"发布会|联席会议|全体会议|代表大会|党代会|专题会议|秘书长会议|协作会议|主题教育|专项行动|"
    r"专项治理|专项整治|攻坚行动|丰收节|运动会|文化节|旅游节|艺术节|采摘节|人口普查|攻坚普查|"
    r"农业普查|经济普查|年会|峰会|学术会议|对接会|博览会|招聘会|研讨班"
)
# Campaigns may join two ills: 腐败和作风问题专项治理.
_JOINING = ("专项治理", "专项整治", "专项行动")
# Gatherings of every year, whose year belongs to their name: 2019年中国人文地理学术|年会.
_YEARLY = ("年会", "峰会", "论坛", "博览会", "推介会", "运动会", "文化节", "旅游节", "艺术节")
_YEAR = re.compile(r"(?:19|20)\d\d年$")
_SCOPE = re.compile(r"(?:全[省市县区旗州国镇乡]|[省市县区旗]委|中央)$")
# Words that any meeting may have before it.
_PLAIN = re.compile(
    r"(?:全[省市县区旗州国]|[省市县]|专题|工作|现场|集中|经验|情况|重要|新闻|例行|一系列|系列|相关|"
    r"有关|各类|本次|此次|这次|年度|主要|定期|日常|专门|多次|党员|座谈|干部|群众|村民|部门|专项|"
    r"联合|季度|每月|月度|协调|调度|推进|动员|部署|视频|高层|国际|高峰|企业|产品|招商|学术|项目|"
    r"群众代表)*"
)


def events_of(view: str, known: Iterable[str] = ()) -> list[Mention]:
    """EVENT mentions, `known` ones too; quotation marks inside a name belong to it: “清零”战役."""
    marks = [
        Mention(start, end, "EVENT", 0.95, f"lexicon:EVENT:{view[start:end]}")
        for start, end in Lexicon(known).scan(view)
    ]
    marks += [Mention(*hit.span(), "EVENT", 0.92, "event:congress") for hit in _CONGRESS.finditer(view)]
    marks += [Mention(*hit.span(), "EVENT", 0.85, "event:numbered") for hit in _NUMBERED.finditer(view)]
    marks += [Mention(*hit.span(), "EVENT", 0.85, "event:ordinal") for hit in _ORDINAL.finditer(view)]
    return [*marks, *_campaigns(view), *_meetings(view)]


def _campaigns(view: str) -> Iterator[Mention]:
    """Campaigns by their quoted name: “不忘初心、牢记使命”主题教育, 成效提升“秋季集中行动”."""
    for hit in _CAMPAIGN.finditer(view):
        yield Mention(_scoped(view, hit.start()), hit.end(), "EVENT", 0.82, "event:campaign")
    for hit in _QUOTED_HEAD.finditer(view):
        start = _scoped(view, phrase_start(view, hit.start(), limit=10))
        yield Mention(start, hit.end(), "EVENT", 0.75, "event:campaign")


def _meetings(view: str) -> Iterator[Mention]:
    """A meeting with a name of its own: 非贫困县脱贫攻坚专题推进会, but not 召开座谈会."""
    for hit in _MEETING.finditer(view):
        start = phrase_start(view, hit.start(), limit=18)
        if view[start] == "年" and view[start - 1 : start].isdigit():
            start += 1
        while view[start] in "-+·":
            start += 1
        if hit[0] in _JOINING and view[start - 1 : start] in ("和", "与"):
            start = phrase_start(view, start - 1, limit=12)
        stem = view[start : hit.start()]
        if (
            len(stem) >= 4
            and not stem.endswith("新闻")
            and not _PLAIN.fullmatch(stem)
            and not view[start - 1 : start].isdigit()
        ):
            start = _scoped(view, _of_nation(view, start, hit.start()))
            if hit[0] in _YEARLY and (year := _YEAR.search(view, max(0, start - 5), start)):
                start = year.start()
            yield Mention(start, hit.end(), "EVENT", 0.72, f"event:{hit[0]}")


def _of_nation(view: str, start: int, end: int) -> int:
    """A name that has 中国 or 全国 in it begins there: 接过|中国人文地理学术年会."""
    found = [at for nation in ("中国", "全国") if (at := view.find(nation, start, end)) >= 0]
    return min(found, default=start)


def _scoped(view: str, start: int) -> int:
    """The whole province or county that a meeting is of belongs to its name: 全省|脱贫攻坚座谈会."""
    scope = _SCOPE.search(view[max(0, start - 2) : start])
    return start - len(scope[0]) if scope else start
