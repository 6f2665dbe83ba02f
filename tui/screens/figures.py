"""The figures of the project in a table: filtered, sorted, grouped; each leads to where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from store.exchange.tables.rows import Table
from store.figures import By, Column, FigureFilter, FigureOrder
from store.figures.tables import table_of_figures, table_of_groups
from tui.exports import Stopped
from tui.keymap import spelled
from tui.language import _, language
from tui.screens.figure_charts import FigureChartScreen
from tui.screens.figure_looking import Left, Looking, View
from tui.screens.saving import Saving
from tui.text.figure_query import figures_asked, with_decided, with_exactly
from tui.widgets.figure_cells import record_told
from tui.widgets.figure_line import FigureLine
from tui.widgets.filter_line import FilterLine
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.ruled_table import RuledTable

_ORDERS: tuple[Column, ...] = ("article", "metric", "place", "period", "amount", "state")
_GROUPINGS: tuple[By | None, ...] = (None, "metric", "place", "period")


class FiguresScreen(Looking, Saving[Left], inherit_bindings=False):
    """Figures one by one, or grouped; Esc goes from a group back to all of them, then to the workbench."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("escape"), "step_back", show=False),
        Binding(spelled("q", "percent_sign"), "leave", show=False),
        Binding(spelled("enter"), "take", show=False),
        Binding(spelled("slash", "f"), "filter", show=False),
        Binding(spelled("s"), "sort(1)", show=False),
        Binding(spelled("S"), "turn", show=False),
        Binding(spelled("tab"), "group(1)", show=False),
        Binding("shift+tab", "group(-1)", show=False),
        *(Binding(spelled(str(at + 1)), f"group_by({at})", show=False) for at in range(len(_GROUPINGS))),
        Binding(spelled("d"), "decided", show=False),
        Binding(spelled("c"), "chart", show=False),
        Binding(spelled("e"), "save", show=False),
        Binding(spelled("w", "ctrl+c"), "copy", show=False),
        Binding("backspace", "clear", show=False),
    ]
    DEFAULT_CSS = """
    FiguresScreen {
        & > Vertical { width: 100%; max-width: 100%; height: 100%; max-height: 100%; }
        & RuledTable { height: 1fr; }
        & #figure-words { height: auto; max-height: 4; padding: 0 1; background: $panel; }
        & #figure-words.-none, &.-short #figure-words { display: none; }
    }
    """

    _before_typing = ""

    def compose(self) -> ComposeResult:
        """The filter, the table, what stands around the figure, the keys."""
        with Vertical():
            yield FigureLine(self.offer)
            yield RuledTable(self.rows.cells)
            yield Static(id="figure-words", markup=False)
            yield KeyHints(
                [
                    Hint("Enter", _("opens it"), "take"),
                    Hint("/", _("filter"), "filter"),
                    Hint("Tab", _("group by"), "group(1)"),
                    Hint("s", _("sort"), "sort(1)"),
                    Hint("d", _("decided only"), "decided"),
                    Hint("c", _("chart"), "chart"),
                    Hint("e", _("save"), "save"),
                    Hint("w", _("copy"), "copy"),
                    Hint("Esc", _("back"), "step_back"),
                ]
            )

    def on_mount(self) -> None:
        """Show what is known, and bring it up to date."""
        super().on_mount()
        self.line.line = self.view.line
        self.table.focus()
        self.look()
        self.keep_up()

    def scrolling(self) -> Widget:
        """The table."""
        return self.table

    def _fit(self) -> None:
        """The table takes what the others leave by itself."""

    # What the keys do

    async def action_take(self) -> None:
        """Open the article at the figure, or show the figures of the group."""
        at = self.table.cursor
        figure, group = self.rows.figure(at), self.rows.group(at)
        if figure is not None:
            await self.leave(figure)
        elif group is not None and self.view.by is not None:
            line = with_exactly(self.view.line, self.view.by, group.name, chinese=language() == "zh")
            self.remember_place()
            self.views.append(View(line=line))
            self.line.line = line
            self.look()
        else:
            self.app.bell()

    @on(RuledTable.Taken)
    async def take_clicked(self) -> None:
        """A second click takes the row."""
        await self.action_take()

    async def action_step_back(self) -> None:
        """Back to the groups from which one came, to all figures, to the workbench."""
        if len(self.views) > 1:
            self.views.pop()
            self.line.line = self.view.line
            self.look()
        elif self.view.line.strip():
            self.action_clear()
        else:
            await self.leave()

    async def action_leave(self) -> None:
        """Back to the workbench; what is shown is shown again the next time."""
        await self.leave()

    def action_clear(self) -> None:
        """Show all figures."""
        self.line.line = ""
        self.change(line="")

    def action_filter(self) -> None:
        """Type what the figures have to be."""
        self._before_typing = self.view.line
        self.line.open(f"{self.view.line} " if self.view.line else "")

    @on(FigureLine.Read)
    def narrow(self, event: FigureLine.Read) -> None:
        """Show what the line leaves."""
        if event.line.strip() != self.view.line.strip():
            self.change(line=event.line.strip())

    @on(FigureLine.Finished)
    def keep_line(self) -> None:
        """Go to the table."""
        self.table.focus()

    @on(FilterLine.Left)
    def leave_line(self) -> None:
        """Show what was shown before, and go to the table."""
        self.line.close()
        self.line.line = self._before_typing
        self.change(line=self._before_typing)
        self.table.focus()

    def action_group(self, by: int) -> None:
        """Show figures one by one, or by metric, place, period."""
        at = _GROUPINGS.index(self.view.by)
        self.action_group_by((at + by) % len(_GROUPINGS))

    def action_group_by(self, at: int) -> None:
        """Show them so."""
        self.change(by=_GROUPINGS[at])

    def action_sort(self, by: int) -> None:
        """Sort by the next column."""
        at = (_ORDERS.index(self.view.order.by) + by) % len(_ORDERS)
        self._sort(FigureOrder(_ORDERS[at], descending=_ORDERS[at] == "amount"))

    def action_turn(self) -> None:
        """Sort the other way round."""
        self._sort(FigureOrder(self.view.order.by, descending=not self.view.order.descending))

    @on(RuledTable.Sorted)
    def sort_clicked(self, event: RuledTable.Sorted) -> None:
        """A click on a heading sorts by it, a second one the other way round."""
        if event.key == self.view.order.by:
            self.action_turn()
        elif event.key in _ORDERS:
            self._sort(FigureOrder(event.key, descending=event.key == "amount"))

    def _sort(self, order: FigureOrder) -> None:
        if self.view.by is None:
            self.change(order=order)
        else:
            self.app.bell()  # groups stand by their size

    def action_decided(self) -> None:
        """Show only what people said is right, or everything that nobody rejected."""
        line = with_decided(self.view.line, chinese=language() == "zh")
        self.line.line = line
        self.change(line=line)

    def action_chart(self) -> None:
        """Draw the figures that are shown; of several metrics the one under the cursor first."""
        at = self.table.cursor
        figure, group = self.rows.figure(at), self.rows.group(at)
        metric = figure.metric if figure is not None else None
        if group is not None and self.view.by == "metric":
            metric = group.name
        where = self.where
        if group is not None and self.view.by in ("place", "period"):
            line = with_exactly(self.view.line, self.view.by, group.name, chinese=False)
            where = figures_asked(line).where
        self.app.push_screen(FigureChartScreen(self.bench, self.figures, where, metric))

    def action_save(self) -> None:
        """Write what is shown to a file."""
        where, by = self.where, self.view.by
        if by is None:
            self.save_tables("figures", partial(self._figure_tables, where))
        else:
            self.save_tables(f"{by}s", partial(self._group_tables, by, where))

    def _figure_tables(self, where: FigureFilter) -> tuple[Sequence[Table], Table]:
        found, _articles = self.figures.count(where)

        def told(done: int) -> None:
            self.saving_job.progress(done, found)
            if self.saving_job.stopped():
                raise Stopped

        table = table_of_figures(self.figures, self.bench.project, where, told)
        return [table], table

    def _group_tables(self, by: By, where: FigureFilter) -> tuple[Sequence[Table], Table]:
        table = table_of_groups(by, self.figures.groups(by, where, limit=None))
        return [table], table

    def action_copy(self) -> None:
        """Put the figure under the cursor, with its words and their source, on the clipboard."""
        figure = self.rows.figure(self.table.cursor)
        if figure is None:
            self.app.bell()
            return
        words = "".join(self.around(figure))
        told = "\n".join(filter(None, (record_told(figure), words, self.source_of(figure))))
        self.bench.copy_text(told, _("the figure"))
