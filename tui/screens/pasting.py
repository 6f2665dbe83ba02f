"""An article of text that is pasted, or typed: the box for it, and what becomes of it."""

from __future__ import annotations

import asyncio
import shlex
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote, urlsplit

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, TextArea

from seeds.readers import printable_path
from seeds.readers.pieces import Piece
from tui.language import _, ngettext
from tui.screens.listing import Listing
from tui.screens.over import Over
from tui.screens.working import Job, watched
from tui.sources import named_files
from tui.text.visible import visible
from tui.text.width import clip
from tui.widgets.bars import Notice
from tui.widgets.key_hints import Hint, KeyHints

if TYPE_CHECKING:
    from tui.importing.importer import Arrival

LONG = 50_000
"""Characters from which on a pasted text is not laid out to be changed: only its beginning is shown."""
_SHOWN = 2_000
_LONGEST_PATH = 4_096
_TOLD = 3
"""Of what went wrong, the lines that are shown."""
_ROOTS = ("/", "~", "'", '"', "file:")


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
        with Vertical() as box:
            box.border_title = Content(_("New article"))
            yield Paper(placeholder=_("Paste the text of an article, or drop a file here"))
            yield Button(_("Add it"), compact=True)
            yield KeyHints(
                [
                    Hint("^s", _("adds it"), "add"),
                    Hint("Tab", _("button"), "app.focus_next"),
                    Hint("Esc", _("leaves"), "leave"),
                ]
            )

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
        elif _is_a_path(article) and named_file(article) is None:
            self.query_one(Vertical).border_subtitle = Content(_("There is no such file"))
        else:
            self.dismiss(article)

    def action_leave(self) -> None:
        """Back to the workbench; nothing is added."""
        self.dismiss(None)


class Pasting(Listing):
    """The part of the workbench that takes new articles."""

    def action_paste_article(self) -> None:
        """Ask for a text, and make an article of it."""

        def answered(text: str | None) -> None:
            if text is not None:
                self._take_in(text)

        self.app.push_screen(PasteScreen(), answered)

    @work(group="paste", exit_on_error=False)
    async def _take_in(self, text: str) -> None:
        """Add the article, or those of a file that the text names, and open the first of them."""
        # What reads files is loaded with the first that is read.
        from tui.importing.account import Account
        from tui.importing.importer import Import

        job, account = Job(), Account()
        told = Told(job)
        arrived = told.arrivals.append
        importing = Import(self.project, account, told, job.stopped, arrived=arrived, at_once=True)
        path = named_file(text)
        title = _("pasted text") if path is None else printable_path(path)
        if path is not None:
            reading = asyncio.to_thread(importing.read, named_files([path]))
        else:
            piece = Piece(name=title, data=text.encode("utf-8", "replace"))
            reading = asyncio.to_thread(importing.read_piece, piece)
        await watched(self.app, title, job, reading)
        if job.stopped() and not told.arrivals:
            self.tell(_("Stopped; nothing was added"))
            return
        if told.arrivals:
            first = next((one for one in told.arrivals if one.fresh), told.arrivals[0])
            await self.reload_list(first.aid)
            await self._go_to(first.aid)
            self.tell(_told_of(first, account.outcomes["read"]))
        if told.lines:
            more = [account.in_words()] if account.files > 1 else []
            self.query_one(Notice).show("\n".join([*told.lines[:_TOLD], *more]))


class Told:
    """What the import of one thing says: how far it is, what arrived, what went wrong."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self.arrivals: list[Arrival] = []
        self.lines: list[str] = []

    def advance(self, count: int = 1) -> None:
        """So many more are done."""
        self._job.progress(self._job.done + count, self._job.all)

    def more(self, count: int = 1) -> None:
        """So many more are to be done."""
        self._job.progress(self._job.done, self._job.all + count)

    def tell(self, line: str) -> None:
        """Something went wrong."""
        self.lines.append(line.removeprefix("piyue: "))


def _told_of(arrival: Arrival, read: int) -> str:
    if not arrival.fresh:
        return _("This article is there already")
    words = ngettext(
        "Added; an article once added stays", "{count} articles added; once added they stay", read
    )
    return words.format(count=f"{read:,}")


def named_file(text: str) -> Path | None:
    """The file or folder that a text is the absolute path of, as terminals write it where it is dropped."""
    line = text.strip()
    if "\n" in line or not line.startswith(_ROOTS) or len(line) > _LONGEST_PATH:
        return None
    written = [line, *_unquoted(line), unquote(urlsplit(line).path) if line.startswith("file:") else ""]
    for one in filter(None, written):
        with suppress(OSError, ValueError, RuntimeError):
            path = Path(one).expanduser()
            if path.is_absolute() and (path.is_file() or _is_a_folder_of_some(path)):
                return path
    return None


def _is_a_folder_of_some(path: Path) -> bool:
    """Whether it is a folder, and not that of everything or of all that somebody has."""
    return path.is_dir() and path.resolve() not in (Path(path.anchor), Path.home().resolve())


def _is_a_path(text: str) -> bool:
    """Whether a text is one line that begins as a path does and no sentence."""
    line = text.strip()
    return line.startswith(("/", "~/", "file:/")) and len(line.split()) == 1


def _unquoted(line: str) -> list[str]:
    with suppress(ValueError):
        words = shlex.split(line)
        return words if len(words) == 1 else []
    return []
