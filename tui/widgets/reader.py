"""The reader: an article on a page, with what was extracted from it marked in the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.color import Color, ColorParseError
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from seeds.article import Article, Span
from store.layer import Layer
from tui.keymap import bindings, caret_type_bindings
from tui.language import _
from tui.text.wrap import wrap
from tui.themes.type_looks import NO_MARKS
from tui.widgets.reader_caret import Caret, line_of, moved_by_line
from tui.widgets.reader_find import Finder
from tui.widgets.reader_hits import Findable
from tui.widgets.reader_ink import Inks, Marks, mixed
from tui.widgets.reader_page import NO_NOTES, Page, Passage, Place, Wrap, passages
from tui.widgets.reader_pointing import Pointing
from tui.widgets.reader_press import Press, column_width, notice
from tui.widgets.reader_spans import SpanIndex, span_of

MARGIN = 2
"""Rows that stay in view above and below the current annotation."""
_ROLES = (
    "title", "meta", "note", "heading", "paragraph", "caption", "byline", "fold", "furniture",
    "entity", "indicator", "suggested", "accepted", "corrected", "added", "rejected",
    "letter", "current", "lit", "hit", "hit-now", "selected", "caret", "gutter", "waiting",
    "map", "view", "empty",
)  # fmt: skip


class Reader(Pointing, Findable, can_focus=True, inherit_bindings=False):
    """An article's page. Only the lines in view are wrapped into strips; a change redraws its own lines.

    How annotations look: an entity has the colour of its type, an indicator is bold. What is suggested is
    underlined, as if in pencil; what a person accepted is not; what a person corrected or added is in
    italics; what was rejected is dim and struck through. Where types have letters, one stands after each
    entity. The current annotation is bold in reverse, with ▸ beside its lines, so that it stands out
    without colours too; ∙ marks lines where suggestions wait, and the column at the right edge shows where
    they wait in the whole article. Without colours, what was accepted has a double underline.

    The caret is a block, with | beside its line; what it selects has a ground of its own. While there is a
    caret the current annotation is not reversed, so that nothing is taken for it.

    The widget changes nothing: it posts `Chosen` when an annotation is clicked on, and where else the
    mouse points.
    """

    # While there is a caret its keys come first; the screen says whether there is.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("caret"), *caret_type_bindings(), *bindings("reader")]
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reader--{role}" for role in _ROLES}
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    current: var[str | None] = var(None, init=False)
    """The id of the current annotation, which is kept in view."""
    caret: var[Caret | None] = var(None, init=False)
    """The caret and what it selects, which are kept in view; None where nothing is being marked."""

    @dataclass
    class Chosen(Message):
        """A person clicked on an annotation."""

        rid: str

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._article: Article | None = None
        self._spans = SpanIndex({})
        self._finder = Finder("")
        self._lit: tuple[Span, ...] = ()
        self._unfolded = False
        self._types: dict[str, Color] = {}
        self._marks_of_types: Mapping[str, str] = NO_MARKS
        self._letters: Mapping[int, str] = {}
        self._passages: list[Passage] = []
        self._wrap: Wrap = wrap
        self._page: Page | None = None
        self._press: Press | None = None
        self._inks: Inks | None = None
        self._laid_out = Size(0, 0)
        self._place = self._place_before = Place(0, 0)
        self._fresh = True

    # What is shown

    def show(self, article: Article | None, layer: Layer | None, current: str | None = None) -> None:
        """Open an article at its beginning, or where its current annotation stands; None shows no article."""
        self._article = article
        self._spans = SpanIndex(layer.annotations if layer else {})
        self._finder = Finder(article.text if article else "")
        self._lit = ()
        self._unfolded = False
        self._wrap = lru_cache(maxsize=4096)(wrap)
        self._place = self._place_before = Place(0, 0)
        self._fresh = True
        self.set_reactive(Reader.current, current)
        self._set_passages()
        self.caret = None

    def refresh_layer(self, layer: Layer) -> None:
        """Take over a new state of the article's annotations; the page stays where it is."""
        before = self._current_span()
        self._redraw(self._spans.update(layer.annotations))
        if self._marks_of_types and self._spans.letters(self._marks_of_types) != self._letters:
            self._lay_out()
        if self._current_span() != before:
            self._bring_into_view(self._current_span())
        if self._press and (changed := self._press.redraw_map()):
            self.refresh(*(Region(self.size.width - 1, y, 1, 1) for y in changed))

    def relabel(self) -> None:
        """Draw what is said around the text in the language in use; the page stays where it is."""
        self._set_passages()

    def set_types(self, colours: Mapping[str, str], marks: Mapping[str, str] = NO_MARKS) -> None:
        """The colour of each entity type, and the letter that is drawn after what has it, where types are
        not told apart by colour alone. What is no colour leaves its type in the text's own.
        """
        if marks != self._marks_of_types:
            self._marks_of_types = marks
            self._lay_out()
        self._types = {}
        for code, colour in colours.items():
            try:
                self._types[code] = Color.parse(colour)
            except ColorParseError:
                continue
        self.notify_style_update()

    def mark(self, spans: Sequence[Span]) -> None:
        """Light up these ranges of the text, and nothing else: where the value of a field came from.

        The first of them is brought into view.
        """
        before, self._lit = self._lit, tuple(spans)
        self._redraw((*before, *self._lit))
        self._bring_into_view(self._lit[0] if self._lit else None)

    def action_toggle_furniture(self) -> None:
        """Unfold what stood on the page around the article and go to it, or fold it away and go back."""
        self._unfolded = not self._unfolded
        if not self._unfolded:
            self._place = self._place_before
        self._set_passages()
        if self._page and self._unfolded:
            self._place_before = self._place
            fold = next((n for n, passage in enumerate(self._passages) if passage.kind == "fold"), 0)
            self._show_rows(range(self._page.row_of(Place(fold, 0)), self._page.height))

    # Where things are

    @property
    def top_offset(self) -> int:
        """The offset of the first character of the article that is in view."""
        return self._page.offset_from(self.scroll_offset.y) if self._page else 0

    def put_at_top(self, offset: int) -> None:
        """Show the line of the article's character at `offset` in the first row, once there are rows."""
        for number, passage in enumerate(self._passages):
            if passage.start is not None and passage.start <= offset:
                self._place = Place(number, passage.index_of(offset))
        self._fresh = False
        if self._page and self.size:
            self.scroll_to_row(self._page.row_of(self._place))

    @property
    def in_view(self) -> Span:
        """The range of the article's text that is in view."""
        below = self.scroll_offset.y + self.size.height
        return Span(self.top_offset, self._page.offset_from(below) if self._page else 0)

    def rid_at(self, offset: int) -> str | None:
        """The id of the innermost annotation over the character at `offset`."""
        found = self._spans.at(offset)
        return found.id if found else None

    def watch_current(self, before: str | None, after: str | None) -> None:
        """Bring the new current annotation into view; only its lines and those of the old one are redrawn."""
        self._redraw([span_of(found) for rid in (before, after) if (found := self._spans.get(rid))])
        self._bring_into_view(self._current_span())

    def watch_caret(self, before: Caret | None, after: Caret | None) -> None:
        """Bring the caret into view; only its lines, and the current annotation's where it comes or goes,
        are redrawn.
        """
        touched = [_reach(caret) for caret in (before, after) if caret]
        if (before is None) != (after is None) and (current := self._current_span()):
            touched.append(current)
        self._redraw(touched)
        if after is not None:
            self._bring_into_view(Span(after.under, after.under + 1))

    def line_moved(self, caret: Caret, by: int) -> Caret:
        """The caret `by` lines further down."""
        return moved_by_line(caret, self._page, by) if self._page else caret

    def line_at(self, offset: int) -> Span | None:
        """The article's characters on the line that shows `offset`."""
        return line_of(self._page, offset) if self._page else None

    def _current_span(self) -> Span | None:
        found = self._spans.get(self.current)
        return span_of(found) if found else None

    def _bring_into_view(self, span: Span | None) -> None:
        if span is not None and self._page is not None:
            # A pane that is not laid out yet shows the place once it is.
            self._fresh |= not self.size
            self._show_rows(self._page.rows_of(span))

    def _show_rows(self, rows: range) -> None:
        """Scroll as little as shows `rows` and a margin; by more than a page, leave room for what follows."""
        height = self.size.height
        margin = min(MARGIN, max(0, height - len(rows)) // 2)
        top = self.scroll_offset.y
        wanted = min(max(top, rows[-1] + margin + 1 - height), max(0, rows[0] - margin))
        if abs(wanted - top) > height:
            wanted = max(0, rows[0] - height // 3)
        if height and wanted != top:
            self.scroll_to_row(wanted)

    # Drawing

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember which character is at the top, unless the size is just changing."""
        super().watch_scroll_y(old_value, new_value)
        if self._page and self.size == self._laid_out:
            self._place = self._page.place(self.scroll_offset.y)

    def on_resize(self) -> None:
        """Lay the page out anew; the character that was at the top stays in the first row."""
        if self.size != self._laid_out:
            self._lay_out()

    def notify_style_update(self) -> None:
        """Take over the colours of the theme."""
        super().notify_style_update()
        self._inks = None
        self._redraw_all()

    def render_line(self, y: int) -> Strip:
        """One row of the view."""
        if self._page is None:
            told = _("No article is open.")
            return notice(told, self.size, y, self.get_component_rich_style("reader--empty"))
        return self._ready(self._page).strip(y, self.scroll_offset.y, self._marks())

    # The mouse

    def place_under(self, event: events.MouseEvent) -> Place | None:
        """The character of the page under the mouse; None beside the text."""
        at = event.get_content_offset(self)
        if at is None or self._page is None:
            return None
        return self._ready(self._page).place_at(at.x, at.y + self.scroll_offset.y)

    def offset_of(self, place: Place | None) -> int | None:
        """The article's character at a place of the page; None for one that is not the article's."""
        return self._passages[place.passage].offset_of(place.at) if place else None

    def point(self, event: events.Click) -> None:
        """Choose the annotation under the mouse or put the caret there, unfold the furniture, or go to a
        place of the minimap.
        """
        at = event.get_content_offset(self)
        if at is not None and self._page is not None and at.x == self.size.width - 1:
            self.scroll_to_row(at.y * self._page.height // self.size.height - self.size.height // 2)
            return
        place = self.place_under(event)
        offset = self.offset_of(place)
        if place is not None and self._passages[place.passage].kind == "fold":
            self.action_toggle_furniture()
        elif offset is not None and self.caret is None and (rid := self.rid_at(offset)):
            self.post_message(self.Chosen(rid))
        elif offset is not None:
            self.post_message(self.Pointed(offset))

    def _ready(self, page: Page) -> Press:
        """The press for the page as it is; a new one where its colours or size have changed."""
        if self._press is None:
            self._inks = self._inks or mixed(self, _ROLES, self._types)
            self._press = Press(page, self._spans, self._inks, self.size)
        return self._press

    def _marks(self) -> Marks:
        marks = Marks(self.current, self._lit, self._finder.hits, self._finder.hit)
        caret = self.caret
        return marks._replace(selected=caret.selection, caret=caret.under) if caret else marks

    def _set_passages(self) -> None:
        self._passages = passages(self._article, unfolded=self._unfolded) if self._article else []
        self._lay_out()

    def _lay_out(self) -> None:
        """Make the page for the size and put the remembered character in the first row again."""
        self._page = self._press = None
        size = self.size
        self._letters = self._spans.letters(self._marks_of_types) if self._marks_of_types else NO_NOTES
        if self._passages and size:
            width = column_width(size.width)
            self._page = Page(self._passages, width, self._wrap, self._letters)
        place = self._place
        self._laid_out = size
        self.virtual_size = Size(size.width, self._page.height if self._page else 0)
        if self._page:
            self.scroll_to_row(self._page.row_of(place))
            self._place = place
            if self._fresh:
                self._bring_into_view(self._finder.hit or self._current_span())
                self._fresh = False
        self.refresh()

    def _redraw_all(self) -> None:
        self._press = None
        self.refresh()

    def _redraw(self, spans: Iterable[Span]) -> None:
        """Draw the lines of these ranges anew, those in view at once."""
        if self._page is None or self._press is None:
            return
        in_view = range(self.scroll_offset.y, self.scroll_offset.y + self.size.height)
        for span in spans:
            rows = self._page.rows_of(span)
            self._press.forget(rows)
            for row in range(max(rows.start, in_view.start), min(rows.stop, in_view.stop)):
                self.refresh_line(row)


def _reach(caret: Caret) -> Span:
    """What of the text is drawn otherwise because of a caret."""
    return caret.selection or Span(caret.at, caret.at + 1)
