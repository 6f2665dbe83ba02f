"""Pages: from the characters of a source to an article, with nothing thrown away."""

from __future__ import annotations

from seeds.article import Article, Page
from seeds.page.assembly import assemble
from seeds.page.columns import in_reading_order
from seeds.page.kinds import classified
from seeds.page.layout import lay_out
from seeds.page.lines import lines_of
from seeds.page.wrapping import rejoined


def analyse(page: Page) -> Article:
    """Find the article on a page: its metadata, its blocks in reading order, and its furniture.

    Any text gives an article. Every character of the page that is not blank is either in the
    article's text or in one range of furniture.
    """
    reading = in_reading_order(lines_of(page.text))
    lines = [classified(line) for line in rejoined(reading)]
    return assemble(page, reading, lines, lay_out(lines))
