"""Doing anything by its name: the palette, the help, and what was done by name lately."""

from __future__ import annotations

from textual import work

from store.catalogue import Filter
from tui.commands import BY_ID, LANGUAGE, Command, Pane
from tui.config import config_path
from tui.language import _, language, told
from tui.screens.opening_source import OpeningSource
from tui.screens.search_items import Asked
from tui.screens.seeking import Seeking
from tui.text.palette import Thing
from tui.widgets.bars import KeyBar, Notice

_REMEMBERED = 12
_STEPS_BACK = 12
"""Out of boxes over boxes, some of which take several steps to leave."""


class Commanding(OpeningSource, Seeking):
    """The part of the workbench that finds and does what a person names."""

    @property
    def recent(self) -> tuple[str, ...]:
        """The ids of the commands that were last chosen by name, the last first."""
        return self.preferences.recent

    @property
    def pane_for_keys(self) -> Pane:
        """The pane whose keys hold now, or the caret."""
        return self.query_one(KeyBar).pane

    def action_palette(self) -> None:
        """Find anything by its name, and do it."""
        from tui.screens.palette import PaletteScreen

        async def chosen(thing: Thing | None) -> None:
            if thing is not None and await self._left_boxes():
                await self._do(thing)

        self.app.push_screen(PaletteScreen(self), chosen)

    async def _left_boxes(self) -> bool:
        """Step back out of every box that stands over the workbench. False where one of them stays."""
        for _step in range(_STEPS_BACK):
            if self.app.screen is self:
                return True
            await self.app.run_action("screen.leave")
        self.app.bell()
        return False

    def action_help(self) -> None:
        """Show all keys, those first that mean something now."""
        from tui.screens.help import HelpScreen

        async def clicked(command: Command | None) -> None:
            if command is not None:
                await self.run_by_name(command)

        mode = self.query_one(KeyBar).mode
        self.app.push_screen(HelpScreen(self.profile, self.keys, self.pane_for_keys, mode), clicked)

    async def run_by_name(self, command: Command) -> None:
        """Run a command where it belongs: its pane is gone to first, a caret put into the text."""
        self.prefer(recent=(command.id, *(id_ for id_ in self.recent if id_ != command.id))[:_REMEMBERED])
        if command.pane == "caret" and self.pane_for_keys != "caret":
            await self.run(BY_ID["mark.caret"].action, "workbench")
        elif command.pane not in ("workbench", "caret"):
            self.action_show_pane(command.pane)
        await self.run(command.action, command.pane)

    async def _do(self, thing: Thing) -> None:
        match thing.kind:
            case "command":
                await self.run_by_name(BY_ID[thing.id])
            case "type":
                await self.run(f"retype('{thing.id}')", "workbench")
            case "article":
                self.action_show_pane("reader")
                await self.open_article(int(thing.id))
                self.article_list.move_to(int(thing.id))
            case "tag":
                self.show_where(Filter(tags=(thing.id,)))
                self.action_show_pane("list")
            case "view":
                await self._show_view(thing.id)
            case "theme":
                self.app.theme = thing.id
                self.prefer(theme=thing.id)
            case "language" if thing.id != language():
                await self.run(LANGUAGE.action, "workbench")
            case "config":
                self._edit_configuration()
            case "texts":
                self.search_for(Asked(thing.id))

    async def _show_view(self, name: str) -> None:
        views = await self.session.read(self.project.views)
        view = next((view for view in views if view.name == name), None)
        if view is not None:
            self.show_order(view.order)
            self.show_where(view.where, view=view)
            self.action_show_pane("list")

    @work(group="config", exclusive=True, exit_on_error=False)
    async def _edit_configuration(self) -> None:
        """Open the configuration in the person's editor, and say what in it cannot be followed."""
        from tui.config_commands import begin, problems_of
        from tui.programs import editor

        path = config_path()
        if not path.exists():
            begin(path)
        await self._lend_terminal([*editor(self.config.interface, self.app.surroundings), str(path)])
        if problems := problems_of(None):
            self.query_one(Notice).show(*map(told, problems))
        else:
            self.tell(_("It holds from the next start on"))
