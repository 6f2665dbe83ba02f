"""Under which names a Doc has what is said of its text."""

from __future__ import annotations

from seeds.article import Entity, Indicator
from store.exchange.documents import DECIDED

OURS = "piyue"
"""The key of the user's data that has what spaCy has no place for."""
ENTITIES, INDICATORS, SUGGESTED, REJECTED = GROUPS = ("entities", "indicators", "suggested", "rejected")
ATTRIBUTES = ("ENT_IOB", "ENT_TYPE", "ENT_ID")
"""What is kept of a token beside its text."""


def group_of(span: Entity | Indicator) -> str:
    """The group that the span belongs to."""
    if span.state in DECIDED:
        return INDICATORS if isinstance(span, Indicator) else ENTITIES
    return span.state
