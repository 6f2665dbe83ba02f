"""Sessions by number: of people's congresses, consultative conferences, party committees and governments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from seeds.extract.anchored import anchored
from seeds.extract.mentions import Mention
from seeds.extract.vocabulary import is_boundary, is_word, phrase_start

_NUMBER = r"第?[\d一二三四五六七八九十百]{1,4}"
_TIMES = rf"{_NUMBER}次(?:、{_NUMBER}次)*"
_TERM = rf"{_NUMBER}届"
_LEVEL = r"(?:自治区|自治州|自治县|[省市县区旗州盟乡镇])?"
_MEETING = r"(?:全体委员|全体|常务|专题|\(扩大\)|扩大)*(?:会议|全会|代表会议|常委会议?|常务会)"
# 市十四届人大五次会议, 省委十一届九次全会, 自治区十三届人民政府第56次常务会议.
_SESSION = anchored(
    rf"{_LEVEL}(?:(?:{_TERM})(?:全国人大|全国人民代表大会|人民代表大会|人大|政协|人民政府|政府|党委|委员会|委)"
    rf"(?:常务委员会|常委会|委员会)?|"
    rf"(?:人民代表大会|人大|政协|人民政府|政府|党委|纪委|委)(?:常务委员会|常委会)?(?:{_TERM})?(?:委员会)?)"
    rf"{_TIMES}{_MEETING}",
    # Of the longest: 自治区|第二十四届|全国人民代表大会|常务委员会|第二十四次.
    "次[、全常专(扩会代]",
    reach=3 + 6 + 8 + 5 + 5,
)
# 政协第九届青石县委员会第二次会议.
_CONFERENCE = anchored(
    rf"(?:中国人民)?政(?:治协商会议|协)(?:{_TERM})?[一-鿿]{{2,14}}?委员会(?:{_TERM})?{_TIMES}{_MEETING}",
    "政(?:治协商会议|协)",
    reach=4,
)
# 中共青石县第十三次代表大会, 省第十二次党代会.
_PARTY_CONGRESS = anchored(
    rf"{_LEVEL}{_TIMES}(?:党员代表大会|党代表大会|党代会|代表大会)", "次[、党代]", reach=3 + 5
)
_TWO_SESSIONS = anchored(
    rf"(?:全国|全省|全市|全县|全区|全州|全旗|{_LEVEL})(?:“两会”|两会(?![一-鿿]?员))", "两会", reach=3 + 1
)
_PARTY = ("中国共产党", "中共")


def sessions_of(view: str, starts: Mapping[int, int]) -> Iterator[Mention]:
    """EVENT mentions of sessions, the place or level that holds them included; `starts` maps the end of each
    place to its start. What nobody holds (一次会议, 两会) is none."""
    for pattern, rule in (
        (_SESSION, "session"),
        (_PARTY_CONGRESS, "session"),
        (_TWO_SESSIONS, "two-sessions"),
    ):
        for hit in pattern.finditer(view):
            start = _holder(view, hit, starts)
            if start is not None:
                yield Mention(start, hit.end(), "EVENT", 0.92, f"event:{rule}")
    for hit in _CONFERENCE.finditer(view):
        yield Mention(*hit.span(), "EVENT", 0.92, "event:session")


def _unlisted(view: str, level: int) -> int | None:
    """The start of what the level at `level` is of, where no table has it: 青石|县第三届…; or the level's."""
    start = level if is_boundary(view, level) else phrase_start(view, level, limit=5)
    if 2 <= level - start <= 4:
        return start
    return None if is_word(view[level - 1 : level + 1]) and start < level else level


def _holder(view: str, hit: re.Match[str], starts: Mapping[int, int]) -> int | None:
    """Where the name of whoever holds the session starts: a place, a bare level, or the nation."""
    start = hit.start()
    if view.endswith("全国", 0, start):
        return start - 2
    level = re.match(_LEVEL, hit[0])
    opened = start + (level.end() if level else 0)
    edge = next((at for at in (opened, start) if at in starts), None)
    if edge is None:
        if hit[0].startswith("全") or "全国" in hit[0]:
            return start
        return _unlisted(view, start) if opened > start else None
    while starts.get(edge, edge) < edge:
        edge = starts[edge]
    return next((edge - len(name) for name in _PARTY if view.endswith(name, 0, edge)), edge)
