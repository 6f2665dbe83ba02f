"""The import that goes on: how far it is, what went wrong so far, and a key to stop it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.importing.intake import Intake
from tui.keymap import spelled
from tui.language import _
from tui.screens.over import Over
from tui.text.bars import bar
from tui.text.visible import visible
from tui.text.width import clip
from tui.widgets.key_hints import Hint, KeyHints

_REDRAWN = 0.25


class IntakeScreen(Over[None], inherit_bindings=False):
    """Leaving it does not end the import, which goes on behind the workbench."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("escape", "q", "enter"), "leave", show=False),
        Binding(spelled("x"), "stop", show=False),
    ]
    DEFAULT_CSS = """
    IntakeScreen {
        & > Vertical { width: 90; }
        & VerticalScroll { height: auto; padding: 0 1; scrollbar-size-vertical: 1; }
        & #far { padding: 0 1; height: auto; }
    }
    """

    def __init__(self, intake: Intake) -> None:
        super().__init__()
        self._intake = intake

    def compose(self) -> ComposeResult:
        """What went wrong, how far it is, and the keys."""
        with Vertical() as box:
            box.border_title = Content(clip(visible(self._intake.title), 70))
            with VerticalScroll():
                yield Static(id="lines")
            yield Static(id="far")
            yield KeyHints(
                [
                    Hint("x", _("stop; what is read stays"), "stop"),
                    Hint("Esc", _("goes on behind"), "leave"),
                ]
            )

    def on_mount(self) -> None:
        """Follow the import."""
        self.query_one(VerticalScroll).focus()
        self._draw()
        self.set_interval(_REDRAWN, self._draw)

    def action_stop(self) -> None:
        """Stop the import."""
        self._intake.stop()
        self._draw()

    def action_leave(self) -> None:
        """Back to the workbench."""
        self.dismiss(None)

    def _draw(self) -> None:
        intake = self._intake
        width = max(1, self.query_one("#far").size.width - 2)
        told = intake.account.in_words() if intake.ended else intake.in_words()
        drawn = bar(1.0 if intake.ended else intake.share or 0.0, width)
        self.query_one("#far", Static).update(
            Content("\n").join([Content.styled(drawn, "$primary"), Content(visible(told))])
        )
        lines = [visible(line) for line in intake.lines] or [_("Nothing went wrong so far.")]
        self.query_one("#lines", Static).update(Content("\n".join(lines)))
