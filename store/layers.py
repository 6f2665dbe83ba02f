"""The layers of a project: folded from the log when they are asked for, remembered, and changed by steps."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec

from seeds.article import Extraction
from store import vocabulary
from store.catalogue import Catalogue, Head
from store.layer import ARTICLE, Change, Layer
from store.log import Log
from store.operations import Operation, as_recorded, first_layer, fold, follows, said_of_article
from store.problems import Conflict, NoArticle
from store.tiny import Database
from store.tiny.connections import damaged

MAIN = "main"
"""The layer that all annotators share."""
_REMEMBERED = 64


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What the operations of one step have in common; see `Operation`."""

    step: str
    action: str
    annotator: str
    at: str
    undoes: str | None = None


class Layers:
    """The `name` layer of every article."""

    def __init__(self, db: Database, log: Log, catalogue: Catalogue, *, name: str = MAIN) -> None:
        self._db = db
        self._log = log
        self._catalogue = catalogue
        self._name = name
        self._turn = threading.Lock()
        self._remembered: OrderedDict[int, Layer] = OrderedDict()
        self._drafts: dict[int, Layer] = {}

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
                drafts = self._drafts
            finally:
                self._drafts = {}
        for layer in drafts.values():
            self._remember(layer)

    def begin(self, deed: Deed, aid: int, extraction: Extraction) -> None:
        """Start the layer of a new article. Its import is in the log, as version 0."""
        layer = first_layer(aid, self._name, extraction)
        change = Change(aid, ARTICLE, None, said_of_article(layer))
        with self._db.transaction() as connection:
            self._log.append([_operation(deed, change, layer, part=0)])
            self._catalogue.put(connection, layer, before=None)

    def layer(self, aid: int) -> Layer:
        """The layer as it is now. Raises NoArticle or Damaged."""
        with self._db.reading():
            return self._current(aid, self._head(aid))

    def as_of(self, aid: int, version: int) -> Layer:
        """The layer as its first `version` operations left it. Raises NoArticle or Damaged."""
        with self._db.reading():
            self._head(aid)
            done = self._log.of_layer(aid, self._name)
            return fold(self._first(aid), (one.change for one in done if one.version <= version))

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
                    raise self._conflict(deed.undoes or deed.step, change)
                layers[aid] = fold(before, [change])
                recorded = as_recorded(change, before, layers[aid])
                operations.append(_operation(deed, recorded, layers[aid], part))
            self._log.append(operations)
            for aid, layer in layers.items():
                self._catalogue.put(connection, layer, heads[aid])
                vocabulary.count(connection, befores[aid], layer, touched[aid])
                self._drafts[aid] = layer
        return layers

    def _head(self, aid: int) -> Head:
        head = self._catalogue.head(aid)
        if head is None:
            raise NoArticle(
                "there is no article {aid} in {path}", aid=aid, path=str(self._db.storage.path.parent)
            )
        return head

    def _current(self, aid: int, head: Head) -> Layer:
        version = head.versions.get(self._name, 0)
        inside = self._db.storage.inside_transaction()
        layer = self._drafts.get(aid) if inside else None
        if layer is None:
            with self._turn:
                layer = self._remembered.get(aid)
        if layer is not None and layer.version == version:
            return layer
        if layer is None or layer.version > version:
            layer = self._first(aid)
        since = self._log.of_layer(aid, self._name, after=layer.version)
        if [done.version for done in since] != list(range(layer.version + 1, version + 1)):
            raise damaged(self._db.storage.path, f"the log of article {aid} has gaps")
        layer = fold(layer, (done.change for done in since))
        if inside:
            self._drafts[aid] = layer
        else:
            self._remember(layer)
        return layer

    def _first(self, aid: int) -> Layer:
        for _, base in self._db.storage.fetch("bases", [aid]):
            return first_layer(aid, self._name, msgspec.convert(base, type=Extraction))
        raise damaged(self._db.storage.path, f"the suggestions of article {aid} are missing")

    def _remember(self, layer: Layer) -> None:
        with self._turn:
            self._remembered[layer.aid] = layer
            self._remembered.move_to_end(layer.aid)
            if len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)

    def _conflict(self, step: str, change: Change) -> Conflict:
        of_record = [done for done in self._log.of_layer(change.aid, self._name) if done.rid == change.rid]
        return Conflict(
            "this was changed meanwhile by {annotator}: nothing was saved, look at it and decide again",
            step=step,
            operations=tuple(of_record),
            annotator=of_record[-1].annotator if of_record else "?",
        )


def _operation(deed: Deed, change: Change, layer: Layer, part: int) -> Operation:
    return Operation(
        seq=0,
        step=deed.step,
        part=part,
        aid=change.aid,
        layer=layer.name,
        version=layer.version,
        annotator=deed.annotator,
        at=deed.at,
        action=deed.action,
        rid=change.rid,
        before=change.before,
        after=change.after,
        undoes=deed.undoes,
        from_extractor=change.from_extractor,
    )
