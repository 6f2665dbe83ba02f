"""The themes to choose from; the whole screen shows the marked one while one moves."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.theme import Theme
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from seeds.profile import Profile
from tui.keymap import spelled
from tui.language import _, language
from tui.screens.over import Over
from tui.text.width import cell_width, clip
from tui.themes import KINDS, offered, type_colours
from tui.widgets.key_hints import Hint, KeyHints

_NAME_WIDTH = 22


class ThemeChoice(Over[str | None], inherit_bindings=False):
    """Answers with the name of the theme that was chosen; stepping back leaves the one that was there.

    `configured` is the theme that the configuration sets, which begins again with the next start.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("escape", "q", "f7"), "leave", show=False),
        Binding(spelled("j"), "move('down')", show=False),
        Binding(spelled("k"), "move('up')", show=False),
    ]
    # Nothing is dimmed: what lies beneath is what one wants to see.
    DEFAULT_CSS = """
    ThemeChoice {
        align: right middle;
        background: $background 0%;
        & > Vertical { width: 46; max-height: 90%; }
        & #sample { height: auto; padding: 0 1; }
    }
    """

    def __init__(self, profile: Profile, configured: str | None) -> None:
        super().__init__()
        self._profile = profile
        self._configured = configured
        self._before = ""
        self._themes: list[Theme] = []

    def compose(self) -> ComposeResult:
        """A line for each theme, the types in its colours, and the keys."""
        with Vertical():
            yield OptionList(markup=False)
            yield Static(id="sample", markup=False)
            yield KeyHints([Hint("Enter", _("keeps it"), "take"), Hint("Esc", _("as it was"), "leave")])

    def on_mount(self) -> None:
        """Begin at the theme in use."""
        self._before = self.app.theme
        self._themes = offered(self.app.available_themes)
        names = [theme.name for theme in self._themes]
        self._list.add_options([Option(self._line(theme)) for theme in self._themes])
        self._list.highlighted = names.index(self._before)
        self._list.focus()
        super().on_mount()
        self.watch(self.app, "theme", self._show_sample)

    def on_resize(self) -> None:
        """Lines are as wide as the box."""
        super().on_resize()
        self.call_after_refresh(self.relabel)

    def relabel(self) -> None:
        """The title and the lines in the language in use."""
        box = self.query_one(Vertical)
        box.border_title = _("Theme")
        box.border_subtitle = (
            _("config.toml: {name}").format(name=self._configured) if self._configured else ""
        )
        for at, theme in enumerate(self._themes):
            self._list.replace_option_prompt_at_index(at, self._line(theme))
        self._show_sample()

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves it."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.action_leave()

    @on(OptionList.OptionHighlighted)
    def try_on(self) -> None:
        """Show everything in the marked theme."""
        self.app.theme = self._marked.name

    @on(OptionList.OptionSelected)
    def action_take(self) -> None:
        """Keep the marked theme."""
        self.dismiss(self._marked.name)

    def action_move(self, way: str) -> None:
        """Mark the next theme."""
        getattr(self._list, f"action_cursor_{way}")()

    def action_leave(self) -> None:
        """Back, in the theme that was there before."""
        self.app.theme = self._before
        self.dismiss(None)

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def _marked(self) -> Theme:
        return self._themes[self._list.highlighted or 0]

    def _line(self, theme: Theme) -> Content:
        """The name that one writes into the configuration, and what it is."""
        kinds = [_(kind.name) for kind in KINDS if theme.name in (kind.dark.name, kind.light.name)]
        ground = _("dark") if theme.dark else _("light")
        gap = " " * max(1, _NAME_WIDTH - cell_width(theme.name))
        sign = "● " if theme.name == self._before else "  "
        room = self._list.size.width - 2 - cell_width(sign + theme.name + gap)
        told = clip(kinds[0] if kinds else ground, max(0, room))
        return Content.assemble(sign, theme.name, gap, (told, "$foreground-muted"))

    def _show_sample(self) -> None:
        """The names of the types in their colours."""
        chinese = language() == "zh"
        colours = type_colours(self._profile, self.app.current_theme, self.app.get_css_variables())
        names = [
            Content.styled(kind.zh if chinese else kind.en, colours.get(kind.code, ""))
            for kind in self._profile.types
        ]
        self.query_one("#sample", Static).update(Content(" ").join(names))
