"""What others did to a project since one last looked."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from store.operations import IMPORT

_MOST_NAMED = 3


class Mark(msgspec.Struct, frozen=True):
    """How far somebody has looked: the last operation, of which history of the project."""

    epoch: str
    seq: int


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What others did up to `mark`: the articles that they added or changed, and who they are.

    `added` says that there are new articles. After a restore nothing that was known before still holds:
    then `restored` is set and no articles are named.
    """

    mark: Mark
    aids: frozenset[int] = frozenset()
    annotators: tuple[str, ...] = ()
    added: bool = False
    restored: bool = False


class Touch(msgspec.Struct, frozen=True):
    """That an operation was done: on which article, by whom, what, as part of which step."""

    aid: int
    annotator: str
    action: str
    step: str


def news_of(touches: Iterable[Touch], mark: Mark, own: Collection[str]) -> News:
    """The news in the operations up to `mark`, one's `own` steps left out. Those who did most come first."""
    aids: set[int] = set()
    did: dict[str, int] = {}
    added = False
    for touch in touches:
        if touch.step not in own:
            aids.add(touch.aid)
            added |= touch.action == IMPORT
            did[touch.annotator] = did.get(touch.annotator, 0) + 1
    busiest = sorted(did, key=lambda name: (-did[name], name))[:_MOST_NAMED]
    return News(mark=mark, aids=frozenset(aids), annotators=tuple(busiest), added=added)
