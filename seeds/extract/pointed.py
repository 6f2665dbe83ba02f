"""A figure that a person points at: read where the grammar knows it, taken as it stands where not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from seeds.article import Span
from seeds.extract.bounds import bound_of
from seeds.extract.figures import Quantity, figures
from seeds.profile import NO_WORDS, Words

POINTED = "pointed"
"""The rule of a quantity whose range the grammar does not read as one figure."""


def with_pointed(view: str, found: Sequence[Quantity], span: Span, words: Words = NO_WORDS) -> list[Quantity]:
    """`found` with the quantity at `span`, a range of the view, in place of what it touches."""
    if any((quantity.start, quantity.end) == span for quantity in found):
        return list(found)
    clear = [quantity for quantity in found if quantity.end <= span.start or span.end <= quantity.start]
    return sorted([*clear, _pointed(view, span, words)], key=lambda quantity: quantity.start)


def _pointed(view: str, span: Span, words: Words) -> Quantity:
    def elsewhere(start: int, end: int) -> bool:
        return end <= span.start or span.end <= start

    read = list(figures(view, elsewhere, words))
    exact = next((quantity for quantity in read if (quantity.start, quantity.end) == span), None)
    if exact is not None:
        return exact
    start, end = span
    if read:
        # Its unit still says what kind of noun it measures.
        return msgspec.structs.replace(read[0], start=start, end=end, rule=POINTED)
    bound = bound_of(view, start, end, None)
    place = Span(bound.start, bound.end) if bound else None
    op = bound.op if bound else "="
    return Quantity(start=start, end=end, value=Decimal(0), op=op, bound=place, rule=POINTED)
