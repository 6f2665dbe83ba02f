"""The language of the filter line: words, and conditions as `key:value`, in English or in Chinese.

    脱贫 tag:产业扶贫 verdict:new place:林甸县 from:2019-03 is:waiting
    脱贫 标签:产业扶贫 结论:新 地点:林甸县 从:2019-03 是:待审

The colon may be full-width. A value with blanks stands in quotes, “Chinese” ones too; a quote inside is
written twice. Several of one kind may be given. A key that is none is a part of a word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Literal, NamedTuple

from store.catalogue import Filter
from tui.text.conditions import Condition, Kind, conditions_of, filter_of

KeyKind = Literal["tag", "verdict", "place", "source", "by", "from", "to", "is"]


class Key(NamedTuple):
    """A kind of condition, and the words for it before the colon."""

    kind: KeyKind
    english: str
    chinese: str
    short: tuple[str, ...]


KEYS = (
    Key("tag", "tag", "标签", ("t", "标")),
    Key("verdict", "verdict", "结论", ("v", "结")),
    Key("place", "place", "地点", ("p", "地")),
    Key("source", "source", "来源", ("s", "源")),
    Key("by", "by", "标注人", ("b", "人")),
    Key("from", "from", "从", ("f", "自", "since")),
    Key("to", "to", "到", ("至", "until")),
    Key("is", "is", "是", ("i",)),
)
VERDICTS: dict[str, tuple[str, ...]] = {
    "new": ("new", "新"),
    "reading": ("reading", "在读"),
    "done": ("done", "完成"),
    "flagged": ("flagged", "有问题"),
}
"""Each verdict with its words: the English one, the Chinese one."""
TRAITS: dict[str, tuple[str, ...]] = {
    "failing": ("failing", "核对不符"),
    "waiting": ("waiting", "待审"),
    "unclear": ("unclear", "规范不明"),
    "commented": ("commented", "有评论"),
}
"""What an article can be said to be, with the words for it."""


class Part(NamedTuple):
    """A word or a condition as it stands in the line: line[start:end]; its value begins at `value_at`."""

    start: int
    end: int
    key: KeyKind | None
    value: str
    value_at: int


class Trouble(NamedTuple):
    """A value that cannot be: of which key, and what was typed."""

    key: KeyKind
    value: str


class Query(NamedTuple):
    """What a line asks for, and what of it cannot be."""

    where: Filter
    troubles: tuple[Trouble, ...]


def parsed(line: str) -> Query:
    """What the line asks for. A condition without a value yet asks for nothing."""
    conditions: list[Condition] = []
    troubles: list[Trouble] = []
    for part in parts(line):
        if part.key is None:
            conditions += [Condition("word", word) for word in part.value.split()]
        elif part.value:
            said = _said(part.key, part.value)
            conditions += [condition for condition in said if isinstance(condition, Condition)]
            troubles += [trouble for trouble in said if isinstance(trouble, Trouble)]
    return Query(filter_of(conditions), tuple(troubles))


def written(where: Filter, *, chinese: bool = False) -> str:
    """The filter as a line, which `parsed` reads as the same filter."""
    return " ".join(_written(condition, chinese=chinese) for condition in conditions_of(where))


def written_value(kind: Kind, value: str, *, chinese: bool = False) -> str:
    """The value of a condition as it stands in a line: in quotes where it must be."""
    words = _words_of(kind).get(value)
    if words is not None:
        return words[chinese]
    if value and not any(char.isspace() for char in value) and value[0] not in _CLOSING:
        return value
    return '"' + value.replace('"', '""') + '"'


def key_word(kind: KeyKind, *, chinese: bool = False) -> str:
    """The word of a key, with its colon."""
    key = next(key for key in KEYS if key.kind == kind)
    return f"{key.chinese if chinese else key.english}:"


def parts(line: str) -> list[Part]:
    """The words and conditions of a line, in order."""
    return [
        Part(start, end, _KINDS.get(key), value, at) for start, end, key, value, at in keyed(line, _KINDS)
    ]


def keyed(line: str, keys: Collection[str]) -> Iterator[tuple[int, int, str, str, int]]:
    """The words of a line, and its values with one of these keys: where they begin and end, the key as it is
    in `keys` or "" for none, the value, and where that begins."""
    at = 0
    while (begun := _BLANK.match(line, at).end()) < len(line):  # type: ignore[union-attr]
        found = _KEY.match(line, begun)
        key = found[1].casefold() if found and found[1].casefold() in keys else ""
        value_at = found.end() if found and key else begun
        value, at = _value(line, value_at)
        yield begun, at, key, value, value_at


def part_at(line: str, at: int) -> Part:
    """The part in which the caret stands; an empty one where it stands in none."""
    return next((part for part in parts(line) if part.start < at <= part.end), Part(at, at, None, "", at))


def date_meant(typed: str) -> str | None:
    """A year, month or day as ISO 8601 has it; None where there is no such day."""
    digits = _DATE.fullmatch(typed.strip())
    if digits is None:
        return None
    year, *within = (int(number) for number in digits.groups() if number is not None)
    month, day = [*within, 1, 1][:2]
    try:
        date(year, month, day)
    except ValueError:
        return None
    return "-".join([f"{year:04}", *(f"{number:02}" for number in within)])


_BLANK = re.compile(r"\s*")
_KEY = re.compile(r"([^\W\d_]+)[:：]")
_KINDS: dict[str, KeyKind] = {
    name.casefold(): key.kind for key in KEYS for name in (key.english, key.chinese, *key.short)
}
_CLOSING = {'"': '"', "“": "”", "”": "”", "「": "」"}
"""What ends a value that such a mark begins. An input method may write the closing mark first."""
_DATE = re.compile(r"([0-9]{4})(?:[-./年]([0-9]{1,2})(?:[-./月]([0-9]{1,2}))?)?[月日年]?")


def _value(line: str, at: int) -> tuple[str, int]:
    """The value that begins here, and where it ends; a quotation that is not closed goes to the end."""
    closing = _CLOSING.get(line[at : at + 1])
    if closing is None:
        end = next((i for i in range(at, len(line)) if line[i].isspace()), len(line))
        return line[at:end], end
    value = ""
    at += 1
    while at < len(line):
        if line[at] == closing:
            if line[at + 1 : at + 2] != closing:
                return value, at + 1
            at += 1
        value += line[at]
        at += 1
    return value, at


def _said(key: KeyKind, value: str) -> list[Condition | Trouble]:
    """The conditions that a value of a key makes; several verdicts or traits may stand with commas."""
    trouble = Trouble(key, value)
    if key in ("from", "to"):
        meant = date_meant(value)
        return [Condition(key, meant) if meant else trouble]
    if key in ("verdict", "is"):
        named = [_named(key, word) for word in re.split("[,，、]", value) if word.strip()]
        return [found or trouble for found in named]
    return [Condition(key, value)]


def _named(key: KeyKind, word: str) -> Condition | None:
    """The verdict or trait of that name; an article can be said to be of a verdict, too."""
    wanted = word.strip().casefold()
    kinds: tuple[Kind, ...] = ("verdict",) if key == "verdict" else ("is", "verdict")
    for kind in kinds:
        for value, words in _words_of(kind).items():
            if wanted in words:
                return Condition(kind, value)
    return None


def _words_of(kind: Kind) -> dict[str, tuple[str, ...]]:
    """The words for the values of a kind that has a fixed set of them."""
    return VERDICTS if kind == "verdict" else TRAITS if kind == "is" else {}


def _written(condition: Condition, *, chinese: bool) -> str:
    kind, value = condition
    if kind == "word":
        keyed = _KEY.match(value)
        is_key = keyed is not None and keyed[1].casefold() in _KINDS
        return '"' + value.replace('"', '""') + '"' if is_key else written_value(kind, value)
    return key_word(kind, chinese=chinese) + written_value(kind, value, chinese=chinese)
