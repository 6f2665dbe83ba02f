"""Whether each article is in accord with itself: text, suggestions, what people did, and its head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from seeds.article import Annotation, Article, Extraction, Note, Tag
from store.catalogue import Head, head_of
from store.layer import Layer
from store.layers import MAIN
from store.log import Log
from store.operations import Operation, first_layer, fold
from store.problems import Damaged
from store.tiny import Database
from store.verification.findings import REPAIR, Finding, Progress, silently

PAGE = 100
"""Articles read in one transaction."""
_CANNOT = Note("what can be done: restore a backup that has it whole")


class Kept(NamedTuple):
    """What is kept of an article, read at one moment. `done` is what was done to its main layer."""

    aid: int
    article: Article
    extraction: Extraction
    facts: dict[str, Any]
    head: dict[str, Any]
    done: list[Operation]
    changed: int


def layers(db: Database, progress: Progress = silently) -> Iterator[Finding]:
    """Heads that are not what the log says, annotations that are not what the text says. Raises Damaged.

    Articles of which a row is missing or damaged are passed over: that is told by others.
    """
    with db.reading():
        ids = db.storage.ids("articles")
    for start in range(0, len(ids), PAGE):
        for kept in read(db, ids[start : start + PAGE]):
            if isinstance(kept, Finding):
                yield kept
            else:
                yield from of_article(kept)
        progress("articles", min(start + PAGE, len(ids)), len(ids))


def read(db: Database, aids: list[int]) -> Iterator[Kept | Finding]:
    """The articles that can be read whole, of those asked for; those of one page at one moment."""
    with db.reading():
        found = [kept for aid in aids if (kept := _read_one(db, aid)) is not None]
    yield from found


def _read_one(db: Database, aid: int) -> Kept | Finding | None:
    try:
        tables = {
            table: document
            for table in ("articles", "texts", "bases", "heads")
            for _id, document in db.storage.fetch(table, [aid])
        }
        log = Log(db).of_article(aid)
        return Kept(
            aid=aid,
            article=msgspec.convert(tables["texts"], type=Article),
            extraction=msgspec.convert(tables["bases"], type=Extraction),
            facts=tables["articles"],
            head=tables["heads"],
            done=[done for done in log if done.layer == MAIN],
            changed=log[-1].seq if log else 0,
        )
    except (KeyError, Damaged):
        return None
    except msgspec.ValidationError as error:
        what = Note(
            "article {aid}: a document has another form than it should: {said}", _said(aid, str(error))
        )
        return Finding(kind="layer", what=what, remedy=_CANNOT, aid=aid)


def of_article(kept: Kept) -> Iterator[Finding]:
    """What is wrong within one article."""
    if kept.facts.get("sha256") != kept.article.source.sha256:
        what = Note("article {aid}: the text is of another source than the list says", _said(kept.aid))
        yield Finding(kind="layer", what=what, remedy=_CANNOT, table="texts", id=kept.aid, aid=kept.aid)
    if [done.version for done in kept.done] != list(range(len(kept.done))):
        return  # the log of it has gaps, which is told; nothing can be said of what is folded from it
    first = first_layer(kept.aid, MAIN, kept.extraction)
    try:
        layer = fold(first, (done.change for done in kept.done if done.version > 0))
    except msgspec.ValidationError as error:
        what = Note("article {aid}: what was done to it does not follow: {said}", _said(kept.aid, str(error)))
        yield Finding(kind="layer", what=what, remedy=_CANNOT, table="ops", aid=kept.aid)
        return
    yield from _of_head(kept, layer)
    yield from _of_spans(kept, {**first.annotations, **layer.annotations}.values())


def _of_head(kept: Kept, layer: Layer) -> Iterator[Finding]:
    expected = _as_kept(head_of(layer, {MAIN: layer.version}, kept.changed))
    wrong = sorted(name for name, value in expected.items() if kept.head.get(name) != value)
    if wrong:
        what = Note(
            "article {aid}: the head differs from the log in {said}", _said(kept.aid, ", ".join(wrong))
        )
        yield Finding(kind="head", what=what, remedy=REPAIR, table="heads", id=kept.aid, aid=kept.aid)


def _of_spans(kept: Kept, annotations: Iterable[Annotation]) -> Iterator[Finding]:
    text = kept.article.text
    wrong = [
        one
        for one in annotations
        if not isinstance(one, Tag)
        and not (0 <= one.start <= one.end <= len(text) and text[one.start : one.end] == one.text)
    ]
    for one in wrong:
        said = {"aid": str(kept.aid), "id": one.id, "start": str(one.start), "end": str(one.end)}
        what = Note("article {aid}: what stands at {start}–{end} is not what annotation {id} says", said)
        yield Finding(kind="span", what=what, remedy=_CANNOT, table="bases", id=kept.aid, aid=kept.aid)


def _as_kept(head: Head) -> dict[str, Any]:
    """A head as its document has it."""
    return msgspec.json.decode(msgspec.json.encode(head), type=dict[str, Any])


def _said(aid: int, said: str = "") -> dict[str, str]:
    return {"aid": str(aid), "said": said} if said else {"aid": str(aid)}
