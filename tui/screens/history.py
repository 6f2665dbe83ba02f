"""The history of an annotation or of its article: who did what, when, and what it was before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from seeds.article import Entity, Indicator, Tag
from store.layer import ARTICLE, Layer
from store.moments import Moment, moments, moments_of, subject
from store.operations import IMPORT
from tui.keymap import spelled
from tui.language import _, ngettext
from tui.screens.bench import Bench
from tui.screens.earlier import EarlierScreen
from tui.screens.over import Over
from tui.text.deeds import local_time, moment_name, surfaces, told_changes
from tui.text.visible import visible
from tui.text.width import clip
from tui.widgets.key_hints import Hint, KeyHints

_TOLD = 3
"""The operations of a deed that are told one by one; of a larger deed the rest are counted."""


class History(Bench):
    """The part of the workbench that looks back."""

    async def action_history(self) -> None:
        """Show what was done to the current annotation, or to the article where there is none."""
        if self.session.layer is None:
            return
        await self.session.drain()
        aid = self.session.layer.aid
        told = moments(await self.session.read(self.project.history, aid))
        first = await self.session.read(self.project.layer_as_of, aid, 0)
        self.app.push_screen(HistoryScreen(self, told, first))


class HistoryScreen(Over[None], inherit_bindings=False):
    """The deeds on an annotation or on the whole article, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("escape", "q", "L"), "leave", show=False),
        Binding("tab,shift+tab", "widen", show=False),
        Binding(spelled("j"), "list('cursor_down')", show=False),
        Binding(spelled("k"), "list('cursor_up')", show=False),
        Binding(spelled("g"), "list('first')", show=False),
        Binding(spelled("G"), "list('last')", show=False),
        Binding(spelled("space"), "list('page_down')", show=False),
        Binding(spelled("b"), "list('page_up')", show=False),
    ]
    DEFAULT_CSS = """
    HistoryScreen {
        & > Vertical { width: 90; }
    }
    """

    def __init__(self, bench: Bench, told: Sequence[Moment], first: Layer) -> None:
        super().__init__()
        self._bench = bench
        self._told = told
        self._first = first
        self._rid = bench.session.current if bench.session.chosen() else None
        self._shown: list[Moment] = []

    def compose(self) -> ComposeResult:
        """The deeds, and what the keys do."""
        with Vertical():
            yield OptionList(markup=False)
            yield KeyHints(
                [
                    Hint("Enter", _("as it was then"), "list('select')"),
                    Hint("Tab", _("annotation or article"), "widen"),
                    Hint("Esc", _("back"), "leave"),
                ]
            )

    def relabel(self) -> None:
        """Tell the deeds in the language in use; the mark stays where it is."""
        options = self.query_one(OptionList)
        at = options.highlighted or 0
        self._tell()
        options.highlighted = at

    @on(OptionList.OptionSelected)
    def look_back(self, event: OptionList.OptionSelected) -> None:
        """Show the article as this deed left it."""
        whole = list(self._told)
        version = self._shown[event.option_index].version
        at = next(number for number, moment in enumerate(whole) if moment.version == version)
        self.app.push_screen(EarlierScreen(self._bench, whole, at))

    def action_list(self, action: str) -> None:
        """Move in the list."""
        getattr(self.query_one(OptionList), f"action_{action}")()

    def action_widen(self) -> None:
        """Change between the annotation and its article."""
        if self._bench.session.chosen() is not None:
            self._rid = None if self._rid else self._bench.session.current
            self._tell()

    def action_leave(self) -> None:
        """Back to the workbench."""
        self.dismiss(None)

    def _tell(self) -> None:
        session = self._bench.session
        layer = session.layer
        if layer is None:
            return
        told = self._told if self._rid is None else moments_of(self._told, self._rid)
        self._shown = list(told)[::-1]
        names = surfaces(layer, (done for moment in self._told for done in moment.operations))
        named = names.get(self._rid or ARTICLE, "")
        box = self.query_one(Vertical)
        box.border_title = Content(clip(_("History of {name}").format(name=named), 60))
        count = len(self._shown)
        box.border_subtitle = ngettext("{count} deed", "{count} deeds", count).format(count=f"{count:,}")
        options = self.query_one(OptionList)
        options.set_options(Option(self._row(moment, names)) for moment in self._shown)
        options.highlighted = 0
        options.focus()

    def _row(self, moment: Moment, names: dict[str, str]) -> Content:
        others = f" ({', '.join(moment.others)})" if moment.others else ""
        head = Content.assemble(
            (local_time(moment.at), "$foreground-muted"),
            "  ",
            (visible(moment.annotator + others), "bold"),
            "  ",
            (moment_name(moment), "$primary bold"),
        )
        return Content("\n").join([head, *(Content(f"  {line}") for line in self._lines(moment, names))])

    def _lines(self, moment: Moment, names: dict[str, str]) -> list[str]:
        if moment.action == IMPORT:
            return _suggested(self._first, self._rid)
        lines = []
        for done in moment.operations[:_TOLD]:
            told = " · ".join(told_changes(done, self._bench.profile))
            about = subject(done)
            named = "" if about == self._rid else clip(names.get(about, ""), 24)
            lines.append(": ".join(part for part in (named, told) if part))
        rest = len(moment.operations) - _TOLD
        if rest > 0:
            lines.append(ngettext("and {count} more", "and {count} more", rest).format(count=f"{rest:,}"))
        return lines


def _suggested(layer: Layer, rid: str | None) -> list[str]:
    """What the extractor said of an annotation, and by which rule; of an article, how much."""
    if rid is None:
        count = len(layer.base)
        return [ngettext("{count} suggestion", "{count} suggestions", count).format(count=f"{count:,}")]
    suggested = layer.base.get(rid)
    if suggested is None:
        return []
    said: list[str] = []
    match suggested:
        case Entity():
            said = [suggested.text, suggested.type]
        case Indicator():
            said = [suggested.text, suggested.metric or ""]
        case Tag():
            said = [suggested.label]
    rule = _("by {rule}").format(rule=suggested.rule) if suggested.rule else ""
    return [visible(" · ".join(part for part in (*said, rule, f"{suggested.confidence:.0%}") if part))]
