"""The place of every line of a file that says itself which lines are its article."""

from __future__ import annotations

from seeds.article import Span
from seeds.page.datelines import datelines_in
from seeds.page.headings import grouped
from seeds.page.layout import Layout, below_masthead, bylines_in, subtitle_below
from seeds.page.lines import Line
from seeds.page.titles import may_be_title, title_line, title_lines

_TITLE_LIMIT = 45


def lay_out_told(lines: list[Line], declared: str | None = None) -> Layout:
    """Lay out an article of which the file marks every line; `declared` is its title as the file says it.

    Nothing is searched and nothing is dropped: what stands above the first paragraph may be the title, the
    dateline and the byline, and every other line that is kept is a block.
    """
    article = [at for at, line in enumerate(lines) if line.kept]
    datelines = datelines_in(lines)
    told = _told_title(lines)
    first = _first_paragraph(lines, article, told)
    begin = below_masthead(lines, first, article[-1] + 1, datelines)
    title = title_line(lines, begin, list(datelines), declared) if not told else told[-1]
    titles = told or (() if title is None else title_lines(lines, title))
    masthead = {at for at in datelines if at < begin}
    bylines = bylines_in(lines, Span(begin, article[-1] + 1), {*titles, *masthead})
    subtitle = subtitle_below(lines, title, begin)
    taken = {*titles, subtitle, *masthead, *(at for at in bylines if at < begin)}
    return Layout(
        title=titles,
        subtitle=subtitle,
        groups=tuple(grouped(lines, [at for at in article if at not in taken])),
        datelines=datelines,
        bylines=bylines,
        repeats=frozenset(),
        body=Span(begin, article[-1] + 1),
    )


def _told_title(lines: list[Line]) -> tuple[int, ...]:
    """The first lines in a row that the file marks as the title."""
    first = next((at for at, line in enumerate(lines) if line.told == "title"), len(lines))
    after = next((at for at in range(first, len(lines)) if lines[at].told != "title"), len(lines))
    return tuple(range(first, after))


def _first_paragraph(lines: list[Line], article: list[int], title: tuple[int, ...]) -> int:
    """The first line of the article that reads as a paragraph; without one, the first below a title."""
    below = [at for at in article if at not in title]
    if not below:
        return article[-1] + 1
    if not title and len(below) > 1 and _reads_as_title(lines[below[0]]):
        below = below[1:]
    paragraphs = (at for at in below if lines[at].told == "body" and lines[at].kind == "prose")
    return next(paragraphs, below[0])


def _reads_as_title(line: Line) -> bool:
    return len(line.view) <= _TITLE_LIMIT and may_be_title(line)
