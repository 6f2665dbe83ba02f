"""What to import: a path, typed with completion or dropped, and what stands at it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.keymap import spelled
from tui.language import _, ngettext
from tui.screens.importing import IMPORTED_FROM
from tui.screens.informed import Informed
from tui.sources import names_to_read
from tui.text.paths import Entry, completions, named_files_of
from tui.text.visible import visible
from tui.text.width import clip
from tui.widgets.key_hints import SHORT, Hint, KeyHints
from tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from tui.screens.bench import Bench

_MOST_COUNTED = 10_000


class Whole(NamedTuple):
    """All that the line names already: files, or folders with what is in them."""

    paths: tuple[Path, ...]


class PathLine(TextLine):
    """A line for a path; several files that are dropped stand on it one after the other."""

    def on_paste(self, event: events.Paste) -> None:
        """Take the place of what is there: a path that is dropped is a whole one."""
        if named_files_of(dropped := " ".join(event.text.split("\n"))):
            event.prevent_default()
            self.value = dropped.strip()
            self.cursor_position = len(self.value)


class ImportScreen(Informed[Sequence[Path] | None], inherit_bindings=False):
    """Dismissed with the files and folders to import, or with None when the person steps back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("tab", "complete", show=False, priority=True),
        Binding(spelled("down"), "move(1)", show=False),
        Binding(spelled("up"), "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
    ]
    DEFAULT_CSS = """
    ImportScreen {
        & > Vertical { width: 84; }
        & Input { background: $panel; padding: 0 1; }
        & #what { padding: 0 1; height: auto; color: $foreground-muted; }
    }
    """

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._items: list[Whole | Entry] = []

    def compose(self) -> ComposeResult:
        """The line, what it can become, what it means, and the keys."""
        with Vertical() as box:
            box.border_title = Content(_("Import files or a folder"))
            yield PathLine(compact=True, placeholder=_("Type a path, or drop files here"))
            offered = OptionList(markup=False)
            offered.can_focus = False
            yield offered
            yield Static(id="what")
            yield KeyHints(
                [
                    Hint("Enter", _("takes it"), "take"),
                    Hint("Tab", _("completes"), "complete"),
                    Hint("↑↓", _("choose"), "move(1)"),
                    Hint("Esc", _("leaves"), "leave"),
                ]
            )

    def scrolling(self) -> Widget:
        """What the line can become."""
        return self.query_one(OptionList)

    def on_mount(self) -> None:
        """Begin where the last import was, else in the folder in which the program was started."""
        self._begin()

    @work(group="begin", exclusive=True, exit_on_error=False)
    async def _begin(self) -> None:
        last = await self.bench.session.read(self.bench.project.recall, IMPORTED_FROM)
        folder = (
            Path(last) if isinstance(last, str) and await asyncio.to_thread(Path(last).is_dir) else Path.cwd()
        )
        line = self.query_one(PathLine)
        if not line.value:
            line.value = f"{_shown_from_home(folder).rstrip('/')}/"
            line.cursor_position = len(line.value)

    @on(Input.Changed)
    @work(exclusive=True, group="look", exit_on_error=False)
    async def look(self) -> None:
        """Offer what the line can become, and say what it is."""
        line = self._begun_anew()
        named, entries = await asyncio.to_thread(_looked_up, line)
        self._items = [*([Whole(tuple(named))] if named else []), *entries]
        await self._show(None)
        if named and any(await asyncio.to_thread(lambda: [path.is_dir() for path in named])):
            count = await asyncio.to_thread(_counted, named, self.bench.project.path)
            await self._show(count)

    def _begun_anew(self) -> str:
        """The line; where somebody typed / or ~ behind a folder, only what begins there."""
        box = self.query_one(PathLine)
        line = box.value
        for behind, begun in (("//", 1), ("/~", 1)):
            if (at := line.rfind(behind)) >= 0 and "://" not in line:
                line = line[at + begun :]
        if line != box.value:
            with box.prevent(Input.Changed):
                box.value = line
            box.cursor_position = len(line)
        return line

    async def _show(self, count: int | None) -> None:
        offered = self.query_one(OptionList)
        kept = offered.highlighted or 0
        offered.set_options(Option(self._told(item, count)) for item in self._items)
        offered.highlighted = (
            min(kept if count is not None else 0, len(self._items) - 1) if self._items else None
        )
        offered.display = bool(self._items)
        self._say_what_is_read()
        self.on_resize()

    def _say_what_is_read(self) -> None:
        told = _(
            "Text, HTML, PDF, Word, Markdown, CSV, JSON, zip and others; folders with all that is in them."
        )
        if not self._items:
            told = _("There is nothing at this path.")
        what = self.query_one("#what", Static)
        what.update(Content(told))
        what.display = not self._items or self.size.height >= SHORT

    def _told(self, item: Whole | Entry, count: int | None) -> Content:
        room = max(8, self.query_one(OptionList).size.width - 6)
        if isinstance(item, Entry):
            name = visible(item.name)
            return (
                Content.styled(f"{clip(name, room)}/", "bold")
                if item.is_folder
                else Content(clip(name, room))
            )
        if len(item.paths) == 1 and not item.paths[0].is_dir():
            return Content.styled("→ " + _("Import this file"), "bold $primary")
        told = _("Import all that is here") if len(item.paths) == 1 else _("Import all of these")
        if count is not None:
            files = ngettext("{count} file", "{count} files", count)
            told += " · " + files.format(count=f"{count:,}{'+' if count >= _MOST_COUNTED else ''}")
        return Content.styled(f"→ {told}", "bold $primary")

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def action_take(self) -> None:
        """Import what is marked, or go into it where it is a folder."""
        item = self._marked()
        match item:
            case None:
                self.app.bell()
            case Whole():
                self._leave_with(item.paths)
            case Entry() if item.is_folder:
                self._become(item)
            case Entry():
                self._leave_with(named_files_of(item.line))

    def action_complete(self) -> None:
        """Make the line what is marked, or what stands first under it."""
        item = self._marked()
        if not isinstance(item, Entry):
            item = next((one for one in self._items if isinstance(one, Entry)), None)
        if item is not None:
            self._become(item)

    def action_move(self, by: int) -> None:
        """Mark another line."""
        offered = self.query_one(OptionList)
        if self._items:
            offered.highlighted = max(0, min((offered.highlighted or 0) + by, len(self._items) - 1))

    def action_leave(self) -> None:
        """Back; nothing is imported."""
        self.dismiss(None)

    def _marked(self) -> Whole | Entry | None:
        at = self.query_one(OptionList).highlighted
        return self._items[at] if at is not None and at < len(self._items) else None

    def _become(self, item: Entry) -> None:
        line = self.query_one(PathLine)
        line.value = item.line
        line.cursor_position = len(item.line)
        line.focus()

    def _leave_with(self, paths: Sequence[Path]) -> None:
        if not paths:
            self.app.bell()
            return
        self.dismiss([path.resolve() for path in paths])


def _looked_up(line: str) -> tuple[list[Path], list[Entry]]:
    return named_files_of(line), completions(line)


def _counted(paths: Sequence[Path], left_out: Path) -> int:
    """How many files an import would read, as far as it is counted."""
    return sum(1 for _name in islice(names_to_read(paths, left_out), _MOST_COUNTED))


def _shown_from_home(folder: Path) -> str:
    try:
        return f"~/{folder.relative_to(Path.home())}".removesuffix("/.")
    except ValueError:
        return str(folder)
