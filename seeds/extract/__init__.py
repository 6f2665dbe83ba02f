"""From an article to suggestions: entities, indicators, tags and checks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import msgspec

from seeds.article import Article, Block, Entity, Extraction, Indicator, Span
from seeds.extract.checks import checks_of
from seeds.extract.entities import clear_of, entities_of, mentions_of
from seeds.extract.gazetteer import Gazetteer
from seeds.extract.indicators import indicators_of
from seeds.extract.mentions import outermost
from seeds.extract.subject import subject_of
from seeds.extract.tags import tags_of
from seeds.folding import Folded, fold
from seeds.profile import Profile

__all__ = ["extract"]

# Places of these rules are divisions or parts of one, so that a figure can belong to them.
_ADMINISTRATIVE = ("gazetteer:", "short:", "unlisted:", "settlement", "zone")


def extract(article: Article, profile: Profile) -> Extraction:
    """Suggest the annotations of `article` with the words of `profile`.

    Pure and deterministic; the text alone decides, so a re-run gives the same ids.
    """
    folded = fold(article.text)
    blocks = _blocks_in_view(article, folded)
    gazetteer = Gazetteer.load()
    places, names = mentions_of(folded.text, article.meta, profile, gazetteer)
    subject = _as_written(subject_of(folded.text, places, blocks, gazetteer), article.text, folded)
    entities = entities_of(article.text, folded, outermost(names))
    indicators = indicators_of(
        article,
        places=entities_of(article.text, folded, (p for p in places if p.rule.startswith(_ADMINISTRATIVE))),
        subject=subject,
        excluded=[Span(entity.start, entity.end) for entity in entities if _is_closed(entity)],
    )
    coded = _coded(indicators, entities, gazetteer, article.meta.published)
    return Extraction(
        entities=clear_of(entities, (Span(i.start, i.end) for i in coded)),
        indicators=coded,
        tags=tags_of(folded.text, blocks, profile.topics),
        checks=checks_of(coded, article.text),
        place=subject,
    )


def _as_written(name: str | None, text: str, folded: Folded) -> str | None:
    """A name of the view in the characters of the text, which may be traditional ones."""
    if name is None:
        return None
    at = folded.text.index(name)
    start, end = folded.span(at, at + len(name))
    return text[start:end]


def _is_closed(entity: Entity) -> bool:
    """Whether a name's numbers and places say nothing of the figures around it.

    The county in 赫章县委 does: what its committee spends is spent there.
    """
    return entity.type != "PER" and not entity.rule.startswith("organisation:")


def _coded(
    indicators: Iterable[Indicator], entities: Iterable[Entity], gazetteer: Gazetteer, published: str | None
) -> tuple[Indicator, ...]:
    """The indicators with the official code of their place, chosen by the other places of the article."""
    around = sorted({entity.text for entity in entities if entity.type == "LOC"})
    year = int(published[:4]) if published else None
    codes: dict[str, str | None] = {}
    coded = []
    for indicator in indicators:
        if indicator.place and indicator.place not in codes:
            codes[indicator.place] = gazetteer.code(indicator.place, around, year)
        code = codes.get(indicator.place) if indicator.place else None
        coded.append(msgspec.structs.replace(indicator, place_code=code) if code else indicator)
    return tuple(coded)


def _blocks_in_view(article: Article, folded: Folded) -> list[tuple[Block, int, int]]:
    """Each block with its range in the view."""
    offsets = range(len(folded.text) + 1)

    def at(offset: int) -> int:
        return bisect_left(offsets, offset, key=folded.start)

    return [(block, at(block.start), at(block.end)) for block in article.blocks]
