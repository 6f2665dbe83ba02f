"""What is doubtful in a record that can be read: marked for a person to look at, never refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from seeds.article import Article, Indicator, Note

FAR_OFF = Decimal(10_000)
"""Times that a value is above or below all others of its metric; wrong by 万 is the commonest mistake."""

_SHARES = ("率", "比重", "比例", "占比")
_NO_SHARES = (
    "增长率", "增速率", "增幅率", "周转率", "收益率", "回报率", "利润率", "杠杆率", "负债率", "汇率",
    "完成率", "拨备覆盖率", "复种率", "容积率",
)  # fmt: skip
"""Rates that may well be over 100 %."""


def doubts(
    record: Indicator, article: Article, others: Iterable[Indicator], *, place_known: bool = True
) -> list[Note]:
    """Everything doubtful about a record of the article, in the order of its fields.

    `others` are the article's other records that stand; `place_known` says whether a gazetteer knows its
    place (or was not asked).
    """
    return [
        *_over_the_whole(record),
        *_far_off(record, others),
        *_unknown_place(record, article, place_known=place_known),
        *_not_yet(record, article.meta.published),
    ]


def _over_the_whole(record: Indicator) -> Iterator[Note]:
    metric, value = record.metric or "", record.high or record.value
    is_share = metric.endswith(_SHARES) and not metric.endswith(_NO_SHARES)
    if record.unit == "%" and is_share and isinstance(value, Decimal) and value > 100:
        yield Note("{metric} is over 100 %", {"metric": metric})


def _far_off(record: Indicator, others: Iterable[Indicator]) -> Iterator[Note]:
    value = record.value
    if not isinstance(value, Decimal) or value <= 0:
        return
    alike = [
        (other.value, other.text)
        for other in others
        if other.id != record.id
        and other.metric == record.metric
        and other.unit == record.unit
        and isinstance(other.value, Decimal)
        and other.value > 0
    ]
    if record.metric and alike and all(value >= far * FAR_OFF for far, _text in alike):
        yield Note("at least 10,000 times the other {metric} here: {text}", _other(record, max(alike)[1]))
    elif record.metric and alike and all(value * FAR_OFF <= far for far, _text in alike):
        yield Note("at most 1/10,000 of the other {metric} here: {text}", _other(record, min(alike)[1]))


def _other(record: Indicator, text: str) -> dict[str, str]:
    return {"metric": record.metric or "", "text": text}


def _unknown_place(record: Indicator, article: Article, *, place_known: bool) -> Iterator[Note]:
    if record.place and not place_known and record.place not in article.text:
        yield Note(
            "{place} is neither in the gazetteer nor in the article: check its characters",
            {"place": record.place},
        )


def _not_yet(record: Indicator, published: str | None) -> Iterator[Note]:
    begins = (record.period or "").partition("/")[0]
    if record.status != "actual" or not begins or not published:
        return
    day = published[:10]
    if begins > day and not begins.startswith(day):
        yield Note(
            "{period} is after the publication, {published}: a target?",
            {"period": record.period or "", "published": day},
        )
