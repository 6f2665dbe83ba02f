"""The pieces that calendar expressions are made of: 2018年, 今年, 9月, 上半年, 18日, 年底."""

from __future__ import annotations

import re
from collections.abc import Iterator

Piece = re.Match[str]
"""A piece; its last group is the kind, a key of the patterns below."""

_DASH = r"(?:至|到|—{1,2}|―{1,2}|–|~|-)"
_YEAR = r"(?:1[89]|20)\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DAY_HAN = "(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"

# Each piece of an expression, with the words that begin alike and are no date (月票, 18日均, 年初步).
_PIECES = {
    "iso": rf"(?<!\d){_YEAR}(?:-{_MONTH}-{_DAY}|/{_MONTH}/{_DAY}|\.{_MONTH}\.{_DAY})(?!\d)",
    "decade": r"(?:(?:上|20|21|二十|二十一)世纪|(?<!\d)(?:1[89]|20))?"
    r"(?:[1-9]0|[二三四五六七八九]十)年代[初中末]?",
    "year": rf"(?<![\d.]){_YEAR}"
    rf"(?:年度|学年度?|年(?!历史|的历史|之久|文明)|(?={_DASH}{_YEAR}(?:学?年|\)))"
    rf"|(?=、(?:{_YEAR}、)*{_YEAR}年))|(?<=\(\d{{4}}[-—–~至]){_YEAR}(?=\))",
    "year_han": "[一二][〇零○O一二三四五六七八九]{3}年度?",
    "year_rel": r"大前年|(?<![一-鿿])前年|(?<=[在到从于比和与])前年"
    r"|去年(?:度|同期)?|(?<!以)上年(?:度|同期)?|今年度?"
    r"|(?<![成日样文])本年度?(?!级)|明年度?|(?<![一-鿿])后年|(?<=[在到从于至])后年"
    r"|(?<![共相不])同年(?![龄级岁纪代份])|(?<![适相正恰])当年(?![轻青少的龄幼度])"
    r"|(?<![\d首每多几一两二三])次年(?![度均])|翌年",
    "day_rel": r"前天|昨[天日]|(?<![到的了有])今[天日](?!头条|说法|中国|资本|的|[仍还]|依[然旧]|已)"
    r"|(?<![的了])明[天日](?!之星|的)|(?<![一-鿿])后天(?!努力|性|养成|因素)",
    "weekday": r"(?<![一两二三四五六七八九十半每各隔数几\d])[上下本]?个?(?:周|星期|礼拜)[一二三四五六日天]"
    r"(?![次个期届场天年些种家套组股点顿片十百千周岁均围])",
    "ago": r"(?<![\d.几多数年至到—~-])(?:\d\d?|[一两三四五六七八九十]|十[一二三四五六七八九]|[二三四五]十)"
    r"年前(?![后置沿瞻])",
    "half": r"(?<![前近这])[上下]半年(?!内|来)",
    "front": r"前[二两三23]个?季度|前(?:1[01]|\d|十一|[二两三四五六七八九十])个月",
    "quarter": r"第?[一二三四1-4]季度|首季度|首季(?!会)",
    "within": r"年内(?!生|涵|部|容)",
    "edge": r"年?[底末](?![级期端位次班线数薪会总尾子气色盘蕴座片细部])"
    r"|年?初(?![级期步次心衷中审评具加始见选战核创冬夏秋春一二三])",
    "month": rf"(?<![\d.第])(?:{_MONTH}月(?![龄票嫂子薪租均饼球亮光])份?|{_MONTH}(?={_DASH}{_MONTH}月))",
    "month_rel": r"本月份?|上个?月份?(?!球)|下个?月份?",
    "month_han": r"(?:十[一二]?|[一二三四五六七八九])月(?![龄票嫂子])份?",
    "day": rf"(?<![\d.第]){_DAY}"
    rf"(?:日(?![均益游常元产报照语])|号(?![线楼文馆召店院仓机称码门井桥坑棚厅令台]|[入出进]口|公告|地块"
    rf"|标段|电站|(?:、\d\d?号)+(?:[入出进]口|[线楼门桥井]))|(?={_DASH}{_DAY}[日号]))",
    "day_han": rf"{_DAY_HAN}(?:日(?![常均游])|号(?![楼线文店院召]))",
    "third": r"[上中下]旬",
}
# No piece begins with another character, which is told faster than by trying each.
_BEGINS = "[0-9一二两三四五六七八九十上中下大前去今本明后昨个周星礼第首年底末初同当次翌]"
_ANY_PIECE = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PIECES.items())
_PIECE = re.compile(f"(?={_BEGINS})(?:{_ANY_PIECE})")
_RANK = {
    "year": 0,
    "year_han": 0,
    "year_rel": 0,
    "within": 1,
    "half": 1,
    "front": 1,
    "quarter": 1,
    "month": 1,
}
_RANK |= {
    "ago": 4,
    "day_rel": 4,
    "weekday": 4,
    "month_rel": 1,
    "month_han": 1,
    "day": 2,
    "day_han": 2,
    "edge": 3,
    "third": 3,
    "iso": 4,
    "decade": 4,
}
JOIN = re.compile(_DASH)
"""What stands between the two ends of an interval."""


def groups_of(view: str) -> Iterator[list[Piece]]:
    """Adjacent pieces of a folded view, joined while they go from the year down to the day."""
    group: list[Piece] = []
    for piece in _PIECE.finditer(view):
        if group and not _continues(group[-1], piece):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def kind_of_piece(piece: Piece) -> str:
    """The kind of a piece: `year`, `year_rel`, `edge`, …"""
    return piece.lastgroup or ""


def is_year(piece: Piece) -> bool:
    """Whether a piece says a year, absolute or relative."""
    return kind_of_piece(piece) in ("year", "year_han", "year_rel", "iso")


def _continues(last: Piece, piece: Piece) -> bool:
    return last.end() == piece.start() and _RANK[kind_of_piece(last)] < _RANK[kind_of_piece(piece)]
