"""Which annotations stand where in a text, kept up to date as one after another changes."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping

from seeds.article import Annotation, Entity, Indicator, Span, Tag

Spanned = Entity | Indicator
_SHIFT = 6
"""Annotations are filed under stretches of 2**6 = 64 characters, about one line of text."""


class SpanIndex:
    """The entities and indicators of one article, found by where they stand."""

    def __init__(self, annotations: Mapping[str, Annotation]) -> None:
        self._annotations: Mapping[str, Annotation] = {}
        self._filed: dict[int, dict[str, Spanned]] = {}
        self._waiting: list[int] = []
        self.update(annotations)

    def get(self, rid: str | None) -> Spanned | None:
        """The annotation of that id, if it has a span."""
        found = self._annotations.get(rid) if rid is not None else None
        return None if isinstance(found, Tag) else found

    def between(self, start: int, end: int) -> list[Spanned]:
        """What touches [start, end), longest first, so that what lies inside is drawn over it."""
        found: dict[str, Spanned] = {}
        for stretch in range(start >> _SHIFT, (max(start, end - 1) >> _SHIFT) + 1):
            found.update(self._filed.get(stretch, ()))
        touching = (spanned for spanned in found.values() if spanned.start < end and start < spanned.end)
        return sorted(touching, key=lambda spanned: (spanned.start - spanned.end, spanned.start))

    def at(self, offset: int) -> Spanned | None:
        """The innermost annotation over the character at `offset`; one that is not rejected is preferred."""
        over = self.between(offset, offset + 1)
        standing = [spanned for spanned in over if spanned.state != "rejected"] or over
        return standing[-1] if standing else None

    def letters(self, marks: Mapping[str, str]) -> dict[int, str]:
        """The letters of the types in `marks`, where their entities end, those that lie inside first."""
        noted = [one for one in self._annotations.values() if isinstance(one, Entity) and one.type in marks]
        letters: dict[int, str] = {}
        for entity in sorted(noted, key=lambda entity: -entity.start):
            letters[entity.end] = letters.get(entity.end, "") + marks[entity.type]
        return letters

    def waits(self, start: int, end: int) -> bool:
        """Whether a suggestion that nobody has judged begins in [start, end)."""
        at = bisect_left(self._waiting, start)
        return at < len(self._waiting) and self._waiting[at] < end

    def update(self, annotations: Mapping[str, Annotation]) -> list[Span]:
        """Take over a new state of the same article; the spans whose drawing it changes."""
        before, self._annotations = self._annotations, annotations
        changed: list[Span] = []
        for rid, old in before.items():
            if (new := annotations.get(rid)) is not old and new != old:
                changed += self._withdrawn(old)
        for rid, new in annotations.items():
            if (old_one := before.get(rid)) is not new and old_one != new:
                changed += self._filed_under(new)
        return changed

    def _filed_under(self, new: Annotation) -> Iterable[Span]:
        if isinstance(new, Tag) or new.end <= new.start:
            return
        for stretch in _stretches(new):
            self._filed.setdefault(stretch, {})[new.id] = new
        if new.state == "suggested":
            insort(self._waiting, new.start)
        yield span_of(new)

    def _withdrawn(self, old: Annotation) -> Iterable[Span]:
        if isinstance(old, Tag) or old.end <= old.start:
            return
        for stretch in _stretches(old):
            del self._filed[stretch][old.id]
        if old.state == "suggested":
            del self._waiting[bisect_left(self._waiting, old.start)]
        yield span_of(old)


def span_of(spanned: Spanned) -> Span:
    """The range of an annotation."""
    return Span(spanned.start, spanned.end)


def _stretches(spanned: Spanned) -> range:
    return range(spanned.start >> _SHIFT, (spanned.end - 1 >> _SHIFT) + 1)
