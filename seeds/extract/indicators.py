"""Indicators: every figure of an article with the record that its sentence gives it."""

from __future__ import annotations

from collections.abc import Sequence

from seeds.article import Article, Entity, Indicator, Span, indicator_id
from seeds.extract.as_written import AsWritten
from seeds.extract.clauses import Clauses
from seeds.extract.confidence import Grounds, Timing, confidence_of, timing_of
from seeds.extract.dates import calendar_dates
from seeds.extract.distributions import distributed
from seeds.extract.groups import Membership, groups
from seeds.extract.intervals import Intervals
from seeds.extract.metrics import Metric, metrics
from seeds.extract.periods import Period, Periods
from seeds.extract.pointed import with_pointed
from seeds.extract.quantities import Quantity, quantities
from seeds.extract.reporting import Sections, reporting_year
from seeds.extract.settings import Named, Setting, Settings
from seeds.extract.statuses import Verdict, status_of, with_period
from seeds.folding import Folded, fold
from seeds.profile import NO_WORDS, Words
from seeds.traditional import simplified

# How often whole records with these readings were right, measured on articles annotated by hand
# (tests/bench/calibration.py), news the rules were not written for among them. A figure's own reading is
# nearly always right: what fails is its place, its time or its noun.


def indicators_of(
    article: Article,
    *,
    places: Sequence[Entity] = (),
    subject: str | None = None,
    excluded: Sequence[Span] = (),
    bodies: Sequence[Span] = (),
    words: Words = NO_WORDS,
    pointed: Span | None = None,
) -> tuple[Indicator, ...]:
    """The indicators of an article, in reading order.

    `places` are its LOC entities and `excluded` the spans of names whose numbers measure nothing
    (titles, programmes, meetings; dates among them are ignored), both in offsets of the article's
    text; `bodies` are the spans of companies and national offices. `subject` is the place that the
    article is about; `words` are the profile's; `pointed` is read as a figure whatever it is.
    Every span, of the indicators and of their provenance, is in offsets of the article's text.
    """
    folded = fold(article.text)
    view, published = folded.text, article.meta.published

    def inside(start: int, end: int) -> Span:
        return Span(folded.at(start), folded.at(end - 1) + 1)

    title = article.meta.title and simplified(article.meta.title)
    reported = reporting_year(title, published)
    dates = calendar_dates(view, published, reported)
    dated = {(date.start, date.end) for date in dates}
    named = [span for span in (inside(*span) for span in excluded) if span not in dated]
    clauses = Clauses(view, named)
    names = Intervals(named)
    found = [
        quantity
        for quantity in quantities(view, dates, words)
        if not names.overlap(Span(quantity.start, quantity.end))
    ]
    if pointed is not None:
        found = with_pointed(view, found, inside(*pointed), words)
    # A place inside a longer name (北京…公司) is part of the name and governs no figure.
    places_named = [
        Named(simplified(place.text), *span, place.rule.startswith("abroad:"))
        for place in places
        if not names.enclose(span := inside(place.start, place.end))
    ]
    headings = [inside(block.start, block.end) for block in article.blocks if block.role == "heading"]
    spoken_of = subject and simplified(subject)
    settings = Settings(clauses, places_named, headings, spoken_of, [inside(*body) for body in bodies])
    surfaces = {simplified(name): name for name in (*(place.text for place in places), subject) if name}
    sections = Sections(view, headings, dates, title, published)
    periods = Periods(
        clauses,
        [date for date in dates if "□" not in clauses.unnamed[date.start : date.end]],
        published,
        sections,
    )
    measured = metrics(
        clauses,
        found,
        [Span(date.start, date.end) for date in dates],
        [Span(place.start, place.end) for place in places_named],
        words.outcomes,
    )
    measured = distributed(view, found, measured)
    members = groups(clauses, found, measured)
    measured, members = _as_written(AsWritten(article.text, folded), measured, members)
    made = []
    for quantity, metric, member in zip(found, measured, members, strict=True):
        verdict = status_of(clauses, quantity, words, sections.at(quantity.start))
        period = periods.of(quantity.start, verdict.status, quantity.unit)
        verdict = with_period(verdict, period, published)
        setting = settings.of(quantity, verdict.status)
        setting = setting._replace(place=surfaces.get(setting.place or "", setting.place))
        timing = timing_of(clauses, quantity.start, period)
        made.append(
            _indicator(article.text, folded, quantity, metric, verdict, period, setting, timing, member)
        )
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


def _indicator(
    text: str,
    folded: Folded,
    quantity: Quantity,
    metric: Metric | None,
    verdict: Verdict,
    period: Period | None,
    setting: Setting,
    timing: Timing,
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
    grounds = Grounds(quantity.rule, metric.rule if metric else None, setting.rule, timing, verdict.status)
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
        confidence=confidence_of(grounds),
        rule=grounds.rule,
    )
