"""The record editor: an indicator's fields, in place in the side panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Static

from seeds.article import Indicator, Status
from seeds.problems import Problem
from seeds.profile import Profile
from store.layer import Values
from tui.language import N_, _, language, told
from tui.text.figures import normal_form
from tui.text.names import STATUS_NAMES
from tui.text.visible import visible

_FIELDS: tuple[tuple[str, str], ...] = (
    ("value", N_("value")),
    ("unit", N_("unit")),
    ("metric", N_("metric")),
    ("place", N_("place")),
    ("period", N_("period")),
    ("status", N_("status")),
)


class RecordForm(VerticalScroll, can_focus=False):
    """Edits one indicator. What is typed is parsed at once and its normal form shown below.

    Posts `Saved` with the fields that changed, or `Left`; `Focused` names the field being edited so
    that the reader can light up where its value came from.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab,down", "step(1)", show=False),
        Binding("shift+tab,up", "step(-1)", show=False),
    ]
    DEFAULT_CSS = """
    RecordForm {
        background: $surface; height: auto; max-height: 100%; scrollbar-size-vertical: 1;
        & Label { color: $foreground 60%; height: 1; }
        & Input { background: $panel; }
        & Input:focus { background: $primary 25%; }
        & #surface { text-style: bold; height: auto; }
        & #outcome { height: auto; color: $success; }
        & #outcome.-refused { color: $error; text-style: bold; }
    }
    """

    @dataclass
    class Saved(Message):
        """The person saved these fields of the record."""

        rid: str
        values: Values

    @dataclass
    class Left(Message):
        """The person left the editor without a change."""

    @dataclass
    class Focused(Message):
        """The person is at this field of the record."""

        rid: str
        field: str

    def __init__(self, profile: Profile, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._fields = field_names(profile)
        self._indicator: Indicator | None = None
        self._published: str | None = None

    def compose(self) -> ComposeResult:
        """A label and an input for each field, the surface above, the outcome below."""
        yield Static("", id="surface", markup=False)
        for field, name in self._fields.items():
            yield Label(name, markup=False)
            yield Input(id=f"field-{field}", compact=True)
        yield Static("", id="outcome", markup=False)

    def edit(self, indicator: Indicator, published: str | None) -> None:
        """Open `indicator`, the cursor on its value. `published` dates what is typed as 今年."""
        self._indicator, self._published = indicator, published
        self.query_one("#surface", Static).update(Content(f"“{visible(indicator.text)}”"))
        for field in self._fields:
            box = self.query_one(f"#field-{field}", Input)
            box.value = self._shown(indicator, field)
            if field == "status":
                box.suggester = SuggestFromList(
                    [_(name) for name in STATUS_NAMES.values()], case_sensitive=False
                )
        self._show_outcome()
        boxes = self.query(Input)
        first = next((box for box in boxes if box.id == "field-value"), boxes.first())
        first.focus()
        first.select_all()

    @property
    def indicator(self) -> Indicator | None:
        """The record being edited."""
        return self._indicator

    @on(Input.Changed)
    def parse(self) -> None:
        """Show what the typed text means."""
        self._show_outcome()

    @on(Input.Submitted)
    def save(self) -> None:
        """Save the fields that changed; refuse what cannot be understood, and say why."""
        if self._indicator is None:
            return
        try:
            values = self._changed(self._indicator)
        except Problem:
            self.app.bell()
            return
        self.post_message(self.Saved(self._indicator.id, values))

    def action_step(self, by: int) -> None:
        """Go to the next or previous field, round and round."""
        boxes = list(self.query(Input))
        at = next((at for at, box in enumerate(boxes) if box.has_focus), 0)
        boxes[(at + by) % len(boxes)].focus()

    def action_leave(self) -> None:
        """Leave without a trace."""
        self.post_message(self.Left())

    def on_descendant_focus(self) -> None:
        """Tell the reader which field is being edited."""
        focused = self.screen.focused
        if self._indicator is not None and focused is not None and focused.id:
            self.post_message(self.Focused(self._indicator.id, focused.id.removeprefix("field-")))

    def _changed(self, indicator: Indicator) -> Values:
        """The record's fields as typed, where they differ from what was there. Raises Problem."""
        # The grammar of numbers and dates takes longer to load than the screen; see `Workbench.warm_up`.
        from seeds.typed import typed_period, typed_value

        was = {field: self._shown(indicator, field) for field in (*self._fields, "unit")}
        boxes = {field: self.query_one(f"#field-{field}", Input) for field in self._fields}
        typed = was | {field: box.value.strip() for field, box in boxes.items()}
        changed = {field for field in typed if typed[field] != was[field]}
        values: dict[str, Any] = {field: typed[field] or None for field in changed & {"metric", "place"}}
        if changed & {"value", "unit"}:
            value = typed_value(typed.get("value", ""), typed["unit"] or None)
            values |= {"value": value.value, "high": value.high, "unit": value.unit, "op": value.op}
        if "place" in changed:
            values["place_code"] = None
        if "period" in changed:
            values["period"] = typed_period(typed["period"], self._published)
        if "status" in changed:
            values["status"] = _typed_status(typed["status"])
        return values

    def _show_outcome(self) -> None:
        if self._indicator is None:
            return
        outcome = self.query_one("#outcome", Static)
        try:
            values = self._changed(self._indicator)
        except Problem as problem:
            outcome.set_class(True, "-refused")
            outcome.update(Content(told(problem)))
            return
        outcome.set_class(False, "-refused")
        outcome.update(Content(_in_words(self._indicator, values)))

    @staticmethod
    def _shown(indicator: Indicator, field: str) -> str:
        if field == "value":
            return normal_form_number(indicator)
        if field == "status":
            return _(STATUS_NAMES[indicator.status])
        return getattr(indicator, field) or ""


def field_names(profile: Profile) -> dict[str, str]:
    """The fields that the profile's records have, in its order, and what to call them."""
    chinese = language() == "zh"
    named = {field.code: field.zh if chinese else field.en for field in profile.fields}
    return named or {field: _(name) for field, name in _FIELDS}


def normal_form_number(indicator: Indicator) -> str:
    """The number as the editor shows it: comparator and digits, no thousands marks, no unit."""
    shown = normal_form(indicator).replace(",", "")
    unit = indicator.unit or ""
    return shown.removesuffix(unit).strip() if unit else shown


def _in_words(indicator: Indicator, values: Values) -> str:
    after = msgspec.structs.replace(indicator, **values)
    facts = (normal_form(after), after.metric, after.place, after.period, _(STATUS_NAMES[after.status]))
    return "→ " + " · ".join(visible(fact) for fact in facts if fact)


def _typed_status(typed: str) -> Status:
    wanted = typed.casefold()
    for status, name in STATUS_NAMES.items():
        if wanted and (status.startswith(wanted) or _(name).casefold().startswith(wanted)):
            return status
    names = ", ".join(_(name) for name in STATUS_NAMES.values())
    raise Problem("{typed} is no status; it is one of: {names}", typed=typed or "“”", names=names)
