"""What a learned rule would have done to articles that people corrected, against what they decided.

Pure: one article and its layer at a time, so that a project of any size can be measured as a stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from seeds.article import Article, Entity, Extraction, Indicator
from seeds.extract.taught import taught
from seeds.folding import fold
from seeds.learned import Always, Extend, Never, Rule, Trim, UnitOf
from seeds.proposals import Judgement
from store.layer import Layer

Claim = tuple[int, int, str]
"""An entity as it is compared: start, end, type."""


class Effect(msgspec.Struct, frozen=True):
    """How many decisions of people a rule agrees with, and how many it goes against."""

    agrees: int = 0
    disagrees: int = 0

    def __add__(self, other: Effect) -> Effect:
        return Effect(self.agrees + other.agrees, self.disagrees + other.disagrees)

    @property
    def decisions(self) -> int:
        """How many decisions it bears on."""
        return self.agrees + self.disagrees


def judgements(layer: Layer) -> Iterator[Judgement]:
    """What people made of the annotations of a layer; what nobody judged is left out."""
    for rid, annotation in layer.annotations.items():
        if annotation.state != "suggested":
            yield Judgement(
                aid=layer.aid,
                rid=rid,
                suggested=layer.base.get(rid),
                decided=None if annotation.state == "rejected" else annotation,
            )


def effects(rules: Iterable[Rule], article: Article, layer: Layer) -> dict[Rule, Effect]:
    """The effect of each rule by itself on the suggestions of one article; rules without any are left out.

    A rule agrees where it says what a person decided. It disagrees where it says something else of what a
    person decided, and where it adds a name to an article that is done and has none there. Suggestions
    that carry the rule already, because it was on when they were made, count in the same way.
    """
    judged = _Judged(article, layer)
    found = {rule: judged.effect(rule) for rule in rules if judged.may_bear_on(rule)}
    return {rule: effect for rule, effect in found.items() if effect.decisions}


class _Judged:
    """An article, what was suggested for it and what people decided."""

    def __init__(self, article: Article, layer: Layer) -> None:
        self._article = article
        self._layer = layer
        self._view = fold(article.text).text
        base = layer.base.values()
        self._before = Extraction(
            entities=tuple(sorted((a for a in base if isinstance(a, Entity)), key=lambda a: a.start)),
            indicators=tuple(sorted((a for a in base if isinstance(a, Indicator)), key=lambda a: a.start)),
        )
        self._standing = [e for e in layer.entities() if e.state in ("accepted", "corrected", "added")]
        self._claims = {_claim(entity) for entity in self._standing}
        self._texts = {(fold(e.text).text, e.type) for e in (*self._before.entities, *self._standing)}

    def may_bear_on(self, rule: Rule) -> bool:
        """Whether it is worth trying; most rules are about words that the article does not have."""
        match rule:
            case Always() | Trim() | Extend():
                return rule.text in self._view
            case Never():
                return (rule.text, rule.type) in self._texts
            case UnitOf():
                return any(figure.metric == rule.metric for figure in self._before.indicators)

    def effect(self, rule: Rule) -> Effect:
        """What the rule does here, against the decisions."""
        after = taught(self._before, self._article, (rule,))
        answers = self._of_units(rule, after) if isinstance(rule, UnitOf) else self._of_names(rule, after)
        told = [answer for answer in answers if answer is not None]
        return Effect(agrees=sum(told), disagrees=len(told) - sum(told))

    def _of_units(self, rule: UnitOf, after: Extraction) -> Iterator[bool | None]:
        for was, would_be in zip(self._before.indicators, after.indicators, strict=True):
            decided = self._layer.annotations.get(was.id)
            changed = was.unit != would_be.unit or was.rule == rule.name
            if changed and isinstance(decided, Indicator) and decided.state not in ("suggested", "rejected"):
                yield decided.unit == would_be.unit

    def _of_names(self, rule: Rule, after: Extraction) -> Iterator[bool | None]:
        before = {_claim(entity): entity for entity in self._before.entities}
        would_be = {_claim(entity): entity for entity in after.entities}
        new = [entity for claim, entity in would_be.items() if claim not in before]
        for entity in new:
            yield self._answer_to(entity)
        for claim, entity in before.items():
            if claim not in would_be and not any(_overlap(entity, other) for other in new):
                yield self._answer_to_removal(entity)
            elif claim in would_be and entity.rule == rule.name:
                yield None if self._waits(entity) else claim in self._claims
        if isinstance(rule, Never):
            for entity in self._standing:
                is_meant = (fold(entity.text).text, entity.type) == (rule.text, rule.type)
                if is_meant and _claim(entity) not in before:
                    yield False

    def _answer_to(self, entity: Entity) -> bool | None:
        """Whether a name that the rule would suggest is what a person decided; None where nobody did."""
        if _claim(entity) in self._claims:
            return True
        if self._layer.verdict == "done" or any(_overlap(entity, other) for other in self._standing):
            return False
        refused = {_claim(e) for e in self._before.entities if self._is_rejected(e)}
        return False if _claim(entity) in refused else None

    def _answer_to_removal(self, entity: Entity) -> bool | None:
        if _claim(entity) in self._claims:
            return False
        return None if self._waits(entity) else True

    def _waits(self, entity: Entity) -> bool:
        there = self._layer.annotations.get(entity.id)
        return there is None or there.state == "suggested"

    def _is_rejected(self, entity: Entity) -> bool:
        there = self._layer.annotations.get(entity.id)
        return there is not None and there.state == "rejected"


def _claim(entity: Entity) -> Claim:
    return entity.start, entity.end, entity.type


def _overlap(one: Entity, other: Entity) -> bool:
    return one.start < other.end and other.start < one.end
