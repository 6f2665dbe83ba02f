"""What is done to the articles of a project: steps recorded, taken back, made again; one article or all."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import partial

import msgspec

from store.catalogue import Catalogue
from store.layer import Layer, Step
from store.layers import Layers
from store.log import Log
from store.many_layers import Interrupted, ManyLayers
from store.operations import REDO, UNDO, Deed, Operation, redo_target, undo_target
from store.sweeping import Progress, Stopped, Survey, Sweep, Swept
from store.tiny import Database

Target = Callable[[Iterable[Operation], Collection[str]], Operation | None]
TakeBack = Callable[[Deed, str], tuple[Sequence[int], int]]
_OWN_STEPS = 1000
"""Steps made through one `Project` that it knows for its own: far more than are made between two looks."""


class Undone(msgspec.Struct, frozen=True):
    """What an undo or a redo did: the step that it took back or made again, its action, and the articles.

    `left` counts the articles of the step that somebody changed since and that were left as they are.
    """

    step: str
    action: str
    aids: Sequence[int]
    left: int = 0


def _unseen(_done: int, _all: int) -> None:
    """Progress that nobody looks at."""


def _never() -> bool:
    """Nobody stops it."""
    return False


class Recording:
    """The part of a project that records what people do to its layers."""

    def __init__(self, db: Database, annotator: str) -> None:
        self.db = db
        self.annotator = annotator
        self._catalogue = Catalogue(db)
        self._log = Log(db)
        self._layers = Layers(db, self._log, self._catalogue)
        self._many = ManyLayers(db, self._log, self._layers)
        self._own: deque[str] = deque(maxlen=_OWN_STEPS)

    def transaction(self) -> AbstractContextManager[None]:
        """Commit everything inside together; for an import, a hundred articles at a time."""
        return self._layers.transaction()

    def layer(self, aid: int) -> Layer:
        """The article's suggestions folded with everything done to them. Raises NoArticle or Damaged."""
        return self._layers.layer(aid)

    def layer_as_of(self, aid: int, version: int) -> Layer:
        """The layer as it was when it had that `version`, which operations tell; 0 is as it was extracted.

        Raises NoArticle or Damaged.
        """
        return self._layers.as_of(aid, version)

    def record(self, step: Step) -> dict[int, Layer]:
        """Write a step and return the new layers of its articles; on the disk when this returns.

        A step that was recorded before (by its `op_id`) changes nothing.
        Raises Conflict, NotSaved, Busy, NotWritable or Damaged; then nothing of the step was written.
        """
        with self.transaction():
            if self._log.first_of(step.op_id) is not None:
                return {change.aid: self.layer(change.aid) for change in step.changes}
            return self._layers.write(self._deed(step.op_id, step.action), step.changes)

    def survey(
        self,
        aids: Sequence[int],
        sweep: Sweep,
        *,
        progress: Progress = _unseen,
        stopped: Stopped = _never,
    ) -> Survey | None:
        """What a sweep of these articles would change, without changing it; None where it was stopped.

        Raises NoArticle or Damaged.
        """
        try:
            return self._many.survey(aids, sweep, progress, stopped)
        except Interrupted:
            return None

    def sweep(
        self,
        aids: Sequence[int],
        sweep: Sweep,
        *,
        op_id: str | None = None,
        progress: Progress = _unseen,
        stopped: Stopped = _never,
    ) -> Swept | None:
        """Do the same to all these articles, as one step; None where it was stopped, and nothing written.

        On the disk when this returns. A sweep that was recorded before (by its `op_id`) changes nothing. Not
        to be called inside a transaction. Raises what `record` does.
        """
        step = op_id or uuid.uuid4().hex
        try:
            with self.transaction():
                if (done := self._log.first_of(step)) is not None:
                    return Swept(step, done.action, self._log.articles_of(step), {})
                deed = self._deed(step, sweep.action)
                changed, left = self._many.sweep(deed, aids, sweep, progress, stopped)
                return Swept(step, sweep.action, changed, dict(left))
        except Interrupted:
            return None

    def undo(
        self,
        *,
        op_id: str | None = None,
        passing: Collection[str] = (),
        rest: bool = False,
        progress: Progress = _unseen,
        stopped: Stopped = _never,
    ) -> Undone | None:
        """Take back the annotator's last step that is not undone; None where there is none.

        None also where it was `stopped`, and nothing written. `op_id` makes a retry harmless; `passing` are
        steps to leave as they are (the `step` of a Conflict).
        Raises what `record` does: Conflict where somebody has changed a value since. With `rest` the articles
        where that is so are left as they are, and the others are taken back.
        """
        take = partial(self._many.take_back, progress=progress, stopped=stopped, rest=rest)
        return self._turn_back(UNDO, undo_target, take, op_id, passing)

    def redo(
        self,
        *,
        op_id: str | None = None,
        passing: Collection[str] = (),
        rest: bool = False,
        progress: Progress = _unseen,
        stopped: Stopped = _never,
    ) -> Undone | None:
        """Make the annotator's last undone step again; None where there is none, or another step came after.

        The arguments are as for `undo`, and so is what is raised.
        """
        take = partial(self._many.take_back, progress=progress, stopped=stopped, rest=rest)
        return self._turn_back(REDO, redo_target, take, op_id, passing)

    def history(self, aid: int, rid: str | None = None) -> list[Operation]:
        """What was done to an article, or to one record of it, oldest first."""
        return [done for done in self._layers.history(aid) if rid is None or done.rid == rid]

    def last_brought(self) -> int:
        """The highest `Operation.order` of what was done in other projects; 0 where nothing was."""
        return self._log.last_brought()

    def _turn_back(
        self, action: str, target: Target, take: TakeBack, op_id: str | None, passing: Collection[str]
    ) -> Undone | None:
        """Append the inverse of the step that `target` finds in the annotator's part of the log."""
        aids: Sequence[int]
        left = 0
        try:
            with self.transaction():
                if op_id is not None and (done := self._log.first_of(op_id)) is not None:
                    taken, aids = str(done.undoes), self._log.articles_of(op_id)
                else:
                    leader = target(self._log.newest_first(self.annotator), passing)
                    if leader is None:
                        return None
                    taken = leader.step
                    deed = self._deed(op_id or uuid.uuid4().hex, action, undoes=taken)
                    aids, left = take(deed, taken)
                step, done_then = self._log.origin_of(taken)
        except Interrupted:
            return None
        return Undone(step, done_then, aids, left)

    def _deed(self, step: str, action: str, undoes: str | None = None) -> Deed:
        self._own.append(step)
        return Deed(step=step, action=action, annotator=self.annotator, at=_now(), undoes=undoes)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
