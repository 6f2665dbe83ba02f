"""The preview of a decision applied to every occurrence of its text, here or in the whole project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.worker import Worker

from seeds.article import Annotation, Entity, Indicator
from seeds.problems import Problem
from store.everywhere import Applied, Decision, Deed, Left, Occurrence, as_one_step
from store.layer import Step
from store.occurrences import BATCH, MOST, Found, candidates, occurrences_in
from tui.keymap import spelled
from tui.language import N_, _, ngettext
from tui.screens.bench import Bench
from tui.screens.preview import Preview
from tui.text.figures import figure
from tui.text.names import kind_name
from tui.widgets.key_hints import Hint
from tui.widgets.preview_lines import PreviewLine

_DEEDS: dict[Deed, str] = {
    "accept": N_("accept"),
    "reject": N_("reject"),
    "retype": N_("type"),
    "resize": N_("boundary"),
    "revise": N_("record"),
    "add": N_("add"),
}
_LEFT: dict[Left, str] = {
    "decided": N_("decided already"),
    "inside": N_("in other annotations"),
    "otherwise": N_("suggested otherwise"),
}


class EverywherePreview(Preview):
    """The occurrences in the open article; Tab adds those in all articles that nobody has reviewed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab", "widen", show=False),
        Binding(spelled("plus"), "unmarked", show=False),
    ]

    def __init__(self, bench: Bench, decision: Decision, title: str, here: Applied) -> None:
        super().__init__(_title_of(decision))
        self._bench = bench
        self._decision = decision
        self._here = Found(aid=decision.aid, title=title, applied=here)
        self._found: list[Found] = []
        self._wide = False
        self._unmarked = decision.adds
        self._searched = self._to_search = 0
        self._search: Worker[None] | None = None

    def hints(self) -> list[Hint]:
        """Tab and + too."""
        enter, *others = super().hints()
        return [
            enter,
            Hint("Tab", _("unreviewed articles too"), "widen"),
            Hint("+", _("unmarked too"), "unmarked"),
            *others,
        ]

    def relabel(self) -> None:
        """The decision is told anew, too."""
        self._title = _title_of(self._decision)
        super().relabel()

    def action_widen(self) -> None:
        """Look in all articles that nobody has reviewed, or only here again."""
        self._wide = not self._wide
        self._stop()
        if self._wide:
            self._found, self._searched, self._to_search = [], 0, 0
            self._search = self._look()
        self.show()

    def action_unmarked(self) -> None:
        """Add an annotation where nothing marks the text, or do not."""
        self._unmarked = not self._unmarked
        self.show()

    def action_take(self) -> None:
        """Do what is shown, once all of it is found."""
        if self._searching:
            self.app.bell()
        else:
            super().action_take()

    def action_leave(self) -> None:
        """Stop a search; then leave everything as it is."""
        if self._searching:
            self._stop()
            self.show()
        else:
            super().action_leave()

    def lines(self) -> Sequence[PreviewLine]:
        """The occurrences, article by article."""
        lines: list[PreviewLine] = []
        for found in self._in_scope():
            shown = [one for one in found.applied.occurrences if self._unmarked or one.deed != "add"]
            if shown and self._wide:
                lines.append(PreviewLine(None, words=found.title))
            lines += [
                PreviewLine(_key(one), deed_told(one), one.before, one.words, one.after) for one in shown
            ]
        return lines

    def summary(self, kept: Sequence[str]) -> str:
        """How many by deed, in how many articles; what is left and why; how far the search is."""
        deeds: Counter[Deed] = Counter()
        articles: set[int] = set()
        left: Counter[Left] = Counter()
        unmarked = 0
        chosen = set(kept)
        for found in self._in_scope():
            left.update(found.applied.left)
            for one in found.applied.occurrences:
                unmarked += one.deed == "add" and not self._unmarked
                if _key(one) in chosen:
                    deeds[one.deed] += 1
                    articles.add(found.aid)
        parts = [f"{_(_DEEDS[deed])} {count}" for deed, count in deeds.most_common()]
        if not parts:
            parts.append(_("nothing to do"))
        if self._wide and articles:
            count = len(articles)
            parts.append(
                ngettext("in {count} article", "in {count} articles", count).format(count=f"{count:,}")
            )
        if unmarked:
            parts.append(_("{count} unmarked").format(count=f"{unmarked:,}"))
        reasons = ", ".join(f"{_(_LEFT[why])} {count}" for why, count in left.most_common())
        if reasons:
            parts.append(_("left: {reasons}").format(reasons=reasons))
        if self._wide and self._searched < self._to_search:
            told = _("looking {done}/{all}…") if self._searching else _("stopped at {done}/{all} articles")
            parts.append(told.format(done=self._searched, all=self._to_search))
        return " · ".join(parts)

    def step(self, kept: Sequence[str]) -> Step | None:
        """The kept occurrences as one deed."""
        chosen = set(kept)
        everywhere = [one for found in self._in_scope() for one in found.applied.occurrences]
        return as_one_step(one for one in everywhere if _key(one) in chosen)

    @property
    def _searching(self) -> bool:
        return self._search is not None and not self._search.is_finished

    def _in_scope(self) -> list[Found]:
        return [self._here, *self._found] if self._wide else [self._here]

    @work(group="occurrences", exclusive=True, exit_on_error=False)
    async def _look(self) -> None:
        """Read the articles a few at a time, in the reading thread; what is found shows at once."""
        session, project = self._bench.session, self._bench.project
        try:
            aids = await session.read(candidates, project, self._decision)
            self._to_search = len(aids)
            self.show()
            places = 0
            for at in range(0, len(aids), BATCH):
                found = await session.read(occurrences_in, project, self._decision, aids[at : at + BATCH])
                self._found += found
                self._searched = min(at + BATCH, len(aids))
                places += sum(len(one.applied.occurrences) for one in found)
                self.show()
                if places >= MOST:
                    break
        except Problem as problem:
            self._bench.tell_problem(problem)
        self._search = None
        self.show()

    def _stop(self) -> None:
        if self._search is not None:
            self._search.cancel()
            self._search = None


def _title_of(decision: Decision) -> str:
    return _("Everywhere: {words}").format(words=f"{decision.words} {told_of(decision)}")


def told_of(decision: Decision) -> str:
    """A decision in a word or two."""
    if decision.rejects:
        return "✗"
    said = decision.said
    if said.state == "accepted":
        return f"✓ {kind_name(said)}"
    return f"→ {figure(said)}" if isinstance(said, Indicator) else f"→ {kind_name(said)}"


def deed_told(one: Occurrence) -> str:
    """What becomes of an occurrence."""
    after = one.change.after or {}
    match one.deed:
        case "accept":
            return f"✓ {_kind(one.was)}"
        case "reject":
            return f"✗ {_kind(one.was)}"
        case "retype":
            return f"{_kind(one.was)} → {after.get('type', '')}"
        case "resize":
            return f"← {getattr(one.was, 'text', '')}"
        case "revise":
            return "✎ " + _(_DEEDS["revise"])
        case "add":
            return f"+ {after.get('type', '')}"


def _kind(was: Annotation | None) -> str:
    if isinstance(was, Entity):
        return was.type
    return kind_name(was) if was is not None else ""


def _key(one: Occurrence) -> str:
    return f"{one.change.aid}:{one.change.rid}"
