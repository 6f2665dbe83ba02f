"""Files of annotations on their way into a project: every text finds its article, all are merged as one step.

What the files say is put aside in a temporary file, by article: a file is read once, whatever its order, and
no more than one article's annotations are in memory at a time.
"""

from __future__ import annotations

import hashlib
import tempfile
from array import array
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Self

import msgspec

from seeds.article import Note
from seeds.problems import Problem, Unreadable
from store.catalogue import Order
from store.exchange.fitting import squeezed
from store.exchange.incoming import Incoming, Outcome
from store.exchange.merging import merging
from store.layer import Change, Layer
from store.operations import MERGE
from store.problems import NoArticle
from store.project import Project
from store.sources import article_of
from store.sweeping import Left, Progress, Stopped

NOTHING_NEW: Left = "nothing new"
"""The article has all that came in, or it does not fit."""
_SHOWN = 5
Tell = Callable[[Note], None]


class Arrivals:
    """What files say of the articles of a project. `tell` hears of each text that is of none of them."""

    def __init__(self, project: Project, tell: Tell) -> None:
        self.texts = 0
        self.strangers = 0
        self.unread = 0
        self._tell = tell
        self._match = _Matching(project)
        self._file = tempfile.TemporaryFile(prefix="piyue-")  # noqa: SIM115 - closed by close()
        self._places: dict[int, array[int]] = {}

    @property
    def aids(self) -> Sequence[int]:
        """The articles of which something is said."""
        return array("q", sorted(self._places))

    def take(self, coming: Iterable[Incoming | Unreadable], stopped: Stopped) -> None:
        """Put aside what a file says, as it is read. Raises Damaged, or Problem where there is no room."""
        for one in coming:
            if stopped():
                return
            if isinstance(one, Unreadable):
                self.unread += 1
                self._tell(note_of(one))
                continue
            found = self._match.article(one)
            if isinstance(found, Note):
                self.strangers += 1
                self._tell(found)
                continue
            self.texts += 1
            # The text is that of the article, or needed to find the places in that.
            self._put(found, one)

    def of(self, aid: int) -> list[Incoming]:
        """What is said of an article, in the order in which it came."""
        found = []
        places = self._places.get(aid, array("q"))
        for start, length in zip(places[::2], places[1::2], strict=True):
            self._file.seek(start)
            found.append(msgspec.msgpack.decode(self._file.read(length), type=Incoming))
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def _put(self, aid: int, incoming: Incoming) -> None:
        packed = msgspec.msgpack.encode(incoming)
        try:
            start = self._file.seek(0, 2)
            self._file.write(packed)
        except OSError as error:
            raise Problem(
                "there is no room for temporary files: {reason}", reason=error.strerror or str(error)
            ) from None
        self._places.setdefault(aid, array("q")).extend((start, len(packed)))


class Merge:
    """A sweep (`store.sweeping`) that merges what has arrived with every article of which it says something.

    `tell` hears of each annotation that was left out; `total` counts what became of the others.
    """

    action = MERGE
    records = None

    def __init__(self, project: Project, arrivals: Arrivals, tell: Tell) -> None:
        self.decided = self.suggested = self.same = self.left = self.articles = 0
        self._project = project
        self._arrivals = arrivals
        self._tell = tell

    def on(self, layer: Layer) -> tuple[Change, ...] | Left:
        """What becomes of an article."""
        found = merging(self._project, layer, self._arrivals.of(layer.aid))
        self._count(found)
        return found.changes or NOTHING_NEW

    def _count(self, found: Outcome) -> None:
        self.articles += bool(found.changes)
        self.decided += found.decided
        self.suggested += found.suggested
        self.same += found.same
        self.left += len(found.left)
        for note in found.left:
            self._tell(note)


def merge(
    project: Project, arrivals: Arrivals, tell: Tell, progress: Progress, stopped: Stopped
) -> Merge | None:
    """Merge what has arrived, as one step; None where it was stopped, and nothing written.

    Raises what `Project.sweep` does.
    """
    deed = Merge(project, arrivals, tell)
    done = project.sweep(arrivals.aids, deed, progress=progress, stopped=stopped)
    return deed if done is not None else None


def would_merge(
    project: Project, arrivals: Arrivals, tell: Tell, progress: Progress, stopped: Stopped
) -> Merge | None:
    """What `merge` would do, without doing it; None where it was stopped.

    Raises what `Project.survey` does.
    """
    deed = Merge(project, arrivals, tell)
    seen = project.survey(arrivals.aids, deed, progress=progress, stopped=stopped)
    return deed if seen is not None else None


class _Matching:
    """Which article of a project a text is: by the hash of its source, by its number, by its characters."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._by_text: dict[bytes, array[int]] | None = None

    def article(self, incoming: Incoming) -> int | Note:
        """The article, or why it is none."""
        if incoming.sha256:
            with self._project.db.reading() as connection:
                if (aid := article_of(connection, incoming.sha256)) is not None:
                    return aid
        if incoming.aid is not None and self._is_number(incoming, incoming.aid):
            return incoming.aid
        if incoming.text is None:
            return Note("{where}: this project has no such article", {"where": incoming.where})
        alike = self._alike(incoming.text)
        if len(alike) == 1:
            return alike[0]
        if not alike:
            return Note("{where}: no article of this project has this text", {"where": incoming.where})
        shown = ", ".join(map(str, alike[:_SHOWN])) + ("…" if len(alike) > _SHOWN else "")
        return Note(
            "{where}: several articles have this text ({aids}), and the file does not say which it is",
            {"where": incoming.where, "aids": shown},
        )

    def _is_number(self, incoming: Incoming, aid: int) -> bool:
        """Whether the article of that number has the text, or the words of which something is said."""
        try:
            text = self._project.article(aid).text
        except NoArticle:
            return False
        if incoming.text is not None:
            return squeezed(text) == squeezed(incoming.text)
        words = [getattr(one.annotation, "text", "") for one in incoming.said]
        return not incoming.sha256 and all(word in text for word in words)

    def _alike(self, text: str) -> Sequence[int]:
        """The articles of this text; where none has exactly this, those that differ in spaces only."""
        if self._by_text is None:
            self._by_text = {}
            for aid in self._project.ids(order=Order("added", descending=False)):
                key = _key(self._project.article(aid).text)
                self._by_text.setdefault(key, array("q")).append(aid)
        alike = self._by_text.get(_key(text), array("q"))
        if len(alike) < 2:
            return alike
        return [aid for aid in alike if self._project.article(aid).text == text] or alike


def note_of(problem: Problem) -> Note:
    """A problem as a note."""
    return Note(problem.message, {name: str(value) for name, value in problem.values.items()})


def _key(text: str) -> bytes:
    return hashlib.blake2b(squeezed(text).encode("utf-8", "surrogatepass"), digest_size=12).digest()
