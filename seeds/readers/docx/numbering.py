"""The numbers of numbered paragraphs, which Word does not write into the text but every reader sees.

Official prose counts its parts so (一、 (一) 1.), and tables their rows.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import msgspec

from seeds.readers.docx.package import Package
from seeds.readers.docx.xml_stream import Attributes, whole_number

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_DEEPEST, _HIGHEST = 9, 9999
_LONGEST = 200
"""Characters of a pattern such as 第%1条, which stands before every paragraph of its level."""
_CHINESE = frozenset(
    {
        *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
        *("taiwaneseCountingThousand", "japaneseLegal", "ideographTraditional"),
    }
)
_CLOSED = tuple("、)）】")


class Numbered(NamedTuple):
    """That a paragraph is numbered: by which list, at which of its levels, from 0."""

    list: str
    level: int = 0


class _Level(msgspec.Struct, kw_only=True):
    format: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""


class Numbering:
    """The lists of a file, and how far each has been counted."""

    def __init__(self, package: Package, part: str) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[Numbered, int] = {}
        self._counted: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[Numbered] = set()
        self._within = ("", "", 0)
        if package.has(part):
            package.parse(part, self._read)

    def label(self, numbered: Numbered) -> str:
        """The number of the next paragraph of a list, with its signs: `一、`, `2.1 `; empty for a bullet."""
        levels = self._levels.get(self._abstract.get(numbered.list, ""), {})
        level = levels.get(numbered.level)
        if level is None:
            return ""
        counted = self._counted[self._abstract[numbered.list]]
        if numbered not in self._begun and numbered in self._restarts:
            counted.pop(numbered.level, None)
        self._begun.add(numbered)
        counted[numbered.level] = counted.get(numbered.level, self._first(numbered, level) - 1) + 1
        for deeper in [at for at in counted if at > numbered.level]:
            del counted[deeper]
        text = level.text
        if level.format in ("bullet", "none") and "%" not in text:
            return ""
        for at in range(_DEEPEST):
            if f"%{at + 1}" in text:
                of = levels.get(at, _Level())
                text = text.replace(f"%{at + 1}", _written(counted.get(at, of.start), of.format))
        return text if not text or text.endswith(_CLOSED) else f"{text} "

    def level_of(self, numbered: Numbered, style: str) -> Numbered:
        """The level that a list has for a style."""
        levels = self._levels.get(self._abstract.get(numbered.list, ""), {})
        return numbered._replace(
            level=next((at for at, level in levels.items() if level.style == style), numbered.level)
        )

    def _first(self, numbered: Numbered, level: _Level) -> int:
        return self._restarts.get(numbered, level.start)

    def _read(self, tag: str, attributes: Attributes) -> None:
        value = attributes.get("val", "")
        kind, name, at = self._within
        if tag == "w:abstractNum":
            self._within = ("abstract", attributes.get("abstractNumId", ""), 0)
        elif tag == "w:num":
            self._within = ("list", attributes.get("numId", ""), 0)
        elif tag in ("w:lvl", "w:lvlOverride"):
            self._within = (kind, name, whole_number(attributes.get("ilvl")) or 0)
        elif kind == "abstract":
            level = self._levels.setdefault(name, {}).setdefault(at, _Level())
            if tag == "w:start":
                level.start = whole_number(value) or 0
            elif tag == "w:numFmt":
                level.format = value
            elif tag == "w:lvlText":
                level.text = value[:_LONGEST]
            elif tag == "w:pStyle":
                level.style = value
        elif tag == "w:abstractNumId":
            self._abstract[name] = value
        elif tag == "w:startOverride":
            self._restarts[Numbered(name, at)] = whole_number(value) or 0


def _written(number: int, form: str) -> str:
    """A number as a list writes it; in digits where its form is rare or the number too large for it."""
    if form in _CHINESE and 0 < number <= _HIGHEST:
        return _chinese(number)
    if form == "chineseLegalSimplified" and 0 < number < len(_LEGAL):
        return _LEGAL[number]
    if form in ("ideographDigital", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr(ord("A" if form == "upperLetter" else "a") + number - 1)
    if form in ("upperRoman", "lowerRoman") and 0 < number <= _HIGHEST:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    return f"{number:02}" if form == "decimalZero" else str(number)


def _chinese(number: int) -> str:
    """十二, 一百零三."""
    written = ""
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            written += _DIGITS[digit] + unit
        elif written and number and not written.endswith("零"):
            written += "零"
    return written.removeprefix("一") if written.startswith("一十") else written


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written
