"""What was learned: rules that decisions propose, their effect measured, to be switched on and off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState, get_current_worker

from seeds.problems import Problem
from seeds.proposals import Evidence
from store import learning
from store.learning import Lesson, Ruling, Study
from store.project import Project
from tui.keymap import spelled
from tui.language import _, ngettext
from tui.screens.bench import Bench
from tui.screens.narrowed import Narrowed
from tui.text.deeds import local_time
from tui.text.lessons import rule_in_words, standing_in_words
from tui.text.matching import ranked
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.lesson_rows import evidence_row, rule_row
from tui.widgets.listed import Listed
from tui.widgets.text_line import TextLine

_TOLD_EVERY = 20
"""Articles between two words of how far the reading is."""
_SHORT = 24
"""Lines of a terminal below which the evidence gets fewer of them."""


class LearnedScreen(Narrowed[Evidence | None], inherit_bindings=False):
    """The rules above, the decisions behind the marked one below. Dismissed with a decision to go to.

    The articles are read, and the rules measured, in a thread of their own, which leaving ends.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "step_back", show=False),
        Binding(spelled("q") + ",ctrl+o", "leave", show=False),
        Binding("tab,shift+tab", "change_list", show=False),
        Binding(spelled("space"), "switch", show=False),
        Binding(spelled("d", "x"), "forget", show=False),
        Binding(spelled("u"), "undo", show=False),
        Binding(spelled("U") + ",ctrl+r", "redo", show=False),
        Binding(spelled("slash"), "narrow", show=False),
    ]
    DEFAULT_CSS = """
    LearnedScreen {
        & > Vertical { width: 100; }
        & #standing { height: 1; padding: 0 1; background: $panel; color: $foreground-muted; }
        & #evidence { max-height: 6; }
        & #evidence.-short { max-height: 2; }
        & Input { background: $panel; margin: 0 1; display: none; }
        & Input.-open { display: block; }
    }
    """

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._study: Study | None = None
        self._lessons: list[Lesson] = []
        self._shown: list[Lesson] = []
        self._places: dict[str, int] = {}
        self._titles: dict[int, str] = {}

    def compose(self) -> ComposeResult:
        """The rules, where the marked one stands, the decisions behind it, a filter, the keys."""
        with Vertical():
            yield Listed(id="rules", markup=False)
            yield Static(id="standing", markup=False)
            yield Listed(id="evidence", markup=False)
            yield TextLine(compact=True, placeholder=_("Filter the rules"))
            yield KeyHints(
                [
                    Hint("Space", _("on or off"), "switch"),
                    Hint("Enter", _("to the decision"), "jump"),
                    Hint("Tab", _("choose a decision"), "change_list"),
                    Hint("d", _("forget"), "forget"),
                    Hint("u", _("undo"), "undo"),
                    Hint("/", _("filter"), "narrow"),
                    Hint("Esc", _("back"), "step_back"),
                ]
            )

    def on_mount(self) -> None:
        """Begin to read."""
        self._rules.focus()
        self.say(_("reading what was decided…"))
        self.study()

    def relabel(self) -> None:
        """The title and the rules in the language in use."""
        self.query_one(Vertical).border_title = _("Learned")
        if self._study is not None:
            self._take_over(self._study, self._lessons)

    def on_resize(self) -> None:
        """Few lines go to the evidence where there are few."""
        self._evidence.set_class(self.size.height < _SHORT, "-short")
        super().on_resize()

    @work(thread=True, group="study", exclusive=True, exit_on_error=False)
    def study(self) -> None:
        """Read the decisions, show what they propose, measure it, show that."""
        worker = get_current_worker()

        def goes_on(counted: Iterator[int], total: int, words: str) -> bool:
            for count in counted:
                if worker.is_cancelled:
                    return False
                if count % _TOLD_EVERY == 0:
                    told = f"{words} {count:,} / {total:,}"
                    self.app.call_from_thread(self.say, told)
            return not worker.is_cancelled

        study = Study(self._bench.project)
        total = len(study.aids)
        if not goes_on(study.read(), total, _("reading what was decided…")):
            return
        self.app.call_from_thread(self._take_over, study, study.lessons())
        if goes_on(study.measure(), total, _("measuring…")):
            self.app.call_from_thread(self._take_over, study, study.lessons())

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What kept the decisions from being read is told on the workbench."""
        event.stop()
        if event.state is not WorkerState.ERROR:
            return
        if not isinstance(event.worker.error, Problem):
            raise event.worker.error or RuntimeError(event.worker.name)
        self._bench.tell_problem(event.worker.error)
        self.action_leave()

    # What the keys do

    async def action_switch(self) -> None:
        """Switch the marked rule on, or off; nothing is on before its effect is known."""
        lesson = self._marked()
        if lesson is None:
            return
        if lesson.state != "on" and lesson.effect is None:
            self.say(_("Its effect is still being measured"))
            return
        await self._rule(lesson, "off" if lesson.state == "on" else "on")

    async def action_forget(self) -> None:
        """Take the marked rule off the list for good; u brings it back."""
        if (lesson := self._marked()) is not None:
            await self._rule(lesson, "forgotten")

    async def action_undo(self) -> None:
        """Take back what was said of a rule last."""
        await self._turn_back(learning.undo, _("Undone: {deed}"), _("Nothing to undo"))

    async def action_redo(self) -> None:
        """Say again what was taken back last."""
        await self._turn_back(learning.redo, _("Redone: {deed}"), _("Nothing to redo"))

    def action_jump(self) -> None:
        """Go to the marked decision; from a rule, to the first behind it."""
        lesson = self._marked()
        if lesson is not None and lesson.evidence:
            at = self._evidence.highlighted if self.focused is self._evidence else 0
            self.dismiss(lesson.evidence[at or 0])

    def action_change_list(self) -> None:
        """Go from the rules to the decisions behind the marked one, and back."""
        if self.focused is self._rules and self._evidence.option_count:
            self._evidence.focus()
            self._evidence.highlighted = self._evidence.highlighted or 0
        else:
            self._rules.focus()

    def action_step_back(self) -> None:
        """Leave the filter, then the decisions, then the screen."""
        if self.dropped_line():
            return
        if self.focused is self._evidence:
            self._rules.focus()
        else:
            self.action_leave()

    @on(OptionList.OptionHighlighted, "#rules")
    async def show_evidence(self) -> None:
        """Show the decisions behind the rule."""
        await self._draw_evidence()

    # Drawing

    def narrowed(self) -> Listed:
        """The rules."""
        return self._rules

    @property
    def _rules(self) -> Listed:
        return self.query_one("#rules", Listed)

    @property
    def _evidence(self) -> Listed:
        return self.query_one("#evidence", Listed)

    def _marked(self) -> Lesson | None:
        at = self._rules.highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def _take_over(self, study: Study, lessons: Sequence[Lesson]) -> None:
        """Show lessons; a rule keeps its place on the screen while the screen is open."""
        self._study = study
        for lesson in lessons:
            self._places.setdefault(lesson.rule.name, len(self._places))
        self._lessons = sorted(lessons, key=lambda lesson: self._places[lesson.rule.name])
        self.redraw()
        on = sum(lesson.state == "on" for lesson in lessons)
        count = ngettext("{count} rule", "{count} rules", len(lessons)).format(count=len(lessons))
        self.say(f"{count} · " + _("{count} on").format(count=on))

    def redraw(self) -> None:
        """Show the rules that the letters can mean."""
        marked = self._marked()
        by_words = {rule_in_words(lesson.rule): lesson for lesson in self._lessons}
        self._shown = [by_words[words] for words in ranked(self.query_one(Input).value, by_words)]
        options = self._rules
        if not self._shown:
            empty = _("No rule matches") if self._lessons else _("Nothing is learned yet")
            options.set_options([Option(Content.styled(empty, "$foreground-muted"), disabled=True)])
        else:
            options.set_options(Option(rule_row(lesson)) for lesson in self._shown)
            names = [lesson.rule.name for lesson in self._shown]
            known = marked is not None and marked.rule.name in names
            options.highlighted = names.index(marked.rule.name) if marked is not None and known else 0
        self.run_worker(self._draw_evidence(), group="evidence", exclusive=True)
        self.on_resize()

    async def _draw_evidence(self) -> None:
        lesson = self._marked()
        listed = self._evidence
        listed.display = lesson is not None
        told = ""
        if lesson is not None:
            unknown = {evidence.aid for evidence in lesson.evidence} - self._titles.keys()
            if unknown:
                rows = await self._bench.session.read(self._bench.project.rows, sorted(unknown))
                self._titles |= {row.aid: row.title for row in rows}
            when = local_time(lesson.ruling.at) if lesson.ruling is not None else ""
            told = standing_in_words(lesson, when)
            listed.set_options(
                Option(evidence_row(one, self._titles.get(one.aid, ""))) for one in lesson.evidence
            )
        self.query_one("#standing", Static).update(Content(told))
        self.on_resize()

    # Ruling

    async def _rule(self, lesson: Lesson, state: learning.RuleState) -> None:
        session = self._bench.session
        try:
            await session.write(learning.rule_on, self._bench.project, lesson, state)
        except Problem as problem:
            self._bench.tell_problem(problem)
        await self._draw_anew()

    async def _turn_back(self, turn: Callable[[Project], Ruling | None], done: str, nothing: str) -> None:
        session = self._bench.session
        try:
            ruling = await session.write(turn, self._bench.project)
        except Problem as problem:
            self._bench.tell_problem(problem)
            return
        await self._draw_anew()
        self.say(done.format(deed=rule_in_words(ruling.rule)) if ruling is not None else nothing)

    async def _draw_anew(self) -> None:
        if self._study is not None:
            self._take_over(self._study, await self._bench.session.read(self._study.lessons))
