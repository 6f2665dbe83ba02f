"""One deed over many articles: what becomes of each of them, and what it comes to. Pure.

`Project.survey` counts what a sweep would change, `Project.sweep` does it as one step. A sweep looks at one
layer at a time and names the changes, or says why the article is left as it is.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol

import msgspec

from seeds.article import Annotation, tag_id
from store import bulk
from store import layer as changes
from store.layer import ARTICLE, Change, Layer, Step, Verdict

Left = str
"""Why an article is left as it is, in a word; those of the sweeps of this module are below."""
HAS_IT: Left = "has it"
"""It has the tag already."""
WITHOUT: Left = "without"
"""It does not have the tag."""
TAKEN_OFF: Left = "taken off"
"""Somebody said that the tag does not belong there."""
SO_ALREADY: Left = "so already"
"""It has that verdict already, for that reason."""
NOTHING_WAITS: Left = "nothing waits"
"""No suggestion of those that are meant waits in it."""

Progress = Callable[[int, int], None]
"""Told, in the thread that works, how many articles were looked at and how many there are."""
Stopped = Callable[[], bool]
"""Asked now and then whether to stop."""
PAGE, WHOLE_PAGE = 500, 32
"""Articles that are looked at and written together: their tags and verdicts only, or whole layers."""
TAKE_OFF = "tag off"
"""What the log calls the taking off of a tag from many articles."""
_EXAMPLES = 3
_TINY = 1e-9
"""What a product of decimal fractions may lack of a whole number."""


class Sweep(Protocol):
    """A deed on many articles. It must say the same of a layer whenever it is asked."""

    @property
    def action(self) -> str:
        """What the log calls it."""

    @property
    def records(self) -> tuple[str, ...] | None:
        """The ids of the records that it looks at and changes, if these are tags or `ARTICLE`; None for any.

        With them named, nothing else of a layer is read: it is given one that has only these records.
        """

    def on(self, layer: Layer) -> tuple[Change, ...] | Left:
        """What becomes of an article, or why it is left as it is."""


class PutTag(msgspec.Struct, frozen=True):
    """Put a label on the articles, as `store.layer.add_tag` does.

    Where somebody took it off it is put back only if `again` says so.
    """

    label: str
    again: bool = False

    @property
    def action(self) -> str:
        """As for one article."""
        return "tag"

    @property
    def records(self) -> tuple[str, ...]:
        """The tag."""
        return (tag_id(self.label),)

    def on(self, layer: Layer) -> tuple[Change, ...] | Left:
        """The tag put or accepted."""
        tag = layer.annotations.get(tag_id(self.label))
        if tag is not None and tag.state == "rejected" and not self.again:
            return TAKEN_OFF
        return _changes_of(changes.add_tag(layer, self.label)) or HAS_IT


class TakeTag(msgspec.Struct, frozen=True):
    """Take a label off the articles: it stays on record as rejected."""

    label: str

    @property
    def action(self) -> str:
        """Of its own: it says more than that something was rejected."""
        return TAKE_OFF

    @property
    def records(self) -> tuple[str, ...]:
        """The tag."""
        return (tag_id(self.label),)

    def on(self, layer: Layer) -> tuple[Change, ...] | Left:
        """The tag rejected."""
        rid = tag_id(self.label)
        return (_changes_of(changes.reject(layer, rid)) if rid in layer.annotations else ()) or WITHOUT


class SetVerdict(msgspec.Struct, frozen=True):
    """Set the review state of the articles, with a reason."""

    verdict: Verdict
    reason: str = ""

    @property
    def action(self) -> str:
        """As for one article."""
        return f"verdict:{self.verdict}"

    @property
    def records(self) -> tuple[str, ...]:
        """What is said of the article."""
        return (ARTICLE,)

    def on(self, layer: Layer) -> tuple[Change, ...] | Left:
        """The verdict set."""
        return _changes_of(changes.set_verdict(layer, self.verdict, self.reason)) or SO_ALREADY


class Judge(msgspec.Struct, frozen=True):
    """Accept or reject the suggestions that nobody has judged: of these kinds (see `kind_of`), all where none
    is named; with a confidence of `at_least` so many per cent and `below` so many."""

    deed: Literal["accept", "reject"]
    kinds: tuple[str, ...] = ()
    at_least: int = 0
    below: int = 101

    @property
    def action(self) -> str:
        """As for one annotation."""
        return self.deed

    @property
    def records(self) -> None:
        """Any."""
        return

    def on(self, layer: Layer) -> tuple[Change, ...] | Left:
        """The suggestions judged, in reading order."""
        judge = changes.accept if self.deed == "accept" else changes.reject
        steps = [judge(layer, a.id) for a in layer.queue() if self._means(a)]
        return tuple(change for step in steps for change in _changes_of(step)) or NOTHING_WAITS

    def _means(self, annotation: Annotation) -> bool:
        return (
            annotation.state == "suggested"
            and self.at_least <= percent(annotation.confidence) < self.below
            and (not self.kinds or kind_of(annotation) in self.kinds)
        )


class Kind(NamedTuple):
    """What changes: a type, "indicator", "tag" or `ARTICLE`; its state, or the verdict, before and after.

    None is where there is no such record.
    """

    what: str
    before: str | None
    after: str | None


class Example(NamedTuple):
    """An article where something changes, and its words there: empty where the article itself changes."""

    aid: int
    words: str


class Survey:
    """What a sweep comes to: how many articles change, what changes in them, how many are left and why."""

    def __init__(self) -> None:
        self.articles = 0
        self.changes: Counter[Kind] = Counter()
        self.examples: dict[Kind, list[Example]] = {}
        self.left: Counter[Left] = Counter()
        self.certain: Counter[tuple[Kind, int]] = Counter()
        """Of the suggestions that change: how many of a kind are so many per cent certain, rounded down."""

    def count(self, layer: Layer, outcome: tuple[Change, ...] | Left) -> None:
        """Take in what becomes of an article."""
        if isinstance(outcome, str):
            self.left[outcome] += 1
            return
        self.articles += 1
        for change in outcome:
            kind, words = _told(layer, change)
            self.changes[kind] += 1
            if kind.before == "suggested":
                self.certain[kind, percent(layer.annotations[change.rid].confidence)] += 1
            examples = self.examples.setdefault(kind, [])
            if len(examples) < _EXAMPLES:
                examples.append(Example(layer.aid, words))

    def add(self, other: Survey) -> None:
        """Take in what other articles come to."""
        self.articles += other.articles
        self.changes += other.changes
        self.certain += other.certain
        self.left += other.left
        for kind, examples in other.examples.items():
            known = self.examples.setdefault(kind, [])
            known += examples[: _EXAMPLES - len(known)]


class Swept(msgspec.Struct, frozen=True):
    """A sweep that was recorded: its step, the articles that it changed, how many it left and why.

    Of a sweep that was recorded before, `left` is not known any more.
    """

    step: str
    action: str
    aids: array[int]
    left: dict[Left, int]


def percent(confidence: float) -> int:
    """A confidence in per cent, never rounded up to what it does not reach."""
    return int(confidence * 100 + _TINY)


def kind_of(annotation: Annotation) -> str:
    """What an annotation is: an entity's type, "indicator" or "tag"."""
    return bulk.kind_and_text(annotation)[0]


def _changes_of(step: Step | None) -> tuple[Change, ...]:
    return step.changes if step is not None else ()


def _told(layer: Layer, change: Change) -> tuple[Kind, str]:
    """Of what kind a change is, and the words of what it changes."""
    before, after = change.before or {}, change.after or {}
    if change.rid == ARTICLE:
        return Kind(ARTICLE, before.get("verdict"), after.get("verdict")), ""
    there = layer.annotations.get(change.rid)
    if there is None:
        added = changes.from_plain(after)
        return Kind(kind_of(added), None, added.state), bulk.kind_and_text(added)[1]
    state = after.get("state", there.state) if change.after is not None else None
    return Kind(kind_of(there), there.state, state), bulk.kind_and_text(there)[1]
