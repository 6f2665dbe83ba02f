"""What another run of the extractor would change in a layer, and the step that changes it.

A run says its suggestions in place of those that nobody has judged; what a person judged stays as it is.
The step is made of ordinary changes, each with its record before and after, so that undo, history, earlier
moments and conflicts are those of every other step, and the log holds each run as far as it differed from
the one before. The changes are marked `from_extractor`: they alone move the layer's `base`, by which an
accepted suggestion is told from a corrected one. The first run, in `bases`, is never touched.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator

import msgspec

from seeds.article import Annotation, Article, Check, Extraction, Indicator, Tag
from store.decisions import MERGED, Decisions, Place, differing, free_id, place_of, waits
from store.layer import Change, Layer, Step, Values, plain
from store.project import Project
from store.remarks import Comment, Unclear

REEXTRACT = "reextract"
"""The action of the step."""
_WEIGHT = frozenset({"confidence", "rule", "provenance"})
"""Why something is suggested, and how surely: no more than that changes in what it says."""


class Revised(msgspec.Struct, frozen=True):
    """A suggestion whose record changes: as it is, and as the run says it, both with the same id."""

    before: Annotation
    after: Annotation

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that change, in the order of the model."""
        return differing(self.before, self.after)


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
    beside it. A suggestion that somebody remarked on does not vanish, nor one that another program made.
    """
    said = _by_place(extraction)
    waiting = {place_of(a): a for a in layer.annotations.values() if waits(layer, a)}
    decisions = Decisions(layer)
    confirmed: set[Place] = set()
    added: list[Annotation] = []
    revised: list[Revised] = []
    held: list[Held] = []
    for place, fresh in said.items():
        present = waiting.get(place)
        changed = differing(present, fresh) if present else ()
        says_the_same = present is not None and _WEIGHT.issuperset(changed)
        against = None if says_the_same else decisions.against(fresh, beside=present is None)
        if against is not None:
            held += [Held(against, fresh)] if _is_news(layer, against, fresh) else []
            continue
        confirmed.add(place)
        if present is None:
            added.append(msgspec.structs.replace(fresh, id=free_id(layer, fresh.id), state="suggested"))
        elif changed:
            revised.append(Revised(present, msgspec.structs.replace(fresh, id=present.id, state="suggested")))
    unsaid = [a for place, a in waiting.items() if place not in confirmed and a.rule != MERGED]
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


def _is_news(layer: Layer, decision: Annotation, said: Annotation) -> bool:
    """Whether the run says neither what the person decided nor what the person decided about."""
    known = (decision, layer.base.get(decision.id))
    return all(one is None or not _WEIGHT.issuperset(differing(one, said)) for one in known)


def _remarked(layer: Layer) -> set[str]:
    return {said.about for said in layer.remarks.values() if isinstance(said, Comment | Unclear)}


def _by_place(extraction: Extraction) -> dict[Place, Annotation]:
    """The suggestions of a run; of two at one place the first."""
    suggested: tuple[Annotation, ...] = (*extraction.entities, *extraction.indicators, *extraction.tags)
    return {place_of(annotation): annotation for annotation in reversed(suggested)}


def _only(annotation: Annotation, names: Iterable[str]) -> Values:
    values = plain(annotation)
    return {name: values[name] for name in names}


def _in_order(revised: Iterable[Revised]) -> list[Revised]:
    return sorted(revised, key=lambda one: reading_order(one.after))
