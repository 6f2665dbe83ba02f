"""What the styles of a Word file say of a paragraph: title, heading, caption, table of contents."""

from __future__ import annotations

import re
from typing import NamedTuple

from seeds.readers.docx.package import Package
from seeds.readers.docx.xml_stream import Attributes, whole_number

_NAMES = (
    ("title", re.compile(r"title|标题|標題|文章标题|大标题|主标题|公文标题")),
    ("subtitle", re.compile(r"subtitle|副标题|副標題|副题")),
    ("caption", re.compile(r"caption|题注|題注|图题|图注|表题")),
    ("contents", re.compile(r"(?:toc|目录|目錄)(?: ?\d| heading| ?标题)?|table of figures|图表目录")),
)
_HEADING = re.compile(r"(?:heading|标题|標題) ?([1-9])(?: char)?")
_DEEPEST = 20


class Style(NamedTuple):
    """`kind` is title, subtitle, caption, contents or empty; `level` that of a heading, from 1, or 0.

    `list` is the id of the list that numbers its paragraphs, at the level `list_level` if it says so.
    """

    kind: str = ""
    level: int = 0
    list: str = ""
    list_level: int | None = None


class _Entry(NamedTuple):
    name: str = ""
    based_on: str = ""
    level: int | None = None
    list: str | None = None
    list_level: int | None = None


def styles_of(package: Package, part: str) -> dict[str, Style]:
    """The styles by the id under which paragraphs name them; none where the part is missing or damaged."""
    entries: dict[str, _Entry] = {}
    current = [""]

    def start(tag: str, attributes: Attributes) -> None:
        value = attributes.get("val", "")
        if tag == "w:style":
            current[0] = attributes.get("styleId", "")
            entries[current[0]] = _Entry()
        elif current[0] in entries:
            entry = entries[current[0]]
            if tag == "w:name":
                entries[current[0]] = entry._replace(name=value.strip().lower())
            elif tag == "w:basedOn":
                entries[current[0]] = entry._replace(based_on=value)
            elif tag == "w:outlineLvl":
                entries[current[0]] = entry._replace(level=outline_level(value))
            elif tag == "w:numId":
                entries[current[0]] = entry._replace(list=value)
            elif tag == "w:ilvl":
                entries[current[0]] = entry._replace(list_level=whole_number(value))

    def end(tag: str) -> None:
        if tag == "w:style":
            current[0] = ""

    if package.has(part):
        package.parse(part, start, end)
    return {name: _style(name, entries) for name in entries}


def outline_level(value: str) -> int:
    """The level of a heading, from 1, that an outline level says; 0 for body text."""
    level = whole_number(value)
    return level + 1 if level is not None and level < 9 else 0


def _style(name: str, entries: dict[str, _Entry]) -> Style:
    """What the style says, and where it says nothing the nearest of those that it is based on."""
    line: list[_Entry] = []
    while name in entries and len(line) < _DEEPEST:
        line.append(entries[name])
        name = entries[name].based_on
    numbered = next((entry for entry in line if entry.list is not None), _Entry())
    said = Style(list=numbered.list or "", list_level=numbered.list_level)
    for entry in line:
        kind = next((kind for kind, names in _NAMES if names.fullmatch(entry.name)), "")
        heading = _HEADING.fullmatch(entry.name)
        if kind:
            return said._replace(kind=kind)
        if entry.level is not None or heading:
            return said._replace(level=int(heading[1]) if heading else entry.level or 0)
    return said
