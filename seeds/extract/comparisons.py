"""Figures that compare: a change, a difference, a margin, a share, or so much per head of something.

Each is told of a noun that stands before it, or else of what the figure before measured.
"""

from __future__ import annotations

import re

from seeds.article import Span
from seeds.extract.phrases import Metric, before_number

_RISE = "增长|增加|增收|增产|提高|上升|(?<!改造)提升|扩大|上涨|攀升|多增|增幅|增速|涨"
_FALL = "下降|减少|降低|回落|下跌|收窄|减产|缩小|缩短|下滑|跌|压减|减幅|降幅|降"
_CHANGE = re.compile(
    r"(?P<adverbs>(?:同比|环比|(?:(?<!占)比(?![例重值])|较|与)[^,。;:]{1,14}?(?:相比)?|实际|名义|年均|年均实际|[一两三四五六七八九十\d]{1,2}年平均|平均|分别|净|累计|每年|约|仅|又|再)*)"
    rf"(?P<verb>{_RISE}|{_FALL})(?:了|(?:(?<=[幅速])|幅度)为)?(?:约|近|达到?|超过)*$"
)
_DIFFERENCE = re.compile(
    r"(?P<adverbs>(?:比|较)[^,。;:]{1,16}?)(?P<verb>高出|偏高|偏低|多出|高|低|快|慢|多|少)$"
)
_MARGIN = re.compile(r"(?:超过|高于|低于|高出|超出|超额?完成|多于|少于|快于|慢于)(?P<than>[^,。;:\d]{1,14})$")
_SHARE = re.compile(r"占(?!地|用|道)(?P<whole>[^,。;:\d]{1,20}?)(?:的比重|比重|比例|的)?(?:为|达到?|是)?$")
_SHARE_OF = re.compile(r"(?:大?约|将近)?占(?:到|了|比)?(?:为|达到?|是)?$")
_SHARE_ALONE = re.compile("占比|比重|比例|占比例")
_SHARES = ("比", "比例", "比重", "率")
_RATE_BASE = re.compile(
    r"(?P<base>(?:平均)?每(?:公里|公斤|千克|平方米|公顷|[户亩头只村吨株斤座栋间棵家台辆箱]"
    r"|[百千万]?(?:名|位)?[一-鿿]{0,5}?(?:人口|居民|学生|老人|人)))(?:[为达有约是]|不超过|不低于)*$"
)


def comparison(
    view: str, start: int, stop: int, closed: tuple[Span, ...], previous: Metric | None
) -> Metric | None:
    """What the words of [start, stop) compare, right before a number at `stop`; None if they do not.

    `previous` is what the figure before measured, `closed` the dates and place names among the words.
    """
    text = view[start:stop]

    def noun_before(at: int) -> Span | None:
        return before_number(view, start, start + at, closed) if at else None

    if match := _CHANGE.search(text) or _DIFFERENCE.search(text):
        return _change(view, start, match, noun_before(match.start()), previous)
    if match := _SHARE_OF.search(text):
        share = _share(view, start, match, noun_before(match.start()), previous)
        if share:
            return share
    if match := _MARGIN.search(text) or _SHARE.search(text):
        return _related(view, start, match, noun_before(match.start()), previous)
    return None


def _change(
    view: str, start: int, match: re.Match[str], noun: Span | None, previous: Metric | None
) -> Metric:
    """同比增长, 比上年提高: a change of the noun said before it, or of the figure before."""
    verb = Span(start + match.start("verb"), start + match.end("verb"))
    if noun and previous and _SHARE_ALONE.fullmatch(view, noun.start, noun.end):
        share = previous.base.removesuffix("占比") + view[noun.start : noun.end]
        return Metric(share + match["verb"], Span(noun.start, verb.end), "change", change=True, base=share)
    base = view[noun.start : noun.end] if noun else previous.base if previous else ""
    span = Span(noun.start, verb.end) if noun else previous.span if previous and previous.span else verb
    return Metric(base + view[verb.start : verb.end], span, "change", change=True, base=base)


def _share(
    view: str, start: int, match: re.Match[str], noun: Span | None, previous: Metric | None
) -> Metric | None:
    """税收占64.9%: the share of the noun before 占; of the figure before where 占 opens the clause."""
    if noun:
        base, span = view[noun.start : noun.end], Span(noun.start, start + match.end())
    elif previous and previous.base and not match.start():
        base, span = previous.base, previous.span or Span(start, start + match.end())
    else:
        return None
    return Metric(base if base.endswith(_SHARES) else f"{base}占比", span, "margin", base=base)


def _related(
    view: str, start: int, match: re.Match[str], noun: Span | None, previous: Metric | None
) -> Metric:
    """超过任务5个, 占总投资的80%: the margin or the share, with what it is told of."""
    begin = start + match.start()
    base = view[noun.start : noun.end] if noun else previous.base if previous else ""
    margin = match.re is _MARGIN
    end = start + (match.end("than") if margin else match.end())
    words = re.sub(r"(?:为|达到?|是|的|分别)+$", "", view[begin:end])
    span = Span(noun.start if noun else begin, begin + len(words))
    return Metric(base + words, span, "margin", margin, base or words)


def rate(view: str, clause: int, start: int, stop: int, previous: Metric | None) -> Metric | None:
    """总投资2亿元,平均每公里500万元: a rate base without a noun of its own joins the metric before it."""
    match = _RATE_BASE.search(view, max(clause, start), stop)
    if not match or not previous or match.start() != max(clause, start):
        return None
    base = match["base"].removeprefix("平均")
    return Metric(base + previous.base, Span(*match.span("base")), "inherited", base=previous.base)
