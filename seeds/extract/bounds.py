"""Comparators: the words beside a figure that make it a floor, a ceiling or an approximation.

They stay outside the figure's span (`60%以上` → `60%`), except 多 and 余 inside the number.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from seeds.article import Op


class Bound(NamedTuple):
    """A comparator and the range of the view where it stands."""

    op: Op
    start: int
    end: int


# A comparator right before the number; the first that fits wins, so 不超过 stands before 超过.
_BEFORE: tuple[tuple[Op, str], ...] = (
    (
        ">=",
        (
            r"(?:不得?低于|不得?少于|不小于|不下于|不亚于|至少|最少|起码)(?:有|要|要有|为|达到|达|到|需"
            r"|保持在"
            r"|建成|完成)?"
        ),
    ),
    ("<=", r"(?:不得?超过|不得?高于|不大于|不得?多于|最多(?!时)|至多|不超|不突破)(?:为|可达|可|达|有)?"),
    (">", r"(?:超过|突破|高于|大于|多于|超出|逾|(?<![高反])超|(?<=[收值额入润利])过|(?<![识冲打攻爆])破)了?"),
    ("<", r"(?:低于|小于|少于|不足|不到|未满|不满|未达)到?"),
    (
        "~",
        (
            r"(?:(?<![节制公契合预相条签履违])(?:大约|约)[为有占合达]?|大概|大致|差不多|几乎|近乎|接近|将近"
            r"|(?<![最附临贴邻新靠远])近)"
        ),
    ),
)
_LEFT: tuple[tuple[Op, re.Pattern[str]], ...] = tuple(
    (op, re.compile(rf"(?:{pattern})$")) for op, pattern in _BEFORE
)
_LEFT_MAGNITUDE = re.compile(r"(?:(?<![以向])上|(?<![经通走度渡不透超])过)$")
_DISTANT: tuple[tuple[Op, re.Pattern[str]], ...] = (
    (">=", re.compile(r"至少[^,。;:\d]{1,16}$")),
    ("<=", re.compile(r"(?:最多(?!时)|至多)[^,。;:\d]{1,12}$")),
)
_RIGHT = re.compile(
    r"(?:\(含[^)]{0,6}\))?(?:及|或|\(含\))?(?P<word>以上|以下|以内|之内|以里|左右|上下|开外)(?!游|级|联)"
)
_RIGHT_OP: dict[str, Op] = {"以上": ">=", "以下": "<=", "以内": "<=", "之内": "<=", "以里": "<="}
_RIGHT_OP |= {"左右": "~", "上下": "~", "开外": ">"}
_WITHIN = re.compile("内(?!生|容|部|涵|的)")
_DEADLINE_UNITS = {"天", "小时", "个小时", "分钟", "个工作日", "工作日"}


def bound_of(view: str, start: int, end: int, unit: str | None, *, magnitude: bool = False) -> Bound | None:
    """The comparator of the number at [start, end), if it has one.

    The one behind the unit is the stronger: 超过60%以上 is `>=`. A margin (`超过任务5个`) has none:
    its 超过 has another object. `magnitude` says that the number is a scale word alone, which 上 and
    过 may bound (上万名).
    """
    right = _RIGHT.match(view, end)
    if right:
        return Bound(_RIGHT_OP[right["word"]], right.start(), right.end())
    if unit in _DEADLINE_UNITS and _WITHIN.match(view, end):
        return Bound("<=", end, end + 1)
    before = view[max(0, start - 20) : start]
    offset = start - len(before)
    for op, pattern in _LEFT:
        match = pattern.search(before, max(0, len(before) - 8))
        if match:
            return Bound(op, offset + match.start(), start)
    if magnitude and (match := _LEFT_MAGNITUDE.search(before)):
        return Bound(">=" if match[0] == "上" else ">", offset + match.start(), start)
    for op, pattern in _DISTANT:
        match = pattern.search(before)
        if match:
            return Bound(op, offset + match.start(), offset + match.start() + 2)
    return None
