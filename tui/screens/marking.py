"""New annotations: candidates, and what the caret selects made an entity or an indicator."""

from __future__ import annotations

import msgspec
from textual import on

from seeds.article import Article, Entity, Indicator, Span, entity_id
from seeds.problems import Problem
from seeds.profile import Profile
from store import layer as changes
from store.layer import Layer
from tui.language import _, either
from tui.screens.boundaries import block_of
from tui.screens.caret import CaretMode, words_in
from tui.widgets.reader_caret import Caret, clause_at, over, snapped, taken, trimmed
from tui.widgets.record_form import RecordForm


class Marking(CaretMode):
    """The part of the workbench that adds annotations. What exists is never made twice: it is taken."""

    _pending: tuple[int, Indicator] | None = None
    """An article and the record that is open in the editor and not yet part of it."""
    _editor_opening = False

    def action_edit(self) -> None:
        """Open the record of the indicator that `edited` names."""
        raise NotImplementedError

    # Finding what to mark

    async def action_candidate(self, by: int) -> None:
        """Select the next candidate, after the last one the first; or the one before."""
        article, layer = self.session.article, self.session.layer
        if article is None or layer is None:
            return
        found = await self.session.read(unmarked, article, self.profile, layer)
        if not found:
            self.tell(_("Nothing here waits to be marked"))
            return
        here = self._reading_at()
        on_it = self.reader.caret is None
        if by > 0:
            further = [span for span in found if span.start > here or (on_it and span.start == here)]
        else:
            further = [span for span in reversed(found) if span.start < here]
        self.action_show_pane("reader")
        self.offer((further or (found if by > 0 else found[::-1]))[0])

    async def action_caret_select(self) -> None:
        """Select the word under the caret; select nothing where something is."""
        article, caret = self.session.article, self.reader.caret
        if article is None or caret is None:
            return
        if caret.selection is not None:
            self.place_caret(Caret(caret.under))
            return
        word = await self._word(article, caret.at)
        self.place_caret(taken(word, caret.at))

    async def action_caret_snap(self) -> None:
        """Select what stands here: word, number with its unit, name, quoted term, clause, by turns."""
        article, caret = self.session.article, self.reader.caret
        if article is None or caret is None:
            return
        word = await self._word(article, caret.place)
        kinds = await self.session.read(around, article, self.profile, caret.place)
        clause = clause_at(article.text, block_of(article, caret.place), caret.place)
        self.place_caret(snapped(caret, (word, *kinds, trimmed(article.text, clause))))

    # Making entities

    async def action_caret_type(self, key: str) -> None:
        """Make an entity of the type of this key."""
        kind = next((kind.code for kind in self.profile.types if kind.key == key), None)
        if kind is not None and (span := await self._meant()) is not None:
            self.mark(kind, span)

    async def action_caret_choose_type(self) -> None:
        """Make an entity of a type that is chosen by name."""
        if (span := await self._meant()) is not None:
            names = {kind.code: either(kind.en, kind.zh) + f"  {kind.key}" for kind in self.profile.types}
            self.ask(_("Type of the entity"), lambda kind: self.mark(kind, span), list(names), hints=names)

    def mark(self, kind: str, span: Span) -> None:
        """Make `span` an entity; one that stands exactly there takes the type and counts as accepted."""
        article, layer = self.session.article, self.session.layer
        if article is None or layer is None:
            return
        twin = same_span(layer, Entity, span)
        if twin is not None:
            self.take(changes.retype(layer, twin.id, kind))
            self._take_up(twin.id)
            return
        surface = article.text[span.start : span.end]
        entity = Entity(
            id=entity_id(*span),
            start=span.start,
            end=span.end,
            text=surface,
            type=kind,
            value=dated(surface, article.meta.published) if kind == "DATE" else None,
        )
        step = changes.add(layer, entity)
        if self.take(step) and step is not None:
            self._take_up(step.changes[0].rid)

    # Making indicators

    async def action_caret_record(self) -> None:
        """Open the record of the number here, filled in from the text around it; Enter makes it."""
        article, layer, caret = self.session.article, self.session.layer, self.reader.caret
        if article is None or layer is None or caret is None:
            return
        span = caret.selection
        if span is None:
            number, *_others = await self.session.read(around, article, self.profile, caret.at)
            span = number or await self._word(article, caret.at)
        if (span := trimmed(article.text, span)) is None:
            self.tell(_("There is nothing but white space here"))
            return
        twin = same_span(layer, Indicator, span)
        if twin is not None:
            self._take_up(twin.id)
            self.action_edit()
            return
        record = await self.session.read(record_at, article, self.profile, span)
        if self.session.layer is None or self.session.layer.aid != layer.aid:
            return
        rid = record.id
        while rid in self.session.layer.annotations:
            rid += "'"
        self._pending = (
            layer.aid,
            msgspec.structs.replace(record, id=rid, state="added", confidence=1.0, rule=""),
        )
        # The number stays in view, and nothing else is current, while its record is open.
        self.reader.caret = self.session.current = None
        self.redraw_current()
        self._editor_opening = True
        self.action_edit()
        self._editor_opening = False

    def edited(self) -> Indicator | None:
        """The record that is being made, or that of the current annotation."""
        return self._pending[1] if self._editor_opening and self._pending is not None else super().edited()

    @on(RecordForm.Saved)
    def add_record(self, event: RecordForm.Saved) -> None:
        """Put the new record into the article, with what was typed; one step."""
        pending, layer = self._made(event.rid), self.session.layer
        self._pending = None
        if pending is None or layer is None:
            return
        self.action_show_pane("reader")
        made = msgspec.structs.replace(pending, **event.values)
        if made.value is None:
            self.go_back()
            self.tell(_("No indicator was made: it has no value"))
            return
        step = changes.add(layer, made)
        if self.take(step) and step is not None:
            self._take_up(step.changes[0].rid)

    @on(RecordForm.Left)
    def forget_record(self) -> None:
        """The new record was not wanted."""
        if self._pending is not None:
            self._pending = None
            self.go_back()
            self.action_show_pane("reader")

    async def action_undo(self) -> None:
        """Undo the last step; where it had made the current annotation, stay at its place."""
        before = self.session.chosen()
        await super().action_undo()
        layer = self.session.layer
        if layer is None or self.session.chosen() is not None or not isinstance(before, Entity | Indicator):
            return
        near = [span.id for span in layer.spans() if span.start <= before.start]
        self.session.current = near[-1] if near else next((a.id for a in layer.queue()), None)
        self.redraw_current()

    # Within

    def _made(self, rid: str) -> Indicator | None:
        """The record that is being made in the open article, if it has this id."""
        layer = self.session.layer
        if self._pending is None or layer is None or self._pending[0] != layer.aid:
            return None
        return self._pending[1] if self._pending[1].id == rid else None

    def _take_up(self, rid: str) -> None:
        """Leave the caret for an annotation that was marked."""
        self.reader.caret = None
        self.session.current = rid
        self.redraw_current()

    def _reading_at(self) -> int:
        """Where the person is in the text: at the caret, at the current annotation, at the top."""
        caret, chosen = self.reader.caret, self.session.chosen()
        if caret is not None:
            return caret.selection.start if caret.selection else caret.at
        return chosen.start if isinstance(chosen, Entity | Indicator) else self.reader.top_offset

    async def _meant(self) -> Span | None:
        """What a type is given to: the selection, the entity or the candidate under the caret, the word."""
        article, layer, caret = self.session.article, self.session.layer, self.reader.caret
        if article is None or layer is None or caret is None:
            return None
        span = caret.selection
        if span is None:
            live = [Span(e.start, e.end) for e in layer.entities() if e.state != "rejected"]
            span = over(live, caret.at)
        if span is None:
            span = over(await self.session.read(unmarked, article, self.profile, layer), caret.at)
        if span is None:
            span = await self._word(article, caret.at)
        if (meant := trimmed(article.text, span)) is None:
            self.tell(_("There is nothing but white space here"))
        return meant

    async def _word(self, article: Article, offset: int) -> Span:
        """The word at `offset`; a mark stands for itself."""
        words = await self.session.read(words_in, article.text, block_of(article, offset))
        return over(words, offset) or Span(offset, offset + 1)


def same_span(layer: Layer, kind: type[Entity | Indicator], span: Span) -> Entity | Indicator | None:
    """The annotation of a kind that has exactly this span, one that stands rather than a rejected one."""
    same = [a for a in layer.spans() if isinstance(a, kind) and (a.start, a.end) == span]
    return min(same, key=lambda annotation: annotation.state == "rejected", default=None)


# The grammar takes longer to load than the screen, and nothing on it waits for this.


def unmarked(article: Article, profile: Profile, layer: Layer) -> list[Span]:
    """The candidates that no annotation covers; what was rejected is not offered again."""
    from seeds.extract.candidates import candidates

    spans = layer.spans()
    refused = {(a.start, a.end) for a in spans if a.state == "rejected"}
    live = (Span(a.start, a.end) for a in spans if a.state != "rejected")
    return [span for span in candidates(article, profile, live) if span not in refused]


def around(article: Article, profile: Profile, offset: int) -> tuple[Span | None, Span | None, Span | None]:
    """The number with its unit, the name and the quoted term at `offset`, as far as there are."""
    from seeds.extract.candidates import names, numbers, quoted_terms

    text = article.text
    return (
        over(numbers(text), offset),
        over(names(text, profile.words), offset),
        over(quoted_terms(text), offset),
    )


def record_at(article: Article, profile: Profile, span: Span) -> Indicator:
    """The record of the number at `span`, filled in by the extractor."""
    from seeds.extract.record import record_of

    return record_of(article, profile, span)


def dated(surface: str, published: str | None) -> str | None:
    """The ISO form of a date as written; None where it is no date of the calendar."""
    from seeds.typed import typed_period

    try:
        return typed_period(surface, published)
    except Problem:
        return None
