"""The record of one figure that a person selected, filled in as the extractor fills in its own."""

from __future__ import annotations

import msgspec

from seeds.article import Article, Indicator, Span, indicator_id
from seeds.extract import extract
from seeds.extract.pointed import POINTED
from seeds.problems import Problem
from seeds.profile import Profile
from seeds.typed import typed_value


def record_of(article: Article, profile: Profile, span: Span) -> Indicator:
    """The indicator at `span`, a range of the article's text that is not blank.

    Metric, place, period and status are what the text around it says, by the same rules and from the same
    places, dates and neighbouring figures as for the figures that the extractor finds. The value is the
    number that the characters spell; None where they spell none.
    """
    start, end = span
    surface = article.text[start:end]
    found = extract(article, profile, pointed=span).indicators
    touching = [i for i in found if i.start < end and start < i.end]
    if not touching:
        return Indicator(id=indicator_id(start, end), start=start, end=end, text=surface)
    made = next((i for i in touching if (i.start, i.end) == span), touching[0])
    provenance = made.provenance | {"value": Span(start, end)}
    made = msgspec.structs.replace(
        made, id=indicator_id(start, end), start=start, end=end, text=surface, provenance=provenance
    )
    return made if not made.rule.startswith(POINTED) else _respelled(made)


def _respelled(made: Indicator) -> Indicator:
    """The record with the value that its own characters spell."""
    try:
        said = typed_value(made.text, None)
    except Problem:
        if made.unit is None and made.value == 0:
            return msgspec.structs.replace(made, value=None, provenance=_without_value(made))
        return made
    op = said.op if said.op != "=" else made.op
    return msgspec.structs.replace(made, value=said.value, high=said.high, unit=said.unit or made.unit, op=op)


def _without_value(made: Indicator) -> dict[str, Span]:
    return {field: span for field, span in made.provenance.items() if field != "value"}
