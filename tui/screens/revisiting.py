"""Going back: bookmarks in articles, and the articles that were read last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import NamedTuple

import msgspec
from textual import work

from seeds.article import Entity, Indicator
from seeds.problems import Problem
from store.catalogue import Row
from store.project import Project
from tui.language import _
from tui.screens.keeping import Keeping
from tui.screens.listing import Listing
from tui.screens.mouse import Mouse
from tui.text.spots import Spot
from tui.widgets.reader_caret import Caret

_BOOKMARKS, _RECENT = "bookmarks", "recent"
_KEPT = 50
"""Articles that were read last."""
_READ = 2.0
"""Seconds that an article stays open before it counts as read: one only passes over the others."""
_EXCERPT = 40


class _OpenSince(NamedTuple):
    """The article that is open, and since when, in seconds of the program's clock."""

    aid: int
    since: float


class Revisiting(Mouse, Listing, Keeping):
    """The part of the workbench that leads back to where one was."""

    _open_since: _OpenSince | None = None

    # Bookmarks

    @work(group="bookmark", exclusive=True, exit_on_error=False)
    async def action_bookmark(self) -> None:
        """Put a bookmark where one is, or take it away."""
        spot = self._spot()
        if spot is None:
            self.tell(_("No article is open"))
            return
        known = await self._bookmarks()
        words = _("Bookmarked, {key} shows all: {words}")
        if any(spot.is_at(other) for other in known):
            words, kept = _("Bookmark taken away: {words}"), await self.drop_bookmark(spot)
        else:
            kept = await self.keep_bookmark(spot)
        if kept:
            self.tell(words.format(words=spot.words, key=self.key_of("bookmark.list")))

    @work(group="bookmark", exclusive=True, exit_on_error=False)
    async def action_bookmarks(self) -> None:
        """Show the bookmarks, the newest first."""
        await self._show_spots(await self._bookmarks(), bookmarks=True)

    async def keep_bookmark(self, spot: Spot) -> bool:
        """Keep a bookmark, in place of one at the same spot. False, and told, where that fails."""
        others = [other for other in await self._bookmarks() if not other.is_at(spot)]
        kept = sorted([*others, spot], key=lambda one: one.at, reverse=True)
        return await self._write_bookmarks(kept)

    async def drop_bookmark(self, spot: Spot) -> bool:
        """Forget a bookmark. False, and told, where that fails."""
        return await self._write_bookmarks(
            [other for other in await self._bookmarks() if not other.is_at(spot)]
        )

    async def _bookmarks(self) -> list[Spot]:
        return await self.kept(_BOOKMARKS, list[Spot], [])

    async def _write_bookmarks(self, spots: Sequence[Spot]) -> bool:
        try:
            await self.session.write(self.project.remember, _BOOKMARKS, msgspec.to_builtins(spots))
        except Problem as problem:
            self.tell_problem(problem)
            return False
        return True

    # Articles read last

    def remember_soon(self) -> None:
        """Keep the place; the article before it was read if it stayed open for a moment."""
        super().remember_soon()
        layer, before = self.session.layer, self._open_since
        if layer is None or (before is not None and before.aid == layer.aid):
            return
        self._open_since = _OpenSince(layer.aid, monotonic())
        if before is not None and monotonic() - before.since >= _READ:
            self._count_as_read(before.aid)

    @work(group="recent", exclusive=True, exit_on_error=False)
    async def _count_as_read(self, aid: int) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        read = await self.kept(_RECENT, list[Spot], [])
        others = [spot for spot in read if spot.aid != aid]
        await self.keep(_RECENT, [Spot(aid=aid, at=now), *others][:_KEPT])

    @work(group="bookmark", exclusive=True, exit_on_error=False)
    async def action_recent(self) -> None:
        """Show the articles that were read last, but for the one that is open."""
        here = self.session.layer.aid if self.session.layer is not None else None
        read = await self.kept(_RECENT, list[Spot], [])
        await self._show_spots([spot for spot in read if spot.aid != here], bookmarks=False)

    # Going there

    async def _show_spots(self, spots: Sequence[Spot], *, bookmarks: bool) -> None:
        from tui.screens.spots import SpotsScreen

        async def chosen(spot: Spot | None) -> None:
            if spot is not None:
                await self._go_to_spot(spot)

        rows = await self.session.read(_rows_of, self.project, spots)
        self.app.push_screen(SpotsScreen(self, spots, rows, bookmarks=bookmarks), chosen)

    async def _go_to_spot(self, spot: Spot) -> None:
        """Open the article in the reader, at the annotation or the character."""
        self.action_show_pane("reader")
        await self.open_article(spot.aid, spot.rid)
        self.article_list.move_to(spot.aid)
        article, layer, offset = self.session.article, self.session.layer, spot.offset
        if article is None or layer is None or layer.aid != spot.aid:
            return  # it could not be opened, which has been told
        if offset is not None and offset < len(article.text):
            # The pane may just be laid out, and the article in it.
            self.call_after_refresh(self.place_caret, Caret(offset))

    def _spot(self) -> Spot | None:
        """Where one is: at the caret, else at the current annotation, else in the article."""
        article, layer, caret = self.session.article, self.session.layer, self.reader.caret
        if article is None or layer is None:
            return None
        chosen = self.session.chosen()
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        if caret is not None:
            words = article.text[caret.under : caret.under + _EXCERPT].partition("\n")[0]
            return Spot(aid=layer.aid, offset=caret.under, words=words, at=now)
        if isinstance(chosen, Entity | Indicator):
            around = article.text[chosen.start : chosen.start + _EXCERPT].partition("\n")[0]
            return Spot(aid=layer.aid, rid=chosen.id, words=around, at=now)
        return Spot(aid=layer.aid, words=(article.meta.title or "")[:_EXCERPT], at=now)


def _rows_of(project: Project, spots: Sequence[Spot]) -> dict[int, Row]:
    """In the reading thread: what the list says of the articles of these spots."""
    known = list(dict.fromkeys(spot.aid for spot in spots))
    return {row.aid: row for row in project.rows(known)}
