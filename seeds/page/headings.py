"""The blocks of a body: which lines are headings, captions, signatures and paragraphs."""

from __future__ import annotations

import re

import msgspec

from seeds.article import Role
from seeds.page.dates import whole_date
from seeds.page.furniture import is_link_list
from seeds.page.lines import Line
from seeds.page.names import is_office

_LIMIT, _JOINED_LIMIT = 34, 44
_SHORTEST, _SHORTEST_AT_TOP = 2, 4
_RANKED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)|"
    r"第[一二三四五六七八九十]{1,3}[,、:章节条部]|[①-⑩])"
)
_CREDIT = re.compile(r"(?:提供|供图|摄|图)$")
_CREDIT_LIMIT = 24
_UNFINISHED = ":,、;-—"
_BUTTON_RULES = frozenset({"share", "breadcrumb", "navigation"})
_BUTTON = re.compile(r"^(?:分享|扫一扫|打印|点击|收藏|返回|关闭|登录|复制|更多|我要|加载|下载|首页|转发)")


class Group(msgspec.Struct, frozen=True):
    """Lines, by index, that are one block of the article."""

    role: Role
    lines: tuple[int, ...]


def grouped(lines: list[Line], kept: list[int]) -> list[Group]:
    """The blocks that the body's lines, given by index, are."""
    groups: list[Group] = []
    run: list[int] = []
    for at in kept:
        role = _own_role(lines[at])
        if role is None:
            run.append(at)
            continue
        groups += _short_run(lines, run, last=False)
        run = []
        groups.append(Group(role, (at,)))
    return groups + _short_run(lines, run, last=True)


def _own_role(line: Line) -> Role | None:
    """The role that a line has by itself, None for short ones, whose neighbours tell it."""
    if line.rule == "heading":
        return "heading"
    if line.rule == "row":
        return "paragraph"
    if line.kept and line.kind not in ("short", "caption", "byline"):
        return "paragraph"
    return _ROLES.get(line.kind)


_ROLES: dict[str, Role] = {"prose": "paragraph", "caption": "caption", "byline": "byline"}


def may_be_heading(line: Line) -> bool:
    """Whether a line has the form of a heading: short, and not cut off at its end."""
    view = line.view
    return line.kind == "short" and _SHORTEST <= len(view) <= _LIMIT and view[-1] not in _UNFINISHED


# What an article comes to, in clauses, under its title: 财政收入6亿元,同比增长8%;工业增加值增长9%
_SUMMARY = re.compile(r"[一-鿿][^|]{4,}[,;][^|]{4,}[一-鿿%]")


def may_open_a_body(line: Line) -> bool:
    """Whether a line above the first paragraph is a heading or a summary, no counter and no button."""
    if line.kind == "short" and _SUMMARY.search(line.view) and not is_link_list(line.view):
        return True
    return (
        may_be_heading(line)
        and len(line.view) >= _SHORTEST_AT_TOP
        and any("一" <= char <= "鿿" for char in line.view)
    )


def is_credit(lines: list[Line], at: int) -> bool:
    """Whether a line names who took the picture of the caption above it."""
    view = lines[at].view
    below_caption = at > 0 and lines[at - 1].kind == "caption"
    return below_caption and len(view) <= _CREDIT_LIMIT and bool(_CREDIT.search(view))


def is_signature(lines: list[Line], at: int) -> bool:
    """Whether a line closes a letter or notice: its date, or the office above the date."""
    signed = lines[at].view
    dated = [whole_date(line.view) is not None for line in lines[at : at + 3]]
    return (dated[0] and at > 0 and is_office(lines[at - 1].view)) or (is_office(signed) and any(dated[1:]))


def is_heading_after_all(lines: list[Line], at: int) -> bool:
    """Whether a line with a button's word (扫码支付进山村) stands as headings do: between paragraphs."""
    line = lines[at]
    if line.rule not in _BUTTON_RULES or not 0 < at < len(lines) - 1 or _BUTTON.match(line.view):
        return False
    return lines[at - 1].kind == lines[at + 1].kind == "prose" and may_open_a_body(
        msgspec.structs.replace(line, kind="short")
    )


def _short_run(lines: list[Line], run: list[int], *, last: bool) -> list[Group]:
    """Short lines in a row: a credit or a signature, then headings or a list."""
    told = [(at, _told_role(lines, at)) for at in run]
    first = next((place for place, (_, role) in enumerate(told) if role is None), len(told))
    return [Group(role, (at,)) for at, role in told[:first] if role] + _headings_or_list(
        lines, run[first:], last=last
    )


def _told_role(lines: list[Line], at: int) -> Role | None:
    """The role of a short line that its neighbours tell: a photo's credit or a signature."""
    if is_credit(lines, at):
        return "caption"
    return "byline" if is_signature(lines, at) else None


def _headings_or_list(lines: list[Line], run: list[int], *, last: bool) -> list[Group]:
    """A heading, one heading over two lines, headings of two ranks, or the items of a list."""
    ranked = any(_RANKED.match(lines[at].view) for at in run)
    shaped = all(_may_stand_as_heading(lines[at]) for at in run)
    if last or not shaped or (len(run) > 2 and not ranked):
        return [Group("paragraph", (at,)) for at in run]
    apart = ranked or any(lines[at].kept for at in run)
    if len(run) == 2 and not apart and sum(len(lines[at].view) for at in run) <= _JOINED_LIMIT:
        return [Group("heading", tuple(run))]
    return [Group("heading", (at,)) for at in run]


def _may_stand_as_heading(line: Line) -> bool:
    return may_be_heading(msgspec.structs.replace(line, kind="short"))
