"""The tags of the project: how often each stands; to filter by one, rename, merge or delete it everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState

from seeds.problems import Problem
from store.tagging import Renamed, TagUse, tags_of
from tui.keymap import spelled
from tui.language import _, anew, ngettext
from tui.screens.narrowed import Narrowed
from tui.screens.prompt import Prompt
from tui.screens.tag_preview import TagPreview
from tui.text.matching import ranked
from tui.text.tags import tag_head, tag_row
from tui.text.visible import visible
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.listed import Listed
from tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from tui.screens.tagging import Tagging

_EDGES = 3
"""Cells beside a row: blanks, and the scroll bar."""
_SHOWN = 300
"""Tags that are listed; who needs others types of them."""


class TagsScreen(Narrowed[str | None], inherit_bindings=False):
    """Every tag with the number of its articles. Dismissed with the one that the list is to show."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "step_back", show=False),
        Binding(spelled("q", "number_sign"), "leave", show=False),
        Binding(spelled("slash"), "narrow", show=False),
        Binding(spelled("r", "e"), "rename", show=False),
        Binding(spelled("m"), "merge", show=False),
        Binding(spelled("x") + ",delete", "delete", show=False),
        Binding(spelled("u"), "undo", show=False),
        Binding(spelled("U") + ",ctrl+r", "redo", show=False),
    ]
    DEFAULT_CSS = """
    TagsScreen {
        & > Vertical { width: 76; }
        & Input { background: $panel; padding: 0 1; display: none; }
        & Input.-open { display: block; }
        & #head { height: 1; padding: 0 2 0 1; color: $foreground-muted; }
    }
    """

    def __init__(self, bench: Tagging) -> None:
        super().__init__()
        self._bench = bench
        self._tags: list[TagUse] = []
        self._shown: list[TagUse] = []
        self._read = False
        self._done = ""
        """What was done last, as long as nothing else is."""

    def compose(self) -> ComposeResult:
        """What is typed, what the columns are, the tags, the keys."""
        with Vertical():
            yield TextLine(compact=True, placeholder=_("characters or pinyin initials"))
            yield Static(id="head", markup=False)
            yield Listed(markup=False)
            yield KeyHints(
                [
                    Hint("Enter", _("show its articles"), "jump"),
                    Hint("/", _("find"), "narrow"),
                    Hint("r", _("rename"), "rename"),
                    Hint("m", _("merge"), "merge"),
                    Hint("x", _("delete"), "delete"),
                    Hint("u", _("undo"), "undo"),
                    Hint("Esc", _("back"), "step_back"),
                ]
            )

    def scrolling(self) -> Widget:
        """The tags."""
        return self._list

    @on(events.ScreenResume)
    def count(self) -> None:
        """Count them, at first and after whatever was done over this screen."""
        if not self._read:
            self._list.focus()
            self.say(_("counting…"))
        self._count()

    def relabel(self) -> None:
        """The title and the tags in the language in use."""
        self.query_one(Vertical).border_title = _("Tags")
        self._done = anew(self._done)
        if self._read:
            self._count()

    def on_resize(self) -> None:
        """The columns are as wide as the box."""
        super().on_resize()
        self.call_after_refresh(self.redraw)

    @work(group="tags", exclusive=True, exit_on_error=False)
    async def _count(self, mark: str | None = None) -> None:
        """Count them anew; the mark stays on its tag, or goes to the one that is named."""
        self._tags = await self._bench.session.read(tags_of, self._bench.project)
        self._read = True
        told = ngettext("{count} tag", "{count} tags", len(self._tags)).format(count=f"{len(self._tags):,}")
        self.say(self._done or told)
        self.redraw(mark)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What kept the tags from being read is told on the workbench."""
        event.stop()
        if event.state is not WorkerState.ERROR:
            return
        if not isinstance(event.worker.error, Problem):
            raise event.worker.error or RuntimeError(event.worker.name)
        self._bench.tell_problem(event.worker.error)
        self.action_leave()

    # What the keys do

    def action_jump(self) -> None:
        """Show the articles that have the marked tag."""
        tag = self._marked
        if tag is not None and tag.standing:
            self.dismiss(tag.label)
        else:
            self.app.bell()

    def action_rename(self) -> None:
        """Ask for another name, and show what comes of it."""
        tag = self._standing()
        if tag is None:
            return

        def named(answer: str | None) -> None:
            new = (answer or "").strip()
            if new and new != tag.label:
                there = any(other.label == new and other.standing for other in self._tags)
                self._look(Renamed(old=tag.label, new=new, merges=there))

        title = _("Another name for #{tag}").format(tag=visible(tag.label))
        self.app.push_screen(Prompt(title, free=True, typed=tag.label), named)

    def action_merge(self) -> None:
        """Ask which tag it is to become, and show what comes of it."""
        tag = self._standing()
        if tag is None:
            return
        others = [other for other in self._tags if other.standing and other.label != tag.label]
        if not others:
            self.say(_("There is no other tag"))
            return

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self._look(Renamed(old=tag.label, new=answer, merges=True))

        title = _("Merge #{tag} into").format(tag=visible(tag.label))
        hints = {other.label: f"{other.standing:,}" for other in others}
        self.app.push_screen(Prompt(title, list(hints), free=False, hints=hints), chosen)

    def action_delete(self) -> None:
        """Show what deleting it comes to."""
        if (tag := self._standing()) is not None:
            self._look(Renamed(old=tag.label))

    async def action_undo(self) -> None:
        """Take back the last step, whatever it was."""
        self._done = ""
        await self._bench.action_undo()
        self._count()

    async def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._done = ""
        await self._bench.action_redo()
        self._count()

    def action_step_back(self) -> None:
        """Leave what was typed, then the screen."""
        if not self.dropped_line():
            self.action_leave()

    # Drawing and asking

    def narrowed(self) -> Listed:
        """The tags."""
        return self._list

    @property
    def _list(self) -> Listed:
        return self.query_one(Listed)

    @property
    def _marked(self) -> TagUse | None:
        at = self._list.highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def _standing(self) -> TagUse | None:
        """The marked tag, where it stands in some article."""
        tag = self._marked
        if tag is None or not tag.standing:
            self.app.bell()
            return None
        return tag

    def redraw(self, mark: str | None = None) -> None:
        """Show the tags that the letters can mean, with `mark` under the cursor."""
        if not self._read:
            return
        before = mark or (self._marked.label if self._marked is not None else "")
        by_label = {tag.label: tag for tag in self._tags}
        found = ranked(self.query_one(Input).value, by_label)
        self._shown = [by_label[label] for label in found[:_SHOWN]]
        width = max(10, self._list.outer_size.width - _EDGES)
        self.query_one("#head", Static).update(Content(tag_head(width)))
        rows = [Option(tag_row(tag, width)) for tag in self._shown]
        if len(found) > _SHOWN:
            more = _("{count} more: type / and some letters").format(count=f"{len(found) - _SHOWN:,}")
            rows.append(Option(Content.styled(more, "$foreground-muted"), disabled=True))
        if not rows:
            empty = _("No tag matches") if self._tags else _("No article has a tag yet")
            rows.append(Option(Content.styled(empty, "$foreground-muted"), disabled=True))
        self._list.set_options(rows)
        labels = [tag.label for tag in self._shown]
        self._list.highlighted = labels.index(before) if before in labels else 0
        self.call_after_refresh(self._fit)

    def _look(self, deed: Renamed) -> None:
        """Show what a deed comes to; it is done if the person says so."""

        async def taken(agreed: Renamed | None) -> None:
            if agreed is not None:
                self._do(agreed)

        self.app.push_screen(TagPreview(self._bench, deed), taken)

    @work(group="deed", exit_on_error=False)
    async def _do(self, deed: Renamed) -> None:
        self._done = await self._bench.carry_out(deed)
        self._count(deed.new)
