"""The language of the figures' filter line: that of the list, and what a figure says.

    贫困 metric:贫困发生率 place:林甸县 period:2019 unit:% state:decided status:actual
    贫困 指标:贫困发生率 地点:林甸县 时间:2019 单位:% 状态:已定 性质:实际

Words stand in the metric, the place or the unit. Values are parts of what a figure has; `=` before one asks
for the whole, and a single - for a figure that has none. Whatever else the list's line knows is asked of the
article: tags, verdicts, sources, annotators, dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from seeds.article import State, Status
from store.figures.figure import DECIDED, STANDING, STATES, STATUSES, By, FigureFilter
from tui.text.conditions import Condition, conditions_of, filter_of
from tui.text.query import Trouble, keyed, parsed, written_value

FigureKey = Literal["metric", "place", "period", "unit", "state", "status"]


class Key(NamedTuple):
    """A kind of condition, and the words for it before the colon."""

    kind: FigureKey
    english: str
    chinese: str
    short: tuple[str, ...]


KEYS = (
    Key("metric", "metric", "指标", ("m", "指")),
    Key("place", "place", "地点", ("p", "地")),
    Key("period", "period", "时间", ("时", "年")),
    Key("unit", "unit", "单位", ("u", "单")),
    Key("state", "state", "状态", ("态",)),
    Key("status", "status", "性质", ("性",)),
)
STATE_WORDS: dict[tuple[State, ...], tuple[str, str]] = {
    DECIDED: ("decided", "已定"),
    ("suggested",): ("suggested", "待审"),
    ("accepted",): ("accepted", "已接受"),
    ("corrected",): ("corrected", "已改"),
    ("added",): ("added", "新增"),
    ("rejected",): ("rejected", "已拒绝"),
    STATES: ("any", "全部"),
}
"""Each set of states with its words: the English one, the Chinese one."""
STATUS_WORDS: dict[Status, tuple[str, str]] = {
    "actual": ("actual", "实际"),
    "target": ("target", "目标"),
    "standard": ("standard", "标准"),
}
_OWN: dict[str, FigureKey] = {
    name.casefold(): key.kind for key in KEYS for name in (key.english, key.chinese, *key.short)
}
_EXACTLY, _MISSING = "=", "-"


class FigureQuery(NamedTuple):
    """What a line asks for, and what of it cannot be, in the words that were typed."""

    where: FigureFilter
    troubles: tuple[str, ...]


def figures_asked(line: str) -> FigureQuery:
    """What the line asks for. A condition without a value yet asks for nothing."""
    said: dict[str, list[str]] = {}
    exactly: dict[By, str | None] = {}
    of_articles: list[Condition] = []
    troubles: list[str] = []
    for start, end, key, value, _at in keyed(line, _OWN):
        kind = _OWN.get(key)
        if kind is None:
            found = parsed(line[start:end])
            troubles += [_typed(trouble) for trouble in found.troubles]
            rest = found.where
            if rest.query:
                said.setdefault("word", []).extend(rest.query.split())
            of_articles += [one for one in conditions_of(rest) if one.kind != "word"]
        elif kind in ("metric", "place", "period") and value.startswith((_EXACTLY, _MISSING)):
            _ask_exactly(exactly, kind, value)
        elif value:
            said.setdefault(kind, []).append(value)
    states, strange = _states(said.get("state", ()))
    statuses, stranger = _statuses(said.get("status", ()))
    where = FigureFilter(
        words=tuple(said.get("word", ())),
        metrics=tuple(said.get("metric", ())),
        places=tuple(said.get("place", ())),
        periods=tuple(said.get("period", ())),
        units=tuple(said.get("unit", ())),
        statuses=statuses,
        states=states,
        exactly=exactly,
        articles=filter_of(of_articles),
    )
    return FigureQuery(where, (*troubles, *strange, *stranger))


def with_exactly(line: str, by: By, name: str | None, *, chinese: bool) -> str:
    """The line with the condition that a field is exactly this, in place of others that it should be so."""
    kept = [
        line[start:end]
        for start, end, key, value, _at in keyed(line, _OWN)
        if not (_OWN.get(key) == by and value.startswith((_EXACTLY, _MISSING)))
    ]
    value = _MISSING if name is None else written_value("tag", _EXACTLY + name)
    return " ".join([*kept, f"{key_word(by, chinese=chinese)}{value}"])


def with_decided(line: str, *, chinese: bool) -> str:
    """The line asking for what people said is right; where it asks for states already, for none of them."""
    kept = [(line[start:end], _OWN.get(key)) for start, end, key, _value, _at in keyed(line, _OWN)]
    others = [part for part, kind in kept if kind != "state"]
    if len(others) == len(kept):
        others.append(key_word("state", chinese=chinese) + STATE_WORDS[DECIDED][chinese])
    return " ".join(others)


def key_word(kind: FigureKey, *, chinese: bool) -> str:
    """The word of a key, with its colon."""
    key = next(key for key in KEYS if key.kind == kind)
    return f"{key.chinese if chinese else key.english}:"


def part_typed(line: str, at: int) -> tuple[int, int, FigureKey | None, str]:
    """The part in which the caret stands: where it begins and ends, its key and its value."""
    for start, end, key, value, _value_at in keyed(line, _OWN):
        if start < at <= end:
            return start, end, _OWN.get(key), value.removeprefix(_EXACTLY)
    return at, at, None, ""


def _ask_exactly(exactly: dict[By, str | None], kind: By, value: str) -> None:
    if value == _MISSING:
        exactly[kind] = None
    elif value.removeprefix(_EXACTLY):
        exactly[kind] = value.removeprefix(_EXACTLY)


def _states(said: Iterable[str]) -> tuple[tuple[State, ...], list[str]]:
    """The states of these words, and the words that are none; whatever stands where none is said."""
    asked: list[State] = []
    strange = []
    for word in said:
        found = [states for states, words in STATE_WORDS.items() if word.casefold() in words]
        asked += found[0] if found else ()
        strange += [] if found else [word]
    return (tuple(state for state in STATES if state in asked) or STANDING), strange


def _statuses(said: Iterable[str]) -> tuple[tuple[Status, ...], list[str]]:
    asked: list[Status] = []
    strange = []
    for word in said:
        found = [status for status, words in STATUS_WORDS.items() if word.casefold() in words]
        asked += found
        strange += [] if found else [word]
    return tuple(status for status in STATUSES if status in asked), strange


def _typed(trouble: Trouble) -> str:
    return trouble.value
