"""The panes of the workbench: going from one to another, and how the window is shared among them."""

from __future__ import annotations

import msgspec
from textual import events, on
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from tui.commands import Pane
from tui.language import _
from tui.screens.caret import CaretMode
from tui.screens.pane_widths import ALONE_BELOW, BESIDE_FROM, SIDES, STEP, SidePane, fitting
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import FILTERING, FINDING, KeyBar
from tui.widgets.reader import Reader
from tui.widgets.side_panel import SidePanel

_PANES: tuple[Pane, ...] = ("list", "reader", "panel")
_SOON = 0.5
"""Seconds without another change after which widths are kept."""
_CHOICES = {"list": "list_width", "panel": "panel_width"}
"""The preference that holds the width of a pane."""


class Panes(CaretMode):
    """The part of the workbench that lays out its panes.

    A pane that is hidden is put away until one goes to it; then it lies over the article.
    """

    _keeping: Timer | None = None

    def actor(self, pane: Pane) -> Widget:
        """The widget that carries out the commands of a pane."""
        widgets: dict[Pane, Widget] = {
            "workbench": self,
            "list": self.query_one(ArticleList),
            "reader": self.query_one(Reader),
            "caret": self.query_one(Reader),
            "panel": self.query_one(SidePanel),
        }
        return widgets[pane]

    # Going

    def action_show_pane(self, pane: Pane) -> None:
        """Go to a pane."""
        self.stand_at(pane)
        self.actor(pane).focus()

    def action_focus_pane(self, by: int) -> None:
        """Go to the next or previous pane."""
        self.action_show_pane(_PANES[(_PANES.index(self.pane) + by) % len(_PANES)])

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The layout follows the focus."""
        # Where keys come fast, what tells of the focus may come after the focus has gone on.
        at = self.focused or event.widget
        for pane in _PANES:
            if self.query_one(f"#{pane}-pane") in at.ancestors_with_self:
                self.stand_at(pane)
        editing = self.query_one("#panel-pane").has_class("-editing")
        if isinstance(at, Input) and at.id in ("filter", "find"):
            self.query_one(KeyBar).mode = FILTERING if at.id == "filter" else FINDING
        elif not editing:
            self.query_one(KeyBar).mode = None

    def stand_at(self, pane: Pane) -> None:
        """Lay the panes out for one of them, without giving it the focus."""
        self.pane = pane
        self.query_one(KeyBar).pane = self.keys_for(pane)
        for name in _PANES:
            self.set_class(name == pane, f"-at-{name}")
            self.query_one(f"#{name}-pane").set_class(name == pane, "-focused")

    # Sharing the window

    @on(events.Mount)
    def hide_again(self) -> None:
        """Hide what was hidden when the workbench was left."""
        for pane in self.preferences.hidden:
            self.add_class(f"-no-{pane}")

    def on_unmount(self) -> None:
        """Keep a width that was chosen a moment ago."""
        if self._keeping is not None:
            self.prefer()

    def on_resize(self) -> None:
        """Let the widths that were chosen hold as far as they fit."""
        self.fit_panes()

    def fit_panes(self) -> None:
        """Give each side pane the width that was chosen, as far as it fits, or else the program's own."""
        for pane in SIDES:
            chosen = getattr(self.preferences, _CHOICES[pane])
            fits = None if chosen is None or self._is_alone else self._fitting(pane, chosen)
            styles = self.query_one(f"#{pane}-pane").styles
            styles.width = styles.min_width = styles.max_width = fits

    def action_zoom(self) -> None:
        """Give the window to one pane, or share it again."""
        self.toggle_class("-zoomed")
        self.fit_panes()

    def action_widen_pane(self, by: int) -> None:
        """Widen the side pane that has the focus, in the article the panel; `by` -1 narrows it."""
        at: SidePane = "list" if self.pane == "list" else "panel"
        shown = [pane for pane in (at, *SIDES) if self.width_of(pane)]
        if self._is_alone or not shown:
            self.tell(_("One pane has the window to itself: there is no width to change"))
        else:
            self.choose_width(shown[0], self.width_of(shown[0]) + by * STEP)

    def action_reset_panes(self) -> None:
        """Show all panes again, as wide as the program makes them."""
        self.remove_class("-zoomed", *(f"-no-{pane}" for pane in SIDES))
        self.prefer(list_width=None, panel_width=None, hidden=frozenset())
        self.fit_panes()

    def action_hide_pane(self, pane: SidePane) -> None:
        """Put a side pane away until one goes to it, or let it stand beside the article again."""
        hidden = self.preferences.hidden ^ {pane}
        self.prefer(hidden=hidden)
        self.set_class(pane in hidden, f"-no-{pane}")
        self.fit_panes()
        if pane in hidden and self.pane == pane:
            self.action_show_pane("reader")
        if self._is_alone:
            self.tell(_("One pane has the window to itself: hiding shows where there is room for more"))
        elif pane in hidden:
            self.tell(_("Hidden; {key} shows it again").format(key=self.key_of(f"pane.hide_{pane}")))

    def action_redraw_screen(self) -> None:
        """Draw everything anew, where another program wrote over the screen."""
        self.app.refresh(repaint=True, layout=True)

    def width_of(self, pane: SidePane) -> int:
        """The columns that a side pane takes now; none while it is not shown."""
        return self.query_one(f"#{pane}-pane").region.width

    def choose_width(self, pane: SidePane, width: int) -> None:
        """Make a side pane so wide, as far as it fits; it is kept once the keys or the mouse rest."""
        chosen = {_CHOICES[pane]: self._fitting(pane, width)}
        self.preferences = msgspec.structs.replace(self.preferences, **chosen)
        self.fit_panes()
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(_SOON, self._keep_widths)

    def _keep_widths(self) -> None:
        self._keeping = None
        self.prefer()

    @property
    def _is_alone(self) -> bool:
        """Whether one pane has the window to itself."""
        return self.size.width < ALONE_BELOW or self.has_class("-zoomed")

    def _fitting(self, pane: SidePane, width: int) -> int:
        other: SidePane = "panel" if pane == "list" else "list"
        over = other == "list" and self.size.width < BESIDE_FROM
        beside = 0 if over or other in self.preferences.hidden else self.width_of(other)
        return fitting(pane, width, self.size.width, beside)
