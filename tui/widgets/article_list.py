"""The list of articles: as fast with 100,000 of them as with ten."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events, work
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.strip import Strip

from tui.keymap import bindings
from tui.language import _, anew
from tui.text.visible import visible
from tui.text.width import cell_width
from tui.text.wrap import folded
from tui.widgets.article_row import MARK, Edge, Piece, Row, facts_line, lines_in_full, title_line
from tui.widgets.list_order import ListOrder
from tui.widgets.list_window import Window, place_for_cursor
from tui.widgets.marks import MarkableList
from tui.widgets.row_cache import RowCache

FetchRows = Callable[[Sequence[int]], Awaitable[Sequence[Row]]]
"""Loads the rows of these articles, off the event loop, in any order; one that is gone is left out."""

_ROLES = ("edge", "mark", "new", "reading", "done", "flagged", "title", "current", "untitled", "facts")
_KEPT_ROWS = 4096
_PAGE_OVERLAP = 1
"""Rows of the last page that stay in view on the next."""
_TWO_LINES_FROM = Size(24, 8)
"""Columns and lines from which a row has two lines."""
_MOST_UNFOLDED = 6
"""Lines that the row under the cursor may take, and never more than half of them all."""
_RIGHT = 3
"""The right button of the mouse."""
_MARK_COLUMN = 2
"""Cells at the edge of a row that are clicked on to mark it."""


class ArticleList(MarkableList, can_focus=True, inherit_bindings=False):
    """A virtual list of articles: it is given ids, and loads and draws the rows that are in view.

    The cursor stands on an article, not on a line: it stays there through filters and other orders.
    A row has two lines, in a small list one. The widget changes no article: it posts what a person does.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("list")
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "articles--cursor",
        "articles--resting",
        "articles--empty",
        *(f"articles--{role}" for role in _ROLES),
    }
    DEFAULT_CSS = """
    ArticleList {
        background: $surface;
        color: $foreground;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .articles--edge { color: $primary; }
        & > .articles--mark { color: $accent; text-style: bold; }
        & > .articles--new { color: $foreground-muted; }
        & > .articles--reading { color: $warning; }
        & > .articles--done { color: $success; }
        & > .articles--flagged { color: $error; text-style: bold; }
        & > .articles--current { text-style: bold; }
        & > .articles--untitled { color: $foreground-muted; text-style: italic; }
        & > .articles--facts { color: $foreground-muted; }
        & > .articles--empty { color: $foreground-muted; }
        & > .articles--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
        }
        & > .articles--resting { background: $foreground 8%; }
    }
    """

    empty: reactive[str] = reactive("")
    """What is said in place of a list without articles."""
    untitled: reactive[str] = reactive("")
    """What stands for a title that an article does not have."""
    opened: var[int | None] = var(None, init=False)
    """The article that is open in the reader, which is marked."""

    @dataclass
    class Highlighted(Message):
        """The cursor came to stand on an article. Of several that wait, only the last is delivered."""

        aid: int

        def can_replace(self, message: Message) -> bool:
            """Whether a later move makes this one old."""
            return isinstance(message, ArticleList.Highlighted)

    @dataclass
    class Opened(Message):
        """A person wants to read an article."""

        aid: int

    def __init__(self, fetch: FetchRows, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._fetch = fetch
        self._fetching = False
        self._rows: RowCache[Row] = RowCache(_KEPT_ROWS)
        self._row_height = 2
        self._extra = 0

    @property
    def cursor(self) -> int | None:
        """The id of the article under the cursor; None in an empty list."""
        return self._order[self._index] if len(self._order) else None

    @property
    def row(self) -> Row | None:
        """The row under the cursor; None where it is not loaded."""
        return self._rows.get(self.cursor) if self.cursor is not None else None

    @property
    def ids(self) -> Sequence[int]:
        """The articles, in the order shown."""
        return self._order.ids

    def set_ids(self, ids: Sequence[int], keep: int | None = None) -> None:
        """Show these articles, in this order, with the cursor on `keep`.

        Where `keep` is not among them, the cursor goes to the nearest article of those shown before that
        still is; without `keep`, to the first. The row under the cursor stays where it is on the screen.
        """
        before, line = self.cursor, self._window().line_of(self._index) - self.scroll_offset.y
        new = ListOrder(ids)
        self._index = place_for_cursor(new, keep, self._order, self._index)
        self._order = new
        self.count_marks()
        self._unfold()
        self._reveal_cursor(top=self._window().line_of(self._index) - line)
        self.refresh()
        self._load_rows_in_view()
        if self.cursor is not None and self.cursor != before:
            self.post_message(self.Highlighted(self.cursor))

    def refresh_rows(self, aids: Iterable[int]) -> None:
        """These articles have changed: load their rows again, as far as they are in view."""
        self._rows.expire(aids)
        self._load_rows_in_view()

    def move_to(self, aid: int) -> None:
        """Put the cursor on an article; nothing happens where the list does not have it."""
        if (place := self._order.place_of(aid)) is not None:
            self.move_cursor(place)

    def action_cursor_down(self, count: int = 1) -> None:
        """Move the cursor down."""
        self.move_cursor(self._index + count)

    def action_cursor_up(self, count: int = 1) -> None:
        """Move the cursor up."""
        self.move_cursor(self._index - count)

    def action_page_down(self) -> None:
        """Move a page down; the cursor keeps its place on the screen as far as there is more to show."""
        self._turn_pages(1)

    def action_page_up(self) -> None:
        """Move a page up."""
        self._turn_pages(-1)

    def action_first(self) -> None:
        """Go to the first article."""
        self.move_cursor(0)

    def action_last(self) -> None:
        """Go to the last article."""
        self.move_cursor(len(self._order) - 1)

    def action_open(self) -> None:
        """Read the article under the cursor."""
        if self.cursor is not None:
            self.post_message(self.Opened(self.cursor))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor and opens the article.

        With ctrl, or at the edge of the row, it marks instead; with shift it marks all up to there. The right
        button only moves, for whoever asks what can be done there.
        """
        at = event.get_content_offset(self)
        index = self._window().row_at(at.y + self.scroll_offset.y)[0] if at else len(self._order)
        if at is None or index >= len(self._order):
            return
        if event.button == _RIGHT:
            self.move_cursor(index)
            return
        event.stop()
        if event.shift:
            self.mark_up_to(index)
            self.move_cursor(index)
        elif event.ctrl or at.x < _MARK_COLUMN:
            self.mark_at(index, marked=self._order[index] not in self.marks)
            self.move_cursor(index)
        else:
            self.move_cursor(index)
            self.action_open()

    def on_resize(self) -> None:
        """Take one line a row or two, and keep the cursor in view."""
        # Measured without the scrollbar, which comes and goes with the height of the rows.
        roomy = self.container_size.width >= _TWO_LINES_FROM.width
        tall = self.container_size.height >= _TWO_LINES_FROM.height
        self._row_height = 2 if roomy and tall else 1
        self._unfold()
        self._reveal_cursor()
        self.refresh()
        self._load_rows_in_view()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Load what has come into view."""
        super().watch_scroll_y(old_value, new_value)
        self._load_rows_in_view()

    def watch_opened(self, before: int | None, now: int | None) -> None:
        """Move the mark."""
        self.repaint(aid for aid in (before, now) if aid is not None)

    def render_line(self, y: int) -> Strip:
        """Line `y` of the window."""
        width = self.scrollable_content_region.width
        if not len(self._order):
            return self._empty_line(y, width)
        index, line = self._window().row_at(y + self.scroll_offset.y)
        if index >= len(self._order):
            return Strip.blank(width, self.visual_style.rich_style)
        aid, edge = self._order[index], self._edge(index)
        row, mark = self._rows.get(aid), self._mark(aid)
        if index == self._index and self._extra:
            # Fewer lines than there is room for: while the window is just becoming another.
            return self._strip([*self._in_full(edge, mark), *[[]] * (line + 1)][line], edge, width)
        if line == 0:
            return self._strip(
                title_line(row, edge, width, self.untitled or _("untitled"), mark), edge, width
            )
        return self._strip(facts_line(row, edge, width, mark), edge, width)

    def _window(self, top: int | None = None) -> Window:
        """The window as it is, or as it is when scrolled to `top`."""
        height = self.container_size.height
        top = self.scroll_offset.y if top is None else top
        return Window(len(self._order), self._row_height, height, top, self._index, self._extra)

    def _edge(self, index: int) -> Edge:
        if index == self._index:
            return "cursor" if self.has_focus else "resting"
        return "open" if self._order[index] == self.opened else "plain"

    def _mark(self, aid: int) -> str:
        """What stands in the column of marks, which is there as long as anything is marked."""
        if not self.marks:
            return ""
        return MARK if aid in self.marks else " "

    def _strip(self, pieces: Iterable[Piece], edge: Edge, width: int) -> Strip:
        over = (f"articles--{edge}",) if edge in ("cursor", "resting") else ()
        return Strip(
            (
                Segment(piece.text, self.get_visual_style(f"articles--{piece.role}", *over).rich_style)
                for piece in pieces
            ),
            width,
        )

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = [
            line
            for paragraph in map(visible, anew(self.empty).splitlines())
            for line in folded(paragraph, width - 2)
        ]
        at = y - max(0, (self.container_size.height - len(lines)) // 2)
        text = lines[at] if 0 <= at < len(lines) else ""
        style = self.get_visual_style("articles--empty").rich_style
        indent = " " * ((width - cell_width(text)) // 2)
        return Strip([Segment(indent, style), Segment(text, style)]).adjust_cell_length(width, style)

    def _turn_pages(self, pages: int) -> None:
        rows = pages * max(1, self._window().page - _PAGE_OVERLAP)
        self.move_cursor(self._index + rows, top=self.scroll_offset.y + rows * self._row_height)

    def move_cursor(self, index: int, top: int | None = None) -> None:
        """Put the cursor on a row, and the list at the line `top` where that leaves it in view."""
        if not len(self._order):
            return
        self._anchor = None
        before, self._index = self._index, max(0, min(index, len(self._order) - 1))
        moved = self._unfold()
        self._reveal_cursor(top)
        self._load_rows_in_view()
        if self._index != before:
            self._repaint_between(before, self._index, moved=moved)
            self.post_message(self.Highlighted(self._order[self._index]))

    def _repaint_between(self, one: int, other: int, *, moved: bool) -> None:
        """Draw two rows again; where one is unfolded those between too, and those below that have moved."""
        if not (self._extra or moved):
            self.repaint((self._order[one], self._order[other]))
            return
        first, end = self._window().line_of(min(one, other)), self._window().line_of(max(one, other) + 1)
        below = self.scroll_offset.y + self.container_size.height
        self.refresh_lines(first, (max(end, below) if moved else end) - first)

    def _in_full(self, edge: Edge, mark: str) -> list[list[Piece]]:
        """The lines of the row under the cursor with all that is cut in others."""
        most = max(self._row_height, min(_MOST_UNFOLDED, self.container_size.height // 2))
        width, untitled = self.scrollable_content_region.width, self.untitled or _("untitled")
        return lines_in_full(self.row, edge, width, untitled, mark, most=most)

    def _unfold(self) -> bool:
        """Give the row under the cursor the lines that it takes in full; whether others move by that."""
        before = self._extra
        self._extra = max(0, len(self._in_full("cursor", "")) - self._row_height)
        self.take_size(Size(0, self._window().lines))
        return self._extra != before

    def _reveal_cursor(self, top: int | None = None) -> None:
        """Scroll to the line `top`, or not at all, as far as that leaves the cursor in view."""
        top = self._window(top).top_for(self._index)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def repaint(self, aids: Iterable[int]) -> None:
        """Draw those of the articles that are in view again, and nothing else."""
        wanted = set(aids)
        window = self._window()
        for index in window.near():
            if self._order[index] in wanted:
                first = window.line_of(index)
                self.refresh_lines(first, window.line_of(index + 1) - first)

    def _missing(self, *, pages: float) -> list[int]:
        if not self.container_size.height:
            return []
        return self._rows.missing(self._order[index] for index in self._window().near(pages))

    def _load_rows_in_view(self) -> None:
        """Load the rows near the window. One load runs at a time and looks again when it is done, so that
        a list that is scrolled fast loads what it comes to rest on and not all that it passed."""
        if not self._fetching and self._missing(pages=0.5):
            self._fetching = True
            self._load_missing()

    @work(group="article-rows", exit_on_error=False)
    async def _load_missing(self) -> None:
        try:
            while self._missing(pages=0.5):
                await self._load(self._missing(pages=1))
        finally:
            self._fetching = False

    async def _load(self, aids: list[int]) -> None:
        self._rows.ask(aids)
        try:
            rows = await self._fetch(aids)
        except BaseException:
            self._rows.expire(aids)
            raise
        self._rows.keep(dict.fromkeys(aids) | {row.aid: row for row in rows})
        self.repaint(aids)
        if self.cursor in aids and self._unfold():
            self._reveal_cursor()
            self.refresh()
