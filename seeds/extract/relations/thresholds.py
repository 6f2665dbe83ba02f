"""Facts against the standards and the dates that bound them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from seeds.article import Check, Indicator
from seeds.extract.relations.amounts import value_of, written

_SIGNS = {"<=": "≤", ">=": "≥", "<": "<", ">": ">"}
_OPPOSITE = {"≤": ">", "≥": "<", "<": "≥", ">": "≤"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_DONE = re.compile("已经?(?!成?为)")
_APART = re.compile("[。;；!?！？\n]|将|要|力争|计划|预计|确保|目标")


def thresholds(items: Sequence[Indicator]) -> Iterator[Check]:
    """A fact against the standard of the same metric: the fact last before it, or the rate right after."""
    last: dict[tuple[str | None, str | None], Indicator] = {}
    for at, limit in enumerate(items):
        if limit.status == "actual" and limit.op == "=":
            last[limit.metric, limit.unit] = limit
        if limit.status != "standard" or limit.op not in _SIGNS or not limit.metric:
            continue
        after = (item for item in items[at + 1 : at + 2] if item.unit == "%" and _measures(item, limit))
        if fact := last.get((limit.metric, limit.unit)) or next(after, None):
            sign = _SIGNS[limit.op]
            holds = _meets(value_of(fact), limit.op, value_of(limit))
            message = f"{written(fact)} {sign if holds else _OPPOSITE[sign]} {written(limit)}"
            ids = tuple(item.id for item in sorted((fact, limit), key=lambda item: item.start))
            yield Check(kind="threshold", holds=holds, message=message, indicators=ids)


def _measures(item: Indicator, limit: Indicator) -> bool:
    return (
        item.status == "actual" and item.metric == limit.metric and item.unit == limit.unit and item.op == "="
    )


def _meets(value: Decimal, op: str, limit: Decimal) -> bool:
    return {"<=": value <= limit, ">=": value >= limit, "<": value < limit, ">": value > limit}[op]


def ahead(items: Sequence[Indicator], text: str, published: str | None) -> Iterator[Check]:
    """What is told as done in a year after the publication: told too early, or misdated.

    Only where the sentence itself gives the year and says 已. `published` is the ISO date of the page,
    `text` the article's text, which provenance points into.
    """
    if not published:
        return
    for item in items:
        year, figure = item.provenance.get("period"), item.provenance.get("value")
        if not item.period or item.period[:4] <= published[:4] or not year or not figure:
            continue
        between = text[year.end : figure.start]
        if _YEAR.search(text, year.start, year.end) and _DONE.search(between) and not _APART.search(between):
            message = f"{written(item)}: {item.period} > {published[:10]}"
            yield Check(kind="date", holds=False, message=message, indicators=(item.id,))
