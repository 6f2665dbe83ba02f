"""What is given to other programs of an article: its text, and what the layer says of it, by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import msgspec

from seeds.article import Article, Entity, Extraction, Indicator, State, Tag
from store.catalogue import Order
from store.layer import Layer
from store.operations import IMPORT, Operation
from store.project import Project

DECIDED: frozenset[State] = frozenset({"accepted", "corrected", "added"})
"""What a person has said is right."""
EVERY_STATE: frozenset[State] = DECIDED | {"suggested", "rejected"}


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """An article of a project, what was extracted from it at the import, its layer, and its history.

    `partial` says that annotations were left out of the layer, so that it is not what the history says.
    `brought` is the last `order` of all that the project was brought from others; its own work came after.
    """

    aid: int
    article: Article
    extraction: Extraction
    layer: Layer
    history: tuple[Operation, ...]
    partial: bool = False
    brought: int = 0

    @property
    def sha256(self) -> str:
        """The identity of the article wherever it is: that of its source's bytes, in hex."""
        return self.article.source.sha256

    def said_by(self, rid: str) -> Operation | None:
        """The last thing that a person did to a record (`store.layer.ARTICLE` for the article itself)."""
        for done in reversed(self.history):
            if done.rid == rid and done.action != IMPORT and not done.from_extractor:
                return done
        return None

    def entities(self, states: Collection[State] = EVERY_STATE) -> list[Entity]:
        """The entities in these states, in reading order."""
        return [one for one in self.layer.entities() if one.state in states]

    def indicators(self, states: Collection[State] = EVERY_STATE) -> list[Indicator]:
        """The indicators in these states, in reading order."""
        return [one for one in self.layer.indicators() if one.state in states]

    def tags(self, states: Collection[State] = EVERY_STATE) -> list[Tag]:
        """The tags in these states, by label."""
        return sorted((one for one in self.layer.tags() if one.state in states), key=lambda tag: tag.label)


def documents(project: Project, aids: Iterable[int] | None = None) -> Iterator[Document]:
    """The articles of a project in the order in which they were added, or those named, as these are named.

    Raises NoArticle or Damaged.
    """
    brought = project.last_brought()
    for aid in project.ids(order=Order("added", descending=False)) if aids is None else aids:
        with project.reading():
            yield Document(
                aid=aid,
                article=project.article(aid),
                extraction=project.extraction(aid),
                layer=project.layer(aid),
                history=tuple(project.history(aid)),
                brought=brought,
            )
