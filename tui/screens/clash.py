"""Two people decided on the same: both decisions side by side, and the choice between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label

from seeds.profile import Profile
from store.clashes import Clash, clashes
from store.layer import Layer, Step
from store.operations import Operation
from store.project import Project
from tui.keymap import spelled
from tui.language import _, anew
from tui.screens.over import Over
from tui.text.deeds import deed_name, local_time, surfaces, told_fields, told_record
from tui.text.visible import visible
from tui.text.width import clip
from tui.widgets.key_hints import Hint, KeyHints

Choice = Literal["mine", "theirs"]
_SHOWN = 20


class Side(NamedTuple):
    """One record on which both decided: its name, its article, what both made of it, who else and when."""

    name: str
    title: str
    mine: str
    theirs: str
    annotator: str
    at: str


class ClashScreen(Over[Choice | None], inherit_bindings=False):
    """One refused step beside what others did. Dismissed with the side to take, or None for later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("m"), "choose('mine')", show=False),
        Binding(spelled("t"), "choose('theirs')", show=False),
        Binding(spelled("escape", "q"), "later", show=False),
        Binding(spelled("j", "down"), "scroll(1)", show=False),
        Binding(spelled("k", "up"), "scroll(-1)", show=False),
    ]
    DEFAULT_CSS = """
    ClashScreen {
        & > Vertical { width: 84; border: round $warning; }
        & VerticalScroll { height: auto; padding: 0 1; background: $surface; }
        & Label { width: 1fr; }
    }
    """

    def __init__(self, sides: Sequence[Side]) -> None:
        super().__init__()
        self._sides = sides

    def compose(self) -> ComposeResult:
        """Every record with both decisions, and the keys."""
        with Vertical():
            with VerticalScroll(can_focus=False):
                for side in self._sides[:_SHOWN]:
                    yield Label(_told(side), markup=False)
            yield KeyHints(
                [
                    Hint("m", _("mine over theirs"), "choose('mine')"),
                    Hint("t", _("theirs stays"), "choose('theirs')"),
                    Hint("Esc", _("later"), "later"),
                ]
            )

    def relabel(self) -> None:
        """The title and both sides in the language in use."""
        self.query_one(Vertical).border_title = Content(clip(_("Decided twice: choose"), 60))
        for label, side in zip(self.query(Label), self._sides, strict=False):
            label.update(_told(side))

    def action_choose(self, choice: Choice) -> None:
        """Take a side."""
        self.dismiss(choice)

    def action_later(self) -> None:
        """Decide at another time: the refused step is kept."""
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """Move in a long list."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


def sides(project: Project, profile: Profile, step: Step, layers: Mapping[int, Layer]) -> list[Side]:
    """The records on which a refused step and others decided differently; reads the project."""
    return [_side(project, profile, clash, layers[clash.change.aid]) for clash in clashes(step, layers)]


def _side(project: Project, profile: Profile, clash: Clash, layer: Layer) -> Side:
    change = clash.change
    history = project.history(change.aid, change.rid)
    last: Operation | None = history[-1] if history else None
    before = change.before or {}
    if change.after is None:
        mine = _("taken away")
    else:
        mine = " · ".join(told_fields(before, change.after, profile)) or told_record(change.after)
    if clash.theirs is None:
        theirs = _("taken away")
    else:
        seen = {name: clash.theirs.get(name) for name in change.after or clash.theirs}
        theirs = " · ".join(told_fields(before, seen, profile)) or told_record(clash.theirs)
    names = surfaces(layer, history)
    return Side(
        name=names.get(change.rid, change.rid),
        title=next((row.title for row in project.rows([change.aid])), ""),
        mine=mine,
        theirs=theirs,
        annotator=last.annotator if last else "?",
        at=f"{local_time(last.at)} {deed_name(last.action)}" if last else "",
    )


def _told(side: Side) -> Content:
    head = Content.assemble(
        (visible(side.name), "bold"), (f"  {clip(visible(side.title), 40)}", "$foreground-muted")
    )
    mine = Content.assemble((_("you"), "bold $success"), f"  {anew(side.mine)}")
    theirs = Content.assemble(
        (visible(side.annotator), "bold $warning"),
        f"  {anew(side.theirs)}",
        (f"  {side.at}", "$foreground-muted"),
    )
    return Content("\n").join([head, Content("  ") + mine, Content("  ") + theirs])
