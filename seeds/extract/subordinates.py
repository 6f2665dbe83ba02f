"""Units inside an organisation, named after it and by their own name; and missions sent elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from seeds.extract.anchored import anchored
from seeds.extract.mentions import Mention

_NAME = r"[^\W\d_的在和与及向对为了把将被等派到从由后前又并已]"
# What may stand behind a division, so that its last character is no beginning of another word: 就业处|处长.
_EDGE = (
    r"(?=$|[^一-鿿]|[处科股室队庭]长|相关|有关|负责|副|主任|干部|工作|调研|主持|四级|一级|二级|三级|科员|民警|"
    r"法官|退休|派|选派|牵头|组织|联合|的|和|与|及|在|对|表示|介绍|获悉|了解|透露)"
)
# 省发改委|以工代赈处, 县农业农村局|种植业股.
_DIVISION = re.compile(rf"(?!各|每|有关|相关|内设|下属){_NAME}{{2,8}}?(?:处|科|股|室|中队|大队|支队){_EDGE}")
_DIVIDED = re.compile(r"(?:厅|局|委|办|部|院|社|署|会|公司|银行|分行)$")
_COURT = re.compile(
    rf"{_NAME}{{2,5}}?(?:人民)?法庭|(?:刑事|民事|行政|立案|环境资源|少年)(?:审判)?庭|执行局|民[一二三四]庭"
)
_CONGRESS = re.compile(
    rf"(?:{_NAME}|(?<=[一-鿿])[与和](?=[一-鿿]{{2,4}}委员会)){{2,9}}?(?:工作委员会|工委|委员会|委(?=主任|副主任|负责|工作室|调研|[、,。和的])|办公室|研究室)(?!议)|机关党委|机关党组|党组(?!织)|办公厅|办公室"
)
_STATION = re.compile(
    rf"{_NAME}{{2,5}}?(?:派出所|分局|交警大队|刑警大队|交警中队)|(?:交通|治安|刑事)?(?:警察|巡逻|侦查)(?:大队|支队|总队)"
)
_INSIDE = (
    (re.compile(r"法院$"), _COURT),
    (re.compile(r"人大常委会$|人大$"), _CONGRESS),
    (
        re.compile(r"政协$"),
        re.compile(rf"{_NAME}{{2,9}}?(?:委员会|委|办公室)(?![员议])|办公厅|办公室|机关党组|党组(?!织)"),
    ),
    (re.compile(r"公安局$"), _STATION),
    (re.compile(r"检察院$"), re.compile(r"第[一二三四五六七八九十]检察部")),
    (re.compile(r"[纪监]委$"), re.compile(rf"驻{_NAME}{{2,14}}?纪检监察组")),
    (_DIVIDED, _DIVISION),
)
# 浙江省|赴四川省东西部扶贫协作帮扶工作组; a team that only lives in a village is none by name.
_SENT = anchored(
    r"(?:第[一二三四五六七八九十]{1,5}批)?(?:赴|驻(?!村|县|镇|乡|点)|援|对口(?:支援|帮扶|协作)?)(?P<where>[一-鿿]{1,18}?)"
    r"(?:前方指挥部|前线指挥部|工作指挥部|指挥部|工作组|工作队|工作站|工作团|办事处|联络处|代表处|商会)",
    "赴|驻|援|对口",
    reach=7,
)


def units_of(view: str, bodies: Iterable[Mention]) -> Iterator[Mention]:
    """The divisions, courts, committees and stations that stand right behind `bodies`, with their body."""
    for body in bodies:
        for owner, inside in _INSIDE:
            if owner.search(view, max(0, body.end - 5), body.end) and (unit := inside.match(view, body.end)):
                yield Mention(body.start, unit.end(), "ORG", body.confidence, body.rule)
                break


def missions_of(view: str, starts: Mapping[int, int], places: Iterable[Mention]) -> Iterator[Mention]:
    """Teams and offices that a place has elsewhere; `starts` maps the ends of `places` to their starts."""
    begun = {place.start for place in places}
    for hit in _SENT.finditer(view):
        if hit.start() in starts and (hit.start("where") in begun or "援" in hit[0]):
            start = hit.start()
            while starts.get(start, start) < start:
                start = starts[start]
            yield Mention(start, hit.end(), "ORG", 0.8, "organisation:mission")
