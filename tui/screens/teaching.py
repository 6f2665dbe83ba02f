"""Teaching: what was decided again and again is offered as a rule; the rules are a screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from seeds.learned import Rule
from seeds.proposals import Evidence, Judgement, lessons, proposals
from store.layer import Layer, Step
from store.project import Project
from tui.commands import Pane
from tui.language import _
from tui.screens.listing import Listing

OFFERED_AT = 3
"""Decisions alike in one sitting after which a rule is offered, once."""


class Sitting:
    """What a person decided since the workbench was opened, by what it teaches."""

    def __init__(self) -> None:
        self.judgements: dict[tuple[int, str], Judgement] = {}
        self._teaching: defaultdict[Rule, set[tuple[int, str]]] = defaultdict(set)

    def notice(self, judgement: Judgement) -> Iterator[Rule]:
        """Remember a decision in place of an earlier one on the same; the rules that it is the third for."""
        where = judgement.aid, judgement.rid
        if (earlier := self.judgements.get(where)) is not None:
            for rule in lessons(earlier):
                self._teaching[rule].discard(where)
        self.judgements[where] = judgement
        for rule in lessons(judgement):
            self._teaching[rule].add(where)
            if len(self._teaching[rule]) == OFFERED_AT:
                yield rule


class Teaching(Listing):
    """The part of the workbench that learns."""

    @cached_property
    def _sitting(self) -> Sitting:
        return Sitting()

    def action_show_pane(self, pane: Pane) -> None:
        """Go to a pane."""
        raise NotImplementedError

    def take(self, step: Step | None) -> bool:
        """Record a step, and notice what it teaches."""
        took = super().take(step)
        if step is not None and (layer := self.session.layer) is not None:
            for rid in dict.fromkeys(change.rid for change in step.changes if change.aid == layer.aid):
                self._notice(layer, rid)
        return took

    async def action_learned(self) -> None:
        """Show the rules that decisions taught or propose."""
        # The rules bring the grammar of extraction, which takes longer to load than the screen.
        from tui.screens.learned import LearnedScreen

        if await self.session.drain():
            self.app.push_screen(LearnedScreen(self), self._go_to_evidence)

    async def _go_to_evidence(self, evidence: Evidence | None) -> None:
        if evidence is None:
            return
        # The list opens what its cursor rests on, unless that is open already.
        await self.open_article(evidence.aid, evidence.rid)
        self.article_list.move_to(evidence.aid)
        self.action_show_pane("reader")

    def _notice(self, layer: Layer, rid: str) -> None:
        annotation = layer.annotations.get(rid)
        if annotation is None or annotation.state == "suggested":
            return
        judgement = Judgement(
            aid=layer.aid,
            rid=rid,
            suggested=layer.base.get(rid),
            decided=None if annotation.state == "rejected" else annotation,
        )
        for rule in self._sitting.notice(judgement):
            self.run_worker(self._offer(rule), group="offer")

    async def _offer(self, rule: Rule) -> None:
        """Say that there is a rule to be had, unless somebody ruled on it or another decision denies it."""
        judged = tuple(self._sitting.judgements.values())
        if await self.session.read(_is_open, self.project, rule, judged):
            from tui.text.lessons import rule_in_words

            key = self.key_of("learned")
            told = _("{count} times now: {rule} · {key} makes it a rule")
            self.tell(told.format(count=OFFERED_AT, rule=rule_in_words(rule), key=key))


def _is_open(project: Project, rule: Rule, judged: tuple[Judgement, ...]) -> bool:
    """Whether what was decided in this sitting proposes the rule and nobody has ruled on it."""
    from store.learning import rulings

    proposed = any(found.rule == rule for found in proposals(judged))
    return proposed and all(ruling.rule != rule for _at, ruling in rulings(project))
