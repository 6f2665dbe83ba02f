"""What a project has to say, worked out anew with lists and dicts: every answer scans everything.

Nothing of the store's folding, undoing or listing is used here; records are plain dicts, as they are written
to JSON.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from store.catalogue import Filter, Order

Record = dict[str, Any]
State = dict[str, Record]
"""The records of an article by id; `article` has its verdict and the reason."""
ARTICLE = "article"
_VERDICTS = ("new", "reading", "flagged", "done")
_STANDING = ("accepted", "corrected", "added")
_ANNOTATIONS = ("entity", "indicator", "tag")


class Edit(NamedTuple):
    """One record of an article before and after; None where it does not exist."""

    aid: int
    rid: str
    before: Record | None
    after: Record | None


class Entry(NamedTuple):
    """A line of the log."""

    step: str
    annotator: str
    action: str
    version: int
    edit: Edit
    undoes: str | None


class Refused(Exception):
    """Something was taken for granted that is no longer so; `step` is what could not be done."""

    def __init__(self, step: str) -> None:
        self.step = step


class Fact(NamedTuple):
    """What an article is from its import on."""

    sha256: str
    text: str
    title: str
    published: str | None
    source: str | None
    place: str | None
    failing: int


class Oracle:
    """The whole project: `articles` and `first` states by id, `log` in order."""

    def __init__(self) -> None:
        self.articles: dict[int, Fact] = {}
        self.first: dict[int, State] = {}
        self.log: list[Entry] = []
        self._now: dict[int, State] = {}
        self._done: dict[str, list[str]] = {}
        self._undone: dict[str, list[str]] = {}

    def add(self, fact: Fact, records: State, annotator: str, step: str) -> tuple[int, bool]:
        """Take an article in; its id, and whether it is new."""
        for aid, known in self.articles.items():
            if known.sha256 == fact.sha256:
                return aid, False
        aid = len(self.articles) + 1
        said = {"verdict": "new", "reason": ""}
        self.articles[aid], self.first[aid] = fact, copy.deepcopy(records) | {ARTICLE: dict(said)}
        self._now[aid] = copy.deepcopy(self.first[aid])
        self.log.append(Entry(step, annotator, "import", 0, Edit(aid, ARTICLE, None, said), None))
        return aid, True

    def state(self, aid: int, version: int | None = None) -> State:
        """The records of an article, now or at an earlier version; not to be changed."""
        if version is None:
            return self._now[aid]
        state = copy.deepcopy(self.first[aid])
        for entry in self.history(aid)[1:]:
            if entry.version <= version:
                _apply(state, entry.edit)
        return state

    def history(self, aid: int) -> list[Entry]:
        """What was done to an article."""
        return [entry for entry in self.log if entry.edit.aid == aid]

    def version(self, aid: int) -> int:
        """How many edits an article has had."""
        return len(self.history(aid)) - 1

    def record(self, annotator: str, step: str, action: str, edits: list[Edit]) -> None:
        """A step of a person. Raises Refused."""
        if any(entry.step == step for entry in self.log):
            return
        self._write(annotator, step, action, edits, None)
        self._done.setdefault(annotator, []).append(step)
        self._undone[annotator] = []

    def undo(self, annotator: str, step: str) -> str | None:
        """Take the last step back; which it was. Raises Refused."""
        if not (done := self._done.get(annotator)):
            return None
        self._write(annotator, step, "undo", self._inverse(done[-1]), done[-1])
        self._undone.setdefault(annotator, []).append(step)
        return done.pop()

    def redo(self, annotator: str, step: str) -> str | None:
        """Make the last undone step again; which it was. Raises Refused."""
        if not (undone := self._undone.get(annotator)):
            return None
        self._write(annotator, step, "redo", self._inverse(undone[-1]), undone[-1])
        origin = next(entry.undoes for entry in self.log if entry.step == undone[-1])
        assert origin is not None
        undone.pop()
        self._done[annotator].append(origin)
        return origin

    def can_redo(self, annotator: str) -> bool:
        """Whether the last thing that an annotator did was to take something back."""
        return bool(self._undone.get(annotator))

    def _inverse(self, step: str) -> list[Edit]:
        edits = [entry.edit for entry in self.log if entry.step == step]
        return [Edit(edit.aid, edit.rid, edit.after, edit.before) for edit in reversed(edits)]

    def _write(self, annotator: str, step: str, action: str, edits: list[Edit], undoes: str | None) -> None:
        states = {edit.aid: copy.deepcopy(self.state(edit.aid)) for edit in edits}
        versions = {aid: self.version(aid) for aid in states}
        entries = []
        for edit in edits:
            state = states[edit.aid]
            if not _holds(state, edit):
                raise Refused(undoes or step)
            was = copy.deepcopy(state.get(edit.rid))
            _apply(state, edit)
            became = copy.deepcopy(state.get(edit.rid))
            if was is not None and became is not None:
                fields = edit.after or {}
                was, became = {name: was[name] for name in fields}, {name: became[name] for name in fields}
            versions[edit.aid] += 1
            recorded = Edit(edit.aid, edit.rid, was, became)
            entries.append(Entry(step, annotator, action, versions[edit.aid], recorded, undoes))
        self.log += entries
        self._now |= states

    # The list

    def ids(self, where: Filter) -> list[int]:
        """The articles that meet a filter, in order of id."""
        return [aid for aid in self.articles if self._meets(aid, where)]

    def ordered(self, aids: Collection[int], order: Order, changed: dict[int, int]) -> list[int]:
        """Those articles as an order has them; `changed` has the number of the last operation on each."""

        def key(aid: int) -> tuple[Any, ...]:
            fact, state = self.articles[aid], self.state(aid)
            column: Any = {
                "added": aid,
                "published": (fact.published is not None, fact.published or ""),
                "place": (fact.place is not None, fact.place or ""),
                "source": (fact.source is not None, fact.source or ""),
                "verdict": _VERDICTS.index(state[ARTICLE]["verdict"]),
                "unreviewed": len(self.of_states(state, "suggested")),
                "indicators": self.kept(state, "indicator"),
                "failing": fact.failing,
                "characters": len(fact.text),
                "changed": changed[aid],
            }[order.by]
            return column, aid

        return sorted(aids, key=key, reverse=order.descending)

    def of_states(self, state: State, *states: str) -> list[Record]:
        """The annotations that are in one of these states."""
        return [one for one in _annotations(state) if one["state"] in states]

    def kept(self, state: State, kind: str) -> int:
        """How many annotations of a kind are not rejected."""
        return sum(one["kind"] == kind and one["state"] != "rejected" for one in _annotations(state))

    def labels(self, aid: int) -> set[str]:
        """The tags of an article, put or suggested."""
        return {
            one["label"]
            for one in _annotations(self.state(aid))
            if one["kind"] == "tag" and one["state"] != "rejected"
        }

    def hands(self, aid: int) -> set[str]:
        """Who recorded a step on an article."""
        return {entry.annotator for entry in self.history(aid)[1:]}

    def facets(self, field: str, where: Filter) -> dict[str, int]:
        """The values of a field among the articles that meet a filter, and on how many they are."""
        found: Counter[str] = Counter()
        for aid in self.ids(where):
            fact = self.articles[aid]
            values: dict[str, Collection[str | None]] = {
                "tag": self.labels(aid),
                "annotator": self.hands(aid),
                "place": [fact.place],
                "source": [fact.source],
                "verdict": [self.state(aid)[ARTICLE]["verdict"]],
                "year": [fact.published[:4] if fact.published else None],
            }
            found.update(value for value in values[field] if value is not None)
        return dict(found)

    def recent_labels(self, annotator: str) -> list[str]:
        """The labels that an annotator put on one article at a time, the last first."""
        put = (e.edit.rid for e in reversed(self.log) if (e.annotator, e.action) == (annotator, "tag"))
        return list(dict.fromkeys(rid.removeprefix("t:") for rid in put))

    def uses(self, field: str) -> dict[str, int]:
        """The words of a field of the indicators that people judged right."""
        standing = (one for aid in self.articles for one in self.of_states(self.state(aid), *_STANDING))
        return dict(Counter(one[field] for one in standing if one["kind"] == "indicator" and one[field]))

    def _meets(self, aid: int, where: Filter) -> bool:
        fact, state = self.articles[aid], self.state(aid)
        published = fact.published or ""
        remarks = [one for rid, one in state.items() if rid != ARTICLE and one["kind"] not in _ANNOTATIONS]
        conditions = (
            not where.verdicts or state[ARTICLE]["verdict"] in where.verdicts,
            set(where.tags) <= self.labels(aid),
            not where.places or fact.place in where.places,
            not where.sources or fact.source in where.sources,
            not where.annotators or bool(self.hands(aid) & set(where.annotators)),
            where.published_from is None or (published != "" and published >= where.published_from),
            where.published_to is None
            or (published != "" and published[: len(where.published_to)] <= where.published_to),
            not where.failing or fact.failing > 0,
            not where.waiting or bool(self.of_states(state, "suggested")),
            not where.unclear or any(one["kind"] == "unclear" for one in remarks),
            not where.commented or any(one["kind"] == "comment" and not one["settled"] for one in remarks),
            all(self._has_word(aid, word) for word in where.query.split()),
        )
        return all(conditions)

    def _has_word(self, aid: int, word: str) -> bool:
        fact = self.articles[aid]
        shown = (fact.text, fact.title, fact.published, fact.source, fact.place, *self.labels(aid))
        return any(word in one for one in shown if one)


def _annotations(state: State) -> Iterator[Record]:
    return (one for rid, one in state.items() if rid != ARTICLE and one["kind"] in _ANNOTATIONS)


def _holds(state: State, edit: Edit) -> bool:
    present = state.get(edit.rid)
    if present is None or edit.before is None:
        return present is None and edit.before is None
    return all(present[name] == value for name, value in edit.before.items())


def _apply(state: State, edit: Edit) -> None:
    if edit.after is None:
        del state[edit.rid]
    else:
        state[edit.rid] = state.get(edit.rid, {}) | copy.deepcopy(edit.after)
