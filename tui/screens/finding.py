"""Finding words in the open article: the line for them, going from hit to hit, what was searched before."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from tui.commands import Pane
from tui.screens.filtering import Filtering
from tui.screens.keeping import Keeping
from tui.widgets.find_bar import KEPT, FindBar, FindLine
from tui.widgets.reader import Reader

_SEARCHES = "searches"


class Finding(Filtering, Keeping):
    """The part of the workbench that finds in the article."""

    pane: Pane

    def redraw_edge(self) -> None:
        """Say on the article's lower edge which hit it shows."""
        raise NotImplementedError

    @property
    def find_bar(self) -> FindBar:
        """The line to type in, and the number of the hit."""
        return self.query_one(FindBar)

    async def action_find(self) -> None:
        """In the list, filter; elsewhere, find in the article."""
        if self.pane == "list":
            self.open_filter()
            return
        self.find_bar.open()
        self.find_bar.line.focus()
        if not self.find_bar.line.history:
            self.find_bar.line.history = await self.kept(_SEARCHES, list[str], [])

    @on(Input.Changed, "#find")
    def find_in_article(self, event: Input.Changed) -> None:
        """Light up every hit while typing."""
        self.query_one(Reader).find(event.value)

    @on(Reader.Found)
    def show_hit(self, event: Reader.Found) -> None:
        """Say which hit of how many the page shows."""
        self.find_bar.show_hit(event.number, event.hits)
        self.redraw_edge()

    @on(FindLine.Stepped)
    def step_from_line(self, event: FindLine.Stepped) -> None:
        """Go to the next hit or the one before, and stay in the line."""
        self.action_step_hit(event.by)

    @on(Input.Submitted, "#find")
    async def go_to_hit(self, event: Input.Submitted) -> None:
        """Leave the line; ; and , go from hit to hit."""
        self.action_show_pane("reader")
        if words := event.value.strip():
            line = self.find_bar.line
            line.history = [words, *(other for other in line.history if other != words)][:KEPT]
            await self.keep(_SEARCHES, line.history)

    def action_step_hit(self, by: int) -> None:
        """Go to the next hit or the one before."""
        reader = self.query_one(Reader)
        if by > 0:
            reader.find_next()
        else:
            reader.find_previous()

    def action_close_find(self) -> None:
        """Put the line away, and the light on its hits out."""
        had_focus = self.find_bar.line.has_focus
        self.close_find()
        if had_focus:
            self.action_show_pane("reader")

    def close_find(self) -> None:
        """Find nothing any more."""
        self.find_bar.close()
        self.query_one(Reader).find("")
