"""The conditions that a filter of the list is made of, one by one: to be shown, and to be taken off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

from store.catalogue import Filter
from store.layer import Verdict
from tui.language import N_, _
from tui.text.names import VERDICT_MARKS, VERDICT_NAMES

Kind = Literal["word", "tag", "verdict", "place", "source", "by", "from", "to", "is"]
Trait = Literal["failing", "waiting", "unclear", "commented"]
"""What is so of an article or not; also the name of the filter's field."""

TRAITS: tuple[Trait, ...] = get_args(Trait)
TRAIT_NAMES: dict[Trait, str] = {
    "failing": N_("a check fails"),
    "waiting": N_("suggestions wait"),
    "unclear": N_("guideline unclear"),
    "commented": N_("open comments"),
}
_MANY: dict[Kind, str] = {
    "tag": "tags",
    "verdict": "verdicts",
    "place": "places",
    "source": "sources",
    "by": "annotators",
}
"""The kinds of which there may be several, and the filter's field."""

_VERDICTS: dict[str, Verdict] = {verdict: verdict for verdict in VERDICT_NAMES}


class Condition(NamedTuple):
    """One thing that a filter asks for. A verdict is its code, a trait its name, a date ISO 8601."""

    kind: Kind
    value: str


def conditions_of(where: Filter) -> tuple[Condition, ...]:
    """What the filter asks for, in the order in which it is shown."""
    found = [Condition("word", word) for word in where.query.split()]
    for kind, field in _MANY.items():
        found += [Condition(kind, value) for value in getattr(where, field)]
    if where.published_from is not None:
        found.append(Condition("from", where.published_from))
    if where.published_to is not None:
        found.append(Condition("to", where.published_to))
    found += [Condition("is", trait) for trait in TRAITS if getattr(where, trait)]
    return tuple(found)


def filter_of(conditions: Iterable[Condition]) -> Filter:
    """The filter that asks for these; of several bounds at one end, the last."""
    asked = list(dict.fromkeys(conditions))
    last = {condition.kind: condition.value for condition in asked}
    traits = {trait: Condition("is", trait) in asked for trait in TRAITS}
    return Filter(
        query=" ".join(_values(asked, "word")),
        verdicts=tuple(map(_VERDICTS.__getitem__, _values(asked, "verdict"))),
        tags=_values(asked, "tag"),
        places=_values(asked, "place"),
        sources=_values(asked, "source"),
        annotators=_values(asked, "by"),
        published_from=last.get("from"),
        published_to=last.get("to"),
        **traits,
    )


def without(where: Filter, condition: Condition) -> Filter:
    """The filter that does not ask for this."""
    return filter_of(asked for asked in conditions_of(where) if asked != condition)


def told(condition: Condition) -> str:
    """A condition in a few words."""
    value = condition.value
    match condition.kind:
        case "word":
            return f"“{value}”"
        case "tag":
            return f"#{value}"
        case "verdict":
            verdict = _VERDICTS[value]
            return f"{VERDICT_MARKS[verdict]} {_(VERDICT_NAMES[verdict])}"
        case "is":
            return next(_(name) for trait, name in TRAIT_NAMES.items() if trait == value)
        case "place":
            return _("place {name}").format(name=value)
        case "source":
            return _("source {name}").format(name=value)
        case "by":
            return _("by {name}").format(name=value)
        case "from":
            return _("from {date}").format(date=value)
        case "to":
            return _("to {date}").format(date=value)


def _values(conditions: Iterable[Condition], kind: Kind) -> tuple[str, ...]:
    return tuple(condition.value for condition in conditions if condition.kind == kind)
