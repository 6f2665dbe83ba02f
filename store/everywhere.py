"""A decision on one annotation, applied wherever the same text stands.

What a person decided is the difference between an annotation and its suggestion, so that it can be
applied at any later time. Everything here is pure and looks at one layer and its text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, cast

import msgspec

from seeds.article import Annotation, Entity, Indicator, Span, Tag, entity_id
from seeds.folding import in_one_form
from store import layer as changes
from store.layer import Change, Layer, Step, Values, plain

EVERYWHERE = "everywhere"
"""What the log calls the deed."""
Deed = Literal["accept", "reject", "retype", "resize", "revise", "add"]
Left = Literal["decided", "inside", "otherwise"]
"""Why an occurrence is left as it is: a person decided on it; it lies in or over another annotation; what
is suggested there says something else."""
Spanned = Entity | Indicator

_CONTEXT = 30
"""Characters of context on either side of an occurrence."""
_FIGURE = ("metric", "value", "high", "unit", "op", "status")
"""The fields by which two records say the same; place and period belong to where a figure stands."""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a person made of an annotation of article `aid`. `suggested` is None where a person added it."""

    aid: int
    said: Annotation
    suggested: Annotation | None

    @property
    def rejects(self) -> bool:
        """Whether the annotation was found wrong."""
        return self.said.state == "rejected"

    @property
    def adds(self) -> bool:
        """Whether the person marked what nothing had been suggested for."""
        return self.suggested is None and not self.rejects

    @property
    def words(self) -> str:
        """The text whose occurrences are meant."""
        meant = (self.suggested or self.said) if self.rejects else self.said
        return meant.label if isinstance(meant, Tag) else meant.text


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """A place where a decision applies: what was there, what becomes of it, and the text around it."""

    deed: Deed
    change: Change
    was: Annotation | None
    before: str
    words: str
    after: str


class Applied(msgspec.Struct, frozen=True, kw_only=True):
    """Where a decision applies in an article, in reading order; how many occurrences are left, and why."""

    occurrences: tuple[Occurrence, ...]
    left: dict[Left, int]


def decision_on(layer: Layer, rid: str) -> Decision | None:
    """What was decided of an annotation; None where it is still as it was suggested."""
    said = layer.annotations.get(rid)
    if said is None or said.state == "suggested":
        return None
    return Decision(aid=layer.aid, said=said, suggested=layer.base.get(rid))


def apply(decision: Decision, layer: Layer, text: str) -> Applied:
    """Where a decision applies in an article. Occurrences that a person decided on are left as they are.

    A rejection rejects suggestions of the same type; a type, a boundary or a record that was corrected
    corrects suggestions that were wrong in the same way; what is right accepts suggestions that say the
    same. Where nothing marks the words, an entity is added (`add`); no figure is, for its record
    depends on where it stands.
    """
    if isinstance(decision.said, Tag):
        return _applied_to_tag(decision, layer)
    found: list[Occurrence] = []
    left: Counter[Left] = Counter()
    spans = layer.spans()
    for place in _places(decision.words, text):
        words = text[place.start : place.end]
        outcome = _at(decision, layer, spans, place, words)
        if isinstance(outcome, str):
            left[outcome] += 1
        elif outcome is not None:
            deed, was, step = outcome
            context = (text[max(0, place.start - _CONTEXT) : place.start], words)
            found += _occurrences(deed, was, step, *context, text[place.end : place.end + _CONTEXT])
    return Applied(occurrences=tuple(found), left=dict(left))


def as_one_step(occurrences: Iterable[Occurrence]) -> Step | None:
    """The occurrences, of however many articles, as one deed."""
    return changes.step(EVERYWHERE, [occurrence.change for occurrence in occurrences])


Outcome = tuple[Deed, Annotation | None, Step | None] | Left | None


def _at(decision: Decision, layer: Layer, spans: list[Spanned], place: Span, words: str) -> Outcome:
    """What becomes of one occurrence; None where it is the annotation itself or there is nothing to do.

    `words` are those of the text, which may be in the other script.
    """
    said, suggested = decision.said, decision.suggested
    near = [a for a in spans if type(a) is type(said) and a.start < place.end and place.start < a.end]
    if layer.aid == decision.aid and any(a.id == said.id for a in near):
        return None
    exact = [a for a in near if (a.start, a.end) == place]
    if exact:
        standing = min(exact, key=lambda annotation: annotation.state == "rejected")
        return _on_exact(decision, layer, standing)
    if decision.rejects:
        return None
    if isinstance(suggested, Entity | Indicator) and isinstance(said, Entity | Indicator):
        shift = place.start - said.start
        moved = Span(suggested.start + shift, suggested.end + shift)
        same = next((a for a in near if (a.start, a.end) == moved), None)
        others = [a for a in near if a is not same and a.state != "rejected"]
        if same is not None and not others and _says(same, suggested):
            return _on_moved(decision, layer, same, place, words)
    if any(a.state != "rejected" for a in near):
        return "inside"
    return ("add", None, _added(decision, layer, place, words)) if isinstance(said, Entity) else None


def _on_exact(decision: Decision, layer: Layer, there: Spanned) -> Outcome:
    said, suggested = decision.said, decision.suggested
    if there.state != "suggested":
        return "decided"
    if decision.rejects:
        wrong = suggested or said
        alike = not isinstance(there, Entity) or there.type == getattr(wrong, "type", None)
        return ("reject", there, changes.reject(layer, there.id)) if alike else "otherwise"
    if _says(there, said):
        return "accept", there, changes.accept(layer, there.id)
    if isinstance(there, Entity) and isinstance(said, Entity) and said.state != "accepted":
        return "retype", there, changes.retype(layer, there.id, said.type)
    if isinstance(there, Indicator) and suggested is not None and _says(there, suggested):
        return "revise", there, changes.revise(layer, there.id, _corrected(decision))
    return "otherwise"


def _on_moved(decision: Decision, layer: Layer, there: Spanned, place: Span, words: str) -> Outcome:
    if there.state != "suggested":
        return "decided"
    values = _corrected(decision)
    return "resize", there, changes.resize(layer, there.id, *place, words, values)


def _says(there: Annotation, other: Annotation) -> bool:
    """Whether two annotations say the same of their text: the type, or the figure."""
    if isinstance(there, Entity) and isinstance(other, Entity):
        return there.type == other.type
    if isinstance(there, Indicator) and isinstance(other, Indicator):
        return all(_same(getattr(there, name), getattr(other, name)) for name in _FIGURE)
    return False


def _same(one: object, other: object) -> bool:
    """Whether two values of a field are one, words in either script."""
    if isinstance(one, str) and isinstance(other, str):
        return in_one_form(one) == in_one_form(other)
    return one == other


def _corrected(decision: Decision) -> Values:
    """The fields that the person set otherwise than they were suggested, as far as they go with the text."""
    if decision.suggested is None:
        return {}
    said, suggested = plain(decision.said), plain(decision.suggested)
    fields = _FIGURE if isinstance(decision.said, Indicator) else ("type",)
    return {name: said[name] for name in fields if said[name] != suggested[name]}


def _added(decision: Decision, layer: Layer, place: Span, words: str) -> Step | None:
    said = cast(Entity, decision.said)
    # What a date means depends on the article that it stands in.
    value = said.value if layer.aid == decision.aid else None
    entity = Entity(
        id=entity_id(*place), start=place.start, end=place.end, text=words, type=said.type, value=value
    )
    return changes.add(layer, entity)


def _applied_to_tag(decision: Decision, layer: Layer) -> Applied:
    """A tag has no text; it is the same tag wherever it is suggested."""
    tag = layer.annotations.get(decision.said.id)
    if tag is None or layer.aid == decision.aid:
        return Applied(occurrences=(), left={})
    if tag.state != "suggested":
        return Applied(occurrences=(), left={"decided": 1})
    deed: Deed = "reject" if decision.rejects else "accept"
    step = changes.reject(layer, tag.id) if decision.rejects else changes.accept(layer, tag.id)
    return Applied(occurrences=tuple(_occurrences(deed, tag, step, "", decision.words, "")), left={})


def _occurrences(
    deed: Deed, was: Annotation | None, step: Step | None, before: str, words: str, after: str
) -> Iterator[Occurrence]:
    for change in step.changes if step is not None else ():
        yield Occurrence(deed=deed, change=change, was=was, before=before, words=words, after=after)


def _places(words: str, text: str) -> Iterator[Span]:
    """Where the words stand, in either script and any width, none over another.

    Letters and digits only where no more follow.
    """
    words, text = in_one_form(words), in_one_form(text)
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        if not _cut(text, at) and not _cut(text, end):
            yield Span(at, end)
        at = text.find(words, end)


def _cut(text: str, at: int) -> bool:
    """Whether an edge at `at` would run through a number or a word of Latin letters."""
    around = text[max(0, at - 1) : at + 1]
    return len(around) == 2 and at > 0 and around.isascii() and around.isalnum()
