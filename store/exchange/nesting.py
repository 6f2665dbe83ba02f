"""Spans for formats in which none can stand in or over another."""

from __future__ import annotations

from collections.abc import Iterable

from seeds.article import Entity, Indicator
from store.exchange.losses import Losses
from store.exchange.naming import label_of


def apart(spans: Iterable[Entity | Indicator], losses: Losses) -> list[Entity | Indicator]:
    """Those that neither nest nor overlap, in reading order: of those that do the longer, then the first."""
    kept: list[Entity | Indicator] = []
    taken = bytearray()
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start, label_of(span), span.id)):
        taken.extend(bytes(max(0, span.end - len(taken))))
        if any(taken[span.start : span.end]):
            losses.lose("{count} annotations in or over another were left out")
        else:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
