"""A look at what a deed on many annotations would do, before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from store.layer import Step
from tui.keymap import spelled
from tui.language import _, anew
from tui.screens.over import Over
from tui.text.visible import visible
from tui.text.width import clip
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.preview_lines import PreviewLine, PreviewLines


class Preview(Over[Step | None], inherit_bindings=False):
    """Lines of what would be done, a summary, and the keys. Dismissed with the step to take, or None.

    A subclass says what the lines are, what a summary tells, and what comes of the lines that are kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("enter"), "take", show=False),
        Binding(spelled("escape", "q"), "leave", show=False),
        Binding(spelled("up"), "turn(-1)", show=False),
        Binding(spelled("down"), "turn(1)", show=False),
        Binding(spelled("k"), "move(-1)", show=False),
        Binding(spelled("j"), "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding(spelled("space"), "leave_out", show=False),
    ]
    DEFAULT_CSS = """
    Preview {
        & > Vertical { width: 100; }
        & #summary { width: 1fr; height: auto; padding: 0 1; background: $surface; text-style: bold; }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._left_out: set[str] = set()

    def compose(self) -> ComposeResult:
        """The lines, what they come to, and what the keys do."""
        with Vertical():
            yield PreviewLines()
            yield Label(id="summary", markup=False)
            yield KeyHints(self.hints())

    def relabel(self) -> None:
        """The title, the lines and what they come to, in the language in use."""
        self.query_one(Vertical).border_title = Content(clip(visible(anew(self._title)), 70))
        self.show()

    def lines(self) -> Sequence[PreviewLine]:
        """What would be done."""
        raise NotImplementedError

    def summary(self, kept: Sequence[str]) -> str:
        """What the lines come to that are kept, by their keys."""
        raise NotImplementedError

    def step(self, kept: Sequence[str]) -> Step | None:
        """The kept lines as one deed."""
        raise NotImplementedError

    def hints(self) -> list[Hint]:
        """The keys, the first of them Enter."""
        return [
            Hint("Enter", _("do it"), "take"),
            Hint("Space", _("not this one"), "leave_out"),
            Hint("Esc", _("back"), "leave"),
        ]

    def show(self) -> None:
        """Draw the lines and what they come to."""
        lines = self.lines()
        self.query_one(PreviewLines).show(lines, self._left_out)
        self.query_one("#summary", Label).update(Content(visible(self.summary(self._kept(lines)))))
        self.call_after_refresh(self._fit)

    def action_turn(self, by: int) -> None:
        """What the arrows do: move, where there is nothing else to turn."""
        self.action_move(by)

    def action_move(self, by: int) -> None:
        """Move to another line."""
        self.query_one(PreviewLines).move(by)

    def action_leave_out(self) -> None:
        """Leave the line under the cursor out, or take it back in, and go to the next."""
        if (here := self.query_one(PreviewLines).here) is not None:
            self._turn_line(here)
            self.action_move(1)

    @on(PreviewLines.Turned)
    def turn_clicked(self, event: PreviewLines.Turned) -> None:
        """Leave the line that was clicked out, or take it back in."""
        self._turn_line(event.key)

    def action_take(self) -> None:
        """Do what is shown."""
        self.dismiss(self.step(self._kept(self.lines())))

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)

    def _turn_line(self, key: str) -> None:
        self._left_out ^= {key}
        self.show()

    def _kept(self, lines: Sequence[PreviewLine]) -> list[str]:
        return [line.key for line in lines if line.key is not None and line.key not in self._left_out]
