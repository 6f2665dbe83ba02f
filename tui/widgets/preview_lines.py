"""What a deed on many annotations would do, a line each: the deed, and the words in their context."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.text.visible import visible
from tui.text.width import cell_width, clip

_TAKEN, _LEFT_OUT, _HERE = "✓", "·", "▸"
_DEED_WIDTH = 14
_NARROW, _DEED_NARROW = 60, 9


class PreviewLine(NamedTuple):
    """`key` is what a person leaves out or takes back in; None for the heading of an article, its `words`.

    Words stand in the middle between what is `before` and `after` them; at the left where `before` is None.
    """

    key: str | None
    deed: str = ""
    before: str | None = ""
    words: str = ""
    after: str = ""


class PreviewLines(ScrollView, can_focus=False):
    """Keywords in context, below each other. Only the lines in view are drawn, so thousands are quick."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"preview--{name}" for name in ("deed", "words", "context", "heading", "out", "cursor")
    }
    DEFAULT_CSS = """
    PreviewLines {
        height: auto; background: $surface; overflow-x: hidden; scrollbar-size-vertical: 1;
        & > .preview--deed { color: $primary; text-style: bold; }
        & > .preview--words { color: $accent; text-style: bold; }
        & > .preview--context { color: $foreground-muted; }
        & > .preview--heading { color: $foreground; text-style: bold; }
        & > .preview--out { color: $foreground-disabled; text-style: strike; }
        & > .preview--cursor { background: $primary-muted; }
        &:nocolor > .preview--cursor { text-style: reverse; }
    }
    """

    @dataclass
    class Turned(Message):
        """A person clicked on a line, to leave it out or take it back in."""

        key: str

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[PreviewLine] = ()
        self._out: Collection[str] = frozenset()
        self._cursor = 0

    def show(self, lines: Sequence[PreviewLine], out: Collection[str]) -> None:
        """Draw these lines; `out` are the keys of those that are left out. The cursor stays at its line."""
        self._lines, self._out = lines, out
        self._cursor = min(self._cursor, max(0, len(lines) - 1))
        if not self._chosen():
            self.move(1)
        width = self.scrollable_content_region.width
        if self.virtual_size != Size(width, len(lines)):
            self.virtual_size = Size(width, len(lines))
            self.refresh(layout=True)
        self.refresh()

    @property
    def here(self) -> str | None:
        """The key of the line under the cursor."""
        return self._lines[self._cursor].key if self._lines else None

    def move(self, by: int) -> None:
        """Move the cursor by so many lines, over headings."""
        at, last = self._cursor, self._cursor
        while 0 <= (at := at + (1 if by > 0 else -1)) < len(self._lines) and by:
            if self._lines[at].key is not None:
                last, by = at, by - (1 if by > 0 else -1)
        self._cursor = last
        # The heading above the first line comes into view with it.
        self.scroll_to_region(Region(0, max(0, last - 1), 1, 2), animate=False, force=True)
        self.refresh()

    def on_resize(self) -> None:
        """Lines are as wide as the box."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))

    def on_click(self, event: events.Click) -> None:
        """A click on a line leaves it out or takes it back in."""
        at = event.y + self.scroll_offset.y
        if at < len(self._lines) and (key := self._lines[at].key) is not None:
            self._cursor = at
            self.post_message(self.Turned(key))

    def render_line(self, y: int) -> Strip:
        """One line: cursor, mark, deed, the words with what stands before and after them."""
        width = self.scrollable_content_region.width
        base = self.rich_style
        at = y + self.scroll_offset.y
        if at >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[at]
        if line.key is None:
            told = clip(visible(line.words), max(0, width - 1))
            return Strip([Segment(f" {told}", base + self._style("heading"))]).adjust_cell_length(width, base)
        if at == self._cursor:
            cursor = self.get_component_rich_style("preview--cursor")
            base += Style(bgcolor=cursor.bgcolor, reverse=cursor.reverse)
        segments = [Segment(text, base + style) for text, style in self._pieces(line, at, width)]
        return Strip(segments).adjust_cell_length(width, base)

    def _pieces(self, line: PreviewLine, at: int, width: int) -> list[tuple[str, Style]]:
        out = line.key in self._out
        deed_width = _DEED_WIDTH if width >= _NARROW else _DEED_NARROW
        deed = clip(visible(line.deed), deed_width)
        room = max(0, width - deed_width - 6)
        words = clip(visible(line.words), room)
        rest = max(0, room - cell_width(words))
        left = rest // 2 if line.before is not None else 0
        before = _last_cells(_in_one_line(line.before or ""), left)
        lead = " " * (left - cell_width(before))
        after = clip(_in_one_line(line.after), max(0, rest - left))
        context = self._style("out" if out else "context")
        return [
            (f"{_HERE if at == self._cursor else ' '}{_LEFT_OUT if out else _TAKEN} ", self._style("deed")),
            (
                deed + " " * (deed_width - cell_width(deed) + 1),
                self._style("deed") if not out else Style.null(),
            ),
            (lead, Style.null()),
            (before, context),
            (words, self._style("out" if out else "words")),
            (after, context),
        ]

    def _chosen(self) -> bool:
        return not self._lines or self._lines[self._cursor].key is not None

    def _style(self, name: str) -> Style:
        """The whole style, for its colour is blended with the ground; but the ground is the line's."""
        style = self.get_component_rich_style(f"preview--{name}")
        return style.without_color + Style(color=style.color)


def _in_one_line(text: str) -> str:
    return visible(text.replace("\n", " "))


def _last_cells(text: str, width: int) -> str:
    """The end of `text` that fits in `width` cells."""
    used, at = 0, len(text)
    while at > 0 and used + (cells := cell_width(text[at - 1])) <= width:
        used, at = used + cells, at - 1
    return text[at:]
