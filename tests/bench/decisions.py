"""What people would have done to a share of a collection: decisions, tags, comments and verdicts."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from seeds.article import Entity, Indicator
from store import bulk, remarking
from store import layer as changes
from store.layer import Layer, Step
from store.project import Project

ANNOTATORS = ("王芳", "李建国", "chen", "周晓")
_TOGETHER = 50
"""Articles in a transaction."""
_LABELS = ("待核实", "典型案例", "存疑", "产业扶贫", "重点", "可引用", "数据异常", "人物")
_TYPES = ("PER", "LOC", "ORG", "TERM")
_DOUBT = "数字与上一年对不上，请核对"
_AT = "2025-06-01T08:00:00.000+00:00"


def decided(project: Project, share: float, annotators: Sequence[str] = ANNOTATORS, seed: int = 0) -> int:
    """Work through a share of the project's articles, as several annotators; how many steps that took."""
    rng = random.Random(seed)
    aids = [aid for aid in project.ids() if rng.random() < share]
    before, steps = project.annotator, 0
    for start in range(0, len(aids), _TOGETHER):
        project.annotator = annotators[start // _TOGETHER % len(annotators)]
        with project.transaction():
            for aid in aids[start : start + _TOGETHER]:
                steps += sum(1 for _ in worked_on(project, aid, rng))
    project.annotator = before
    return steps


def worked_on(project: Project, aid: int, rng: random.Random) -> Iterator[Step]:
    """Decide on an article step by step; yields each step once it is recorded."""
    layer = project.layer(aid)
    for step in _judged_singly(layer, rng):
        if step is not None:
            layer = project.record(step)[aid]
            yield step
    for step in _closing(layer, project.annotator, rng):
        if step is not None:
            layer = project.record(step)[aid]
            yield step


def _judged_singly(layer: Layer, rng: random.Random) -> Iterator[Step | None]:
    """A few suggestions judged, each by its own step."""
    spans = layer.spans()
    for span in rng.sample(spans, min(len(spans), rng.randint(2, 8))):
        turn = rng.random()
        if turn < 0.6:
            yield changes.accept(layer, span.id)
        elif turn < 0.75:
            yield changes.reject(layer, span.id)
        elif isinstance(span, Entity):
            yield changes.retype(layer, span.id, rng.choice(_TYPES))
        else:
            yield _revision(layer, span, rng)


def _revision(layer: Layer, figure: Indicator, rng: random.Random) -> Step | None:
    corrected = {"metric": f"{figure.metric}总数"} if rng.random() < 0.5 else {"status": "target"}
    return changes.revise(layer, figure.id, corrected)


def _closing(layer: Layer, annotator: str, rng: random.Random) -> Iterator[Step | None]:
    """A tag, perhaps a comment, the rest accepted, a verdict. Each bears on something of its own."""
    yield changes.add_tag(layer, rng.choice(_LABELS))
    if rng.random() < 0.15:
        yield remarking.comment(
            layer, changes.ARTICLE, "数字与上一年对不上，请核对", annotator=annotator, at=_AT
        )
    turn = rng.random()
    if turn < 0.6:
        yield bulk.accept_rest(layer, [span.id for span in layer.spans() if span.state == "suggested"])
    if turn < 0.7:
        yield changes.set_verdict(layer, "done")
    elif turn < 0.8:
        yield changes.set_verdict(layer, "flagged", "来源不明")
    else:
        yield changes.set_verdict(layer, "reading")
