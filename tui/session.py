"""What the workbench has open, and the one path by which a change reaches the project.

Widgets render a session and never write. A change shows at once, as pending; it is saved when the
project's transaction has returned. What could not be saved stays pending and can be retried.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, ParamSpec, TypeVar

from seeds.article import Annotation, Article, Check
from seeds.problems import Problem
from store.layer import ARTICLE, Change, Layer, Step
from store.moments import subject
from store.operations import fold
from store.problems import Conflict
from store.project import Project, Undone

P = ParamSpec("P")
R = TypeVar("R")
Saving = Literal["saved", "saving", "failed"]


class Session:
    """One project, the article that is open in it, and the changes on their way to disk.

    `on_change` is called on the event loop whenever the layer or the state of saving has changed;
    `on_trouble` with a problem that the person must hear of; `schedule` runs the saving in the background.
    """

    def __init__(
        self,
        project: Project,
        *,
        on_change: Callable[[], None],
        on_trouble: Callable[[Problem], None],
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
            checks = judged(article, layer) if layer.version else self.project.extraction(aid).checks
            return article, layer, checks

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
            while self._unsaved:
                step = self._unsaved[0]
                try:
                    layers = await self.write(self.project.record, step)
                except Conflict as conflict:
                    self._unsaved.clear()
                    await self._reload()
                    self._on_trouble(conflict)
                except Problem as problem:
                    self.saving = "failed"
                    self._on_change()
                    self._on_trouble(problem)
                    return False
                else:
                    self._unsaved.pop(0)
                    if not self._unsaved and self.layer is not None:
                        self.layer = layers.get(self.layer.aid, self.layer)
            self.saving = "saved"
            self._on_change()
            return True

    async def judge(self) -> bool:
        """Judge the relations between the figures anew, as they stand after a correction."""
        article, layer = self.article, self.layer
        if article is None or layer is None:
            return False
        checks = await self.read(judged, article, layer)
        if self.layer is not None and self.layer.aid == layer.aid and checks != self.checks:
            self.checks = checks
            self._on_change()
        return True

    async def undo(self) -> Undone | None:
        """Undo this annotator's last step, wherever it was made. Raises Problem."""
        return await self._travel(self.project.undo)

    async def redo(self) -> Undone | None:
        """Redo the step that was undone last. Raises Problem."""
        return await self._travel(self.project.redo)

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

    async def _travel(self, move: Callable[..., Undone | None]) -> Undone | None:
        """Undo or redo. A step that somebody else's change stands on is told once, then passed over."""
        if not await self.drain():
            return None
        try:
            moved = await self.write(move, passing=frozenset(self._passed_over))
        except Conflict as conflict:
            self._passed_over.add(conflict.step)
            raise
        if moved is None:
            return None
        aid = self.layer.aid if self.layer is not None and self.layer.aid in moved.aids else moved.aids[0]
        changed = subject((await self.read(self.project.history, aid))[-1])
        if self.layer is None or self.layer.aid != aid:
            await self.open(aid, changed)
        else:
            self.layer = moved.layers[aid]
            if changed in self.layer.annotations:
                self.current = changed
            await self.judge()
        return moved

    async def _reload(self) -> None:
        if self.layer is not None:
            self.layer = await self.read(self.project.layer, self.layer.aid)

    async def _in(
        self, pool: ThreadPoolExecutor, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        return await asyncio.get_running_loop().run_in_executor(pool, lambda: function(*args, **kwargs))


def judged(article: Article, layer: Layer) -> tuple[Check, ...]:
    """The relations between the figures that stand: all but the rejected, with their corrected values."""
    # The grammar of relations takes longer to load than the screen; nothing on it waits for this.
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
