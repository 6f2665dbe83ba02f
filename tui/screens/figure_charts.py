"""Charts of one metric at a time: its course in time, its places side by side, how it is spread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from store.exchange.tables.rows import Table
from store.figures import FigureFilter, Figures, Point, Subject
from tui.charts.chart import KINDS, Chart, Kind, chart_of
from tui.charts.tables import table_of_chart
from tui.charts.terminal import drawn
from tui.keymap import spelled
from tui.language import N_, _, ngettext
from tui.screens.informed import Informed
from tui.screens.saving import Saving
from tui.text.visible import visible
from tui.widgets.key_hints import Hint, KeyHints

if TYPE_CHECKING:
    from tui.screens.bench import Bench

KIND_NAMES: dict[Kind, str] = {
    "course": N_("over time"),
    "places": N_("by place"),
    "spread": N_("how spread"),
}


class FigureChartScreen(Informed[None], Saving[None], inherit_bindings=False):
    """The metric that was pointed at, or that most figures say; the others one key away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("escape", "q", "c"), "leave", show=False),
        *(Binding(spelled(str(at + 1)), f"draw('{kind}')", show=False) for at, kind in enumerate(KINDS)),
        Binding(spelled("tab"), "turn(1)", show=False),
        Binding("shift+tab", "turn(-1)", show=False),
        Binding(spelled("n", "right"), "step(1)", show=False),
        Binding(spelled("p", "left"), "step(-1)", show=False),
        Binding(spelled("t"), "targets", show=False),
        Binding(spelled("e"), "save", show=False),
        Binding(spelled("j", "down"), "scroll(1)", show=False),
        Binding(spelled("k", "up"), "scroll(-1)", show=False),
    ]
    DEFAULT_CSS = """
    FigureChartScreen {
        & > Vertical { width: 100%; max-width: 100%; height: 100%; max-height: 100%; }
        & VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        & #chart-told { height: auto; max-height: 3; padding: 0 1; color: $foreground-muted; }
        & Static { height: auto; }
    }
    """

    def __init__(self, bench: Bench, figures: Figures, where: FigureFilter, metric: str | None) -> None:
        super().__init__(bench)
        self._figures = figures
        self._where = where
        self._metric = metric
        self._kind: Kind = "course"
        self._targets = False
        self._subjects: Sequence[Subject] = ()
        self._at = 0
        self._points: Sequence[Point] = ()
        self._chart: Chart | None = None
        self._nothing = ""

    def compose(self) -> ComposeResult:
        """The chart, what is in it, the keys."""
        with Vertical():
            yield Static(id="chart-told", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(id="chart", markup=False)
            yield KeyHints(
                [
                    Hint("Tab", _("another chart"), "turn(1)"),
                    Hint("n p", _("another metric"), "step(1)"),
                    Hint("t", _("targets"), "targets"),
                    Hint("e", _("save"), "save"),
                    Hint("Esc", _("back"), "leave"),
                ]
            )

    def on_mount(self) -> None:
        """Find what there is to draw."""
        super().on_mount()
        self._begin()

    def relabel(self) -> None:
        """Draw it in the language in use."""
        self._draw()

    def on_resize(self) -> None:
        """Draw it in the new size, once that is known."""
        super().on_resize()
        self.call_after_refresh(self._draw)

    def scrolling(self) -> Widget:
        """The chart."""
        return self.query_one(VerticalScroll)

    def _fit(self) -> None:
        """The chart takes what the others leave by itself."""

    # What the keys do

    def action_draw(self, kind: Kind) -> None:
        """Draw another chart of the same figures."""
        self._kind = kind
        self._make()

    def action_turn(self, by: int) -> None:
        """Draw the next chart of the same figures."""
        self.action_draw(KINDS[(KINDS.index(self._kind) + by) % len(KINDS)])

    def action_step(self, by: int) -> None:
        """Draw another metric."""
        if self._subjects:
            self._at = (self._at + by) % len(self._subjects)
            self._read()

    def action_targets(self) -> None:
        """Have targets and standards in it, too, or only what is so."""
        self._targets = not self._targets
        self._make()

    def action_scroll(self, lines: int) -> None:
        """Scroll a chart of many places."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_save(self) -> None:
        """Write the chart as a picture, or what is in it as a table."""
        if self._chart is None:
            self.app.bell()
            return
        self.save_tables(self._chart.kind, partial(_tables, self._chart))

    def action_leave(self) -> None:
        """Back to the table."""
        self.give_way()

    def pictures(self) -> Mapping[str, Callable[[], bytes]]:
        """PNG and SVG, drawn by matplotlib, which is loaded then."""
        if self._chart is None:
            return {}
        return {ending: partial(_picture, self._chart, ending) for ending in (".png", ".svg")}

    # What is drawn

    @work(group="chart", exclusive=True, exit_on_error=False)
    async def _begin(self) -> None:
        self._nothing = _("looking…")
        self._draw()
        self._subjects = await asyncio.to_thread(self._figures.subjects, self._where, self._metric)
        if self._subjects:
            await self._load()
        else:
            self._nothing = _("No figure here has a metric and a number")
            self._draw()

    @work(group="chart", exclusive=True, exit_on_error=False)
    async def _read(self) -> None:
        await self._load()

    async def _load(self) -> None:
        subject = self._subjects[self._at]
        self._points = await asyncio.to_thread(self._figures.points, subject, self._where)
        self._make()

    def _make(self) -> None:
        if self._subjects:
            points = [point for point in self._points if self._targets or point.status == "actual"]
            self._chart = chart_of(self._kind, self._subjects[self._at], points)
        self._draw()

    def _draw(self) -> None:
        room = self.query_one(VerticalScroll).content_size
        box, chart = self.query_one(Vertical), self._chart
        box.border_title = Content(_("Chart"))
        if chart is None:
            self.query_one("#chart", Static).update(Content(self._nothing))
            return
        box.border_title = Content(visible(f"{chart.metric} ({chart.unit})" if chart.unit else chart.metric))
        box.border_subtitle = Content(" · ".join(self._facts(chart)))
        told = self.query_one("#chart-told", Static)
        told.update(_kinds(chart.kind, told.content_size.width))
        height = room.height if chart.kind == "course" else 10_000
        self.query_one("#chart", Static).update(drawn(chart, max(1, room.width), max(1, height)))

    def _facts(self, chart: Chart) -> list[str]:
        told = [
            ngettext("{count} figure", "{count} figures", chart.figures).format(count=f"{chart.figures:,}")
        ]
        if chart.left:
            told.append(_("{count} not in it").format(count=f"{chart.left:,}"))
        if self._targets:
            told.append(_("with targets and standards"))
        if len(self._subjects) > 1:
            told.append(f"{self._at + 1} / {len(self._subjects)}")
        return told


def _kinds(present: Kind, width: int) -> Content:
    """The kinds of charts with their keys, that which is drawn lit; only this where there is no more room."""
    names = {
        kind: Content.styled(f" {at} {_(name)} ", "bold reverse" if kind == present else "")
        for at, (kind, name) in enumerate(KIND_NAMES.items(), 1)
    }
    all_of = Content(" ").join(names.values())
    return all_of if all_of.cell_length <= width else names[present]


def _tables(chart: Chart) -> tuple[Sequence[Table], Table]:
    table = table_of_chart(chart)
    return [table], table


def _picture(chart: Chart, ending: str) -> bytes:
    from tui.charts.pictures import picture  # matplotlib takes a second to load

    return picture(chart, ending.removeprefix("."))
