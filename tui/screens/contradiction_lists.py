"""The two lists of a review of contradictions: the queue, and what each side of the marked one says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from store.contradictions.comparing import Contradiction, Key
from store.contradictions.review import is_about, standing_so
from store.contradictions.rulings import Rulings, Standing
from store.contradictions.tellings import Telling, tellings
from store.news import Mark
from tui.language import _, anew
from tui.screens.informed import Informed
from tui.screens.narrowed import Narrowed
from tui.screens.saving import Saving
from tui.text.contradictions import (
    STANDING_NAMES,
    contradiction_row,
    others_told,
    ruling_told,
    summary_told,
    telling_row,
)
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.listed import Listed
from tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from tui.screens.bench import Bench

_WIDTH = 124
"""Cells of the box, at the most."""
_SHORT, _SHORTEST = 30, 14
"""Lines of a terminal below which the queue gets fewer of them, and fewest."""
_EDGES = 5
"""Cells of a line that border, padding and scroll bar take."""


class Look(msgspec.Struct):
    """What is looked at and what was found: kept while one is out at an article.

    `waiting` is how many wait in all, of which `found` has the most likely. `mark` is where the project
    stood when all was compared; None while it is not.
    """

    found: Sequence[Contradiction] = ()
    rulings: Rulings = {}
    waiting: int = 0
    wanted: Standing = "waits"
    decided: bool = False
    words: tuple[str, ...] = ()
    marked: Key | None = None
    mark: Mark | None = None


class Left(NamedTuple):
    """How the queue was left: what was looked at, and the article and the record to go to."""

    look: Look
    chosen: tuple[int, str] | None = None


class ContradictionLists(Informed[Left], Narrowed[Left], Saving[Left], inherit_bindings=False):
    """Draws the lists. A telling without a sentence counts those that are not shown."""

    DEFAULT_CSS = """
    ContradictionLists {
        & > Vertical { width: 124; }
        & #queue { max-height: 10; }
        & #queue.-short { max-height: 6; }
        & #queue.-shortest { max-height: 2; }
        & #ruling {
            height: auto; max-height: 2; padding: 0 1; background: $panel; color: $foreground-muted;
        }
        & Input { background: $panel; margin: 0 1; display: none; }
        & Input.-open { display: block; }
    }
    """

    def __init__(self, bench: Bench, look: Look | None = None) -> None:
        super().__init__(bench)
        self.look = look or Look()
        self.busy = ""
        """What is being done in the background."""
        self._shown: list[Contradiction] = []
        self._told: tuple[tuple[Telling, ...], ...] = ()
        self._told_of: Key | None = None
        self._rows: list[tuple[int, Telling]] = []
        self._narrowest = 0

    def compose(self) -> ComposeResult:
        """The queue, what was said of the marked one, its sentences, a filter, the keys."""
        with Vertical():
            yield Listed(id="queue", markup=False)
            yield Static(id="ruling", markup=False)
            yield Listed(id="tellings", markup=False)
            yield TextLine(" ".join(self.look.words), compact=True, placeholder=_("metric, place or period"))
            yield KeyHints(self.hints())

    def hints(self) -> Sequence[Hint]:
        """What the keys do."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Lines are as wide as the box, and few go to the queue where there are few."""
        self.queue.set_class(self.size.height < _SHORT, "-short")
        self.queue.set_class(self.size.height < _SHORTEST, "-shortest")
        if self._narrowest != self.room:
            self._narrowest = self.room
            self._draw_queue()
            self._draw_tellings()
        super().on_resize()

    def scrolling(self) -> Widget:
        """The sentences."""
        return self.sentences

    def narrowed(self) -> Listed:
        """The queue."""
        return self.queue

    @property
    def queue(self) -> Listed:
        """The contradictions."""
        return self.query_one("#queue", Listed)

    @property
    def sentences(self) -> Listed:
        """What the sides of the marked one say."""
        return self.query_one("#tellings", Listed)

    @property
    def room(self) -> int:
        """Cells of a line in the lists."""
        return max(16, min(_WIDTH, self.size.width * 96 // 100) - _EDGES)

    @property
    def shown(self) -> Sequence[Contradiction]:
        """What the queue shows."""
        return self._shown

    def marked(self) -> Contradiction | None:
        """The contradiction under the cursor."""
        at = self.queue.highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def marked_telling(self) -> tuple[int, Telling] | None:
        """The sentence under the cursor, with the place of its side; the first where the queue has it."""
        at = self.sentences.highlighted if self.focused is self.sentences else 0
        return self._rows[at or 0] if (at or 0) < len(self._rows) else None

    def redraw(self) -> None:
        """Show what stands as is wanted and what the letters can mean; the mark stays where it can."""
        marked = self.marked()
        was, at = self.look.marked, self.queue.highlighted or 0
        words = self.query_one(Input).value.split()
        standing = standing_so(self.look.found, self.look.rulings, self.look.wanted)
        self._shown = [one for one in standing if is_about(one, words)]
        key = was or (marked.key if marked is not None else None)
        keys = [one.key for one in self._shown]
        self._draw_queue()
        if self._shown:
            self.queue.highlighted = keys.index(key) if key in keys else min(at, len(keys) - 1)
        self.look.marked = None
        self.say_counts()
        self._read_tellings()

    def say_counts(self) -> None:
        """Say what is shown of how many, and what is being done."""
        look = self.look
        shown, waiting = len(self._shown), look.waiting
        count = f"{shown:,}"
        if look.wanted == "waits" and len(look.found) < waiting:
            count = _("{count} of {all}").format(count=count, all=f"{waiting:,}")
        parts = [f"{_(STANDING_NAMES[look.wanted])} {count}"]
        if look.decided:
            parts.append(_("decided figures only"))
        self.say(" · ".join([*parts, *([anew(self.busy)] if self.busy else [])]))

    @on(OptionList.OptionHighlighted, "#queue")
    def show_tellings(self) -> None:
        """Show the sentences of the marked one."""
        self._read_tellings()

    @work(group="tellings", exclusive=True, exit_on_error=False)
    async def _read_tellings(self) -> None:
        marked = self.marked()
        self._told = ()
        if marked is not None:
            self._told = await self.bench.session.read(tellings, self.bench.project, marked)
        self._draw_tellings()

    def _draw_queue(self) -> None:
        at = self.queue.highlighted
        if not self._shown:
            self.queue.set_options(
                [Option(Content.styled(self._nothing(), "$foreground-muted"), disabled=True)]
            )
            return
        self.queue.set_options(Option(contradiction_row(one, self.room)) for one in self._shown)
        self.queue.highlighted = min(at or 0, len(self._shown) - 1)

    def _nothing(self) -> str:
        if self.busy:
            return anew(self.busy)
        if self.query_one(Input).value.strip():
            return _("No contradiction matches")
        if self.look.wanted == "later":
            return _("Nothing was put off")
        if self.look.wanted == "ruled":
            return _("Nothing was decided yet")
        if self.look.rulings:
            return _("Nothing waits: all contradictions are decided or put off; v shows them")
        return _("No articles contradict each other, as far as their figures were read")

    def _draw_tellings(self) -> None:
        marked = self.marked()
        self._rows = []
        options = []
        ruling = self.look.rulings.get(marked.key) if marked is not None else None
        if marked is not None and len(self._told) == len(marked.sides):
            for at, (side, told) in enumerate(zip(marked.sides, self._told, strict=True)):
                right = ruling is not None and ruling.right == side.name
                for first, telling in enumerate(told):
                    number = None if first else at + 1
                    row = telling_row(telling, number, side, self.room, right=right)
                    is_last = first == len(told) - 1
                    rest = others_told(side, sum(1 + len(one.copies) for one in told)) if is_last else None
                    options.append(Option(Content("\n").join([row, rest]) if rest is not None else row))
                    self._rows.append((at, telling))
        here = self.sentences.highlighted
        self.sentences.set_options(options)
        self.sentences.display = bool(options)
        if marked is not None and marked.key == self._told_of and here is not None and here < len(options):
            self.sentences.highlighted = here
        self._told_of = marked.key if marked is not None else None
        said = self.query_one("#ruling", Static)
        said.display = marked is not None
        if marked is not None:
            said.update(Content(summary_told(marked) if ruling is None else ruling_told(ruling, marked)))
        self.call_after_refresh(self._fit)
