"""The values of rules and thresholds: 不低于60%, 每年至少一次, 每亩补助500元, 年收入低于4000元的农户."""

from __future__ import annotations

import re
from functools import lru_cache

from seeds.article import Span
from seeds.extract.field_words import either
from seeds.extract.quantities import Quantity
from seeds.profile import Words

_EVERY = re.compile(r"每(?:年|半年|月|周|季度?|个月|天|日|星期)[^,。;]{0,20}$")
_RULE_BEFORE = re.compile(
    r"(?:可(?:申请|享受|获得|领取)|按照?|不得|原则上|规定|应当?|必须|须)[^,。;:]{0,24}$"
)
_NORM_BEFORE = r"标准(?:为|是|:)?(?:每[人户亩头只村月年天日吨]{1,2})*"
_NORM_AFTER = re.compile(
    r"为(?:标准|限|准)|(?:\([^)\n]{1,16}\))?的[^,。;:\d]{0,6}标准(?=计算|测算|执行|发放)|的?(?:标准|比例"
    r"|限额)(?!化|为|达|是)(?:给予|发放|补助|补贴|奖励|缴纳|执行|配|安排|,|出资)"
)
_BY = re.compile(r"按照?[^,。;:\d]{0,4}$")
_RECKONED = re.compile(r"(?:以[上下]|左右)?[^,。;:\d]{0,10}(?:计算|测算|核算|折算)")
_LIMIT_AFTER = re.compile(r"(?:以[上下内]|之内)?的?[^,。;:\d]{0,6}(?:标准|要求|红线|门槛)")
_SUBSIDY = re.compile(
    r"(?:对|凡|给予)[^。\n]*?(?:每[人户亩头只村吨株公]{1,2}[^,。;\d]{0,6})?(?:补助|补贴|奖励|奖补|资助|给予"
    r"|减免)"
)
_PER_HEAD = re.compile(
    r"每[人户亩头只村吨株公生名棚座]{1,2}(?:每?[年月])?[^,。;:\d]{0,6}(?:补助|补贴|奖励|奖补|资助|减免"
    r"|报销)(?:资金|现金|最高)?$"
)
_PAID = re.compile(r"(?<!公)共(?!同)|已[^改]|累计|[助贴励补放了]了|去年|今年以来|同比")
# Those whom a limit of money sets apart: 年收入低于4000元的农户, 2500元以下的家庭.
_SET_APART = re.compile(r"(?:以[下内])?的[^,。;:\d]{0,10}(?:人|户|群众|家庭|现象|对象|村|村庄|地区)(?!均)")
# Units that a rate sets apart: 贫困发生率高于20%的村; but 参与率超过90%的农户 are those counted by it.
_RATED_APART = re.compile("(?:率|比例|比重|占比|增[速幅])在?$")
_UNITS_APART = re.compile(
    r"(?:以[上下内])?的[^,。;:\d]{0,8}(?:村|乡镇?|镇|县|区|市|企业|单位)(?![民庄规长域委干])"
)
# 每户贷款不超过5万元: a limit of money for each one of a kind.
_EACH = re.compile(r"每(?:户|人|名|村|个|家|亩|头|县|乡|镇)[^,。;\d]{0,16}$")
_OWN = re.compile(r"已|了|[实达]到")
_MUST = re.compile(r"(?:不得|须|必须|应当?|不能)$")
_AGES = {"岁", "周岁"}
_EACH_ONE = re.compile(r"每[人户亩头只村吨株公]{1,2}[^,。;\d]{0,8}$")


@lru_cache(maxsize=4)
def _norm_before(norms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{_NORM_BEFORE}|{either(norms)})$")


def standard_of(view: str, sentence: Span, clause: Span, here: Quantity, words: Words) -> Span | None:
    """The trigger of a rule or threshold in `view`, if the figure is the value of one."""
    stop = here.bound.start if here.bound and here.bound.end <= here.start else here.start
    if limit := _limit(view, clause, here, stop):
        return limit
    norm = _norm_before(words.norms)
    if match := _NORM_AFTER.match(view, here.end) or norm.search(view, clause.start, stop):
        return Span(*match.span())
    return _apart(view, clause, here, stop) or _rate_paid(view, sentence, clause, here, stop)


def _limit(view: str, clause: Span, here: Quantity, stop: int) -> Span | None:
    """不得低于10%, 每年至少一次, 60岁以上: what must be kept to."""
    limited = here.op in (">=", "<=") and here.bound is not None
    if here.unit in _AGES and here.bound and here.op != "~":
        return Span(here.bound.start, here.bound.end)
    repeated = here.unit in ("次", "场次") and here.rule == "worded"
    if (limited or repeated) and (every := _EVERY.search(view, clause.start, stop)):
        return Span(every.start(), every.start() + 2)
    if limited and (
        match := _LIMIT_AFTER.match(view, here.end) or _RULE_BEFORE.search(view, clause.start, stop)
    ):
        return Span(match.start(), min(match.end(), match.start() + 12))
    if here.bound and here.op not in ("=", "~") and not _OWN.search(view, clause.start, here.end):
        must = _MUST.search(view, max(clause.start, stop - 3), stop)
        each = _EACH.search(view, clause.start, stop) if _is_money(here) else None
        if match := must or each:
            return Span(*match.span())
    return None


def _apart(view: str, clause: Span, here: Quantity, stop: int) -> Span | None:
    """Those whom a limit of money or a rate sets apart from the rest."""
    if here.bound is None or here.op in ("=", "~"):
        return None
    poor = _is_money(here) and here.op in ("<", "<=") and _SET_APART.match(view, here.end)
    rated = _RATED_APART.search(view, clause.start, stop) and _UNITS_APART.match(view, here.end)
    return Span(here.bound.start, here.bound.end) if poor or rated else None


def _rate_paid(view: str, sentence: Span, clause: Span, here: Quantity, stop: int) -> Span | None:
    """按每亩500元计算, 对新建大棚每亩补助3000元: what is paid for each one of a kind."""
    per_head = _PER_HEAD.search(view, clause.start, stop)
    if per_head and not _PAID.search(view, sentence.start, sentence.end):
        return Span(*per_head.span())
    if (by := _BY.search(view, clause.start, stop)) and _RECKONED.match(view, here.end):
        return Span(*by.span())
    match = _SUBSIDY.search(view, sentence.start, sentence.end)
    if match is None or not match[0].startswith(("对", "凡")):
        return None
    limited = here.op in (">=", "<=") and here.bound is not None
    before = view[clause.start : stop]
    granted = limited or _EACH_ONE.search(before) or "一次性" in before
    return Span(match.end() - 2, match.end()) if granted else None


def _is_money(here: Quantity) -> bool:
    return (here.unit or "").startswith("元")
