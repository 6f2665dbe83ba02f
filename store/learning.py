"""The rules of a project that people's decisions taught: proposed, measured, switched on and off.

A proposal is never kept: it is found anew in the decisions. What a person says of a rule is: one `Ruling`
after the other in a table that only grows, so that every rule has a history and every ruling an undo.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Literal

import msgspec

from seeds.article import Article, Extraction
from seeds.learned import Rule
from seeds.proposals import Evidence, Proposal, Tally
from store.catalogue import Filter, Order
from store.effects import Effect, effects, judgements
from store.project import Project
from store.tiny.explaining import damaged

RuleState = Literal["proposed", "on", "off", "forgotten"]
LATEST = 1_000
"""Articles that are read for proposals and effects: those that people decided on, the newest first."""
_TABLE = "rules"


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said of a rule, with the decisions behind it and its effect as they were then.

    `undoes` is the id of the ruling that this one takes back.
    """

    rule: Rule
    state: RuleState
    annotator: str
    at: str
    evidence: tuple[Evidence, ...] = ()
    effect: Effect = Effect()
    undoes: int | None = None


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that was proposed or ruled on. `decisions` are those that speak for it, `evidence` some of them.

    `effect` is None until it has been measured; `ruling` is the last that was made of it.
    """

    rule: Rule
    state: RuleState
    evidence: tuple[Evidence, ...]
    decisions: int
    effect: Effect | None = None
    ruling: Ruling | None = None


def switched_on(project: Project) -> tuple[Rule, ...]:
    """The rules that are on, in the order in which they were switched on. Raises Damaged."""
    return tuple(ruling.rule for ruling in _last(rulings(project)).values() if ruling.state == "on")


def suggestions(project: Project, article: Article) -> Extraction:
    """What is suggested for an article by the project's profile and the rules that are on. Raises Damaged."""
    # The grammar of extraction is slow to load; a project is opened without it.
    from seeds.extract import extract
    from seeds.extract.tagger import tagger
    from seeds.extract.taught import taught

    return taught(extract(article, project.profile, tagger()), article, switched_on(project))


def rulings(project: Project) -> list[tuple[int, Ruling]]:
    """Every ruling with its id, oldest first. Raises Damaged."""
    storage = project.db.storage
    try:
        return [(at, msgspec.convert(document, type=Ruling)) for at, document in storage.scan(_TABLE)]
    except msgspec.ValidationError:
        raise damaged(storage.path, "a learned rule is not readable") from None


def rule_on(project: Project, lesson: Lesson, state: RuleState) -> Ruling:
    """Switch a rule on or off, or forget it; it is not proposed again once it is forgotten.

    Raises NotSaved, Busy, NotWritable or Damaged.
    """
    return _append(
        project, lesson.rule, state, evidence=lesson.evidence, effect=lesson.effect or Effect(), undoes=None
    )


def undo(project: Project) -> Ruling | None:
    """Take back the annotator's last ruling that stands; None where there is none.

    One that somebody has ruled over since is passed by. Raises what `rule_on` does.
    """
    with project.transaction():
        told = rulings(project)
        taken_back: set[int] = set()
        for at, ruling in reversed(told):
            if ruling.annotator != project.annotator or at in taken_back:
                continue
            if ruling.undoes is not None:
                taken_back.add(ruling.undoes)
            elif _last(told)[ruling.rule.name].state == ruling.state:
                return _again(project, ruling, _state_before(told, at), undoes=at)
    return None


def redo(project: Project) -> Ruling | None:
    """Rule again what was undone last; None where there is nothing, or another ruling came after.

    Raises what `rule_on` does.
    """
    with project.transaction():
        told = dict(rulings(project))
        taken_back: set[int] = set()
        for at, ruling in reversed(told.items()):
            if ruling.annotator != project.annotator or at in taken_back:
                continue
            if ruling.undoes is None:
                return None
            undone = told[ruling.undoes]
            if undone.undoes is None:
                return _again(project, undone, undone.state, undoes=at)
            taken_back.add(ruling.undoes)
    return None


class Study:
    """One reading of the articles that people decided on, an article at a time.

    `read` is to be exhausted before `lessons`, and `measure` before these have effects; each yields how
    many articles it has read. Leave them at any time to stop.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        decided = Filter(verdicts=("reading", "done", "flagged"))
        self.aids: Sequence[int] = project.ids(decided, Order("added"))[:LATEST]
        self._tally = Tally()
        self._proposed: dict[str, Proposal] | None = None
        self._effects: dict[Rule, Effect] = {}
        self._measured = False

    def read(self) -> Iterator[int]:
        """Read what was decided. Raises Damaged."""
        for count, aid in enumerate(self.aids, 1):
            for judgement in judgements(self._project.layer(aid)):
                self._tally.add(judgement)
            yield count

    def lessons(self) -> list[Lesson]:
        """The rules that are on first, then those proposed, then those off; in each the best supported first.

        Forgotten ones are left out, and proposals that turned out to change nothing. Raises Damaged.
        """
        if self._proposed is None:
            self._proposed = {found.rule.name: found for found in self._tally.proposals()}
        ruled = _last(rulings(self._project))
        told = [self._lesson(self._proposed.get(name, ruling), ruling) for name, ruling in ruled.items()]
        told += [self._lesson(found, None) for name, found in self._proposed.items() if name not in ruled]
        ranks: list[RuleState] = ["on", "proposed", "off"]
        shown = [lesson for lesson in told if lesson.state in ranks and self._is_worth_showing(lesson)]
        return sorted(shown, key=lambda told: (ranks.index(told.state), -told.decisions, told.rule.name))

    def _is_worth_showing(self, lesson: Lesson) -> bool:
        """Whether somebody switched it, or it still is proposed and is not known to do nothing."""
        if lesson.state != "proposed":
            return True
        proposed = self._proposed is not None and lesson.rule.name in self._proposed
        return proposed and lesson.effect != Effect()

    def measure(self) -> Iterator[int]:
        """Measure the effect of every rule on what people decided. Raises Damaged."""
        rules = [lesson.rule for lesson in self.lessons()]
        for count, aid in enumerate(self.aids, 1):
            layer = self._project.layer(aid)
            for rule, effect in effects(rules, self._project.article(aid), layer).items():
                self._effects[rule] = self._effects.get(rule, Effect()) + effect
            yield count
        self._measured = True

    def _lesson(self, known: Proposal | Ruling, ruling: Ruling | None) -> Lesson:
        return Lesson(
            rule=known.rule,
            state=ruling.state if ruling else "proposed",
            evidence=known.evidence,
            decisions=known.decisions if isinstance(known, Proposal) else len(known.evidence),
            effect=self._effects.get(known.rule, Effect()) if self._measured else None,
            ruling=ruling,
        )


def _last(told: Sequence[tuple[int, Ruling]]) -> dict[str, Ruling]:
    """The last ruling on each rule, in the order of these rulings."""
    last: dict[str, Ruling] = {}
    for _at, ruling in told:
        last.pop(ruling.rule.name, None)
        last[ruling.rule.name] = ruling
    return last


def _state_before(told: Sequence[tuple[int, Ruling]], at: int) -> RuleState:
    name = dict(told)[at].rule.name
    before = [ruling.state for doc_id, ruling in told if doc_id < at and ruling.rule.name == name]
    return before[-1] if before else "proposed"


def _again(project: Project, ruling: Ruling, state: RuleState, undoes: int) -> Ruling:
    return _append(project, ruling.rule, state, evidence=ruling.evidence, effect=ruling.effect, undoes=undoes)


def _append(
    project: Project,
    rule: Rule,
    state: RuleState,
    *,
    evidence: tuple[Evidence, ...],
    effect: Effect,
    undoes: int | None,
) -> Ruling:
    ruling = Ruling(
        rule=rule,
        state=state,
        annotator=project.annotator,
        at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        evidence=evidence,
        effect=effect,
        undoes=undoes,
    )
    with project.transaction():
        project.db.table(_TABLE).insert(msgspec.to_builtins(ruling))
    return ruling
