"""Extracting the open article anew, after a look at what that would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import work

from seeds.article import Annotation, Article, Entity, Indicator
from seeds.problems import Problem
from store.layer import Layer, Step
from store.project import Project
from store.reextraction import Difference, difference
from tui.language import _
from tui.screens.bench import Bench
from tui.screens.preview import Preview
from tui.text.differences import ToldChange, counts_of, told_difference
from tui.widgets.preview_lines import PreviewLine


class Reextraction(Bench):
    """The part of the workbench that runs the extractor again."""

    async def action_reextract(self) -> None:
        """Extract the article anew and show what would change."""
        if self.session.article is None:
            return
        await self.session.drain()

        def taken(step: Step | None) -> None:
            if step is not None:
                self._take_run(step)

        self.app.push_screen(ReextractionPreview(self), taken)

    def _take_run(self, step: Step) -> None:
        """Record what the run changes; where it takes the current annotation away, stay at its place."""
        before = self.session.chosen()
        self.take(step)
        layer = self.session.layer
        if layer is not None and self.session.chosen() is None:
            self.session.current = _nearest(layer, before)
        self.redraw_current()
        self.tell(_("Extracted anew; {key} takes it back").format(key=self.key_of("undo")))


class ReextractionPreview(Preview):
    """What would go, change, come and stay; nothing is shown until the run is over."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(_("Extract anew"))
        self._bench = bench
        self._found: Difference | None = None
        self._told: Sequence[ToldChange] = ()

    def on_mount(self) -> None:
        """Begin the run."""
        self._run_extractor()

    def relabel(self) -> None:
        """What changes is told anew, too."""
        article = self._bench.session.article
        if self._found is not None and article is not None:
            self._told = told_difference(self._found, article.text, self._bench.profile)
        super().relabel()

    def lines(self) -> Sequence[PreviewLine]:
        """An annotation a line; below it what there is to say of its record."""
        return [line for told in self._told for line in _preview_lines(told)]

    def summary(self, kept: Sequence[str]) -> str:
        """How much of each, once that is known."""
        if self._found is None:
            return _("extracting…")
        return counts_of(self._found, kept) or _("Nothing would change")

    def step(self, kept: Sequence[str]) -> Step | None:
        """The run without what was left out."""
        return self._found.only(frozenset(kept)).step() if self._found is not None else None

    def action_take(self) -> None:
        """Take over what is shown, once the run is over."""
        if self._found is None:
            self.app.bell()
        else:
            super().action_take()

    @work(exclusive=True)
    async def _run_extractor(self) -> None:
        session = self._bench.session
        article, layer = session.article, session.layer
        if article is None or layer is None:
            return
        try:
            found = await session.read(_compared, self._bench.project, article, layer)
        except Problem as problem:
            self._bench.tell_problem(problem)
            self.dismiss(None)
            return
        self._found, self._told = found, told_difference(found, article.text, self._bench.profile)
        self.show()


def _compared(project: Project, article: Article, layer: Layer) -> Difference:
    # The grammar takes longer to load than the screen, and nothing on it waits for this.
    from store import learning

    return difference(layer, learning.suggestions(project, article))


def _preview_lines(told: ToldChange) -> Iterator[PreviewLine]:
    deed = f"{told.mark} {told.kind}"
    if told.mark == "=":
        yield PreviewLine(None, words=f"{deed} {told.words} {told.detail}")
        return
    yield PreviewLine(told.rid, deed, told.before, told.words, told.after)
    if told.detail:
        yield PreviewLine(None, words=f"  {told.detail}")


def _nearest(layer: Layer, gone: Annotation | None) -> str | None:
    """The annotation that is read after one that is no longer there; at the end the last."""
    queue = [annotation.id for annotation in layer.queue()]
    if isinstance(gone, Entity | Indicator):
        later = [span.id for span in layer.spans() if span.start >= gone.start]
        queue = later or queue[-1:]
    return queue[0] if queue else None
