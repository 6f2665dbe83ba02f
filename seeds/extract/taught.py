"""Suggestions changed by what a project's people taught: see `seeds.learned` for the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from seeds.article import Article, Entity, Extraction, Indicator, Span, entity_id
from seeds.extract.checks import checks_of
from seeds.extract.lexicon import indexed
from seeds.extract.vocabulary import straddled_left, straddled_right
from seeds.folding import Folded, fold
from seeds.learned import Always, Extend, Never, Rule, Trim, UnitOf

_CONFIDENCE = 0.9
"""Of a name that people said is one: what known names are found with."""
_SHORTEST = 2
"""Characters that a trimmed name keeps at least."""


def taught(extraction: Extraction, article: Article, rules: Sequence[Rule]) -> Extraction:
    """The suggestions for `article` as `rules` change them; of two rules on one name the later counts.

    Boundaries are moved first, then what is never a name goes, then what always is one is found in the
    whole text. A name that lies in a longer suggestion or across one, or touches a figure, is not marked
    (but for `Always.instead`); one that would cut an ordinary word in two is not taken for a name. Each
    suggestion that is made or changed names its rule. Where a figure changed, the checks are made anew.
    """
    if not rules:
        return extraction
    folded = fold(article.text)
    figures = [Span(figure.start, figure.end) for figure in extraction.indicators]
    entities = _bounded(extraction.entities, article.text, folded, rules, figures)
    never = {(rule.text, rule.type) for rule in rules if isinstance(rule, Never)}
    entities = [entity for entity in entities if (_surface(entity, folded), entity.type) not in never]
    entities = _named(entities, article.text, folded, rules, figures)
    units = {(rule.metric, rule.instead): rule for rule in rules if isinstance(rule, UnitOf)}
    indicators = tuple(_measured(figure, units) for figure in extraction.indicators)
    checks = extraction.checks
    if indicators != extraction.indicators:
        checks = checks_of(indicators, article.text, published=article.meta.published)
    return msgspec.structs.replace(extraction, entities=tuple(entities), indicators=indicators, checks=checks)


def names_in(view: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where any of the names stands in a view as a name of its own, as [start, end); none over another."""
    for start, end in indexed(tuple(names)).scan(view):
        if not (_cuts_word(view, start, end) or "\n" in view[start:end]):
            yield start, end


def _bounded(
    entities: Sequence[Entity],
    text: str,
    folded: Folded,
    rules: Sequence[Rule],
    figures: Sequence[Span],
) -> list[Entity]:
    """The entities with their boundaries moved, where that takes them over nothing else."""
    moves = sorted(
        (rule for rule in rules if isinstance(rule, Trim | Extend)),
        key=lambda rule: (isinstance(rule, Extend), -len(rule.text)),
    )
    if not moves:
        return list(entities)
    kept = list(entities)
    for at, entity in enumerate(entities):
        moved = _moved(entity, text, folded, moves)
        others: list[Entity | Span] = [*(e for e in kept if e is not entity), *figures]
        grown = moved.start < entity.start or moved.end > entity.end
        if moved is not entity and not (grown and any(_overlap(moved, other) for other in others)):
            kept[at] = moved
    return list({(entity.start, entity.end): entity for entity in reversed(kept)}.values())[::-1]


def _moved(entity: Entity, text: str, folded: Folded, moves: Sequence[Trim | Extend]) -> Entity:
    """The entity after the longest move that fits at either side. A date stays: its value is its text's."""
    if entity.value is not None:
        return entity
    start, end = _in_view(entity, folded)
    name, done = "", set()
    for rule in moves:
        if rule.type != entity.type or rule.side in done:
            continue
        span = _after(rule, folded.text, start, end)
        if span is not None:
            (start, end), name = span, rule.name
            done.add(rule.side)
    if not done:
        return entity
    span = folded.span(start, end)
    return _spanned(entity, span, text, name)


def _after(rule: Trim | Extend, view: str, start: int, end: int) -> Span | None:
    """The range [start, end) of the view after one move, None where it does not fit."""
    size = len(rule.text)
    if isinstance(rule, Trim):
        if rule.side == "end":
            fits, kept = view.endswith(rule.text, start, end), view[start : end - size].rstrip()
            return Span(start, start + len(kept)) if fits and len(kept) >= _SHORTEST else None
        fits, kept = view.startswith(rule.text, start, end), view[start + size : end].lstrip()
        return Span(end - len(kept), end) if fits and len(kept) >= _SHORTEST else None
    if rule.side == "end":
        return Span(start, end + size) if view.startswith(rule.text, end) else None
    return Span(start - size, end) if view.endswith(rule.text, 0, start) else None


def _named(
    entities: Sequence[Entity],
    text: str,
    folded: Folded,
    rules: Sequence[Rule],
    figures: Sequence[Span],
) -> list[Entity]:
    """The entities with the names that are always such."""
    always = {(rule.text, rule.instead): rule for rule in rules if isinstance(rule, Always)}
    kept = {(entity.start, entity.end): entity for entity in entities}
    for start, end in names_in(folded.text, dict.fromkeys(name for name, _instead in always)):
        name, span = folded.text[start:end], folded.span(start, end)
        there = [entity for entity in kept.values() if _overlap(entity, span)]
        rule = always.get((name, None))
        if not all(span.start <= entity.start and entity.end <= span.end for entity in there):
            # It lies in something longer, which stays unless that is known to be too long.
            rule = always.get((name, _surface(there[0], folded))) if len(there) == 1 else None
        known = kept.get(span)
        if rule is None or (known is not None and known.type == rule.type):
            continue
        if not any(_overlap(figure, span) for figure in figures):
            for entity in there:
                del kept[entity.start, entity.end]
            kept[span] = _name(rule, span, text)
    return sorted(kept.values(), key=lambda entity: (entity.start, -entity.end))


def _name(rule: Always, span: Span, text: str) -> Entity:
    surface = text[span.start : span.end]
    return Entity(
        id=entity_id(*span),
        start=span.start,
        end=span.end,
        text=surface,
        type=rule.type,
        confidence=_CONFIDENCE,
        rule=rule.name,
    )


def _spanned(entity: Entity, span: Span, text: str, rule: str) -> Entity:
    start, end = span
    return msgspec.structs.replace(
        entity, id=entity_id(start, end), start=start, end=end, text=text[start:end], rule=rule
    )


def _measured(figure: Indicator, units: dict[tuple[str, str | None], UnitOf]) -> Indicator:
    rule = units.get((figure.metric, figure.unit)) if figure.metric is not None else None
    return msgspec.structs.replace(figure, unit=rule.unit, rule=rule.name) if rule else figure


def _in_view(entity: Entity, folded: Folded) -> tuple[int, int]:
    return folded.at(entity.start), folded.at(entity.end - 1) + 1


def _surface(entity: Entity, folded: Folded) -> str:
    start, end = _in_view(entity, folded)
    return folded.text[start:end]


def _overlap(one: Entity | Span, other: Entity | Span) -> bool:
    return one.start < other.end and other.start < one.end


def _cuts_word(view: str, start: int, end: int) -> bool:
    """Whether an edge would run through an ordinary word, a word of Latin letters or a number."""
    return (
        straddled_left(view, start)
        or straddled_right(view, end)
        or any(0 < at < len(view) and _runs_on(view[at - 1 : at + 1]) for at in (start, end))
    )


def _runs_on(pair: str) -> bool:
    return pair.isascii() and pair.isalnum()
