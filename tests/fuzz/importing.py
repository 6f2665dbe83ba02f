"""Imports of many broken files through the command itself, in bounded time and memory, and what they left."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from store.project import Project
from store.repair.repair import examine
from store.sources import path_key
from tests.fuzz.making import KINDS, Kind
from tests.fuzz.mutations import mutated

SECONDS, SECONDS_A_FILE = 60.0, 3.0
"""What an import may take before it hangs, far above what it needs."""
MEMORY = 4 << 30
"""Bytes of address space that each of its processes may have."""
_LONG_AGO = 1_500_000_000
_COUNT = re.compile(r"(\d+) (?:articles? read|already there|duplicates?|failed|passed over|changed)")


class Came(NamedTuple):
    """How an import ended."""

    code: int
    said: str
    complaints: str
    seconds: float

    @property
    def accounted(self) -> int:
        """How many files and pieces its account has."""
        last = next((line for line in reversed(self.said.splitlines()) if " read" in line), "")
        return sum(int(count) for count in _COUNT.findall(last))


def write_files(folder: Path, kinds: Sequence[Kind], count: int, seed: int) -> list[Path]:
    """`count` files of each kind, most of them broken, the first of each as it was made."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for kind in kinds:
        for number in range(count):
            random = Random(f"{seed} {kind.name} {number}")
            data, ending = kind.make(random), kind.ending
            if number:
                data, ending = _broken(data, kind, random)
            file = folder / f"{kind.name}-{number:05}{ending}"
            file.write_bytes(data)
            os.utime(file, (_LONG_AGO, _LONG_AGO))
            files.append(file)
    return files


def _broken(data: bytes, kind: Kind, random: Random) -> tuple[bytes, str]:
    """What becomes of a file, and of the ending of its name."""
    other = random.choice(KINDS)
    ending = random.choice((kind.ending,) * 9 + (other.ending,))
    another = other.make(random)
    if kind.within is not None and random.random() < 0.6:
        return kind.within(data, lambda part: mutated(part, another, random), random), ending
    return mutated(data, another, random), ending


def imported(folder: Path, project: Path, files: int, *, jobs: int = 2) -> Came:
    """Run `piyue import`. Raises TimeoutExpired where it hangs."""
    command = shutil.which("piyue", path=str(Path(sys.executable).parent)) or "piyue"
    environment = {**os.environ, "LANGUAGE": "en", "HOME": str(project.parent)}
    arguments = [command, "import", str(folder), "--project", str(project), "--jobs", str(jobs)]
    began = time.monotonic()
    done = subprocess.run(
        arguments,
        capture_output=True,
        timeout=SECONDS + SECONDS_A_FILE * files,
        env=environment,
        preexec_fn=_bounded,
        check=False,
    )
    return Came(
        done.returncode,
        done.stdout.decode("utf-8", "replace"),
        done.stderr.decode("utf-8", "replace"),
        time.monotonic() - began,
    )


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def faults(files: Sequence[Path], project: Path, came: Came) -> Iterator[str]:
    """What is wrong with how an import of the files ended, or with the project that it left."""
    if came.code not in (0, 1):
        yield f"exit code {came.code}"
    yield from (line for line in came.complaints.splitlines() if _is_fault(line))
    with Project.open(project, annotator="fuzz") as opened:
        yield from _unaccounted(files, opened, came)
        for aid in opened.ids():
            if not opened.article(aid).text or opened.layer(aid).aid != aid:
                yield f"article {aid} is not whole"
    yield from (str(finding.what) for finding in examine(project))


def _is_fault(line: str) -> bool:
    return "Traceback" in line or "piyue failed" in line or "broke down" in line


def _unaccounted(files: Iterable[Path], project: Project, came: Came) -> Iterator[str]:
    keys = {path_key(file): file for file in files}
    kept = project.sources.of_paths(list(keys))
    outcomes = 0
    for key, file in keys.items():
        became = kept.get(key)
        if became is None or (became.aid is None and became.articles is None and became.failure is None):
            yield f"{file.name}: nobody knows what became of it"
        elif became.articles is None:
            outcomes += 1
    if came.accounted < outcomes:
        yield f"the account has {came.accounted} of {outcomes} files"
    if f"{len(project.ids())} article" not in came.said:
        yield f"the account does not say that {len(project.ids())} articles were read"
