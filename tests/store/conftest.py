"""A project with one article, and what most tests of the store ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.project import Project
from tests.building import article_with_extraction


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project of one article, whose id is 1."""
    with Project.create(tmp_path / "试点", annotator="wang") as project:
        project.add(*article_with_extraction())
        yield project


@pytest.fixture
def other(project: Project, tmp_path: Path) -> Iterator[Project]:
    """Another annotator's handle on the same project."""
    with Project.open(tmp_path / "试点", annotator="li") as other:
        yield other
