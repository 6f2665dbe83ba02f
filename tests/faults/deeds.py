"""Deeds that workloads are made of, and what a workload is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from store import layer as changes
from store.layer import Layer, Step
from tests.faults.desk import Deed, at_desk


class Workload(msgspec.Struct, frozen=True):
    """Deeds in a folder. `prepare` makes what is there before, and is not disturbed.

    `besides` says what is wrong with what lies beside the project's file when so many deeds are done.
    """

    name: str
    prepare: Callable[[Path], None]
    deeds: tuple[Deed, ...]
    besides: Callable[[Path, int], str] = lambda _folder, _done: ""


def three_articles(folder: Path) -> None:
    """A project of three articles, closed."""
    with at_desk(folder) as desk:
        desk.create()
        desk.add(0, 1, 2)


def tag_two(label: str) -> Deed:
    """Put a label on two articles: one step."""

    def make(layers: dict[int, Layer]) -> list[Step | None]:
        return [changes.add_tag(layers[aid], label) for aid in (1, 2)]

    return Deed(f"tag {label}", lambda desk: desk.record(f"tag {label}", make))


def verdict(aid: int, said: changes.Verdict) -> Deed:
    """Set the review state of an article."""
    name = f"verdict {said} {aid}"
    return Deed(name, lambda desk: desk.record(name, lambda layers: [changes.set_verdict(layers[aid], said)]))


def review(aid: int) -> Deed:
    """Accept an indicator, correct another, reject a third, give an entity another type: one step."""

    def make(layers: dict[int, Layer]) -> list[Step | None]:
        layer = layers[aid]
        first, second, third, *_ = layer.indicators()
        return [
            changes.accept(layer, first.id),
            changes.revise(layer, second.id, {"value": "0.75", "period": "2018"}),
            changes.reject(layer, third.id),
            changes.retype(layer, layer.entities()[-1].id, "PER"),
        ]

    return Deed(f"review {aid}", lambda desk: desk.record(f"review {aid}", make))


def undo(name: str) -> Deed:
    """Take the last step back."""
    return Deed(name, lambda desk: desk.project.undo(op_id=name))


def redo(name: str) -> Deed:
    """Make the last undone step again."""
    return Deed(name, lambda desk: desk.project.redo(op_id=name))


def add(*numbers: int) -> Deed:
    """Import articles in one transaction."""
    return Deed(f"add {numbers}", lambda desk: desk.add(*numbers))


def remember(value: int) -> Deed:
    """Keep where the program was left."""
    return Deed(f"remember {value}", lambda desk: desk.project.remember("place", value))


CREATE = Deed("create", lambda desk: desk.create())
OPEN = Deed("open", lambda desk: desk.project)
CLOSE = Deed("close", lambda desk: desk.close())
