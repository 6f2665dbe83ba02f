"""Going on where one left: the article, the annotation, and what the list showed in which order."""

from __future__ import annotations

import msgspec
from textual.timer import Timer

from store.catalogue import Filter, Order
from tui.commands import Pane
from tui.screens.filtering import Filtering
from tui.screens.keeping import Keeping
from tui.text.names import ORDERS
from tui.widgets.reader import Reader

_POSITION = "position"
_SOON = 0.5
"""Seconds without another move after which the place is kept."""


class Position(msgspec.Struct, frozen=True):
    """Where the workbench was left. `view` is the name of the view that was chosen, `top` the first character
    of the article that was in view.

    `query` is all of the filter that an older program kept.
    """

    aid: int
    current: str | None = None
    pane: Pane = "list"
    query: str = ""
    where: Filter | None = None
    order: Order = ORDERS[0][0]
    view: str = ""
    top: int = 0

    @property
    def filter(self) -> Filter:
        """What the list showed."""
        return self.where if self.where is not None else Filter(query=self.query)


class Resuming(Filtering, Keeping):
    """The part of the workbench that keeps its place."""

    pane: Pane = "list"
    _remembering: Timer | None = None

    def remember_soon(self) -> None:
        """Keep the place once nothing has moved for a moment."""
        if self._remembering is not None:
            self._remembering.stop()
        self._remembering = self.set_timer(_SOON, self.remember)

    async def remember(self) -> None:
        """Keep the place now. It is no loss where that fails: what was decided is kept by itself."""
        if self._remembering is not None:
            self._remembering.stop()
        if self.session.layer is None:
            return
        place = Position(
            self.session.layer.aid,
            self.session.current,
            self.pane,
            where=self.where,
            order=self.order,
            view=self.view.name if self.view is not None else "",
            top=self.query_one(Reader).top_offset,
        )
        await self.keep(_POSITION, place)

    async def resume(self) -> None:
        """Show what the list showed when the workbench was left, and open the article that was open."""
        left = await self.kept(_POSITION, Position, Position(0))
        self.where, self.order = left.filter, left.order
        if left.view:
            views = await self.session.read(self.project.views)
            self.view = next((view for view in views if view.name == left.view), None)
        self.redraw_chips()
        await self.reload_list(left.aid or None)
        first = left.aid if left.aid in self.ids else next(iter(self.ids), None)
        if first is not None:
            self.article_list.move_to(first)
            await self.open_article(first, left.current)
            if first == left.aid and left.top:
                self.query_one(Reader).put_at_top(left.top)
        self.action_show_pane(left.pane)
