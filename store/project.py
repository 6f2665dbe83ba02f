"""A project: articles, what was extracted from them, and everything that people said of it.

Any thread may call any method: writes take turns, reads run beside them. Two processes may have the
same project open; a change made against a value that is no longer there is refused, see `Conflict`.
"""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Iterator, Sequence
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
from store import migrations, search, views, vocabulary
from store.catalogue import Field, Filter, Order, Row
from store.exchange.incoming import Incoming, Outcome
from store.intake import Brought, Prepared, prepare
from store.layer import Verdict
from store.mirror.lines import FOLDER as MIRROR
from store.mirror.mirror import Mirror
from store.news import Mark, News, news_of
from store.operations import IMPORT, MERGE
from store.problems import NoArticle, NoProject, NotWritable, Occupied
from store.schema import LAYOUT
from store.searching import Searching
from store.sources import SourceFiles, article_of
from store.tiny import Database
from store.tiny.connections import UNFINISHED
from store.tiny.creation import make_folder
from store.tiny.documents import Doc
from store.tiny.explaining import damaged
from store.views import View

FILE = "project.db"


class Added(msgspec.Struct, frozen=True):
    """An article's id, whether it is new to the project, and what came of merging what was said of it."""

    aid: int
    fresh: bool
    merged: Outcome | None = None


class Project(Searching):
    """The articles of a folder. `path` is the folder, `annotator` who works here, `name` what to call it."""

    def __init__(self, path: Path, db: Database, *, annotator: str) -> None:
        super().__init__(db, annotator)
        self.path = path
        self.name = path.resolve().name
        self.sources = SourceFiles(db)
        self.mirror = Mirror(path / MIRROR, db)
        self.mirror.begin()

    @classmethod
    def create(
        cls, path: Path, *, annotator: str, profile: Profile | None = None, patience: float = 5.0
    ) -> Self:
        """Make a project in a new or empty folder, with its schema: `profile`, or the one for poverty work.

        Raises Occupied, NotWritable or NotSaved.
        """
        try:
            make_folder(path)
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
        born = {
            "uuid": uuid.uuid4().hex,
            "created": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "annotator": annotator,
            "profile": msgspec.to_builtins(profile or bundled_profile()),
            "epoch": uuid.uuid4().hex,
        }
        db = Database(path / FILE, layout=LAYOUT, patience=patience, first={"project": born})
        return cls(path, db, annotator=annotator)

    @classmethod
    def open(cls, path: Path, *, annotator: str, patience: float = 5.0) -> Self:
        """Open the project in a folder. `patience` is how long to wait for another process, in seconds.

        Where the folder or its file may only be read, the project is `read_only`.
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
        db = Database(path / FILE, layout=LAYOUT, patience=patience)
        try:
            migrations.bring_up(db)
            db.storage.see_that_it_is_whole()
        except BaseException:
            db.close()
            raise
        return cls(path, db, annotator=annotator)

    @property
    def profile(self) -> Profile:
        """The schema that the project was made with. Raises Damaged."""
        kept = self.db.table("project").all()
        try:
            return msgspec.convert(kept[0]["profile"], type=Profile)
        except (IndexError, KeyError, msgspec.ValidationError):
            raise damaged(self.db.storage.path, "the profile is not readable") from None

    @property
    def read_only(self) -> bool:
        """Whether this process may only read the project: whatever would write raises NotWritable."""
        return self.db.storage.read_only

    def close(self) -> None:
        """Close the files. Everything acknowledged is on the disk already."""
        self.mirror.close()
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything inside together, for an import some hundred articles; then the mirror follows."""
        outermost, ahead = not self.db.storage.inside_transaction(), None
        with super().transaction():
            yield
            if outermost:
                ahead = self.mirror.ahead()
        if outermost:
            self.mirror.catch_up(ahead)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

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
        return self.put(prepare(article, extraction))

    def put(self, prepared: Prepared) -> Added:
        """Write an article that `intake.prepare` made ready; one with the same bytes is there already.

        What was done to it in another project (`intake.Brought`) comes with it, or is merged with what was
        done to it here. Raises what `add` does.
        """
        brought = prepared if isinstance(prepared, Brought) else None
        with self.transaction(), self.db.transaction() as connection:
            known = article_of(connection, prepared.sha256)
            if known is not None:
                merged = self.merge(known, [brought.incoming]) if brought else None
                return Added(known, fresh=False, merged=merged)
            aid = (self.db.storage.last_id("articles") or 0) + 1
            self.db.storage.put_packed("texts", aid, prepared.article)
            self.db.storage.put_packed("bases", aid, prepared.extraction)
            search.index(connection, aid, prepared.words)
            labels = [(label, "suggested") for label in prepared.head.suggested_tags]
            if brought and brought.log:
                labels = [(tag.label, tag.state) for tag in brought.layer.tags()]
                seq = self._layers.bring(aid, brought.first, brought.layer, brought.log)
                self._own.extend(dict.fromkeys(done.step for done in brought.log))
            else:
                seq = self._layers.begin(self._deed(uuid.uuid4().hex, IMPORT), aid)
            head = msgspec.structs.replace(prepared.head, changed=seq)
            self._catalogue.add(aid, prepared.facts, prepared.keys, head, labels)
            merged = self.merge(aid, [brought.incoming]) if brought and brought.differs else None
        return Added(aid, fresh=True, merged=merged)

    def merge(self, aid: int, incoming: Sequence[Incoming]) -> Outcome:
        """Bring what files say of an article in, as one step; see `store.exchange.merging`.

        Raises what `record` does.
        """
        from store.exchange.merging import merging  # slow to load, and few articles come twice

        with self.transaction():
            found = merging(self, self.layer(aid), incoming)
            if found.changes:
                self._layers.write(self._deed(uuid.uuid4().hex, MERGE), found.changes)
        return found

    def article(self, aid: int) -> Article:
        """The article as it was read. Raises NoArticle or Damaged."""
        return msgspec.convert(self._kept("texts", aid), type=Article)

    def extraction(self, aid: int) -> Extraction:
        """What was extracted from the article at its import. Raises NoArticle or Damaged."""
        return msgspec.convert(self._kept("bases", aid), type=Extraction)

    # The list

    def ids(
        self,
        where: Filter = Filter(),  # noqa: B008
        order: Order = Order(),  # noqa: B008
        limit: int | None = None,
    ) -> array[int]:
        """The ids of the articles to show, in order; the first `limit` of them come sooner than all."""
        return self._catalogue.ids(where, order, limit)

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The rows of those articles, in the order asked."""
        return self._catalogue.rows(ids)

    def note_failing(self, aid: int, failing: int) -> None:
        """Keep for the list how many checks of an article fail now that its figures were corrected.

        Raises NotSaved, Busy, NotWritable or Damaged.
        """
        self._catalogue.note_failing(aid, failing)

    def counts(self, where: Filter = Filter()) -> dict[Verdict, int]:  # noqa: B008
        """How many of the articles that the filter leaves have each verdict."""
        return self._catalogue.counts(where)

    def facets(
        self,
        field: Field,
        where: Filter = Filter(),  # noqa: B008
        limit: int = 500,
    ) -> list[tuple[str, int]]:
        """The values of a field among the articles that the filter leaves, and on how many they are."""
        return self._catalogue.facets(field, where, limit)

    def views(self) -> list[View]:
        """The filters and orders that were given a name, in order of it. Raises Damaged."""
        return views.views(self.db)

    def save_view(self, view: View) -> None:
        """Keep a view, in place of one of the same name."""
        views.save(self.db, view)

    def delete_view(self, name: str) -> None:
        """Forget a view."""
        views.delete(self.db, name)

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

    # What others did

    def changes(self, since: int) -> tuple[int, list[int]]:
        """The newest `seq` of the log, and the articles that anybody added or changed after `since`."""
        with self.db.reading():
            return self._log.last(), self._log.touched(since)

    def mark(self) -> Mark:
        """How far the project has come."""
        with self.db.reading():
            return Mark(self._layers.epoch(), self._log.last())

    def news(self, since: Mark) -> News | None:
        """What others did since then, in other processes or through another `Project`; None for nothing.

        What was done through this one is none, but moves the mark on.
        """
        with self.db.reading():
            mark = self.mark()
            if mark == since:
                return None
            if mark.epoch != since.epoch:
                return News(mark=mark, restored=True)
            return news_of(self._log.touches(since.seq), mark, set(self._own))

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

    def _vocabulary(self, field: vocabulary.Worded, limit: int) -> list[tuple[str, int]]:
        with self.db.reading() as connection:
            return vocabulary.most_used(connection, field, limit)

    def _kept(self, table: str, aid: int) -> Doc:
        for _, document in self.db.storage.fetch(table, [aid]):
            return document
        if self._catalogue.head(aid) is not None:
            raise damaged(self.db.storage.path, f"document {aid} of {table} is missing")
        raise NoArticle("there is no article {aid} in {path}", aid=aid, path=str(self.path))

    def _position(self, key: str) -> QueryInstance:
        position: QueryInstance = (field("annotator") == self.annotator) & (field("key") == key)
        return position
