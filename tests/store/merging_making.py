"""Annotations from elsewhere, made for tests of merging."""

from __future__ import annotations

from typing import Any

from seeds.article import (
    Annotation,
    Entity,
    Indicator,
    State,
    entity_id,
    indicator_id,
)
from store.exchange.incoming import Incoming, Outcome, Said
from store.project import Project

AT = "2026-03-01T12:00:00.000+00:00"


def said_entity(project: Project, words: str, kind: str, state: State = "added", **fields: Any) -> Entity:
    text = project.article(1).text
    start = fields.pop("start", text.index(words))
    end = start + len(words)
    return Entity(
        id=entity_id(start, end), start=start, end=end, text=words, type=kind, state=state, **fields
    )


def said_figure(project: Project, words: str, state: State = "added", **fields: Any) -> Indicator:
    start = project.article(1).text.index(words)
    end = start + len(words)
    rid = indicator_id(start, end)
    return Indicator(id=rid, start=start, end=end, text=words, state=state, **fields)


def incoming_of(
    project: Project,
    *annotations: Annotation,
    annotator: str | None = "zhao",
    whole: bool = True,
    **fields: Any,
) -> Incoming:
    said = tuple(Said(annotation=one, annotator=annotator, whole=whole) for one in annotations)
    known: dict[str, Any] = {"sha256": project.article(1).source.sha256, "text": project.article(1).text}
    return Incoming(where="back.jsonl:1", said=said, **{**known, **fields})


def merged_into(project: Project, *annotations: Annotation, **fields: Any) -> Outcome:
    return project.merge(1, [incoming_of(project, *annotations, **fields)])


def told_of(outcome: Outcome) -> list[str]:
    return [str(note) for note in outcome.left]


def states_of(project: Project) -> dict[tuple[str, str], State]:
    layer = project.layer(1)
    found: dict[tuple[str, str], State] = {(e.text, e.type): e.state for e in layer.entities()}
    return found
