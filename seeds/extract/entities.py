"""From the mentions of every rule to the entities of an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from seeds.article import Entity, Meta, Span, entity_id
from seeds.extract.dates import calendar_dates
from seeds.extract.documents import documents_of
from seeds.extract.events import events_of
from seeds.extract.gazetteer import Gazetteer
from seeds.extract.mentions import Mention
from seeds.extract.organisations import organisations_of
from seeds.extract.persons import persons_of
from seeds.extract.places import places_of
from seeds.extract.terms import terms_of
from seeds.folding import Folded
from seeds.profile import Profile


def mentions_of(
    view: str, meta: Meta, profile: Profile, gazetteer: Gazetteer
) -> tuple[list[Mention], list[Mention]]:
    """The places of a view, those inside other names too; and every mention of any type, overlapping."""
    lexicon = profile.lexicon
    places = places_of(view, gazetteer)
    organisations = organisations_of(view, places, lexicon.get("ORG", ()))
    persons = persons_of(view, meta.authors, lexicon.get("PER", ()), [*places, *organisations])
    dates = [
        Mention(date.start, date.end, "DATE", 0.95, "date", date.value)
        for date in calendar_dates(view, meta.published)
    ]
    others = [
        *documents_of(view),
        *events_of(view, lexicon.get("EVENT", ())),
        *terms_of(view, places, lexicon.get("TERM", ())),
    ]
    return places, [*places, *organisations, *persons, *dates, *others]


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
    return tuple(e for e in entities if not any(at in covered for at in range(e.start, e.end)))
