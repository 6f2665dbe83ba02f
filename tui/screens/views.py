"""Views: filters and orders of the list under a name, to be chosen, kept, renamed and deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import msgspec
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from store.project import Project
from store.views import View
from tui.language import _, anew
from tui.screens.informed import Informed
from tui.text.conditions import conditions_of, told
from tui.text.matching import ranked
from tui.text.names import order_told
from tui.text.visible import visible
from tui.text.width import clip
from tui.widgets.counted_row import counted_row
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from tui.screens.bench import Bench

Deed = Callable[[Project], None]


class Left(NamedTuple):
    """How the screen was left: the view whose name holds from now on, and whether it is to be shown."""

    view: View | None
    chosen: bool


class ViewsScreen(Informed[Left], inherit_bindings=False):
    """The views of the project with the numbers of their articles. Typing narrows them, or names a new one.

    What is done to them is done at once and can be taken back here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "step_back", show=False),
        Binding("down,ctrl+n", "move('down')", show=False, priority=True),
        Binding("up,ctrl+p", "move('up')", show=False, priority=True),
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("f2,ctrl+r", "rename", show=False, priority=True),
        Binding("ctrl+x", "delete", show=False, priority=True),
        Binding("ctrl+z", "undo", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    ViewsScreen {
        & > Vertical { width: 72; }
        & Input { background: $panel; margin: 0 1; }
        & #what { height: auto; max-height: 2; padding: 0 1; background: $panel; color: $foreground-muted; }
    }
    """

    def __init__(self, bench: Bench, present: View) -> None:
        super().__init__(bench)
        self._present = present
        self._views: dict[str, View] = {}
        self._counts: dict[str, int] = {}
        self._shown: list[View] = []
        self._renaming: str | None = None
        self._drawn = ""
        self._undo: list[tuple[str, Deed]] = []
        self._said = ""

    def compose(self) -> ComposeResult:
        """What is typed, the views, what the marked one asks for, the keys."""
        with Vertical():
            yield TextLine(compact=True, placeholder=_("choose, or name what the list shows now"))
            options = OptionList(markup=False)
            options.can_focus = False
            yield options
            yield Static(id="what", markup=False)
            yield KeyHints(
                [
                    Hint("Enter", _("shows it"), "take"),
                    Hint("^s", _("keeps what is shown"), "save"),
                    Hint("F2", _("renames"), "rename"),
                    Hint("^x", _("deletes"), "delete"),
                    Hint("^z", _("takes it back"), "undo"),
                    Hint("Esc", _("back"), "step_back"),
                ]
            )

    def scrolling(self) -> Widget:
        """The views."""
        return self._list

    def on_mount(self) -> None:
        """Show the views."""
        self._input.focus()
        self._load()

    def relabel(self) -> None:
        """The title, what was said and the views in the language in use."""
        self.query_one(Vertical).border_title = _("Views")
        self._say(anew(self._said))
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves it."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.give_way()

    # What the keys do

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Show the marked view, give the marked one the typed name, or keep the present one under it."""
        self._keep_up()
        typed = self._input.value.strip()
        marked = self._marked
        if self._renaming is not None:
            self._rename(self._renaming, typed)
        elif marked is not None:
            self.dismiss(Left(marked, chosen=True))
        elif typed:
            self._save(leave=True)

    def action_save(self) -> None:
        """Keep what the list shows now, under the typed name or under the name of the marked view."""
        self._save()

    def _save(self, *, leave: bool = False) -> None:
        name = self._input.value.strip() or (self._marked.name if self._marked else "")
        if not name or self._renaming is not None:
            self._say(_("Type a name for what the list shows now"))
            return
        kept = msgspec.structs.replace(self._present, name=name)
        before = self._views.get(name)
        self._present = kept

        def undo(project: Project) -> None:
            project.save_view(before) if before else project.delete_view(name)

        words = _("Kept: {name}").format(name=name)
        self._do(lambda project: project.save_view(kept), words, undo, leave=leave)

    def action_rename(self) -> None:
        """Type another name for the marked view."""
        if self._marked is not None:
            self._renaming = self._marked.name
            self._say(_("Another name for {name}").format(name=self._renaming))
            self._input.value = self._renaming
            self._input.cursor_position = len(self._renaming)

    def action_delete(self) -> None:
        """Forget the marked view."""
        gone = self._marked
        if gone is None or self._renaming is not None:
            return
        self._do(
            lambda project: project.delete_view(gone.name),
            _("Deleted: {name}; ^z brings it back").format(name=gone.name),
            lambda project: project.save_view(gone),
        )

    @work(group="views", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take back what was done here last."""
        if not self._undo:
            self._say(_("Nothing to undo"))
            return
        words, undo = self._undo.pop()
        await self.bench.session.write(undo, self.bench.project)
        await self._read()
        self._say(_("Undone: {deed}").format(deed=words))

    def action_move(self, way: str) -> None:
        """Mark another view."""
        getattr(self._list, f"action_cursor_{way}")()

    def action_step_back(self) -> None:
        """Leave the other name, then what was typed, then the screen."""
        if self._renaming is not None:
            self._renaming = None
            self._say("")
            self._input.value = ""
        elif self._input.value:
            self._input.value = ""
        else:
            self.give_way()

    @on(Input.Changed)
    def narrow(self) -> None:
        """Leave the views that the typed letters can mean."""
        self._keep_up()

    def _keep_up(self) -> None:
        """Draw what is typed, if it is not drawn yet: keys may come faster than the news of them."""
        if self._renaming is None and self._input.value != self._drawn:
            self._draw()

    @on(OptionList.OptionSelected)
    def take_clicked(self, event: OptionList.OptionSelected) -> None:
        """A click chooses a view, or keeps the present one under the typed name."""
        if event.option_index < len(self._shown):
            self.dismiss(Left(self._shown[event.option_index], chosen=True))
        else:
            self._save(leave=True)

    @on(OptionList.OptionHighlighted)
    def tell_what(self) -> None:
        """Say what the marked view asks for."""
        view = self._marked
        words = [] if view is None else [*map(told, conditions_of(view.where)), order_told(view.order)]
        self.query_one("#what", Static).update(Content(visible(" · ".join(words))))
        self.on_resize()

    # What the project keeps

    @work(group="views", exit_on_error=False)
    async def _load(self) -> None:
        await self._read()

    @work(group="views", exit_on_error=False)
    async def _do(self, deed: Deed, words: str, undo: Deed, *, leave: bool = False) -> None:
        """Do something to the views, remember how to take it back, and show them anew."""
        await self.bench.session.write(deed, self.bench.project)
        self._undo.append((words, undo))
        if leave:
            self.dismiss(Left(self._present, chosen=False))
            return
        self._input.value = ""
        await self._read()
        self._say(words)

    def _rename(self, old: str, new: str) -> None:
        view = self._views[old]
        if not new or (new in self._views and new != old):
            self._say(
                _("{name} is a view already: another name").format(name=new) if new else _("Type a name")
            )
            return
        self._renaming = None
        if new == old:
            self._input.value = ""
            return
        renamed = msgspec.structs.replace(view, name=new)
        if self._present.name == old:
            self._present = msgspec.structs.replace(self._present, name=new)

        def give(project: Project, gone: View, kept: View) -> None:
            with project.transaction():
                project.delete_view(gone.name)
                project.save_view(kept)

        self._do(
            lambda project: give(project, view, renamed),
            _("{old} is {new} now").format(old=old, new=new),
            lambda project: give(project, renamed, view),
        )

    async def _read(self) -> None:
        """Read the views, show them, then count them."""
        project, read = self.bench.project, self.bench.session.read
        self._views = {view.name: view for view in await read(project.views)}
        self._draw()
        for view in list(self._views.values()):
            self._counts[view.name] = sum((await read(project.counts, view.where)).values())
            self._draw()

    # Drawing

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def _input(self) -> Input:
        return self.query_one(Input)

    @property
    def _marked(self) -> View | None:
        at = self._list.highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def _say(self, words: str) -> None:
        self._said = words
        self.query_one(Vertical).border_subtitle = Content(clip(visible(words), 60))

    def give_way(self) -> None:
        """Back to the list, with the view that held under the name that it has now."""
        if self.is_current:
            self.dismiss(Left(self._views.get(self._present.name), chosen=False))

    def _draw(self) -> None:
        marked = self._marked
        typed = self._drawn = "" if self._renaming is not None else self._input.value
        self._shown = [self._views[name] for name in ranked(typed, self._views)]
        width = self._list.content_size.width or 60
        options = [Option(self._line(view, width)) for view in self._shown]
        new = typed.strip()
        if new and new not in self._views:
            words = _("keep what the list shows now as {name}").format(name=visible(new))
            options.append(Option(Content.styled(f"+ {words}", "$accent")))
        elif not self._views:
            empty = _("No views yet: type a name for what the list shows now")
            options.append(Option(Content.styled(empty, "$foreground-muted"), disabled=True))
        self._list.set_options(options)
        names = [view.name for view in self._shown]
        if options and not options[0].disabled:
            known = marked is not None and marked.name in names and not new
            self._list.highlighted = names.index(marked.name) if known and marked else 0
        self.tell_what()

    def _line(self, view: View, width: int) -> Content:
        count = f"{self._counts[view.name]:,}" if view.name in self._counts else "…"
        present = view.name == self._present.name
        return counted_row(("★ " if present else "  ", "$primary"), view.name, count, width, strong=present)
