"""What a gathered project still lacks: read again from source files, or taken out where that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeVar

import msgspec

from seeds.article import Article, Entity, Extraction, Indicator, Note
from store.catalogue import facts_of, head_of
from store.layers import MAIN
from store.learning import suggestions
from store.log import Log
from store.operations import IMPORT, Operation, first_layer, fold
from store.project import Project
from store.repair.quarantine import Quarantine
from store.tiny.documents import Doc
from store.tiny.layout import field_expression

HeadOf = Callable[[int], Doc | None]
"""The head of an article as the damaged project had it, where its row is sound."""
_T = TypeVar("_T", Article, Extraction)
_DOCUMENTS = ("articles", "texts", "bases")


def complete(project: Project, old_head: HeadOf, quarantine: Quarantine) -> Iterator[Note]:
    """Give every article its text, suggestions and facts, or take it out; tells what was done and lost.

    A text is read again from its source file where that has the SHA-256 that it had; suggestions are
    extracted again, and taken where they lead to the head that it had. Raises NotSaved or NotWritable.
    """
    storage = project.db.storage
    present = {table: set(storage.ids(table)) for table in _DOCUMENTS}
    with project.db.reading() as connection:
        sql = f"SELECT DISTINCT {field_expression('aid')} FROM t_ops"  # noqa: S608
        named = {aid for (aid,) in connection.execute(sql)}
    for aid in sorted(named.union(*present.values())):
        lacking = [table for table in _DOCUMENTS if aid not in present[table]]
        if lacking:
            yield from _Incomplete(project, aid, old_head(aid)).completed(lacking, quarantine)


class _Incomplete:
    """An article of which documents are missing."""

    def __init__(self, project: Project, aid: int, head: Doc | None) -> None:
        self._project = project
        self._aid = aid
        self._head = head
        self._facts = self._document("articles")
        self._article = _converted(self._document("texts"), Article)
        self._extraction = _converted(self._document("bases"), Extraction)
        self._done = Log(project.db).of_article(aid)

    def completed(self, lacking: list[str], quarantine: Quarantine) -> Iterator[Note]:
        """Get back what is lacking, or take the article out."""
        if "texts" in lacking and (read := self._read_again()) is not None:
            self._article = read
            said = {**self._named(), "said": read.source.path}
            yield Note("article {aid} ({title}): the text was read again from {said}", said)
        if "bases" in lacking and (found := self._extracted_again()) is not None:
            self._extraction = found
            yield Note("article {aid} ({title}): extracted again, with the result that it had", self._named())
        if self._article is None or self._extraction is None:
            yield from self._taken_out(quarantine)
            return
        if "articles" in lacking:
            self._facts = facts_of(self._article, self._extraction)
            yield Note("article {aid} ({title}): its facts were made again from the text", self._named())
        documents = {"articles": self._facts, "texts": self._article, "bases": self._extraction}
        with self._project.db.transaction():
            for table in lacking:
                document = msgspec.json.decode(msgspec.json.encode(documents[table]))
                self._project.db.storage.put(table, self._aid, document)

    def _read_again(self) -> Article | None:
        """The article from its source, if that has not changed and gives what the annotations say."""
        # Reading a page is slow to load; a project that lacks nothing is looked at without it.
        from store.repair.rereading import articles_again

        for article in articles_again(self._project, self._aid, self._facts):
            if self._fits(article):
                known = str((self._facts or {}).get("path", article.source.path))
                source = msgspec.structs.replace(article.source, path=known)
                return msgspec.structs.replace(article, source=source)
        return None

    def _fits(self, article: Article) -> bool:
        if self._facts is not None and self._facts["characters"] != len(article.text):
            return False
        found = self._extraction
        spans: tuple[Entity | Indicator, ...] = (*found.entities, *found.indicators) if found else ()
        return all(article.text[one.start : one.end] == one.text for one in spans)

    def _extracted_again(self) -> Extraction | None:
        """What is extracted now, if what was done to it then leads to the head that the article had."""
        if self._article is None or self._head is None:
            return None
        found = suggestions(self._project, self._article)
        done = [one for one in self._done if one.layer == MAIN and one.version > 0]
        with suppress(msgspec.ValidationError):
            layer = fold(first_layer(self._aid, MAIN, found), (one.change for one in done))
            changed = self._done[-1].seq if self._done else 0
            head = head_of(layer, {MAIN: layer.version}, changed)
            if msgspec.json.decode(msgspec.json.encode(head)) == self._head:
                return found
        return None

    def _taken_out(self, quarantine: Quarantine) -> Iterator[Note]:
        """Put the article with everything that is left of it into quarantine, and say what is lost."""
        left = {
            "aid": self._aid,
            "facts": self._facts,
            "text": self._article,
            "suggestions": self._extraction,
            "operations": self._done,
        }
        name = f"article-{self._aid}.json"
        quarantine.keep(name, msgspec.json.format(msgspec.json.encode(left), indent=1))
        with self._project.db.transaction():
            for table in (*_DOCUMENTS, "judged"):
                self._project.db.storage.delete(table, self._aid)
            for one in self._done:
                self._project.db.storage.delete("ops", one.seq)
        said = {**self._named(), "file": name}
        if self._article is None:
            yield Note(
                "lost: article {aid} ({title}), whose text is nowhere; the rest of it is in {file}", said
            )
        else:
            yield Note(
                "lost: article {aid} ({title}), whose suggestions are nowhere; the rest is in {file}", said
            )
        yield from (lost_decision(one) for one in self._done if one.action != IMPORT)

    def _document(self, table: str) -> Doc | None:
        return next((document for _id, document in self._project.db.storage.fetch(table, [self._aid])), None)

    def _named(self) -> dict[str, str]:
        title = self._article.meta.title if self._article is not None else None
        if self._facts is not None:
            title = str(self._facts["title"])
        return {"aid": str(self._aid), "title": title or "?"}


def lost_decision(done: Operation) -> Note:
    """That a decision is lost: on which article, whose, from when."""
    said = {"aid": str(done.aid), "annotator": done.annotator, "at": done.at, "action": done.action}
    return Note("lost: article {aid}: {action} by {annotator}, {at}", said | {"rid": done.rid})


def _converted(document: Doc | None, kind: type[_T]) -> _T | None:
    with suppress(msgspec.ValidationError):
        return msgspec.convert(document, type=kind) if document is not None else None
    return None
