"""Papers, stations and sites that a text names where it says who reports."""

from __future__ import annotations

from seeds.extract.anchored import anchored
from seeds.extract.lexicon import Lexicon
from seeds.extract.mentions import Mention

_NAME = r"(?![本我该各全某据]|互联|当地|地方|接受)[一-鿿A-Za-z]{2,10}?"
_KIND = (
    r"(?:网(?![络格点上红购])|社(?![区会员保])|报(?![告道名销])|台(?![账阶区])|在线|客户端|融媒体?|"
    r"新闻|之声|广播)"
)
# 长江网10月4日讯, 据财联社9月26日消息, 每日甘肃网武威讯, 甘肃三农在线讯.
_DATELINE = anchored(
    rf"(?:^|[\n据])({_NAME}{_KIND})(?=(?:[一-鿿]{{2,6}}?)?"
    rf"(?:\d{{1,2}}月\d{{1,2}}日(?:讯|电|消息|报道)|(?<![通简短资音腾])讯|(?:消息|报道)(?=[,:])))",
    "讯|日电|日消息|日报道|消息[,:]|报道[,:]",
    # Of the longest: a mark, ten characters, 融媒体|从北京报道组|12月31日.
    reach=1 + 10 + 3 + 6 + 6,
)
# 四川在线记者, (甘肃日报・每日甘肃网记者.
_REPORTER = anchored(
    rf"(?:^|(?<=[^一-鿿A-Za-z])|(?<=[据受由被向])|(?<=记者))({_NAME}(?:网|社|日报|晚报|时报|早报|电视台|电台|在线|客户端|融媒体?|之声))"
    r"(?=(?:首席|特约|见习|驻[一-鿿]{2,6}?)?(?:全媒体)?(?:记者|通讯员))",
    "记者|通讯员",
    # Of the longest: ten characters, 客户端|驻……|全媒体.
    reach=10 + 3 + 7 + 3,
)


def media_of(view: str) -> list[Mention]:
    """ORG mentions of media: in a dateline or before their reporters, and then wherever they stand."""
    named = {hit[1] for pattern in (_DATELINE, _REPORTER) for hit in pattern.finditer(view)}
    return [
        Mention(start, end, "ORG", 0.85, "organisation:medium") for start, end in Lexicon(named).scan(view)
    ]
