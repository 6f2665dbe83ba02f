"""A layer: one annotator's state of one article, and the changes that a person can make to it.

Every function here is pure: it looks at a layer and names the changes; the project records them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal, cast

import msgspec

from seeds.article import Annotation, Entity, Indicator, State, Tag, tag_id
from store.remarks import Remark

Verdict = Literal["new", "reading", "done", "flagged"]
Values = dict[str, Any]
ARTICLE = "article"
"""The record that carries what is said of the whole article: its verdict and the reason."""


class Change(msgspec.Struct, frozen=True):
    """One record's fields before and after; `None` where the record does not exist.

    Values are plain JSON (as `plain` makes them). `before` is what the person saw: the project
    refuses the change where the record has since become something else. `from_extractor` says that it
    is no judgement but another suggestion, so that it also changes the layer's `base`. `annotator` is whose
    judgement it is, where that is not the one who records it.
    """

    aid: int
    rid: str
    before: Values | None
    after: Values | None
    from_extractor: bool = False
    annotator: str | None = None


class Step(msgspec.Struct, frozen=True):
    """Changes that are one deed of a person, undone and redone together. `op_id` makes a retry harmless."""

    op_id: str
    action: str
    changes: tuple[Change, ...]


class Layer(msgspec.Struct, frozen=True, dict=True):
    """Suggestions folded with a person's operations.

    `base` holds the suggestions as they stood before anybody judged them: as extracted at the import, or
    as a later run of the extractor left them (`store.reextraction`).
    `remarks` are what people said beside the annotations; see `store.remarks`.
    """

    aid: int
    name: str
    version: int
    base: dict[str, Annotation]
    annotations: dict[str, Annotation]
    verdict: Verdict = "new"
    reason: str = ""
    remarks: dict[str, Remark] = msgspec.field(default_factory=dict)

    def spans(self) -> list[Entity | Indicator]:
        """Entities and indicators in reading order; of two that start together the longer comes first."""
        return list(self._in_reading_order)

    @cached_property
    def _in_reading_order(self) -> list[Entity | Indicator]:
        spans = [a for a in self.annotations.values() if not isinstance(a, Tag)]
        return sorted(spans, key=lambda a: (a.start, -a.end, a.id))

    def indicators(self) -> list[Indicator]:
        """The indicators in reading order."""
        return [a for a in self._in_reading_order if isinstance(a, Indicator)]

    def entities(self) -> list[Entity]:
        """The entities in reading order."""
        return [a for a in self._in_reading_order if isinstance(a, Entity)]

    def tags(self) -> list[Tag]:
        """The tags: a person's first, then the suggested by confidence."""
        tags = [a for a in self.annotations.values() if isinstance(a, Tag)]
        order = {"suggested": 1, "rejected": 2}
        return sorted(tags, key=lambda tag: (order.get(tag.state, 0), -tag.confidence, tag.label))

    def queue(self) -> list[Annotation]:
        """Everything that a person decides, in the order in which it is read: spans, then tags."""
        return [*self._in_reading_order, *self.tags()]


def unreviewed(layer: Layer) -> int:
    """How many suggestions still wait for a person."""
    return sum(a.state == "suggested" for a in layer.annotations.values())


def step(action: str, changes: Iterable[Change]) -> Step | None:
    """The changes as one step with a fresh id, or None where nothing would change."""
    real = tuple(change for change in changes if change.before != change.after)
    return Step(uuid.uuid4().hex, action, real) if real else None


def plain(record: Annotation | Remark) -> Values:
    """An annotation or a remark as plain JSON values (lists, no tuples), its kind included."""
    return cast(Values, _plain_value(record))


def from_plain(values: Mapping[str, Any]) -> Annotation:
    """The annotation that `plain` wrote. Raises msgspec.ValidationError on anything else."""
    return cast(Annotation, msgspec.convert(dict(values), type=Annotation))


def record_from_plain(values: Mapping[str, Any]) -> Annotation | Remark:
    """The annotation or the remark that `plain` wrote. Raises msgspec.ValidationError on anything else."""
    return cast("Annotation | Remark", msgspec.convert(dict(values), type=Annotation | Remark))


def accept(layer: Layer, rid: str) -> Step | None:
    """Say that a suggestion is right; take back a rejection."""
    annotation = layer.annotations[rid]
    if annotation.state in ("suggested", "rejected"):
        return step("accept", [_revised(layer, rid, {}, _accepted_state(layer, annotation))])
    return None


def reject(layer: Layer, rid: str) -> Step | None:
    """Say that an annotation is wrong. It is kept, marked, and exported as rejected."""
    return step("reject", [_revised(layer, rid, {}, "rejected")])


def retype(layer: Layer, rid: str, kind: str) -> Step | None:
    """Give an entity another type, which accepts it; the type it already has accepts it as it is."""
    entity = layer.annotations[rid]
    if not isinstance(entity, Entity):
        return None
    if entity.type == kind:
        return accept(layer, rid)
    return step("retype", [_corrected(layer, rid, {"type": kind})])


def resize(
    layer: Layer, rid: str, start: int, end: int, text: str, values: Values | None = None
) -> Step | None:
    """Move an annotation's boundaries; `text` is what stands between them, `values` what that says."""
    said = {key: _plain_value(value) for key, value in (values or {}).items()}
    return step("resize", [_corrected(layer, rid, {"start": start, "end": end, "text": text} | said)])


def revise(layer: Layer, rid: str, values: Values) -> Step | None:
    """Set fields of an indicator's record (model values or plain ones), which accepts it."""
    before = plain(layer.annotations[rid])
    after = {key: _plain_value(value) for key, value in values.items()}
    if all(before[key] == value for key, value in after.items()):
        return accept(layer, rid)
    return step("revise", [_corrected(layer, rid, after)])


def add(layer: Layer, span: Entity | Indicator) -> Step | None:
    """Put a span that a person found beside what is there; it gets another id where its own is taken."""
    rid = span.id
    while rid in layer.annotations:
        rid += "'"
    added = msgspec.structs.replace(span, id=rid, state="added", confidence=1.0, rule="")
    return step("add", [Change(layer.aid, rid, None, plain(added))])


def add_tag(layer: Layer, label: str) -> Step | None:
    """Put a label on the article; a suggested or rejected one of that name becomes accepted."""
    rid = tag_id(label)
    if rid in layer.annotations:
        return accept(layer, rid)
    tag = Tag(id=rid, label=label, state="added")
    return step("tag", [Change(layer.aid, rid, None, plain(tag))])


def set_verdict(layer: Layer, verdict: Verdict, reason: str = "") -> Step | None:
    """Set the review state of the article."""
    before = {"verdict": layer.verdict, "reason": layer.reason}
    return step(
        f"verdict:{verdict}", [Change(layer.aid, ARTICLE, before, {"verdict": verdict, "reason": reason})]
    )


def _corrected(layer: Layer, rid: str, values: Values) -> Change:
    before = plain(layer.annotations[rid])
    would_be = from_plain(before | values)
    return _revised(layer, rid, values, _accepted_state(layer, would_be))


def _revised(layer: Layer, rid: str, values: Values, state: State) -> Change:
    before = plain(layer.annotations[rid])
    after = values | {"state": state}
    return Change(layer.aid, rid, {key: before[key] for key in after}, after)


def _accepted_state(layer: Layer, annotation: Annotation) -> State:
    """Accepted where the annotation is as it was suggested, corrected where a person changed it."""
    suggested = layer.base.get(annotation.id)
    if suggested is None:
        return "added"
    untouched = suggested is annotation or _said(suggested) == _said(annotation)
    return "accepted" if untouched else "corrected"


_NOT_SAID = {"state", "confidence", "rule"}


def _said(annotation: Annotation) -> Values:
    return {key: value for key, value in plain(annotation).items() if key not in _NOT_SAID}


def _plain_value(value: object) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))
