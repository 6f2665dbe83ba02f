"""What a page shows: its text, a block a line, and the tree of the blocks that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from seeds.article import Span
from seeds.readers.html.elements import (
    BLOCKS,
    CAPTIONS,
    FURNITURE,
    HEADINGS,
    UNSEEN,
    VOID,
    is_aside,
    is_furniture,
    is_hidden,
)
from seeds.readers.html.line_text import LINE, PARAGRAPH, LineText, TextLine
from seeds.readers.html.open_elements import Element, OpenElements
from seeds.readers.html.tokens import RAW, Markup, attributes_of, markup_in
from seeds.readers.traced_text import MarkKind, TracedText

_LINK_LIMIT = 300
"""A longer link is one that its author forgot to end."""
_LONGEST_LOOK = 60
_PRESERVING = frozenset({"pre", "xmp"})
_STYLED = frozenset({"a", "span", "font", "em", "i", "time"})
_OF_SENTENCES = frozenset({"p", "section", "li"})
_SETTING_APART = {"class", "id", "href"}
_WIDE = re.compile("[一-鿿]")


class Node(msgspec.Struct):
    """An element that stands on lines of its own: [start, end) is its range of the page's text.

    `parent` is an index of nodes; elements of one `look` have one name and class. `is_furniture` by its kind
    or role, `is_aside` by its author's name for it.
    """

    name: str
    parent: int
    start: int
    end: int = -1
    look: str = ""
    is_furniture: bool = False
    is_aside: bool = False


class Rendering(msgspec.Struct, frozen=True, kw_only=True):
    """What a page shows, and how: its text, and the blocks and lines of it.

    `hidden` counts the Chinese characters that are not shown; `unknown` the references that name no
    character; `unclosed` says that a comment never ends.
    """

    text: TracedText
    nodes: list[Node]
    lines: list[TextLine]
    hidden: int
    unknown: int
    unclosed: bool


def rendered(source: str, *, show_hidden: bool = False) -> Rendering:
    """Render `source`; `show_hidden` with what a script would show later."""
    renderer = _Renderer(source, show_hidden)
    at = 0
    for markup in markup_in(source):
        if markup.start > at:
            renderer.text(at, markup.start)
        renderer.markup(markup)
        at = markup.end
    renderer.text(at, len(source))
    return renderer.finished()


class _Renderer:
    def __init__(self, source: str, show_hidden: bool) -> None:
        self._source = source
        self._show_hidden = show_hidden
        self._text = LineText(source)
        self._open = OpenElements()
        self._nodes = [Node("", -1, 0)]
        self._node = 0
        self._hiding = self._hidden = self._preserving = 0
        self._unclosed = self._is_titled = False
        self._styled_to = -1  # where the text of an element in a line ended

    def finished(self) -> Rendering:
        """What came of it, all elements ended."""
        self._ended(self._open.ended_by_page())
        self._text.end_line()
        self._nodes[0].end = self._text.size
        return Rendering(
            text=self._text.traced,
            nodes=self._nodes,
            lines=self._text.lines,
            hidden=self._hidden,
            unknown=self._text.unknown,
            unclosed=self._unclosed,
        )

    def text(self, start: int, end: int) -> None:
        """Show the text of the source's [start, end), unless it is in something hidden."""
        if self._hiding:
            self._hidden += sum(1 for _ in _WIDE.finditer(self._source, start, end))
        else:
            self._text.put(start, end, self._node)

    def markup(self, markup: Markup) -> None:
        """Start or end an element."""
        name = markup.name
        if not name:
            self._unclosed |= markup.unclosed
        elif name == "br":
            self._text.part(LINE)
        elif markup.content is not None:
            self._raw(name, markup, markup.content)
        elif name in VOID or name in RAW:
            if name == "hr":
                self._text.part(PARAGRAPH)
        elif markup.closes:
            self._end(name)
        else:
            self._start(markup)

    def _raw(self, name: str, markup: Markup, content: Span) -> None:
        """An element in which tags are text: the window's title and what is in boxes are shown."""
        if name == "title" and not self._is_titled and not self._hiding:
            self._is_titled = True
            self._text.part(PARAGRAPH)
            self.text(*content)
            self._text.part(PARAGRAPH)
        elif name in ("textarea", "xmp"):
            self._start(markup)
            self.text(*content)
            self._end(name)

    def _start(self, markup: Markup) -> None:
        name = markup.name
        if name in UNSEEN and markup.attributes.endswith("/"):
            return
        self._ended(self._open.ended_by_start(name))
        attributes = (
            attributes_of(markup) if markup.attributes and (name in BLOCKS or name in _STYLED) else {}
        )
        around = self._node
        if name in BLOCKS:
            self._text.part(PARAGRAPH)
            self._open_node(name, attributes)
        elif self._stands_apart(attributes):
            self._text.set_apart()
        hidden = name in UNSEEN or (not self._show_hidden and is_hidden(name, attributes))
        self._hiding += hidden
        self._preserve(name in _PRESERVING)
        self._open.push(Element(name, self._text.size, around, hidden, _mark_of(name, attributes)))

    def _open_node(self, name: str, attributes: dict[str, str]) -> None:
        node = Node(name, self._node, self._text.size, look=name, is_furniture=name in FURNITURE)
        if attributes:
            node.look = f"{name} {attributes.get('class', '')[:_LONGEST_LOOK]}".rstrip()
            node.is_furniture, node.is_aside = is_furniture(name, attributes), is_aside(attributes)
        self._nodes.append(node)
        self._node = len(self._nodes) - 1

    def _stands_apart(self, attributes: dict[str, str]) -> bool:
        """Whether what starts here stands apart from what ended here: a button beside a button.

        Styles set such elements apart, not spaces. In paragraphs they are words of one sentence.
        """
        if self._styled_to != self._text.size or _SETTING_APART.isdisjoint(attributes):
            return False
        return self._nodes[self._node].look not in _OF_SENTENCES

    def _end(self, name: str) -> None:
        if name in BLOCKS:
            self._text.part(PARAGRAPH)
        self._ended(self._open.ended_by_end(name))

    def _ended(self, elements: Iterable[Element]) -> None:
        for element in elements:
            size = self._text.size
            self._hiding -= element.is_hidden
            self._preserve(-(element.name in _PRESERVING))
            if element.is_block:
                self._nodes[self._node].end = size
                self._node = element.node
                self._text.part(PARAGRAPH)
            elif element.name in _STYLED:
                self._styled_to = size
            if element.mark and not (element.mark == "link" and size - element.at > _LINK_LIMIT):
                self._text.mark(element.at, element.mark)

    def _preserve(self, more: int) -> None:
        self._preserving += more
        self._text.is_preserving = self._preserving > 0


def _mark_of(name: str, attributes: dict[str, str]) -> MarkKind | None:
    if name in HEADINGS:
        return "heading"
    if name in CAPTIONS:
        return "caption"
    return "link" if name == "a" and "href" in attributes else None
