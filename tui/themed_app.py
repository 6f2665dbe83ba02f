"""The application's looks: its themes, made legible, and none of its colours where none are wanted."""

from __future__ import annotations

from collections.abc import Iterable
from os import environ

from textual.app import App
from textual.filter import ANSIToTruecolor, Monochrome, NoColor

from seeds.problems import Problem
from tui.themes import THEMES, first_theme, legible_variables, light_terminal, offered

_FEW_COLOURS = (None, "standard", "windows")
_CURSORS_REVERSED = {"block-cursor-text-style": "reverse", "block-cursor-blurred-text-style": "reverse"}


class ThemedApp(App[None], inherit_bindings=False):
    """An application in one of the themes that there are, Textual's or ours.

    What NO_COLOR asks for is followed to the letter: not one colour is sent, so that what is told by colours
    is told by marks, underlines and reversed text alone.
    """

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        if self.no_color:
            kept = [one for one in self._filters if not isinstance(one, ANSIToTruecolor | Monochrome)]
            self._filters = [*kept, NoColor()]

    @property
    def sixteen_colours(self) -> bool:
        """Whether the terminal has only the sixteen colours of its own, or is to have none."""
        return self.no_color or self.console.color_system in _FEW_COLOURS

    def begin_with(self, configured: str | None, chosen: str | None) -> tuple[Problem, ...]:
        """Take the configured theme, else the one that was chosen before where the terminal has the colours
        for it, else the one that suits the terminal. What is wrong where there is no theme of that name.
        """
        asked: Iterable[str | None] = (configured, None if self.sixteen_colours else chosen)
        light = light_terminal(environ)
        self.theme = first_theme(asked, self.available_themes, sixteen=self.sixteen_colours, light=light)
        if configured is None or configured in self.available_themes:
            return ()
        names = ", ".join(theme.name for theme in offered(self.available_themes))
        return (
            Problem("[interface] there is no theme {name}; there are: {names}", name=configured, names=names),
        )

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables, those moved that could not be read."""
        variables = super().get_css_variables()
        variables |= legible_variables(self.current_theme, variables)
        if self.no_color:
            variables |= _CURSORS_REVERSED
        self.theme_variables = variables
        return variables


def told_by_marks(app: App[object]) -> bool:
    """Whether colours are too few, or none, to tell types apart."""
    return app.no_color or app.current_theme.ansi
