"""The mouse on the bars, and its right button over an annotation, over text or in the list."""

from __future__ import annotations

from textual import events, on
from textual.widget import Widget

from seeds.article import Entity, Indicator, Span, Tag
from tui.commands import COMMANDS, Command, Pane
from tui.language import _, either
from tui.screens.caret import CaretMode
from tui.screens.menu import MenuItem, MenuScreen
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.reader import Reader
from tui.widgets.reader_caret import Caret
from tui.widgets.side_panel import SidePanel

RIGHT = 3
_BY_ID = {command.id: command for command in COMMANDS}
_DECISIONS = ("annotation.accept", "annotation.reject")
_ABOUT = (
    "annotation.repeat",
    "bulk.everywhere",
    "bulk.reject_alike",
    "remark.comment",
    "remark.unclear",
    "remark.guideline",
    "history",
    "copy",
    "bookmark.toggle",
)
_MARKING = ("caret.record", "caret.select", "caret.snap", "copy", "bookmark.toggle", "caret.back")


class Mouse(CaretMode):
    """The part of the workbench that does by a click what a key does."""

    def actor(self, pane: Pane) -> Widget:
        """The widget that carries out the commands of a pane."""
        raise NotImplementedError

    def ask_about_row(self, event: events.Click) -> None:
        """What can be done to an article of the list."""
        raise NotImplementedError

    async def run(self, action: str, pane: Pane) -> None:
        """Do what a key of this pane does."""
        await self.app.run_action(action, default_namespace=self.actor(pane))

    @on(KeyBar.Asked)
    async def run_command(self, event: KeyBar.Asked) -> None:
        """Run the command that was clicked on in the bar."""
        await self.run(event.command.action, event.command.pane)

    @on(TitleBar.Pressed)
    async def answer_title(self, event: TitleBar.Pressed) -> None:
        """The name opens the commands, the project its list, the mode is left, what is unsaved is saved,
        the other language is spoken.
        """
        match event.part:
            case "name":
                await self.run(_BY_ID["palette"].action, "workbench")
            case "project":
                self.action_show_pane("list")
            case "mode":
                await self.run("leave_mode", "workbench")
            case "annotator":
                told = _("You are {name}: by --as, [annotator] in the configuration, git, or your login")
                self.tell(told.format(name=self.project.annotator))
            case "saving":
                await self.session.drain()
            case "language":
                await self.run(_BY_ID["language"].action, "workbench")

    def on_click(self, event: events.Click) -> None:
        """The right button asks what can be done with what is under it."""
        if event.button != RIGHT or self.session.article is None:
            return
        under, _region = self.get_widget_at(*event.screen_offset)
        if isinstance(under, Reader):
            self._ask_in_text(event, under)
        elif isinstance(under, ArticleList):
            self.ask_about_row(event)
        elif isinstance(under, SidePanel) and (rid := under.rid_under(event)) is not None:
            self._ask_about(rid, event)

    def _ask_in_text(self, event: events.Click, reader: Reader) -> None:
        offset = reader.offset_of(reader.place_under(event))
        if offset is None:
            return
        caret = reader.caret
        selected = caret.selection if caret is not None else None
        inside = selected is not None and selected.start <= offset < selected.end
        if not inside and (rid := reader.rid_at(offset)) is not None:
            if caret is not None:
                self.leave_caret()
            self._ask_about(rid, event)
            return
        if not inside:
            self.place_caret(Caret(offset))
            self.action_show_pane("reader")
        self._ask_to_mark(selected if inside else None, event)

    def _ask_about(self, rid: str, event: events.Click) -> None:
        """Make an annotation the current one and open its menu."""
        self.session.current = rid
        self.redraw_current()
        chosen = self.session.chosen()
        items = self._items(_DECISIONS)
        title = ""
        match chosen:
            case Entity():
                title = chosen.text
                items += self._types("retype", "annotation", "workbench")
            case Indicator():
                title = chosen.text
                items += self._items(("annotation.edit",))
            case Tag():
                title = f"#{chosen.label}"
        self._open(title, items + self._items(_ABOUT), event)

    def _ask_to_mark(self, selected: Span | None, event: events.Click) -> None:
        """Open the menu of what the caret can make."""
        article = self.session.article
        title = article.text[selected.start : selected.end] if article and selected else _("mark")
        items = self._types("screen.caret_type", "caret", "caret") + self._items(_MARKING)
        self._open(title, items, event)

    def _open(self, title: str, items: list[MenuItem], event: events.Click) -> None:
        async def chosen(item: MenuItem | None) -> None:
            if item is not None:
                await self.run(item.action, item.pane)

        self.app.push_screen(MenuScreen(title, items, event.screen_offset), chosen)

    def _items(self, ids: tuple[str, ...]) -> list[MenuItem]:
        return [self._item(_BY_ID[id_]) for id_ in ids]

    def _item(self, command: Command) -> MenuItem:
        return MenuItem(_(command.name), command.action, command.pane, self.keys.of(command))

    def _types(self, action: str, group: str, pane: Pane) -> list[MenuItem]:
        """An item for each type of the profile."""
        return [
            MenuItem(
                f"{kind.code} " + either(kind.en, kind.zh),
                f"{action}('{kind.key}')",
                pane,
                self.keys.chosen_for(f"{group}.type_{kind.key}", (kind.key,)),
            )
            for kind in self.profile.types
        ]
