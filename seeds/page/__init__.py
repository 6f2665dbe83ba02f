"""Pages: from the characters of a source to an article, with nothing thrown away."""

from __future__ import annotations

from seeds.article import Article, Page
from seeds.page.assembly import assemble
from seeds.page.columns import Reading, Segment, in_reading_order
from seeds.page.kinds import classified
from seeds.page.layout import lay_out
from seeds.page.lines import Line, lines_of
from seeds.page.marked import marked
from seeds.page.told_layout import lay_out_told
from seeds.page.wrapping import rejoined


def analyse(page: Page) -> Article:
    """Find the article on a page: its metadata, its blocks in reading order, and its furniture.

    Any text gives an article. Every character of the page that is not blank is either in the
    article's text or in one range of furniture. What the file itself says, in marks and declared
    fields, goes before what the words of a line suggest.
    """
    reading = _in_order(page, marked(lines_of(page.text), page.marks))
    lines = [classified(line) for line in rejoined(reading)]
    lay_out_page = lay_out_told if any(line.kept for line in lines) else lay_out
    return assemble(page, reading, lines, lay_out_page(lines, page.declared.title))


def _in_order(page: Page, lines: list[Line]) -> Reading:
    """The lines in reading order; only characters that came without any layout may be two columns mixed."""
    if page.origins or any(line.kept for line in lines):
        return Reading(segments=[Segment(lines, flows=True)])
    return in_reading_order(lines)
