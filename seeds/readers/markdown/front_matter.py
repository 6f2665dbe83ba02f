"""The head of a Markdown file, between two lines of hyphens: what it says of the article."""

from __future__ import annotations

import re

from seeds.article import Meta
from seeds.readers.markdown.located import SourceLine
from seeds.readers.published import iso_time

_FENCE = re.compile(r"---\s*")
_END = re.compile(r"(?:---|\.\.\.)\s*")
_LONGEST = 100
_FIELD = re.compile(r"([A-Za-z_\u4e00-\u9fff][\w\- ]{0,30}?)\s*[:：]\s*(.*)")
_ITEM = re.compile(r"\s*-\s+(.+)")
_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "标题", "題目", "题目"),
    "subtitle": ("subtitle", "副标题"),
    "published": ("date", "published", "publish_date", "pubdate", "日期", "发布时间", "时间"),
    "source": ("source", "publisher", "site", "来源", "來源"),
    "authors": ("author", "authors", "byline", "作者", "记者"),
    "editors": ("editor", "editors", "编辑", "责任编辑", "责编"),
    "section": ("section", "channel", "栏目"),
    "issue": ("issue", "期号"),
    "page": ("page", "版次"),
}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names}
_BETWEEN = re.compile(r"[,，、;；/]\s*|\s{2,}|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


def front_matter(lines: list[SourceLine]) -> tuple[Meta, int]:
    """What the head of the file declares, and how many lines it has: none where the file has no head."""
    if not lines or not _FENCE.fullmatch(lines[0].text):
        return Meta(), 0
    end = next((at for at, line in enumerate(lines[1:_LONGEST], 1) if _END.fullmatch(line.text)), 0)
    said = _fields([line.text for line in lines[1:end]])
    return (_meta(said), end + 1) if said else (Meta(), 0)


def _fields(lines: list[str]) -> dict[str, list[str]]:
    """The values by the name of their field; empty if a line is no field, for then this is no head."""
    fields: dict[str, list[str]] = {}
    values: list[str] = []
    for line in lines:
        field, item = _FIELD.fullmatch(line), _ITEM.fullmatch(line)
        if field and not line[0].isspace():
            values = fields.setdefault(field[1].strip().lower(), [])
            values += [value for value in _list(field[2]) if value]
        elif item:
            values.append(_bare(item[1]))
        elif line.strip() and not line[0].isspace() and not line.startswith("#"):
            return {}
    return fields


def _list(value: str) -> list[str]:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [_bare(one) for one in value[1:-1].split(",")]
    return [_bare(value)]


def _bare(value: str) -> str:
    value = value.strip()
    return value[1:-1].strip() if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _meta(said: dict[str, list[str]]) -> Meta:
    found: dict[str, object] = {}
    for name, values in said.items():
        field = _FIELD_OF.get(name)
        if field is None or field in found or not values:
            continue
        if field in ("authors", "editors"):
            found[field] = tuple(one for value in values for one in _BETWEEN.split(value) if one)
        elif field == "published":
            found[field] = iso_time(values[0])
        else:
            found[field] = values[0]
    return Meta(**found)  # type: ignore[arg-type]
