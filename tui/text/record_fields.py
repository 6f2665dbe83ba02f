"""The fields of a record: what they are called, how they are shown, how what is typed is read."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from seeds.article import GroupRole, Indicator, Op, Span, Status
from seeds.problems import Problem
from seeds.profile import Profile
from store.layer import Values
from tui.language import N_, _, either
from tui.text.choices import Choice, matching
from tui.text.figures import OP_SIGNS, number
from tui.text.names import STATUS_NAMES

NAMES: dict[str, str] = {
    "value": N_("value"),
    "unit": N_("unit"),
    "metric": N_("metric"),
    "place": N_("place"),
    "period": N_("period"),
    "status": N_("status"),
    "op": N_("op"),
    "group": N_("group"),
    "role": N_("role"),
}
USUAL = ("value", "unit", "metric", "place", "period", "status")
FREE = ("metric", "group")
"""Fields that take any text."""

_OPS: tuple[tuple[Op, str, str], ...] = (
    ("=", "e", N_("exactly")),
    ("~", "a", N_("about")),
    (">", "o", N_("over")),
    (">=", "l", N_("at least")),
    ("<", "u", N_("under")),
    ("<=", "m", N_("at most")),
)
_STATUS_LETTERS: dict[Status, str] = {"actual": "a", "target": "t", "standard": "s"}
_ROLES: tuple[tuple[GroupRole, str, str], ...] = (("whole", "w", N_("whole")), ("part", "p", N_("part")))


class Typed(msgspec.Struct, frozen=True):
    """What stands in the editor: the text of each field, the choices that were taken, and where a
    person pointed in the article for a field, with the characters there.
    """

    texts: Mapping[str, str]
    taken: Mapping[str, Choice] = {}
    pointed: Mapping[str, tuple[Span, str]] = {}


def field_names(profile: Profile) -> dict[str, str]:
    """The fields that the profile's records have, in its order, and what to call them.

    A value has its comparator with it: it comes last where the profile does not say where.
    """
    names = {field.code: either(field.en, field.zh) for field in profile.fields}
    names = names or {field: _(NAMES[field]) for field in USUAL}
    return names | {"op": _(NAMES["op"])} if "value" in names and "op" not in names else names


def lettered(field: str) -> tuple[Choice, ...]:
    """The choices of a field that one letter decides; none for any other."""
    if field == "status":
        return tuple(Choice(_(name), means=s, letter=_STATUS_LETTERS[s]) for s, name in STATUS_NAMES.items())
    if field == "op":
        return tuple(
            Choice(" ".join(filter(None, (OP_SIGNS[op], _(name)))), means=op, letter=letter)
            for op, letter, name in _OPS
        )
    if field == "role":
        return tuple(Choice(_(name), means=role, letter=letter) for role, letter, name in _ROLES)
    return ()


def shown(indicator: Indicator, field: str) -> str:
    """A field as the editor shows it: numbers in full without marks, what has a letter by its name."""
    if field == "value":
        return shown_number(indicator)
    content = getattr(indicator, field)
    return next((choice.text for choice in lettered(field) if choice.means == content), content or "")


def shown_number(indicator: Indicator) -> str:
    """The number in full: no comparator, no thousands marks, no unit; 3–5 for a range."""
    if indicator.value is None:
        return ""
    parts = indicator.value if isinstance(indicator.value, tuple) else (indicator.value,)
    text = ":".join(number(part) for part in parts)
    if indicator.high is not None:
        text += "–" + number(indicator.high)
    return text.replace(",", "")


def changed(
    indicator: Indicator, typed: Typed, *, published: str | None, units: Collection[str] = ()
) -> Values:
    """The record's fields where what is typed says something else than the record. Raises Problem.

    `published` is the day that 今年 is counted from; `units` are known beside those of the language. The
    code of a place is None where no choice was taken that has one.
    """
    texts = typed.texts
    new = {field for field in texts if texts[field] != shown(indicator, field)}
    values: Values = {field: texts[field] or None for field in FREE if field in new}
    if new & {"value", "unit"}:
        values |= _value(indicator, texts, new, _units(indicator, typed, units))
    if "op" in new:
        values["op"] = _one_of("op", texts["op"])
    place = typed.taken.get("place")
    if "place" in new or (place is not None and place.means != indicator.place_code):
        values |= {"place": texts["place"] or None, "place_code": place.means if place else None}
    if "period" in new:
        values["period"] = _read_period(texts["period"], published)
    if "status" in new:
        values["status"] = _one_of("status", texts["status"])
    if "role" in new:
        values["role"] = _one_of("role", texts["role"]) if texts["role"] else None
    return values | _pointed(indicator, typed)


def with_the_value(typed: str, units: Collection[str] = ()) -> dict[str, str]:
    """The unit and the comparator that were typed with a value, as their own fields show them."""
    from seeds.typed import typed_value

    try:
        read = typed_value(typed, None, units)
    except Problem:
        return {}
    came = {"unit": read.unit} if read.unit else {}
    signs = {choice.means: choice.text for choice in lettered("op")}
    return came if read.op == "=" else came | {"op": signs[read.op]}


def _value(indicator: Indicator, texts: Mapping[str, str], new: set[str], known: Collection[str]) -> Values:
    # The grammar of numbers and dates takes longer to load than the screen; see `Workbench.warm_up`.
    from seeds.typed import typed_unit, typed_value

    unit = typed_unit(texts["unit"], known) if "unit" in new else indicator.unit
    if "value" not in new and indicator.value is not None:
        return {"unit": unit}
    read = typed_value(texts.get("value", ""), unit, known)
    # A comparator may stand outside of what was typed, so that a bare number says nothing of it.
    said = {"op": read.op} if read.op != "=" else {}
    return {"value": read.value, "high": read.high, "unit": unit if "unit" in new else read.unit} | said


def _units(indicator: Indicator, typed: Typed, known: Collection[str]) -> set[str]:
    """The known units, and whatever stands behind the number in the text that the record is made of."""
    surfaces = [indicator.text, *(surface for _span, surface in typed.pointed.values())]
    tails = (re.search(r"[^\W\d_]+$", surface) for surface in surfaces)
    return {*known, *(tail[0] for tail in tails if tail)}


def _read_period(text: str, published: str | None) -> str | None:
    from seeds.typed import typed_period

    return typed_period(text, published)


def _pointed(indicator: Indicator, typed: Typed) -> Values:
    """Where fields now come from. The value's characters are the indicator's own."""
    spans = {field: span for field, (span, _surface) in typed.pointed.items()}
    if all(indicator.provenance.get(field) == span for field, span in spans.items()):
        return {}
    values: dict[str, Any] = {"provenance": indicator.provenance | spans}
    if "value" in typed.pointed:
        (start, end), surface = typed.pointed["value"]
        values |= {"start": start, "end": end, "text": surface}
    return values


def _one_of(field: str, typed: str) -> str:
    """What a choice with a letter means. Raises Problem where it is none of them."""
    choices = lettered(field)
    found = [choice for choice in choices if choice.text == typed] or matching(typed, choices)
    if not typed or not found or found[0].means is None:
        names = ", ".join(f"{choice.letter} {choice.text}" for choice in choices)
        raise Problem("{typed} is none of: {names}", typed=typed or "“”", names=names)
    return found[0].means
