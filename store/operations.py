"""The log of operations: what a recorded change is, how a layer is folded from them, what undo undoes.

Nothing is ever changed or deleted in the log. A layer is its article's suggestions folded with its
operations in order of version; undo and redo append operations that say what they take back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec

from seeds.article import Annotation, Entity, Extraction, Indicator, Tag
from store.layer import ARTICLE, Change, Layer, Values, plain, record_from_plain
from store.remarks import Remark

IMPORT, UNDO, REDO = "import", "undo", "redo"
"""Actions that the project itself writes; all others are named by `store.layer`."""
MERGE = "merge"
"""The action of what came in from a file (`store.exchange.merging`)."""
LOST = "lost"
"""The action of what stands in the log where an operation was lost (`store.repair.log_gaps`): nothing."""


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One recorded change.

    `seq` orders the operations of a project; the clock (`at`, ISO 8601 in UTC) never does. `step` and
    `part` say which deed of a person it belongs to and where in it. `version` counts the operations
    of this layer of this article. `undoes` names the step that an undo, or the undo that a redo, takes back.
    `order` is set of what was done in another project and brought here with its article: its `seq` there.
    """

    seq: int
    step: str
    part: int
    aid: int
    layer: str
    version: int
    annotator: str
    at: str
    action: str
    rid: str
    before: Values | None
    after: Values | None
    undoes: str | None = None
    from_extractor: bool = False
    order: int | None = None

    @property
    def op_id(self) -> str:
        """The identity of the operation, which the person's program made before it was recorded."""
        return f"{self.step}:{self.part}"

    @property
    def change(self) -> Change:
        """What it changed."""
        return Change(self.aid, self.rid, self.before, self.after, self.from_extractor)


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What the operations of one step have in common; see `Operation`."""

    step: str
    action: str
    annotator: str
    at: str
    undoes: str | None = None

    def operation(self, change: Change, layer: str, version: int, part: int) -> Operation:
        """The operation that a change of a layer is as this part of the step; it has no `seq` yet."""
        return Operation(
            seq=0,
            step=self.step,
            part=part,
            aid=change.aid,
            layer=layer,
            version=version,
            annotator=change.annotator or self.annotator,
            at=self.at,
            action=self.action,
            rid=change.rid,
            before=change.before,
            after=change.after,
            undoes=self.undoes,
            from_extractor=change.from_extractor,
        )


def first_layer(aid: int, name: str, extraction: Extraction) -> Layer:
    """A layer before its first operation: everything as it was suggested."""
    suggested: tuple[Annotation, ...] = (*extraction.entities, *extraction.indicators, *extraction.tags)
    base = {annotation.id: annotation for annotation in suggested}
    return Layer(aid, name, 0, base, base)


def fold(layer: Layer, changes: Iterable[Change]) -> Layer:
    """The layer after those changes, each of which counts one version.

    Raises msgspec.ValidationError where a change makes a record that is neither annotation nor remark.
    """
    base, annotations, remarks = dict(layer.base), dict(layer.annotations), dict(layer.remarks)
    said: Values = said_of_article(layer)
    version = layer.version
    for change in changes:
        version += 1
        if change.rid == ARTICLE:
            said |= change.after or {}
        elif change.after is None:
            annotations.pop(change.rid, None)
            remarks.pop(change.rid, None)
        else:
            present = annotations.get(change.rid) or remarks.get(change.rid)
            record = record_from_plain((plain(present) if present else {}) | change.after)
            if isinstance(record, Entity | Indicator | Tag):
                annotations[change.rid] = record
            else:
                remarks[change.rid] = record
        if change.from_extractor and change.rid in annotations:
            base[change.rid] = annotations[change.rid]
        elif change.from_extractor:
            base.pop(change.rid, None)
    return msgspec.structs.replace(
        layer, version=version, base=base, annotations=annotations, remarks=remarks, **said
    )


def said_of_article(layer: Layer) -> Values:
    """The record of the whole article."""
    return {"verdict": layer.verdict, "reason": layer.reason}


def record_values(layer: Layer, rid: str) -> Values | None:
    """A record as it is now, or None where there is none."""
    if rid == ARTICLE:
        return said_of_article(layer)
    record = _record(layer, rid)
    return None if record is None else plain(record)


def _record(layer: Layer, rid: str) -> Annotation | Remark | None:
    return layer.annotations.get(rid) or layer.remarks.get(rid)


def follows(layer: Layer, change: Change) -> bool:
    """Whether what the change takes for granted is still so: the fields that it names as before.

    Values are compared as the model means them: 1.70 is 1.7.
    """
    present = record_values(layer, change.rid)
    if present is None or change.before is None:
        return present is None and change.before is None
    supposed = present | change.before
    if change.rid == ARTICLE:
        return supposed == present
    return record_from_plain(supposed) == _record(layer, change.rid)


def as_recorded(change: Change, before: Layer, after: Layer) -> Change:
    """The change with the values that the layer had before and has after, as `plain` gives them."""
    was, became = record_values(before, change.rid), record_values(after, change.rid)
    if was is not None and became is not None:
        fields = change.after or {}
        was, became = {key: was[key] for key in fields}, {key: became[key] for key in fields}
    return msgspec.structs.replace(change, before=was, after=became)


def inverse(operations: Sequence[Operation]) -> tuple[Change, ...]:
    """The changes that take a step back, last first."""
    return tuple(
        msgspec.structs.replace(done.change, before=done.after, after=done.before)
        for done in reversed(operations)
    )


def undo_target(newest_first: Iterable[Operation], passing: Collection[str] = ()) -> Operation | None:
    """The step that undo takes back: the last that is not undone.

    `newest_first` are the first operations of the annotator's steps; `passing` are steps to leave alone.
    """
    cancelled = set(passing)
    for leader in newest_first:
        if leader.step in cancelled:
            continue
        if leader.undoes is None:
            return leader
        cancelled.add(leader.undoes)
    return None


def redo_target(newest_first: Iterable[Operation], passing: Collection[str] = ()) -> Operation | None:
    """The undo that redo takes back: the last that is not redone; None where another step came after.

    The arguments are as for `undo_target`.
    """
    cancelled = set(passing)
    for leader in newest_first:
        if leader.step in cancelled:
            continue
        if leader.action != REDO:
            return leader if leader.action == UNDO else None
        cancelled.add(str(leader.undoes))
    return None


def operation(seq: int, document: dict[str, Any]) -> Operation:
    """The operation that a document of the log holds."""
    return msgspec.convert(document | {"seq": seq}, type=Operation)
