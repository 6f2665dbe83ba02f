"""A look at what a deed on many articles would change, before it is done."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from seeds.problems import Problem
from store.sweeping import Example, Kind, PutTag, Survey, Sweep
from tui.keymap import spelled
from tui.language import _, ngettext
from tui.screens.over import Over
from tui.text.sweeps import articles_told, kind_told, left_told, sweep_told
from tui.text.visible import visible
from tui.text.width import clip
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.preview_lines import PreviewLine, PreviewLines

if TYPE_CHECKING:
    from tui.screens.bench import Bench

_AT_A_TIME, _WHOLE_AT_A_TIME = 2_000, 32
"""Articles that are looked at in one go: some tens of milliseconds."""
_REDRAWN = 0.1


class Chosen(msgspec.Struct, frozen=True):
    """The articles that a deed is to be done to: those that a person marked, or all that are shown."""

    aids: array[int]
    marked: bool


class SweepPreview(Over[Sweep | None], inherit_bindings=False):
    """What changes by kind, with counts and examples; what is left and why. Dismissed with the deed, or None.

    The articles are looked at a few at a time, and what is found shows at once.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("enter"), "take", show=False),
        Binding(spelled("escape", "q"), "leave", show=False),
        Binding("tab", "turn", show=False),
    ]
    DEFAULT_CSS = """
    SweepPreview {
        & > Vertical { width: 100; }
        & #summary { width: 1fr; height: auto; padding: 0 1; background: $surface; text-style: bold; }
    }
    """

    def __init__(self, bench: Bench, chosen: Chosen, sweep: Sweep) -> None:
        super().__init__()
        self._bench = bench
        self._chosen = chosen
        self._aids = array("q", sorted(chosen.aids))
        self.sweep = sweep
        self.found = Survey()
        self._looked = 0
        self._titles: dict[int, str] = {}

    def compose(self) -> ComposeResult:
        """The lines, what they come to, and what the keys do."""
        with Vertical():
            yield PreviewLines()
            yield Label(id="summary", markup=False)
            yield KeyHints(self.hints())

    def on_mount(self) -> None:
        """Begin to look."""
        self.look()

    def relabel(self) -> None:
        """The title, the lines and what they come to, in the language in use."""
        articles = articles_told(len(self._aids), marked=self._chosen.marked)
        title = clip(visible(f"{sweep_told(self.sweep)} · {articles}"), 90)
        self.query_one(Vertical).border_title = Content(title)
        self.show()

    def hints(self) -> list[Hint]:
        """The keys, the first of them Enter."""
        hints = [Hint("Enter", _("do it"), "take")]
        if isinstance(self.sweep, PutTag):
            hints.append(Hint("Tab", _("also where it was taken off"), "turn"))
        return [*hints, Hint("Esc", _("back"), "leave")]

    # What is found

    @property
    def looking(self) -> bool:
        """Whether some articles have not been looked at yet."""
        return self._looked < len(self._aids)

    @work(group="survey", exclusive=True, exit_on_error=False)
    async def look(self) -> None:
        """Look at all articles, in the reading thread."""
        self.found, self._looked = Survey(), 0
        self.show()
        drawn = monotonic()
        at_a_time = _AT_A_TIME if self.sweep.records is not None else _WHOLE_AT_A_TIME
        try:
            while self.looking:
                some = self._aids[self._looked : self._looked + at_a_time]
                found = await self._bench.session.read(self._bench.project.survey, some, self.sweep)
                self.found.add(found or Survey())
                self._looked += len(some)
                if monotonic() - drawn > _REDRAWN:
                    self.show()
                    drawn = monotonic()
            await self._name_examples()
        except Problem as problem:
            self._bench.tell_problem(problem)
            self.dismiss(None)
            return
        self.show()

    async def _name_examples(self) -> None:
        aids = {one.aid for examples in self.found.examples.values() for one in examples}
        rows = await self._bench.session.read(self._bench.project.rows, sorted(aids))
        self._titles = {row.aid: row.title for row in rows}

    def show(self) -> None:
        """Draw the lines and what they come to."""
        self.query_one(PreviewLines).show(self.lines(), self.left_out())
        parts = [*self.told(), left_told(self.found.left)]
        if self.looking:
            looked = _("looking {done}/{all}…")
            parts.append(looked.format(done=f"{self._looked:,}", all=f"{len(self._aids):,}"))
        summary = " · ".join(part for part in parts if part)
        self.query_one("#summary", Label).update(Content(visible(summary)))
        self.call_after_refresh(self._fit)

    def lines(self) -> Sequence[PreviewLine]:
        """A kind of change a line, the most frequent first."""
        return [self.line(kind_told(kind), kind, count) for kind, count in self.found.changes.most_common()]

    def left_out(self) -> Collection[str]:
        """The keys of the lines that are not to be done."""
        return ()

    def told(self) -> list[str]:
        """What the lines come to."""
        if not self.found.articles:
            return [] if self.looking else [_("nothing to do")]
        count = self.found.articles
        words = ngettext("{count} article changes", "{count} articles change", count)
        again = isinstance(self.sweep, PutTag) and self.sweep.again
        return [words.format(count=f"{count:,}"), _("also where it was taken off") if again else ""]

    def line(self, key: str, kind: Kind, count: int) -> PreviewLine:
        """A kind of change, how many of it there are, and where some of them are."""
        words = (self.example_told(one) for one in self.found.examples.get(kind, ()))
        told = " · ".join(dict.fromkeys(word for word in words if word))
        return PreviewLine(key, f"{count:,}", None, kind_told(kind), f"  {told}")

    def example_told(self, one: Example) -> str:
        """An example in a few words: the title of its article."""
        title = self._titles.get(one.aid, "")
        return f"《{title}》" if title else ""

    # Keys

    def action_turn(self) -> None:
        """Put the tag also where somebody took it off, or not."""
        if isinstance(self.sweep, PutTag):
            self.sweep = msgspec.structs.replace(self.sweep, again=not self.sweep.again)
            self.look()

    def action_take(self) -> None:
        """Do what is shown, once all articles are looked at."""
        if self.looking:
            self.app.bell()
        elif self.comes_to_nothing():
            self.dismiss(None)
        else:
            self.dismiss(self.sweep)

    def comes_to_nothing(self) -> bool:
        """Whether nothing would change."""
        return not self.found.articles

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.workers.cancel_group(self, "survey")
        self.dismiss(None)
