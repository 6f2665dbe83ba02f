"""The changes by which a person remarks on something; pure, as those of `store.layer` are."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence

from seeds.article import Entity, Indicator
from store.layer import Change, Layer, Step, plain, step
from store.remarks import FIGURES, Comment, Looked, Remark, Unclear, looked_id, unclear_id


def comment(layer: Layer, about: str, text: str, *, annotator: str, at: str) -> Step | None:
    """Say something about an annotation or the article; None where there are no words."""
    if not (words := text.strip()):
        return None
    said = Comment(id=f"c:{uuid.uuid4().hex}", about=about, text=words, annotator=annotator, at=at)
    return step("comment", [_made(layer, said)])


def settle(layer: Layer, rid: str, *, settled: bool = True) -> Step | None:
    """Say that nothing is left to do about a comment, or that something is after all."""
    before = _comment(layer, rid).settled
    change = Change(layer.aid, rid, {"settled": before}, {"settled": settled})
    return step("settle" if settled else "unsettle", [change])


def withdraw(layer: Layer, rid: str) -> Step | None:
    """Take a comment back. The history keeps what it said."""
    return step("withdraw", [_gone(layer, _comment(layer, rid))])


def turn_unclear(layer: Layer, about: str) -> Step | None:
    """Say that the guideline does not decide this; said already, take it back."""
    flag = layer.remarks.get(unclear_id(about))
    if flag is None:
        return step("unclear", [_made(layer, Unclear(id=unclear_id(about), about=about))])
    return step("clear", [_gone(layer, flag)])


def look(layer: Layer, kinds: Iterable[str]) -> Step | None:
    """Say that the article was searched for these types and has nothing of them that is not marked."""
    return step("looked", [change for kind in kinds for change in _looked(layer, kind)])


def look_again(layer: Layer, kind: str) -> Step | None:
    """Take back that the article was searched for a type."""
    said = layer.remarks.get(looked_id(kind))
    return step("look again", [_gone(layer, said)]) if said is not None else None


def marked(layer: Layer, kind: str) -> tuple[str, ...]:
    """The annotations of a type that stand, in reading order: the rejected left out."""
    of_kind: Sequence[Entity | Indicator] = (
        layer.indicators()
        if kind == FIGURES
        else [entity for entity in layer.entities() if entity.type == kind]
    )
    return tuple(span.id for span in of_kind if span.state != "rejected")


def searched(layer: Layer, kind: str) -> bool:
    """Whether somebody looked for the type in vain, and nothing of it was marked since."""
    said = layer.remarks.get(looked_id(kind))
    return isinstance(said, Looked) and set(marked(layer, kind)) <= set(said.marked)


def _looked(layer: Layer, kind: str) -> Iterator[Change]:
    now = Looked(id=looked_id(kind), type=kind, marked=marked(layer, kind))
    said = layer.remarks.get(now.id)
    if said is None:
        yield _made(layer, now)
    elif isinstance(said, Looked):
        yield Change(layer.aid, now.id, {"marked": list(said.marked)}, {"marked": list(now.marked)})


def _made(layer: Layer, remark: Remark) -> Change:
    return Change(layer.aid, remark.id, None, plain(remark))


def _gone(layer: Layer, remark: Remark) -> Change:
    return Change(layer.aid, remark.id, plain(remark), None)


def _comment(layer: Layer, rid: str) -> Comment:
    found = layer.remarks[rid]
    if not isinstance(found, Comment):
        raise KeyError(rid)
    return found
