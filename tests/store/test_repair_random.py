"""Whatever happens to the bytes of a project is mended, or what is lost is told; nothing goes silently."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from store.backups.backups import FOLDER as BACKUPS
from store.backups.backups import back_up
from store.mirror.lines import FOLDER as MIRROR
from store.mirror.lines import files
from store.project import FILE
from store.repair.repair import repair
from tests.store.damage import decide, layers, make_project, operations

_PAGE = 4096


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a backup, and decisions since."""
    path = make_project(tmp_path_factory.mktemp("sound") / "p", articles=8)
    back_up(path)
    decide(path, seed=5, times=30)
    return path


def damaged(content: bytes, rng: random.Random) -> bytes:
    """The bytes of a file after bits flipped, pages were lost or changed places, or its end was cut off."""
    bad = bytearray(content)
    pages = len(bad) // _PAGE
    match rng.randrange(4):
        case 0:
            for _time in range(rng.randrange(1, 200)):
                bad[rng.randrange(len(bad))] ^= 1 << rng.randrange(8)
        case 1:
            for _time in range(rng.randrange(1, 12)):
                at = rng.randrange(pages) * _PAGE
                bad[at : at + _PAGE] = rng.choice([bytes(_PAGE), rng.randbytes(_PAGE)])
        case 2:
            one, two = (rng.randrange(pages) * _PAGE for _time in range(2))
            bad[one : one + _PAGE], bad[two : two + _PAGE] = (
                content[two : two + _PAGE],
                content[one : one + _PAGE],
            )
        case _:
            del bad[rng.randrange(len(bad)) :]
    return bytes(bad)


@pytest.mark.parametrize("seed", range(24))
def test_nothing_is_lost_without_being_told(sound: Path, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    path = tmp_path / "p"
    shutil.copytree(sound, path)
    (path / FILE).write_bytes(damaged((path / FILE).read_bytes(), rng))
    if rng.random() < 0.5:
        shutil.rmtree(path / BACKUPS)
    if rng.random() < 0.3:
        shutil.rmtree(path / MIRROR)
    elif rng.random() < 0.5:
        (mirror,) = files(path / MIRROR)
        mirror.write_bytes(damaged(mirror.read_bytes(), rng))
    done = repair(path)
    assert done.left == ()
    told = done.lost or any("may be missing" in str(note) for note in done.notes)
    assert told or (layers(path), operations(path)) == (layers(sound), operations(sound))
    then = layers(sound)
    if not done.lost:
        assert all(then[aid].base == layer.base for aid, layer in layers(path).items())
