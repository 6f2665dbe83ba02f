"""What a page says about its article: title, date, source, authors, editors, issue, page, section."""

from __future__ import annotations

import re
from collections.abc import Iterable

from seeds.article import Meta
from seeds.page.datelines import Dateline, authors_in, editors_in
from seeds.page.dates import MONTH, whole_date
from seeds.page.layout import Layout
from seeds.page.lines import Line
from seeds.page.names import is_medium, lead_names, tail_names
from seeds.page.titles import running_section

_ISSUE = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s*年\s*第?\s*(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})\s*期"
)
_FOLIO = re.compile(r"(?:^|\s)(\d{1,4})$|^(\d{1,4})\s")
_FILE_PAGE = re.compile(r"^\s*(?:page|p\.?)\s*(\d{1,4})\s*[-—|]?\s*", re.IGNORECASE)
_JOURNAL = re.compile(r"[一-鿿·]{2,16}")
_CLOSING_EDITOR = re.compile(r"\([^()]*编辑?:[^()]{2,20}\)$")
_NEAR, _NEAR_BODY = 15, 6
"""How many lines around an article may speak of it."""
_STANDING_LIMIT = 24


def metadata(lines: list[Line], layout: Layout, title: str | None, subtitle: str | None) -> Meta:
    """Gather the article's metadata from its masthead, its first and last paragraphs and its margins."""
    datelines = _by_nearness(layout)
    paragraphs = [lines[group.lines[0]].view for group in layout.groups if group.role == "paragraph"]
    issue, page, journal = _imprint(lines)
    published = _first(item.published for item in datelines)
    return Meta(
        title=title,
        subtitle=subtitle,
        published=published or _signed(lines, layout) or _month(lines, layout) or _issue_month(issue),
        source=_source(datelines) or _standing_source(lines, layout) or journal,
        authors=_authors(lines, datelines, layout, paragraphs),
        editors=_editors(lines, datelines, layout, paragraphs),
        issue=issue,
        page=page,
        section=_section(lines, datelines, layout),
    )


def _by_nearness(layout: Layout) -> list[Dateline]:
    """The datelines that may speak of this article: those above it from the nearest, then those below."""
    begin, end = layout.body
    reference = layout.title[-1] if layout.title else begin
    above = sorted((at for at in layout.datelines if at < begin), key=lambda at: abs(at - reference))
    near = [at for at in above if abs(at - reference) <= _NEAR]
    below = [
        at
        for at, item in sorted(layout.datelines.items(), key=lambda entry: entry[0])
        if begin <= at <= end + 2 or (begin <= at <= end + _NEAR and item.labelled)
    ]
    return [layout.datelines[at] for at in near + below]


def _source(datelines: list[Dateline]) -> str | None:
    """The source that the article's own dateline names, or else the first that a label names."""
    if datelines and datelines[0].source:
        return datelines[0].source
    return _first(item.source for item in datelines if item.labelled)


def _standing_source(lines: list[Line], layout: Layout) -> str | None:
    """A medium's name on a line of its own between the title and the body."""
    begin = layout.body.start
    top = layout.title[-1] if layout.title else max(0, begin - _NEAR_BODY) - 1
    for line in lines[top + 1 : begin]:
        medium = next((word for word in re.split(r"[\s/|]+", line.view) if is_medium(word)), None)
        if medium and len(line.view) <= _STANDING_LIMIT:
            return medium
    return None


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _authors(
    lines: list[Line], datelines: list[Dateline], layout: Layout, paragraphs: list[str]
) -> tuple[str, ...]:
    """Authors from the place that says it most plainly: a field, a byline, the editors, a lead, a tail."""
    stated = [name for item in datelines[:3] for name in item.authors]
    stated += [name for at in sorted(layout.bylines) for name in layout.bylines[at]]
    if not stated:
        stated = [name for line in _editors_lines(lines, layout) for name in authors_in(line.view)]
    if not stated and paragraphs:
        stated = [name for paragraph in paragraphs[:3] for name in lead_names(paragraph)]
    if not stated:
        stated = [name for paragraph in paragraphs for name in tail_names(paragraph)]
    return tuple(dict.fromkeys(stated))


def _editors(
    lines: list[Line], datelines: list[Dateline], layout: Layout, paragraphs: list[str]
) -> tuple[str, ...]:
    stated = [name for item in datelines[:3] for name in item.editors]
    if not stated:
        stated = [name for line in _editors_lines(lines, layout) for name in editors_in(line.view)]
    if not stated and paragraphs:
        closing = _CLOSING_EDITOR.search(paragraphs[-1][-60:])
        stated = list(editors_in(closing.group())) if closing else []
    return tuple(dict.fromkeys(stated))


def _editors_lines(lines: list[Line], layout: Layout) -> list[Line]:
    """The lines around the article that name its editors."""
    begin, end = layout.body
    return [line for line in lines[max(0, begin - _NEAR) : end + 2 * _NEAR] if line.kind == "editor"]


def _imprint(lines: list[Line]) -> tuple[str | None, str | None, str | None]:
    """Issue, printed page and journal from the issue lines at a page's edges."""
    issue = page = journal = None
    for line in lines:
        stated = _ISSUE.search(line.view) if line.rule == "issue" else None
        if stated is None:
            continue
        issue = issue or f"{stated['year']}年第{stated['number']}期"
        rest = f"{line.view[: stated.start()]} {line.view[stated.end() :]}"
        of_file = _FILE_PAGE.match(rest)
        rest = rest[of_file.end() :] if of_file else rest
        printed = _FOLIO.search(rest.strip())
        if printed and page is None:
            page = printed.group(1) or printed.group(2)
        name = _JOURNAL.search(rest)
        journal = journal or (name.group() if name else None)
    return issue, page, journal


def _issue_month(issue: str | None) -> str | None:
    """The month of a monthly's issue: 2018年第9期 is 2018-09; nothing beyond the twelfth."""
    stated = re.fullmatch(r"(\d{4})年第(\d{1,2})期", issue or "")
    if stated and 1 <= int(stated[2]) <= 12:
        return f"{stated[1]}-{int(stated[2]):02d}"
    return None


def _signed(lines: list[Line], layout: Layout) -> str | None:
    """The date that closes a letter or notice, on a line of its own at the end of the body."""
    for line in reversed(lines[max(layout.body.start, layout.body.end - _NEAR) : layout.body.end]):
        if day := whole_date(line.view):
            return day
    return None


def _month(lines: list[Line], layout: Layout) -> str | None:
    begin = layout.body.start
    for line in lines[max(0, begin - _NEAR_BODY) : begin]:
        month = MONTH.fullmatch(line.view)
        if month:
            return f"{month[1]}-{int(month[2]):02d}"
    return None


def _section(lines: list[Line], datelines: list[Dateline], layout: Layout) -> str | None:
    running = running_section(lines[layout.title[-1]].view) if layout.title else None
    return running or _first(item.section for item in datelines[:1])
