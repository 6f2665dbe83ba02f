"""The figures of the project from the workbench: to their screen, and from a figure there to its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.returning import Returning

if TYPE_CHECKING:
    from tui.screens.figure_looking import Left, View


class Figuring(Returning):
    """The part of the workbench that shows the figures of all articles."""

    _figure_views: tuple[View, ...] = ()
    """What their screen showed when it was left."""

    def action_figures(self) -> None:
        """Show the figures as they were left."""
        from tui.screens.figures import FiguresScreen  # loaded when it is wanted: the start is kept short

        self.app.push_screen(FiguresScreen(self, self._figure_views), self._left_figures)

    async def _left_figures(self, left: Left | None) -> None:
        """Remember what was shown; open the article of the figure that was chosen."""
        if left is None:
            return
        self._figure_views = left.views
        if left.chosen is not None:
            await self.open_from(left.chosen.aid, left.chosen.rid, self.action_figures)
