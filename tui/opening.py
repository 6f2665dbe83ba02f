"""Opening the project that a command is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_data_path

from seeds.problems import Problem
from seeds.profile import DEFAULT, read_profile
from seeds.readers import printable_path
from store.problems import NoProject
from store.project import Project
from tui.identity import annotator_name
from tui.text.visible import visible


@contextmanager
def opened_project(
    path: Path | None, annotator: str | None, *, create: bool, profile: str | None = None
) -> Iterator[Project]:
    """The project at `path`, or the person's own; made if need be where `create`, by `profile`."""
    place = project_place(path)
    name = annotator_name(annotator)
    try:
        project = Project.open(place, annotator=name)
    except NoProject:
        if not create:
            raise
        project = Project.create(place, annotator=name, profile=read_profile(profile or DEFAULT))
    with project:
        if profile is not None and read_profile(profile) != project.profile:
            raise Problem(
                "{path} has another profile, {name}; a project keeps the one that it was made with",
                path=shown_path(place),
                name=project.profile.name,
            )
        yield project


def project_place(path: Path | None) -> Path:
    """The folder of the project that was named, or of the person's own."""
    return path or own_place() / "project"


def own_place() -> Path:
    """The folder of the projects that the person did not name."""
    return user_data_path("piyue", appauthor=False)


def shown_path(path: Path) -> str:
    """A path as a terminal may show it."""
    return visible(printable_path(path))
