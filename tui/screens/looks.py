"""The part of the workbench that sees to its looks: the theme, and how types are told apart in it."""

from __future__ import annotations

from textual.screen import Screen

from seeds.profile import Profile
from tui.config import Interface
from tui.language import _
from tui.screens.bench import Bench
from tui.themed_app import told_by_marks
from tui.themes import other_ground, type_colours, type_marks
from tui.widgets.reader import Reader
from tui.widgets.side_panel import SidePanel


class Looks(Bench):
    """A screen over one project, in the theme that the person likes."""

    def follow_theme(self) -> None:
        """Draw the types as the theme wants them, now and whenever it changes."""
        self.watch(self.app, "theme", self.draw_types)
        keys = {"caret": self.key_of("mark.caret"), "done": self.key_of("verdict.done")}
        told = _(
            "Nothing was found here. {caret} puts a caret into the text to mark something; {done}: done."
        )
        self.query_one(SidePanel).empty = told.format(**keys)

    def draw_types(self) -> None:
        """Give the types their colours in the theme in use."""
        show_types(self, self.profile, self.config.interface)

    def action_change_theme(self) -> None:
        """Change between the dark and the light theme of a kind."""
        app = self.app
        app.theme = other_ground(app.current_theme, app.available_themes)
        self.prefer(theme=app.theme)

    def action_themes(self) -> None:
        """Choose a theme, and keep it."""
        from tui.screens.theme_choice import ThemeChoice

        def chosen(theme: str | None) -> None:
            if theme is not None:
                self.prefer(theme=theme)

        self.app.push_screen(ThemeChoice(self.profile, self.config.interface.theme), chosen)


def show_types(screen: Screen[None], profile: Profile, interface: Interface) -> None:
    """Show the types in a screen's reader and panel as the theme in use and the configuration want them."""
    app = screen.app
    colours = type_colours(profile, app.current_theme, app.get_css_variables())
    wanted = told_by_marks(app) if interface.type_marks is None else interface.type_marks
    marks = type_marks(profile) if wanted else {}
    screen.query_one(Reader).set_types(colours, marks)
    screen.query_one(SidePanel).set_types(colours, marks)
