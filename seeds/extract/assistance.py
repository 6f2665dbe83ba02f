"""Aid between regions: what the east gives belongs to the place in the west that receives it.

Under the pairing of 1996 nine provinces of the east help the west (东西部扶贫协作, 对口支援); reports of
both sides count what was given under the giver's name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from seeds.extract.gazetteer import Gazetteer, province_of_letter, short_name
from seeds.extract.levels import lies_in

_DONORS = frozenset(("北京", "天津", "辽宁", "上海", "江苏", "浙江", "福建", "山东", "广东"))
_PAIRED = re.compile(
    r"东西部?(?:扶贫)?协作|对口(?:帮扶|支援|协作|合作)|[结携]对?手?帮扶|援[疆藏青川黔滇桂甘陕宁蒙渝]"
)
_AIDED = re.compile(r"援([疆藏青川黔滇桂甘陕宁蒙渝])")
_LEAST_PAIRED = 2


def aided(view: str, names: Iterable[str], source: str | None) -> str | None:
    """The place that an article on aid between regions is about: the one that receives it.

    `names` are the places named in the article, and `source` its medium. That is the narrower of two that
    the title names one in the other (甘肃永靖), else the province of 援川, else
    that of the medium, else the place outside the giving provinces that is named most. None where the
    article is not on such aid, by its title or by what it says more than once.
    """
    title = view.partition("\n")[0]
    if len(_PAIRED.findall(view)) < _LEAST_PAIRED and not _PAIRED.search(title):
        return None
    counts = Counter(name for name in names if not is_donor(name))
    entitled = [name for name in counts if name in title]
    inner = [name for name in entitled if any(lies_in(name, other) for other in entitled)]
    if inner:
        return max((name for name in counts if name.startswith(inner[0])), key=len)
    letters = Counter(_AIDED.findall(view))
    for letter, _ in letters.most_common(1):
        province = "新疆" if letter == "疆" else province_of_letter(letter)
        named = [name for name in counts if province and short_name(name) == province]
        if named:
            return max(named, key=lambda name: counts[name])
    for name, _ in counts.most_common():
        if source and source.startswith(short_name(name)):
            return name
    return max(counts, key=lambda name: (counts[name], name), default=None)


def is_donor(name: str) -> bool:
    """Whether a place is, or lies in, a province that gives."""
    divisions = Gazetteer.load().divisions(name)
    return bool(divisions) and all(short_name(d.province or d.name) in _DONORS for d in divisions)
