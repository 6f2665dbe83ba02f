"""What people said of an annotation or of its article, and a line to answer on."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from store import remarking
from store.layer import ARTICLE, Layer
from store.remarks import Comment, thread
from tui.keymap import spelled
from tui.language import _
from tui.screens.bench import Bench
from tui.screens.over import Over
from tui.text.clock import now
from tui.text.deeds import local_time, surfaces
from tui.text.visible import visible
from tui.text.width import clip
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.text_line import TextLine


class Thread(OptionList, inherit_bindings=False):
    """The comments. What the keys do to the marked one is the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("up", "k"), "cursor_up", show=False),
        Binding(spelled("down", "j"), "screen.onward", show=False),
        Binding("enter", "select", show=False),
        Binding(spelled("x"), "screen.withdraw", show=False),
    ]


class CommentScreen(Over[None], inherit_bindings=False):
    """A thread of comments. Writing one closes it; settling one or taking it back does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab,shift+tab", "widen", show=False),
        Binding("up", "thread", show=False),
    ]
    DEFAULT_CSS = """
    CommentScreen {
        & > Vertical { width: 70; }
        & Input { background: $panel; margin: 0 1; }
    }
    """

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._about = bench.session.current if bench.session.chosen() else ARTICLE
        self._comments: list[Comment] = []

    def compose(self) -> ComposeResult:
        """The thread, the line to write on, the keys."""
        with Vertical():
            yield Thread(markup=False)
            yield TextLine(compact=True, placeholder=_("What is to be said"))
            yield KeyHints(
                [
                    Hint("Enter", _("writes it"), "write"),
                    Hint("Tab", _("annotation or article"), "widen"),
                    Hint("↑", _("comments: Enter settles, x takes back"), "thread"),
                    Hint("Esc", _("back"), "leave"),
                ]
            )

    def on_mount(self) -> None:
        """Show the thread and wait for words."""
        self._show()
        self.query_one(Input).focus()

    def relabel(self) -> None:
        """The title and the thread in the language in use."""
        self._show(self.query_one(Thread).highlighted)

    @on(Input.Submitted)
    def action_write(self) -> None:
        """Say what was typed, and close."""
        layer, words = self._layer(), self.query_one(Input).value
        project = self._bench.project
        if layer is not None and self._bench.take(
            remarking.comment(layer, self._about or ARTICLE, words, annotator=project.annotator, at=now())
        ):
            self.dismiss(None)

    @on(OptionList.OptionSelected)
    def settle(self, event: OptionList.OptionSelected) -> None:
        """Settle the comment, or open it again."""
        layer, said = self._layer(), self._comments[event.option_index]
        if layer is not None and said.id in layer.remarks:
            self._bench.take(remarking.settle(layer, said.id, settled=not said.settled))
            self._show(event.option_index)

    def action_withdraw(self) -> None:
        """Take the marked comment back; only who wrote it can."""
        layer, at = self._layer(), self.query_one(Thread).highlighted
        if layer is None or at is None:
            return
        said = self._comments[at]
        if said.annotator != self._bench.project.annotator:
            told = _("Only {annotator} can take this back").format(annotator=visible(said.annotator))
            self.query_one(Vertical).border_subtitle = Content(told)
        elif said.id in layer.remarks:
            self._bench.take(remarking.withdraw(layer, said.id))
            self._show(at)

    def action_thread(self) -> None:
        """Go to the last comment."""
        if self._comments:
            listed = self.query_one(Thread)
            listed.focus()
            listed.highlighted = len(self._comments) - 1

    def action_onward(self) -> None:
        """Go to the next comment; from the last, to the line below."""
        listed = self.query_one(Thread)
        if listed.highlighted is None or listed.highlighted + 1 >= len(self._comments):
            self.query_one(Input).focus()
        else:
            listed.highlighted += 1

    def action_widen(self) -> None:
        """Change between the annotation and its article; what was typed stays."""
        if self._bench.session.chosen() is not None:
            self._about = ARTICLE if self._about != ARTICLE else self._bench.session.current
            self._show()
            self.query_one(Input).focus()

    def action_leave(self) -> None:
        """Back to the workbench."""
        self.dismiss(None)

    def _layer(self) -> Layer | None:
        return self._bench.session.layer

    def _show(self, at: int | None = None) -> None:
        layer, about = self._layer(), self._about or ARTICLE
        if layer is None:
            return
        self._comments = thread(layer.remarks, about)
        named = surfaces(layer, ()).get(about, about)
        box = self.query_one(Vertical)
        box.border_title = Content(clip(_("Comments on {name}").format(name=named), 50))
        box.border_subtitle = ""
        listed = self.query_one(Thread)
        listed.set_options(Option(_row(said)) for said in self._comments)
        listed.display = bool(self._comments)
        listed.highlighted = min(at, len(self._comments) - 1) if at is not None and self._comments else None
        if not self._comments:
            self.query_one(Input).focus()


def _row(said: Comment) -> Content:
    quiet = "$foreground-muted"
    head = Content.assemble(
        (visible(said.annotator), "bold" if not said.settled else quiet),
        (f"  {local_time(said.at)}", "$foreground-muted"),
        ("  " + _("settled ✓") if said.settled else "", "$success"),
    )
    return Content("\n").join([head, Content.styled(visible(said.text), quiet if said.settled else "")])
