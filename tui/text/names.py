"""What the interface calls the states, statuses, verdicts and orders of the model."""

from __future__ import annotations

from seeds.article import Annotation, Entity, State, Status, Tag
from store.layer import Verdict
from store.listing import Column, Order
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
VERDICT_MARKS: dict[Verdict, str] = {"new": "○", "reading": "◐", "done": "●", "flagged": "⚑"}
"""Each mark is one cell wide."""
COLUMNS: dict[Column, str] = {
    "published": N_("date"),
    "title": N_("title"),
    "place": N_("place"),
    "source": N_("source"),
    "verdict": N_("verdict"),
    "unreviewed": N_("to review"),
    "indicators": N_("figures"),
    "failing": N_("failing checks"),
    "changed": N_("last change"),
    "characters": N_("length"),
    "added": N_("import"),
}
"""What the list can be sorted by."""
WORDS_FIRST: frozenset[Column] = frozenset({"title", "place", "source", "verdict", "added"})
"""The columns that one wants to see from their beginning; of the others one wants the most or the newest."""
ORDERS: tuple[tuple[Order, str], ...] = (
    (Order("published"), N_("newest first")),
    (Order("added", descending=False), N_("as imported")),
    (Order("title", descending=False), N_("by title")),
    (Order("verdict", descending=False), N_("by verdict")),
)
"""The orders that one key goes through."""


def order_told(order: Order) -> str:
    """An order in a few words."""
    named = next((_(name) for known, name in ORDERS if known == order), None)
    return named or f"{_(COLUMNS[order.by])} {'▼' if order.descending else '▲'}"


def kind_name(annotation: Annotation) -> str:
    """What an annotation is, in a word: the code of an entity's type, a figure, a tag."""
    if isinstance(annotation, Entity):
        return annotation.type
    return _("tag") if isinstance(annotation, Tag) else _("figure")
