"""Going through what articles contradict each other in, out to an article, and back to the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.returning import Returning

if TYPE_CHECKING:
    from tui.screens.contradiction_lists import Left, Look


class Contradicting(Returning):
    """The part of the workbench that compares articles."""

    _compared: Look | None = None
    """What was found when the queue was left, so that it need not be looked for again."""

    async def action_contradictions(self) -> None:
        """Show the queue of contradictions between articles."""
        if await self.session.drain():
            self._show_contradictions()

    def _show_contradictions(self) -> None:
        # The index of the figures and what is told of them take longer to load than a key may.
        from tui.screens.contradictions import ContradictionsScreen

        self.app.push_screen(ContradictionsScreen(self, self._compared), self._left_contradictions)

    async def _left_contradictions(self, left: Left | None) -> None:
        if left is None:
            return
        self._compared = left.look
        if left.chosen is not None:
            await self.open_from(*left.chosen, self._show_contradictions)
