"""Bits that changed on the disk are never taken for what somebody wrote.

SQLite keeps no checksums. Of a closed file in which one bit has changed this is promised:

- What is said of one article (its text, suggestions, layer, any earlier layer, history, row and export) is
  right, or asking raises Damaged: every document has a checksum over its bytes and its id, and the log of
  an article has to go without a gap to the version that its head tells.
- Which articles a question finds, in what order, and what is counted over them, comes from indexes and
  from tables that are made from the documents, and they have no checksums. Their answer is right, or
  raises Damaged, or `store.verification.verify` tells that they are damaged. `piyue doctor` makes them again.
- A file that is not recognised any more is refused at opening, in one line.
- Nothing else is raised than a Problem.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest

from store.problems import Damaged, ForeignFile, NewerProject
from store.project import FILE, Project
from store.verification.verify import verify
from tests.building import article_with_extraction
from tests.faults.telling import asked, is_content, told, worked_over

AIDS = range(1, 7)
SHORT = 40
ATTEMPTS = 400
_PAGE = 4096
Where = Callable[[str], bool]


class Tally(msgspec.Struct):
    """What became of the flips: `seen` were told by the verification alone, `silent` by nobody."""

    harmless: int = 0
    raised: int = 0
    seen: int = 0
    silent: list[str] = []

    def __str__(self) -> str:
        return (
            f"{self.harmless} harmless, {self.raised} raised, {self.seen} told by the verification alone, "
            f"{len(self.silent)} silent"
        )


class Harmed:
    """A closed project with some work in it, of which copies are damaged one bit at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / "sound"
        with Project.create(path, annotator="wang") as project:
            for number in range(len(AIDS)):
                project.add(*article_with_extraction(number))
        for annotator, numbers in (("wang", (0, 1, 2, 3)), ("li", (3, 4, 5))):
            with Project.open(path, annotator=annotator) as project:
                for number in numbers:
                    worked_over(project, number)
                project.undo()
        with Project.open(path, annotator="wang") as project:
            self.truth = told(project, AIDS)
        self.raw = (path / FILE).read_bytes()
        with closing(sqlite3.connect(path / FILE)) as connection:
            self.pages: list[tuple[str, int]] = connection.execute(_PAGES).fetchall()

    def offsets(self, where: Where) -> list[int]:
        """The bytes that say something, on the pages of the tables and indexes that are meant."""
        starts = [_PAGE * (page - 1) for name, page in self.pages if where(name)]
        return [at for start in starts for at in range(start, start + _PAGE) if self.raw[at]]

    def flip(self, at: int, bit: int, tally: Tally) -> None:
        """Ask everything of a copy with one bit changed."""
        path = self.folder / "harmed"
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self.folder / "sound", path)
        raw = bytearray(self.raw)
        raw[at] ^= 1 << bit
        (path / FILE).write_bytes(raw)
        raised, wrong = _judged(path, self.truth)
        where = f"byte {at}, bit {bit}: {', '.join(wrong[:3])}"
        if any(map(_is_unforgivable, wrong)) or (wrong and not _is_told(path)):
            tally.silent.append(where)
        elif wrong:
            tally.seen += 1
        elif raised:
            tally.raised += 1
        else:
            tally.harmless += 1


_PAGES = "SELECT name, pageno FROM dbstat"


def _judged(path: Path, truth: dict[str, Any]) -> tuple[bool, list[str]]:
    """Whether something raised a Problem, and the questions that had another answer than before."""
    raised, wrong = False, []
    try:
        with Project.open(path, annotator="wang") as project:
            for question, ask in asked(AIDS).items():
                try:
                    if ask(project) != truth[question]:
                        wrong.append(question)
                except Damaged:
                    raised = True
                except Exception as error:  # noqa: BLE001
                    wrong.append(f"{question} raised {error!r}")
    except (Damaged, ForeignFile, NewerProject):
        raised = True
    except Exception as error:  # noqa: BLE001
        wrong.append(f"opening raised {error!r}")
    return raised, wrong


def _is_unforgivable(question: str) -> bool:
    return is_content(question) or " raised " in question


def _is_told(path: Path) -> bool:
    with Project.open(path, annotator="wang") as project:
        return any(verify(project.db, path / "mirror"))


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Harmed:
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute(_PAGES)
        except sqlite3.OperationalError:
            pytest.skip("this SQLite does not tell its pages")
    return Harmed(tmp_path_factory.mktemp("flips"))


def flipped(harmed: Harmed, where: Where, count: int, seed: int) -> Tally:
    """The tally of so many flips, drawn from the bytes of the pages that are meant."""
    tally, rng = Tally(), random.Random(seed)
    for at in _drawn(rng, harmed.offsets(where), count):
        harmed.flip(at, rng.randrange(8), tally)
    return tally


def _drawn(rng: random.Random, offsets: Sequence[int], count: int) -> Iterator[int]:
    return (rng.choice(offsets) for _ in range(count))


def anywhere(name: str) -> bool:
    """Every page."""
    return bool(name)


def beside_the_documents(name: str) -> bool:
    """The pages that no checksum covers: indexes, tables made from documents, and the list of all tables."""
    return not name.startswith("t_")


def test_nothing_is_told_of_a_sound_file(harmed: Harmed) -> None:
    assert not _is_told(harmed.folder / "sound")


@pytest.mark.parametrize("where", [anywhere, beside_the_documents])
def test_no_wrong_answer_is_given_in_silence(harmed: Harmed, where: Where) -> None:
    tally = flipped(harmed, where, SHORT, seed=3)
    assert tally.silent == []
    assert tally.raised >= SHORT // 8, "flips are felt"


def run(rounds: int = ATTEMPTS) -> list[str]:
    """The long form: so many flips anywhere, and as many where no checksum is."""
    lines = []
    with TemporaryDirectory() as folder:
        harmed = Harmed(Path(folder))
        for where in (anywhere, beside_the_documents):
            tally = flipped(harmed, where, rounds, seed=11)
            lines.append(f"{rounds} bits flipped {where.__name__.replace('_', ' ')}: {tally}")
            assert tally.silent == [], lines
    return lines
