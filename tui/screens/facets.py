"""Choosing what the list shows from what there is, with counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from store.catalogue import Filter
from tui.language import _, ngettext
from tui.screens.informed import Informed
from tui.text.conditions import conditions_of, told, without
from tui.text.facets import FACETS, Facet, Value, holds, narrowed, toggled, values
from tui.widgets.chips import Chips
from tui.widgets.counted_row import counted_row
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.tab_line import TabLine
from tui.widgets.type_ahead import TypeAhead

if TYPE_CHECKING:
    from tui.screens.bench import Bench

_SHOWN = 200
"""How many values are listed; who needs others types their first letters."""
_PATIENCE = 0.2
"""Seconds after which the screen says that it is counting."""
_FACETS: tuple[Facet, ...] = tuple(FACETS)


class FacetsScreen(Informed[Filter | None], inherit_bindings=False):
    """One field at a time: its values with the number of their articles, those that hold marked.

    Typing narrows them. Space puts the marked one on or off; Enter shows what is on, and takes the marked
    one too where letters were typed for it. Dismissed with the filter, or None at Esc.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "step_back", show=False),
        Binding("tab", "change_field(1)", show=False, priority=True),
        Binding("shift+tab", "change_field(-1)", show=False, priority=True),
        Binding("down,ctrl+n", "move('down')", show=False, priority=True),
        Binding("up,ctrl+p", "move('up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
        Binding("ctrl+r", "clear", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    FacetsScreen {
        & > Vertical { width: 72; height: 80%; }
        & Input { background: $surface; margin: 0 1; }
        & OptionList, & OptionList:focus { height: 1fr; }
        & Chips { background: $panel; }
        &.-short Chips { display: none; }
    }
    """

    def __init__(self, bench: Bench, where: Filter) -> None:
        super().__init__(bench)
        self._held = self._where = where
        self._field: Facet = "verdict"
        self._found: list[Value] = []
        self._shown: list[Value] = []
        self._chosen_by_letters = False
        self._drawn = ""
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        """The fields, what is typed, the values, what holds, the keys."""
        with Vertical():
            yield TabLine([_(name) for name in FACETS.values()])
            yield TypeAhead(compact=True, placeholder=_("first letters, or a date"))
            options = OptionList(markup=False)
            options.can_focus = False
            yield options
            yield Chips()
            yield KeyHints(
                [
                    Hint("Space", _("on or off"), "turn"),
                    Hint("Tab", _("next field"), "change_field(1)"),
                    Hint("Enter", _("shows them"), "take"),
                    Hint("^r", _("all off"), "clear"),
                    Hint("Esc", _("leaves it as it was"), "step_back"),
                ]
            )

    def on_mount(self) -> None:
        """Begin with the verdicts."""
        self.query_one(Input).focus()

    def relabel(self) -> None:
        """The title, the values and what holds in the language in use, read anew: values have names, too."""
        self.query_one(Vertical).border_title = _("Show articles with")
        self.query_one(TabLine).refresh()
        self._count()

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves it."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.dismiss(None)

    def on_resize(self) -> None:
        """Give the counts their place at the new edge."""
        super().on_resize()
        self.call_after_refresh(self._draw)

    def _fit(self) -> None:
        """Nothing: the values have what the others leave, so that the box stands still."""

    # What the keys do

    def action_turn(self) -> None:
        """Put the marked value on or off."""
        self._keep_up()
        self._turn(self._list.highlighted)

    def action_change_field(self, by: int) -> None:
        """Go to the values of another field."""
        self._go_to((_FACETS.index(self._field) + by) % len(_FACETS))

    def action_move(self, way: str) -> None:
        """Mark another value."""
        getattr(self._list, f"action_{way if way.startswith('page') else f'cursor_{way}'}")()

    def action_clear(self) -> None:
        """Put everything off."""
        self._ask_for(Filter())

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Show what is on; what letters were typed for is put on first."""
        self._keep_up()
        marked = self._value_at(self._list.highlighted)
        if self._chosen_by_letters and marked is not None and not holds(self._where, marked):
            self._where = toggled(self._where, marked)
        self.dismiss(self._where)

    def action_step_back(self) -> None:
        """Take back what was typed, then leave."""
        box = self.query_one(Input)
        if box.value:
            box.value = ""
        else:
            self.dismiss(None)

    @on(Input.Changed)
    def narrow(self) -> None:
        """Leave the values that the typed letters can mean."""
        self._keep_up()

    def _keep_up(self) -> None:
        """Draw what is typed, if it is not drawn yet: keys may come faster than the news of them."""
        typed = self.query_one(Input).value
        if typed != self._drawn:
            self._drawn = typed
            self._chosen_by_letters = bool(typed.strip())
            self._draw()

    @on(OptionList.OptionSelected)
    def turn_clicked(self, event: OptionList.OptionSelected) -> None:
        """A click puts a value on or off."""
        self._turn(event.option_index)

    @on(TabLine.Chosen)
    def go_to_clicked(self, event: TabLine.Chosen) -> None:
        """A click goes to a field."""
        self._go_to(event.at)

    @on(Chips.Pressed)
    def take_chip_off(self, event: Chips.Pressed) -> None:
        """A click on a chip puts its condition off."""
        self._ask_for(without(self._where, conditions_of(self._where)[event.index]))

    # Counting

    @work(group="facets", exclusive=True, exit_on_error=False)
    async def _count(self) -> None:
        """Show the values of the field and how many articles the filter leaves."""
        field, where = self._field, self._where
        self._wait()
        project, read = self.bench.project, self.bench.session.read
        found = await read(values, project, field, where)
        counts = await read(project.counts, where)
        if (field, where) != (self._field, self._where):
            return
        if self._waiting is not None:
            self._waiting.stop()
        self._found = found
        total = sum(counts.values())
        words = ngettext("{count} article", "{count} articles", total)
        self.query_one(Vertical).border_subtitle = words.format(count=f"{total:,}")
        self._draw()

    def _wait(self) -> None:
        def say() -> None:
            self.query_one(Vertical).border_subtitle = _("counting…")

        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_PATIENCE, say)

    # Drawing

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def _value_at(self, at: int | None) -> Value | None:
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def _go_to(self, at: int) -> None:
        self._field = _FACETS[at]
        self._found = []
        self.query_one(TabLine).at = at
        box = self.query_one(Input)
        with box.prevent(Input.Changed):
            box.value = self._drawn = ""
        self._chosen_by_letters = False
        self._count()

    def _turn(self, at: int | None) -> None:
        value = self._value_at(at)
        if value is not None:
            self._chosen_by_letters = False
            self._ask_for(toggled(self._where, value))

    def _ask_for(self, where: Filter) -> None:
        """Hold another filter: shown at once, counted soon."""
        self._where = where
        self._draw()
        self._count()

    def _draw(self) -> None:
        marked = self._value_at(self._list.highlighted)
        fitting = narrowed(self.query_one(Input).value, self._field, self._found)
        self._shown = fitting[:_SHOWN]
        width = self._list.content_size.width or 60
        options = [Option(self._line(value, width)) for value in self._shown]
        if len(fitting) > _SHOWN:
            more = _("{count} more: type their first letters").format(count=f"{len(fitting) - _SHOWN:,}")
            options.append(Option(Content.styled(more, "$foreground-muted"), disabled=True))
        self._list.set_options(options)
        places = [value.conditions for value in self._shown]
        stays = marked is not None and marked.conditions in places and not self._chosen_by_letters
        if self._shown:
            self._list.highlighted = places.index(marked.conditions) if stays and marked else 0
        self.query_one(Chips).labels = tuple(told(condition) for condition in conditions_of(self._where))

    def _line(self, value: Value, width: int) -> Content:
        on = holds(self._where, value)
        mark = ("☑ ", "$success") if on else ("☐ ", "$foreground-disabled")
        count = "" if value.articles is None else f"{value.articles:,}"
        return counted_row(mark, value.text, count, width, strong=on)
