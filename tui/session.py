"""What the workbench has open, and the one path by which a change reaches the project.

Widgets render a session and never write. A change shows at once, as pending; it is saved when the
project's transaction has returned. What could not be saved stays pending and can be retried.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Literal, ParamSpec, TypedDict, TypeVar, Unpack

from seeds.article import Annotation, Article, Check
from seeds.problems import Problem
from store import clashes
from store.layer import ARTICLE, Change, Layer, Step
from store.moments import subject
from store.operations import fold
from store.problems import Conflict
from store.project import Project
from store.recording import Undone
from store.sweeping import Progress, Stopped


class Travelling(TypedDict, total=False):
    """How to undo or redo: see `Project.undo`."""

    rest: bool
    progress: Progress
    stopped: Stopped


CHECKING = "seeds.extract.checks"
"""The grammar of relations takes longer to load than the screen: until then checks are as extracted."""
P = ParamSpec("P")
R = TypeVar("R")
Saving = Literal["saved", "saving", "failed"]


class Session:
    """One project, the article that is open in it, and the changes on their way to disk.

    `on_change` is called on the event loop whenever the layer or the state of saving has changed;
    `on_trouble` with a problem that the person must hear of, `on_clash` when changes met those of others
    and wait for a choice (`store.clashes`); `schedule` runs the saving in the background.
    """

    def __init__(
        self,
        project: Project,
        *,
        on_change: Callable[[], None],
        on_trouble: Callable[[Problem], None],
        on_clash: Callable[[], None],
        schedule: Callable[[Callable[[], Coroutine[None, None, bool]]], object],
    ) -> None:
        self.project = project
        self.article: Article | None = None
        self.layer: Layer | None = None
        self.checks: tuple[Check, ...] = ()
        self.current: str | None = None
        self.uncertain_first = False
        self.saving: Saving = "saved"
        self._on_change = on_change
        self._on_trouble = on_trouble
        self._on_clash = on_clash
        self._schedule = schedule
        self._unsaved: list[Step] = []
        self._passed_over: set[str] = set()
        self._reader = ThreadPoolExecutor(1, "read")
        self._writer = ThreadPoolExecutor(1, "write")
        self._draining = asyncio.Lock()

    async def read(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call `function` in the reading thread."""
        return await self._in(self._reader, function, *args, **kwargs)

    async def write(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call `function` in the writing thread, after the changes before it."""
        return await self._in(self._writer, function, *args, **kwargs)

    async def open(self, aid: int, current: str | None = None) -> None:
        """Open an article, at the annotation `current` or at its first suggestion."""
        if self.layer is not None and self.layer.aid != aid:
            await self.drain()

        def load() -> tuple[Article, Layer, tuple[Check, ...]]:
            article, layer = self.project.article(aid), self.project.layer(aid)
            if layer.version and CHECKING in sys.modules:
                return article, layer, judged(article, layer)
            return article, layer, self.project.extraction(aid).checks

        self.article, layer, self.checks = await self.read(load)
        self.layer = layer
        queue = self.queue()
        known = {annotation.id for annotation in queue}
        waiting = next((a.id for a in queue if a.state == "suggested"), None)
        first = queue[0].id if queue else None
        self.current = current if current in known else waiting or first

    def queue(self) -> list[Annotation]:
        """What there is to decide, in reading order; the most uncertain first where that is asked for."""
        queue = self.layer.queue() if self.layer is not None else []
        return sorted(queue, key=lambda item: item.confidence) if self.uncertain_first else queue

    def chosen(self) -> Annotation | None:
        """The current annotation."""
        if self.layer is None or self.current is None:
            return None
        return self.layer.annotations.get(self.current)

    def record(self, step: Step) -> None:
        """Show a step at once and save it in the background.

        A first decision also sets the verdict to being read.
        """
        if self.layer is None:
            return
        step = _with_reading(self.layer, step)
        aid = self.layer.aid
        self.layer = fold(self.layer, [change for change in step.changes if change.aid == aid])
        self._unsaved.append(step)
        self.saving = "saving"
        self._on_change()
        self._schedule(self.drain)
        self._schedule(self.judge)

    async def drain(self) -> bool:
        """Save what is pending, in order. False where something could not be saved."""
        async with self._draining:
            if not self._unsaved:
                return True
            refused = False
            while self._unsaved:
                try:
                    layers = await self._saved(self._unsaved[0])
                except Problem as problem:
                    self.saving = "failed"
                    self._on_change()
                    self._on_trouble(problem)
                    return False
                self._unsaved.pop(0)
                refused |= layers is None
                if layers and not self._unsaved and self.layer is not None:
                    self.layer = layers.get(self.layer.aid, self.layer)
            if refused:
                await self._reload()
            self.saving = "saved"
            self._on_change()
            if refused:
                self._on_clash()
            return True

    async def refresh(self) -> bool:
        """Take over what others did to the open article, unless a change of one's own is on its way."""
        if self.layer is None or self._unsaved or self._draining.locked():
            return False
        fresh = await self.read(self.project.layer, self.layer.aid)
        if self._unsaved or self.layer.aid != fresh.aid:
            return False
        self.layer = fresh
        self._on_change()
        self._schedule(self.judge)
        return True

    async def judge(self) -> bool:
        """Judge the relations between the figures anew, as they stand after a correction."""
        article, layer = self.article, self.layer
        if article is None or layer is None:
            return False
        checks = await self.read(judged, article, layer)
        # Only the list's count hangs on it: what cannot be written now is judged again with the next change.
        with suppress(Problem):
            failing = sum(not check.holds for check in checks)
            await self.write(self.project.note_failing, layer.aid, failing)
        if self.layer is not None and self.layer.aid == layer.aid and checks != self.checks:
            self.checks = checks
            self._on_change()
        return True

    async def undo(self, **how: Unpack[Travelling]) -> Undone | None:
        """Undo this annotator's last step, wherever it was made. Raises Problem.

        Conflict where somebody changed some of it since: with `rest` the others are undone all the same.
        """
        return await self._travel(self.project.undo, how)

    async def redo(self, **how: Unpack[Travelling]) -> Undone | None:
        """Redo the step that was undone last. The arguments and what is raised are as for `undo`."""
        return await self._travel(self.project.redo, how)

    def pass_over(self, step: str) -> None:
        """Leave a step as it is from now on, and undo and redo the others."""
        self._passed_over.add(step)

    def step_to(
        self, by: int, *, unreviewed: bool = False, among: Callable[[Annotation], bool] | None = None
    ) -> bool:
        """Make the next annotation in the queue current (`by` 1) or the one before (-1). False at the end.

        `among` leaves out those of which it is false.
        """
        queue = self.queue()
        ids = [annotation.id for annotation in queue]
        if self.current in ids:
            at = ids.index(self.current)
            rest = queue[at + 1 :] if by > 0 else queue[:at][::-1]
        else:
            rest = queue if by > 0 else queue[::-1]
        wanted = (a for a in rest if not unreviewed or a.state == "suggested")
        following = next((a for a in wanted if among is None or among(a)), None)
        if following is None:
            return False
        self.current = following.id
        return True

    async def close(self) -> bool:
        """Save what is pending and close the project. False where something could not be saved."""
        saved = await self.drain()
        self._reader.shutdown(wait=True)
        self._writer.shutdown(wait=True)
        self.project.close()
        return saved

    async def _travel(self, move: Callable[..., Undone | None], how: Travelling) -> Undone | None:
        """Undo or redo. A step that somebody else's change stands on is told once, then passed over.

        The article of the step is opened; of a step over several the one that is open stays, as far as it is.
        """
        if not await self.drain():
            return None
        try:
            moved = await self.write(move, passing=frozenset(self._passed_over), **how)
        except Conflict as conflict:
            if not conflict.others:
                self.pass_over(conflict.step)
            raise
        if moved is None or not moved.aids:
            return moved
        here = self.layer.aid if self.layer is not None else None
        if here is not None and here not in moved.aids and len(moved.aids) > 1:
            return moved
        aid = here if here is not None and here in moved.aids else moved.aids[0]
        changed = subject((await self.read(self.project.history, aid))[-1])
        if self.layer is None or self.layer.aid != aid:
            await self.open(aid, changed)
        else:
            self.layer = await self.read(self.project.layer, aid)
            if changed in self.layer.annotations:
                self.current = changed
            await self.judge()
        return moved

    async def _saved(self, step: Step) -> dict[int, Layer] | None:
        """Record a step; None where it met somebody else's change and was put aside for a choice."""
        try:
            return await self.write(self.project.record, step)
        except Conflict:
            await self.write(clashes.keep, self.project, step)
            return None

    async def _reload(self) -> None:
        if self.layer is not None:
            self.layer = await self.read(self.project.layer, self.layer.aid)

    async def _in(
        self, pool: ThreadPoolExecutor, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        return await asyncio.get_running_loop().run_in_executor(pool, lambda: function(*args, **kwargs))


def judged(article: Article, layer: Layer) -> tuple[Check, ...]:
    """The relations between the figures that stand: all but the rejected, with their corrected values."""
    from seeds.extract.checks import checks_of

    figures = tuple(item for item in layer.indicators() if item.state != "rejected")
    return checks_of(figures, article.text, published=article.meta.published)


def _with_reading(layer: Layer, step: Step) -> Step:
    """The first decision on a new article also says that it is being read."""
    if layer.verdict != "new" or any(c.rid == ARTICLE or c.from_extractor for c in step.changes):
        return step
    before = {"verdict": "new", "reason": layer.reason}
    reading = Change(layer.aid, ARTICLE, before, {"verdict": "reading", "reason": layer.reason})
    return Step(step.op_id, step.action, (*step.changes, reading))
