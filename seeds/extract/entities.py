"""From the mentions of every rule to the entities of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from seeds.article import Entity, Meta, Span, entity_id
from seeds.extract.dates import CalendarDate, calendar_dates
from seeds.extract.declared import declared_mentions
from seeds.extract.documents import documents_of
from seeds.extract.events import events_of
from seeds.extract.gazetteer import Gazetteer
from seeds.extract.mentions import Mention
from seeds.extract.organisations import organisations_of
from seeds.extract.persons import persons_of
from seeds.extract.places import places_of
from seeds.extract.reporting import reporting_year
from seeds.extract.terms import terms_of
from seeds.folding import Folded
from seeds.profile import Profile

_DAY = re.compile(r"\d-\d\d-\d\d")


def mentions_of(
    view: str, meta: Meta, profile: Profile, gazetteer: Gazetteer
) -> tuple[list[Mention], list[Mention]]:
    """The places of a view, those inside other names too; and every mention, of any type.

    The mentions overlap.
    """
    lexicon, words = profile.lexicon, profile.words
    bodies = lexicon.get("ORG", ())
    places = places_of(view, gazetteer, words)
    organisations = organisations_of(view, places, bodies, words)
    persons = persons_of(view, meta.authors, lexicon.get("PER", ()), [*places, *organisations], words)
    dates = [
        Mention(date.start, date.end, "DATE", _sure(date), "date", date.value)
        for date in calendar_dates(view, meta.published, reporting_year(meta.title, meta.published))
    ]
    others = [
        *documents_of(view, bodies),
        *events_of(view, places, lexicon.get("EVENT", ()), words, lexicon.get("TERM", ())),
        *terms_of(view, places, lexicon.get("TERM", ()), words),
        *declared_mentions(view, profile),
    ]
    return places, [*places, *organisations, *persons, *dates, *others]


def _sure(date: CalendarDate) -> float:
    """A year or month alone is often part of a name: 2019年|学术年会."""
    return 0.95 if date.value and _DAY.search(date.value) else 0.88


def entities_of(text: str, folded: Folded, mentions: Iterable[Mention]) -> tuple[Entity, ...]:
    """The mentions as entities of `text`, which `folded` is the view of."""
    entities = []
    for mention in mentions:
        start, end = folded.span(mention.start, mention.end)
        if start < end and "\n" not in text[start:end]:
            entities.append(
                Entity(
                    id=entity_id(start, end),
                    start=start,
                    end=end,
                    text=text[start:end],
                    type=mention.type,
                    value=mention.value,
                    confidence=round(mention.confidence, 2),
                    rule=mention.rule,
                )
            )
    return tuple(entities)


def clear_of(entities: Sequence[Entity], numbers: Iterable[Span]) -> tuple[Entity, ...]:
    """The entities that cover no indicator's number."""
    covered = {at for start, end in numbers for at in range(start, end)}
    return tuple(e for e in entities if covered.isdisjoint(range(e.start, e.end)))
