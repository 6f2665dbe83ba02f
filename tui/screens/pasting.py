"""An article of text that is pasted, or typed: the box for it, and what becomes of it."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, TextArea

from seeds.readers import printable_path
from seeds.readers.pieces import Piece
from tui.language import _, ngettext
from tui.screens.importing import Importing
from tui.screens.over import Over
from tui.text.paths import is_path, named_file
from tui.text.visible import visible
from tui.text.width import clip
from tui.widgets.key_hints import Hint, KeyHints

LONG = 50_000
"""Characters from which on a pasted text is not laid out to be changed: only its beginning is shown."""
_SHOWN = 2_000


class Paper(TextArea):
    """What is pasted or typed; `article` is all of it."""

    aside = ""
    """A text too long to be changed here, of which the beginning is shown."""

    @property
    def article(self) -> str:
        """All that was pasted and typed."""
        return self.aside or self.text

    def get_line(self, line_index: int) -> Text:
        """The line as a terminal may show it."""
        return Text(visible(self.document.get_line(line_index)), end="", no_wrap=True)

    async def on_paste(self, event: events.Paste) -> None:
        """Take a text of any length."""
        if len(self.article) + len(event.text) < LONG:
            return  # the text area takes it
        event.prevent_default()
        self.aside = self.article + event.text
        self.load_text(f"{self.aside[:_SHOWN]}\n…")
        self.read_only = True


class PasteScreen(Over[str | None], inherit_bindings=False):
    """Dismissed with the text, or with None when the person steps back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+s", "add", show=False, priority=True),
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
    ]
    DEFAULT_CSS = """
    PasteScreen {
        & > Vertical { width: 90; }
        & TextArea, & TextArea:focus { height: 16; border: none; padding: 0 1; background: $panel; }
        & Button { width: 24; height: 1; margin: 0 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The text, the button that adds it, and the keys."""
        with Vertical():
            yield Paper(placeholder=_("Paste the text of an article, or drop a file here"))
            yield Button(compact=True)
            yield KeyHints(
                [
                    Hint("^s", _("adds it"), "add"),
                    Hint("Tab", _("button"), "app.focus_next"),
                    Hint("Esc", _("leaves"), "leave"),
                ]
            )

    def relabel(self) -> None:
        """The title, the button and what the text is in the language in use."""
        self.query_one(Vertical).border_title = _("New article")
        self.say_what_it_is()

    @on(TextArea.Changed)
    def say_what_it_is(self) -> None:
        """How long the text is, or that it names a file."""
        article = self.query_one(Paper).article
        path = named_file(article)
        box, button = self.query_one(Vertical), self.query_one(Button)
        if path is not None:
            button.label = Content(_("Import this folder") if path.is_dir() else _("Import this file"))
            box.border_subtitle = Content(clip(visible(printable_path(path)), 40))
        else:
            count = len(article)
            words = ngettext("{count} character", "{count} characters", count)
            button.label = Content(_("Add it"))
            box.border_subtitle = Content(words.format(count=f"{count:,}"))

    @on(Button.Pressed)
    def action_add(self) -> None:
        """Take the text, if there is any; a path at which there is nothing is no text."""
        article = self.query_one(Paper).article
        if not article.strip():
            self.query_one(Vertical).border_subtitle = Content(_("There is no text yet"))
        elif is_path(article) and named_file(article) is None:
            self.query_one(Vertical).border_subtitle = Content(_("There is no such file"))
        else:
            self.dismiss(article)

    def action_leave(self) -> None:
        """Back to the workbench; nothing is added."""
        self.dismiss(None)


class Pasting(Importing):
    """The part of the workbench that makes articles of pasted texts."""

    def action_paste_article(self) -> None:
        """Ask for a text, and make an article of it."""

        def answered(text: str | None) -> None:
            if text is None:
                return
            path = named_file(text)
            if path is None:
                piece = Piece(name=str(_("pasted text")), data=text.encode("utf-8", "replace"))
                self.take_in(piece.name, lambda importing: importing.read_piece(piece))
            else:
                self.import_files([path])

        self.app.push_screen(PasteScreen(), answered)
