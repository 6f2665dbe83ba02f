"""The record editor: an indicator's fields, in place in the side panel."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, Static

from seeds.article import Article, Indicator, Span
from seeds.problems import Problem
from seeds.profile import Profile
from store.layer import Values
from tui.text.choices import Choice, is_spelled, matching
from tui.text.offers import Offers
from tui.text.places import place_index
from tui.text.record_fields import Typed, changed, field_names, lettered, shown, with_the_value
from tui.text.visible import visible
from tui.widgets.completion import Completions
from tui.widgets.record_outcome import Outcome
from tui.widgets.text_line import TextLine


class RecordForm(Vertical, can_focus=False):
    """Edits one indicator. What is typed is parsed at once; what it means is shown below, what is doubtful
    is marked, what is impossible is refused with the reason.

    Below that stand the choices of the field. ↑ ↓ mark one of them, and then Enter and Tab take it; letters
    that can only be its key or its pinyin initials mark it too.

    Posts `Saved` with the fields that changed, `Left`, or `Pointed` to have characters of the article for a
    field; `Focused` says which field is being edited, and where its value came from.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab", "step(1)", show=False),
        Binding("shift+tab", "step(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("ctrl+g", "point", show=False),
    ]
    DEFAULT_CSS = """
    RecordForm {
        background: $surface; height: 1fr;
        & #fields {
            layout: grid; grid-size: 2; grid-columns: auto 1fr; grid-rows: auto; grid-gutter: 0 1;
            height: auto; max-height: 60%; scrollbar-size-vertical: 1;
        }
        & Label { color: $foreground-muted; height: 1; }
        & Label.-here { color: $primary; text-style: bold; }
        & Input { background: $panel; height: 1; }
        & Input:focus { background: $primary-muted; }
        & #surface { text-style: bold; height: auto; max-height: 2; }
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
        """The person is at this field of the record; its value came from the characters `span`, if any."""

        rid: str
        field: str
        span: Span | None

    @dataclass
    class Pointing(Message):
        """The person wants to point at the characters that this field comes from."""

        field: str

    def __init__(self, profile: Profile, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._profile = profile
        self._fields = field_names(profile)
        self._named = _named_choices(self._fields)
        self._indicator: Indicator | None = None
        self._article: Article | None = None
        self._offers: Offers | None = None
        self._taken: dict[str, Choice] = {}
        self._pointed: dict[str, tuple[Span, str]] = {}
        self._own: dict[str, str] = {}
        self.field = ""

    def compose(self) -> ComposeResult:
        """The surface above, a label and an input for each field, then what they mean, then the choices."""
        yield Static("", id="surface", markup=False)
        with VerticalScroll(id="fields", can_focus=False):
            for field, name in self._fields.items():
                yield Label(name, id=f"label-{field}", markup=False)
                yield TextLine(id=f"field-{field}", compact=True)
        yield Outcome("", id="outcome", markup=False)
        yield Completions()

    # Opening

    def edit(self, indicator: Indicator, article: Article, offers: Offers) -> None:
        """Open the record of an indicator of the article, the cursor on its value."""
        self._indicator, self._article, self._offers = indicator, article, offers
        self._taken, self._pointed, self.field = {}, {}, ""
        self._own = {field: shown(indicator, field) for field in ("unit", "op") if field in self._fields}
        self.query_one("#surface", Static).update(Content(f"“{visible(indicator.text)}”"))
        for field in self._fields:
            box = self._box(field)
            with box.prevent(Input.Changed):
                box.value = shown(indicator, field)
        self.go_to("value" if "value" in self._fields else next(iter(self._fields)))
        self._show_outcome()

    def offer(self, offers: Offers) -> None:
        """More to complete with than there was when the record was opened."""
        self._offers = offers
        box = self._box(self.field)
        if self._completions.marked is None and box.has_focus:
            self._offer_choices("" if box.selected_text == box.value else box.value)
        self._show_outcome()

    def relabel(self) -> None:
        """Name the fields, and what stands in them by name, in the language in use."""
        self._fields = field_names(self._profile)
        for field, name in self._fields.items():
            self.query_one(f"#label-{field}", Label).update(name)
        before, self._named = self._named, _named_choices(self._fields)
        for field, choices in before.items():
            today = {old.text: new.text for old, new in zip(choices, self._named[field], strict=True)}
            box = self._box(field)
            with box.prevent(Input.Changed):
                box.value = today.get(box.value, box.value)
            self._own |= {name: today.get(text, text) for name, text in self._own.items() if name == field}
            if (taken := self._taken.get(field)) is not None:
                self._taken[field] = msgspec.structs.replace(taken, text=today.get(taken.text, taken.text))
        self._show_outcome()

    def go_to(self, field: str) -> None:
        """Put the cursor on a field, its text selected, so that typing replaces it."""
        box = self._box(field)
        # At once: the next key may be on its way already.
        self.screen.set_focus(box)
        box.select_all()
        self._be_at(field)

    @property
    def indicator(self) -> Indicator | None:
        """The record being edited."""
        return self._indicator

    # Typing

    @on(Input.Changed)
    def parse(self, event: Input.Changed) -> None:
        """Show what the typed text means, and what it can be completed to."""
        field = _field_of(event.input)
        if (taken := self._taken.get(field)) is not None and taken.text != event.value:
            del self._taken[field]
        if field == self.field:
            self._offer_choices(event.value)
        if field == "value":
            self._show_what_came(event.value)
        elif field in self._own:
            self._own[field] = event.value
        self._show_outcome()

    def on_descendant_focus(self) -> None:
        """A click on a field goes to it."""
        focused = self.screen.focused
        if isinstance(focused, Input) and _field_of(focused) in self._fields:
            self._be_at(_field_of(focused))

    def action_move(self, by: int) -> None:
        """Mark the next choice of the field; where it has none, go to the next field."""
        if self._offers is None or not self._offers.completes(self.field):
            self.action_step(by)
            return
        self._completions.move(by)
        self._show_outcome()

    def action_step(self, by: int) -> None:
        """Go to the next or previous field, round and round, taking the marked choice."""
        self._take_marked()
        fields = list(self._fields)
        self.go_to(fields[(fields.index(self.field) + by) % len(fields)])

    @on(Completions.Pressed)
    def take_choice(self, event: Completions.Pressed) -> None:
        """A click puts a choice into the field."""
        self._take(event.choice)
        self.go_to(self.field)

    # Pointing

    def action_point(self) -> None:
        """Go to the article to point at the characters that the field comes from."""
        self.post_message(self.Pointing(self.field))

    def provenance(self, field: str) -> Span | None:
        """The characters that a field came from, as the person last pointed at them."""
        if field in self._pointed:
            return self._pointed[field][0]
        return self._indicator.provenance.get(field) if self._indicator is not None else None

    def point(self, field: str, span: Span, surface: str) -> None:
        """Take characters of the article as what a field comes from, and read its value from them."""
        self.go_to(field)
        self._pointed[field] = (span, surface)
        choices = lettered(field)
        if not choices:
            self._box(field).value = surface
        elif meant := matching(surface, choices):
            self._box(field).value = meant[0].text
        self._show_outcome()

    # Leaving

    @on(Input.Submitted)
    async def save(self) -> None:
        """Save the fields that changed; refuse what cannot be understood, and say why."""
        indicator, offers = self._indicator, self._offers
        if indicator is None or offers is None:
            return
        self._take_marked()
        try:
            values = self._changed(indicator)
        except Problem:
            self.app.bell()
            return
        if values.get("place") and values["place_code"] is None:
            if offers.gazetteer is None:
                index = await asyncio.to_thread(place_index)
                offers = msgspec.structs.replace(offers, gazetteer=index)
            values["place_code"] = offers.code(values["place"])
        self.post_message(self.Saved(indicator.id, values))

    def action_leave(self) -> None:
        """Leave without a trace."""
        self.post_message(self.Left())

    # Within

    @property
    def _completions(self) -> Completions:
        return self.query_one(Completions)

    def _box(self, field: str) -> Input:
        return self.query_one(f"#field-{field}", Input)

    def _be_at(self, field: str) -> None:
        """Offer the choices of a field, and tell the reader which it is."""
        if self._indicator is None or field == self.field:
            return
        self.field = field
        for label in self.query(Label):
            label.set_class(label.id == f"label-{field}", "-here")
        self._offer_choices()
        self.post_message(self.Focused(self._indicator.id, field, self.provenance(field)))

    def _offer_choices(self, typed: str = "") -> None:
        if self._offers is None:
            return
        choices = self._offers.choices(self.field, typed) if self._offers.completes(self.field) else []
        named = self.field == "unit" and typed in self._offers.units
        self._completions.offer(choices, 0 if is_spelled(typed, choices) and not named else None)

    def _take_marked(self) -> None:
        if (choice := self._completions.marked) is not None:
            self._take(choice)

    def _take(self, choice: Choice) -> None:
        self._taken[self.field] = choice
        if self.field in self._own:
            self._own[self.field] = choice.text
        box = self._box(self.field)
        with box.prevent(Input.Changed):
            box.value = choice.text
        self._offer_choices()
        self._show_outcome()

    def _typed(self) -> Typed:
        """What the form says, the marked choice as if it were taken."""
        texts = {field: self._box(field).value.strip() for field in self._fields}
        taken = dict(self._taken)
        if (choice := self._completions.marked) is not None:
            texts[self.field], taken[self.field] = choice.text, choice
        return Typed(texts, taken, self._pointed)

    def _changed(self, indicator: Indicator) -> Values:
        published = self._article.meta.published if self._article else None
        units = self._offers.units if self._offers else ()
        return changed(indicator, self._typed(), published=published, units=units)

    def _show_what_came(self, typed: str) -> None:
        """Show a comparator and a unit that stand with the value in their own fields too."""
        came = with_the_value(typed, self._offers.units if self._offers else ())
        for field, own in self._own.items():
            box = self._box(field)
            with box.prevent(Input.Changed):
                box.value = came.get(field, own)

    def _show_outcome(self) -> None:
        if self._indicator is None or self._article is None or self._offers is None:
            return
        outcome = self.query_one(Outcome)
        try:
            after = msgspec.structs.replace(self._indicator, **self._changed(self._indicator))
        except Problem as problem:
            outcome.refuse(problem)
            return
        outcome.show(after, self._article, self._offers)


def _named_choices(fields: Iterable[str]) -> dict[str, tuple[Choice, ...]]:
    """The choices of the fields whose values have names, in the language in use."""
    return {field: choices for field in fields if (choices := lettered(field))}


def _field_of(box: Input) -> str:
    return (box.id or "").removeprefix("field-")
