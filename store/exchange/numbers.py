"""Which numbers an annotation from outside may have."""

from __future__ import annotations

from decimal import Decimal

from seeds.article import Annotation, Indicator

DIGITS = 60
"""Before or after the point; a number with more is none that an article could say."""


def check_numbers(annotation: Annotation) -> None:
    """Raises ValueError where a number of the annotation is none that can be kept and shown."""
    if not 0 <= annotation.confidence <= 1:
        raise ValueError("a confidence is not between 0 and 1")
    if isinstance(annotation, Indicator):
        parts = annotation.value if isinstance(annotation.value, tuple) else (annotation.value,)
        for number in (*parts, annotation.high):
            check_number(number)


def check_number(number: Decimal | None) -> None:
    """Raises ValueError for a number that is not finite, or so long that written out it fills memory."""
    if number is None:
        return
    _sign, digits, exponent = number.as_tuple()
    sane = isinstance(exponent, int) and len(digits) <= DIGITS and exponent >= -DIGITS
    if not sane or number.adjusted() > DIGITS:
        raise ValueError("a number has too many digits")
