"""Decisions that met somebody else's: kept until the person has chosen between the two.

A step that was refused in a conflict exists nowhere else, so it is written down at once, where a crash
cannot take it; what the other person did is in the log already.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from tinydb import where as field
from tinydb.queries import QueryInstance

from store import layer as changes
from store.layer import Change, Layer, Step, Values
from store.operations import record_values
from store.project import Project
from store.tiny.explaining import damaged

_TABLE = "positions"
_KEY = "clash:"


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """A change that was refused, and what the record is now: its values, None where it is no more."""

    change: Change
    theirs: Values | None


def keep(project: Project, step: Step) -> None:
    """Write down a step that was refused. Raises NotSaved, Busy, NotWritable or Damaged."""
    project.remember(f"{_KEY}{step.op_id}", msgspec.to_builtins(step))


def kept(project: Project) -> list[Step]:
    """The refused steps of the project's annotator that wait for a choice, oldest first. Raises Damaged."""
    found = project.db.table(_TABLE).search(
        (field("annotator") == project.annotator) & field("key").matches(_KEY)
    )
    try:
        return [msgspec.convert(document["value"], type=Step) for document in found]
    except msgspec.ValidationError:
        raise damaged(project.db.storage.path, "a refused step is not readable") from None


def forget(project: Project, step: Step) -> None:
    """The person has decided."""
    position: QueryInstance = (field("annotator") == project.annotator) & (
        field("key") == f"{_KEY}{step.op_id}"
    )
    project.db.table(_TABLE).remove(position)


def clashes(step: Step, layers: Mapping[int, Layer]) -> list[Clash]:
    """The changes of a refused step beside what their records are now, where these are something else."""
    found = (
        Clash(change=change, theirs=record_values(layers[change.aid], change.rid)) for change in step.changes
    )
    return [clash for clash in found if not _agrees(clash)]


def mine_over_theirs(step: Step, layers: Mapping[int, Layer]) -> Step | None:
    """The refused step once more, on the records as they are now; None where they say the same already."""
    return changes.step(step.action, [_over(clash) for clash in clashes(step, layers)])


def _agrees(clash: Clash) -> bool:
    """Whether the record is already what the change makes of it."""
    mine, theirs = clash.change.after, clash.theirs
    if mine is None or theirs is None:
        return mine is theirs
    return all(theirs.get(name) == value for name, value in mine.items())


def _over(clash: Clash) -> Change:
    """The change, from what its record is now."""
    change, theirs = clash.change, clash.theirs
    if change.after is None or theirs is None:
        whole = change.after if theirs is None and change.before is None else None
        return msgspec.structs.replace(change, before=theirs, after=whole)
    return msgspec.structs.replace(change, before={name: theirs.get(name) for name in change.after})
