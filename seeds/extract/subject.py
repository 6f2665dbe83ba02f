"""The place that an article is about, which its figures belong to where nothing else is said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable

from seeds.article import Block
from seeds.extract.gazetteer import Gazetteer, Level, level_of_name, short_name
from seeds.extract.mentions import Mention

_ROLE_WEIGHT = {"title": 12.0, "heading": 1.5}
_LEAD, _LEAD_WEIGHT = 400, 2.0
# 全县, 县委 and their like tell at which level an article speaks.
_LEVEL_WORDS: dict[Level, re.Pattern[str]] = {
    "county": re.compile(r"[全我][县旗区](?![域员])|(?<![一-鿿])[县旗][委里]"),
    "city": re.compile(r"[全我][市州盟]|(?<![一-鿿])[市州盟][委里]"),
    "province": re.compile(r"[全我]省|(?<![一-鿿])省委"),
}
_LEVEL_WEIGHT, _LEVEL_MOST = 1.0, 10
_LEAST_WEIGHT, _LEAST_ALONE, _LEAST_SHARE = 2.5, 2.0, 0.3


def subject_of(
    view: str, places: Iterable[Mention], blocks: Iterable[tuple[Block, int, int]], gazetteer: Gazetteer
) -> str | None:
    """The division that an article speaks of most, in the fullest form that its text has.

    What the title and the lead name weighs more, and a county more than the province around it;
    None where no division stands out.
    """
    rows = [(start, end, block.role) for block, start, end in blocks]
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    weights: defaultdict[str, float] = defaultdict(float)
    levels: dict[str, Level] = {}
    for place in places:
        name = view[place.start : place.end]
        full = place.rule.removeprefix("short:") if place.rule.startswith("short:") else name
        level = gazetteer.level(full) or level_of_name(full)
        if level is None or place.rule.startswith(("settlement", "zone", "road", "region", "letter")):
            continue
        stem = short_name(full)
        at = bisect_right(rows, place.start, key=lambda row: row[0]) - 1
        role = rows[at][2] if at >= 0 and place.start < rows[at][1] else "paragraph"
        weight = _ROLE_WEIGHT.get(role, 1.0)
        weights[stem] += _LEAD_WEIGHT if role == "paragraph" and place.start < _LEAD else weight
        forms[stem][name] += 1
        levels.setdefault(stem, level)
        if gazetteer.is_full(name) or place.rule.startswith("unlisted:"):
            levels[stem] = level
    spoken = {level: len(pattern.findall(view)) for level, pattern in _LEVEL_WORDS.items()}
    for stem in weights:
        weights[stem] += _LEVEL_WEIGHT * min(_LEVEL_MOST, spoken[levels[stem]])
        weights[stem] *= {"county": 1.15, "city": 1.0, "province": 0.7}[levels[stem]]
    if not weights:
        return None
    best, weight = min(weights.items(), key=lambda item: (-item[1], item[0]))
    if weight < (_LEAST_ALONE if len(weights) == 1 else _LEAST_WEIGHT) or weight < _LEAST_SHARE * sum(
        weights.values()
    ):
        return None
    return _form(forms[best])


def _form(forms: Counter[str]) -> str:
    """The fullest form; but 阿旗 rather than 阿鲁科尔沁旗, of which it is no part, where it is commoner."""
    fullest = max(forms, key=lambda form: (len(form), form))
    common = max(forms, key=lambda form: (forms[form], len(form), form))
    return fullest if common in fullest else common
