"""Which blocks of a page are not the article, as far as its markup and its structure say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from seeds.article import Mark, Span
from seeds.readers.html.rendering import Node, Rendering

_MOST = 0.4
"""A block with more of the page's prose than this is not furniture, whatever its markup says."""
_PROSE = "，。！？；,"
_FEWEST_ITEMS = 4
_SAMPLED_LINES = 12
_MUCH_LONGER = 4
_MENU = 0.5
_ITEMS = frozenset({"div", "li", "dl", "dd", "tr", "td", "table", "section", "article", "ul"})
_BOXES = frozenset({"table", "div", "ul", "dl"})
_FEWEST_MARKS = 2
_LONGEST_IN_BOX = 30
_DATED = re.compile(r"\d{1,2}:\d\d|(?:分钟|小时|天|分鐘|小時)前|(?:19|20)\d\d[-/.年]\d")


def region_marks(page: Rendering, text: str) -> tuple[Mark, ...]:
    """Marks for the blocks that are furniture: by their element or their name, lists of things alike, and
    boxes of links in the midst of a text."""
    prose = _prose_before(text)
    most = _MOST * prose[-1]
    lines = _Lines(page, text)
    headings = [mark.start for mark in page.text.marks if mark.kind == "heading"]
    named = (
        Span(node.start, node.end)
        for node in page.nodes
        if (node.is_furniture or node.is_aside)
        and node.start < node.end
        and prose[node.end] - prose[node.start] <= most
        and not (node.name == "header" and _any_between(headings, node.start, node.end))
    )
    return tuple(
        Mark(*span, "furniture") for span in (*named, *_lists(page, lines), *_boxes(page, lines, prose))
    )


def _lists(page: Rendering, lines: _Lines) -> Iterator[Span]:
    """Runs of elements that look alike, each of them a link or a remark with its date: cards and comments."""
    children: defaultdict[int, list[Node]] = defaultdict(list)
    for node in page.nodes:
        if node.name in _ITEMS and node.start < node.end:
            children[node.parent].append(node)
    for siblings in children.values():
        if len(siblings) < _FEWEST_ITEMS:
            continue
        for _, run in groupby(siblings, key=lambda node: node.look):
            items = list(run)
            if len(items) < _FEWEST_ITEMS or not _are_alike(items):
                continue
            if 5 * sum(map(lines.is_card, items)) >= 4 * len(items):
                yield Span(items[0].start, items[-1].end)


def _boxes(page: Rendering, lines: _Lines, prose: list[int]) -> Iterator[Span]:
    """Blocks of links, with short lines at most beside them, before and after which prose stands in the
    block around them: old pages let text flow about a table of related articles or of advertisements."""
    for node in page.nodes:
        if node.name not in _BOXES or node.start >= node.end:
            continue
        around = page.nodes[node.parent]
        before = prose[node.start] - prose[around.start]
        after = prose[around.end] - prose[node.end]
        if min(before, after) >= _FEWEST_MARKS and lines.are_links(node):
            yield Span(node.start, node.end)


def _are_alike(items: list[Node]) -> bool:
    """Whether no item is much longer than the others, as an article between menus is."""
    sizes = sorted(item.end - item.start for item in items)
    return sizes[-1] <= _MUCH_LONGER * sizes[len(sizes) // 2]


class _Lines:
    """The lines of a page: how much of each is links, and what the lines of a block say of it."""

    def __init__(self, page: Rendering, text: str) -> None:
        self._text = text
        self._lines = page.lines
        self._starts = [line.start for line in page.lines]
        self._linked = [0] * len(page.lines)
        self._menus, self._paragraphs = [0], [0]  # how many stand before each line
        for mark in page.text.marks:
            at = bisect_left(self._starts, mark.start + 1) - 1
            if mark.kind == "link" and at >= 0:
                # A mark may begin before the line end above its text.
                start = max(mark.start, self._lines[at].start)
                if start >= self._lines[at].end and at + 1 < len(self._lines):
                    at, start = at + 1, self._lines[at + 1].start
                self._linked[at] += max(0, min(mark.end, self._lines[at].end) - start)
        for at, line in enumerate(page.lines):
            is_menu = self._is_menu(at)
            self._menus.append(self._menus[-1] + is_menu)
            is_long = not is_menu and line.end - line.start > _LONGEST_IN_BOX
            self._paragraphs.append(self._paragraphs[-1] + is_long)

    def is_card(self, item: Node) -> bool:
        """Whether a block is one link, or lines that begin with a link or have one and a date."""
        first = bisect_left(self._starts, item.start)
        last = min(bisect_left(self._starts, item.end), first + _SAMPLED_LINES)
        menus = [at for at in range(first, last) if self._is_menu(at)]
        if not menus:
            return False
        if len(menus) == last - first:
            return True
        dated = any(_DATED.search(self._text, line.start, line.end) for line in self._lines[first:last])
        return dated or menus[0] == first

    def are_links(self, item: Node) -> bool:
        """Whether half the lines of a block, or more, are links, and none of the others is a paragraph."""
        first, last = bisect_left(self._starts, item.start), bisect_left(self._starts, item.end)
        menus = self._menus[last] - self._menus[first]
        return 2 * menus >= last - first > 0 and self._paragraphs[last] == self._paragraphs[first]

    def _is_menu(self, at: int) -> bool:
        line = self._lines[at]
        return self._linked[at] > _MENU * (line.end - line.start)


def _any_between(offsets: list[int], start: int, end: int) -> bool:
    return bisect_left(offsets, start) < bisect_left(offsets, end)


def _prose_before(text: str) -> list[int]:
    """For every offset, how many marks of prose stand before it."""
    counts, total = [0], 0
    for char in text:
        total += char in _PROSE
        counts.append(total)
    return counts
