"""What is said of a whole article and beside its annotations, as plain values, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import msgspec

from seeds.problems import Unreadable
from store.exchange.documents import Document
from store.exchange.faults import Faults
from store.exchange.incoming import Incoming, Remarked, Said
from store.exchange.naming import printable
from store.exchange.particulars import dicts_in
from store.layer import Values, plain
from store.operations import IMPORT
from store.remarks import Comment, Remark


def remarks_of(document: Document) -> list[Values]:
    """The remarks with their `kind`, and who made them, in an order that does not depend on the log's."""
    last = {done.rid: done for done in document.history if done.action != IMPORT and not done.from_extractor}
    found = sorted(document.layer.remarks.values(), key=_order)
    return [
        (
            plain(one)
            if isinstance(one, Comment) or one.id not in last
            else _signed(one, last[one.id].annotator)
        )
        for one in found
    ]


def _signed(remark: Remark, annotator: str) -> Values:
    return plain(remark) | {"annotator": annotator}


def _order(remark: Remark) -> tuple[str, str]:
    return (remark.at if isinstance(remark, Comment) else "", remark.id)


def remarks_said(values: object, faults: Faults, *, where: str) -> tuple[Remarked, ...]:
    """The remarks in a list of such values; what is none is listed."""
    said = []
    for one in dicts_in(values):
        annotator = one.get("annotator")
        try:
            remark = cast(Remark, msgspec.convert(dict(one), type=Remark, strict=False))
        except (ValueError, OverflowError, RecursionError) as error:
            faults.add(Unreadable("{where}: {reason}", where=where, reason=printable(str(error))))
            continue
        said.append(Remarked(remark, annotator if isinstance(annotator, str) else None))
    return tuple(said)


def incoming_of(
    review: Mapping[str, Any],
    said: list[Said],
    remarks: tuple[Remarked, ...],
    *,
    where: str,
    text: str | None,
) -> Incoming:
    """What a program says of an article, where `review` is what `particulars.review_of` wrote, or nothing."""

    def told(key: str) -> str | None:
        value = review.get(key)
        return value if isinstance(value, str) else None

    aid = review.get("aid")
    return Incoming(
        where=where,
        said=tuple(said),
        sha256=told("sha256"),
        aid=aid if type(aid) is int else None,
        text=text,
        verdict=told("verdict"),
        reason=told("reason") or "",
        reviewer=told("annotator"),
        remarks=remarks,
    )
