"""What the interface calls the states, statuses, verdicts and orders of the model."""

from __future__ import annotations

from seeds.article import Annotation, Entity, State, Status, Tag
from store.catalogue import Order
from store.layer import Verdict
from tui.language import N_, _

STATE_MARKS: dict[State, str] = {
    "suggested": "?",
    "accepted": "✓",
    "corrected": "✎",
    "rejected": "✗",
    "added": "+",
}
STATE_NAMES: dict[State, str] = {
    "suggested": N_("suggested"),
    "accepted": N_("accepted"),
    "corrected": N_("corrected"),
    "rejected": N_("rejected"),
    "added": N_("added"),
}
STATUS_NAMES: dict[Status, str] = {
    "actual": N_("actual"),
    "target": N_("target"),
    "standard": N_("standard"),
}
VERDICT_NAMES: dict[Verdict, str] = {
    "new": N_("new"),
    "reading": N_("being read"),
    "done": N_("done"),
    "flagged": N_("flagged"),
}
ORDERS: tuple[tuple[Order, str], ...] = (
    (Order("published"), N_("newest first")),
    (Order("added", descending=False), N_("as imported")),
    (Order("title", descending=False), N_("by title")),
    (Order("verdict", descending=False), N_("by verdict")),
)


def kind_name(annotation: Annotation) -> str:
    """What an annotation is, in a word: the code of an entity's type, a figure, a tag."""
    if isinstance(annotation, Entity):
        return annotation.type
    return _("tag") if isinstance(annotation, Tag) else _("figure")
