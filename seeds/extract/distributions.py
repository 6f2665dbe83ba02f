"""Lists of figures and the nouns that they share out among them: A、B、C分别为x、y、z."""

from __future__ import annotations

import re
from collections.abc import Sequence

from seeds.article import Span
from seeds.extract.metrics import Metric
from seeds.extract.quantities import Quantity

_PAIRS = re.compile(r"(?P<items>[^,。;:]{2,40}?)(?:分别)(?:为|是|达到?|有|[一-鿿]{0,5})$")
_SEPARATELY = re.compile(r"分别[^,。;:\d]{0,8}$")
_ITEM = re.compile(r"、|和|与|及|以及")


def distributed(view: str, found: Sequence[Quantity], made: list[Metric | None]) -> list[Metric | None]:
    """A、B、C分别为x、y、z: each figure takes the noun at its place in the list.

    In 接待游客5万人次,收入3亿元,分别增长15%和21% the nouns are those of the figures before.
    """
    at = 0
    while at < len(found):
        end = at + 1
        while end < len(found) and re.fullmatch(
            r"[、和与及]|以及", view[found[end - 1].end : found[end].start]
        ):
            end += 1
        bound = found[at].bound
        stop = bound.start if bound and bound.end == found[at].start else found[at].start
        first = made[at]
        match = _PAIRS.search(view, max(0, stop - 50), stop) if end - at > 1 else None
        listed = match is not None and len(_ITEM.findall(match["items"])) == end - at - 1
        if match and listed and first and first.change:
            verb = first.text.removeprefix(first.base)
            made[at:end] = [_changed(metric, verb) for metric in _paired(view, match, made[at:end])]
        elif end - at > 1 and first and first.change and _SEPARATELY.search(view, max(0, stop - 12), stop):
            made[at:end] = _shared_change(first, made[:at], end - at)
        elif match:
            made[at:end] = _paired(view, match, made[at:end])
        at = end
    return made


def _shared_change(change: Metric, before: Sequence[Metric | None], count: int) -> list[Metric | None]:
    nouns = [metric for metric in before if metric and not metric.change][-count:]
    verb = change.text.removeprefix(change.base)
    if len(nouns) < count:
        return [change] * count
    return [Metric(noun.base + verb, noun.span, "distributed", change=True, base=noun.base) for noun in nouns]


def _changed(noun: Metric | None, verb: str) -> Metric | None:
    if noun is None or noun.change:
        return noun
    return Metric(noun.text + verb, noun.span, "distributed", change=True, base=noun.text)


def _paired(view: str, match: re.Match[str], made: list[Metric | None]) -> list[Metric | None]:
    items: list[Span] = []
    begin = match.start("items")
    for part in [*_ITEM.finditer(view, *match.span("items")), None]:
        stop = part.start() if part else match.end("items")
        items.append(Span(begin, stop))
        begin = part.end() if part else begin
    if len(items) < len(made):
        return made
    items = items[-len(made) :]
    last = view[items[-1].start : items[-1].end]
    paired: list[Metric | None] = []
    for item in items:
        text = view[item.start : item.end]
        if len(text) < len(last):
            text += last[len(text) :]
        paired.append(Metric(text, item, "distributed", base=text))
    return paired
