"""One prompt for everything that is typed or chosen from a list: tags, types, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.language import _, anew
from tui.screens.over import Over
from tui.text.matching import ranked
from tui.text.visible import visible
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.text_line import TextLine


class Prompt(Over[str | None], inherit_bindings=False):
    """Ask for one of `choices`, narrowed by typing, or for any text where `free`.

    Dismissed with the answer, or with None when the person steps back. `hints` say something of a
    choice beside it; `typed` stands in the line already.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up,ctrl+p", "move(-1)", show=False),
    ]
    DEFAULT_CSS = """
    Prompt {
        & > Vertical { width: 76; padding: 0 1; }
        & Input { background: $panel; }
        & OptionList { padding: 0; text-wrap: nowrap; text-overflow: ellipsis; }
        & KeyHints { padding: 0; }
    }
    """
    MOST_LINES = 12

    def __init__(
        self,
        title: str,
        choices: Sequence[str] = (),
        *,
        free: bool,
        hints: dict[str, str] | None = None,
        typed: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._free = free
        self._hints = hints or {}
        self._typed = typed
        self._shown: list[str] = []

    def compose(self) -> ComposeResult:
        """The input, the choices that it leaves, and what the keys do."""
        with Vertical():
            yield TextLine(self._typed, compact=True, select_on_focus=not self._typed)
            options = OptionList(markup=False)
            options.can_focus = False
            yield options
            choose = [Hint("↑↓", _("choose"), "move(1)")] if self._choices else []
            yield KeyHints([Hint("Enter", _("takes it"), "take"), *choose, Hint("Esc", _("leaves"), "leave")])

    def on_mount(self) -> None:
        """Show the choices before anything more is typed."""
        self._narrow(self._typed)

    def scrolling(self) -> Widget:
        """The choices."""
        return self.query_one(OptionList)

    def relabel(self) -> None:
        """Put title and choices in the language in use; the mark stays on its choice."""
        self.query_one(Vertical).border_title = Content(anew(self._title))
        options = self.query_one(OptionList)
        for at, choice in enumerate(self._shown):
            options.replace_option_prompt_at_index(at, self._line(choice))

    @on(Input.Changed)
    def narrow_choices(self, event: Input.Changed) -> None:
        """Leave the choices that the typed letters can mean."""
        self._narrow(event.value)

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take the marked choice, or what was typed."""
        options = self.query_one(OptionList)
        if options.highlighted is not None and self._shown:
            self.dismiss(str(self._shown[options.highlighted]))
        elif self._free:
            self.dismiss(self.query_one(Input).value.strip() or None)
        else:
            self.app.bell()

    def on_click(self, event: events.Click) -> None:
        """A click beside the prompt leaves it."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.dismiss(None)

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """A click takes a choice."""
        self.dismiss(str(self._shown[event.option_index]))

    def action_move(self, by: int) -> None:
        """Mark the next choice."""
        options = self.query_one(OptionList)
        if self._shown:
            options.highlighted = ((options.highlighted or 0) + by) % len(self._shown)

    def action_leave(self) -> None:
        """Step back without an answer."""
        self.dismiss(None)

    def _narrow(self, typed: str) -> None:
        named = {anew(choice): choice for choice in self._choices}
        self._shown = [named[name] for name in ranked(typed, list(named))]
        new = typed.strip()
        if self._free and self._choices and new and new not in self._shown:
            self._shown.append(new)
        options = self.query_one(OptionList)
        options.set_options(Option(self._line(choice)) for choice in self._shown)
        options.display = bool(self._shown)
        options.highlighted = 0 if self._shown else None
        # What the box no longer covers is drawn whole: its edge may have cut a wide character in two.
        self.call_after_refresh(self.refresh)

    def _line(self, choice: str) -> Content:
        is_new = choice not in self._choices
        hint = _("new") if is_new else anew(self._hints.get(choice, ""))
        return Content.assemble(visible(anew(choice)), (f"  {hint}", "$foreground-muted") if hint else "")
