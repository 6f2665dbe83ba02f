"""Which figures contradict each other. Pure: a group of figures that measure the same at a time.

Articles contradict each other where nothing that the one tells agrees with anything that the other tells:
who tells two figures of a thing knows of two, and a third article that tells one of them agrees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Literal

import msgspec

from store.contradictions.reach import Reach, agree, reach_of
from store.figures import Figure

Likeness = Literal["digits", "scale", "near", "apart"]
"""How two amounts differ: by a digit, or two that changed places; by a power of ten; by a tenth; by more."""
Key = tuple[str, ...]
MainPlace = Callable[[int], str | None]
"""What an article is about, by its id."""

MOST_SIDES, MOST_TELLING = 12, 40
"""Sides of a contradiction, and figures of a side, that are kept; the others are counted."""
_NEAR = 0.1
_WIDE = 2.0
_LIMIT = 200
"""Figures of a group that are compared; what is told more often has no one value."""
# What a place has one of at a time: shares and rates, totals, and the stocks that are counted for reports.
_SINGLE = re.compile(
    r"(?:率|度|比重|占比|总值|总量|总数|总额|总产量|总产值|总人口|总面积|总投资|总收入|人口|收入"
    r"|贫困村|贫困户|贫困县|行政村|户数)$"
)
_DIGITS = 3
_ALONE = 2
"""What a contradiction within one article weighs less: who wrote both most likely meant two things."""


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the values: its figures, of which the first is the most exact; `articles` tell it."""

    amount: float
    figures: tuple[Figure, ...]
    articles: int

    @property
    def name(self) -> str:
        """The side by its amount, as rulings know it."""
        return f"{self.amount:.12g}"


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Sides that cannot all be right, the one that most articles tell first; what they are about.

    `likeness` tells how the first two differ, `weight` how likely it is that one is wrong: the most is
    looked at first. `articles` are all that tell any of it.
    """

    key: Key
    metric: str
    place: str
    period: str
    sides: tuple[Side, ...]
    articles: int
    likeness: Likeness
    weight: float

    @property
    def names(self) -> frozenset[str]:
        """The sides by their names."""
        return frozenset(side.name for side in self.sides)


def contradictions(figures: Iterable[Figure], main_place: MainPlace) -> Iterator[Contradiction]:
    """What contradicts what among figures of one metric, place, period and measure."""
    same: dict[Key, list[Figure]] = {}
    for figure in figures:
        same.setdefault(_key(figure, main_place), []).append(figure)
    for key, group in same.items():
        if (found := _compared(key, group[:_LIMIT])) is not None:
            yield found


def _key(figure: Figure, main_place: MainPlace) -> Key:
    """What two figures must share to be of one thing.

    Places of one name are told apart by their code, and a village or a town without one by what the
    article is about. A part of a breakdown is not the whole of another.
    """
    where = figure.place_code or f"{figure.place or ''}@{main_place(figure.aid) or figure.aid}"
    role = "part" if figure.role == "part" else ""
    return (figure.metric or "", where, figure.period or "", figure.measure, figure.status, role)


class _Value(msgspec.Struct):
    """A value and all who tell it or what may be it."""

    reach: Reach
    figures: list[Figure]


def _compared(key: Key, group: Sequence[Figure]) -> Contradiction | None:
    values = _values(group)
    if len(values) < 2:
        return None
    told: dict[int, set[int]] = {}
    for at, value in enumerate(values):
        for figure in value.figures:
            told.setdefault(figure.aid, set()).add(at)
    sides = _at_odds(told)
    if not sides and len(told) == 1 and _SINGLE.search(key[0]):
        sides = _within_one(values)
    if not sides:
        return None
    chosen = sorted((_side(values[at]) for at in sides), key=lambda side: (-side.articles, side.amount))
    likeness = likeness_of(chosen[0], chosen[1])
    first = chosen[0].figures[0]
    return Contradiction(
        key=key,
        metric=first.metric or "",
        place=first.place or "",
        period=first.period or "",
        sides=tuple(chosen[:MOST_SIDES]),
        articles=len({figure.aid for at in sides for figure in values[at].figures}),
        likeness=likeness,
        weight=_weight(key, chosen, likeness) - (_ALONE if len(told) == 1 else 0),
    )


def _values(group: Sequence[Figure]) -> list[_Value]:
    """The values that are told, the most exact first; what may be one of these is put to it."""
    reached = [(reach, figure) for figure in group if (reach := reach_of(figure)) is not None]
    reached.sort(key=lambda item: (not item[0].is_bare, item[0].step, item[1].aid, item[1].start))
    values: list[_Value] = []
    for reach, figure in reached:
        fitting = [value for value in values if agree(value.reach, reach)]
        if fitting:
            max(fitting, key=lambda value: len(value.figures)).figures.append(figure)
        else:
            values.append(_Value(reach, [figure]))
    return values


def _at_odds(told: dict[int, set[int]]) -> set[int]:
    """The values of articles that have none in common."""
    distinct = {frozenset(values) for values in told.values()}
    odds: set[int] = set()
    for one, other in combinations(distinct, 2):
        if not one & other:
            odds |= one | other
    return odds


def _within_one(values: Sequence[_Value]) -> set[int]:
    """Two values of a whole in one article that are not as close as its own checks look for."""
    if len(values) != 2:
        return set()
    low, high = sorted(value.reach.amount for value in values)
    return {0, 1} if low > 0 and 1 + _NEAR < high / low <= _WIDE else set()


def _side(value: _Value) -> Side:
    return Side(
        amount=value.reach.amount,
        figures=tuple(value.figures[:MOST_TELLING]),
        articles=len({figure.aid for figure in value.figures}),
    )


def likeness_of(one: Side, other: Side) -> Likeness:
    """How two sides differ."""
    low, high = sorted((abs(one.amount), abs(other.amount)))
    first, second = (f"{amount:.6f}".replace(".", "").strip("0") for amount in (low, high))
    if low > 0 and first == second:
        return "scale"
    if _is_slip(f"{low:.6f}", f"{high:.6f}", min(len(first), len(second))):
        return "digits"
    return "near" if high - low <= _NEAR * high else "apart"


def _is_slip(first: str, second: str, digits: int) -> bool:
    """Whether two neighbouring digits have changed places, or one of three or more is another."""
    if len(first) != len(second):
        return False
    at = [place for place in range(len(first)) if first[place] != second[place]]
    if len(at) == 1:
        return digits >= _DIGITS
    swapped = [first[place] for place in at] == [second[place] for place in reversed(at)]
    return len(at) == 2 and at[1] == at[0] + 1 and swapped


_BY_LIKENESS: dict[Likeness, float] = {"digits": 3.0, "scale": 3.0, "near": 2.0, "apart": 0.0}


def _weight(key: Key, sides: Sequence[Side], likeness: Likeness) -> float:
    """How likely it is that somebody is wrong, and not that two things go by one name."""
    first = [side.figures[0] for side in sides[:2]]
    decided = sum(figure.state != "suggested" for figure in first)
    sure = min(figure.confidence for figure in first)
    crowded = max(0, len(sides) - 2)
    return _BY_LIKENESS[likeness] + 2 * bool(_SINGLE.search(key[0])) + decided + sure - crowded
