"""What people decided in a layer, asked by where it stands: what another suggestion would go against."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import product

from seeds.article import Annotation, Entity, Indicator, Tag
from store.layer import Layer

Place = tuple[str, object, object]
"""Where a suggestion is made: the kind and the span, of a tag the label; a run makes one at a place."""
MERGED = "merged"
"""The rule of a suggestion of another program that names none: no run of our extractor withdraws it."""
_IDENTITY = frozenset({"id", "state"})


class Decisions:
    """What people decided in a layer."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer
        self._all = [a for a in layer.annotations.values() if not waits(layer, a)]
        self._standing = [a for a in self._all if a.state != "rejected"]
        self._at = {place_of(a): a for a in self._standing}
        self._spans = {
            kind: sorted((a for a in self._standing if isinstance(a, kind)), key=_start)
            for kind in (Entity, Indicator)
        }
        self._longest = max(
            (span.end - span.start for spans in self._spans.values() for span in spans), default=0
        )
        self._refused = {
            form: a for a in self._all if a.state == "rejected" for form in _forms(a, layer.base.get(a.id))
        }

    def against(self, said: Annotation, *, beside: bool) -> Annotation | None:
        """The decision that a suggestion would go against; where `beside`, also one that it would overlap."""
        refused = self._refused.get((place_of(said), _type(said)))
        if refused is not None or not beside:
            return refused
        return self._at.get(place_of(said)) or self._overlapped(said)

    def _overlapped(self, said: Annotation) -> Annotation | None:
        """The first decision of its kind that a span overlaps; none of them is longer than the longest."""
        if isinstance(said, Tag):
            return None
        spans = self._spans[type(said)]
        first = bisect_right(spans, said.start - self._longest, key=_start)
        until = bisect_left(spans, said.end, key=_start)
        return next((span for span in spans[first:until] if span.end > said.start), None)

    def deserted(self, said: dict[Place, Annotation]) -> Iterator[Annotation]:
        """The annotations that people left standing and that the extractor suggested once, but not now."""
        for decision in self._standing:
            suggested = self._layer.base.get(decision.id)
            if suggested is not None and not {place_of(suggested), place_of(decision)} & said.keys():
                yield decision


def waits(layer: Layer, annotation: Annotation) -> bool:
    """Whether it stands as the extractor left it."""
    return annotation.state == "suggested" and layer.base.get(annotation.id) == annotation


def place_of(annotation: Annotation) -> Place:
    """Where an annotation stands."""
    match annotation:
        case Entity():
            return "entity", annotation.start, annotation.end
        case Indicator():
            return "indicator", annotation.start, annotation.end
        case Tag():
            return "tag", annotation.label, None


def differing(one: Annotation, other: Annotation) -> tuple[str, ...]:
    """The fields that two annotations of one kind do not share, but for their identity and state."""
    return tuple(
        name
        for name in one.__struct_fields__
        if name not in _IDENTITY and getattr(one, name) != getattr(other, name)
    )


def free_id(layer: Layer, rid: str) -> str:
    """An id that nothing in the layer has: this one, or one after it."""
    while rid in layer.annotations:
        rid += "'"
    return rid


def _type(annotation: Annotation) -> str | None:
    return annotation.type if isinstance(annotation, Entity) else None


def _forms(rejected: Annotation, suggested: Annotation | None) -> Iterator[tuple[Place, str | None]]:
    """Every span and type that a rejected annotation had: as suggested, and as somebody changed it before."""
    known = (rejected, suggested or rejected)
    yield from product(map(place_of, known), map(_type, known))


def _start(span: Entity | Indicator) -> int:
    return span.start
