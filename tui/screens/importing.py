"""Taking new articles in: files and texts are read behind the workbench, on which one goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from textual import events, on, work

from seeds.readers import printable_path
from tui.importing.intake import Intake
from tui.language import _, ngettext
from tui.screens.listing import Listing
from tui.screens.working import PATIENCE
from tui.sources import named_files
from tui.widgets.bars import Notice
from tui.widgets.intake_line import IntakeLine

if TYPE_CHECKING:
    from tui.importing.importer import Import

IMPORTED_FROM = "imported from"
"""Under which the project remembers the folder that was imported last."""
_GROUP = "import"
_TOLD = 3
"""Of what went wrong, the lines that are shown at the end."""
_LISTED_ANEW = 2.0
"""Seconds after which the list shows what has arrived since."""


class Importing(Listing):
    """The part of the workbench that takes articles in. One import goes on at a time."""

    intake: Intake | None = None
    _reading: asyncio.Future[None] | None = None

    def action_import(self) -> None:
        """Ask what to import; while an import goes on, show it."""
        from tui.screens.import_box import ImportScreen
        from tui.screens.intake import IntakeScreen

        def answered(paths: Sequence[Path] | None) -> None:
            if paths:
                self.import_files(paths)

        if self.intake is not None:
            self.app.push_screen(IntakeScreen(self.intake))
        else:
            self.app.push_screen(ImportScreen(self), answered)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Read files and folders into the project."""
        what = printable_path(paths[0])
        if len(paths) > 1:
            words = ngettext("{count} file or folder", "{count} files and folders", len(paths))
            what = words.format(count=len(paths))
        left_out = self.project.path
        self.take_in(what, lambda importing: importing.read(named_files(paths, left_out)), paths)

    @work(group=_GROUP, exit_on_error=False)
    async def take_in(self, what: str, read: Callable[[Import], None], counted: Sequence[Path] = ()) -> None:
        """Have something read, and show what comes as it comes; `counted` are files to be counted ahead."""
        if self.intake is not None:
            self.tell(_("An import is going on: {key} shows it").format(key=self.key_of("import")))
            return
        self.intake = intake = Intake(what)
        before, began = self._standing_at(), monotonic()
        self._reading = reading = asyncio.ensure_future(asyncio.to_thread(self._read, intake, read, counted))
        try:
            await asyncio.wait({reading}, timeout=PATIENCE)
            if not reading.done():
                await self._follow_intake(intake, reading)
            await reading
        finally:
            intake.ended, self.intake = True, None
            await self.query(IntakeLine).remove()
        await self._show_what_came(intake, before)
        self.app.announce_end(what, began)

    def _read(self, intake: Intake, read: Callable[[Import], None], counted: Sequence[Path]) -> None:
        """In a thread of its own. What reads files is loaded with the first that is read."""
        from tui.importing.importer import Import
        from tui.importing.progress import counted_ahead

        if counted:
            first = counted[0]
            folder = first if first.is_dir() else first.parent
            self.project.remember(IMPORTED_FROM, printable_path(folder.resolve()))
        importing = Import(
            self.project, intake.account, intake, intake.stopped, arrived=intake.arrive, at_once=True
        )
        with counted_ahead(counted, intake, self.project.path):
            read(importing)

    async def _follow_intake(self, intake: Intake, reading: asyncio.Future[None]) -> None:
        """Show how far it is, and now and then what has arrived."""
        await self.mount(IntakeLine(intake, self.key_of("import")), before=self.query_one(Notice))
        listed = 0
        while not reading.done():
            await asyncio.wait({reading}, timeout=_LISTED_ANEW)
            if intake.arrived > listed:
                listed = intake.arrived
                await self.reload_list(self.article_list.cursor)
                if self.session.layer is None and intake.first is not None:
                    await self._go_to(intake.first.aid)

    async def _show_what_came(self, intake: Intake, before: object) -> None:
        """Show the list with it, and open the first of it where nobody has begun something else."""
        if (first := intake.first) is not None:
            await self.reload_list(self.article_list.cursor)
            if self._standing_at() == before or self.session.layer is None:
                await self._go_to(first.aid)
        account = intake.account
        if intake.lines:
            more = [account.in_words()] if account.files > 1 else []
            self.query_one(Notice).show(*list(intake.lines)[:_TOLD], *more)
        elif intake.stopped():
            self.tell(_("Stopped: {account}").format(account=account.in_words()))
        elif first is not None and account.files == 1:
            self.tell(_("Added; an article once added stays") if first.fresh else _("It is there already"))
        else:
            self.tell(account.in_words())

    def _standing_at(self) -> object:
        layer = self.session.layer
        return (layer.aid, self.session.current, layer.version) if layer is not None else None

    @on(IntakeLine.Asked)
    def show_intake(self) -> None:
        """Show the import that goes on."""
        self.action_import()

    @on(events.Unmount)
    def stop_import(self) -> None:
        """Stop the import that goes on: what is read is there, and the same again goes on from there."""
        if self.intake is not None:
            self.intake.stop()

    async def end_import(self) -> None:
        """Stop it and wait until its thread has left the project."""
        if self.intake is not None and self._reading is not None:
            self.intake.stop()
            self.workers.cancel_group(self, _GROUP)
            await asyncio.wait({self._reading})
