"""The palette: every command, article, tag, view, theme and language, by a few letters."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from store.catalogue import Filter
from tui.language import NAMES, _
from tui.screens.informed import Informed
from tui.text.matching import initials
from tui.text.palette import SHOWN, Thing, command_things, found, in_order, named_things, type_things
from tui.text.visible import visible
from tui.text.width import cell_width, clip
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from tui.screens.commanding import Commanding

_ARTICLES = 12
"""Articles that are offered at most; the search shows more."""
_NAME = 22
"""Cells of a command's name, where there is room for what it does beside it."""
_WIDE = 60


class PaletteScreen(Informed[Thing | None], inherit_bindings=False):
    """Dismissed with what the person chose, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up,ctrl+p", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
    ]
    DEFAULT_CSS = """
    PaletteScreen {
        align: center top;
        & > Vertical { width: 90; margin-top: 1; }
        & Input { background: $panel; padding: 0 1; }
        & #does { padding: 0 1; height: auto; max-height: 2; color: $foreground-muted; }
    }
    """

    def __init__(self, bench: Commanding) -> None:
        super().__init__(bench)
        self._commanding = bench
        self._things: list[Thing] = []
        self._titles: tuple[str, list[Thing]] = ("", [])
        self._lines: list[Thing | None] = []

    def compose(self) -> ComposeResult:
        """The line, what it leaves, what the marked one does, and the keys."""
        with Vertical() as box:
            box.border_title = Content(_("Commands"))
            yield TextLine(
                compact=True, placeholder=_("A command, article, tag, view, theme: name or pinyin initials")
            )
            offered = OptionList(markup=False)
            offered.can_focus = False
            yield offered
            yield Static(id="does")
            yield KeyHints(
                [
                    Hint("Enter", _("does it"), "take"),
                    Hint("↑↓", _("choose"), "move(1)"),
                    Hint("Esc", _("back"), "leave"),
                ]
            )

    def on_mount(self) -> None:
        """Offer the commands at once, and the rest as soon as it is known."""
        self.relabel()
        self._learn()

    def relabel(self) -> None:
        """Name everything in the language in use."""
        self.query_one(Vertical).border_title = Content(_("Commands"))
        bench = self._commanding
        named = [thing for thing in self._things if thing.kind not in ("command", "type")]
        self._things = [*command_things(bench.keys), *type_things(bench.profile.types, bench.keys), *named]
        self._draw()

    def scrolling(self) -> Widget:
        """What the line leaves."""
        return self.query_one(OptionList)

    @work(group="learn", exclusive=True, exit_on_error=False)
    async def _learn(self) -> None:
        session, project = self.bench.session, self.bench.project
        views = await session.read(project.views)
        tags = await session.read(project.facets, "tag", Filter())
        self._things += named_things(tags, views, sorted(self.app.available_themes), NAMES.items())
        self._draw()
        # The table of pinyin takes a moment to load: before the first letter is typed, with luck.
        await asyncio.to_thread(initials, "热身")
        await session.read(project.make_titles_ready)

    @on(Input.Changed)
    def look(self) -> None:
        """Offer what the letters can mean."""
        self._draw()
        self._look_for_titles(self._typed)

    @property
    def _typed(self) -> str:
        return self.query_one(Input).value.strip()

    @work(group="titles", exclusive=True, exit_on_error=False)
    async def _look_for_titles(self, typed: str) -> None:
        hits = (
            await self.bench.session.read(self.bench.project.titles_like, typed, _ARTICLES) if typed else []
        )
        self._titles = (
            typed,
            [
                Thing(kind="article", id=str(hit.row.aid), names=(hit.row.title,), about=_("article"))
                for hit in hits
                if hit.likeness not in ("sounding", "typo") or len(hits) == 1
            ],
        )
        self._draw()

    def _draw(self) -> None:
        """Show what the letters leave; the mark stays on the first until somebody moves it."""
        typed = self._typed
        offered = self.query_one(OptionList)
        room = max(10, offered.size.width - 3)
        if typed:
            things = found(typed, self._things)
            titles = self._titles[1] if self._titles[0] == typed else []
            texts = Thing(
                kind="texts", id=typed, names=(_("Search all texts for: {words}").format(words=typed),)
            )
            self._lines = [*things[: SHOWN - len(titles)], *titles, texts]
            options = [self._option(thing, room) for thing in self._lines if thing is not None]
        else:
            self._lines, options = [], []
            for heading, group in in_order(
                self._things, self._commanding.pane_for_keys, self._commanding.recent
            ):
                self._lines += [None, *group]
                options.append(Option(Content.styled(heading, "bold $foreground-muted"), disabled=True))
                options += [self._option(thing, room) for thing in group]
        offered.set_options(options)
        offered.highlighted = next((at for at, thing in enumerate(self._lines) if thing is not None), None)
        self.on_resize()

    @on(OptionList.OptionHighlighted)
    def say_what_it_does(self) -> None:
        """Say in full what is marked."""
        thing = self._marked()
        told = " · ".join(part for part in (thing.names[0], thing.about) if part) if thing is not None else ""
        self.query_one("#does", Static).update(Content(visible(told)))
        self.call_after_refresh(self._fit)

    def _option(self, thing: Thing, room: int) -> Option:
        key = " ".join(thing.keys[:2])
        wide = room >= _WIDE
        room -= cell_width(key) + 2
        name = visible(thing.names[0])
        if thing.kind == "command" and wide:
            name = clip(name, _NAME)
            about = visible(thing.about)
            name += " " * (_NAME + 1 - cell_width(name))
        else:
            about = visible(thing.about) if thing.kind != "command" else ""
            name = clip(name, max(4, room - (cell_width(about) + 2 if about else 0)))
            name += "  " if about else ""
        about = clip(about, max(0, room - cell_width(name)))
        gap = " " * max(1, room + 1 - cell_width(name) - cell_width(about))
        return Option(
            Content.assemble((name, "bold"), (about, "$foreground-muted"), gap, (key, "bold $accent"))
        )

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def action_take(self) -> None:
        """Do what is marked."""
        thing = self._marked()
        if thing is None:
            self.app.bell()
        else:
            self.dismiss(thing)

    def action_move(self, by: int) -> None:
        """Mark another line; headings are passed over."""
        offered = self.query_one(OptionList)
        places = [at for at, thing in enumerate(self._lines) if thing is not None]
        if places:
            here = places.index(offered.highlighted) if offered.highlighted in places else 0
            offered.highlighted = places[max(0, min(here + by, len(places) - 1))]

    def action_leave(self) -> None:
        """Back; nothing is done."""
        self.dismiss(None)

    def _marked(self) -> Thing | None:
        at = self.query_one(OptionList).highlighted
        return self._lines[at] if at is not None and at < len(self._lines) else None
