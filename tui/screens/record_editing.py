"""Editing a record in the side panel: opening it, completing it, pointing in the text, saving it."""

from __future__ import annotations

import asyncio

from textual import events, on
from textual.widgets import Input

from seeds.article import Article, Indicator, Span
from store import layer as changes
from store.layer import Layer
from tui.commands import Pane
from tui.language import _
from tui.screens.boundaries import twin_of
from tui.screens.marking import Marking, around
from tui.text.offers import offers
from tui.text.places import place_index
from tui.widgets.bars import EDITING, POINTING, KeyBar
from tui.widgets.reader import Reader
from tui.widgets.reader_caret import Caret, trimmed
from tui.widgets.record_form import RecordForm

_WHILE_POINTING = frozenset({
    "edit", "find", "step_back", "help", "change_theme", "quit",
    "caret_character", "caret_word", "caret_sentence", "caret_paragraph", "caret_line", "caret_line_end",
    "caret_text_end", "caret_hit", "caret_select", "caret_snap", "caret_other_end", "caret_back",
})  # fmt: skip
"""What the keys still do while a person points at the characters that a field comes from."""


class RecordEditing(Marking):
    """The part of the workbench that edits a record.

    While the editor is open and the article has the focus, the person points: the caret selects characters
    for the field that was being edited, and marks nothing.
    """

    _pointing: str | None = None
    _edited_from: Pane = "reader"
    _caret_before: Caret | None = None

    def stand_at(self, pane: Pane) -> None:
        """Lay the panes out for one of them, without giving it the focus."""
        raise NotImplementedError

    @property
    def form(self) -> RecordForm:
        """The record editor."""
        return self.query_one(RecordForm)

    @property
    def is_editing(self) -> bool:
        """Whether a record is open."""
        return self.query_one("#panel-pane").has_class("-editing")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While pointing, keys move and select and do nothing else."""
        if self._pointing is not None and action not in _WHILE_POINTING:
            return False
        return super().check_action(action, parameters)

    # Opening and leaving

    def action_edit(self) -> None:
        """Open the record of the current indicator in the side panel; for an entity, ask for its type.

        While pointing, take what is selected.
        """
        if self._pointing is not None:
            self.run_worker(self._take_pointed(), group="pointing", exclusive=True)
            return
        article, layer, indicator = self.session.article, self.session.layer, self.edited()
        if article is None or layer is None:
            return
        if indicator is None:
            self.action_choose_type()
            return
        self._edited_from, self._caret_before = self.pane, self.reader.caret
        self.query_one("#panel-pane").add_class("-editing")
        self.stand_at("panel")
        self.form.edit(indicator, article, offers(article, layer, indicator))
        self._tell_keys()
        self.run_worker(self._gather(article, layer, indicator), group="offers", exclusive=True)

    @on(RecordForm.Saved)
    def take_record(self, event: RecordForm.Saved) -> None:
        """Record the corrected fields and go on."""
        if (layer := self.session.layer) is not None and event.rid in layer.annotations:
            self.take(changes.revise(layer, event.rid, event.values))
            self.session.current = event.rid
        self.return_from_form()
        self.go_on()

    @on(RecordForm.Left)
    def return_from_form(self) -> None:
        """Close the editor and go back to where it was opened."""
        if self.is_editing:
            self.leave_form()
            self.action_show_pane(self._edited_from)

    def leave_form(self) -> None:
        """Close the editor; nothing of it is kept."""
        if not self.is_editing:
            return
        self._pointing = None
        self.query_one("#panel-pane").remove_class("-editing")
        self.reader.mark([])
        self.query_one(KeyBar).mode = None
        if self.pane == "panel":
            self.action_show_pane("panel")

    @on(RecordForm.Focused)
    def light_up(self, event: RecordForm.Focused) -> None:
        """Show in the text where the field's value came from."""
        if self.is_editing:
            self.reader.mark([event.span] if event.span else [])

    async def _gather(self, article: Article, layer: Layer, record: Indicator) -> None:
        """Bring what takes time to the open record: the words of the project, then the gazetteer."""
        metrics = await self.session.read(self.project.metrics)
        units = await self.session.read(self.project.units)
        if self.form.indicator is record:
            self.form.offer(offers(article, layer, record, metrics=metrics, units=units))
        index = await asyncio.to_thread(place_index)
        if self.form.indicator is record:
            complete = offers(article, layer, record, metrics=metrics, units=units, gazetteer=index)
            self.form.offer(complete)

    # Pointing

    @on(RecordForm.Pointing)
    def point(self, event: RecordForm.Pointing) -> None:
        """Go to the article with a caret where the field came from."""
        indicator = self.form.indicator
        if indicator is not None:
            span = self.form.provenance(event.field) or Span(indicator.start, indicator.end)
            self._point_from(event.field, span.start)
            self.action_show_pane("reader")

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """With the editor open, going to the article is pointing, and coming back ends it."""
        if not self.is_editing:
            return
        if self.focused is self.reader and self._pointing is None:
            view = self.reader.in_view
            span = self.form.provenance(self.form.field)
            seen = span is not None and view.start <= span.start < view.end
            self._point_from(self.form.field, span.start if span and seen else (view.start + view.end) // 2)
        elif (
            self._pointing is not None
            and isinstance(self.focused, Input)
            and self.form in self.focused.ancestors
        ):
            self._end_pointing()
        self._tell_keys()

    def action_caret_back(self) -> None:
        """While pointing, go back to the field; it stays as it was."""
        if self._pointing is None:
            super().action_caret_back()
        else:
            self._return_to(self._pointing)

    @on(Reader.Drawn)
    async def take_drawn(self) -> None:
        """What the mouse was drawn over is what the field comes from."""
        if self._pointing is not None:
            await self._take_pointed()

    async def _take_pointed(self) -> None:
        """Take the selection, or what stands at the caret, as what the field comes from."""
        article, layer, field = self.session.article, self.session.layer, self._pointing
        caret, indicator = self.reader.caret, self.form.indicator
        if article is None or layer is None or field is None or caret is None or indicator is None:
            return
        selected = caret.selection or await self._standing_there(article, field, caret.at)
        if (span := trimmed(article.text, selected)) is None:
            self.tell(_("There is nothing but white space here"))
            return
        span = narrowed(article, field, span)
        if field == "value" and (twin := twin_of(layer, indicator, *span)) is not None:
            self.tell(_("There is one of this kind already: {text}").format(text=twin.text))
            return
        self._return_to(field)
        self.form.point(field, span, article.text[span.start : span.end])
        self.reader.mark([span])

    async def _standing_there(self, article: Article, field: str, offset: int) -> Span:
        number, name, _quoted = await self.session.read(around, article, self.profile, offset)
        kinds = {"value": number, "place": name}
        return kinds.get(field) or await self._word(article, offset)

    def _point_from(self, field: str, offset: int) -> None:
        self._pointing = field
        self.reader.caret = Caret(
            min(offset, len(self.session.article.text) - 1 if self.session.article else 0)
        )

    def _return_to(self, field: str) -> None:
        self._end_pointing()
        self.stand_at("panel")
        self.form.go_to(field)
        self._tell_keys()

    def _end_pointing(self) -> None:
        self._pointing = None
        self.reader.caret = self._caret_before

    def _lead(self, caret: Caret) -> None:
        """While pointing, the record that is open stays the current one."""
        if self._pointing is None:
            super()._lead(caret)

    def _tell_keys(self) -> None:
        """Say in the key bar what the keys do now."""
        self.query_one(KeyBar).mode = EDITING if self._pointing is None else POINTING


def narrowed(article: Article, field: str, span: Span) -> Span:
    """The number in what was selected for a value, the date in what was selected for a period."""
    # The grammar takes longer to load than the screen, and nothing on it waits for this.
    from seeds.typed import date_within, number_within

    surface = article.text[span.start : span.end]
    if field == "value":
        start, end = number_within(surface)
    elif field == "period":
        start, end = date_within(surface, article.meta.published)
    else:
        return span
    return Span(span.start + start, span.start + end)
