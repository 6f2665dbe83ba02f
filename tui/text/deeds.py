"""How the interface tells what was done: the name of a deed, its moment, each value before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from seeds.profile import Profile
from store import operations
from store.bulk import ACCEPT_REST, REJECT_ALIKE
from store.everywhere import EVERYWHERE
from store.layer import ARTICLE, Layer
from store.moments import Moment
from store.operations import IMPORT, LOST, REDO, UNDO, Operation
from store.reextraction import REEXTRACT
from store.remarks import FIGURES, looked_id
from store.sweeping import TAKE_OFF
from store.tagging import DELETE, MERGE, RENAME
from tui.language import N_, _, either
from tui.text.figures import OP_SIGNS, short_number
from tui.text.names import STATE_NAMES, STATUS_NAMES, VERDICT_NAMES
from tui.text.visible import visible

_DEEDS = {
    IMPORT: N_("import"),
    operations.MERGE: N_("merged from a file"),
    "accept": N_("accept"),
    "reject": N_("reject"),
    "retype": N_("change of type"),
    "resize": N_("change of boundary"),
    "revise": N_("correction of a record"),
    "add": N_("new annotation"),
    ACCEPT_REST: N_("accept the rest"),
    REJECT_ALIKE: N_("reject alike"),
    EVERYWHERE: N_("the same everywhere"),
    "tag": N_("tag"),
    TAKE_OFF: N_("tag taken off"),
    RENAME: N_("tag renamed everywhere"),
    MERGE: N_("tags merged"),
    DELETE: N_("tag deleted everywhere"),
    "verdict:done": N_("verdict: done"),
    "verdict:flagged": N_("verdict: flagged"),
    "verdict:new": N_("verdict: new"),
    "comment": N_("comment"),
    "settle": N_("comment settled"),
    "unsettle": N_("comment reopened"),
    "withdraw": N_("comment taken back"),
    "unclear": N_("guideline unclear"),
    "clear": N_("guideline clear after all"),
    "looked": N_("looked, found nothing"),
    "look again": N_("to be looked for again"),
    REEXTRACT: N_("extraction anew"),
    LOST: N_("lost by damage"),
}
_FIELDS = {
    "state": N_("state"),
    "type": N_("type"),
    "text": N_("text"),
    "metric": N_("metric"),
    "value": N_("value"),
    "high": N_("up to"),
    "unit": N_("unit"),
    "op": N_("bound"),
    "place": N_("place"),
    "place_code": N_("division code"),
    "period": N_("period"),
    "status": N_("status"),
    "group": N_("group"),
    "role": N_("part or whole"),
    "verdict": N_("verdict"),
    "reason": N_("reason"),
}
"""The fields that a history tells, in its order; offsets and provenance follow from the text."""
_NAMED: dict[str, Mapping[Any, str]] = {
    "state": STATE_NAMES,
    "status": STATUS_NAMES,
    "verdict": VERDICT_NAMES,
}
_NOTHING = "—"


def deed_name(action: str) -> str:
    """What an action of the log is called."""
    return _(_DEEDS[action]) if action in _DEEDS else visible(action)


def moment_name(moment: Moment) -> str:
    """What was done at a moment; of an undo or a redo, what it took back or made again."""
    if moment.undone is None:
        return deed_name(moment.action)
    told = {UNDO: _("Undone: {deed}"), REDO: _("Redone: {deed}")}.get(moment.action, "{deed}")
    return told.format(deed=deed_name(moment.undone))


def local_time(at: str) -> str:
    """A moment of the log by the clock of this machine, to the minute."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return visible(at)


def surfaces(layer: Layer, history: Iterable[Operation]) -> dict[str, str]:
    """What each record of an article is called: its text as it is now, or as it last was."""
    named = {ARTICLE: _("the article")}
    for done in history:
        said = (done.before or {}) | (done.after or {})
        if isinstance(name := said.get("text", said.get("label", said.get("type"))), str):
            named[done.rid] = name
    for rid, annotation in (layer.base | layer.annotations).items():
        named[rid] = getattr(annotation, "text", getattr(annotation, "label", rid))
    named[looked_id(FIGURES)] = _("figures")
    for rid in layer.annotations.keys() | layer.base.keys():
        named[f"f:{rid}"] = named[rid]
    named[f"f:{ARTICLE}"] = named[ARTICLE]
    return {rid: visible(name) for rid, name in named.items()}


def told_changes(done: Operation, profile: Profile) -> list[str]:
    """Each field that an operation changed, as `name before → after`; a new record, as it was made."""
    if done.before is None:
        return [told_record(done.after or {})]
    if done.after is None:
        return ["− " + told_record(done.before)]
    return told_fields(done.before, done.after, profile)


def told_fields(before: Mapping[str, Any], after: Mapping[str, Any], profile: Profile) -> list[str]:
    """Each field of `after` that differs, as `name before → after`."""
    changed = [name for name in _FIELDS if name in after and before.get(name) != after[name]]
    arrows = [(name, _value(name, before.get(name)), _value(name, after[name])) for name in changed]
    return [visible(f"{_field(name, profile)} {was} → {became}") for name, was, became in arrows]


def told_record(values: Mapping[str, Any]) -> str:
    """A record in a line, as plain values: an entity's type and text, a figure's text, metric and value."""
    kind = values.get("kind")
    if kind is None:
        return _(VERDICT_NAMES["new"])
    told = [values.get("type"), values.get("label"), values.get("text")]
    if kind == "indicator":
        told += [values.get("metric"), f"{_value('value', values.get('value'))} {values.get('unit') or ''}"]
    return visible(" · ".join(part.strip() for part in told if part))


def _field(name: str, profile: Profile) -> str:
    field = next((field for field in profile.fields if field.code == name), None)
    if field is None:
        return _(_FIELDS[name])
    return either(field.en, field.zh)


def _value(name: str, value: Any) -> str:
    if value is None or value == "":
        return _NOTHING
    if name in _NAMED:
        return _(_NAMED[name].get(value, str(value)))
    if name == "op":
        signs: Mapping[Any, str] = OP_SIGNS
        return signs.get(value) or str(value)
    if name in ("value", "high"):
        numbers = value if isinstance(value, list) else [value]
        return ":".join(short_number(Decimal(number)) for number in numbers)
    return str(value)
