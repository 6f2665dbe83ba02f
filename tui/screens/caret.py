"""The caret in the article: bringing it, moving it, selecting with it, taking it away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from textual import on
from textual.widgets import Input

from seeds.article import Article, Entity, Indicator, Span
from tui.commands import Pane
from tui.language import _, ngettext
from tui.screens.boundaries import block_of
from tui.screens.decisions import Decisions
from tui.widgets.bars import KeyBar, Notice
from tui.widgets.reader import Reader
from tui.widgets.reader_caret import (
    Caret,
    characters,
    dropped,
    moved,
    reached,
    sentences,
    swapped,
    taken,
)


class CaretMode(Decisions):
    """The part of the workbench that moves the caret.

    While there is a caret it leads: the annotation under it is the current one, or the one that is
    exactly selected; elsewhere there is none, so that no decision falls on what is not looked at.
    """

    pane: Pane
    _left: str | None = None
    """The annotation that was current before the caret came."""
    _offered: Span | None = None
    """What was selected for the person: a candidate or a hit. Esc does not stop at it."""

    @property
    def reader(self) -> Reader:
        """The widget that shows the article and its caret."""
        return self.query_one(Reader)

    def follow_caret(self) -> None:
        """Follow the caret, and let it follow the current annotation."""
        self.watch(self.reader, "caret", self._caret_moved, init=False)
        self.watch(self.reader, "current", self._follow, init=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The caret's keys mean what they mean elsewhere while there is none."""
        if action.startswith("caret_"):
            return self.reader.caret is not None and (action != "caret_hit" or self.reader.hits > 0)
        return super().check_action(action, parameters)

    def keys_for(self, pane: Pane) -> Pane:
        """Whose keys to show while `pane` has the focus."""
        return "caret" if pane == "reader" and self.reader.caret is not None else pane

    def action_show_pane(self, pane: Pane) -> None:
        """Go to a pane."""
        raise NotImplementedError

    # Coming and going

    def action_caret(self) -> None:
        """Put the caret on the current annotation, or where the article is being read."""
        article, chosen, seen = self.session.article, self.session.chosen(), self.reader.in_view
        if article is None or not any(block.start < block.end for block in article.blocks):
            self.tell(_("There is no text to mark"))
            return
        here = seen.start
        if isinstance(chosen, Entity | Indicator) and seen.start <= chosen.start < max(
            seen.end, seen.start + 1
        ):
            here = chosen.start
        if self.reader.caret is None:
            self.place_caret(Caret(_standing(article, here)))
        self.action_show_pane("reader")

    def place_caret(self, caret: Caret) -> None:
        """Put the caret somewhere; its annotation, if any, becomes the current one."""
        if self.reader.caret is None:
            self._left = self.session.current
        self._offered = None
        self.reader.caret = caret
        self._lead(caret)

    def offer(self, span: Span) -> None:
        """Select something for the person to decide on."""
        self.place_caret(taken(span))
        self._offered = span

    def leave_caret(self) -> None:
        """Take the caret away and go back to the annotation that was current before."""
        self.reader.caret = None
        self.go_back()

    def go_back(self) -> None:
        """Make the annotation current that was it before the caret came."""
        known = self.session.layer.annotations if self.session.layer else {}
        if self._left in known:
            self.session.current = self._left
        self.redraw_current()

    def action_caret_back(self) -> None:
        """Step back: from a notice, from the selection, from the caret."""
        caret = self.reader.caret
        if (notice := self.query_one(Notice)).has_class("-open"):
            notice.close()
        elif caret is not None and caret.selection is not None and caret.selection != self._offered:
            self.place_caret(dropped(caret))
        else:
            self.leave_caret()

    def go_on(self) -> None:
        """Go on from the caret, where it stands on nothing."""
        caret, layer = self.reader.caret, self.session.layer
        if caret is not None and layer is not None and self.session.chosen() is None:
            before = [span.id for span in layer.spans() if span.start <= caret.under]
            self.session.current = before[-1] if before else None
        super().go_on()

    # Motions

    def action_caret_character(self, by: int) -> None:
        """A character further on or back."""
        if (here := self._here()) is not None:
            article, caret = here
            self._go_by(characters(article.blocks, caret), by)

    async def action_caret_word(self, by: int) -> None:
        """A word further on or back."""
        if (here := self._here()) is not None:
            article, caret = here
            at = next((n for n, b in enumerate(article.blocks) if b.start <= caret.under < b.end), 0)
            near = [Span(b.start, b.end) for b in article.blocks[max(0, at - 1) : at + 2]]
            words = [await self.session.read(words_in, article.text, block) for block in near]
            if self.reader.caret == caret:
                self._go_by([word for some in words for word in some], by)

    def action_caret_sentence(self, by: int) -> None:
        """A sentence further on or back."""
        if (here := self._here()) is not None:
            article, _caret = here
            found = [sentences(article.text, Span(block.start, block.end)) for block in article.blocks]
            self._go_by([sentence for some in found for sentence in some], by)

    def action_caret_paragraph(self, by: int) -> None:
        """A paragraph further on or back."""
        if (here := self._here()) is not None:
            article, _caret = here
            self._go_by([Span(b.start, b.end) for b in article.blocks if b.start < b.end], by)

    def action_caret_line(self, by: int) -> None:
        """A line of the page further down or up."""
        if (here := self._here()) is not None:
            article, caret = here
            after = self.reader.line_moved(caret, by)
            if caret.anchor is not None:
                block = block_of(article, caret.kept.start)
                after = reached(caret, max(block.start, min(after.at, block.end)))._replace(cell=after.cell)
            self.place_caret(after)

    def action_caret_line_end(self, by: int) -> None:
        """To the start or the end of the line."""
        if (here := self._here()) is not None:
            _article, caret = here
            if (line := self.reader.line_at(caret.under)) is not None:
                last = line.end if caret.anchor is not None else line.end - 1
                self.place_caret(reached(caret, line.start if by < 0 else last))

    def action_caret_text_end(self, by: int) -> None:
        """To the beginning or the end of the text; a selection goes to that of its paragraph."""
        if (here := self._here()) is not None:
            article, caret = here
            if caret.anchor is not None:
                block = block_of(article, caret.kept.start)
                self.place_caret(reached(caret, block.start if by < 0 else block.end))
            else:
                self.place_caret(Caret(_standing(article, 0 if by < 0 else len(article.text))))

    def action_caret_hit(self, by: int) -> None:
        """Select the next or previous hit."""
        if by > 0:
            self.reader.find_next()
        else:
            self.reader.find_previous()
        self.offer_hit()

    def offer_hit(self) -> None:
        """Select the hit that the page shows."""
        if (hit := self.reader.hit_span) is not None:
            self.offer(hit)

    def action_caret_other_end(self) -> None:
        """Move the other end of the selection from now on."""
        if self.reader.caret is not None:
            self.reader.caret = swapped(self.reader.caret)

    @on(Input.Submitted, "#find")
    def take_hit(self) -> None:
        """What was found is selected, so that a digit marks it."""
        self.offer_hit()

    # The mouse

    @on(Reader.Pointed)
    def put_caret(self, event: Reader.Pointed) -> None:
        """A click puts the caret."""
        self.place_caret(Caret(event.offset))

    @on(Reader.Dragged)
    def select_dragged(self, event: Reader.Dragged) -> None:
        """A drag selects, as far as the paragraph goes in which it began."""
        if (article := self.session.article) is not None:
            began = event.span.end - 1 if event.backward else event.span.start
            block = block_of(article, began)
            dragged = taken(Span(max(event.span.start, block.start), min(event.span.end, block.end)), began)
            self.place_caret(swapped(dragged) if event.backward else dragged)

    # Within

    def _here(self) -> tuple[Article, Caret] | None:
        article, caret = self.session.article, self.reader.caret
        return None if article is None or caret is None else (article, caret)

    def _go_by(self, units: Sequence[Span], by: int) -> None:
        article, caret = self.session.article, self.reader.caret
        if article is None or caret is None:
            return
        if caret.anchor is not None:
            block = block_of(article, caret.kept.start)
            units = [unit for unit in units if block.start <= unit.start and unit.end <= block.end]
        self.place_caret(moved(caret, units, by))

    def _lead(self, caret: Caret) -> None:
        """Make the annotation of the caret the current one."""
        layer, selected = self.session.layer, caret.selection
        rid = self.reader.rid_at(caret.at) if selected is None else None
        if layer is not None and selected is not None:
            same = [span for span in layer.spans() if (span.start, span.end) == selected]
            rid = next((span.id for span in sorted(same, key=lambda span: span.state == "rejected")), None)
        if rid != self.session.current:
            self.session.current = rid
            self.redraw_current()

    def _follow(self, current: str | None) -> None:
        """Go after a decision to the annotation that has become the current one."""
        caret, chosen = self.reader.caret, self.session.chosen()
        if (
            caret is None
            or chosen is None
            or chosen.id != current
            or not isinstance(chosen, Entity | Indicator)
        ):
            return
        if not chosen.start <= caret.under < chosen.end:
            self._left, self._offered = chosen.id, None
            self.reader.caret = Caret(chosen.start)

    def relabel(self) -> None:
        """What the article's edge says of the caret, too."""
        super().relabel()
        self.redraw_edge()

    def _caret_moved(self) -> None:
        """Say which mode the keyboard is in."""
        self.redraw_edge()
        self.query_one(KeyBar).pane = self.keys_for(self.pane)

    def redraw_edge(self) -> None:
        """Say on the article's lower edge which hit it shows, and what the caret selects."""
        caret, hits, told = self.reader.caret, self.reader.hits, []
        if hits:
            words = ngettext("{number} of {count} hit", "{number} of {count} hits", hits)
            told.append(words.format(number=self.reader.hit, count=hits))
        if caret is not None and (selected := caret.selection) is not None:
            length = selected.end - selected.start
            words = ngettext(
                "caret: {count} character selected", "caret: {count} characters selected", length
            )
            told.append(words.format(count=length))
        elif caret is not None:
            told.append(_("caret"))
        self.query_one("#reader-pane").border_subtitle = " · ".join(told)


@lru_cache(maxsize=64)
def words_in(text: str, block: Span) -> list[Span]:
    """The words of a block that have a letter or a digit, in offsets of the text."""
    from seeds.words import word_spans

    spans = word_spans(text[block.start : block.end])
    words = [Span(block.start + start, block.start + end) for start, end in spans]
    return [word for word in words if any(map(str.isalnum, text[word.start : word.end]))]


def _standing(article: Article, offset: int) -> int:
    """The character of a block at `offset` or, where there is none, the next one or the last."""
    blocks = [block for block in article.blocks if block.start < block.end]
    here = next((block for block in blocks if offset < block.end), blocks[-1])
    return min(max(offset, here.start), here.end - 1)
