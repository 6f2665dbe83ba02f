"""The noun phrase beside a figure: where it begins and where it ends, told from function words.

Official prose puts what is measured right behind a measure word (`25个示范村`) or right before the
number (`森林覆盖率升至36%`). The phrase is cut where a verb, a preposition or a particle that
cannot be inside a noun begins; the lists are general words of the language.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from seeds.article import Span
from seeds.extract.field_words import either
from seeds.extract.function_words import (
    ADVERBS,
    BEGINNINGS,
    ENDINGS,
    LEADING,
    LINKS,
    PREDICATES,
    VERBS,
    any_of,
)


class Metric(NamedTuple):
    """A phrase, where it stands in the view, the rule that found it, and whether it says a change."""

    text: str
    span: Span | None
    rule: str
    change: bool = False
    base: str = ""
    """The noun whose change it is; else the text itself."""


def said(view: str, span: Span | None, rule: str) -> Metric | None:
    """The metric that stands at `span` as it is written; None where there is no span."""
    if span is None:
        return None
    text = view[span.start : span.end]
    return Metric(text, span, rule, base=text)


_LINK = re.compile(any_of(LINKS) + "$")
_KEPT_LINK = re.compile(r"(?:投资|投入|收入|产值|面积|收益|作为|成为|认为|发生率|超额)$")
_BEGIN = re.compile(r"[几数][十百千]*[万亿]?元|[、,;:()“”‘’\s《》·…]|—(?!\d)|" + any_of(BEGINNINGS))
_LEADING = re.compile(any_of(LEADING) + "+")
_END = re.compile(r"[,。;:!?、()“”‘’\s《》—…\n\d]|" + any_of(ENDINGS))
_PREDICATE = re.compile(any_of(PREDICATES))
# 12个市(州)专馆, 30个县(市、区): the brackets name the other kinds of the unit and are part of the noun.
_QUOTED = re.compile(r"“(?P<name>[^”\n,。;]{2,12})”")
_LEADS_ON = re.compile(r"[长宽高深厚重]?的")
# 758户中,… and 120人里,…: parts follow, and no noun of the whole.
OF_THESE = re.compile(r"[中里](?![小学心央国年级药医等专职部期型草东西高低])")
_KINDS_ASIDE = re.compile(r"[县市区旗州盟乡镇村]\([县市区旗州盟乡镇村社街道、,]{1,9}\)(?=[一-鿿]{2})")
_ASIDE = re.compile(r"\([^)\n]{1,16}\)(?=的)")
_TAIL = re.compile(r"(?:[中里内上下间时]|以上|以下|左右|之多|之一|整)$")
_OUTCOMES = r"受益|达标|就业|增收|务工|任职|发放|完成|复工|投产"
_DOINGS = r"(?:参加|参保|赴|前往|考察|分享|走访).*"
_EMPTY = re.compile(
    r"^(?:[中里内上运走进拿带做]|规模|左右|以上|以下|人|多|之多|不等|大关|目标|水平|余|次|关口|整|来)?$"
)
_LONE_VERB = re.compile("(?:以往|以前|过去|如今|现在)[一-鿿]?")
# 贫困人口从建国初期的4000万人: when it began stands between the noun and the number.
_SINCE = re.compile(r"(?:从|由|自)[^,。;:\d]{1,10}(?:初期|时期|末期|之初|伊始|[之以]?前|初)的?$")
_DEADLINE = re.compile("[之以]?[前后]$")
_BOUND_WORDS = re.compile(r"(?:\(含\)|及|或)?(?:以上|以下|以内|之内|左右|上下|内)")

VERB_ONLY = re.compile(f"^{any_of(ADVERBS)}*{any_of(VERBS)}+了?$")
"""A phrase of verbs alone, that needs a noun from elsewhere."""


def before_number(view: str, start: int, end: int, closed: tuple[Span, ...] = ()) -> Span | None:
    """The noun phrase that ends before a number at `end`, looking back no further than `start`.

    `closed` are dates and place names: the phrase begins behind them. A remark in brackets at its end
    is left out.
    """
    since = _SINCE.search(view, start, end)
    stop = _without_links(view, start, since.start() if since else end, closed)
    if view[stop - 1 : stop] == ")" and (opening := view.rfind("(", start, stop)) > start:
        stop = _without_links(view, start, opening, closed)
    if view[stop - 1 : stop] == "”" and (opening := view.rfind("“", max(start, stop - 14), stop)) >= 0:
        inner = stop - 2 if view[stop - 2] == "的" else stop - 1
        return Span(opening + 1, inner) if inner - opening > 2 else None
    begin = start
    for span in closed:
        if begin < span.end <= stop:
            begin = span.end
    for match in _BEGIN.finditer(view, begin, stop):
        if match.end() < stop:
            begin = match.end()
    leading = _LEADING.match(view[begin:stop])
    if leading and begin + leading.end() < stop - 1:
        begin += leading.end()
    if stop - begin > 2 and view[stop - 1] in "中内里":
        stop -= 1
    if _LONE_VERB.fullmatch(view, begin, stop) or _LEADING.fullmatch(view, begin, stop):
        return None
    return Span(begin, stop) if stop - begin >= 2 else None


def _without_links(view: str, start: int, end: int, closed: tuple[Span, ...]) -> int:
    stop = end
    while stop > start:
        dated = next((span for span in closed if span.end == stop and span.start >= start), None)
        if dated:
            stop = dated.start
            continue
        deadline = _DEADLINE.search(view, max(start, stop - 2), stop)
        if deadline and any(span.end == deadline.start() for span in closed):
            stop = deadline.start()
            continue
        window = view[max(start, stop - 8) : stop]
        match = None if _KEPT_LINK.search(window) else _LINK.search(window)
        if not match or match.start() == match.end():
            return stop
        stop -= len(window) - match.start()
    return stop


def is_verb(text: str, outcomes: tuple[str, ...] = ()) -> bool:
    """Whether the words behind a unit say what was done (48.9万人就业), not what is counted.

    `outcomes` are the profile's words for that.
    """
    return bool(_done(outcomes).fullmatch(text))


@lru_cache(maxsize=4)
def _done(outcomes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:全部|稳定|如期|实现)*(?:{_OUTCOMES}|{either(outcomes)})|{_DOINGS}")


def behind_unit(view: str, start: int, limit: int) -> Span | None:
    """The noun phrase that begins behind a unit at `start`, no further than `limit`."""
    bound = _BOUND_WORDS.match(view, start)
    if bound:
        start = bound.end()
    aside = _ASIDE.match(view, start, limit)
    if aside:
        start = aside.end()
    if OF_THESE.match(view, start):
        return None
    if leads_on := _LEADS_ON.match(view, start):
        start = leads_on.end()
    if view.startswith(("要", "还要", "就要"), start):
        start = view.index("要", start) + 1
    limit = min(limit, start + 24)
    # 5个“美丽乡村”示范点, 11个“直过民族”: a name in quotation marks opens the noun or is all of it.
    quoted = _QUOTED.match(view, start, limit)
    opening = quoted or _KINDS_ASIDE.match(view, start, limit)
    begin = opening.end() if opening else start
    end = _END.search(view, begin, limit)
    if end and end[0] == "了" and end.start() - start <= 1:
        object_end = _END.search(view, end.end(), limit)
        end = object_end if object_end and object_end.start() > end.end() else end
    stop = end.start() if end else limit
    done = _PREDICATE.search(view, begin + 2, stop)
    if done and not VERB_ONLY.match(view[begin : done.start()]):
        stop = done.start()
    tail = _TAIL.search(view[start:stop])
    if tail and stop - start - len(tail[0]) >= 2:
        stop -= len(tail[0])
    if quoted and stop == quoted.end():
        return Span(*quoted.span("name"))
    return None if _EMPTY.match(view[start:stop]) else Span(start, stop)
