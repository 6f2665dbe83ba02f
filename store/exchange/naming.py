"""Names of files and labels that say, in other programs, what of ours they are of."""

from __future__ import annotations

import re

from seeds.article import Entity, Indicator
from store.exchange.documents import Document

INDICATOR = "Indicator"
"""The label of indicators beside the types of entities, none of which is written in small letters."""
_NAME = re.compile(r"([0-9]{6,15})-[0-9a-f]{12}(?![0-9a-f])")


def document_name(document: Document) -> str:
    """A file name without ending, the same wherever the article is exported: `000012-ab12cd34ef56`."""
    return f"{document.aid:06d}-{document.sha256[:12]}"


def aid_in(name: str) -> int | None:
    """The article's number in a name that `document_name` made, wherever in it that stands."""
    found = _NAME.search(name)
    return int(found[1]) if found else None


def label_of(span: Entity | Indicator) -> str:
    """The type of an entity, or `INDICATOR`."""
    return span.type if isinstance(span, Entity) else INDICATOR


def printable(name: str, limit: int = 200) -> str:
    """A name from a foreign file as it can be shown: no control characters, no more than `limit` of it."""
    shown = name if len(name) <= limit else name[: limit - 1] + "…"
    return "".join(char if char.isprintable() else "�" for char in shown)
