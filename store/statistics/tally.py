"""Outcomes counted: by type, by confidence, by field, by annotator and day."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, tzinfo

import msgspec

from store.statistics.outcomes import Field, Outcome
from store.statistics.rates import Rate

BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95)
"""Where the bands of confidence begin; each ends where the next begins, the last at 1."""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """Decisions: on suggestions that were right, corrected or rejected; on what people added.

    `in_bulk` of them were made on many at a time, `accept the rest` and such.
    """

    accepted: int = 0
    corrected: int = 0
    rejected: int = 0
    added: int = 0
    in_bulk: int = 0

    @property
    def judged(self) -> int:
        """The suggestions among them."""
        return self.accepted + self.corrected + self.rejected

    @property
    def all(self) -> int:
        """All decisions."""
        return self.judged + self.added

    @property
    def precision(self) -> Rate:
        """Suggestions that were right as they stood."""
        return Rate(self.accepted, self.judged)

    @property
    def found(self) -> Rate:
        """Of what people left standing, how much had been suggested, right or nearly so."""
        kept = self.accepted + self.corrected
        return Rate(kept, kept + self.added)


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the suggestions of a project, as far as its articles were read.

    `kinds` are in order of their decisions, `bands` as in `BANDS`, `fields` by type and field, `days` by day
    and annotator. `seen_again` are decisions that a second person left as they were, of those that one saw.
    """

    articles: int
    whole: Counts
    kinds: dict[str, Counts]
    bands: tuple[Counts, ...]
    fields: dict[tuple[str, Field], int]
    annotators: dict[str, Counts]
    days: dict[tuple[date, str], Counts]
    seen_again: Rate

    def by_field(self) -> dict[Field, int]:
        """Corrections of each field, of all types, the most frequent first."""
        found: Counter[Field] = Counter()
        for (_kind, field), count in self.fields.items():
            found[field] += count
        return dict(found.most_common())


class Tally:
    """Counts outcomes as they come; `zone` is where days begin, the machine's own where it is None."""

    def __init__(self, zone: tzinfo | None = None) -> None:
        self._zone = zone
        self._articles = 0
        self._kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._bands: tuple[Counter[str], ...] = tuple(Counter() for _band in BANDS)
        self._fields: Counter[tuple[str, Field]] = Counter()
        self._days: defaultdict[tuple[date, str], Counter[str]] = defaultdict(Counter)
        self._seen: Counter[bool] = Counter()

    def end_article(self) -> None:
        """An article was read whole."""
        self._articles += 1

    def add(self, outcome: Outcome) -> None:
        """Count one more."""
        day = datetime.fromisoformat(outcome.at).astimezone(self._zone).date()
        counters = [self._kinds[outcome.kind], self._days[day, outcome.annotator]]
        if outcome.decided != "added":
            band = sum(outcome.confidence >= begin for begin in BANDS) - 1
            counters.append(self._bands[max(0, band)])
        for counter in counters:
            counter[outcome.decided] += 1
            counter["in_bulk"] += outcome.in_bulk
        self._fields.update((outcome.kind, field) for field in outcome.fields)
        if outcome.seen_again is not None:
            self._seen[outcome.seen_again] += 1

    def statistics(self) -> Statistics:
        """What was counted until now."""
        by_annotator: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (_day, annotator), counter in self._days.items():
            by_annotator[annotator].update(counter)
        whole: Counter[str] = Counter()
        for counter in self._kinds.values():
            whole.update(counter)
        return Statistics(
            articles=self._articles,
            whole=Counts(**whole),
            kinds=_by_size(self._kinds),
            bands=tuple(Counts(**counter) for counter in self._bands),
            fields=dict(self._fields.most_common()),
            annotators=_by_size(by_annotator),
            days={day: Counts(**counter) for day, counter in sorted(self._days.items())},
            seen_again=Rate(self._seen[True], self._seen.total()),
        )


def _by_size(counters: dict[str, Counter[str]]) -> dict[str, Counts]:
    found = {name: Counts(**counter) for name, counter in counters.items()}
    return dict(sorted(found.items(), key=lambda item: (-item[1].all, item[0])))
