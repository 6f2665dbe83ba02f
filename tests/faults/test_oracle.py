"""Random programs of operations, by several annotators through two handles, against an independent oracle."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest

from store.catalogue import Field, Filter, Order
from store.layer import Change, Layer, Step
from store.listing import Column
from store.problems import Conflict
from store.project import Project
from store.verification.verify import verify
from tests.faults import drawing
from tests.faults.drawing import ANNOTATORS, VERDICTS, WORDS, plain
from tests.faults.oracle import ARTICLE, Edit, Fact, Oracle, Refused, State

PROGRAMS, SHORT, LONG = 3, 40, 400


class Program:
    """One random program as it runs."""

    def __init__(self, path: Path, seed: int) -> None:
        self.rng = random.Random(seed)
        self.path = path
        self.oracle = Oracle()
        self.steps: list[Step] = []
        self.handles = [Project.create(path, annotator="wang"), Project.open(path, annotator="li")]
        self.number = 0

    def close(self) -> None:
        for handle in self.handles:
            handle.close()

    def go(self) -> None:
        """Do one thing through one of the handles, and compare what both say then."""
        self.number += 1
        self._act()
        self._compare()

    def _act(self) -> None:
        project = self.rng.choice(self.handles)
        undoing = [one for one in self.handles if self.oracle.can_redo(one.annotator)]
        if not self.oracle.articles:
            self.add(project)
        elif undoing and self.rng.random() < 0.3:
            self.redo(undoing[0])
        else:
            acts = (self.add, self.step, self.retry, self.undo, self.redo, self.reopen)
            self.rng.choices(acts, (4, 24, 2, 9, 2, 2))[0](project)

    # What people do

    def add(self, project: Project) -> None:
        article, extraction = drawing.article(self.rng, self.number)
        fact = Fact(
            article.source.sha256,
            article.text,
            article.meta.title or "",
            article.meta.published,
            article.meta.source,
            extraction.place,
            sum(not check.holds for check in extraction.checks),
        )
        suggested = (*extraction.entities, *extraction.indicators, *extraction.tags)
        for _ in range(self.rng.choice((1, 1, 2))):
            added = project.add(article, extraction)
            records = {one.id: plain(one) for one in suggested}
            assert (added.aid, added.fresh) == self.oracle.add(fact, records, project.annotator, "?")

    def step(self, project: Project) -> None:
        edits: list[Edit] = []
        states: dict[int, State] = {}
        for aid in self.rng.choices(list(self.oracle.articles), k=self.rng.choice((1, 1, 2, 3))):
            if aid not in states:
                stale = max(0, self.oracle.version(aid) - 2) if self.rng.random() < 0.1 else None
                states[aid] = copy.deepcopy(self.oracle.state(aid, stale))
            edits.append(drawing.edit(self.rng, aid, states[aid], project.annotator, self.number))
        action = "tag" if len(edits) == 1 and edits[0].rid.startswith("t:") else "edit"
        changes = tuple(Change(*edit) for edit in edits)
        self._record(project, Step(f"s{self.number}", action, changes), edits)

    def _record(self, project: Project, step: Step, edits: list[Edit]) -> None:
        refused = _refusal(lambda: self.oracle.record(project.annotator, step.op_id, step.action, edits))
        if refused is not None:
            with pytest.raises(Conflict) as raised:
                project.record(step)
            assert raised.value.step == refused
        else:
            layers = project.record(step)
            assert {aid: _said(layer) for aid, layer in layers.items()} == {
                change.aid: self.oracle.state(change.aid) for change in step.changes
            }
            self.steps.append(step)

    def retry(self, project: Project) -> None:
        if self.steps:
            step = self.rng.choice(self.steps[-5:])
            self._record(project, step, [])

    def undo(self, project: Project) -> None:
        self._turn(project, project.undo, self.oracle.undo)

    def redo(self, project: Project) -> None:
        self._turn(project, project.redo, self.oracle.redo)

    def _turn(
        self, project: Project, turn: Callable[..., Any], expected: Callable[[str, str], str | None]
    ) -> None:
        op_id, origins = f"s{self.number}", list[str | None]()
        refused = _refusal(lambda: origins.append(expected(project.annotator, op_id)))
        if refused is not None:
            with pytest.raises(Conflict) as raised:
                turn(op_id=op_id)
            assert raised.value.step == refused
            return
        (origin,) = origins
        turned = turn(op_id=op_id)
        assert (turned and turned.step) == origin
        if origin is not None:
            assert turn(op_id=op_id).step == origin, "again it changes nothing"
            touched = {entry.edit.aid for entry in self.oracle.log if entry.step == origin}
            assert set(turned.aids) == touched

    def reopen(self, project: Project) -> None:
        self.handles.remove(project)
        project.close()
        self.handles.append(Project.open(self.path, annotator=self.rng.choice(ANNOTATORS)))

    # What both handles say

    def _compare(self) -> None:
        oracle, rng = self.oracle, self.rng
        newest = oracle.log[-1].edit.aid
        where = drawing.where(rng)
        word = rng.choice(WORDS)
        field: Field = rng.choice(get_args(Field))
        for project in self.handles:
            for aid in {newest, rng.choice(list(oracle.articles))}:
                self._compare_article(project, aid)
            last = {aid: project.history(aid)[-1].seq for aid in oracle.articles}
            found = oracle.ids(where)
            for column in get_args(Column):
                order = Order(column, rng.random() < 0.5)
                ids = list(project.ids(where, order))
                if column == "title":  # the order of Chinese titles is no matter of lists and dicts
                    assert sorted(ids) == found
                else:
                    assert ids == oracle.ordered(found, order, last)
            counted = oracle.facets("verdict", where)
            assert project.counts(where) == {verdict: counted.get(verdict, 0) for verdict in VERDICTS}
            assert dict(project.facets(field, where)) == oracle.facets(field, where)
            assert dict(project.labels()) == oracle.facets("tag", Filter())
            assert dict(project.metrics()) == oracle.uses("metric")
            hits = [hit.aid for hit in project.search(word)]
            assert hits == [aid for aid in reversed(oracle.articles) if word in oracle.articles[aid].text]
            assert project.recent_labels() == oracle.recent_labels(project.annotator)[:8]
            assert project.changes(0) == (len(oracle.log), list(oracle.articles))

    def _compare_article(self, project: Project, aid: int) -> None:
        oracle, state = self.oracle, self.oracle.state(aid)
        assert _said(project.layer(aid)) == state
        version = self.rng.randrange(oracle.version(aid) + 1)
        assert _said(project.layer_as_of(aid, version)) == oracle.state(aid, version)
        done = project.history(aid)
        assert [(one.annotator, one.action, one.version, one.rid, one.before, one.after) for one in done] == [
            (e.annotator, e.action, e.version, e.edit.rid, e.edit.before, e.edit.after)
            for e in oracle.history(aid)
        ]
        assert [one.step for one in done[1:]] == [entry.step for entry in oracle.history(aid)[1:]]
        assert [one.seq for one in done] == sorted({one.seq for one in done})
        (row,) = project.rows([aid])
        fact = oracle.articles[aid]
        assert (row.title, row.published, row.source, row.place) == (
            fact.title, fact.published, fact.source, fact.place,
        )  # fmt: skip
        assert row.verdict == state[ARTICLE]["verdict"]
        assert row.unreviewed == len(oracle.of_states(state, "suggested"))
        assert (row.indicators, row.entities) == (
            oracle.kept(state, "indicator"),
            oracle.kept(state, "entity"),
        )
        assert {*row.tags, *row.suggested_tags} == oracle.labels(aid)


def _refusal(act: Callable[[], object]) -> str | None:
    """The step for which the oracle refuses something, or None where it does it."""
    try:
        act()
    except Refused as refused:
        return refused.step
    return None


def _said(layer: Layer) -> State:
    records = {**layer.annotations, **layer.remarks}
    said = {"verdict": layer.verdict, "reason": layer.reason}
    return {rid: plain(record) for rid, record in records.items()} | {ARTICLE: said}


def run_program(path: Path, seed: int, steps: int) -> Oracle:
    """Run a program of so many steps; what it came to."""
    program = Program(path, seed)
    try:
        for _ in range(steps):
            program.go()
        project = program.handles[0]
        assert [str(finding.what) for finding in verify(project.db, path / "mirror")] == []
    finally:
        program.close()
    return program.oracle


@pytest.mark.parametrize("seed", range(PROGRAMS))
def test_everything_a_project_says_is_what_an_independent_oracle_says(tmp_path: Path, seed: int) -> None:
    oracle = run_program(tmp_path / "p", seed, SHORT)
    assert {"edit", "undo", "redo"} <= {entry.action for entry in oracle.log}


def run(rounds: int = LONG) -> list[str]:
    """The long form: programs of so many steps each."""
    operations = 0
    for seed in range(PROGRAMS):
        with TemporaryDirectory() as folder:
            operations += len(run_program(Path(folder) / "p", 100 + seed, rounds).log)
    return [f"{PROGRAMS} programs of {rounds} steps, {operations} operations: equal to the oracle after each"]
