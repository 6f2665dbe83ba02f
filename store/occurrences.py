"""Looking for the occurrences of a decision in the articles of a project, a few articles at a time.

The caller takes the articles in batches, so that a search can be shown while it runs, and stopped.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from seeds.article import Tag
from store.catalogue import Filter, Order
from store.everywhere import Applied, Decision, apply
from store.layer import Verdict
from store.project import Project

BATCH = 16
"""Articles to look at in one go: some tens of milliseconds."""
MOST = 5_000
"""Occurrences to apply in one deed; a person cannot look over more."""
_NOBODY_REVIEWED: tuple[Verdict, ...] = ("new",)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision comes to in another article."""

    aid: int
    title: str
    applied: Applied


def candidates(project: Project, decision: Decision) -> Sequence[int]:
    """The articles that nobody has reviewed and that may have an occurrence, in order of import.

    Raises Damaged.
    """
    order = Order("added", descending=False)
    if isinstance(decision.said, Tag):
        return project.ids(Filter(tags=(decision.said.label,), verdicts=_NOBODY_REVIEWED), order)
    ids = project.ids(Filter(query=decision.words, verdicts=_NOBODY_REVIEWED), order)
    return [aid for aid in ids if aid != decision.aid]


def occurrences_in(project: Project, decision: Decision, aids: Sequence[int]) -> list[Found]:
    """What the decision comes to in those articles; those where it comes to nothing are left out.

    Raises NoArticle or Damaged.
    """
    found = []
    for aid in aids:
        article = project.article(aid)
        applied = apply(decision, project.layer(aid), article.text)
        if applied.occurrences or applied.left:
            title = article.meta.title or article.text.partition("\n")[0]
            found.append(Found(aid=aid, title=title, applied=applied))
    return found
