"""Bringing annotations from files into a layer. Pure but for `merging`, which asks a project.

- A prediction becomes a suggestion beside ours; none where it would overlap what a person decided here, or
  bring back what a person rejected.
- What a person decided elsewhere is done here where nobody has judged yet. Where somebody here decided
  otherwise, that stays, and the other is told of.
- The same again changes nothing.

A decision is signed by whom the file names, with the action `merge`. The step belongs to the person who
merges: where its first change is another's, an operation that changes nothing stands before it, signed by
the one who merges. So the history of each article tells both, that person's undo takes all of it back, and
nobody else's undo any of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, cast, get_args

import msgspec

from seeds.article import Annotation, Entity, Indicator, Note, State, Tag
from store.decisions import MERGED, Decisions, Place, free_id, place_of
from store.exchange.fitting import Fit, words_of
from store.exchange.incoming import Incoming, Outcome, Remarked, Said
from store.exchange.naming import printable
from store.layer import ARTICLE, Change, Layer, Values, Verdict, plain
from store.operations import fold
from store.remarks import Comment, Looked, Unclear

if TYPE_CHECKING:
    from store.project import Project

_VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_RECORD = (
    "metric", "value", "high", "unit", "op", "place", "place_code", "period", "status", "group", "role",
)  # fmt: skip
_SELDOM = frozenset({"place_code", "group", "role"})
"""Fields that few formats hold: where they are empty, they say nothing."""
_NAME = 80


def merging(project: Project, layer: Layer, incoming: Sequence[Incoming]) -> Outcome:
    """What becomes of the layer of one of the project's articles. Raises NoArticle or Damaged."""
    logged: set[str] = set()
    if any(one.remarks for one in incoming):
        logged = {done.rid for done in project.history(layer.aid)}
    types = {kind.code for kind in project.profile.types}
    return outcome(layer, project.article(layer.aid).text, incoming, types, logged)


def outcome(
    layer: Layer,
    text: str,
    incoming: Sequence[Incoming],
    types: Collection[str],
    logged: Collection[str] = (),
) -> Outcome:
    """What becomes of a layer on `text`. `types` are those of the profile; `logged` the ids of all records
    that were ever in the layer: a remark that was taken back does not come back."""
    known = {*types, *(one.type for one in layer.base.values() if isinstance(one, Entity))}
    merge = _Merge(layer)
    predictions: list[tuple[str, Annotation]] = []
    for one in incoming:
        fit = Fit(one, text, known)
        for said in one.said:
            fitted = fit.fitted(said)
            if isinstance(fitted, Note):
                merge.left.append(fitted)
            elif said.annotation.state == "suggested":
                predictions.append((one.where, fitted.annotation))
            else:
                merge.decide(one.where, fitted)
        merge.review(one)
    merge.suggest(predictions)
    for one in incoming:
        for remarked in one.remarks:
            merge.remark(one.where, remarked, logged)
    return merge.outcome()


class _Merge:
    """What is merged with one layer: the changes so far, and the annotations as they will be."""

    def __init__(self, layer: Layer) -> None:
        self.left: list[Note] = []
        self._layer = layer
        self._decisions = Decisions(layer)
        self._changes: list[Change] = []
        self._present = dict(layer.annotations)
        self._remarks = set(layer.remarks)
        self._verdict = (layer.verdict, layer.reason)
        self._at: dict[Place, list[str]] = {}
        for rid, annotation in layer.annotations.items():
            self._at.setdefault(place_of(annotation), []).append(rid)
        self._decided = self._suggested = self._same = 0

    def outcome(self) -> Outcome:
        """What it comes to."""
        changes = tuple(self._changes)
        if changes and changes[0].annotator is not None:
            changes = (Change(self._layer.aid, ARTICLE, {}, {}, from_extractor=True), *changes)
        return Outcome(
            changes=changes,
            decided=self._decided,
            suggested=self._suggested,
            same=self._same,
            left=tuple(self.left),
        )

    def decide(self, where: str, said: Said) -> None:
        """Take over what a person decided, where nobody here decided otherwise."""
        annotation = said.annotation
        rejected = annotation.state == "rejected"
        target = self._meant(annotation)
        if target is None:
            if not rejected and (against := self._decisions.against(annotation, beside=False)) is not None:
                self._leave(where, annotation, against)
            else:
                self._add(said)
        elif target.state == "suggested":
            self._judge(target, said)
        elif (target.state == "rejected") == rejected and (rejected or not _differing(target, said)):
            self._same += 1
        else:
            self._leave(where, annotation, target)

    def suggest(self, predictions: Sequence[tuple[str, Annotation]]) -> None:
        """Put predictions beside what is there, with regard to all that was decided."""
        layer = fold(self._layer, self._changes) if predictions else self._layer
        decisions = Decisions(layer)
        for where, annotation in predictions:
            said = Said(annotation=annotation)
            there = [self._present[rid] for rid in self._at.get(place_of(annotation), ())]
            if any(not _differing(one, said) for one in there):
                self._same += 1
            elif (against := decisions.against(annotation, beside=True)) is None:
                rid = self._free_id(annotation.id)
                rule = annotation.rule or MERGED
                self._put(msgspec.structs.replace(annotation, id=rid, state="suggested", rule=rule))
                self._changes.append(
                    Change(layer.aid, rid, None, plain(self._present[rid]), from_extractor=True)
                )
                self._suggested += 1
            elif _is_known(against, layer.base.get(against.id), said):
                self._same += 1
            else:
                self._leave(where, annotation, against)

    def review(self, incoming: Incoming) -> None:
        """Take over the verdict, where the article waits for one."""
        if incoming.verdict not in _VERDICTS or incoming.verdict == "new":
            return
        coming = cast(Verdict, incoming.verdict), incoming.reason
        verdict, reason = self._verdict
        if coming == self._verdict or (coming[0] == verdict and not coming[1]):
            self._same += 1
        elif verdict == "new" or (verdict == "reading" and coming[0] != "reading"):
            self._change(
                ARTICLE,
                {"verdict": verdict, "reason": reason},
                {"verdict": coming[0], "reason": coming[1]},
                incoming.reviewer,
            )
            self._verdict = coming
            self._decided += 1
        elif coming[0] == verdict:
            values = {"where": incoming.where, "verdict": verdict, "reason": printable(coming[1], _NAME)}
            self.left.append(Note("{where}: the article is {verdict} here, but not for: {reason}", values))
        elif coming[0] != "reading":
            values = {"where": incoming.where, "verdict": verdict, "other": coming[0]}
            self.left.append(Note("{where}: the article is {verdict} here, not {other}", values))

    def remark(self, where: str, remarked: Remarked, logged: Collection[str]) -> None:
        """Take over what somebody said beside the annotations, unless it was here before."""
        remark = remarked.remark
        if remark.id in self._remarks or remark.id in logged:
            self._same += 1
            return
        if remark.id in self._present or remark.id == ARTICLE:
            values = {"where": where, "id": printable(remark.id, _NAME)}
            self.left.append(Note("{where}: a remark has the id of something else: {id}", values))
            return
        if isinstance(remark, Comment | Unclear) and remark.about not in (ARTICLE, *self._present):
            values = {"where": where, "about": printable(remark.about)}
            self.left.append(Note("{where}: a remark is about {about}, which is not here", values))
            return
        if isinstance(remark, Looked):
            marked = tuple(rid for rid in remark.marked if rid in self._present)
            remark = msgspec.structs.replace(remark, marked=marked)
        self._remarks.add(remark.id)
        self._change(remark.id, None, plain(remark), remarked.annotator)
        self._decided += 1

    def _meant(self, annotation: Annotation) -> Annotation | None:
        """Our annotation that another is about: of its id, if it lies there, or at its very place."""
        own = self._present.get(annotation.id)
        if own is not None and _touches(annotation, own, self._layer.base.get(own.id)):
            return own
        there = [self._present[rid] for rid in self._at.get(place_of(annotation), ())]
        alike = [one for one in there if _type(one) == _type(annotation)]
        waiting = [one for one in there if one.state == "suggested"]
        return next(iter((*alike, *waiting, *there)), None)

    def _judge(self, suggestion: Annotation, said: Said) -> None:
        """Do to a suggestion what a person did to it elsewhere."""
        fields: Values = {}
        state: State = "rejected"
        if said.annotation.state != "rejected":
            values = plain(said.annotation)
            fields = {name: values[name] for name in _differing(suggestion, said)}
            sources = _sources_with(suggestion, said.annotation)
            base = self._layer.base.get(suggestion.id)
            as_suggested = base is not None and not _differing(base, said) and not sources
            state = "added" if base is None else "accepted" if as_suggested else "corrected"
            fields |= sources
        before = plain(suggestion)
        after = fields | {"state": state}
        self._change(suggestion.id, {name: before[name] for name in after}, after, said.annotator)
        judged = msgspec.convert(before | after, type=Annotation)
        self._at[place_of(suggestion)].remove(suggestion.id)
        self._put(cast(Annotation, judged))
        self._decided += 1

    def _add(self, said: Said) -> None:
        """Put what a person found elsewhere beside what is here; what was rejected stands as rejected."""
        rejected = said.annotation.state == "rejected"
        added = msgspec.structs.replace(
            said.annotation,
            id=self._free_id(said.annotation.id),
            state="rejected" if rejected else "added",
            confidence=1.0,
            rule="",
        )
        self._put(added)
        self._change(added.id, None, plain(added), said.annotator)
        self._decided += 1

    def _put(self, annotation: Annotation) -> None:
        self._present[annotation.id] = annotation
        self._at.setdefault(place_of(annotation), []).append(annotation.id)

    def _free_id(self, rid: str) -> str:
        rid = free_id(self._layer, rid or "x")
        while rid in self._present or rid in self._remarks or rid == ARTICLE:
            rid += "'"
        return rid

    def _change(self, rid: str, before: Values | None, after: Values, annotator: str | None) -> None:
        self._changes.append(Change(self._layer.aid, rid, before, after, annotator=_name(annotator)))

    def _leave(self, where: str, annotation: Annotation, decision: Annotation) -> None:
        values = {"where": where, **words_of(annotation)}
        if decision.state == "rejected":
            self.left.append(Note("{where}: {words}: this was rejected here", values))
        else:
            values["ours"] = words_of(decision)["words"]
            self.left.append(Note("{where}: {words}: somebody here decided otherwise, on {ours}", values))


def _differing(ours: Annotation, said: Said) -> tuple[str, ...]:
    """The fields in which a program says something else than ours; all of the other kind are as ever."""
    return tuple(name for name in _said_fields(said) if getattr(ours, name) != getattr(said.annotation, name))


def _sources_with(ours: Annotation, said: Annotation) -> Values:
    """Where the fields of a record come from, as far as another says something else of that than ours."""
    if not isinstance(ours, Indicator) or not isinstance(said, Indicator):
        return {}
    if ours.provenance | said.provenance == ours.provenance:
        return {}
    return {"provenance": plain(ours)["provenance"] | plain(said)["provenance"]}


def _said_fields(said: Said) -> Iterator[str]:
    """The fields of which a program says something."""
    annotation = said.annotation
    if isinstance(annotation, Tag):
        return
    yield from ("start", "end", "text")
    if isinstance(annotation, Entity):
        yield "type"
        if annotation.value is not None:
            yield "value"
    elif said.whole:
        yield from (name for name in _RECORD if name not in _SELDOM or getattr(annotation, name) is not None)


def _is_known(decision: Annotation, suggested: Annotation | None, said: Said) -> bool:
    """Whether a prediction says what a person decided, or decided about."""
    same_kind = [one for one in (decision, suggested) if type(one) is type(said.annotation)]
    return any(not _differing(one, said) for one in same_kind if one is not None)


def _touches(annotation: Annotation, own: Annotation, base: Annotation | None) -> bool:
    """Whether an annotation of the same id is about the same: of its kind, and not elsewhere."""
    if isinstance(annotation, Tag) or isinstance(own, Tag):
        return isinstance(annotation, Tag) and isinstance(own, Tag) and annotation.label == own.label
    if type(annotation) is not type(own):
        return False
    spans = [one for one in (own, base) if isinstance(one, Entity | Indicator)]
    return any(one.start < annotation.end and annotation.start < one.end for one in spans)


def _type(annotation: Annotation) -> str | None:
    return annotation.type if isinstance(annotation, Entity) else None


def _name(annotator: str | None) -> str | None:
    """Whoever a file names, as a name of ours can be."""
    return printable(annotator.strip(), _NAME) or None if annotator else None
