"""Many layers at a time: read a page after the other, as far as asked for, and changed in one step.

Nothing is kept of a page when the next one is read, so that a step over all articles of a project takes as
much memory as one over a few hundred.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from seeds.article import Annotation, Tag
from store import listing, standing, vocabulary
from store.catalogue import Head
from store.layer import ARTICLE, Change, Layer, Values
from store.layers import Layers
from store.log import Log
from store.operations import Deed, Operation, as_recorded, fold, follows, inverse
from store.problems import Conflict, NoArticle
from store.sweeping import PAGE, WHOLE_PAGE, Left, Progress, Stopped, Survey, Sweep
from store.tiny import Database

_TAG = "t:"
_FEW = 64
"""Articles whose whole layers are read without a thought."""
Todo = tuple[Head, Layer, tuple[Change, ...]]
"""An article that is to be changed: its head and its layer before, and the changes."""


class Interrupted(Exception):
    """Somebody asked to stop: what was begun is to be rolled back."""


class Stale(Exception):
    """A change takes for granted what is no longer so."""

    def __init__(self, change: Change) -> None:
        super().__init__()
        self.change = change


class ManyLayers:
    """The layers of a project, in pages."""

    def __init__(self, db: Database, log: Log, layers: Layers) -> None:
        self._db = db
        self._log = log
        self._layers = layers

    def survey(self, aids: Sequence[int], sweep: Sweep, progress: Progress, stopped: Stopped) -> Survey:
        """What a sweep would change. Raises NoArticle, Damaged or Interrupted."""
        survey = Survey()
        for page in _pages(aids, _length(sweep), progress, stopped):
            with self._db.reading():
                for _head, layer in self._read(page, sweep.records):
                    survey.count(layer, sweep.on(layer))
        return survey

    def sweep(
        self, deed: Deed, aids: Sequence[int], sweep: Sweep, progress: Progress, stopped: Stopped
    ) -> tuple[array[int], Counter[Left]]:
        """Change the articles in one step: which were changed, and how many were left and why.

        To be called in a transaction, which must be rolled back when this raises NoArticle, Damaged, Conflict
        or Interrupted.
        """
        left: Counter[Left] = Counter()
        with self._db.transaction() as connection:
            writing = _Writing(self._db, self._log, connection, deed)
            for page in _pages(aids, _length(sweep), progress, stopped):
                todo: list[Todo] = []
                for head, layer in self._read(page, sweep.records):
                    outcome = sweep.on(layer)
                    if isinstance(outcome, str):
                        left[outcome] += 1
                    else:
                        todo.append((head, layer, outcome))
                try:
                    writing.write(todo)
                except Stale as stale:
                    raise self._layers.conflict(deed.step, stale.change) from None
        return writing.aids, left

    def take_back(
        self, deed: Deed, step: str, progress: Progress, stopped: Stopped, *, rest: bool
    ) -> tuple[array[int], int]:
        """Append the inverse of a step, the last change first: its articles, and how many were left.

        An article that somebody changed since, so that the inverse does not follow, is left as it is where
        `rest` says so. To be called in a transaction, which must be rolled back when this raises Conflict or
        Interrupted.
        """
        done = self._log.by_article(step)
        stale: list[Change] = []
        with self._db.transaction() as connection:
            writing = _Writing(self._db, self._log, connection, deed)
            for page in _heaps(done, progress, stopped):
                operations = self._log.fetch([seq for seqs in page.values() for seq in seqs])
                records = _light_records(operations.values()) if len(done) > _FEW else None
                todo: list[Todo] = []
                for head, layer in self._read(list(page), records):
                    changes = inverse([operations[seq] for seq in reversed(page[layer.aid])])
                    try:
                        _applied(layer, changes)
                    except Stale as met:
                        stale.append(met.change)
                    else:
                        todo.append((head, layer, changes))
                if rest or not stale:
                    writing.write(todo)
        if stale and (not rest or len(stale) == len(done)):
            raise self._changed_since(step, stale, len(done))
        return writing.aids, len(stale)

    def _changed_since(self, step: str, stale: Sequence[Change], articles: int) -> Conflict:
        conflict = self._layers.conflict(step, stale[0])
        if articles == 1:
            return conflict
        return Conflict(
            "{changed} of {count} articles were changed since, by {annotator}: nothing was taken back",
            step=step,
            operations=conflict.operations,
            changed=len(stale),
            others=articles - len(stale),
            count=articles,
            annotator=conflict.operations[-1].annotator if conflict.operations else "?",
        )

    def _read(self, aids: Sequence[int], records: tuple[str, ...] | None) -> Iterator[tuple[Head, Layer]]:
        """The heads and layers of a page of articles; of their layers these records only, or all."""
        heads = dict(self._db.storage.fetch("heads", aids))
        labels = [rid for rid in records or () if rid != ARTICLE]
        done = self._log.of_records(aids, self._layers.name, labels) if labels else {}
        for aid in aids:
            if aid not in heads:
                raise NoArticle(
                    "there is no article {aid} in {path}", aid=aid, path=str(self._db.storage.path.parent)
                )
            head = msgspec.convert(heads[aid], type=Head)
            layer = None
            if records is not None:
                layer = _glimpse(aid, self._layers.name, head, labels, done.get(aid, []))
            yield head, layer or self._layers.whole(aid, head)


class _Writing:
    """A step that is being written, a page of articles after the other."""

    def __init__(self, db: Database, log: Log, connection: sqlite3.Connection, deed: Deed) -> None:
        self.aids: array[int] = array("q")
        self._db = db
        self._log = log
        self._connection = connection
        self._deed = deed
        self._part = 0

    def write(self, todo: Iterable[Todo]) -> None:
        """Append the changes of some articles to the log, and make the list what they say. Raises Stale."""
        operations: list[Operation] = []
        outcomes: list[tuple[Head, Layer, Layer, set[str], int]] = []
        for head, layer, changes in todo:
            after, recorded = _applied(layer, changes)
            for version, change in enumerate(recorded, layer.version + 1):
                operations.append(self._deed.operation(change, layer.name, version, self._part))
                self._part += 1
            touched = {change.rid for change in changes}
            outcomes.append((head, layer, after, touched, len(operations)))
            self.aids.append(layer.aid)
        first = self._log.append(operations) - len(operations) + 1
        listing.note_hands(self._connection, operations)
        self._db.storage.put_all(
            "heads",
            (
                self._stand(head, before, after, touched, first + until - 1)
                for head, before, after, touched, until in outcomes
            ),
        )

    def _stand(
        self, head: Head, before: Layer, after: Layer, touched: set[str], changed: int
    ) -> tuple[int, Values]:
        """The document of an article's head; what is made from it beside is written here."""
        document: Values = msgspec.to_builtins(standing.moved(head, before, after, touched, changed))
        listing.update(self._connection, after.aid, document)
        standing.relabel(self._connection, before, after, touched)
        vocabulary.count(self._connection, before, after, touched)
        return after.aid, document


def _length(sweep: Sweep) -> int:
    return PAGE if sweep.records is not None else WHOLE_PAGE


def _pages(aids: Sequence[int], length: int, progress: Progress, stopped: Stopped) -> Iterator[Sequence[int]]:
    """The articles a page at a time, each once, in order of id. Raises Interrupted."""
    ordered = array("q", sorted(set(aids)))
    for at in range(0, len(ordered), length):
        if stopped():
            raise Interrupted
        progress(at, len(ordered))
        yield ordered[at : at + length]
    progress(len(ordered), len(ordered))


def _heaps(
    done: Sequence[tuple[int, list[int]]], progress: Progress, stopped: Stopped
) -> Iterator[dict[int, list[int]]]:
    """Articles and the `seq` of the operations on each, so many at a time that these make a page.

    Raises Interrupted.
    """
    heap: dict[int, list[int]] = {}
    held = 0
    for at, (aid, seqs) in enumerate(done):
        if held >= PAGE:
            if stopped():
                raise Interrupted
            progress(at, len(done))
            yield heap
            heap, held = {}, 0
        heap[aid] = seqs
        held += len(seqs)
    yield heap


def _applied(layer: Layer, changes: Sequence[Change]) -> tuple[Layer, list[Change]]:
    """The layer after the changes, and these with the values as they are kept. Raises Stale."""
    if len({change.rid for change in changes}) == len(changes):
        if (stale := next((change for change in changes if not follows(layer, change)), None)) is not None:
            raise Stale(stale)
        after = fold(layer, changes)
        return after, [as_recorded(change, layer, after) for change in changes]
    recorded = []
    for change in changes:
        if not follows(layer, change):
            raise Stale(change)
        after = fold(layer, [change])
        recorded.append(as_recorded(change, layer, after))
        layer = after
    return layer, recorded


def _light_records(operations: Iterable[Operation]) -> tuple[str, ...] | None:
    """The records of operations where they are tags and articles that people judged; otherwise None."""
    records = {done.rid for done in operations if not done.from_extractor}
    light = all(rid == ARTICLE or rid.startswith(_TAG) for rid in records)
    return tuple(records) if light and not any(done.from_extractor for done in operations) else None


def _glimpse(aid: int, name: str, head: Head, rids: Sequence[str], done: Sequence[Operation]) -> Layer | None:
    """A layer that has these tags and the verdict only; None where that takes the whole layer to know.

    A tag that was never touched is suggested or is not there, which the head tells; one that was touched
    was suggested where the first operation on it found it. Of a suggestion no more is known than its label.
    """
    if any(one.from_extractor for one in done):
        return None
    first = {one.rid: one.before is not None for one in reversed(done)}
    suggested: dict[str, Annotation] = {
        rid: Tag(id=rid, label=rid.removeprefix(_TAG))
        for rid in rids
        if first.get(rid, rid.removeprefix(_TAG) in head.suggested_tags)
    }
    try:
        layer = fold(Layer(aid, name, 0, suggested, suggested), (one.change for one in done))
    except msgspec.ValidationError:
        return None
    for rid in rids:
        tag, label = layer.annotations.get(rid), rid.removeprefix(_TAG)
        state = tag.state if tag is not None else "rejected"
        if (label in head.suggested_tags) != (state == "suggested"):
            return None
        if (label in head.tags) != (state not in ("suggested", "rejected")):
            return None
    version = head.versions.get(name, 0)
    return msgspec.structs.replace(layer, version=version, verdict=head.verdict, reason=head.reason)
