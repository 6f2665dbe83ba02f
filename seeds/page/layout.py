"""The place of every line: which are the title, the body's blocks, the masthead, and which are furniture."""

from __future__ import annotations

import re
from bisect import bisect_right

import msgspec

from seeds.article import Span
from seeds.page.body import body_span
from seeds.page.datelines import Dateline, datelines_in
from seeds.page.dates import whole_date
from seeds.page.headings import (
    Group,
    grouped,
    is_credit,
    is_heading_after_all,
    is_signature,
    may_open_a_body,
)
from seeds.page.lines import Line
from seeds.page.names import byline
from seeds.page.titles import head_of, is_subtitle, repeats_head, title_line, title_lines

_DATELINE_BONUS, _TITLE_BONUS, _FIELD_BONUS = 100.0, 100.0, 40.0
_CERTAIN_BONUS = 400.0
_MASTHEAD_REACH = 8
_MANY_DATELINES = 4
_ABOVE_SHARE = 0.2
_BYLINE_REACH = 3
_TAIL_LINES = 12
_SIGNATURE_LIMIT = 40
_SIGN_OFF = re.compile(r"^(?:本报|新华社)\S{2,12}\d{1,2}月\d{1,2}日(?:电|讯)$")

# A newspaper or a site by its full name, which stands alone under the title; 织密一张网 is a heading.
_NAMED_MEDIUM = re.compile(
    r"[一-鿿]{2,8}(?:[日晚早晨时商]报|都市报|周[刊报]|新闻网|新华社|通讯社|电视台|电台|在线|新华网|人民网|政府网)"
)


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """What stands where, by index of line. `body` is the range of the body's lines.

    `repeats` are lines that say the title again.
    """

    title: tuple[int, ...]
    subtitle: int | None
    groups: tuple[Group, ...]
    datelines: dict[int, Dateline]
    bylines: dict[int, tuple[str, ...]]
    repeats: frozenset[int]
    body: Span


def lay_out(lines: list[Line], declared: str | None = None) -> Layout:
    """Find the article among the lines of a page; every line that is in no group is furniture.

    `declared` is the title as the file declares it.
    """
    datelines = datelines_in(lines)
    lines = [
        msgspec.structs.replace(line, kind="dateline", rule="dateline") if at in datelines else line
        for at, line in enumerate(lines)
    ]
    head = head_of(lines, declared)
    repeats = {at for at, line in enumerate(lines) if repeats_head(line.view, head)}
    below = repeats - {0}
    own = _without_remarks(datelines, below)
    begin, end = body_span(lines, _anchors(own, below)) or _everything(lines)
    begin = below_masthead(lines, begin, end, own)
    title = title_line(lines, begin, list(datelines), declared)
    titles = () if title is None else title_lines(lines, title)
    top = max([at for at in (*titles, *datelines) if at < begin], default=-1)
    bylines = bylines_in(lines, Span(begin, end), {*titles, *(at for at in datelines if at < begin)})
    subtitle = subtitle_below(lines, title, begin)
    top = max([top, -1 if subtitle is None else subtitle, *(at for at in bylines if at < begin)])
    end = _over_signature(lines, _over_tail(lines, _over_signature(lines, end)))
    body = Span(_over_headings(lines, begin, top), end)
    kept = [at for at in range(*body) if at not in bylines and _stays(lines, at, datelines)]
    if not kept and not titles:
        kept = list(range(*body))
    return Layout(
        title=titles,
        subtitle=subtitle,
        groups=tuple(grouped(lines, kept)),
        datelines=datelines,
        bylines=bylines,
        repeats=frozenset(repeats.difference(titles)),
        body=body,
    )


def _anchors(datelines: dict[int, Dateline], repeats: set[int]) -> dict[int, float]:
    """How strongly each line says that an article begins below it."""
    anchors = {
        at: _CERTAIN_BONUS if item.is_certain else _DATELINE_BONUS if item.published else _FIELD_BONUS
        for at, item in datelines.items()
    }
    return dict.fromkeys(repeats, _TITLE_BONUS) | anchors


def _without_remarks(datelines: dict[int, Dateline], repeats: set[int]) -> dict[int, Dateline]:
    """The datelines that may be the article's: of many without a label, as readers' remarks have them, the
    first under the title."""
    plain = sorted(at for at, item in datelines.items() if item.published and not item.labelled)
    firsts = (bisect_right(plain, title) for title in repeats)
    under = {plain[at] for at in firsts if at < len(plain)}
    if not under or len(plain) < _MANY_DATELINES:
        return datelines
    return {at: item for at, item in datelines.items() if at in under or at not in plain}


def _everything(lines: list[Line]) -> Span:
    """The body of a page without one sentence: all that is not furniture, below a title; or all."""
    plain = [at for at, line in enumerate(lines) if line.kind == "short"]
    if not plain:
        return Span(0, len(lines))
    return Span(plain[1] if len(plain) > 1 else plain[0], plain[-1] + 1)


def below_masthead(lines: list[Line], begin: int, end: int, datelines: dict[int, Dateline]) -> int:
    """Where the body begins once the few sentences that stand above its dateline are left out."""
    total = sum(len(line.view) for line in lines[begin:end] if line.kind == "prose")
    above = 0
    for at in range(begin, end):
        if at in datelines and datelines[at].is_certain:
            return next((k for k in range(at + 1, end) if lines[k].kind in ("prose", "caption")), begin)
        above += len(lines[at].view) if lines[at].kind == "prose" else 0
        if above > _ABOVE_SHARE * total:
            break
    return begin


def bylines_in(lines: list[Line], body: Span, masthead: set[int]) -> dict[int, tuple[str, ...]]:
    """Lines of names: anywhere in the article with a role, without one just under a masthead line."""
    found = {}
    for at in range(min(masthead, default=body.start), min(body.end + 4, len(lines))):
        line = lines[at]
        if line.kind not in ("short", "byline") or at in masthead:
            continue
        under = at < body.start and any(at - above in masthead for above in range(1, _BYLINE_REACH + 1))
        names = byline(line.view, bare=under or (at >= body.end and line.view.startswith("(")))
        if names:
            found[at] = names
    return found


def subtitle_below(lines: list[Line], title: int | None, begin: int) -> int | None:
    if title is None or title + 1 >= begin:
        return None
    below = lines[title + 1]
    return title + 1 if below.kind == "short" and is_subtitle(below.view) else None


def _over_headings(lines: list[Line], begin: int, top: int) -> int:
    """Take in the headings and the salutation between the masthead and the first paragraph."""
    if top < 0 or begin - top > _MASTHEAD_REACH:
        return begin
    first = begin
    while first - 1 > top and begin - first < 3 and may_open_a_body(lines[first - 1]):
        first -= 1
    is_source = first < begin and first == top + 1 and _NAMED_MEDIUM.fullmatch(lines[first].view)
    return first + 1 if is_source else first


def _over_tail(lines: list[Line], end: int) -> int:
    """Take in the last paragraphs that short lines part from the body, up to what closes the page."""
    closing = end
    while closing < len(lines) and lines[closing].kind in ("prose", "short", "caption"):
        closing += 1
        if closing - end > _TAIL_LINES:
            return _over_prose(lines, end, closing)
    clauses = sum("," in line.view for line in lines[end:closing])
    return closing if 2 * clauses >= closing - end else _over_prose(lines, end, closing)


def _over_prose(lines: list[Line], end: int, closing: int) -> int:
    after, prose, size = end, 0, 0
    for at in range(end, closing):
        size += len(lines[at].view)
        if lines[at].kind == "prose":
            prose += len(lines[at].view)
            after = at + 1 if 2 * prose >= size or at - end < 3 else after
    return after


def _over_signature(lines: list[Line], end: int) -> int:
    """Take in what closes an article below its last sentence: a photo's credit, an office and a date."""
    while 0 < end < len(lines) and _closes(lines, end):
        end += 1
    return end


def _closes(lines: list[Line], at: int) -> bool:
    line = lines[at]
    if len(line.view) > _SIGNATURE_LIMIT or line.kind not in ("short", "prose", "caption", "dateline"):
        return False
    if is_credit(lines, at) or is_signature(lines, at):
        return True
    if whole_date(line.view) or _SIGN_OFF.match(line.view):
        return True
    return line.view.startswith("(") and line.view.endswith(")")


def _stays(lines: list[Line], at: int, datelines: dict[int, Dateline]) -> bool:
    if at in datelines:
        return not datelines[at].labelled and not datelines[at].is_certain
    return lines[at].kind in ("prose", "short", "caption") or is_heading_after_all(lines, at)
