"""Steps that several tests of the workbench take."""

from __future__ import annotations

from pathlib import Path

from seeds.article import Entity, Indicator
from store.layer import Layer
from store.project import Project
from tests.tui.conftest import Driven


def layer_of(driven: Driven) -> Layer:
    layer = driven.bench.session.layer
    assert layer is not None
    return layer


def kept(place: Path, aid: int) -> Layer:
    """The layer as another process finds it on disk."""
    with Project.open(place, annotator="someone else") as project:
        return project.layer(aid)


def current_text(driven: Driven) -> str:
    chosen = driven.bench.session.chosen()
    assert isinstance(chosen, Entity | Indicator)
    return chosen.text


async def go_to(driven: Driven, text: str) -> None:
    """Walk the queue to the annotation with this surface."""
    for _step in range(20):
        chosen = driven.bench.session.chosen()
        if isinstance(chosen, Entity | Indicator) and chosen.text == text:
            return
        await driven.press("right")
    raise AssertionError(f"{text} is not in the queue")
