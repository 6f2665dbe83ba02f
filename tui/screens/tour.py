"""The tour: a workbench on two sample articles that are thrown away, and a card that says what to press."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from textual import events, on
from textual.content import Content
from textual.style import Style
from textual.timer import Timer
from textual.widgets import Input

from seeds.article import Entity, Indicator
from seeds.samples import sample_paths
from store.catalogue import Filter
from store.project import Project
from tui.config import Config
from tui.language import _
from tui.sample_project import add_samples
from tui.screens.workbench import Workbench
from tui.text.tour_steps import LAST, STEPS, Here, State, TourStep, said
from tui.text.width import cell_width
from tui.text.wrap import wrap
from tui.widgets.bars import TitleBar
from tui.widgets.wrapped_page import WrappedPage

_SAMPLES = ("01", "10")
"""The numbers of the samples that one is shown round in."""
_LOOK = 0.1
"""Seconds between two looks at whether a step was done."""


class TourProject:
    """A project of a few samples in a folder that goes when it is closed."""

    def __init__(self, annotator: str) -> None:
        self._folder = TemporaryDirectory(prefix="piyue-")
        self.project = Project.create(Path(self._folder.name) / "tour", annotator=annotator)
        add_samples(self.project, [path for path in sample_paths() if path.name.startswith(_SAMPLES)])

    def throw_away(self) -> None:
        """Remove the folder with all that is in it."""
        self._folder.cleanup()


class TourCard(WrappedPage):
    """What to press now, and how to go on or away: beside it where there is room, else below."""

    DEFAULT_CSS = """
    TourCard {
        height: auto; background: $primary-muted; color: $foreground; padding: 0 1;
        link-style: none; link-color: $foreground-muted; link-color-hover: $foreground;
        link-background: $primary-muted; link-background-hover: $primary-muted; link-style-hover: underline;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._number, self._said, self._ways = Content(), "", Content()

    def show(self, number: str, told: str, ways: Sequence[tuple[str, str]]) -> None:
        """Tell the step that has this number; `ways` are words with the actions that a click on them runs."""
        links = [Content.styled(way, Style.from_meta({"@click": f"screen.{action}"})) for way, action in ways]
        self._number = Content.styled(f" {number} ", "bold $block-cursor-foreground on $primary")
        self._said, self._ways = told, Content(" · ").join(links).stylize("$foreground-muted")
        self.draw()

    def lines(self, width: int) -> Iterable[Content]:
        """The number and the words, and the ways."""
        margin = self._number.cell_length + 1
        spans = wrap(self._said, max(1, width - margin))
        lines = [Content(self._said[span.start : span.end].rstrip()) for span in spans]
        first = Content(" ").join((self._number, lines[0]))
        if len(lines) == 1 and margin + cell_width(self._said) + cell_width(self._ways.plain) + 2 <= width:
            return [Content("  ").join((first, self._ways))]
        last = min(margin, max(0, width - cell_width(self._ways.plain)))
        below = [Content(" " * margin) + line for line in lines[1:]]
        return [first, *below, *([Content(" " * last) + self._ways] if self._ways.plain else [])]


class TourBench(Workbench):
    """A workbench that says what to do next, and sees whether it was done."""

    def __init__(self, toured: TourProject, config: Config) -> None:
        super().__init__(toured.project, config)
        self._toured = toured
        self._at = 0
        self._begun: State | None = None
        self._steps_seen: Timer | None = None

    @on(events.Mount)
    async def begin_tour(self) -> None:
        """Show the first step, and look from now on.

        The application keeps the time: what comes to a screen under a box draws all of it again.
        """
        await self.mount(TourCard(), after=self.query_one(TitleBar))
        self._steps_seen = self.app.set_interval(_LOOK, self._see_what_was_done)
        self._draw_step()

    def relabel(self) -> None:
        """The card, too."""
        super().relabel()
        self._draw_step()

    def action_tour(self) -> None:
        """Pass the step over."""
        self._go_on()

    async def action_quit(self) -> None:
        """Back to one's own project."""
        if self._steps_seen is not None:
            self._steps_seen.stop()
        if await self.put_away():
            await asyncio.to_thread(self._toured.throw_away)
            self.dismiss(None)

    @property
    def _step(self) -> TourStep:
        return STEPS[self._at] if self._at < len(STEPS) else LAST

    def _state(self) -> State:
        session = self.session
        return State(
            aid=session.layer.aid if session.layer is not None else None,
            pane=self.pane,
            current=session.current,
            layer=session.layer,
            filtered=self.where != Filter(),
            boxes=len(self.app.screen_stack),
            typing=isinstance(self.focused, Input),
        )

    def _see_what_was_done(self) -> None:
        """Go on where what the step asks for was done; a box is waited for until it is left."""
        if not self.is_mounted or self.session.layer is None:
            return
        now = self._state()
        if self._begun is None or (now.aid != self._begun.aid and not self._step.done(self._begun, now)):
            self._begin_step()
        elif self._step.done(self._begun, now):
            self._go_on()

    def _go_on(self) -> None:
        self._at = min(self._at + 1, len(STEPS))
        if self._at == len(STEPS):
            self.prefer(toured=True)
        self._begin_step()
        self._draw_step()

    def _begin_step(self) -> None:
        self._stand_on(self._step.begins_at)
        self._begun = self._state()

    def _stand_on(self, kind: Here | None) -> None:
        """Make an annotation of this kind current, unless it is."""
        wanted = {"entity": Entity, "figure": Indicator, None: object}[kind]
        session = self.session
        if kind is None or isinstance(session.chosen(), wanted):
            return
        waiting = (one.id for one in session.queue() if isinstance(one, wanted) and one.state == "suggested")
        session.current = next(waiting, session.current)
        self.redraw_current()

    def _draw_step(self) -> None:
        card = next(iter(self.query(TourCard)), None)
        if card is None:
            return
        ways = [
            (_("{key} passes it over").format(key=self.key_of("tour")), "tour"),
            (_("{key} leaves the tour").format(key=self.key_of("quit")), "quit"),
        ]
        card.show(
            f"{min(self._at + 1, len(STEPS))}/{len(STEPS)}",
            said(self._step, self.keys),
            ways if self._step is not LAST else (),
        )
