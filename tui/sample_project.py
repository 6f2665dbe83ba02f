"""Projects of the bundled sample articles: to look around in, and for the tour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from seeds.samples import sample_paths
from store.problems import NoProject
from store.project import Project
from tui.opening import own_place


def add_samples(
    project: Project,
    samples: Sequence[Path],
    progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> None:
    """Read samples into a project, telling how many of how many are there; what is there stays as it is."""
    from tui.importing.reading import read_article

    for number, sample in enumerate(samples):
        if stopped is not None and stopped():
            return
        if progress is not None:
            progress(number, len(samples))
        project.add(*read_article(sample, project.profile))


def opened_samples(
    annotator: str, progress: Callable[[int, int], None], stopped: Callable[[], bool]
) -> Project:
    """The person's project of all samples, made if need be, as it was left. Raises Problem."""
    place = own_place() / "samples"
    try:
        project = Project.open(place, annotator=annotator)
    except NoProject:
        project = Project.create(place, annotator=annotator)
    samples = sample_paths()
    if len(project.ids()) < len(samples) and not project.read_only:
        add_samples(project, samples, progress, stopped)
    return project
