"""A part and its whole that are told apart: no 其中 ties them, but what they count and where.

That a part is no greater is said; a greater one may be counted otherwise, and says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from seeds.article import Check, Indicator
from seeds.extract.relations.amounts import value_of, written

_SURVEY = re.compile(r"核查|排查|走访|抽查|抽样|调查|摸排|摸底|回访|入户|自查|检查")
_GROUP = re.compile(r"(?P<kind>[^的]{2,6}?)(?:户|人口|人员|群众|对象|家庭)")
# Everyone of a kind, however many they are: 农村人口|参保|人员, 全部|搬迁|户.
_EVERYONE = r"(?:[^的\d]{0,4}(?:人口|群众|户|居民))?(?:全县|全市|全部|累计|现有|已|实现|稳定)*"
_ENDING = r"(?:户|人口|人员|群众|对象|家庭|退出)?"
_ALL_VILLAGES = re.compile(r"(?:行政|建制)村")
# Villages with an attribute are administrative villages; hamlets and quarters are not.
_KIND_OF_VILLAGE = re.compile(r"(?!自然|城中|城郊|中心|移民)[^的\d]{2}村")
_DEGREE = r"(?:深度|特困|重度|国家级|省级|市级|县级|国定|省定)"
_PHASE = re.compile(r"(?:[一首]期|第一期|先期)(?:项目|工程|建设)?[^。;\n]{0,24}\Z")
_YEARLY = re.compile(r"年(?=存栏|出栏|产|处理|加工)")
_NEAR = 80
"""The first phase is told within so many characters of the whole project."""


def surveyed(items: Sequence[Indicator]) -> Iterator[Check]:
    """A group of those that a survey came to against all of that group: 搬迁户150户 ≤ 累计搬迁356户."""
    surveys = {item.group for item in items if item.role == "whole" and _SURVEY.search(item.metric or "")}
    for part in items:
        group = _GROUP.fullmatch(part.metric or "")
        if part.role != "part" or part.group not in surveys or not group:
            continue
        of_all = re.compile(rf"{_EVERYONE}{re.escape(group['kind'])}{_ENDING}")
        for whole in items:
            if whole.group or not of_all.fullmatch(whole.metric or "") or not _same(whole, part):
                continue
            yield from _within(part, whole)
            break


def villages(items: Sequence[Indicator]) -> Iterator[Check]:
    """Villages of a kind against all villages of one place: 示范村48个 ≤ 行政村83个."""
    facts = [
        item
        for item in items
        if (item.metric or "").endswith("村") and item.status == "actual" and not item.group
    ]
    kinds: dict[str, list[tuple[Indicator, Indicator]]] = {}
    for part in facts:
        for whole in facts:
            if part is not whole and _same(whole, part) and _is_among(part.metric or "", whole.metric or ""):
                kinds.setdefault(f"{part.metric}/{whole.metric}", []).append((part, whole))
    for pairs in kinds.values():
        yield from _within(*min(pairs, key=lambda pair: abs(pair[0].start - pair[1].start)))


def _is_among(kind: str, others: str) -> bool:
    """Whether villages of one kind are some of those of another: 示范村 of 行政村, 省级示范村 of 示范村."""
    if _ALL_VILLAGES.fullmatch(others):
        return bool(_KIND_OF_VILLAGE.fullmatch(kind)) and not _ALL_VILLAGES.fullmatch(kind)
    return bool(_KIND_OF_VILLAGE.fullmatch(others) and re.fullmatch(_DEGREE + others, kind))


def phases(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """The first phase of a project against the whole: 年存栏3万只的园区, 一期存栏2万只."""
    for at, part in enumerate(items):
        if not part.metric or not _PHASE.search(view, max(0, part.start - 40), part.start):
            continue
        for whole in items[max(0, at - 4) : at]:
            between = view[whole.end : part.start]
            is_project = _YEARLY.sub("", whole.metric or "").endswith(part.metric)
            if is_project and len(between) <= _NEAR and "\n" not in between and _same(whole, part):
                if not _PHASE.search(view, max(0, whole.start - 40), whole.start):
                    yield from _within(part, whole)
                break


def _same(whole: Indicator, part: Indicator) -> bool:
    """Whether both count in one unit, exactly and of one place."""
    return whole.unit == part.unit and whole.op == part.op == "=" and whole.place == part.place


def _within(part: Indicator, whole: Indicator) -> Iterator[Check]:
    if value_of(part) <= value_of(whole):
        is_one = (whole.metric or "").endswith(part.metric or "")
        named = f"{whole.metric} " if not is_one else ""
        message = f"{part.metric}{':' if is_one else ''} {written(part)} ≤ {named}{written(whole)}"
        yield Check(kind="subset", holds=True, message=message, indicators=(part.id, whole.id))
