"""What a step changes of an article's head and of its tags in the index, from the records that it touched.

The head of a whole layer is `store.catalogue.head_of`; this comes to the same without the rest of the layer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Set

import msgspec

from seeds.article import Annotation, Entity, Indicator, Tag
from store.catalogue import Head
from store.layer import Layer
from store.remarks import Comment, Remark, Unclear

_COUNTED = ("indicators", "entities", "unreviewed", "unclear", "comments")


def moved(head: Head, before: Layer, after: Layer, touched: Set[str], changed: int) -> Head:
    """The head when the records `touched` are as in `after`; `changed` is the `seq` of the last operation."""
    counts = [getattr(head, name) for name in _COUNTED]
    tags, suggested = set(head.tags), set(head.suggested_tags)
    for rid in touched:
        was, is_now = _record(before, rid), _record(after, rid)
        change = zip(counts, _counts(is_now), _counts(was), strict=True)
        counts = [count + came - went for count, came, went in change]
        for tag in (was, is_now):
            if isinstance(tag, Tag):
                tags.discard(tag.label)
                suggested.discard(tag.label)
        if isinstance(is_now, Tag) and is_now.state != "rejected":
            (suggested if is_now.state == "suggested" else tags).add(is_now.label)
    return msgspec.structs.replace(
        head,
        verdict=after.verdict,
        reason=after.reason,
        tags=tuple(sorted(tags)),
        suggested_tags=tuple(sorted(suggested)),
        changed=changed,
        versions=head.versions | {after.name: after.version},
        **dict(zip(_COUNTED, counts, strict=True)),
    )


def relabel(connection: sqlite3.Connection, before: Layer, after: Layer, touched: Set[str]) -> None:
    """Make the tags among the records `touched` in the index of labels as they are in `after`."""
    for rid in touched:
        was, is_now = _record(before, rid), _record(after, rid)
        if isinstance(was, Tag) and was != is_now:
            connection.execute("DELETE FROM labels WHERE label = ? AND aid = ?", (was.label, after.aid))
        if isinstance(is_now, Tag) and was != is_now:
            connection.execute(
                "INSERT OR REPLACE INTO labels (label, aid, state) VALUES (?, ?, ?)",
                (is_now.label, after.aid, is_now.state),
            )


def _record(layer: Layer, rid: str) -> Annotation | Remark | None:
    return layer.annotations.get(rid) or layer.remarks.get(rid)


def _counts(record: Annotation | Remark | None) -> tuple[int, int, int, int, int]:
    """What a record adds to the counts of a head, in the order of `_COUNTED`."""
    if isinstance(record, Entity | Indicator | Tag):
        stands = record.state != "rejected"
        return (
            stands and isinstance(record, Indicator),
            stands and isinstance(record, Entity),
            record.state == "suggested",
            0,
            0,
        )
    return 0, 0, 0, isinstance(record, Unclear), isinstance(record, Comment) and not record.settled
