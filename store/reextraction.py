"""What another run of the extractor would change in a layer, and the step that changes it.

A run says its suggestions in place of those that nobody has judged; what a person judged stays as it is.
The step is made of ordinary changes, each with its record before and after, so that undo, history, earlier
moments and conflicts are those of every other step, and the log holds each run as far as it differed from
the one before. The changes are marked `from_extractor`: they alone move the layer's `base`, by which an
accepted suggestion is told from a corrected one. The first run, in `bases`, is never touched.
"""

from __future__ import annotations

import uuid
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from itertools import product

import msgspec

from seeds.article import Annotation, Article, Check, Entity, Extraction, Indicator, Tag
from store.layer import Change, Layer, Step, Values, plain
from store.project import Project
from store.remarks import Comment, Unclear

REEXTRACT = "reextract"
"""The action of the step."""
Place = tuple[str, object, object]
"""Where a suggestion is made: the kind and the span, of a tag the label; a run makes one at a place."""
_IDENTITY = frozenset({"id", "state"})
_WEIGHT = frozenset({"confidence", "rule", "provenance"})
"""Why something is suggested, and how surely: no more than that changes in what it says."""


class Revised(msgspec.Struct, frozen=True):
    """A suggestion whose record changes: as it is, and as the run says it, both with the same id."""

    before: Annotation
    after: Annotation

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that change, in the order of the model."""
        return _differing(self.before, self.after)


class Held(msgspec.Struct, frozen=True):
    """What stays because of a person, and what the run says there; None where it says nothing.

    `kept` is a decision, or a suggestion that somebody commented on or found unclear.
    """

    kept: Annotation
    said: Annotation | None


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What a run would change in a layer, each list in reading order, tags last.

    `weighed` change in nothing but how surely and why they are suggested. `held` are the decisions at
    which the run says something new: neither what was decided, nor what the person decided about.
    """

    aid: int
    added: tuple[Annotation, ...] = ()
    gone: tuple[Annotation, ...] = ()
    revised: tuple[Revised, ...] = ()
    weighed: tuple[Revised, ...] = ()
    held: tuple[Held, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything would change."""
        return bool(self.added or self.gone or self.revised or self.weighed)

    def only(self, ids: Collection[str]) -> Difference:
        """The difference with no other annotations than these added, taken away or revised."""
        return msgspec.structs.replace(
            self,
            added=tuple(one for one in self.added if one.id in ids),
            gone=tuple(one for one in self.gone if one.id in ids),
            revised=tuple(one for one in self.revised if one.before.id in ids),
        )

    def step(self) -> Step | None:
        """All of it as one step; None where nothing would change."""
        return Step(uuid.uuid4().hex, REEXTRACT, tuple(self._changes())) if self else None

    def _changes(self) -> Iterator[Change]:
        for annotation in self.gone:
            yield Change(self.aid, annotation.id, plain(annotation), None, from_extractor=True)
        for revised in (*self.revised, *self.weighed):
            # The state goes with it: a suggestion that was judged meanwhile is refused as a conflict.
            names = (*revised.fields, "state")
            before, after = _only(revised.before, names), _only(revised.after, names)
            yield Change(self.aid, revised.before.id, before, after, from_extractor=True)
        for annotation in self.added:
            yield Change(self.aid, annotation.id, None, plain(annotation), from_extractor=True)


def difference(layer: Layer, extraction: Extraction) -> Difference:
    """What `extraction`, another run on the same text, would change in `layer`.

    A suggestion that was rejected does not come back: an entity of the same span and type, an indicator of
    the same span, a tag of the same label. One that overlaps a person's annotation of its kind is not put
    beside it. A suggestion that somebody remarked on does not vanish.
    """
    said = _by_place(extraction)
    waiting = {_place(a): a for a in layer.annotations.values() if _waits(layer, a)}
    decisions = _Decisions(layer)
    confirmed: set[Place] = set()
    added: list[Annotation] = []
    revised: list[Revised] = []
    held: list[Held] = []
    for place, fresh in said.items():
        present = waiting.get(place)
        differing = _differing(present, fresh) if present else ()
        says_the_same = present is not None and _WEIGHT.issuperset(differing)
        against = None if says_the_same else decisions.against(fresh, beside=present is None)
        if against is not None:
            held += [Held(against, fresh)] if _is_news(layer, against, fresh) else []
            continue
        confirmed.add(place)
        if present is None:
            added.append(msgspec.structs.replace(fresh, id=_free_id(layer, fresh.id), state="suggested"))
        elif differing:
            revised.append(Revised(present, msgspec.structs.replace(fresh, id=present.id, state="suggested")))
    unsaid = [annotation for place, annotation in waiting.items() if place not in confirmed]
    remarked = _remarked(layer)
    held += [Held(annotation, None) for annotation in unsaid if annotation.id in remarked]
    told = {one.kept.id for one in held}
    held += [Held(decision, None) for decision in decisions.deserted(said) if decision.id not in told]
    return Difference(
        aid=layer.aid,
        added=tuple(sorted(added, key=reading_order)),
        gone=tuple(sorted((a for a in unsaid if a.id not in remarked), key=reading_order)),
        revised=tuple(_in_order(r for r in revised if not _WEIGHT.issuperset(r.fields))),
        weighed=tuple(_in_order(r for r in revised if _WEIGHT.issuperset(r.fields))),
        held=tuple(sorted(held, key=lambda one: reading_order(one.kept))),
    )


def reextract(project: Project, aid: int, extraction: Extraction) -> Difference:
    """Bring a layer up to another run of the extractor, as one step; what was changed.

    Nothing that another process writes comes between looking and writing. Raises NoArticle, NotSaved, Busy,
    NotWritable or Damaged; then nothing was written.
    """
    with project.transaction():
        found = difference(project.layer(aid), extraction)
        if (step := found.step()) is not None:
            project.record(step)
    return found


def checks_as_extracted(article: Article, extraction: Extraction, layer: Layer) -> tuple[Check, ...]:
    """The checks of the suggestions as the last run left them; `extraction` is the first run."""
    figures = [annotation for annotation in layer.base.values() if isinstance(annotation, Indicator)]
    if {figure.id: figure for figure in extraction.indicators} == {figure.id: figure for figure in figures}:
        return extraction.checks
    # The grammar of relations is slow to load, and most articles were extracted once.
    from seeds.extract.checks import checks_of

    in_order = tuple(sorted(figures, key=reading_order))
    return checks_of(in_order, article.text, published=article.meta.published)


def reading_order(annotation: Annotation) -> tuple[bool, int, int, str]:
    """Sorts spans by where they stand, of two that start together the longer first; tags by label, last."""
    if isinstance(annotation, Tag):
        return True, 0, 0, annotation.label
    return False, annotation.start, -annotation.end, annotation.id


class _Decisions:
    """What people decided in a layer."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer
        self._all = [a for a in layer.annotations.values() if not _waits(layer, a)]
        self._standing = [a for a in self._all if a.state != "rejected"]
        self._at = {_place(a): a for a in self._standing}
        self._spans = {
            kind: sorted((a for a in self._standing if isinstance(a, kind)), key=_start)
            for kind in (Entity, Indicator)
        }
        self._longest = max(
            (span.end - span.start for spans in self._spans.values() for span in spans), default=0
        )
        self._refused = {
            form: a for a in self._all if a.state == "rejected" for form in _forms(a, layer.base.get(a.id))
        }

    def against(self, said: Annotation, *, beside: bool) -> Annotation | None:
        """The decision that a suggestion would go against; where `beside`, also one that it would overlap."""
        refused = self._refused.get((_place(said), _type(said)))
        if refused is not None or not beside:
            return refused
        return self._at.get(_place(said)) or self._overlapped(said)

    def _overlapped(self, said: Annotation) -> Annotation | None:
        """The first decision of its kind that a span overlaps; none of them is longer than the longest."""
        if isinstance(said, Tag):
            return None
        spans = self._spans[type(said)]
        first = bisect_right(spans, said.start - self._longest, key=_start)
        until = bisect_left(spans, said.end, key=_start)
        return next((span for span in spans[first:until] if span.end > said.start), None)

    def deserted(self, said: dict[Place, Annotation]) -> Iterator[Annotation]:
        """The annotations that people left standing and that the extractor suggested once, but not now."""
        for decision in self._standing:
            suggested = self._layer.base.get(decision.id)
            if suggested is not None and not {_place(suggested), _place(decision)} & said.keys():
                yield decision


def _waits(layer: Layer, annotation: Annotation) -> bool:
    """Whether it stands as the extractor left it."""
    return annotation.state == "suggested" and layer.base.get(annotation.id) == annotation


def _is_news(layer: Layer, decision: Annotation, said: Annotation) -> bool:
    """Whether the run says neither what the person decided nor what the person decided about."""
    known = (decision, layer.base.get(decision.id))
    return all(one is None or not _WEIGHT.issuperset(_differing(one, said)) for one in known)


def _remarked(layer: Layer) -> set[str]:
    return {said.about for said in layer.remarks.values() if isinstance(said, Comment | Unclear)}


def _by_place(extraction: Extraction) -> dict[Place, Annotation]:
    """The suggestions of a run; of two at one place the first."""
    suggested: tuple[Annotation, ...] = (*extraction.entities, *extraction.indicators, *extraction.tags)
    return {_place(annotation): annotation for annotation in reversed(suggested)}


def _place(annotation: Annotation) -> Place:
    match annotation:
        case Entity():
            return "entity", annotation.start, annotation.end
        case Indicator():
            return "indicator", annotation.start, annotation.end
        case Tag():
            return "tag", annotation.label, None


def _type(annotation: Annotation) -> str | None:
    return annotation.type if isinstance(annotation, Entity) else None


def _forms(rejected: Annotation, suggested: Annotation | None) -> Iterator[tuple[Place, str | None]]:
    """Every span and type that a rejected annotation had: as suggested, and as somebody changed it before."""
    known = (rejected, suggested or rejected)
    yield from product(map(_place, known), map(_type, known))


def _start(span: Entity | Indicator) -> int:
    return span.start


def _differing(one: Annotation, other: Annotation) -> tuple[str, ...]:
    """The fields that two annotations of one kind do not share, but for their identity and state."""
    return tuple(
        name
        for name in one.__struct_fields__
        if name not in _IDENTITY and getattr(one, name) != getattr(other, name)
    )


def _only(annotation: Annotation, names: Iterable[str]) -> Values:
    values = plain(annotation)
    return {name: values[name] for name in names}


def _free_id(layer: Layer, rid: str) -> str:
    while rid in layer.annotations:
        rid += "'"
    return rid


def _in_order(revised: Iterable[Revised]) -> list[Revised]:
    return sorted(revised, key=lambda one: reading_order(one.after))
