"""The history of an article as the deeds of people: the operations of one step are one moment of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from store.layer import ARTICLE
from store.operations import IMPORT, Operation


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """One deed: who, when (ISO 8601 in UTC), by which action, and its operations on the article in order.

    `version` is that of the layer when it was done. `undone` is the action that an undo took back or a
    redo made again.
    """

    version: int
    at: str
    annotator: str
    action: str
    operations: tuple[Operation, ...]
    undone: str | None = None

    @property
    def others(self) -> tuple[str, ...]:
        """Those whose decisions the annotator brought in with a file."""
        names = dict.fromkeys(done.annotator for done in self.operations)
        return tuple(name for name in names if name != self.annotator)


def moments(history: Sequence[Operation]) -> list[Moment]:
    """The deeds of an article's history (`Project.history`), oldest first."""
    actions = {done.step: done.action for done in history}
    undoes = {done.step: done.undoes for done in history}
    return [_moment(tuple(step), actions, undoes) for _, step in groupby(history, lambda done: done.step)]


def moments_of(told: Iterable[Moment], rid: str) -> list[Moment]:
    """Those that changed an annotation, or what people said about it, with nothing else of them.

    The import stands first, with the operation on the article that it is: it is where suggestions came from.
    """
    kept = list(told)
    about = {rid} | {done.rid for moment in kept for done in moment.operations if subject(done) == rid}
    return [
        msgspec.structs.replace(moment, operations=own)
        for moment in kept
        if (own := tuple(done for done in moment.operations if _concerns(done, about)))
    ]


def subject(done: Operation) -> str:
    """What an operation is about: of a comment or a doubt that was made or taken back, what that is about."""
    about = (done.after or done.before or {}).get("about")
    return about if isinstance(about, str) else done.rid


def _moment(step: tuple[Operation, ...], actions: dict[str, str], undoes: dict[str, str | None]) -> Moment:
    first, last = step[0], step[-1]
    origin = first.undoes
    # A redo names the undo that it takes back, which names the step.
    if origin is not None and undoes.get(origin) is not None:
        origin = undoes[origin]
    return Moment(
        version=last.version,
        at=first.at,
        annotator=first.annotator,
        action=first.action,
        operations=step,
        undone=actions.get(origin) if origin is not None else None,
    )


def _concerns(done: Operation, rids: set[str]) -> bool:
    return done.rid in rids or (done.action == IMPORT and done.rid == ARTICLE)
