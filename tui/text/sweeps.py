"""What a deed on many articles is called, what it changes and what it leaves, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import cast

from seeds.article import State
from store.layer import ARTICLE, Verdict
from store.sweeping import (
    HAS_IT,
    NOTHING_WAITS,
    SO_ALREADY,
    TAKEN_OFF,
    WITHOUT,
    Judge,
    Kind,
    Left,
    PutTag,
    SetVerdict,
    Sweep,
    TakeTag,
)
from store.tagging import NOT_PUT
from tui.language import N_, _, ngettext
from tui.text.deeds import deed_name
from tui.text.names import STATE_NAMES, VERDICT_NAMES

_LEFT: dict[Left, str] = {
    HAS_IT: N_("tagged already"),
    WITHOUT: N_("without the tag"),
    TAKEN_OFF: N_("tag taken off by somebody"),
    SO_ALREADY: N_("so already"),
    NOTHING_WAITS: N_("nothing to review"),
    NOT_PUT: N_("only suggested"),
}


def sweep_told(sweep: Sweep) -> str:
    """What is to be done, in a few words."""
    match sweep:
        case PutTag(label=label):
            return _("Tag with #{label}").format(label=label)
        case TakeTag(label=label):
            return _("Take off #{label}").format(label=label)
        case SetVerdict(verdict="flagged", reason=reason):
            return _("Flag: {reason}").format(reason=reason)
        case SetVerdict(verdict=verdict):
            return _("Set to {verdict}").format(verdict=_(VERDICT_NAMES[verdict]))
        case Judge(deed="accept"):
            return _("Accept what nobody reviewed")
        case Judge():
            return _("Reject what nobody reviewed")
    return deed_name(sweep.action)


def articles_told(count: int, *, marked: bool) -> str:
    """How many articles, and why these."""
    words = (
        ngettext("{count} marked article", "{count} marked articles", count)
        if marked
        else ngettext("{count} shown article", "all {count} shown articles", count)
    )
    return words.format(count=f"{count:,}")


def kind_told(kind: Kind) -> str:
    """What changes: a verdict, or a record and its state."""
    if kind.what == ARTICLE:
        before, after = (_(VERDICT_NAMES[cast(Verdict, said)]) for said in (kind.before, kind.after))
        return f"{before} → {after}"
    return f"{what_told(kind.what)}: {_state(kind.before)} → {_state(kind.after)}"


def what_told(what: str) -> str:
    """What an annotation is: an entity's type, a figure, a tag."""
    return {"tag": _("tag"), "indicator": _("figure")}.get(what, what)


def left_told(left: Mapping[Left, int]) -> str:
    """How many articles are left as they are, and why; nothing where none is."""
    reasons = (
        f"{_(_LEFT[why]) if why in _LEFT else why} {count:,}" for why, count in Counter(left).most_common()
    )
    return _("left: {reasons}").format(reasons=", ".join(reasons)) if left else ""


def _state(state: str | None) -> str:
    """What a state is called; a dash where there is no record."""
    return _(STATE_NAMES[cast(State, state)]) if state is not None else "—"
