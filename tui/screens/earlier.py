"""An article as it was at an earlier moment: to be read, not to be changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from seeds.article import Check
from seeds.problems import Problem
from store.layer import Layer
from store.moments import Moment
from tui.keymap import spelled
from tui.language import _, told
from tui.screens.bench import Bench
from tui.screens.looks import show_types
from tui.session import judged
from tui.text.deeds import local_time, moment_name
from tui.text.names import VERDICT_NAMES
from tui.text.visible import visible
from tui.text.width import clip
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.reader import Reader
from tui.widgets.side_panel import SidePanel


class EarlierScreen(Screen[None], inherit_bindings=False):
    """The article after one of its `moments`; the arrows go from moment to moment."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("escape", "q"), "leave", show=False),
        Binding(spelled("left", "h"), "travel(-1)", show=False),
        Binding(spelled("right", "l"), "travel(1)", show=False),
        Binding("tab,shift+tab", "change_pane", show=False),
    ]
    AUTO_FOCUS = "Reader"
    DEFAULT_CSS = """
    EarlierScreen {
        layout: vertical;
        & #moment { height: 1; padding: 0 1; background: $warning-muted; color: $foreground;
            text-style: bold; }
        & #moment:ansi, & #moment:nocolor { text-style: bold reverse; }
        & Horizontal { height: 1fr; }
        & Reader { width: 1fr; height: 1fr; }
        & SidePanel { width: 30%; min-width: 28; max-width: 48; height: 1fr; }
        &.-narrow SidePanel { display: none; }
    }
    """

    def __init__(self, bench: Bench, moments: Sequence[Moment], at: int) -> None:
        super().__init__()
        self._bench = bench
        self._moments = moments
        self._at = at
        self._current = bench.session.current
        self._layer: Layer | None = None
        self._checks: tuple[Check, ...] = ()

    def compose(self) -> ComposeResult:
        """Which moment it is, the article and its records as they were, the keys."""
        yield Static(id="moment", markup=False)
        with Horizontal():
            yield self._bench.keys.rebound(Reader())
            yield self._bench.keys.rebound(SidePanel(self._bench.profile))
        yield KeyHints(
            [
                Hint("←", _("earlier"), "travel(-1)"),
                Hint("→", _("later"), "travel(1)"),
                Hint("Esc", _("back"), "leave"),
            ]
        )

    async def on_mount(self) -> None:
        """Show the moment."""
        show_types(self, self._bench.profile, self._bench.config.interface)
        await self._show(fresh=True)

    def relabel(self) -> None:
        """Name the moment in the language in use."""
        if self._layer is not None:
            self._name_moment(self._moments[self._at], self._layer)

    @on(Reader.Chosen)
    @on(SidePanel.Chosen)
    def choose(self, event: Reader.Chosen | SidePanel.Chosen) -> None:
        """Show an annotation in the text and in the panel; the workbench stays where it is."""
        self._current = event.rid
        self.query_one(Reader).current = event.rid
        self._draw_panel()

    async def action_travel(self, by: int) -> None:
        """Go to the moment before or after."""
        if 0 <= self._at + by < len(self._moments):
            self._at += by
            await self._show()

    def action_change_pane(self) -> None:
        """Go from the article to its records, and back."""
        panel = self.query_one(SidePanel)
        (self.query_one(Reader) if panel.has_focus or not panel.display else panel).focus()

    def action_leave(self) -> None:
        """Back to the history."""
        self.dismiss(None)

    async def _show(self, *, fresh: bool = False) -> None:
        session, moment = self._bench.session, self._moments[self._at]
        article = session.article
        if article is None or session.layer is None:
            return
        try:
            layer = await session.read(self._bench.project.layer_as_of, session.layer.aid, moment.version)
        except Problem as problem:
            self.query_one("#moment", Static).update(Content(visible(told(problem))))
            return
        self._checks = await session.read(judged, article, layer)
        self._layer = layer
        reader = self.query_one(Reader)
        if fresh:
            reader.show(article, layer, self._current)
        else:
            reader.refresh_layer(layer)
        self._draw_panel()
        self._name_moment(moment, layer)

    def _draw_panel(self) -> None:
        self.query_one(SidePanel).show(self._layer, self._checks, self._current)

    def _name_moment(self, moment: Moment, layer: Layer) -> None:
        name = _("As it was {time}: {deed}, {annotator}").format(
            time=local_time(moment.at), deed=moment_name(moment), annotator=visible(moment.annotator)
        )
        place = f"{self._at + 1}/{len(self._moments)} · {_(VERDICT_NAMES[layer.verdict])}"
        line = f"{place} · {name}"
        self.query_one("#moment", Static).update(Content(clip(line, max(0, self.size.width - 2))))
