"""The title: which line it is, and which part of the line."""

from __future__ import annotations

import re

from seeds.article import Span
from seeds.page.dates import DATE
from seeds.page.furniture import is_link_list
from seeds.page.lines import NARROW, Line
from seeds.page.names import byline, is_office

_SITE = (
    r"[^_|]{0,24}(?:网|新闻|频道|门户|政府|日报|晚报|报社|在线|中心|资讯|平台|首页|办公室|局|委员会|"
    r"com|cn|org|net)"
)
_SUFFIX = re.compile(
    rf"\s*(?:[_|丨].*|\s[-–—]{{1,2}}\s.*|-{{1,2}}{_SITE}(?:-{{1,2}}[^-_|]{{2,16}})?|(?:[·«»>]|::)\s*{_SITE})$",
    re.IGNORECASE,
)
# 青河网-一渠清水润山村: the site before the title.
_PREFIX = re.compile(
    r"(?:[^-_|丨]{1,10}(?:网|日报|晚报|频道|新闻|在线|政府|网站)|新闻中心|新闻|要闻)\s*(?:[_|丨]|--?)\s*(?=.{6})"
)
_RUNNING_HEAD = re.compile(r"^(?P<title>[^/]{6,40}?)\s*/\s*(?P<section>[^/]{2,12})$")
_LOOK_BACK = 60
_SHORTEST, _LONGEST = 4, 70
_REPEATED_FROM = 6
# What programs that make pages put where a title should be.
_NO_TITLE = re.compile(
    r"(?:无标题|新建|未命名)(?:文档|页|网页)?\s?\d*|untitled(?: document| page)?|new page\s?\d*|"
    r"(?:新闻|文章|信息|内容|资讯)(?:内容|正文|详细|详情|浏览|显示|查看|页)|(?:详细|正文)(?:内容|页|信息|页面)?"
)
_OPEN_ENDS = ",、的和与"
_SUBTITLE = re.compile(r"^(?:——|--|—|――)")
# When and where a report was given: (2019年1月8日在青石县第九届人民代表大会第一次会议上)
_OCCASION = re.compile(r"\((?:19|20)\d\d年[^()]{4,60}上\)")


def title_line(
    lines: list[Line], begin: int, datelines: list[int], declared: str | None = None
) -> int | None:
    """The index of the title among the lines above the body, which starts at `begin`.

    `declared` is the title as the file declares it.
    """
    first = head_of(lines, declared)
    above = [at for at in datelines if at <= begin]
    reference = above[-1] if above else begin
    scored = [
        (_score(lines, at, reference, first), at)
        for at in range(max(0, reference - _LOOK_BACK), begin)
        if may_be_title(lines[at])
    ]
    if first and not any(_repeats(lines[at].view, first) for _, at in scored):
        scored += [(20.0, at) for at in range(min(2, begin)) if may_be_title(lines[at])]
    best = max(scored, default=None)
    return best[1] if best and best[0] > 0 else None


def title_lines(lines: list[Line], title: int) -> tuple[int, ...]:
    """The lines of a title that the line above begins: an office (… / 关于…的通知) or an open phrase."""
    if title == 0 or lines[title].gap or lines[title - 1].kind != "short":
        return (title,)
    above, view = lines[title - 1].view, lines[title].view
    issued = view.startswith("关于") and is_office(above)
    return (title - 1, title) if issued or above[-1] in _OPEN_ENDS else (title,)


def title_part(view: str) -> Span:
    """The range of a title line that is the title: without _site or | channel after it, or site- before."""
    head = _RUNNING_HEAD.match(view)
    if head:
        return Span(0, head.end("title"))
    before = _PREFIX.match(view)
    start = before.end() if before else 0
    found = _SUFFIX.search(view, start)
    if found and found.start() >= start + _SHORTEST:
        return Span(start, found.start())
    return Span(start, len(view))


def running_section(view: str) -> str | None:
    """The column's name in a running head such as 标题 / 栏目."""
    head = _RUNNING_HEAD.match(view)
    return head.group("section") if head else None


def is_subtitle(view: str) -> bool:
    """Whether a line below the title continues it: ——…, or the occasion of a report in brackets."""
    if _OCCASION.fullmatch(view):
        return True
    return bool(_SUBTITLE.match(view)) and len(view) <= 50 and view[-1] not in "。;"


def head_of(lines: list[Line], declared: str | None) -> str | None:
    """The title, squeezed, that a file declares or that its first line gives with a site's suffix."""
    head = _squeezed(declared.translate(NARROW)) if declared else ""
    first = repeated_head(lines)
    if first and first.startswith(head):
        return first  # what is declared may be cut short
    return head if len(head) >= _REPEATED_FROM else first


def repeated_head(lines: list[Line]) -> str | None:
    """The first line's title, squeezed, where it carries a site's suffix; pages repeat it further down."""
    if not lines:
        return None
    view = lines[0].view
    part = title_part(view)
    if part.end - part.start < len(view) or any(
        _squeezed(line.view) == _squeezed(view) for line in lines[1:400]
    ):
        head = _squeezed(view[slice(*part)])
        return head if len(head) >= _REPEATED_FROM and not is_office(head) else None
    return None


def repeats_head(view: str, head: str | None) -> bool:
    """Whether a line says the head again, or as much of it as a site kept."""
    return head is not None and _repeats(view, head)


def _repeats(view: str, head: str) -> bool:
    bare = _squeezed(view)
    return len(bare) >= _REPEATED_FROM and (
        head.startswith(bare)
        or (bare.startswith(head) and len(bare) <= len(head) + 16)
        or (head.endswith(bare) and 2 * len(bare) > len(head))
    )


def _squeezed(view: str) -> str:
    return "".join(view.split())


def may_be_title(line: Line) -> bool:
    """Whether a line has the form of a title: short, no menu, no date, no names, not cut off."""
    size = len(line.view)
    if not _SHORTEST <= size <= _LONGEST or line.kind not in ("short", "prose"):
        return False
    if line.kind == "prose" and line.view[-1] in "。;:,—":
        return False
    if line.view[0] == "(" and line.view[-1] == ")":  # (2019年1月8日在…大会上)
        return False
    if _NO_TITLE.fullmatch(line.view.lower()):
        return False
    return not (is_link_list(line.view) or byline(line.view) or DATE.match(line.view))


def _score(lines: list[Line], at: int, reference: int, first: str | None) -> float:
    view = lines[at].view
    distance = reference - at if at < reference else 2 * (at - reference)
    score = 20.0 - 2.0 * min(distance, 20)
    size = len(view)
    score += 15 if 9 <= size <= 45 else 4 if size >= 6 else -12
    if repeats_head(view, first):
        score += 45
    if view.startswith(("——", "--")):
        score -= 15
    if lines[at].told == "heading":
        score += 10
    return score
