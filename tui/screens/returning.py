"""Going from a screen over the whole project to one of its articles, and back to the screen as it was."""

from __future__ import annotations

from collections.abc import Callable

from tui.commands import Pane
from tui.screens.listing import Listing


class Returning(Listing):
    """The part of the workbench that knows the way back."""

    _way_back: tuple[int, Callable[[], None]] | None = None
    """The article that was opened from a screen, and what shows that screen again."""

    async def open_from(self, aid: int, rid: str, back: Callable[[], None]) -> None:
        """Open an article at a record; stepping back from it calls `back`, as long as it is open."""
        self.action_show_pane("reader")
        await self.open_article(aid, rid)
        self.article_list.move_to(aid)
        self._way_back = (aid, back)

    def went_back(self) -> bool:
        """Go back to where the open article was opened from; False where that was not from a screen."""
        way, self._way_back = self._way_back, None
        layer = self.session.layer
        if way is None or layer is None or way[0] != layer.aid:
            return False
        way[1]()
        return True

    def action_go_back(self) -> None:
        """Go back to the screen from which the article was opened."""
        if not self.went_back():
            self.app.bell()

    def action_show_pane(self, pane: Pane) -> None:
        """Go to a pane."""
        raise NotImplementedError
