"""The layers of a project: folded from the log when they are asked for, remembered, and changed by steps."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec

from seeds.article import Extraction
from store import listing, vocabulary
from store.catalogue import Catalogue, Head
from store.layer import ARTICLE, Change, Layer
from store.log import Log
from store.operations import (
    IMPORT,
    Deed,
    Operation,
    as_recorded,
    first_layer,
    fold,
    follows,
    said_of_article,
)
from store.problems import Conflict, Damaged, NoArticle
from store.tiny import Database
from store.tiny.explaining import damaged
from store.tiny.layout import field_expression

MAIN = "main"
"""The layer that all annotators share."""
_REMEMBERED = 64
_EPOCH = field_expression("epoch")


class Layers:
    """The `name` layer of every article."""

    def __init__(self, db: Database, log: Log, catalogue: Catalogue, *, name: str = MAIN) -> None:
        self._db = db
        self._log = log
        self._catalogue = catalogue
        self.name = name
        self._turn = threading.Lock()
        self._remembered: OrderedDict[tuple[str, int], Layer] = OrderedDict()
        self._drafts: dict[int, Layer] = {}
        self._history: tuple[tuple[int, int] | None, str] = (None, "")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction of the database. Layers changed in it are drafts until it is committed."""
        if self._db.storage.inside_transaction():
            yield
            return
        with self._db.transaction():
            self._drafts = {}
            try:
                yield
                drafts, epoch = self._drafts, self.epoch()
            finally:
                self._drafts = {}
        for layer in drafts.values():
            self._remember(epoch, layer)

    def begin(self, deed: Deed, aid: int) -> int:
        """Put the import of a new article into the log, as version 0 of its layer; returns its `seq`."""
        layer = first_layer(aid, self.name, Extraction())
        change = Change(aid, ARTICLE, None, said_of_article(layer))
        return self._log.append([deed.operation(change, layer.name, layer.version, part=0)])

    def bring(self, aid: int, first: Layer, layer: Layer, log: Sequence[Operation]) -> int:
        """Put into the log what was done to a new article in another project, its import there first.

        `log` leads from the layer `first` to `layer`. Returns the last `seq`.
        """
        with self.transaction(), self._db.transaction() as connection:
            here = [msgspec.structs.replace(done, aid=aid) for done in self._log.with_free_steps(log)]
            last = self._log.append(here)
            listing.note_hands(connection, (done for done in here if done.action != IMPORT))
            vocabulary.count(connection, first, layer, layer.annotations.keys() | first.annotations.keys())
        return last

    def layer(self, aid: int) -> Layer:
        """The layer as it is now. Raises NoArticle or Damaged."""
        with self._db.reading():
            return self._current(aid, self._head(aid))

    def as_of(self, aid: int, version: int) -> Layer:
        """The layer as its first `version` operations left it. Raises NoArticle or Damaged."""
        with self._db.reading():
            newest = self._head(aid).versions.get(self.name, 0)
            return self._folded(aid, min(version, newest), None)

    def history(self, aid: int) -> list[Operation]:
        """What was done to the article, oldest first, its import included. Raises Damaged."""
        with self._db.reading():
            done = self._log.of_article(aid)
            head = self._catalogue.head(aid)
        if head is not None:
            versions = [one.version for one in done if one.layer == self.name]
            if versions != list(range(head.versions.get(self.name, 0) + 1)):
                raise self._has_gaps(aid)
        return done

    def write(self, deed: Deed, changes: Sequence[Change]) -> dict[int, Layer]:
        """Append the changes to the log in one transaction; the new layer of each article that they touch.

        Raises Conflict where a change takes for granted what is no longer so.
        """
        layers: dict[int, Layer] = {}
        befores: dict[int, Layer] = {}
        touched: dict[int, set[str]] = {}
        heads: dict[int, Head] = {}
        operations = []
        with self.transaction(), self._db.transaction() as connection:
            for part, change in enumerate(changes):
                aid = change.aid
                if aid not in layers:
                    heads[aid] = self._head(aid)
                    layers[aid] = befores[aid] = self._current(aid, heads[aid])
                touched.setdefault(aid, set()).add(change.rid)
                before = layers[aid]
                if not follows(before, change):
                    raise self.conflict(deed.undoes or deed.step, change)
                layers[aid] = fold(before, [change])
                recorded = as_recorded(change, before, layers[aid])
                operations.append(deed.operation(recorded, self.name, layers[aid].version, part))
            first = self._log.append(operations) - len(operations) + 1
            listing.note_hands(connection, operations)
            changed = {done.aid: seq for seq, done in enumerate(operations, first)}
            for aid, layer in layers.items():
                self._catalogue.put(connection, layer, heads[aid], changed[aid])
                vocabulary.count(connection, befores[aid], layer, touched[aid])
                self._drafts[aid] = layer
        return layers

    def whole(self, aid: int, head: Head) -> Layer:
        """A layer of which the head is at hand. It is not remembered: a step may ask for every article's."""
        version = head.versions.get(self.name, 0)
        epoch = self.epoch()
        with self._turn:
            layer = self._remembered.get((epoch, aid))
        return layer if layer is not None and layer.version == version else self._folded(aid, version, None)

    def conflict(self, step: str, change: Change) -> Conflict:
        """What to raise where a change takes for granted what is no longer so."""
        of_record = [done for done in self._log.of_layer(change.aid, self.name) if done.rid == change.rid]
        return Conflict(
            "this was changed meanwhile by {annotator}: nothing was saved, look at it and decide again",
            step=step,
            operations=tuple(of_record),
            annotator=of_record[-1].annotator if of_record else "?",
        )

    def _head(self, aid: int) -> Head:
        head = self._catalogue.head(aid)
        if head is None and self._db.storage.holds("articles", aid):
            raise damaged(self._db.storage.path, f"the head of article {aid} is missing")
        if head is None:
            raise NoArticle(
                "there is no article {aid} in {path}", aid=aid, path=str(self._db.storage.path.parent)
            )
        return head

    def _current(self, aid: int, head: Head) -> Layer:
        version = head.versions.get(self.name, 0)
        inside = self._db.storage.inside_transaction()
        epoch = self.epoch()
        layer = self._drafts.get(aid) if inside else None
        if layer is None:
            with self._turn:
                layer = self._remembered.get((epoch, aid))
        if layer is not None and layer.version == version:
            return layer
        layer = self._folded(aid, version, layer)
        if inside:
            self._drafts[aid] = layer
        else:
            self._remember(epoch, layer)
        return layer

    def _folded(self, aid: int, version: int, known: Layer | None) -> Layer:
        """The layer at a version, folded on from an earlier one where one is known. Raises Damaged."""
        layer = known if known is not None and known.version <= version else self._first(aid)
        since = [
            done for done in self._log.of_layer(aid, self.name, layer.version) if done.version <= version
        ]
        if [done.version for done in since] != list(range(layer.version + 1, version + 1)):
            raise self._has_gaps(aid)
        return fold(layer, (done.change for done in since))

    def _has_gaps(self, aid: int) -> Damaged:
        return damaged(self._db.storage.path, f"the log of article {aid} has gaps")

    def _first(self, aid: int) -> Layer:
        for _, base in self._db.storage.fetch("bases", [aid]):
            return first_layer(aid, self.name, msgspec.convert(base, type=Extraction))
        raise damaged(self._db.storage.path, f"the suggestions of article {aid} are missing")

    def epoch(self) -> str:
        """Which history of the project this is: a restore begins another, its versions mean other things."""
        with self._db.reading() as connection:
            # A restore, as any change of tables, moves SQLite's own counter; asking for that is cheap.
            (schema,) = connection.execute("PRAGMA schema_version").fetchone()
            file = (self._db.storage.generation, schema)
            known, epoch = self._history
            if known != file:
                (said,) = connection.execute(f"SELECT {_EPOCH} FROM t_project").fetchone() or ("",)  # noqa: S608
                epoch = f"{said} {self._db.storage.generation}"
                self._history = (file, epoch)
            return epoch

    def _remember(self, epoch: str, layer: Layer) -> None:
        with self._turn:
            self._remembered[epoch, layer.aid] = layer
            self._remembered.move_to_end((epoch, layer.aid))
            if len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
