"""A made-up text as it is written, and what an extractor would suggest for it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from string import Formatter
from typing import TypeVar

from seeds.article import (
    Check,
    Entity,
    Extraction,
    GroupRole,
    Indicator,
    Span,
    Tag,
    entity_id,
    indicator_id,
    tag_id,
)
from tests.bench import phrases
from tests.bench.phrases import Measure

T = TypeVar("T")
_ROWS, _CELLS = range(0xB0, 0xD7), range(0xA1, 0xFE)
CHARACTERS = [bytes((row, cell)).decode("gb2312") for cell in _CELLS for row in _ROWS]
"""The common characters, mixed: the first level of GB 2312 read by columns."""


def chosen(rng: random.Random, items: Sequence[T]) -> T:
    """One of the items, the first ones much more often than the last."""
    return items[int(len(items) * rng.random() ** 1.7)]


def person(rng: random.Random) -> str:
    """A name."""
    given = "".join(rng.choices(phrases.GIVEN, k=1 if rng.random() < 0.3 else 2))
    return chosen(rng, phrases.SURNAMES) + given


class Writing:
    """A text in the making: about a place, published in a month of a year."""

    def __init__(self, rng: random.Random, place: str, year: int, month: int) -> None:
        self.at = 0
        self._rng = rng
        self._place = place
        self._year = year
        self._month = month
        self._parts: list[str] = []
        self._entities: list[Entity] = []
        self._indicators: list[Indicator] = []
        self._checks: list[Check] = []
        self._measured = (phrases.MEASURES[0], Span(0, 0))
        self._placed = Span(0, 0)
        self._dated = Span(0, 0)
        self._terms: list[str] = []
        # An article is about a few things, and says them again and again.
        self._topics = [chosen(rng, phrases.TERMS) for _ in range(4)]
        trades = [chosen(rng, phrases.TRADES) for _ in range(2)]
        self._slots: dict[str, Callable[[], object]] = {
            "P": self._write_place,
            "O": self._write_office,
            "N": self._write_person,
            "D": self._write_date,
            "T": self._write_term,
            "B": lambda: self._mark(chosen(rng, phrases.DOCUMENTS), "DOC", "document"),
            "M": self._write_measure,
            "F": self._write_figure,
            "S": self._write_sum,
            "V": lambda: self._put(chosen(rng, phrases.GIVEN) + rng.choice(phrases.GIVEN)),
            "W": lambda: self._put(chosen(rng, CHARACTERS) + rng.choice(CHARACTERS)),
            "K": lambda: self._put(rng.choice(trades)),
            "A": lambda: self._put(chosen(rng, phrases.MANNERS)),
        }

    def write(self, sentence: str) -> None:
        """Write a sentence with its slots filled."""
        for literal, slot in _pieces(sentence):
            if literal:
                self._put(literal)
            if slot:
                self._slots[slot]()

    def break_line(self) -> None:
        """End the line; the last one has no end."""
        self._put("\n")

    def text(self) -> str:
        """What is written, without the last line's end."""
        return "".join(self._parts).removesuffix("\n")

    def extraction(self) -> Extraction:
        """What is suggested for it."""
        labels = list(dict.fromkeys(self._terms))[: self._rng.randint(2, 5)]
        return Extraction(
            entities=tuple(self._entities),
            indicators=tuple(self._indicators),
            tags=tuple(
                Tag(id=tag_id(label), label=label, confidence=self._confidence(), rule=f"topic:{label}")
                for label in labels
            ),
            checks=tuple(self._checks),
            place=self._place,
        )

    def _put(self, text: str) -> Span:
        start = self.at
        self._parts.append(text)
        self.at += len(text)
        return Span(start, self.at)

    def _mark(self, text: str, kind: str, rule: str, value: str | None = None) -> Span:
        span = start, end = self._put(text)
        self._entities.append(
            Entity(
                id=entity_id(start, end),
                start=start,
                end=end,
                text=text,
                type=kind,
                value=value,
                confidence=self._confidence(),
                rule=rule,
            )
        )
        return span

    def _confidence(self) -> float:
        return round(0.98 - 0.5 * self._rng.random() ** 3, 2)

    def _write_place(self) -> None:
        name = self._place if self._rng.random() < 0.8 else chosen(self._rng, phrases.PLACES)
        self._placed = self._mark(name, "LOC", f"gazetteer:{_code(name)}")

    def _write_office(self) -> None:
        name = chosen(self._rng, phrases.OFFICES)
        whole = self._place + name.removeprefix("县") if self._rng.random() < 0.3 else name
        self._mark(whole, "ORG", f"organisation:{whole[-1]}")

    def _write_person(self) -> None:
        self._mark(person(self._rng), "PER", "person:says")

    def _write_date(self) -> None:
        year = self._year - (self._rng.random() < 0.4)
        month = self._rng.randint(1, self._month)
        value = f"{year}-{month:02}"
        self._dated = self._mark(f"{year}年{month}月", "DATE", "date", value)

    def _write_term(self) -> None:
        term = self._rng.choice(self._topics)
        self._terms.append(term)
        self._mark(term, "TERM", f"lexicon:TERM:{term}")

    def _write_measure(self) -> None:
        measure = chosen(self._rng, phrases.MEASURES)
        self._measured = (measure, self._put(measure.name))

    def _write_figure(self) -> None:
        measure, metric = self._measured
        self._indicators.append(self._figure(self._value(measure), measure, metric))

    def _write_sum(self) -> None:
        """A whole and its two parts, which in one case of twelve are not the whole."""
        measure = phrases.MEASURES[5]
        part, other = (self._rng.randint(20, 4_000) for _ in range(2))
        holds = self._rng.random() > 1 / 12
        whole = part + other + (0 if holds else 10)
        metric = self._put("帮扶对象")
        group = f"g{self.at}"
        figures = [self._figure(Decimal(whole), measure, metric, group, "whole")]
        for joint, value in (("，其中养殖", part), ("，种植", other)):
            self._put(joint)
            figures.append(self._figure(Decimal(value), measure, metric, group, "part"))
        self._indicators += figures
        said = f"{part}户 + {other}户 {'=' if holds else '≠'} {whole}户"
        rids = tuple(figure.id for figure in figures)
        self._checks.append(Check(kind="parts", holds=holds, message=said, indicators=rids))

    def _value(self, measure: Measure) -> Decimal:
        share = self._rng.random() ** 2
        if measure.rate:
            return Decimal(f"{measure.low + (measure.high - measure.low) * share:.2f}")
        return Decimal(int(measure.low + (measure.high - measure.low) * share))

    def _figure(
        self,
        value: Decimal,
        measure: Measure,
        metric: Span,
        group: str | None = None,
        role: GroupRole | None = None,
    ) -> Indicator:
        if value >= 100_000 and group is None:
            value = Decimal(int(value / 1_000) * 1_000)
            written = f"{value / 10_000:f}".rstrip("0").rstrip(".") + f"万{measure.unit}"
        else:
            written = f"{value}{measure.unit}"
        start, end = self._put(written)
        provenance = {"value": Span(start, end), "metric": metric, "place": self._placed}
        if dated := self._dated.end > 0:
            provenance["period"] = self._dated
        return Indicator(
            id=indicator_id(start, end),
            start=start,
            end=end,
            text=written,
            metric=measure.name,
            value=value,
            unit=measure.unit,
            place=self._place,
            place_code=_code(self._place),
            period=str(self._year),
            status="target" if self._rng.random() < 0.06 else "actual",
            group=group,
            role=role,
            provenance=provenance,
            confidence=self._confidence(),
            rule=f"arabic.left.named.{'dated' if dated else 'undated'}",
        )


def _pieces(sentence: str) -> list[tuple[str, str | None]]:
    return [(literal, slot) for literal, slot, _, _ in Formatter().parse(sentence)]


@cache
def _code(place: str) -> str:
    """A code as divisions have it."""
    return f"{110_000 + sum(map(ord, place)) % 540_000}"
