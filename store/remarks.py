"""What people say beside their annotations: comments, doubts about the guideline, and looking in vain.

Remarks are records of a layer as annotations are, in the same log: undone, redone, told in the history
and refused in a conflict by the same rules. `about` is the id of an annotation, or `store.layer.ARTICLE`.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

FIGURES = "indicator"
"""Stands for the indicators where `Looked` names a type; no type of a profile is written in small letters."""


class Comment(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="comment"):
    """Something that `annotator` said at `at` (ISO 8601 in UTC); `settled` when nothing is left to do."""

    id: str
    about: str
    text: str
    annotator: str
    at: str
    settled: bool = False


class Unclear(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="unclear"):
    """The guideline does not say how this is to be annotated."""

    id: str
    about: str


class Looked(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="looked"):
    """The whole article was searched for a type, and nothing was found beside what was marked.

    `type` is a type's code, or `FIGURES`; `marked` are the annotations of it that stood then, the
    rejected left out: none of them says that the article has nothing of the type.
    """

    id: str
    type: str
    marked: tuple[str, ...] = ()


Remark = Comment | Unclear | Looked


def unclear_id(about: str) -> str:
    """A thing is unclear or is not: its flag has one identity."""
    return f"f:{about}"


def looked_id(kind: str) -> str:
    """What was looked for in vain is said once of a type."""
    return f"n:{kind}"


def thread(remarks: Mapping[str, Remark], about: str) -> list[Comment]:
    """The comments on an annotation or on the article, in the order in which they were written."""
    found = (said for said in remarks.values() if isinstance(said, Comment) and said.about == about)
    return sorted(found, key=lambda comment: (comment.at, comment.id))


def unsettled(remarks: Mapping[str, Remark], about: str) -> list[Comment]:
    """The comments of a thread about which something is left to do."""
    return [comment for comment in thread(remarks, about) if not comment.settled]


def is_unclear(remarks: Mapping[str, Remark], about: str) -> bool:
    """Whether somebody found that the guideline does not decide this."""
    return unclear_id(about) in remarks
