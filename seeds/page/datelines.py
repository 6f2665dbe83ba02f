"""Datelines: when, from where and by whom, as pages state it in one line under the title."""

from __future__ import annotations

import re
from itertools import zip_longest

import msgspec

from seeds.page.dates import DATE, iso_date
from seeds.page.lines import Line
from seeds.page.names import is_medium, is_name, is_office, names_in, pen_names_in
from seeds.page.scripts import as_written, simplified

_LABELS = {
    "source": (
        "文章来源|信息来源|新闻来源|稿件来源|媒体来源|资料来源|来源于|来源|稿源|出处|来自|转自|转载自|转贴自|摘自|选自|"
        "发布机构|发布单位|供稿单位|发布部门|發布單位|來源"
    ),
    "author": (
        "文章作者|本文作者|记者|記者|撰稿人|撰稿|供稿人|通讯员|撰文|供稿|文字|发布者|发布人|发稿人|(?<!该)作\\s*者"
    ),
    "editor": "责任编辑|责任编校|网络编辑|值班编辑|实习编辑|本文编辑|责编|编辑|录入|責任編輯|責編|編輯",
    "section": ("所属栏目|所属分类|所属频道|信息类别|信息分类|栏目|分类|类别|标签|关键词|频道"),
    "number": "信息索引号|索引号|索引编号|发文字号|文件编号|文号|主题词|公文种类|公开方式",
    "other": (
        "发布时间|发布日期|发布(?=\\s?:)|更新(?=\\s?:)|出版(?=\\s?:)|上传时间|发稿时间|加入时间|发表时间|发表日期|更新时间|更新日期|创建时间|录入时间|添加时间|编辑时间|成文日期|发文日期|生成日期|"
        "發布時間|發布日期|發佈時間|發佈日期|日期|時間|时间|日期|"
        "浏览次数|浏览量|浏览数|浏览|点击次数|点击数|点击率|点击量|点击|阅读次数|阅读量|阅读数|阅读|"
        "访问次数|访问量|访问|人气|热度|评论数|评论|字体大小|字体|字号|分享到|分享|打印|收藏|"
        "审核|校对|审稿|监制"
    ),
}
_LABEL = re.compile(
    "(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items()) + r")\s?[:丨|/]\s*"
)
_BUTTONS = re.compile(
    r"https?://\S+|www\.\S+|[\[(【][^\])】]{0,24}(?:字体|字号|大小|打印|关闭|收藏|繁体|纠错)[^\])】]{0,24}[\])】]|[\[(【][大中小][\])】]|"
    r"(?:文章)?(?:原载|刊于|刊载于|刊登于)于?(?=《)|(?<![一-鿿])(?:发布|更新|最后更新|最后发布|首发|已编辑|楼主|只看该作者|只看楼主|倒序浏览|"
    r"返回(?:首页|列表|上一?页)?)(?![一-鿿])|GMT|[^\s]{0,16}官方[账帐]号|第[\d一二三四五六七八九十]{1,4}版|"
    # The place that a telephone is in, as platforms tell it; 发布于青河日报 is a medium.
    r"(?:发表|发布)于\s?:?\s?[一-鿿]{2,3}(?<![报网社刊台])[省市]?(?![一-鿿])|"
    r"发表于|发布于|刊发于|我要(?:评论|分享|打印)|我来说两句|(?:发表|网友|查看)评论|打印(?:[本此]页|[本此]文)|关闭(?:窗口|本页)|分享到|字体大小|字体|字号|"
    r"手机看新闻|手机版|进入.{0,4}论坛|保存|打印|关闭|收藏|分享|扫一扫|二维码|微信|微博|点赞|纠错|朗读|"
    r"条评论|人参与|人浏览|次浏览|次阅读|人阅读|次点击|浏览次数|浏览|点击|阅读|评论|已有|热度|"
    r"星期[一二三四五六日天]|[大中小](?=\s|$)|[A-]?\+|\d+(?:\.\d+)?[万kKwW]?(?:次|人|条|℃)?\+?"
)
_EMPTY_FIELDS = (
    "未知 佚名 匿名 admin 管理员 系统管理员 原创 本站 无 暂无 整理 编译 转载 综合 网络整理 优质原创作者 "
    "晴 阴 雨 雪 多云"
)
_PLACEHOLDERS = frozenset(_EMPTY_FIELDS.split())
_GLUED_PLACEHOLDERS = ("未知", "佚名")
_HINT = re.compile(r"(?:19|20)\d{2}|原创|来源|來源|稿源|作者|编辑|編輯|[记記]者\s?:")
# 编辑:张三 某网记者 李四: the reporter behind the editor is the author.
_REPORTER = re.compile(r"\s[一-鿿]{0,10}(?:记者|通讯员)\s*(?=[一-鿿])")
# Accounts on WeChat: 原创 老周 青河观察
_OWN_WORK = re.compile(
    r"原创\s?:?\s+(?P<author>[^\s\d,、:][^\s,、:]{1,11})\s+(?P<source>[^\s\d,、:][^\s,、:]{1,19})(?:\s+(?:今天|昨天|\d天前|\d.{0,20}))?"
)
# What a site says of the day on which it is read, and of its members.
_OTHER_DAY = re.compile(
    r"(?:今天|今日|现在)(?:是|时间)?|欢迎|(?:注册|(?:最后|上次)(?:登录|登陆|访问))(?:时间|日期|于)?\s?:?\s?\d"
)
# 老周 发表于 2005-03-21: who stands before the verb wrote it.
_POSTED = re.compile(r"([^\s|()【】]{2,12})\s*(?:发表|发布)于\s?:?\s?(?=\d)")
_REPORTER_WORD = re.compile("记者|通讯员")
_AUTHOR = re.compile(r"作\s*者\s?[:丨|/]")
_STATED = re.compile(r"[一-鿿㐀-䶿·]{2,20}")
# What stands in a field that was left empty, or says how the article came about.
_NO_AUTHOR = frozenset(
    ("无", "暂无", "本站", "原创", "本站原创", "整理", "编译", "转载", "综合", "优质原创作者"),
)
_BULLETS = "□■●○◎◆◇▌☐"
_LINE_LIMIT = 160
_REST_LIMIT, _UNDATED_REST_LIMIT = 18, 6
_SOURCE = re.compile(r"《[^》]{1,30}》[^\s|()【】]{0,10}|[^\s|()【】]{1,30}")
_WORD = re.compile(r"[^\s|()【】《》\[\],;·]+")
_EDITOR_BREAK = re.compile(r"[、,;/|]\s*|\s+(?![A-Za-z])|(?<![A-Za-z])\s+")
_STAFF_CODE = re.compile(r"[A-Za-z]{1,3}\d+$")
_SENTENCE_END = "。!?…;"


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """What one line says of the article; `published` is ISO, None where the line has no date.

    `labelled` where the line has a label such as 来源: or 发布时间:.
    """

    published: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    section: str | None = None
    labelled: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether the line can be nothing else; a bare date may also head an entry or close a letter."""
        return self.published is not None and (self.labelled or "T" in self.published)


def datelines_in(lines: list[Line]) -> dict[int, Dateline]:
    """The datelines of a page, by index of line.

    Bare dates between paragraphs are headings of entries, and then so are all the page's bare dates;
    a bare date under an office, under the last paragraph, signs a letter.
    """
    found = {}
    for at, line in enumerate(lines):
        if line.kind in ("ending", "caption") or len(line.view) > _LINE_LIMIT or not _HINT.search(line.view):
            continue
        dateline = read_dateline(line.view)
        if dateline and (line.kind != "editor" or dateline.published):
            found[at] = dateline
    bare = {at for at, item in found.items() if item.published and not item.is_certain}
    entries = any(_between_paragraphs(lines, at) for at in bare)
    return {
        at: item
        for at, item in found.items()
        if at not in bare or not (entries or _signs_a_letter(lines, at))
    }


def _between_paragraphs(lines: list[Line], at: int) -> bool:
    return 0 < at < len(lines) - 1 and lines[at - 1].kind == lines[at + 1].kind == "prose"


def _signs_a_letter(lines: list[Line], at: int) -> bool:
    if at < 2 or lines[at - 1].kind != "short" or not is_office(lines[at - 1].view):
        return False
    return any(line.kind == "prose" for line in lines[max(0, at - 4) : at - 1])


def read_dateline(line: str) -> Dateline | None:
    """The dateline that `line` (with narrow punctuation) is, or None if it is another kind of line.

    Its words may be in traditional characters; its names stay as they are written.
    """
    if len(line) > _LINE_LIMIT:
        return None
    simple = simplified(line)
    found = _read_simplified(simple)
    if found is None or simple == line:
        return found
    return msgspec.structs.replace(
        found,
        source=found.source and as_written(found.source, line),
        authors=tuple(as_written(name, line) for name in found.authors),
        editors=tuple(as_written(name, line) for name in found.editors),
        section=found.section and as_written(found.section, line),
    )


def _read_simplified(line: str) -> Dateline | None:
    """The dateline that `line`, in simplified characters, is.

    A line counts where it has a date or a label such as 来源, and little else: whatever is left
    beside dates, labelled values, buttons and counters stays under 18 characters.
    """
    if len(line) < 4 or line[-1] in _SENTENCE_END or "。" in line or _OTHER_DAY.match(line):
        return None
    if own := _OWN_WORK.fullmatch(line):
        return Dateline(source=own["source"], authors=(own["author"].removesuffix("编译"),), labelled=True)
    found = DATE.search(line)
    if found and line[found.end() : found.end() + 1] == ",":
        return None  # 2019年3月5日,…: a sentence begins
    published = iso_date(found) if found else None
    fields, before, after = _fields(line, found if published else None)
    rest = sum(map(len, before)) + sum(map(len, after))
    if rest > (_REST_LIMIT if published else _UNDATED_REST_LIMIT) or not (published or fields):
        return None
    source = _source(fields.get("source", ""))
    posted = _POSTED.search(line)
    poster = posted[1] if posted and not (is_medium(posted[1]) or is_office(posted[1])) else None
    if source is None and published:
        beside = after or [word for word in before if word != poster]
        source = _unlabelled_source(beside, before=not after)
        source = source or _unlabelled_source([word for word in before if is_medium(word)], before=True)
    editor, _, reporter = _REPORTER.sub("\0", fields.get("editor", "")).partition("\0")
    authors = (
        _authors(fields.get("author", ""), line)
        or names_in(reporter)
        or tuple(
            word
            for word in (word.removeprefix("作者").lstrip(_BULLETS) for word in after)
            if word != source and is_name(word)
        )
        or _reporters(after)
        or ((poster,) if poster in before else ())
    )
    aside = (word for word in before if word not in (source, poster) and word not in _PLACEHOLDERS)
    return Dateline(
        published=published,
        source=source,
        authors=authors,
        editors=_editors(editor),
        section=fields.get("section") or next(aside, None),
        labelled=bool(fields),
    )


def _authors(value: str, line: str) -> tuple[str, ...] | None:
    """The names in a label's value; after 作者 whatever the page states: a pen name, an office, 佚名."""
    if not value or value in _NO_AUTHOR:
        return None
    if names := names_in(value):
        return names
    if not _AUTHOR.search(line):
        return None
    return pen_names_in(value) or ((value,) if _STATED.fullmatch(value) else None)


def _reporters(words: list[str]) -> tuple[str, ...]:
    """The names in what stands without a label: □本报记者韦小雅通讯员陆明."""
    told = " ".join(words)
    return names_in(told) or () if _REPORTER_WORD.search(told) else ()


def editors_in(line: str) -> tuple[str, ...]:
    """The editors that a line such as (责任编辑:梁木) names."""
    fields, _, _ = _fields(line, None)
    return _editors(fields.get("editor", ""))


def authors_in(line: str) -> tuple[str, ...]:
    """The authors that a line such as 作者:周文 责任编辑:梁木 names beside the editors."""
    fields, _, _ = _fields(line, None)
    return _authors(fields.get("author", ""), line) or ()


def _fields(line: str, dated: re.Match[str] | None) -> tuple[dict[str, str], list[str], list[str]]:
    """Labelled values by kind of label, and the words without a label before and after the date."""
    bare = line if dated is None else f"{line[: dated.start()]} {_DATE_STANDS} {line[dated.end() :]}"
    labels = list(_LABEL.finditer(bare))
    fields: dict[str, str] = {}
    loose = [bare[: labels[0].start()] if labels else bare]
    for label, following in zip_longest(labels, labels[1:]):
        kind = str(label.lastgroup)
        value = bare[label.end() : following.start() if following else len(bare)]
        kept, left = ("", value) if kind == "other" else _value(kind, value)
        loose.append(left)
        fields.setdefault(kind, kept)
    before, _, after = " ".join(loose).rpartition(_DATE_STANDS)
    return (
        fields,
        _WORD.findall(_BUTTONS.sub(" ", before)),
        _WORD.findall(_BUTTONS.sub(" ", after)),
    )


_DATE_STANDS = "\0"


def _value(kind: str, value: str) -> tuple[str, str]:
    """A label's value, and what follows it that belongs to no label."""
    own, stands, left = value.partition(_DATE_STANDS)
    left = stands + left
    if kind in ("source", "section", "number"):
        found = _SOURCE.search(own)
        return (found.group(), own[found.end() :] + left) if found else ("", left)
    return own.strip(" ()【】[]|"), left


def _source(value: str) -> str | None:
    name = _without_placeholder(value.strip(" -|,;()[]【】"))
    return name if name and name not in _PLACEHOLDERS else None


def _without_placeholder(word: str) -> str:
    """未知村民自治信息网 is an author field left empty and the site: the site stays."""
    for empty in _GLUED_PLACEHOLDERS:
        if word.startswith(empty) and len(word) > len(empty) + 1:
            return word.removeprefix(empty)
    return word


def _unlabelled_source(words: list[str], *, before: bool) -> str | None:
    """The one word beside the date that can be a source, or the one of several that is a medium's name."""
    stated = [word.removeprefix("来源") for word in words if word.startswith("来源") and len(word) > 3]
    bare = stated or [_without_placeholder(word) for word in words]
    named = [
        word
        for word in bare
        if 2 <= len(word) <= 24 and any(map(str.isalpha, word)) and word not in _PLACEHOLDERS
    ]
    media = [word for word in named if is_medium(word)]
    if media:
        return min(media, key=lambda word: word.endswith(("新闻", "频道")))
    if len(named) == 2 and before:  # a channel and a source
        named = named[1:]
    return named[0] if len(named) == 1 and not is_name(named[0]) else None


def _editors(value: str) -> tuple[str, ...]:
    value = re.split(r"[)\]】]", value)[0]
    names = names_in(value)
    if names:
        return names
    words = [re.sub(r"_?[A-Z]{1,4}\d+$", "", word) or word for word in _EDITOR_BREAK.split(value) if word]
    words = [word for word in words if word not in _PLACEHOLDERS and len(word) <= 12]
    words = [word for word in words if not _STAFF_CODE.match(word)] or words
    return tuple(words[:4])
