"""A look at the suggestions that a deed on many articles would accept or reject, by kind and confidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from store.sweeping import Example, Judge, Kind
from tui.keymap import spelled
from tui.language import _, ngettext
from tui.screens.sweep_preview import Chosen, SweepPreview
from tui.widgets.key_hints import Hint
from tui.widgets.preview_lines import PreviewLine, PreviewLines

if TYPE_CHECKING:
    from tui.screens.bench import Bench


class JudgePreview(SweepPreview):
    """Suggestions by kind: Space leaves a kind out, the arrows move the confidence that decides."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("up"), "change_threshold(1)", show=False),
        Binding(spelled("down"), "change_threshold(-1)", show=False),
        Binding(spelled("k"), "move(-1)", show=False),
        Binding(spelled("j"), "move(1)", show=False),
        Binding(spelled("space"), "leave_out", show=False),
    ]

    def __init__(self, bench: Bench, chosen: Chosen, sweep: Judge) -> None:
        super().__init__(bench, chosen, sweep)
        self._deed = sweep.deed
        self._left_out: set[str] = set()
        self._step = 0
        """How many levels of confidence the threshold is from where it lets all pass."""

    def hints(self) -> list[Hint]:
        """The arrows and Space too."""
        return [
            Hint("Enter", _("do it"), "take"),
            Hint("↑", _("fewer"), "change_threshold(1)"),
            Hint("↓", _("more"), "change_threshold(-1)"),
            Hint("Space", _("not this one"), "leave_out"),
            Hint("Esc", _("back"), "leave"),
        ]

    @property
    def narrowed(self) -> Judge:
        """The deed on what is shown and not left out."""
        levels = sorted({level for _kind, level in self.found.certain}, reverse=self._deed == "reject")
        level = levels[self._step] if 0 < self._step < len(levels) else None
        kinds = tuple(kind.what for kind in self.found.changes if kind.what not in self._left_out)
        if level is None:
            return Judge(self._deed, kinds)
        if self._deed == "accept":
            return Judge(self._deed, kinds, at_least=level)
        return Judge(self._deed, kinds, below=level + 1)

    def lines(self) -> Sequence[PreviewLine]:
        """A kind a line, with how many of it the threshold lets pass."""
        counts = self._counts()
        return [self.line(kind.what, kind, counts[kind]) for kind, _all in self.found.changes.most_common()]

    def example_told(self, one: Example) -> str:
        """What was suggested."""
        return one.words

    def left_out(self) -> Collection[str]:
        """The kinds that were left out."""
        return self._left_out

    def told(self) -> list[str]:
        """How many suggestions, with what confidence, in how many articles at most."""
        counts = self._counts()
        count = sum(count for kind, count in counts.items() if kind.what not in self._left_out)
        if not count:
            return [] if self.looking else [_("nothing to do")]
        narrowed = self.narrowed
        parts = [ngettext("{count} suggestion", "{count} suggestions", count).format(count=f"{count:,}")]
        if narrowed.at_least:
            parts.append(_("confidence from {level}").format(level=f"{narrowed.at_least}%"))
        if narrowed.below <= max((level for _kind, level in self.found.certain), default=0):
            parts.append(_("confidence up to {level}").format(level=f"{narrowed.below - 1}%"))
        articles = self.found.articles
        among = ngettext("among {count} article", "among {count} articles", articles)
        return [*parts, among.format(count=f"{articles:,}")]

    def action_change_threshold(self, by: int) -> None:
        """Let fewer pass, or more."""
        levels = {level for _kind, level in self.found.certain}
        self._step = max(0, min(self._step + by, len(levels) - 1))
        self.show()

    def action_move(self, by: int) -> None:
        """Move to another kind."""
        self.query_one(PreviewLines).move(by)

    def action_leave_out(self) -> None:
        """Leave the kind under the cursor out, or take it back in, and go to the next."""
        if (here := self.query_one(PreviewLines).here) is not None:
            self._turn(here)
            self.action_move(1)

    @on(PreviewLines.Turned)
    def turn_clicked(self, event: PreviewLines.Turned) -> None:
        """Leave the kind that was clicked out, or take it back in."""
        self._turn(event.key)

    def action_take(self) -> None:
        """Do what is shown and not left out."""
        if not self.looking:
            self.sweep = self.narrowed
        super().action_take()

    def comes_to_nothing(self) -> bool:
        """Whether no suggestion is left."""
        return not any(count for kind, count in self._counts().items() if kind.what not in self._left_out)

    def _turn(self, what: str) -> None:
        self._left_out ^= {what}
        self.show()

    def _counts(self) -> dict[Kind, int]:
        """How many of each kind the threshold lets pass."""
        narrowed = self.narrowed
        counts = dict.fromkeys(self.found.changes, 0)
        for (kind, level), count in self.found.certain.items():
            if narrowed.at_least <= level < narrowed.below:
                counts[kind] += count
        return counts
