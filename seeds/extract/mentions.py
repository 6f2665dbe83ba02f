"""A mention: a stretch of the view that a rule takes for a name, before overlaps are settled."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple


class Mention(NamedTuple):
    """The half-open range [start, end) of the view, its type and the rule that found it."""

    start: int
    end: int
    type: str
    confidence: float
    rule: str
    value: str | None = None


_RANK = {kind: rank for rank, kind in enumerate(("DOC", "DATE", "EVENT", "TERM", "ORG", "PER", "LOC"))}


def of_types(mentions: Iterable[Mention], types: Container[str]) -> list[Mention]:
    """The mentions of these types."""
    return [mention for mention in mentions if mention.type in types]


def outermost(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without overlaps, in reading order: a longer one wins, then the surer, then by type.

    A mention inside another is not annotated, so the county in 赫章县委 goes.
    """
    best = sorted(
        set(mentions), key=lambda m: (m.start - m.end, -m.confidence, _RANK.get(m.type, 9), m.start, m.rule)
    )
    # One byte for each character, 1 where a mention covers it.
    taken = bytearray(max((mention.end for mention in best), default=0))
    kept: list[Mention] = []
    for mention in best:
        size = mention.end - mention.start
        if size > 0 and not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * size
            kept.append(mention)
    return sorted(kept)
