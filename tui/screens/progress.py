"""How far the project is: what is done and left, by whom and when, how fast, and how long it will take."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from store.layer import Verdict
from store.progress import DAYS, Pace, Progress, progress
from tui.keymap import spelled
from tui.language import _, ngettext
from tui.screens.informed import Informed
from tui.text.bars import bar, columns, parted
from tui.text.names import VERDICT_MARKS, VERDICT_NAMES
from tui.text.visible import visible
from tui.text.width import cell_width, clip
from tui.widgets.key_hints import Hint, KeyHints

_COLOURS: dict[Verdict, str] = {
    "done": "$success",
    "flagged": "$error",
    "reading": "$warning",
    "new": "$foreground 40%",
}
_BLOCKS = "█▓▒░"
"""The parts of the bar, told apart without colours too."""


class ProgressScreen(Informed[None], inherit_bindings=False):
    """Bars of what is done, of the days and of the annotators. It is counted once, when it is opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("escape", "q", "P", "enter"), "leave", show=False),
        Binding(spelled("j", "down"), "scroll(1)", show=False),
        Binding(spelled("k", "up"), "scroll(-1)", show=False),
        Binding(spelled("space", "pagedown"), "scroll(8)", show=False),
        Binding(spelled("b", "pageup"), "scroll(-8)", show=False),
    ]
    DEFAULT_CSS = """
    ProgressScreen {
        & > Vertical { width: 76; }
        & VerticalScroll { height: auto; padding: 0 1; scrollbar-size-vertical: 1; }
        & Static { height: auto; }
    }
    """

    _told: Progress | None = None

    def compose(self) -> ComposeResult:
        """A page that scrolls, and the keys."""
        with Vertical() as box:
            box.border_title = _("Progress")
            with VerticalScroll(can_focus=False):
                yield Static(_("counting…"), id="progress-page", markup=False)
            yield KeyHints([Hint("Esc", _("back"), "leave")])

    def on_mount(self) -> None:
        """Begin to count."""
        self.count()

    def on_resize(self) -> None:
        """Draw the bars for the new width."""
        self._draw()
        super().on_resize()

    @work(group="progress", exclusive=True, exit_on_error=False)
    async def count(self) -> None:
        """Count, then draw."""
        self._told = await self.bench.session.read(progress, self.bench.project)
        self._draw()
        super().on_resize()

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Back to the workbench."""
        self.give_way()

    def _draw(self) -> None:
        if self._told is not None:
            width = max(16, min(72, self.size.width * 96 // 100 - 5))
            self.query_one("#progress-page", Static).update(page(self._told, width))


def page(told: Progress, width: int) -> Content:
    """The whole page in lines of up to `width` cells."""
    return Content("\n").join(
        [
            *_articles(told, width),
            Content(""),
            *_pace(told),
            Content(""),
            *_days(told, width),
            *_hands(told, width),
        ]
    )


def _articles(told: Progress, width: int) -> Iterator[Content]:
    """A bar of the verdicts, then each of them with its number and share."""
    total = max(1, told.total)
    parts = parted([told.counts[verdict] for verdict in _COLOURS], width)
    yield Content("").join(
        Content.styled(block * cells, colour)
        for block, cells, colour in zip(_BLOCKS, parts, _COLOURS.values(), strict=True)
    )
    for verdict, name in VERDICT_NAMES.items():
        count = told.counts[verdict]
        told_count = f"{count:,}"
        yield Content.assemble(
            (f"{VERDICT_MARKS[verdict]} ", _COLOURS[verdict]),
            _(name),
            " " * max(1, 22 - cell_width(_(name)) - len(told_count)),
            (told_count, "bold"),
            (f"{count / total:>7.1%}", "$foreground 60%"),
        )
    waiting = ngettext("{count} suggestion waits", "{count} suggestions wait", told.suggestions)
    yield Content(waiting.format(count=f"{told.suggestions:,}"))


def _pace(told: Progress) -> Iterator[Content]:
    """How fast it goes today and in the last seven days, and how long the rest will take at that."""
    for name, pace in ((_("today"), told.today), (_("last 7 days"), told.week)):
        yield Content.assemble((name, "$foreground 60%"), f"  {_pace_told(pace)}")
    if told.hours_left is not None:
        left = _("{count} left: {hours} h of work").format(
            count=f"{told.remaining:,}", hours=_hours(told.hours_left)
        )
        weeks = told.hours_left / (told.week.seconds / 3600)
        yield Content(left)
        yield Content.styled(_("{weeks} weeks like the last").format(weeks=_hours(weeks)), "$foreground 60%")


def _pace_told(pace: Pace) -> str:
    done = ngettext("{count} article finished", "{count} articles finished", pace.done).format(
        count=f"{pace.done:,}"
    )
    hours = _("{hours} h").format(hours=_hours(pace.seconds / 3600))
    each = [_("{count}/h").format(count=_hours(pace.per_hour))] if pace.per_hour is not None else []
    return " · ".join([done, hours, *each])


def _days(told: Progress, width: int) -> Iterator[Content]:
    """A column for each day, its number above and its date below where there is room."""
    most = max(told.days)
    yield Content.styled(_("done each day, at most {count}").format(count=f"{most:,}"), "$foreground 60%")
    each = max(1, min(5, width // DAYS))
    drawn = (column * max(1, each - 1) for column in columns(told.days))
    yield Content.styled("".join(f"{column:<{each}}" for column in drawn), "$success")
    if each > 2:
        days = [told.last - timedelta(days=back) for back in reversed(range(DAYS))]
        yield Content.styled("".join(f"{day.day:<{each}}" for day in days), "$foreground 60%")
        if each > 4:
            yield Content("".join(f"{count:<{each}}" if count else " " * each for count in told.days))


def _hands(told: Progress, width: int) -> Iterator[Content]:
    """A line for each annotator: a bar of what they did in these days, and their pace."""
    if not told.hands:
        return
    yield Content("")
    most = max(1, max(sum(hand.days) for hand in told.hands))
    column = min(16, max(cell_width(visible(hand.annotator)) for hand in told.hands), width // 3)
    for hand in told.hands:
        name = clip(visible(hand.annotator), column)
        count = f"{sum(hand.days):,}"
        pace = hand.week.per_hour
        rate = _("{count}/h").format(count=_hours(pace)) if pace is not None else ""
        room = max(1, width - column - len(count) - cell_width(rate) - 6)
        drawn = bar(sum(hand.days) / most, min(24, room))
        yield Content.assemble(
            name,
            " " * (column - cell_width(name) + 1),
            (drawn, "$success"),
            f" {count}",
            (f"  {rate}", "$foreground 60%"),
        )


def _hours(hours: float) -> str:
    """A number with one figure after the point where it is small."""
    return f"{hours:,.0f}" if hours >= 10 else f"{hours:.1f}"
