"""The box of spots to go back to: bookmarks, or the articles that were read last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from store.catalogue import Row
from tui.keymap import spelled
from tui.language import _, ngettext
from tui.screens.narrowed import Narrowed
from tui.screens.prompt import Prompt
from tui.text.spots import Spot, narrowed, spot_lines
from tui.text.visible import visible
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.listed import Listed
from tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from tui.screens.revisiting import Revisiting

_EDGES = 3


class SpotsScreen(Narrowed[Spot | None]):
    """Dismissed with the spot to go to, or None. Of bookmarks, notes are changed here and marks taken off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("escape", "q"), "step_back", show=False),
        Binding(spelled("slash"), "narrow", show=False),
        Binding(spelled("x"), "remove", show=False),
        Binding(spelled("c"), "annotate", show=False),
    ]
    DEFAULT_CSS = """
    SpotsScreen {
        & > Vertical { width: 84; }
        & Input { display: none; background: $panel; margin: 0 1; }
        & Input.-open { display: block; }
    }
    """

    def __init__(
        self, bench: Revisiting, spots: Sequence[Spot], rows: Mapping[int, Row], *, bookmarks: bool
    ) -> None:
        super().__init__()
        self._bench = bench
        self._spots = list(spots)
        self._rows = rows
        self._bookmarks = bookmarks
        self._gone: list[Spot] = []
        self._shown: list[Spot] = []

    def compose(self) -> ComposeResult:
        """What is typed, the spots, the keys."""
        with Vertical():
            yield TextLine(compact=True)
            yield Listed(markup=False)
            own = [Hint("c", _("note"), "annotate"), Hint("x", _("take away"), "remove")]
            yield KeyHints(
                [
                    Hint("Enter", _("opens it"), "jump"),
                    Hint("/", _("find"), "narrow"),
                    *(own if self._bookmarks else []),
                    Hint("Esc", _("back"), "step_back"),
                ]
            )

    def on_mount(self) -> None:
        """The list has the keys."""
        super().on_mount()
        self._list.focus()

    def relabel(self) -> None:
        """The title, and what the line is for."""
        title = _("Bookmarks") if self._bookmarks else _("Read last")
        self.query_one(Vertical).border_title = Content(title)
        self.query_one(Input).placeholder = _("characters or pinyin initials")
        self.redraw()

    def scrolling(self) -> Widget:
        """The spots."""
        return self._list

    def narrowed(self) -> Widget:
        """The spots."""
        return self._list

    def on_resize(self) -> None:
        """The lines are as wide as the box."""
        super().on_resize()
        self.call_after_refresh(self.redraw)

    def redraw(self) -> None:
        """Show the spots that the letters can mean."""
        before = self._marked
        self._shown = narrowed(self.query_one(Input).value, self._spots, self._rows)
        width = max(10, self._list.outer_size.width - _EDGES)
        rows = [
            Option(spot_lines(spot, self._rows.get(spot.aid), width, gone=spot in self._gone))
            for spot in self._shown
        ]
        if not rows:
            rows = [Option(Content.styled(self._nothing(), "$foreground-muted"), disabled=True)]
        self._list.set_options(rows)
        if self._shown:
            self._list.highlighted = self._shown.index(before) if before in self._shown else 0
        self.say(self._counted(len(self._shown)) if self._shown else "")
        self.call_after_refresh(self._fit)

    # What the keys do

    @on(OptionList.OptionSelected)
    def action_jump(self) -> None:
        """Go to the marked spot."""
        if self._marked is None:
            self.app.bell()
        else:
            self.dismiss(self._marked)

    async def action_remove(self) -> None:
        """Take the bookmark away; again puts it back."""
        if (spot := self._marked) is None or not self._bookmarks:
            self.app.bell()
        elif spot in self._gone:
            if await self._bench.keep_bookmark(spot):
                self._gone.remove(spot)
        elif await self._bench.drop_bookmark(spot):
            self._gone.append(spot)
        self.redraw()

    def action_annotate(self) -> None:
        """Say something of the bookmark."""
        if (spot := self._marked) is None or not self._bookmarks or spot in self._gone:
            self.app.bell()
            return

        async def said(note: str | None) -> None:
            if note is not None:
                await self._say_of(spot, note)

        title = _("Note on: {words}").format(words=visible(spot.words))
        self.app.push_screen(Prompt(title, free=True, typed=spot.note), said)

    async def _say_of(self, spot: Spot, note: str) -> None:
        noted = Spot(aid=spot.aid, rid=spot.rid, offset=spot.offset, words=spot.words, note=note, at=spot.at)
        if await self._bench.keep_bookmark(noted):
            self._spots[self._spots.index(spot)] = noted
            self.redraw()

    def action_step_back(self) -> None:
        """Leave what was typed, then the box."""
        if not self.dropped_line():
            self.action_leave()

    # Within

    @property
    def _list(self) -> Listed:
        return self.query_one(Listed)

    @property
    def _marked(self) -> Spot | None:
        at = self._list.highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def _counted(self, count: int) -> str:
        words = (
            ngettext("{count} bookmark", "{count} bookmarks", count)
            if self._bookmarks
            else ngettext("{count} article", "{count} articles", count)
        )
        return words.format(count=count)

    def _nothing(self) -> str:
        if self._spots:
            return _("None matches")
        if self._bookmarks:
            return _("No bookmarks yet. {key} in the article sets one.").format(
                key=self._bench.key_of("bookmark.toggle")
            )
        return _("No article was read before this one.")
