"""What became of each suggestion of an article: right, corrected in which fields, wrong; and what was missed.

Pure: one layer and its history at a time. What was undone counts for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from seeds.article import Annotation, Entity, Indicator, Tag
from store.bulk import ACCEPT_REST, REJECT_ALIKE
from store.decisions import differing
from store.everywhere import EVERYWHERE
from store.layer import Layer
from store.operations import IMPORT, LOST, REDO, UNDO, Operation

FIGURE, TAG = "indicator", "tag"
"""What an indicator and a tag are called where an entity has its type."""
Decided = Literal["accepted", "corrected", "rejected", "added"]
Field = Literal["boundary", "type", "value", "unit", "metric", "place", "period", "status", "group"]
_FIELDS: dict[str, Field] = {
    "start": "boundary", "end": "boundary", "text": "boundary", "type": "type",
    "value": "value", "high": "value", "op": "value", "unit": "unit", "metric": "metric",
    "place": "place", "place_code": "place", "period": "period", "status": "status",
    "group": "group", "role": "group",
}  # fmt: skip
"""The fields of a record by what a correction of them is called; others follow from these."""
FIELDS: tuple[Field, ...] = tuple(dict.fromkeys(_FIELDS.values()))
_TAGS = "t:"
"""Articles are tagged without being read; who judged names and figures, or the article, has read it."""
_IN_BULK = frozenset({ACCEPT_REST, REJECT_ALIKE, EVERYWHERE})


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that stands, on a suggestion, or on what a person added where nothing was suggested.

    `kind` is the type as it was suggested, `fields` what was corrected. `annotator` decided last, `at` that
    time (ISO 8601 in UTC). `seen_again` says whether a second person, who decided here or worked on the
    article later, left the decision of the first as it was; None where there was no second.
    """

    kind: str
    decided: Decided
    confidence: float
    annotator: str
    at: str
    fields: tuple[Field, ...] = ()
    in_bulk: bool = False
    seen_again: bool | None = None


def outcomes(layer: Layer, history: Sequence[Operation]) -> Iterator[Outcome]:
    """What people made of the annotations of a layer; `history` is all that was done to its article."""
    standing = _standing(history)
    of_record: defaultdict[str, list[Operation]] = defaultdict(list)
    for done in standing:
        of_record[done.rid].append(done)
    last_by = {done.annotator: done.version for done in standing if not done.rid.startswith(_TAGS)}
    for rid, annotation in layer.annotations.items():
        suggested = layer.base.get(rid)
        deeds = of_record.get(rid)
        state = annotation.state
        if deeds and state != "suggested" and (suggested is not None or state == "added"):
            yield Outcome(
                kind=kind_of(suggested or annotation),
                decided=state,
                confidence=(suggested or annotation).confidence,
                annotator=deeds[-1].annotator,
                at=deeds[-1].at,
                fields=_corrected(suggested, annotation) if state == "corrected" else (),
                in_bulk=deeds[-1].action in _IN_BULK,
                seen_again=_seen_again(deeds, last_by),
            )


def kind_of(annotation: Annotation) -> str:
    """The type of an entity; of anything else what it is."""
    match annotation:
        case Entity():
            return annotation.type
        case Indicator():
            return FIGURE
        case Tag():
            return TAG


def _standing(history: Sequence[Operation]) -> list[Operation]:
    """What people did and nobody took back, oldest first."""
    taken_back: dict[str, str | None] = {}
    undone: set[str | None] = set()
    for done in history:
        if done.action == UNDO:
            taken_back[done.step] = done.undoes
            undone.add(done.undoes)
        elif done.action == REDO:
            undone.discard(taken_back.get(done.undoes or ""))
    return [
        done
        for done in history
        if done.undoes is None
        and done.step not in undone
        and not done.from_extractor
        and done.action not in (IMPORT, LOST)
    ]


def _corrected(suggested: Annotation | None, decided: Annotation) -> tuple[Field, ...]:
    if suggested is None:
        return ()
    names = {_FIELDS[name] for name in differing(suggested, decided) if name in _FIELDS}
    return tuple(field for field in FIELDS if field in names)


def _seen_again(deeds: Sequence[Operation], last_by: dict[str, int]) -> bool | None:
    """Whether the first decision outlived a second person; None where nobody else came."""
    first = deeds[0].annotator
    if any(done.annotator != first for done in deeds):
        return False
    came_later = any(who != first and version > deeds[-1].version for who, version in last_by.items())
    return True if came_later else None
