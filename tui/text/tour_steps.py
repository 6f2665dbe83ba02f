"""The steps of the tour: what each asks for, and how one sees that it was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Literal, NamedTuple

from seeds.article import Entity, Indicator, Tag
from store.layer import Layer
from tui.commands import BY_ID
from tui.language import N_, _
from tui.remapping import Keys

Here = Literal["entity", "figure"]


class State(NamedTuple):
    """What of the workbench the steps look at."""

    aid: int | None
    pane: str
    current: str | None
    layer: Layer | None
    filtered: bool
    boxes: int
    typing: bool


class TourStep(NamedTuple):
    """What is said, with {names} for the keys of `keys`; `done` compares the states before and now.

    `begins_at` is what the current annotation is to be when the step begins.
    """

    says: str
    keys: dict[str, str]
    done: Callable[[State, State], bool]
    begins_at: Here | None = None


def said(step: TourStep, keys: Keys) -> str:
    """What a step says, with the keys as the person has them."""
    shown = {name: keys.shown(BY_ID[id_]) for name, id_ in step.keys.items()}
    return _(step.says).format(**shown)


def _more(state: str, kind: type = object) -> Callable[[State, State], bool]:
    """Whether more annotations of a kind are in a state than before."""

    def done(before: State, now: State) -> bool:
        return _count(now, state, kind) > _count(before, state, kind)

    return done


def _count(state: State, wanted: str, kind: type) -> int:
    items = state.layer.annotations.values() if state.layer is not None else ()
    return sum(item.state == wanted and isinstance(item, kind) for item in items)


def _decided(state: State) -> int:
    items = state.layer.annotations.values() if state.layer is not None else ()
    return sum(item.state != "suggested" for item in items)


def _types(state: State) -> Counter[str]:
    return Counter(item.type for item in _entities(state))


def _spans(state: State) -> set[tuple[int, int]]:
    return {(item.start, item.end) for item in _entities(state)}


def _entities(state: State) -> list[Entity]:
    items = state.layer.annotations.values() if state.layer is not None else ()
    return [item for item in items if isinstance(item, Entity)]


def _judged_figure(before: State, now: State) -> bool:
    judged = ("accepted", "corrected")
    return sum(_count(now, state, Indicator) for state in judged) > sum(
        _count(before, state, Indicator) for state in judged
    )


def _tagged(before: State, now: State) -> bool:
    kept = ("accepted", "added")
    return sum(_count(now, state, Tag) for state in kept) > sum(_count(before, state, Tag) for state in kept)


STEPS: tuple[TourStep, ...] = (
    TourStep(
        N_(
            "Nothing that you do on this tour is kept. On the left is the list of articles. "
            "{open} opens the one under the cursor."
        ),
        {"open": "list.open"},
        lambda _before, now: now.pane == "reader",
    ),
    TourStep(
        N_("What the machine found is underlined, in its type's colour. {next} goes to the next one."),
        {"next": "annotation.next_unreviewed"},
        lambda before, now: now.current != before.current,
    ),
    TourStep(
        N_("If it is right, {accept} accepts it and goes on."),
        {"accept": "annotation.accept"},
        _more("accepted"),
    ),
    TourStep(
        N_("If it is wrong, {reject} rejects it. It stays, marked ✗; nothing is ever deleted."),
        {"reject": "annotation.reject"},
        _more("rejected"),
    ),
    TourStep(
        N_("A slip? {undo} takes the last step back, and the one before, without limit."),
        {"undo": "undo"},
        lambda before, now: _decided(now) < _decided(before),
    ),
    TourStep(
        N_("Right place, wrong type? The digits at the end of the side panel give it another. Press one."),
        {},
        lambda before, now: _types(now) != _types(before),
        "entity",
    ),
    TourStep(
        N_("Not quite the right words: {right} moves its end a word on, {left} a word back. Try one."),
        {"right": "boundary.end_right", "left": "boundary.end_left"},
        lambda before, now: _spans(now) != _spans(before),
        "entity",
    ),
    TourStep(
        N_(
            "Each figure is a record: metric, value, unit, place, period. {edit} opens it; change something "
            "if you like (1.6亿 or 近七成 are understood), and Enter keeps it."
        ),
        {"edit": "annotation.edit"},
        _judged_figure,
        "figure",
    ),
    TourStep(
        N_(
            "Something was missed? {caret} puts a caret into the text, the arrows move it, {select} selects "
            "the word. {candidate} selects what may have been missed by itself. Then a digit marks it."
        ),
        {"caret": "mark.caret", "select": "caret.select", "candidate": "mark.next_candidate"},
        lambda before, now: _decided(now) > _decided(before),
    ),
    TourStep(
        N_("{tag} gives the article a tag: type some of it, or its pinyin initials, and press Enter."),
        {"tag": "tag.add"},
        _tagged,
    ),
    TourStep(
        N_("Through with it: {done} says that the article is done and opens the next that waits."),
        {"done": "verdict.done"},
        lambda before, now: now.aid != before.aid,
    ),
    TourStep(
        N_("{list} goes to the list; {find} narrows it as you type: words, tag:, place:. Enter keeps it."),
        {"list": "pane.list", "find": "find"},
        lambda _before, now: now.filtered and not now.typing,
    ),
    TourStep(
        N_(
            "All the rest: {help} shows and searches all keys, {palette} finds anything by its name. Try one."
        ),
        {"help": "help", "palette": "palette"},
        lambda before, now: now.boxes > before.boxes,
    ),
)
LAST = TourStep(
    N_("That is all that one needs. {quit} leads back; there, {take_in} imports your own files."),
    {"quit": "quit", "take_in": "import"},
    lambda _before, _now: False,
)
"""What is said at the end."""
