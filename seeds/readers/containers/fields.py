"""From the columns of a table or the keys of a JSON object to the fields of a record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from seeds.problems import Problem, Unreadable
from seeds.readers.containers.names import shown
from seeds.readers.pieces import Record

FIELDS: tuple[str, ...] = Record.__struct_fields__
"""The fields that a mapping can name."""
# The best name first: a record may have several of them.
_KNOWN = {
    "text": (
        "text fulltext body articlebody content maintext articletext articlecontent newscontent contents "
        "article 正文 全文 正文内容 文章内容 新闻内容 文章正文 新闻正文 内容 文本 原文 文章"
    ),
    "html": "html pagehtml rawhtml contenthtml htmlcontent articlehtml 网页 网页源码 源码",
    "title": "title headline articletitle newstitle 标题 题名 题目 篇名 文章标题 新闻标题 主标题",
    "subtitle": "subtitle subheadline 副标题 副题",
    "published": (
        "published publishedat pubdate pubtime publishdate publishtime publicationdate datepublished "
        "releasedate 发布时间 发布日期 发表时间 发表日期 出版日期 刊发日期 见报日期 成文日期 "
        "date datetime 日期 时间 time ctime"
    ),
    "source": (
        "source media publisher newspaper sourcename 来源 媒体 信息来源 文章来源 新闻来源 来源媒体 媒体名称 "
        "报纸 报刊 报纸名称 刊名 来源名称 出处"
    ),
    "authors": "authors author byline reporter writer 作者 记者 撰稿 撰稿人 作者姓名",
    "editors": "editors editor 编辑 责任编辑 责编",
    "issue": "issue issueno 期 期号 期次 期数 刊期",
    "page": "page pageno pagenumber 版面 版次 版 版号 页码 页",
    "section": "section channel category column 栏目 频道 分类 类别 版面名称",
    "url": "url link uri href permalink 链接 网址 地址 原文链接 文章链接",
    "key": "id key articleid docid uuid guid 编号 序号 文章编号 唯一标识",
}
_FIELD_OF = {
    name: (field, rank) for field, names in _KNOWN.items() for rank, name in enumerate(names.split())
}
_PEOPLE = re.compile(r"[、,\uff0c;\uff1b/|\n\t]+|(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_SPACED_NAME = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_OFFICE = re.compile(
    r"^(?:(?:本报|本刊|本网|特约|实习|见习)*(?:记者|通讯员|作者|责任编辑|责编|编辑|撰稿)|文|by\b)\s*[:\uff1a/]?\s*",
    re.IGNORECASE,
)
_TAGS = re.compile(
    r"\s*<(?:!doctype|html|head|body|div|p|span|article|section|h[1-6]|table|br|strong|b|img|a|center|font|"
    r"style|script|ul|ol|meta|link|figure|blockquote|!--)\b|.*?(?:</p>|<br\s*/?>|</div>)",
    re.IGNORECASE | re.DOTALL,
)
_TAGS_WITHIN = 5000
"""Characters within which the first tag stands, in a text that is HTML."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_WRITTEN_LINE_END = re.compile(r"(?:\\r)?\\n")
_RUN_ON = re.compile(r"(?<=[。!?\uff01\uff1f…”)\uff09])[ \t]*\u3000\u3000+")
_COLUMNS_NAMED = 12


def mapping_from(assignments: Iterable[str]) -> dict[str, str]:
    """The mapping that is written `FIELD=COLUMN`, once a field. Raises Problem."""
    mapping: dict[str, str] = {}
    for assignment in assignments:
        field, equals, column = assignment.partition("=")
        if not equals or not column or field not in FIELDS:
            raise Problem(
                "{said} is no mapping; write FIELD=COLUMN, where FIELD is one of {fields}",
                said=shown(assignment),
                fields=", ".join(FIELDS),
            )
        mapping[field] = column
    return mapping


class Mapped:
    """Which column, or path in an object, is which field: the usual names, and `mapping` before them."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._mapping = dict(mapping)

    def knows_text(self, found: Mapping[str, object]) -> bool:
        """Whether any of its columns is one for the text."""
        return not {"text", "html"}.isdisjoint(field for field, _, _ in self._values(found))

    def record(self, found: Mapping[str, object]) -> Record:
        """The record of a row or an object. Where there is no text in it, `text` and `html` are blank."""
        best: dict[str, tuple[int, object]] = {}
        for field, rank, value in self._values(found):
            if field not in best or rank < best[field][0]:
                best[field] = rank, value
        values = {field: value for field, (_, value) in best.items()}
        text, html = (_line_ends(_words(values.pop(field, ""))) for field in ("text", "html"))
        if text and _is_html(text):
            text, html = "", text
        authors, editors = (people_in(_words(values.pop(field, ""))) for field in ("authors", "editors"))
        rest = {field: " ".join(_words(value).split()) for field, value in values.items()}
        return Record(
            text=_paragraphs(text), html="" if text else html, authors=authors, editors=editors, **rest
        )

    def _values(self, found: Mapping[str, object]) -> Iterator[tuple[str, int, object]]:
        """Each value that is not blank or whose column is for the text: its field, its rank, itself."""
        for field, path in self._mapping.items():
            yield from ((field, -1, value) for value in _at(found, path))
        for depth, (name, value) in _named(found):
            known = _FIELD_OF.get(folded(name))
            if known is None or known[0] in self._mapping:
                continue
            field, rank = known
            if field in ("text", "html") or _words(value):
                # A blank text counts least: another column may have it.
                yield field, rank + (1000 if depth else 0) + (10_000 if not _words(value) else 0), value


def columns_unknown(name: str, columns: Sequence[str]) -> Unreadable:
    """What is said where no column is known to hold the text."""
    named = ", ".join(shown(str(column)[:40]) for column in columns[:_COLUMNS_NAMED])
    more = len(columns) - _COLUMNS_NAMED
    return Unreadable(
        "{path}: none of its columns is known to hold the text ({columns}); name one with --map text=COLUMN",
        path=name,
        columns=f"{named}, … (+{more})" if more > 0 else named,
    )


def people_in(written: str) -> tuple[str, ...]:
    """The names in a field that may hold several, without what the people are (本报记者)."""
    joined = _SPACED_NAME.sub(r"\1\2", written)
    names = (_OFFICE.sub("", name.strip()).strip() for name in _PEOPLE.split(joined))
    return tuple(dict.fromkeys(name for name in names if name))


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A column's name without what people write differently: case, width, spaces, underlines, brackets."""
    wide = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s_\-:.*#【】\[\]()]+", "", wide)


def _named(found: Mapping[str, object]) -> Iterator[tuple[int, tuple[str, object]]]:
    """The columns, and then those of the objects among them: `data.text`, `meta.title`."""
    for item in found.items():
        yield 0, item
    for value in found.values():
        if isinstance(value, Mapping):
            for item in value.items():
                yield 1, item


def _at(found: object, path: str) -> Iterator[object]:
    """What stands at a path: a key that is called so, or keys with dots between; of a list, of each item."""
    if isinstance(found, list):
        step, _, rest = path.partition(".")
        if step.isdigit():
            items = found[int(step[:9]) :][:1]
            yield from (value for item in items for value in (_at(item, rest) if rest else [item]))
            return
        several = [value for item in found for value in _at(item, path)]
        if several:
            yield several
    elif isinstance(found, Mapping):
        if path in found:
            yield found[path]
            return
        for at, char in enumerate(path):
            if char == "." and path[:at] in found:
                yield from _at(found[path[:at]], path[at + 1 :])
                return


def _words(value: object) -> str:
    """The value as characters; items of a list are lines, and what has no characters is blank."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value).strip()
    if isinstance(value, list):
        return "\n".join(words for item in value if (words := _words(item)))
    if isinstance(value, Mapping):
        # An item of a list of paragraphs, or a value of MongoDB: {"$oid": "…"}.
        inner = next((value[key] for key in ("text", "content", "$oid", "$date", "name") if key in value), "")
        return inner.strip() if isinstance(inner, str) else ""
    return ""


def _line_ends(text: str) -> str:
    return _LINE_END.sub("\n", text)


def _paragraphs(text: str) -> str:
    """The text with a paragraph a line, where its line ends were lost on the way into one cell."""
    if "\n" in text:
        return text
    if _WRITTEN_LINE_END.search(text):
        return _WRITTEN_LINE_END.sub("\n", text)
    return _RUN_ON.sub("\n\u3000\u3000", text)


def _is_html(text: str) -> bool:
    return _TAGS.match(text, 0, _TAGS_WITHIN) is not None
