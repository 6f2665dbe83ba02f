"""Broken files of every kind, a few of each; `python -m tests.fuzz` imports a thousand of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.project import Project
from tests.fuzz.importing import Came, faults, imported, write_files
from tests.fuzz.making import KINDS

EACH = 6
SEED = 20


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path], Came]:
    """An import of a folder of all kinds, of each one sound file and several that are broken."""
    place = tmp_path_factory.mktemp("fuzz")
    files = write_files(place / "files", KINDS, EACH, SEED)
    return place, files, imported(place / "files", place / "project", len(files))


def test_nothing_crashes_hangs_or_is_half_imported(done: tuple[Path, list[Path], Came]) -> None:
    place, files, came = done
    assert list(faults(files, place / "project", came)) == []
    assert came.code == 1  # some of them are broken


def test_of_every_kind_the_sound_file_is_read(done: tuple[Path, list[Path], Came]) -> None:
    place, _files, _came = done
    with Project.open(place / "project", annotator="fuzz") as project:
        kept = project.sources.of_paths([str(file) for file in (place / "files").iterdir()])
    sound = {Path(path).name.partition("-00000")[0]: file for path, file in kept.items() if "-00000" in path}
    assert set(sound) == {kind.name for kind in KINDS}
    assert [name for name, file in sound.items() if file.aid is None and not file.articles] == []
