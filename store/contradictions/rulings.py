"""What people said of contradictions: one ruling after the other, in a table that only grows.

So every contradiction has a history and every ruling an undo. A ruling holds for the sides that there were:
where another value turns up later, the contradiction waits again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Literal

import msgspec

from seeds.problems import Problem
from store.contradictions.comparing import Contradiction, Key
from store.project import Project
from store.tiny.explaining import damaged

Choice = Literal["right", "both", "later"]
"""One side is right; all are, of different things; to be looked at another time."""
Standing = Literal["waits", "later", "ruled"]
_TABLE = "contradictions"


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What `annotator` said of a contradiction `at` a time (ISO 8601 in UTC), and why.

    `sides` are the names of those that there were, `right` the one that is. `undoes` is the id of the ruling,
    or of the undo, that this one takes back.
    """

    key: Key
    sides: tuple[str, ...]
    choice: Choice
    right: str | None = None
    reason: str = ""
    annotator: str
    at: str
    undoes: int | None = None


Rulings = dict[Key, Ruling]
"""The ruling that holds of each contradiction on which there is one."""


def told(project: Project) -> list[tuple[int, Ruling]]:
    """Every ruling with its id, oldest first, those taken back and those that take back included.

    Raises Damaged.
    """
    storage = project.db.storage
    try:
        return [(at, msgspec.convert(document, type=Ruling)) for at, document in storage.scan(_TABLE)]
    except msgspec.ValidationError:
        raise damaged(storage.path, "a ruling on a contradiction is not readable") from None


def holding(all_told: Sequence[tuple[int, Ruling]]) -> Rulings:
    """The last ruling on each contradiction that nobody has taken back."""
    return {ruling.key: ruling for _at, ruling in _standing(all_told)}


def standing(contradiction: Contradiction, rulings: Rulings) -> Standing:
    """Whether a contradiction waits for somebody, also where it was ruled on and has another side since."""
    ruling = rulings.get(contradiction.key)
    if ruling is None or not contradiction.names <= set(ruling.sides):
        return "waits"
    return "later" if ruling.choice == "later" else "ruled"


def rule(
    project: Project,
    contradiction: Contradiction,
    choice: Choice,
    *,
    right: str | None = None,
    reason: str = "",
    known: Ruling | None = None,
) -> Ruling:
    """Say of a contradiction which side is right, that all are, or that it is to be looked at later.

    `known` is the ruling on it that one has seen. Raises Problem where somebody has said something else
    since, and NotSaved, Busy, NotWritable or Damaged.
    """
    ruling = Ruling(
        key=contradiction.key,
        sides=tuple(sorted(contradiction.names)),
        choice=choice,
        right=right,
        reason=reason.strip(),
        annotator=project.annotator,
        at=_now(),
    )
    with project.transaction():
        held = holding(told(project)).get(contradiction.key)
        if held is not None and held != known and held.annotator != project.annotator:
            raise Problem(
                "{annotator} has said something of this meanwhile: look at it, and decide again where you "
                "see it otherwise",
                annotator=held.annotator,
            )
        return _append(project, ruling)


def undo(project: Project) -> Ruling | None:
    """Take back the annotator's last ruling that stands, and return it; None where there is none.

    Raises what `rule` does.
    """
    with project.transaction():
        own = [
            (at, ruling) for at, ruling in _standing(told(project)) if ruling.annotator == project.annotator
        ]
        if not own:
            return None
        at, ruling = own[-1]
        _take_back(project, at, ruling)
    return ruling


def redo(project: Project) -> Ruling | None:
    """Rule again what was undone last; None where there is nothing, or another ruling came after.

    Raises what `rule` does.
    """
    with project.transaction():
        all_told = told(project)
        known = dict(all_told)
        for at, last in _untouched(all_told):
            undone = known.get(last.undoes) if last.undoes is not None else None
            if last.annotator != project.annotator or (undone is not None and undone.undoes is not None):
                continue
            if undone is None:
                return None
            _take_back(project, at, undone)
            return undone
    return None


def _standing(all_told: Sequence[tuple[int, Ruling]]) -> list[tuple[int, Ruling]]:
    """The rulings that nobody has taken back, oldest first."""
    return [(at, ruling) for at, ruling in _untouched(all_told) if ruling.undoes is None][::-1]


def _untouched(all_told: Sequence[tuple[int, Ruling]]) -> Iterable[tuple[int, Ruling]]:
    """Rulings, undos and redos that nothing took back, newest first."""
    taken: set[int] = set()
    for at, ruling in reversed(all_told):
        if at in taken:
            continue
        if ruling.undoes is not None:
            taken.add(ruling.undoes)
        yield at, ruling


def _take_back(project: Project, at: int, ruling: Ruling) -> None:
    _append(project, msgspec.structs.replace(ruling, annotator=project.annotator, at=_now(), undoes=at))


def _append(project: Project, ruling: Ruling) -> Ruling:
    with project.transaction():
        project.db.table(_TABLE).insert(msgspec.to_builtins(ruling))
    return ruling


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
