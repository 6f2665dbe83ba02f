"""Indicators: every figure of an article with the record that its sentence gives it."""

from __future__ import annotations

from collections.abc import Sequence

from seeds.article import Article, Entity, Indicator, Span, indicator_id
from seeds.extract.clauses import Clauses
from seeds.extract.dates import calendar_dates
from seeds.extract.distributions import distributed
from seeds.extract.groups import Membership, groups
from seeds.extract.metrics import Metric, metrics
from seeds.extract.periods import Period, Periods, reporting_year
from seeds.extract.quantities import Quantity, quantities
from seeds.extract.settings import Named, Setting, Settings
from seeds.extract.statuses import Verdict, status_of, with_period
from seeds.folding import Folded, fold

_CONFIDENCE = {"arabic": 0.97, "per": 0.97, "ratio": 0.9, "range": 0.92, "fraction": 0.85, "index": 0.8}
_CONFIDENCE |= {
    "worded": 0.85,
    "magnitude": 0.75,
    "approximate": 0.75,
    "implied": 0.85,
    "bare": 0.5,
    "shared": 0.85,
}
_METRIC_CONFIDENCE = {
    "right": 0.92,
    "left": 0.9,
    "change": 0.85,
    "margin": 0.8,
    "unit": 0.8,
    "event": 0.8,
    "age": 0.9,
}
_METRIC_CONFIDENCE |= {"distributed": 0.85, "inherited": 0.75, "clause": 0.6, "verb": 0.6}


def indicators_of(
    article: Article,
    *,
    places: Sequence[Entity] = (),
    subject: str | None = None,
    excluded: Sequence[Span] = (),
) -> tuple[Indicator, ...]:
    """The indicators of an article, in reading order.

    `places` are its LOC entities and `excluded` the spans of names whose numbers measure nothing
    (titles, programmes, meetings; dates among them are ignored), both in offsets of the article's
    text. `subject` is the place that the article is about. Every span, of the indicators and of their
    provenance, is in offsets of the article's text.
    """
    folded = fold(article.text)
    view, published = folded.text, article.meta.published
    inside = _Inverse(folded)
    reported = reporting_year(article.meta.title, published)
    dates = calendar_dates(view, published, reported)
    dated = {(date.start, date.end) for date in dates}
    named = [span for span in (inside.span(*span) for span in excluded) if span not in dated]
    clauses = Clauses(view, named)
    found = [quantity for quantity in quantities(view, dates) if not _overlaps(quantity, named)]
    places_named = [
        Named(place.text, *span)
        for place in places
        if not _within(span := inside.span(place.start, place.end), named)
    ]
    headings = [inside.span(block.start, block.end) for block in article.blocks if block.role == "heading"]
    settings = Settings(clauses, places_named, headings, subject)
    periods = Periods(
        clauses,
        [date for date in dates if "□" not in clauses.unnamed[date.start : date.end]],
        published,
        reported,
    )
    measured = metrics(
        clauses,
        found,
        [Span(date.start, date.end) for date in dates],
        [Span(place.start, place.end) for place in places_named],
    )
    measured = distributed(view, found, measured)
    made = []
    for quantity, metric, membership in zip(found, measured, groups(clauses, found, measured), strict=True):
        verdict = status_of(clauses, quantity)
        period = periods.of(quantity.start, verdict.status)
        verdict = with_period(verdict, period, published)
        setting = settings.of(quantity, verdict.status)
        made.append(_indicator(article.text, folded, quantity, metric, verdict, period, setting, membership))
    return tuple(made)


def _within(span: Span, names: Sequence[Span]) -> bool:
    """A place inside a longer name (北京…公司) is part of the name and governs no figure."""
    return any(
        start <= span.start and span.end <= end and end - start > span.end - span.start
        for start, end in names
    )


def _overlaps(quantity: Quantity, spans: Sequence[Span]) -> bool:
    return any(start < quantity.end and quantity.start < end for start, end in spans)


class _Inverse:
    """From offsets of the text to offsets of its folded view."""

    def __init__(self, folded: Folded) -> None:
        self._of: dict[int, int] = {}
        self._size = len(folded.text)
        for at in range(len(folded.text)):
            self._of[folded.start(at)] = at

    def span(self, start: int, end: int) -> Span:
        low = self._of.get(start, 0)
        return Span(low, self._of.get(end - 1, low) + 1)


def _indicator(
    text: str,
    folded: Folded,
    quantity: Quantity,
    metric: Metric | None,
    verdict: Verdict,
    period: Period | None,
    setting: Setting,
    membership: Membership | None,
) -> Indicator:
    start, end = folded.span(quantity.start, quantity.end)
    said = {
        "metric": metric.span if metric else None,
        "op": quantity.bound,
        "place": setting.span,
        "period": period.span if period else None,
        "status": verdict.span,
    }
    provenance = {"value": Span(start, end)}
    provenance |= {field: folded.span(*span) for field, span in said.items() if span}
    confidence = _CONFIDENCE[quantity.rule] * (_METRIC_CONFIDENCE[metric.rule] if metric else 0.5)
    return Indicator(
        id=indicator_id(start, end),
        start=start,
        end=end,
        text=text[start:end],
        metric=metric.text if metric else None,
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit,
        op=quantity.op,
        place=setting.place,
        period=period.value if period else None,
        status=verdict.status,
        group=membership.label if membership else None,
        role=membership.role if membership else None,
        provenance=provenance,
        confidence=round(confidence, 2),
        rule=f"{quantity.rule}.{metric.rule}" if metric else quantity.rule,
    )
