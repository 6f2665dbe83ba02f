"""Whatever comes in, decisions made here stay, the same again changes nothing, and all can be taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Annotation, Entity, Extraction, Indicator, State, Tag, tag_id
from store.decisions import place_of
from store.exchange.incoming import Incoming, Said
from store.exchange.merging import outcome
from store.layer import ARTICLE, Change, Layer
from store.operations import as_recorded, first_layer, fold, follows

_TEXT = "青石县48个贫困村\n全部出列\U00020000,发生率降至0.74%。"
_STATES: list[State] = ["suggested", "accepted", "corrected", "added", "rejected"]
_TYPES = ("LOC", "PER")


@st.composite
def _annotations(draw: st.DrawFn, states: list[State] = _STATES) -> Annotation:
    start = draw(st.integers(0, 8))
    end = start + draw(st.integers(1, 4))
    state = draw(st.sampled_from(states))
    rid = draw(st.sampled_from(["", "a", "b", ARTICLE, f"e{start}-{end}", f"i{start}-{end}"]))
    said: dict[str, Any] = {"id": rid, "state": state, "start": start, "end": end, "text": _TEXT[start:end]}
    match draw(st.integers(0, 2)):
        case 0:
            return Entity(**said, type=draw(st.sampled_from(_TYPES)))
        case 1:
            return Indicator(**said, value=draw(st.sampled_from([None, Decimal(48), Decimal("0.740")])))
    label = draw(st.sampled_from(["甲", "乙"]))
    return Tag(id=tag_id(label), label=label, state=state)


@st.composite
def _layers(draw: st.DrawFn) -> Layer:
    found = draw(st.lists(_annotations(["suggested"]), max_size=6))
    named = {one.id: one for one in found if one.id not in ("", ARTICLE)}
    layer = first_layer(
        1,
        "main",
        Extraction(
            entities=tuple(one for one in named.values() if isinstance(one, Entity)),
            indicators=tuple(one for one in named.values() if isinstance(one, Indicator)),
            tags=tuple(one for one in named.values() if isinstance(one, Tag)),
        ),
    )
    states = [(rid, draw(st.sampled_from(_STATES[:3] + _STATES[4:]))) for rid in sorted(named)]
    judged = [Change(1, rid, {"state": "suggested"}, {"state": state}) for rid, state in states]
    return fold(layer, judged)


def _incoming(annotations: list[Annotation], *, whole: bool) -> Incoming:
    said = tuple(Said(annotation=one, annotator="zhao", whole=whole) for one in annotations)
    return Incoming(where="x", said=said, text=_TEXT)


@given(_layers(), st.lists(_annotations(), max_size=8), st.booleans())
@settings(max_examples=250)
def test_merging_keeps_what_was_decided_and_is_done_once(
    layer: Layer, coming: list[Annotation], whole: bool
) -> None:
    incoming = [_incoming(coming, whole=whole)]
    found = outcome(layer, _TEXT, incoming, _TYPES)
    after, recorded = layer, []
    for change in found.changes:
        assert follows(after, change)
        before, after = after, fold(after, [change])
        recorded.append(as_recorded(change, before, after))
    for rid, one in layer.annotations.items():
        if one.state != "suggested":
            assert after.annotations[rid] == one
    fresh = [after.annotations[rid] for rid in after.annotations.keys() - layer.annotations.keys()]
    predicted = [one for one in fresh if one.state == "suggested"]
    assert not any(_was_rejected(one, layer) for one in predicted)
    assert not any(_lies_over(one, decided) for one in predicted for decided in after.annotations.values())
    for rid, one in after.annotations.items():
        assert one.id == rid != ARTICLE
        assert isinstance(one, Tag) or _TEXT[one.start : one.end] == one.text
    assert len(coming) == found.decided + found.suggested + found.same + len(found.left)
    assert outcome(after, _TEXT, incoming, _TYPES).changes == ()
    for done in reversed(recorded):
        back = Change(1, done.rid, done.after, done.before, done.from_extractor)
        assert follows(after, back)
        after = fold(after, [back])
    assert (after.annotations, after.base) == (layer.annotations, layer.base)


def _was_rejected(fresh: Annotation, layer: Layer) -> bool:
    """Whether something of the same place and type was rejected before."""
    return any(
        place_of(one) == place_of(fresh) and getattr(one, "type", None) == getattr(fresh, "type", None)
        for one in layer.annotations.values()
        if one.state == "rejected"
    )


def _lies_over(one: Annotation, other: Annotation) -> bool:
    """Whether a span lies over a decision of its kind."""
    if isinstance(one, Tag) or isinstance(other, Tag) or type(one) is not type(other):
        return False
    decided = other.state in ("accepted", "corrected", "added")
    return decided and one.start < other.end and other.start < one.end
