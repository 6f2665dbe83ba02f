"""`python -m tests.fuzz [--count 1000] [--kinds pdf,docx] [--seed 1]`: many broken files, through the import.

A kind at a time: files of it are made and most are broken, `piyue import` reads them, and what it said and
the project that it left are looked into. Ends with 1 where anything is wrong; the files then stay.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from seeds.problems import Problem
from tests.fuzz.importing import faults, imported, write_files
from tests.fuzz.making import KINDS, Kind

_TOLD = 20


def main() -> int:
    """Import them all."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000, help="files of each kind (1000)")
    parser.add_argument("--kinds", default="", help="which kinds, parted by commas; otherwise all")
    parser.add_argument("--seed", type=int, default=1, help="another one makes other files (1)")
    parser.add_argument("--folder", type=Path, help="where to put them; otherwise a temporary folder")
    given = parser.parse_args()
    wanted = set(given.kinds.split(",")) if given.kinds else {kind.name for kind in KINDS}
    place = given.folder or Path(tempfile.mkdtemp(prefix="piyue-fuzz-"))
    wrong = [
        kind.name
        for kind in KINDS
        if kind.name in wanted and not _is_sound(kind, place, given.count, given.seed)
    ]
    if not wrong and given.folder is None:
        shutil.rmtree(place)
    print("sound" if not wrong else f"not sound: {', '.join(wrong)}; the files are in {place}")
    return 1 if wrong else 0


def _is_sound(kind: Kind, place: Path, count: int, seed: int) -> bool:
    """Import files of one kind, and tell what came of it."""
    files = write_files(place / kind.name, [kind], count, seed)
    project = place / f"{kind.name}-project"
    try:
        came = imported(place / kind.name, project, len(files))
    except subprocess.TimeoutExpired as error:
        print(f"{kind.name:6} {count} files: hangs ({error.timeout:.0f} s)", flush=True)
        return False
    try:
        found = list(faults(files, project, came))
    except Problem as problem:
        found = [str(problem)]
    told = came.said.splitlines()[0] if came.said else "nothing said"
    print(f"{kind.name:6} {count} files in {came.seconds:.0f} s: {told}", flush=True)
    for fault in found[:_TOLD]:
        print(f"       {fault}", flush=True)
    return not found


if __name__ == "__main__":
    sys.exit(main())
