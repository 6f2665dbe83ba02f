"""How far an import is, on one line below the panes."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.importing.intake import Intake
from tui.language import _
from tui.text.bars import bar
from tui.text.visible import visible
from tui.text.width import cell_width, clip

_BAR = 20
_LEAST_FOR_BAR = 70
"""Columns from which on there is room for a bar."""
_REDRAWN = 0.25


class IntakeLine(Widget):
    """What is read and how far it is. A click asks for more; it is followed as long as it stands."""

    DEFAULT_CSS = "IntakeLine { height: 1; background: $panel; color: $foreground; padding: 0 1; }"

    class Asked(Message):
        """A person wants to see more of it, or to stop it."""

    def __init__(self, intake: Intake, key: str) -> None:
        super().__init__()
        self._intake = intake
        self._key = key

    def on_mount(self) -> None:
        """Follow the import."""
        self.set_interval(_REDRAWN, self.refresh)

    def on_click(self, event: events.Click) -> None:
        """Ask for more."""
        event.stop()
        self.post_message(self.Asked())

    def render(self) -> Content:
        """What, a bar, how many, and the key that shows more."""
        width = self.size.width - 2
        told = self._intake.in_words()
        shows = _("shows it")
        more = f"{self._key} {shows}" if self._key else ""
        share = self._intake.share
        drawn = ""
        if share is not None and width >= _LEAST_FOR_BAR:
            drawn = f"{bar(share, _BAR):{_BAR}}  "
        room = width - cell_width(drawn + told + more) - 4
        name = clip(visible(_("Importing {what}").format(what=self._intake.title)), max(0, room))
        parts = [
            Content.styled(name + "  ", "bold") if name else Content(""),
            Content.styled(drawn, "$primary"),
            Content(clip(told, width)),
        ]
        if room >= 0:
            parts.append(Content.styled(f"  {more}", "$foreground-muted"))
        return Content("").join(parts)
