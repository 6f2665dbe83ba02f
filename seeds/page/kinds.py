"""What kind of line each line of a page is."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from seeds.page.furniture import furniture_rule, is_doubled, is_link_list
from seeds.page.lines import Kind, Line
from seeds.page.names import byline
from seeds.page.scripts import simplified

_RULE_LIMIT = 240
"""Longer lines are prose: no furniture is that long, and no pattern has to run over them."""
_CAPTION_LIMIT, _EDITOR_LIMIT = 200, 90
_MOST_WORDS = 40
_CAPTION_OPENS = re.compile(
    r"图[一二三四五六七八九十\d]{1,3}\s*[:.、 ]|图\s?\d{1,3}\s|[组题配]?图为|[上下左右]图\s?[:为,]|"
    r"题图|配图|资料图|图片(?:说明|来源)|图说|图注|图源|[▲△▼↑↓]"
)
_CAPTION_ENDS = re.compile(r"(?:摄|供图|资料图|图片来源:.{1,16}|图源:?.{1,16}|[视频微博网页]截图)\s*[)】]?$")
_STAFF = (
    r"(?:责任编辑|责任编校|网络编辑|值班编辑|实习编辑|本文编辑|本期编辑|责编|编辑|責任編輯|責編|編輯|编审|校对|审核|监制|排版|责校|"
    r"初审|复审|终审|值班主任|总监制|主编|美编|制作)"
)
_EDITOR = re.compile(
    rf"^[\W_]{{0,3}}{_STAFF}\s*[:/丨|]\s*\S.{{0,60}}$|"
    r"^[\s(\[【]*(?:作者|来源|记者|文章来源|原标题)\s*:.{0,40}(?:责任编辑|责编|编辑)\s*:|"
    r"^[^。]{2,50}[\s(\[【](?:责任编辑|责编|编辑|編輯)\s*[:/]\s*\S{2,12}[)\]】]?$"
)
_ORIGINAL_TITLE = re.compile(r"^[\s(\[【]*(?:原标题|原题|标题)\s*:")
_SALUTATION = re.compile(
    r"^(?:各[一-鿿]|尊敬的|同志们|朋友们|女士们|[一-鿿]{2,12}(?:人民政府|委员会|局|办公室|公司)).{0,80}:$"
)
_WORDS = re.compile("[一-鿿㐀-䶿]{2}")
_SENTENCE_ENDS = "。!?…"
_ENDS = _SENTENCE_ENDS + ";”」』)》:】~—"
_POINTS = frozenset(",。、:;!?")
_SENTENCE_FROM, _CLAUSES_FROM, _LONG_FROM = 4, 12, 45


def classified(line: Line) -> Line:
    """The line with its kind and the rule that gave it."""
    kind, rule = _told_kind(line) or (("short", "row") if _is_row(line) else _kind(simplified(line.view)))
    return msgspec.structs.replace(line, kind=kind, rule=rule)


def _is_row(line: Line) -> bool:
    """Whether a line is a row of a table of figures: words in cells, one in three of them with a digit."""
    if not line.has_cells:
        return False
    words = line.view.split()
    return len(words) <= _MOST_WORDS and 3 * sum(map(_has_digit, words)) >= len(words)


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _told_kind(line: Line) -> tuple[Kind, str] | None:
    """The kind that the file gives a line; text of the article is never furniture."""
    match line.told:
        case None:
            return None
        case "body":
            kind, rule = _kind(simplified(line.view))
            if kind not in ("furniture", "ending"):
                return kind, rule
            kind, rule = _prose_or_short(line.view)
            named = rule == "unknown" and _WORDS.search(line.view)
            return (kind, rule) if named else ("prose", "body")
        case "heading" if not line.kept:
            kind, rule = _kind(simplified(line.view))
            return (kind, rule) if kind in ("furniture", "ending") else ("short", "heading")
        case "heading" | "title":
            return "short", line.told
        case "furniture" if _EDITOR.match(line.view[:_EDITOR_LIMIT]):
            return "editor", "editor"
        case _:
            return line.told, line.told


@lru_cache(maxsize=4)
def _kind(view: str) -> tuple[Kind, str]:
    size = len(view)
    if size > _RULE_LIMIT:
        return "prose", "long"
    if not any(map(str.isalnum, view)):
        return "furniture", "ornament"
    if size == 1:
        return ("furniture", "counter") if view.isdigit() else ("short", "unknown")
    if is_doubled(view):
        return "furniture", "doubled"
    furniture = furniture_rule(view)
    if furniture:
        return furniture.kind, furniture.name
    return _named_line(view) or _prose_or_short(view)


def _named_line(view: str) -> tuple[Kind, str] | None:
    """Lines that say what they are by their words: captions, editors, bylines."""
    size = len(view)
    if size <= _CAPTION_LIMIT and (_CAPTION_OPENS.match(view) or _CAPTION_ENDS.search(view)):
        return "caption", "caption"
    if size <= _EDITOR_LIMIT and _EDITOR.match(view):
        return "editor", "editor"
    if size <= _EDITOR_LIMIT and _ORIGINAL_TITLE.match(view):
        return "furniture", "original title"
    if byline(view):
        return "byline", "byline"
    return None


def _prose_or_short(view: str) -> tuple[Kind, str]:
    size = len(view)
    if is_link_list(view):
        return "furniture", "navigation"
    if view[-1] in _SENTENCE_ENDS and size >= _SENTENCE_FROM:
        return "prose", "sentence"
    pointed = any(char in _POINTS for char in view)
    if size >= _CLAUSES_FROM and ("。" in view or (view[-1] in _ENDS and pointed)):
        return "prose", "sentence"
    if size >= _LONG_FROM and pointed:
        return "prose", "long"
    if _SALUTATION.match(view):
        return "prose", "salutation"
    return "short", "unknown"
