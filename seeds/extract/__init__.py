"""From an article to suggestions: entities, indicators, tags and checks."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from seeds.article import Article, Block, Entity, Extraction, Indicator, Meta, Span
from seeds.extract.as_written import AsWritten
from seeds.extract.checks import checks_of
from seeds.extract.entities import clear_of, entities_of, mentions_of
from seeds.extract.gazetteer import Gazetteer
from seeds.extract.indicators import indicators_of
from seeds.extract.mentions import of_types, outermost
from seeds.extract.subject import subject_of
from seeds.extract.tagged import gaps_filled
from seeds.extract.tagger import Tagger
from seeds.extract.tags import tags_of
from seeds.folding import Folded, fold
from seeds.profile import Profile
from seeds.traditional import simplified

__all__ = ["extract"]

# Places of these rules are divisions, parts of one or countries, so that a figure can belong to them.
_ADMINISTRATIVE = ("gazetteer:", "short:", "unlisted:", "settlement", "zone", "abroad:", "region:中国")
# Organisations that have their figures for themselves, in whatever place the article is about.
_COMPANY = ("公司", "集团", "股份", "控股", "银行", "证券", "交易所")
_OFFICE = ("部", "委", "局", "署", "会", "院", "行", "办")
# The numbers in a title measure nothing, whether or not the profile marks titles.
_ALWAYS_NAMES = frozenset({"DOC"})


def extract(
    article: Article, profile: Profile, tagger: Tagger | None = None, *, pointed: Span | None = None
) -> Extraction:
    """Suggest the annotations of `article` with the words of `profile`.

    Pure and deterministic; the text alone decides, so a re-run gives the same ids. A `tagger` adds
    names that the rules did not find, and changes nothing else. `pointed` is a range of the text that is
    read as a figure whatever the grammar says of it.
    """
    folded = fold(article.text)
    blocks = _blocks_in_view(article, folded)
    gazetteer = Gazetteer.load()
    said = _in_view(article.meta)
    places, names = mentions_of(folded.text, said, profile, gazetteer)
    topic = subject_of(folded.text, places, blocks, gazetteer, said.source)
    subject = AsWritten(article.text, folded).name(topic)
    declared = {kind.code for kind in profile.types}
    settled = outermost(of_types(names, declared))
    entities = entities_of(article.text, folded, settled)
    named = entities
    if not declared >= _ALWAYS_NAMES:
        named = entities_of(article.text, folded, outermost(of_types(names, declared | _ALWAYS_NAMES)))
    indicators = indicators_of(
        article,
        places=entities_of(article.text, folded, (p for p in places if p.rule.startswith(_ADMINISTRATIVE))),
        subject=subject,
        excluded=[Span(entity.start, entity.end) for entity in named if _is_closed(entity)],
        bodies=[Span(entity.start, entity.end) for entity in named if _is_body(entity)],
        words=profile.words,
        pointed=pointed,
    )
    coded = _coded(indicators, entities, gazetteer, article.meta.published)
    if tagger is not None:
        seen = gaps_filled(folded.text, settled, tagger)
        entities = entities_of(article.text, folded, sorted([*settled, *seen]))
    return Extraction(
        entities=clear_of(entities, (Span(i.start, i.end) for i in coded)),
        indicators=coded,
        tags=tags_of(folded.text, blocks, profile.topics),
        checks=checks_of(coded, article.text, published=article.meta.published),
        place=subject,
    )


def _is_body(entity: Entity) -> bool:
    """Whether it is a company, or an office of the whole country."""
    if entity.type != "ORG":
        return False
    return entity.rule.startswith("lexicon:ORG:") and entity.text.endswith((*_OFFICE, *_COMPANY))


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


def _in_view(meta: Meta) -> Meta:
    """What the page says, in the characters of the view."""
    return msgspec.structs.replace(
        meta,
        title=meta.title and simplified(meta.title),
        source=meta.source and simplified(meta.source),
        authors=tuple(map(simplified, meta.authors)),
    )


def _blocks_in_view(article: Article, folded: Folded) -> list[tuple[Block, int, int]]:
    """Each block with its range in the view."""
    return [(block, folded.at(block.start), folded.at(block.end)) for block in article.blocks]
