"""The start page: what the program is for, and where one can begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.commands import BY_ID
from tui.keymap import spelled
from tui.language import N_, _, language, ngettext
from tui.opening import shown_path
from tui.screens.over import SHARE, Over
from tui.text.visible import visible
from tui.text.width import cell_width, clip
from tui.text.wrap import wrap
from tui.widgets.key_hints import Hint, KeyHints

if TYPE_CHECKING:
    from tui.screens.beginning import Beginning

Choice = Literal["own", "samples", "import", "article.paste", "tour", "language", "help"]
"""Where one can begin, by the id of the command that does the same, if there is one."""
_LEAST_HEIGHT = 17
"""Rows of a terminal from which on there is room for more than the choices."""
_AROUND = 3
"""Blank lines around what is said above and below the choices."""
_SHOWN_KEYS = (
    "annotation.accept", "annotation.reject", "annotation.edit", "annotation.next_unreviewed",
    "tag.add", "verdict.done", "undo", "marks.export", "help",
)  # fmt: skip


_ABOUT = N_(
    "Read Chinese policy news and put right what a machine extracted from it: names, dates, documents "
    "and terms in the text, each figure as a record. You accept, correct or reject, by single keys; "
    "what you decide is saved at once and can be undone without limit."
)


class Start(NamedTuple):
    """One of the things to begin with, and what to say of it."""

    begins: Choice
    name: str
    about: str


_STARTS = (
    Start("samples", N_("Look around"), N_("twelve samples, in a project of their own")),
    Start(
        "import",
        N_("Import your files"),
        N_("a folder, or files: web pages, PDF, Word, text, tables …"),
    ),
    Start("article.paste", N_("Paste an article"), N_("its text, from the clipboard")),
    Start("tour", N_("Take the tour"), N_("three minutes; you press the keys yourself")),
    Start("help", N_("All keys"), N_("what each of them does; searchable")),
)
_TOURED = Start("tour", N_("The tour again"), N_("you have taken it; three minutes"))
_OWN = Start("own", N_("Your own articles"), N_("leave the samples as they are"))
_IN_CHINESE = Start("language", "中文界面", "用中文显示")
_IN_ENGLISH = Start("language", "English", "Show everything in English")


class WelcomeScreen(Over[Choice | None], inherit_bindings=False):
    """Dismissed with where the person begins, or with None for the workbench as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("escape"), "leave", show=False),
        Binding(spelled("q", "ctrl+q"), "quit", show=False),
        Binding(spelled("j", "down"), "move('down')", show=False),
        Binding(spelled("k", "up"), "move('up')", show=False),
        Binding(spelled("question_mark", "f1"), "begin('help')", show=False),
        Binding(spelled("f9"), "begin('tour')", show=False),
        Binding(spelled("p"), "begin('article.paste')", show=False),
        Binding(spelled("ctrl+g"), "begin('import')", show=False),
        *(Binding(spelled(str(number)), f"choose({number})", show=False) for number in range(1, 8)),
    ]
    DEFAULT_CSS = """
    WelcomeScreen {
        & > Vertical { width: 78; }
        & #about { height: auto; padding: 1 2; }
        & #place { height: auto; padding: 1 2 0 2; color: $foreground-muted; }
        &.-brief #about, &.-brief #place { display: none; }
        & OptionList { padding: 0 1; }
    }
    """

    def __init__(self, bench: Beginning, *, articles: int, visiting: bool) -> None:
        super().__init__()
        self._bench = bench
        self._articles = articles
        self._visiting = visiting
        self._others = 0

    def compose(self) -> ComposeResult:
        """What the program does, where to begin, what one works on, and the keys."""
        with Vertical() as box:
            box.border_title = Content("批阅 piyue")
            yield Static(id="about")
            yield OptionList(markup=False)
            yield Static(id="place")
            yield KeyHints(self._hints())

    def on_mount(self) -> None:
        """The choices take the keys."""
        self.relabel()
        choices = self.query_one(OptionList)
        choices.highlighted = 0
        choices.focus()

    def scrolling(self) -> Widget:
        """The choices."""
        return self.query_one(OptionList)

    def on_resize(self) -> None:
        """Say as much as there is room for."""
        self.set_class(self.size.height < _LEAST_HEIGHT, "-brief")
        self.call_after_refresh(self.relabel)
        super().on_resize()

    def relabel(self) -> None:
        """Draw everything in the language in use."""
        about = self.query_one("#about", Static)
        width = max(20, about.size.width)
        words = [*_wrapped(_(_ABOUT), width), "", *_filled(self._keys(), width)]
        about.update(Content("\n".join(words)))
        place = self._place(width)
        self.query_one("#place", Static).update(Content("\n".join(place)))
        self._others = 0 if self.has_class("-brief") else len(words) + len(place) + _AROUND
        choices = self.query_one(OptionList)
        kept = choices.highlighted
        starts = self._starts()
        column = max(cell_width(_(start.name)) for start in starts)
        room = max(10, choices.size.width - 2)
        choices.set_options(Option(_line(at, start, column, room)) for at, start in enumerate(starts, 1))
        choices.highlighted = kept
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """As for any box; but the lines around the choices, just written, have not been laid out yet."""
        keys = self.query_one(KeyHints).outer_size.height
        room = int(self.size.height * SHARE) - 2 - keys - self._others
        self.scrolling().styles.max_height = max(1, room)

    def _starts(self) -> list[Start]:
        other = _IN_ENGLISH if language() == "zh" else _IN_CHINESE
        first = [_OWN, *_STARTS[1:]] if self._visiting else [*_STARTS]
        toured = self._bench.preferences.toured
        told = [_TOURED if toured and start.begins == "tour" else start for start in first]
        return [*told, other]

    def _keys(self) -> list[str]:
        commands = map(BY_ID.__getitem__, _SHOWN_KEYS)
        return [f"{self._bench.keys.shown(command)} {_(command.name)}" for command in commands]

    def _place(self, width: int) -> list[str]:
        words = ngettext("{count} article", "{count} articles", self._articles)
        count = words.format(count=f"{self._articles:,}") if self._articles else _("no articles yet")
        path = shown_path(self._bench.project.path)
        told = _("Saved as you work in {path} ({count}), under the name {annotator}").format(
            path=path, count=count, annotator=visible(self._bench.project.annotator)
        )
        return _wrapped(told, width)

    def _hints(self) -> list[Hint]:
        return [
            Hint("Enter", _("begins"), "take"),
            Hint("↑↓", _("choose"), "move('down')"),
            Hint("q", _("leaves the program"), "quit"),
            Hint("Esc", _("to the workbench"), "leave"),
        ]

    @on(OptionList.OptionSelected)
    async def action_take(self) -> None:
        """Begin with what is marked."""
        await self.action_choose((self.query_one(OptionList).highlighted or 0) + 1)

    async def action_choose(self, number: int) -> None:
        """Begin with the choice of this number."""
        starts = self._starts()
        if number <= len(starts):
            await self.action_begin(starts[number - 1].begins)

    async def action_begin(self, begins: Choice) -> None:
        """Begin. The help and the other language leave this page where it is."""
        if begins in ("help", "language"):
            await self._bench.run(BY_ID[begins].action, "workbench")
        else:
            self.dismiss(begins)

    async def action_quit(self) -> None:
        """Leave the program."""
        self.dismiss(None)
        await self._bench.run("quit", "workbench")

    def action_move(self, way: str) -> None:
        """Mark another choice."""
        getattr(self.query_one(OptionList), f"action_cursor_{way}")()

    def action_leave(self) -> None:
        """To the workbench."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the page leads to the workbench."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.dismiss(None)


def _line(number: int, start: Start, column: int, room: int) -> Content:
    """A choice: its number, its name, and beside that column what there is to say of it."""
    name, about = _(start.name), _(start.about)
    gap = " " * (column + 2 - cell_width(name))
    return Content.assemble(
        (str(number), "bold $accent"),
        (f"  {clip(name, room - 3)}{gap}", "bold"),
        (clip(about, max(0, room - 5 - column)), "$foreground-muted"),
    )


def _wrapped(text: str, width: int) -> list[str]:
    return [text[line.start : line.end].strip() for line in wrap(text, width)]


def _filled(parts: Sequence[str], width: int) -> list[str]:
    """The parts on as few lines as hold them, none parted."""
    lines = [parts[0]]
    for part in parts[1:]:
        longer = f"{lines[-1]} · {part}"
        if cell_width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines
