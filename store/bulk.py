"""Deciding on many suggestions of one article at once; pure, as the changes of `store.layer` are.

Nothing here touches what a person decided, except the one annotation that the person points at.
"""

from __future__ import annotations

from collections.abc import Collection

from seeds.article import Annotation, Entity, Indicator, Tag
from store import layer as changes
from store.layer import Layer, Step

ACCEPT_REST, REJECT_ALIKE = "accept rest", "reject alike"
"""What the log calls these deeds."""


def suggestions(layer: Layer, confidence: float = 0.0) -> list[Annotation]:
    """The suggestions that nobody has judged, of at least this confidence; the least certain first."""
    waiting = [a for a in layer.queue() if a.state == "suggested" and a.confidence >= confidence]
    return sorted(waiting, key=lambda annotation: annotation.confidence)


def levels(layer: Layer) -> list[float]:
    """The confidences to choose a threshold from: 0, and above it each that leaves fewer suggestions."""
    found = sorted({annotation.confidence for annotation in suggestions(layer)})
    return [0.0, *found[1:]]


def alike(layer: Layer, rid: str) -> list[Annotation]:
    """The suggestions with the text and type of `rid`, in reading order; itself also where it is decided."""
    chosen = layer.annotations[rid]
    return [
        other
        for other in layer.queue()
        if other.id == rid or (other.state == "suggested" and kind_and_text(other) == kind_and_text(chosen))
    ]


def kind_and_text(annotation: Annotation) -> tuple[str, str]:
    """What makes two annotations alike: an entity's type, or what else it is; and its words."""
    match annotation:
        case Entity():
            return annotation.type, annotation.text
        case Indicator():
            return "indicator", annotation.text
        case Tag():
            return "tag", annotation.label


def accept_rest(layer: Layer, rids: Collection[str]) -> Step | None:
    """Accept these suggestions as one deed."""
    return together(ACCEPT_REST, [changes.accept(layer, rid) for rid in rids])


def reject_alike(layer: Layer, rids: Collection[str]) -> Step | None:
    """Reject these suggestions as one deed."""
    return together(REJECT_ALIKE, [changes.reject(layer, rid) for rid in rids])


def together(action: str, steps: Collection[Step | None]) -> Step | None:
    """Steps as one deed, undone and redone as a whole; None where none of them changes anything."""
    return changes.step(action, [change for one in steps if one is not None for change in one.changes])
