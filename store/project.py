"""A project: articles, what was extracted from them, and everything that people said of it.

Any thread may call any method: writes take turns, reads run beside them. Two processes may have the
same project open; a change made against a value that is no longer there is refused, see `Conflict`.
"""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
from tinydb import where as field
from tinydb.queries import QueryInstance
from tinydb.table import Document

from seeds.article import Article, Extraction
from seeds.profile import Profile, bundled_profile
from store import search, vocabulary
from store.catalogue import Catalogue, Filter, Order, Row
from store.layer import Layer, Step, Verdict
from store.layers import Deed, Layers
from store.log import Log
from store.operations import IMPORT, REDO, UNDO, Operation, inverse, redo_target, undo_target
from store.problems import NoArticle, NoProject, NotWritable, Occupied
from store.schema import LAYOUT
from store.search import Hit
from store.tiny import Database
from store.tiny.connections import UNFINISHED, damaged
from store.tiny.documents import Doc

Target = Callable[[Iterable[Operation], Collection[str]], Operation | None]
FILE = "project.db"


class Added(msgspec.Struct, frozen=True):
    """An article's id, and whether it is new to the project."""

    aid: int
    fresh: bool


class Undone(msgspec.Struct, frozen=True):
    """What an undo or a redo did: the step that it took back or made again, its action, the new layers."""

    step: str
    action: str
    layers: dict[int, Layer]

    @property
    def aids(self) -> tuple[int, ...]:
        """The articles that it changed."""
        return tuple(self.layers)


class Project:
    """The articles of a folder. `path` is the folder, `annotator` who works here, `name` what to call it."""

    def __init__(self, path: Path, db: Database, *, annotator: str) -> None:
        self.path = path
        self.name = path.resolve().name
        self.annotator = annotator
        self.db = db
        self._catalogue = Catalogue(db)
        self._log = Log(db)
        self._layers = Layers(db, self._log, self._catalogue)

    @classmethod
    def create(
        cls, path: Path, *, annotator: str, profile: Profile | None = None, patience: float = 5.0
    ) -> Self:
        """Make a project in a new or empty folder, with its schema: `profile`, or the one for poverty work.

        Raises Occupied, NotWritable or NotSaved.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
            present = {entry.name for entry in path.iterdir() if UNFINISHED not in entry.name}
        except FileExistsError:
            raise Occupied("{path} is a file: name a new folder", path=str(path)) from None
        except OSError as error:
            raise NotWritable(
                "{path} cannot be written: {reason}", path=str(path), reason=error.strerror
            ) from None
        if FILE in present:
            raise Occupied("there is a project in {path} already: open it", path=str(path))
        if present:
            raise Occupied("{path} is not empty: name a new folder", path=str(path))
        db = Database(path / FILE, layout=LAYOUT, patience=patience)
        with db.transaction():
            if not len(db.table("project")):
                schema = msgspec.to_builtins(profile or bundled_profile())
                born = {
                    "uuid": uuid.uuid4().hex,
                    "created": _now(),
                    "annotator": annotator,
                    "profile": schema,
                }
                db.table("project").insert(born)
        return cls(path, db, annotator=annotator)

    @classmethod
    def open(cls, path: Path, *, annotator: str, patience: float = 5.0) -> Self:
        """Open the project in a folder. `patience` is how long to wait for another process, in seconds.

        Raises NoProject, ForeignFile, NewerProject, NotWritable, Busy or Damaged.
        """
        try:
            there = (path / FILE).is_file()
        except OSError as error:
            raise NotWritable(
                "{path} cannot be read: {reason}", path=str(path), reason=error.strerror
            ) from None
        if not there:
            raise NoProject("there is no project in {path}; piyue import makes one", path=str(path))
        return cls(path, Database(path / FILE, layout=LAYOUT, patience=patience), annotator=annotator)

    @property
    def profile(self) -> Profile:
        """The schema that the project was made with. Raises Damaged."""
        kept = self.db.table("project").all()
        try:
            return msgspec.convert(kept[0]["profile"], type=Profile)
        except (IndexError, KeyError, msgspec.ValidationError):
            raise damaged(self.db.storage.path, "the profile is not readable") from None

    def close(self) -> None:
        """Close the files. Everything acknowledged is on the disk already."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything inside together; for an import, a hundred articles at a time."""
        with self._layers.transaction():
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """See one state of the project inside, whatever is written meanwhile. Keep it short."""
        with self.db.reading():
            yield

    # Articles

    def add(self, article: Article, extraction: Extraction) -> Added:
        """Keep an article and what was extracted from it; one with the same bytes is there already.

        Raises NotSaved, Busy, NotWritable or Damaged.
        """
        with self.transaction(), self.db.transaction() as connection:
            known = self.db.table("articles").get(field("sha256") == article.source.sha256)
            if isinstance(known, Document):
                return Added(known.doc_id, fresh=False)
            aid = self._catalogue.add(article, extraction)
            self.db.storage.put("texts", aid, msgspec.to_builtins(article))
            self.db.storage.put("bases", aid, msgspec.to_builtins(extraction))
            search.index(connection, aid, article, extraction)
            self._layers.begin(self._deed(uuid.uuid4().hex, IMPORT), aid, extraction)
        return Added(aid, fresh=True)

    def article(self, aid: int) -> Article:
        """The article as it was read. Raises NoArticle or Damaged."""
        return msgspec.convert(self._kept("texts", aid), type=Article)

    def extraction(self, aid: int) -> Extraction:
        """What was extracted from the article at its import. Raises NoArticle or Damaged."""
        return msgspec.convert(self._kept("bases", aid), type=Extraction)

    # The list

    def ids(self, where: Filter = Filter(), order: Order = Order()) -> array[int]:  # noqa: B008
        """The ids of the articles to show, in order; see `Filter` and `Order`."""
        return self._catalogue.ids(where, order)

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The rows of those articles, in the order asked."""
        return self._catalogue.rows(ids)

    def counts(self) -> dict[Verdict, int]:
        """How many articles there are of each verdict."""
        return self._catalogue.counts()

    def labels(self) -> list[tuple[str, int]]:
        """The labels in use and the number of their articles, the most used first."""
        return self._catalogue.labels()

    def recent_labels(self, limit: int = 8) -> list[str]:
        """The labels that this annotator put on articles last, newest first."""
        tagged = self._log.latest(self.annotator, "tag", 10 * limit)
        return list(dict.fromkeys(done.rid.removeprefix("t:") for done in tagged))[:limit]

    def metrics(self, limit: int = 500) -> list[tuple[str, int]]:
        """What people call the things measured, and in how many records that stand, the most used first."""
        return self._vocabulary("metric", limit)

    def units(self, limit: int = 500) -> list[tuple[str, int]]:
        """The units of the records that people judged right, and of how many, the most used first."""
        return self._vocabulary("unit", limit)

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """Up to `limit` articles whose text has every word of the query, and where; in order of id."""
        words = search.words_of(query)
        if not words:
            return []
        with self.db.reading() as connection:
            aids = search.found_in_text(connection, words, limit)
        return [Hit(aid, *search.place_of(words[0], self.article(aid).text)) for aid in aids]

    # Layers and steps

    def layer(self, aid: int) -> Layer:
        """The article's suggestions folded with everything done to them. Raises NoArticle or Damaged."""
        return self._layers.layer(aid)

    def layer_as_of(self, aid: int, version: int) -> Layer:
        """The layer as it was when it had that `version`, which operations tell; 0 is as it was extracted.

        Raises NoArticle or Damaged.
        """
        return self._layers.as_of(aid, version)

    def record(self, step: Step) -> dict[int, Layer]:
        """Write a step and return the new layers of its articles; on the disk when this returns.

        A step that was recorded before (by its `op_id`) changes nothing.
        Raises Conflict, NotSaved, Busy, NotWritable or Damaged; then nothing of the step was written.
        """
        with self.transaction():
            if self._log.of_step(step.op_id):
                return {change.aid: self.layer(change.aid) for change in step.changes}
            return self._layers.write(self._deed(step.op_id, step.action), step.changes)

    def undo(self, *, op_id: str | None = None, passing: Collection[str] = ()) -> Undone | None:
        """Take back the annotator's last step that is not undone; None where there is none.

        `op_id` makes a retry harmless; `passing` are steps to leave as they are (the `step` of a Conflict).
        Raises what `record` does: Conflict where somebody has changed the value since.
        """
        return self._turn_back(UNDO, undo_target, op_id, passing)

    def redo(self, *, op_id: str | None = None, passing: Collection[str] = ()) -> Undone | None:
        """Make the annotator's last undone step again; None where there is none, or another step came after.

        `op_id` and `passing` are as for `undo`, and so is what is raised.
        """
        return self._turn_back(REDO, redo_target, op_id, passing)

    def history(self, aid: int, rid: str | None = None) -> list[Operation]:
        """What was done to an article, or to one record of it, oldest first."""
        return [done for done in self._log.of_article(aid) if rid is None or done.rid == rid]

    def changes(self, since: int) -> tuple[int, list[int]]:
        """The newest `seq` of the log, and the articles that anybody added or changed after `since`."""
        with self.db.reading():
            return self._log.last(), self._log.touched(since)

    # Positions

    def remember(self, key: str, value: Any) -> None:
        """Keep a JSON value for this annotator: where the program was left."""
        self.db.table("positions").upsert(
            {"annotator": self.annotator, "key": key, "value": value}, self._position(key)
        )

    def recall(self, key: str) -> Any:
        """The value that was kept for this annotator, or None."""
        found = self.db.table("positions").get(self._position(key))
        return found["value"] if isinstance(found, Document) else None

    def _turn_back(
        self, action: str, target: Target, op_id: str | None, passing: Collection[str]
    ) -> Undone | None:
        """Append the inverse of the step that `target` finds in the annotator's part of the log."""
        with self.transaction():
            if op_id is not None and (done := self._log.of_step(op_id)):
                taken = str(done[0].undoes)
                layers = {change.aid: self.layer(change.aid) for change in done}
            else:
                leader = target(self._log.newest_first(self.annotator), passing)
                if leader is None:
                    return None
                taken = leader.step
                deed = self._deed(op_id or uuid.uuid4().hex, action, undoes=taken)
                layers = self._layers.write(deed, inverse(self._log.of_step(taken)))
            origin = self._log.of_step(taken)[0]
            if origin.undoes is not None:
                origin = self._log.of_step(origin.undoes)[0]
        return Undone(origin.step, origin.action, layers)

    def _vocabulary(self, field: vocabulary.Worded, limit: int) -> list[tuple[str, int]]:
        with self.db.reading() as connection:
            return vocabulary.most_used(connection, field, limit)

    def _deed(self, step: str, action: str, undoes: str | None = None) -> Deed:
        return Deed(step=step, action=action, annotator=self.annotator, at=_now(), undoes=undoes)

    def _kept(self, table: str, aid: int) -> Doc:
        for _, document in self.db.storage.fetch(table, [aid]):
            return document
        raise NoArticle("there is no article {aid} in {path}", aid=aid, path=str(self.path))

    def _position(self, key: str) -> QueryInstance:
        position: QueryInstance = (field("annotator") == self.annotator) & (field("key") == key)
        return position


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
