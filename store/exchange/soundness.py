"""Whether what came back from outside can be kept: every place in its text, every number of some size, and
a history that can be gone through in both directions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise

import msgspec

from seeds.article import Annotation, Article, Entity, Indicator, Tag
from store.exchange.numbers import DIGITS, check_number, check_numbers
from store.layer import ARTICLE, Layer, Values, Verdict, plain, record_from_plain
from store.operations import Operation
from store.remarks import Remark

_PUBLISHED = re.compile(r"\d{4}-\d\d(-\d\d(T([01]\d|2[0-3]):[0-5]\d)?)?")
_TOLD = 20


class _OfArticle(msgspec.Struct, forbid_unknown_fields=True):
    verdict: Verdict = "new"
    reason: str = ""


def check_article(article: Article) -> None:
    """Raises ValueError where a place in the article is none."""
    if not article.text.strip():
        raise ValueError("there is no text in it")
    published = article.meta.published
    if published is not None:
        if not _PUBLISHED.fullmatch(published):
            raise ValueError("it was published on no day")
        date.fromisoformat(f"{published}-01"[:10])
    text, page = len(article.text), len(article.page)
    check_ranges(((one.start, one.end) for one in article.blocks), text, "blocks", apart=True)
    runs = article.source_map.runs
    check_ranges(((run.page, run.page + run.length) for run in runs), page, "runs")
    check_ranges(((one.start, one.end) for one in article.furniture), page, "furniture")
    origins = article.origins
    check_ranges(((one.page, one.page + one.length) for one in origins), page, "origins", apart=True)
    if any(one.at < 0 or one.size < 0 for one in origins):
        raise ValueError("its origins lie outside the source")


def check_ranges(ranges: Iterable[tuple[int, int]], length: int, name: str, *, apart: bool = False) -> None:
    found = list(ranges)
    if not all(0 <= start <= end <= length for start, end in found):
        raise ValueError(f"its {name} lie outside the text")
    if apart and any(after[0] < before[1] for before, after in pairwise(found)):
        raise ValueError(f"its {name} lie over each other")


def check_layer(layer: Layer, text: str) -> None:
    """Raises ValueError where an annotation is not what the text says, or a number is none."""
    records: list[tuple[str, Annotation | Remark]] = [*layer.base.items(), *layer.annotations.items()]
    if any(one.id != rid or rid == ARTICLE for rid, one in (*records, *layer.remarks.items())):
        raise ValueError("one of its annotations has the id of another")
    for one in (*layer.base.values(), *layer.annotations.values()):
        if not isinstance(one, Tag):
            fits = 0 <= one.start <= one.end <= len(text) and text[one.start : one.end] == one.text
            if not fits:
                raise ValueError(f"what stands at {one.start}–{one.end} is not {one.text[:_TOLD]}")
        if isinstance(one, Indicator):
            check_ranges(one.provenance.values(), len(text), "provenance")
        name = one.type if isinstance(one, Entity) else one.label if isinstance(one, Tag) else ""
        if not name.isprintable() or (isinstance(one, Entity) and name.split() != [name]):
            raise ValueError(f"{name[:_TOLD]} is no name of a type or a tag")
        check_numbers(one)


def check_log(first: Layer, log: Iterable[Operation]) -> None:
    """Raises ValueError where an operation makes something that is no record, or would if it were undone."""
    present: dict[str, Values] = {rid: plain(one) for rid, one in first.annotations.items()}
    for done in log:
        _check_values(done.before or {})
        _check_values(done.after or {})
        if done.rid == ARTICLE:
            for said in (done.before, done.after):
                msgspec.convert(said or {}, type=_OfArticle)
            continue
        known = present.pop(done.rid, {})
        if done.before is not None:
            record_from_plain(known | done.before)
        if done.after is not None:
            present[done.rid] = known | done.after


def _check_values(values: Values) -> None:
    """Numbers that an operation set and another one changed since."""
    for name in ("value", "high"):
        said = values.get(name)
        for part in said if isinstance(said, list) else [said]:
            with suppress(InvalidOperation):  # the value of a date is no number
                check_number(None if part is None else Decimal(str(part)[: 2 * DIGITS]))
    confidence = values.get("confidence")
    if confidence is not None and not (isinstance(confidence, int | float) and 0 <= confidence <= 1):
        raise ValueError("a confidence is not between 0 and 1")
