"""How far the project is: what is done and left, by whom and when, how fast, and how long it will take.

Below it what became of the suggestions, which takes longer to count: every article that people worked on is
read, in a thread of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from store.exchange.tables.rows import Table
from store.layer import Verdict
from store.progress import DAYS, Pace, Progress, progress
from store.statistics.study import Study
from store.statistics.tables import in_one, tables
from store.statistics.tally import Statistics, Tally
from tui.keymap import spelled
from tui.language import _, ngettext
from tui.screens.informed import Informed
from tui.screens.saving import Saving
from tui.text.bars import bar, columns, parted
from tui.text.names import VERDICT_MARKS, VERDICT_NAMES
from tui.text.statistics_page import statistics_page
from tui.text.visible import visible
from tui.text.width import cell_width, clip
from tui.widgets.key_hints import Hint, KeyHints

_COLOURS: dict[Verdict, str] = {
    "done": "$success",
    "flagged": "$error",
    "reading": "$warning",
    "new": "$foreground-disabled",
}
_BLOCKS = "█▓▒░"
"""The parts of the bar, told apart without colours too."""
_BESIDE = 160
"""Cells of a terminal from which on what people decided stands beside how far they are."""
_TOLD_EVERY = 500
"""Articles between two words of how far the reading is."""


class ProgressScreen(Informed[None], Saving[None], inherit_bindings=False):
    """Bars of what is done, of the days and of the annotators; then what people made of the suggestions.

    It is counted once, when it is opened.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("escape", "q", "P", "enter"), "leave", show=False),
        Binding(spelled("j", "down"), "scroll(1)", show=False),
        Binding(spelled("k", "up"), "scroll(-1)", show=False),
        Binding(spelled("space", "pagedown"), "scroll(8)", show=False),
        Binding(spelled("b", "pageup"), "scroll(-8)", show=False),
        Binding(spelled("g", "home"), "scroll(-10000)", show=False),
        Binding(spelled("G", "end"), "scroll(10000)", show=False),
        Binding(spelled("E"), "save", show=False),
    ]
    DEFAULT_CSS = """
    ProgressScreen {
        & > Vertical { width: 76; }
        & VerticalScroll { height: auto; padding: 0 1; scrollbar-size-vertical: 1; }
        & Static { height: auto; }
        & #statistics-page { margin-top: 1; }
        &.-beside > Vertical { width: 152; }
        &.-beside VerticalScroll { layout: horizontal; }
        &.-beside VerticalScroll Static { width: 1fr; margin: 0 1; }
        &.-beside #statistics-page { margin-top: 0; }
    }
    """

    _told: Progress | None = None
    _statistics: Statistics | None = None
    _read = 0
    """Articles whose decisions were read."""
    _to_read = 0

    def compose(self) -> ComposeResult:
        """A page that scrolls, and the keys."""
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield Static(_("counting…"), id="progress-page", markup=False)
                yield Static(id="statistics-page", markup=False)
            yield KeyHints(
                [
                    Hint("j k", _("scroll"), "scroll(1)"),
                    Hint("E", _("save"), "save"),
                    Hint("Esc", _("back"), "leave"),
                ]
            )

    def on_mount(self) -> None:
        """Begin to count."""
        self.count()
        self.study()

    def relabel(self) -> None:
        """The title and the page in the language in use."""
        self.query_one(Vertical).border_title = _("Progress")
        self._draw()

    def on_resize(self) -> None:
        """Draw the bars for the new width; where there is room, the two parts beside each other."""
        self.set_class(self.size.width >= _BESIDE, "-beside")
        self._draw()
        super().on_resize()

    @work(group="progress", exclusive=True, exit_on_error=False)
    async def count(self) -> None:
        """Count, then draw."""
        self._told = await self.bench.session.read(progress, self.bench.project)
        self._draw()
        super().on_resize()

    @work(thread=True, group="study", exclusive=True, exit_on_error=False)
    def study(self) -> None:
        """Read the decisions, and show what they come to."""
        worker = get_current_worker()
        study = Study(self.bench.project)
        for count in study.read():
            if worker.is_cancelled:
                return
            if count % _TOLD_EVERY == 0:
                self.app.call_from_thread(self._take_over, study.statistics(), count, len(study.aids))
        if not worker.is_cancelled:
            total = len(study.aids)
            self.app.call_from_thread(self._take_over, study.statistics(), total, total)

    def action_save(self) -> None:
        """Write all of it to a file, once everything is counted."""
        told, statistics = self._told, self._statistics
        if told is None or statistics is None or self._read < self._to_read:
            self.app.bell()
            return

        def made() -> tuple[Sequence[Table], Table]:
            sheets = tables(told, statistics)
            return sheets, in_one(sheets)

        self.save_tables("statistics", made)

    def pictures(self) -> Mapping[str, Callable[[], bytes]]:
        """How often suggestions were right, as PNG and SVG."""
        return {f".{kind}": partial(self._picture, kind) for kind in ("png", "svg")}

    def say_saved(self, said: str) -> None:
        """Say it on the box's lower edge."""
        self.query_one(Vertical).border_subtitle = Content(visible(said))

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Back to the workbench."""
        self.give_way()

    def _picture(self, kind: str) -> bytes:
        from tui.charts.precision import precision_picture

        return precision_picture(self._statistics or Tally().statistics(), self.bench.profile, kind)

    def _take_over(self, statistics: Statistics, read: int, to_read: int) -> None:
        self._statistics, self._read, self._to_read = statistics, read, to_read
        self._draw()
        super().on_resize()

    def _draw(self) -> None:
        if self._told is None:
            return
        width = max(16, min(72, self.size.width * 96 // 100 - 5))
        lines = []
        if self._statistics is None or self._read < self._to_read:
            told = _("reading what was decided…")
            lines.append(Content.styled(f"{told} {self._read:,} / {self._to_read:,}", "$foreground-muted"))
        if self._statistics is not None:
            lines += statistics_page(self._statistics, self.bench.profile, self._told.last, width)
        self.query_one("#progress-page", Static).update(page(self._told, width))
        self.query_one("#statistics-page", Static).update(Content("\n").join(lines))


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
            (f"{count / total:>7.1%}", "$foreground-muted"),
        )
    waiting = ngettext("{count} suggestion waits", "{count} suggestions wait", told.suggestions)
    yield Content(waiting.format(count=f"{told.suggestions:,}"))


def _pace(told: Progress) -> Iterator[Content]:
    """How fast it goes today and in the last seven days, and how long the rest will take at that."""
    for name, pace in ((_("today"), told.today), (_("last 7 days"), told.week)):
        yield Content.assemble((name, "$foreground-muted"), f"  {_pace_told(pace)}")
    if told.hours_left is not None:
        left = _("{count} left: {hours} h of work").format(
            count=f"{told.remaining:,}", hours=_hours(told.hours_left)
        )
        weeks = told.hours_left / (told.week.seconds / 3600)
        yield Content(left)
        yield Content.styled(
            _("{weeks} weeks like the last").format(weeks=_hours(weeks)), "$foreground-muted"
        )


def _pace_told(pace: Pace) -> str:
    done = ngettext("{count} article finished", "{count} articles finished", pace.done).format(
        count=f"{pace.done:,}"
    )
    hours = _("{hours} h").format(hours=_hours(pace.seconds / 3600))
    each = [_("{count}/h").format(count=_hours(pace.per_hour))] if pace.per_hour is not None else []
    return " · ".join([done, hours, *each])


def _days(told: Progress, width: int) -> Iterator[Content]:
    """A column for each day, its number above and its date below where there is room."""
    if not (most := max(told.days)):
        return  # a chart of nothing says nothing
    yield Content.styled(_("done each day, at most {count}").format(count=f"{most:,}"), "$foreground-muted")
    each = max(1, min(5, width // DAYS))
    drawn = (column * max(1, each - 1) for column in columns(told.days))
    yield Content.styled("".join(f"{column:<{each}}" for column in drawn), "$success")
    if each > 2:
        days = [told.last - timedelta(days=back) for back in reversed(range(DAYS))]
        yield Content.styled("".join(f"{day.day:<{each}}" for day in days), "$foreground-muted")
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
            (f"  {rate}", "$foreground-muted"),
        )


def _hours(hours: float) -> str:
    """A number with one figure after the point where it is small."""
    return f"{hours:,.0f}" if hours >= 10 else f"{hours:.1f}"
