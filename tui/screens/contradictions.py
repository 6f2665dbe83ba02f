"""What articles contradict each other in: a queue to go through, and what a person says of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import ClassVar, get_args

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input
from textual.worker import Worker, get_current_worker

from seeds.problems import Problem
from store.contradictions import rulings
from store.contradictions.comparing import Contradiction
from store.contradictions.review import Review
from store.contradictions.rulings import Choice, Ruling, Rulings, Standing
from store.contradictions.table import contradiction_table
from store.exchange.tables.rows import Table
from store.figures import Figures
from store.figures.index_file import Interrupted
from store.news import Mark
from store.project import Project
from tui.exports import Stopped
from tui.keymap import spelled
from tui.language import _
from tui.screens.contradiction_lists import ContradictionLists, Left
from tui.screens.prompt import Prompt
from tui.widgets.key_hints import Hint

STANDINGS: tuple[Standing, ...] = get_args(Standing)
_FIRST, _EVERY = 300, 5_000
"""Groups of figures after which what was found is shown for the first time, and then again."""
_FEW = 100
"""Articles that were changed, of which only what they tell is compared anew."""
_DIGITS = "123456789"


class ContradictionsScreen(ContradictionLists, inherit_bindings=False):
    """Contradictions above, what each side says below. Dismissed with what was looked at.

    The figures are compared in a thread of their own, which leaving ends; what is found is shown as it comes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "step_back", show=False),
        Binding(spelled("q", "ampersand"), "leave", show=False),
        Binding("tab,shift+tab", "change_list", show=False),
        Binding(spelled("a"), "right_here", show=False),
        Binding(spelled("b"), "because('both')", show=False),
        Binding(spelled("l"), "because('later')", show=False),
        Binding(spelled("u"), "undo", show=False),
        Binding(spelled("U") + ",ctrl+r", "redo", show=False),
        Binding(spelled("v"), "change_view", show=False),
        Binding(spelled("o"), "only_decided", show=False),
        Binding(spelled("slash"), "narrow", show=False),
        Binding(spelled("E"), "save", show=False),
        *(Binding(spelled(digit), f"right({digit})", show=False) for digit in _DIGITS),
    ]

    _figures: Figures | None = None

    def hints(self) -> Sequence[Hint]:
        """What the keys do."""
        return [
            Hint("1–9", _("is right"), "right_here"),
            Hint("b", _("all right"), "because('both')"),
            Hint("l", _("later"), "because('later')"),
            Hint("u", _("undo"), "undo"),
            Hint("Enter", _("open"), "jump"),
            Hint("Tab", _("sentences"), "change_list"),
            Hint("v", _("view"), "change_view"),
            Hint("/", _("filter"), "narrow"),
            Hint("o", _("decided figures"), "only_decided"),
            Hint("E", _("save"), "save"),
            Hint("Esc", _("back"), "step_back"),
        ]

    def on_mount(self) -> None:
        """Show what is known, and look whether there is more."""
        self.queue.focus()
        if self.look.mark is None:
            self.busy = _("comparing…")
            self.redraw()
        self.compare()

    def on_unmount(self) -> None:
        """Let nobody wait for an answer that is not wanted any more."""
        if self._figures is not None:
            self._figures.interrupt()

    def relabel(self) -> None:
        """Title, lines and sentences in the language in use."""
        self.query_one(Vertical).border_title = _("Contradictions")
        self.redraw()

    # Looking

    @work(thread=True, group="compare", exclusive=True, exit_on_error=False)
    def compare(self, *, anew: bool = False) -> None:
        """Compare all figures, unless nothing has changed since that was done."""
        worker, project, look = get_current_worker(), self.bench.project, self.look

        def progress(done: int, of: int) -> None:
            self._from_thread(worker, self._say_reading, done, of)

        mark, is_first = project.mark(), look.mark is None
        held = rulings.holding(rulings.told(project))
        if look.mark == mark and not anew:
            self._from_thread(worker, self._take_over_rulings, held)
            return
        with Figures(project) as figures, figures.giving_way():
            self._figures = figures
            try:
                if not figures.catch_up(progress, lambda: worker.is_cancelled):
                    return
                review = Review(project, figures, held, words=look.words, decided=look.decided)
                changed = self._changed() if not anew else None
                if changed is not None:
                    review.renew(look.found, look.waiting, changed)
                for count in review.read() if changed is None else ():
                    if worker.is_cancelled:
                        return
                    if is_first and (count == _FIRST or count % _EVERY == 0):
                        self._from_thread(worker, self._take_over, review, None)
                self._from_thread(worker, self._take_over, review, mark)
            except Interrupted:
                return

    def _changed(self) -> list[int] | None:
        """The articles that were changed since all was compared; None where all must be compared anew."""
        since = self.look.mark
        if since is None or self.bench.project.mark().epoch != since.epoch:
            return None
        _newest, aids = self.bench.project.changes(since.seq)
        return aids if len(aids) <= _FEW else None

    def _from_thread(self, worker: Worker[None], function: Callable[..., None], *args: object) -> None:
        if not worker.is_cancelled:
            self.app.call_from_thread(function, *args)

    def _take_over(self, review: Review, mark: Mark | None) -> None:
        """Show what was found until now; `mark` where that is all."""
        if self.is_mounted:
            self.look.found, self.look.waiting, self.look.mark = review.found(), review.waiting, mark
            self.busy = "" if mark is not None else _("comparing…")
            self._take_over_rulings(review.rulings)

    def _take_over_rulings(self, held: Rulings) -> None:
        if self.is_mounted:
            self.look.rulings = held
            self.redraw()

    def _say_reading(self, done: int, of: int) -> None:
        if self.is_mounted:
            self.busy = _("reading the figures… {done} / {all}").format(done=f"{done:,}", all=f"{of:,}")
            self.redraw()

    def _compare_anew(self) -> None:
        self.busy = _("comparing…")
        self.say_counts()
        self.compare(anew=True)

    # Moving

    def action_jump(self) -> None:
        """Open the article of the marked sentence; from the queue, of the first."""
        found = self.marked_telling()
        if found is None:
            self.app.bell()
            return
        telling = found[1]
        self._leave((telling.row.aid, telling.figure.id))

    def action_change_list(self) -> None:
        """Go from the queue to the sentences, and back."""
        if self.focused is self.queue and self.sentences.option_count:
            self.sentences.focus()
            self.sentences.highlighted = self.sentences.highlighted or 0
        else:
            self.queue.focus()

    def action_step_back(self) -> None:
        """Leave the filter, then the sentences, then the queue."""
        if self.dropped_line():
            self._look_among(())
        elif self.focused is self.sentences:
            self.queue.focus()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Back to the workbench."""
        self._leave(None)

    def action_change_view(self) -> None:
        """Show what waits, what was put off, what is decided: one after the other."""
        self.look.wanted = STANDINGS[(STANDINGS.index(self.look.wanted) + 1) % len(STANDINGS)]
        self.queue.focus()
        self.redraw()

    def action_only_decided(self) -> None:
        """Compare only figures on which somebody decided, or all again."""
        self.look.decided = not self.look.decided
        self._compare_anew()

    @on(Input.Submitted)
    def look_among_all(self) -> None:
        """Where not everything was kept, compare anew what the letters mean."""
        self._look_among(tuple(self.query_one(Input).value.split()))

    def _look_among(self, words: tuple[str, ...]) -> None:
        if words != self.look.words and (self.look.words or self.look.waiting > len(self.look.found)):
            self.look.words = words
            self._compare_anew()

    def _leave(self, chosen: tuple[int, str] | None) -> None:
        if self.is_current:
            marked = self.marked()
            self.look.marked = marked.key if marked is not None else None
            self.dismiss(Left(self.look, chosen))

    # Ruling

    async def action_right(self, number: int) -> None:
        """Say which side is right."""
        marked = self.marked()
        if marked is None or number > len(marked.sides):
            self.app.bell()
            return
        right = marked.sides[number - 1].name
        await self._rule(marked, "right", right=right)

    async def action_right_here(self) -> None:
        """Say that the side of the marked sentence is right."""
        found = self.marked_telling()
        await self.action_right(found[0] + 1 if found is not None else 1)

    def action_because(self, choice: Choice) -> None:
        """Say that all sides are right, or that it is to be looked at later; ask why."""
        marked = self.marked()
        if marked is None:
            self.app.bell()
            return
        if choice == "both":
            title = _("Why all are right")
            reasons = [_("different scope"), _("different time"), _("different sources"), _("revised since")]
        else:
            title = _("Why later")
            reasons = [_("to be looked up"), _("to be asked"), _("too little is known")]

        async def answered(reason: str | None) -> None:
            if reason is not None:
                await self._rule(marked, choice, reason=reason)

        self.app.push_screen(Prompt(title, reasons, free=True), answered)

    async def _rule(
        self, marked: Contradiction, choice: Choice, *, right: str | None = None, reason: str = ""
    ) -> None:
        known = self.look.rulings.get(marked.key)
        project = self.bench.project
        await self._settle(
            partial(rulings.rule, project, marked, choice, right=right, reason=reason, known=known)
        )

    async def action_undo(self) -> None:
        """Take back what was said of a contradiction last."""
        await self._turn_back(rulings.undo, _("Undone"), _("Nothing to undo"))

    async def action_redo(self) -> None:
        """Say again what was taken back last."""
        await self._turn_back(rulings.redo, _("Redone"), _("Nothing to redo"))

    async def _turn_back(self, turn: Callable[[Project], Ruling | None], done: str, nothing: str) -> None:
        ruling = await self._settle(partial(turn, self.bench.project), go_there=True)
        self.say(done if ruling is not None else nothing)

    async def _settle(self, deed: Callable[[], Ruling | None], *, go_there: bool = False) -> Ruling | None:
        """Write or take back a ruling; in the queue the next takes the place of what was decided."""
        session, project = self.bench.session, self.bench.project
        ruling = None
        try:
            ruling = await session.write(deed)
        except Problem as problem:
            self.bench.tell_problem(problem)
        self.look.rulings = rulings.holding(await session.read(rulings.told, project))
        if go_there and ruling is not None:
            self.look.marked = ruling.key
        self.redraw()
        return ruling

    # Saving

    def action_save(self) -> None:
        """Write what is shown to a file."""
        shown, held = tuple(self.shown), self.look.rulings

        def counted() -> Iterator[Contradiction]:
            for done, one in enumerate(shown):
                self.saving_job.progress(done, len(shown))
                if self.saving_job.stopped():
                    raise Stopped
                yield one

        def made() -> tuple[Sequence[Table], Table]:
            table = contradiction_table(self.bench.project, counted(), held)
            return [table], table

        self.save_tables("contradictions", made)

    def say_saved(self, said: str) -> None:
        """Say it on the box's lower edge."""
        self.say(said)
