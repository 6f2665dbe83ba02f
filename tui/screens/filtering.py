"""Narrowing and ordering the list: the filter line, the chips of what holds, the screens to choose from."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from textual import events, on

from store.catalogue import Field, Filter, Order
from store.layer import Verdict
from store.project import Project
from store.views import View
from tui.commands import Pane
from tui.config import UNCONFIGURED, Config
from tui.language import language
from tui.screens.columns import ColumnsScreen
from tui.screens.facets import FacetsScreen
from tui.screens.listing import Listing
from tui.screens.progress import ProgressScreen
from tui.screens.views import Left, ViewsScreen
from tui.text.choices import Choice
from tui.text.conditions import conditions_of, told, without
from tui.text.filter_offers import offered
from tui.text.names import ORDERS
from tui.text.query import written
from tui.widgets.chips import Chips
from tui.widgets.filter_line import FilterLine

_VERDICT_CHOICES: tuple[tuple[Verdict, ...], ...] = ((), ("new", "reading"), ("done",), ("flagged",))


class Filtering(Listing):
    """The part of the workbench that says which articles the list shows, and in which order."""

    _before: tuple[Filter, View | None] = (Filter(), None)
    """What held when the filter line was opened."""

    def __init__(self, project: Project, config: Config = UNCONFIGURED) -> None:
        super().__init__(project, config)
        self._counted: dict[tuple[Field, Filter], list[tuple[str, int]]] = {}

    # What holds

    def show_where(self, where: Filter, *, view: View | None = None) -> None:
        """Show the articles that this filter leaves; `view` gives it its name, or the one that was chosen."""
        self.view = view or (self.view if where != Filter() else None)
        if where != self.where:
            self.where = where
            self.relist()
        self.redraw_chips()
        self.remember_soon()

    def show_order(self, order: Order) -> None:
        """Put the list in this order."""
        if order != self.order:
            self.order = order
            self.relist()
        self.redraw_chips()
        self.remember_soon()

    def clear_filter(self) -> None:
        """Show all articles."""
        self.show_where(Filter())

    def redraw_chips(self) -> None:
        """Show the view and the conditions that hold."""
        labels = [told(condition) for condition in conditions_of(self.where)]
        if self.view is not None:
            changed = (self.view.where, self.view.order) != (self.where, self.order)
            labels.insert(0, f"★ {self.view.name}{'*' if changed else ''}")
        self.query_one(Chips).labels = tuple(labels)
        self.redraw_title()

    @on(Chips.Pressed)
    def take_chip_off(self, event: Chips.Pressed) -> None:
        """A condition is taken off; the name of a view with all that it asks for."""
        at = event.index - (self.view is not None)
        if at < 0:
            self.clear_filter()
        else:
            self.show_where(without(self.where, conditions_of(self.where)[at]))

    def action_drop_condition(self) -> None:
        """Take the last condition off."""
        held = conditions_of(self.where)
        if held:
            self.show_where(without(self.where, held[-1]))

    def action_change_verdicts(self) -> None:
        """Show the articles of the next set of verdicts; the other conditions stay."""
        held = self.where.verdicts
        at = _VERDICT_CHOICES.index(held) if held in _VERDICT_CHOICES else -1
        following = _VERDICT_CHOICES[(at + 1) % len(_VERDICT_CHOICES)]
        self.show_where(msgspec.structs.replace(self.where, verdicts=following))

    def action_change_order(self) -> None:
        """Put the list in its next order."""
        orders = [order for order, _name in ORDERS]
        at = orders.index(self.order) if self.order in orders else -1
        self.show_order(orders[(at + 1) % len(orders)])

    # The filter line

    def open_filter(self) -> None:
        """Type what the list shall show, from what holds now."""
        self._before = (self.where, self.view)
        self._counted.clear()
        line = written(self.where, chinese=language() == "zh")
        self.query_one(FilterLine).open(f"{line} " if line else "")

    async def offer_completions(self, line: str, at: int, asked: bool) -> Sequence[Choice]:
        """What the line can be completed with at the caret."""
        chinese = language() == "zh"
        return await self.session.read(offered, line, at, self._facets, chinese=chinese, asked=asked)

    def _facets(self, field: Field, where: Filter) -> list[tuple[str, int]]:
        """In the reading thread. What was counted for one letter of a word is not counted for the next."""
        if (field, where) not in self._counted:
            self._counted[field, where] = self.project.facets(field, where)
        return self._counted[field, where]

    @on(FilterLine.Typed)
    def narrow(self, event: FilterLine.Typed) -> None:
        """Narrow the list while typing."""
        if self.query_one(FilterLine).has_class("-open"):
            self.show_where(event.where)

    @on(FilterLine.Kept)
    def keep_filter(self, event: FilterLine.Kept) -> None:
        """Keep the filter and go to what it leaves."""
        self.show_where(event.where)
        self._leave_line()

    @on(FilterLine.Left)
    def restore_filter(self) -> None:
        """Show what the list showed before."""
        where, view = self._before
        self.show_where(where, view=view)
        self._leave_line()

    def _leave_line(self) -> None:
        self.query_one(FilterLine).close()
        self.action_show_pane("list")

    def action_show_pane(self, pane: Pane) -> None:
        """Go to a pane."""
        raise NotImplementedError

    # Screens to choose from

    @on(events.Click)
    def choose_at_edge(self, event: events.Click) -> None:
        """A click on the list's title opens the views, on its lower edge the orders."""
        under, region = self.get_widget_at(*event.screen_offset)
        if under.id == "list-pane" and event.screen_y == region.y:
            self.action_views()
        elif under.id == "list-pane" and event.screen_y == region.bottom - 1:
            self.action_columns()

    def action_facets(self) -> None:
        """Choose conditions from what there is."""

        def chosen(where: Filter | None) -> None:
            if where is not None:
                self.show_where(where)

        self.app.push_screen(FacetsScreen(self, self.where), chosen)

    def action_views(self) -> None:
        """Choose a view, keep the present one under a name, or forget one."""

        def left(how: Left | None) -> None:
            self.view = how.view if how is not None else None
            if how is not None and how.view is not None and how.chosen:
                self.where, self.order = how.view.where, how.view.order
                self.relist()
            self.redraw_chips()
            self.remember_soon()

        present = View(self.view.name if self.view else "", self.where, self.order)
        self.app.push_screen(ViewsScreen(self, present), left)

    def action_columns(self) -> None:
        """Choose by what the list is sorted."""

        def chosen(order: Order | None) -> None:
            if order is not None:
                self.show_order(order)

        self.app.push_screen(ColumnsScreen(self.order), chosen)

    def action_progress(self) -> None:
        """Show how far the project is, how fast it goes, what is left."""
        self.app.push_screen(ProgressScreen(self))
