"""The rules that people's decisions propose, each with the decisions behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from seeds.article import Annotation, Entity, Indicator, Tag
from seeds.folding import fold
from seeds.learned import Always, Extend, Never, Rule, Trim, UnitOf

ENOUGH = 2
"""Decisions that must have changed or refused something alike before a rule is proposed."""
ENOUGH_WITH_ACCEPTED = 3
"""Decisions where some of them accepted what the rule says; one must have taught it."""
_REMEMBERED = 50
"""Decisions that a proposal names; the others are counted."""
_NAME_LENGTHS = range(2, 41)


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a person made of annotation `rid` of article `aid`.

    `suggested` is None where a person added it; `decided` is None where it was found wrong.
    """

    aid: int
    rid: str
    suggested: Annotation | None
    decided: Annotation | None


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that speaks for a rule: where it was made, and the annotation before and after.

    `before` is empty where nothing was suggested, `after` where a suggestion was rejected.
    """

    aid: int
    rid: str
    before: str
    after: str


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that nobody's decision contradicts, the decisions that taught it, and how many say the same."""

    rule: Rule
    evidence: tuple[Evidence, ...]
    decisions: int


def lessons(judgement: Judgement) -> Iterator[Rule]:
    """The rules that one decision by itself would speak for; an acceptance teaches none."""
    match judgement.suggested, judgement.decided:
        case Entity() as suggested, None:
            if len(text := fold(suggested.text).text) in _NAME_LENGTHS:
                yield Never(text, suggested.type)
        case (None | Entity()) as suggested, Entity() as decided:
            yield from _lessons_of_entity(suggested, decided)
        case Indicator() as suggested, Indicator() as decided:
            if _only_the_unit_differs(suggested, decided):
                yield UnitOf(str(decided.metric), str(decided.unit), suggested.unit)
        case _:
            return


def proposals(judgements: Iterable[Judgement]) -> list[Proposal]:
    """The rules that enough decisions speak for and none against, the best supported first.

    A boundary rule needs two different names: of one name
    alone it says no more than that this name ends there, which is an `Always` with an `instead`.
    """
    tally = Tally()
    for judgement in judgements:
        tally.add(judgement)
    return tally.proposals()


class Tally:
    """Decisions counted by what they say; none of them is kept whole."""

    def __init__(self) -> None:
        self._taught: defaultdict[Rule, list[Evidence]] = defaultdict(list)
        self._times: Counter[Rule] = Counter()
        self._surfaces: defaultdict[Rule, set[str]] = defaultdict(set)
        self._accepted: Counter[tuple[str, str]] = Counter()
        self._types: defaultdict[str, set[str]] = defaultdict(set)
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._refused: set[tuple[str, str]] = set()
        self._units: defaultdict[tuple[str | None, str | None], set[str | None]] = defaultdict(set)

    def add(self, judgement: Judgement) -> None:
        """Count a decision for what it teaches and against what it denies."""
        suggested, decided = judgement.suggested, judgement.decided
        taught = list(lessons(judgement))
        for rule in taught:
            self._times[rule] += 1
            evidence = self._taught[rule]
            if len(evidence) < _REMEMBERED:
                evidence.append(_evidence(judgement))
            if isinstance(decided, Entity):
                self._surfaces[rule].add(fold(decided.text).text)
        if isinstance(suggested, Entity) and decided is None:
            self._refused.add((fold(suggested.text).text, suggested.type))
        if isinstance(decided, Entity):
            text = fold(decided.text).text
            self._types[text].add(decided.type)
            self._names[decided.type].add(text)
            self._accepted[text, decided.type] += not taught
        if isinstance(suggested, Indicator) and isinstance(decided, Indicator):
            self._units[suggested.metric, suggested.unit].add(decided.unit)

    def proposals(self) -> list[Proposal]:
        """What there is enough for and nothing against, the best supported first."""
        return sorted(self._uncontradicted(), key=lambda found: (-found.decisions, found.rule.name))

    def _uncontradicted(self) -> Iterator[Proposal]:
        for rule, times in self._times.items():
            accepted = 0
            if isinstance(rule, Always) and rule.instead is None:
                accepted = self._accepted[rule.text, rule.type]
            enough = times >= ENOUGH or times + accepted >= ENOUGH_WITH_ACCEPTED
            if enough and not self._contradicted(rule):
                evidence = _different_first(self._taught[rule])
                yield Proposal(rule=rule, evidence=evidence, decisions=times + accepted)

    def _contradicted(self, rule: Rule) -> bool:
        match rule:
            case Always():
                refused = (rule.text, rule.type) in self._refused
                kept_long = rule.instead is not None and bool(self._types[rule.instead])
                return self._types[rule.text] != {rule.type} or refused or kept_long
            case Never():
                return rule.type in self._types[rule.text]
            case Trim():
                return len(self._surfaces[rule]) < ENOUGH or any(
                    len(name) > len(rule.text) and _has(name, rule) for name in self._names[rule.type]
                )
            case Extend():
                return len(self._surfaces[rule]) < ENOUGH
            case UnitOf():
                return self._units[rule.metric, rule.instead] != {rule.unit}


def _lessons_of_entity(suggested: Entity | None, decided: Entity) -> Iterator[Rule]:
    if suggested is not None and (suggested.start, suggested.end, suggested.type) == (
        decided.start,
        decided.end,
        decided.type,
    ):
        return
    text = fold(decided.text).text
    # What a date means depends on the article that it stands in.
    if decided.value is not None or (suggested is not None and suggested.value is not None):
        return
    if len(text) in _NAME_LENGTHS and "\n" not in text and any(char.isalpha() for char in text):
        yield Always(text, decided.type, _longer(suggested, decided))
    if suggested is not None and suggested.type == decided.type:
        yield from _boundaries(suggested, decided)


def _boundaries(suggested: Entity, decided: Entity) -> Iterator[Rule]:
    """What was cut off or taken in at the sides of a name that stayed in its place."""
    if suggested.end <= decided.start or decided.end <= suggested.start:
        return
    ends = (
        ("start", suggested.text[: max(0, decided.start - suggested.start)], Trim),
        ("end", suggested.text[len(suggested.text) - max(0, suggested.end - decided.end) :], Trim),
        ("start", decided.text[: max(0, suggested.start - decided.start)], Extend),
        ("end", decided.text[len(decided.text) - max(0, decided.end - suggested.end) :], Extend),
    )
    for side, beyond, kind in ends:
        if (text := fold(beyond).text.strip()) and "\n" not in text:
            yield kind(text, decided.type, "start" if side == "start" else "end")


def _longer(suggested: Entity | None, decided: Entity) -> str | None:
    """What was suggested, where a person cut it to what it should be."""
    if suggested is None or not (suggested.start <= decided.start and decided.end <= suggested.end):
        return None
    text = fold(suggested.text).text
    return text if text != fold(decided.text).text else None


def _only_the_unit_differs(suggested: Indicator, decided: Indicator) -> bool:
    same = ("metric", "value", "high", "start", "end")
    return (
        decided.metric is not None
        and decided.unit not in (None, suggested.unit)
        and all(getattr(suggested, field) == getattr(decided, field) for field in same)
    )


def _has(name: str, rule: Trim) -> bool:
    return name.endswith(rule.text) if rule.side == "end" else name.startswith(rule.text)


def _different_first(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """One decision of each wording, then the second ones, and so on."""
    before: Counter[tuple[str, str]] = Counter()
    turns = []
    for one in evidence:
        turns.append((before[one.before, one.after], one))
        before[one.before, one.after] += 1
    return tuple(one for _turn, one in sorted(turns, key=lambda turn: turn[0]))


def _evidence(judgement: Judgement) -> Evidence:
    return Evidence(
        aid=judgement.aid,
        rid=judgement.rid,
        before=_said(judgement.suggested),
        after=_said(judgement.decided),
    )


def _said(annotation: Annotation | None) -> str:
    match annotation:
        case None:
            return ""
        case Entity():
            return f"{annotation.text} {annotation.type}"
        case Indicator():
            return f"{annotation.text} {annotation.metric or ''} {annotation.unit or ''}".strip()
        case Tag():
            return annotation.label
