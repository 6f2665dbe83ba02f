"""Remarking: comments, doubts about the guideline, and what was looked for in vain."""

from __future__ import annotations

from store import remarking
from store.layer import ARTICLE, Layer
from store.remarks import FIGURES, is_unclear
from tui.language import _, either, ngettext
from tui.screens.bench import Bench
from tui.screens.comments import CommentScreen
from tui.screens.guideline import GuidelineScreen


class Remarks(Bench):
    """The part of the workbench that says something beside the annotations."""

    def action_comment(self) -> None:
        """Comment on the current annotation, or on the article where there is none."""
        if self.session.layer is not None:
            self.app.push_screen(CommentScreen(self))

    def action_unclear(self) -> None:
        """Say that the guideline does not decide the current annotation; again, take it back."""
        layer = self.session.layer
        if layer is None:
            return
        about = self.session.current if self.session.chosen() else None
        unclear = is_unclear(layer.remarks, about or ARTICLE)
        self.take(remarking.turn_unclear(layer, about or ARTICLE))
        self.tell(
            _("The guideline decides this after all") if unclear else _("The guideline is unclear here")
        )

    def action_guideline(self) -> None:
        """Show what the profile says of the current annotation's type."""

        def read(unclear: bool | None) -> None:
            if unclear:
                self.action_unclear()

        session = self.session
        screen = GuidelineScreen(self.profile, session.chosen(), session.checks, session.layer)
        self.app.push_screen(screen, read)

    def action_found_nothing(self) -> None:
        """Ask for which type the article was searched in vain."""
        layer = self.session.layer
        if layer is None:
            return
        kinds = {f"{kind.key} {kind.code}": kind.code for kind in self.profile.types}
        kinds["0 " + _("figures")] = FIGURES
        names = {kind.code: either(kind.en, kind.zh) for kind in self.profile.types}
        first = sorted(kinds, key=lambda choice: _order(layer, kinds[choice]))
        hints = {choice: _said(layer, kind, names.get(kind, "")) for choice, kind in kinds.items()}
        absent = [kind for kind in kinds.values() if not remarking.marked(layer, kind)]
        unsaid = [kind for kind in absent if not remarking.searched(layer, kind)]
        every = _("every type without any")
        if len(unsaid) > 1:
            first.append(every)
            hints[every] = " ".join(_("figures") if kind == FIGURES else kind for kind in unsaid)

        def answer(choice: str) -> None:
            self.found_nothing(unsaid if choice == every else [kinds[choice]])

        self.ask(_("Looked for in vain"), answer, first, hints=hints)

    def found_nothing(self, kinds: list[str]) -> None:
        """Record that the article has nothing more of these types; said of one already, take it back."""
        layer = self.session.layer
        if layer is None:
            return
        if len(kinds) == 1 and remarking.searched(layer, kinds[0]):
            self.take(remarking.look_again(layer, kinds[0]))
        else:
            self.take(remarking.look(layer, kinds))


def _order(layer: Layer, kind: str) -> tuple[bool, bool]:
    """Types that nobody spoke of and that the article has none of come first."""
    return remarking.searched(layer, kind), bool(remarking.marked(layer, kind))


def _said(layer: Layer, kind: str, name: str) -> str:
    if remarking.searched(layer, kind):
        return " · ".join(part for part in (name, _("∅ said; again takes it back")) if part)
    count = len(remarking.marked(layer, kind))
    found = ngettext("{count} marked", "{count} marked", count).format(count=f"{count:,}")
    return " · ".join(part for part in (name, found) if part)
