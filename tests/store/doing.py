"""How tests of the store do what a person does."""

from __future__ import annotations

from store.layer import Layer, Step
from store.project import Project


def do(project: Project, step: Step | None) -> Layer:
    """Record a step on one article, and return what its layer is then."""
    assert step is not None
    (layer,) = project.record(step).values()
    return layer
