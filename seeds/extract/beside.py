"""Which side of a figure its noun stands on, told from the unit, the words and the order of clauses."""

from __future__ import annotations

import re

from seeds.article import Span
from seeds.extract.function_words import VERBS, any_of
from seeds.extract.phrases import VERB_ONLY, Metric, is_verb, said
from seeds.extract.quantities import Quantity
from seeds.extract.units import kind_of

AGES = {"岁", "周岁"}
HEADS = {"人": "人口", "户": "户数", "人次": "人次", "口": "人口"}
"""Units that count people, and what they measure where nothing else is said."""

DIMENSION = re.compile(r"总?[长宽高深厚重](?:度)?")
# Verbs that only link a figure to its noun, which an earlier clause names: 收完稻子,只用了4天.
WEAK_VERB = re.compile(r"[只仅共才就]*(?:用|需要?|要|耗时|历时|为期|利用|达|有|到)了?$")
_NOUN_RIGHT = {"person", "count", "administrative"}
_FREQUENCIES = {"次", "场次", "遍", "趟"}
_ATTRIBUTIVE = re.compile(r"(?:以[上下内]|左右|\([^)\n]{1,16}\))?的")
_MONEY = re.compile(
    r"(?:补助|补贴|资金|融资|货款|订单|贷款|奖金|救助金|经费|投资|产值|收入|收益|奖励|利润|保费|租金|费|款|金|额)$"
)
_SPENT = re.compile(r"(?:投资|投入|耗资|斥资|造价|价值)$")
# No noun that a figure could measure: 全县, 这次, 一家, 三年后, 还管护着.
_NO_NOUN = re.compile(
    r"全[县市省区旗州盟国镇乡村屯组社校年场]|[各这该每][一-鿿]|新?[一两几][家个名位只条种次轮批项户所台]"
    r"|[一二三四五六七八九十两几\d]{1,2}年[后前来间]|其中|[村县市省镇乡校厂园区家][里内]|.+[着过]|.{0,8}[一几首]批"
)
_DOES = re.compile(any_of(VERBS) + "$")
_THIS = re.compile(r"(?:[这该]|(?<=[这该]))[条座栋棵口段道块]")
_RATE = re.compile(r"(?:率|比|比例|比重|幅度?|度|增|长|降|高|额|值|量|数|收入|占.+)$")
_PEOPLE = re.compile(
    r"(?:干部|人员|人口|学生|生|群众|党员|教师|代表|职工|劳动力|户|人|者|员|师|民|工|队员|家庭)$"
)


def noun_beside(
    view: str, here: Quantity, left: Span | None, right: Span | None, outcomes: tuple[str, ...] = ()
) -> Metric | None:
    """The metric of a figure between the phrases `left` and `right` of it, where one of them is its noun.

    `outcomes` are the profile's verbs for what was done. A verb alone serves where there is no noun.
    """
    if left and WEAK_VERB.fullmatch(view, left.start, left.end):
        left = None
    own = _by_unit(view, here, left, right)
    if own:
        return own
    left_text = view[left.start : left.end] if left else ""
    noun = left if left and not VERB_ONLY.match(left_text) and not _NO_NOUN.fullmatch(left_text) else None
    done = right is not None and is_verb(view[right.start : right.end], outcomes)
    if right and not done and _leads_right(view, here, noun, left_text, right):
        return said(view, right, "right")
    if noun:
        return said(view, noun, "left")
    if right:
        return said(view, right, "verb" if done else "right")
    return said(view, left, "verb") if left and not _NO_NOUN.fullmatch(left_text) else None


def _by_unit(view: str, here: Quantity, left: Span | None, right: Span | None) -> Metric | None:
    """What the unit itself decides: ages, frequencies, divisions, dimensions, money that was spent."""
    kind, unit = kind_of(here.unit), here.unit
    left_text = view[left.start : left.end] if left else ""
    if unit in AGES:
        told = left_text.endswith(("龄", "寿命"))
        return said(view, left, "left") if told else Metric("年龄", None, "age")
    if unit in _FREQUENCIES:
        return said(view, _event(view, here), "event")
    if kind == "administrative" and unit and not right:
        at = view.rfind(unit, here.start, here.end)
        if at < 0:  # in a list the unit stands behind the last figure: 2、3县
            at = max(here.start, view.find(unit, here.end))
        return Metric(unit, Span(at, at + len(unit)), "unit", base=unit)
    if kind == "measure" and right and DIMENSION.fullmatch(view, right.start, right.end):
        return _sized(view, left, right)
    if kind == "money" and _SPENT.search(left_text) and _ATTRIBUTIVE.match(view, here.end):
        return said(view, left, "left")
    return None


def _leads_right(view: str, here: Quantity, noun: Span | None, left_text: str, right: Span) -> bool:
    """Whether the figure counts the noun behind it, though a `noun` may stand before it as well."""
    kind = kind_of(here.unit)
    if kind == "money" and _MONEY.search(view[right.start : right.end]) and not _MONEY.search(left_text):
        return True
    if noun and here.unit in HEADS and _PEOPLE.search(left_text) and here.rule != "implied":
        return False
    if kind in _NOUN_RIGHT or here.rule in ("implied", "magnitude"):
        return not (noun and _ATTRIBUTIVE.match(view, here.end))
    if kind == "measure" and right.start == here.end:
        # 农户种植3亩果树, 村里流转了16公顷土地: the verb's object is behind the number.
        return bool(_DOES.search(left_text)) or bool(noun and view.startswith(("了", "的"), noun.end))
    shares = right.start == here.end or view[right.start - 1] == "的"
    return here.unit == "%" and shares and not _RATE.search(left_text)


def _sized(view: str, left: Span | None, right: Span) -> Metric:
    """这条路只有3.5米宽: the dimension behind the unit, of the noun before the number."""
    dimension = view[right.start : right.end]
    if left is None or VERB_ONLY.match(view[left.start : left.end]):
        return Metric(dimension, right, "right", base=dimension)
    of = _THIS.match(view, left.start, left.end)
    noun = view[of.end() - 1 if of else left.start : left.end]
    return Metric(noun + dimension, left, "left", base=noun + dimension)


def dimension_before(view: str, start: int, stop: int) -> Metric | None:
    """长30米、宽8米: the dimensions are nouns of one character."""
    match = re.compile(r"(?P<noun>[长宽高深厚重])(?:约|达|为|近)*$").search(view, start, stop)
    return said(view, Span(*match.span("noun")), "left") if match else None


def _event(view: str, here: Quantity) -> Span | None:
    """What is done so often: the words behind the frequency (三次到柳林县, 5次开会…)."""
    match = re.compile(r"(?:以上|以下|左右)?([^,。;:!?、()“”\n\d]{2,16})").match(view, here.end)
    return Span(*match.span(1)) if match else None
