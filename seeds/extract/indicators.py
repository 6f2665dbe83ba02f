"""Indicators: every figure of an article with the record that its sentence gives it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from seeds.article import Article, Entity, Indicator, Span, indicator_id
from seeds.extract.as_written import AsWritten
from seeds.extract.clauses import Clauses
from seeds.extract.dates import calendar_dates
from seeds.extract.distributions import distributed
from seeds.extract.groups import Membership, groups
from seeds.extract.intervals import Intervals
from seeds.extract.metrics import Metric, metrics
from seeds.extract.periods import Period, Periods, reporting_year
from seeds.extract.quantities import Quantity, quantities
from seeds.extract.settings import Named, Setting, Settings
from seeds.extract.statuses import Verdict, status_of, with_period
from seeds.folding import Folded, fold

# How often whole records with these readings were right, measured on articles annotated by hand
# (tests/bench/calibration.py), news the rules were not written for among them. A figure's own reading is
# nearly always right: what fails is its place, its time or its noun.
_QUANTITY_CONFIDENCE = {"arabic": 1.0, "per": 1.0, "ratio": 0.92, "range": 0.9, "fraction": 0.85}
_QUANTITY_CONFIDENCE |= {"index": 0.85, "implied": 0.85, "shared": 0.85, "magnitude": 0.85}
_QUANTITY_CONFIDENCE |= {"worded": 0.75, "approximate": 0.6, "bare": 0.5}
_METRIC_CONFIDENCE = {"change": 1.0, "inherited": 0.95, "left": 0.95, "unit": 0.9, "right": 0.9}
_METRIC_CONFIDENCE |= {"distributed": 0.85, "age": 0.8, "event": 0.8, "clause": 0.75, "margin": 0.7}
_METRIC_CONFIDENCE |= {"verb": 0.65}
_NO_METRIC_CONFIDENCE = 0.5
_SETTING_CONFIDENCE = {"nation": 0.85, "carried": 0.85, "section": 0.8, "subject": 0.72}
_SETTING_CONFIDENCE |= {"named": 0.65, "body": 0.7, "unplaced": 0.65}


def indicators_of(
    article: Article,
    *,
    places: Sequence[Entity] = (),
    subject: str | None = None,
    excluded: Sequence[Span] = (),
    bodies: Sequence[Span] = (),
) -> tuple[Indicator, ...]:
    """The indicators of an article, in reading order.

    `places` are its LOC entities and `excluded` the spans of names whose numbers measure nothing
    (titles, programmes, meetings; dates among them are ignored), both in offsets of the article's
    text; `bodies` are the spans of companies and national offices. `subject` is the place that the
    article is about. Every span, of the indicators and of their provenance, is in offsets of the
    article's text.
    """
    folded = fold(article.text)
    view, published = folded.text, article.meta.published
    inside = _Inverse(folded)
    reported = reporting_year(article.meta.title, published)
    dates = calendar_dates(view, published, reported)
    dated = {(date.start, date.end) for date in dates}
    named = [span for span in (inside.span(*span) for span in excluded) if span not in dated]
    clauses = Clauses(view, named)
    names = Intervals(named)
    found = [
        quantity
        for quantity in quantities(view, dates)
        if not names.overlap(Span(quantity.start, quantity.end))
    ]
    # A place inside a longer name (北京…公司) is part of the name and governs no figure.
    places_named = [
        Named(place.text, *span, place.rule.startswith("abroad:"))
        for place in places
        if not names.enclose(span := inside.span(place.start, place.end))
    ]
    headings = [inside.span(block.start, block.end) for block in article.blocks if block.role == "heading"]
    settings = Settings(clauses, places_named, headings, subject, [inside.span(*body) for body in bodies])
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
    members = groups(clauses, found, measured)
    measured, members = _as_written(AsWritten(article.text, folded), measured, members)
    made = []
    for quantity, metric, member in zip(found, measured, members, strict=True):
        verdict = status_of(clauses, quantity)
        period = periods.of(quantity.start, verdict.status)
        verdict = with_period(verdict, period, published)
        setting = settings.of(quantity, verdict.status)
        made.append(_indicator(article.text, folded, quantity, metric, verdict, period, setting, member))
    return tuple(made)


def _as_written(
    written: AsWritten, measured: Sequence[Metric | None], members: Sequence[Membership | None]
) -> tuple[list[Metric | None], list[Membership | None]]:
    """The metrics, and the labels of groups after them, in the characters of the text."""
    labels = {
        member.label: written.near(member.label, metric.span)
        for metric, member in zip(measured, members, strict=True)
        if member and metric and member.role == "whole"
    }
    return (
        [metric and metric._replace(text=written.near(metric.text, metric.span)) for metric in measured],
        [member and member._replace(label=labels.get(member.label, member.label)) for member in members],
    )


class _Inverse:
    """From offsets of the text to offsets of its folded view."""

    def __init__(self, folded: Folded) -> None:
        self._start = folded.start
        self._offsets = range(len(folded.text) + 1)

    def span(self, start: int, end: int) -> Span:
        low = bisect_left(self._offsets, start, key=self._start)
        return Span(low, bisect_left(self._offsets, end - 1, lo=low, key=self._start) + 1)


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
    confidence = (
        _QUANTITY_CONFIDENCE[quantity.rule]
        * (_METRIC_CONFIDENCE[metric.rule] if metric else _NO_METRIC_CONFIDENCE)
        * _SETTING_CONFIDENCE[setting.rule]
    )
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
        rule=".".join([quantity.rule, *([metric.rule] if metric else []), setting.rule]),
    )
