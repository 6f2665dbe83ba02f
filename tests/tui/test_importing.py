"""An import: every file is accounted for, and a second one goes on where the first stopped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seeds.article import Article, Page
from seeds.page import analyse
from store.catalogue import Order
from store.problems import NotSaved
from store.project import Project
from tui.importing import giving, importer, limits
from tui.importing.account import Account
from tui.importing.importer import Import
from tui.sources import named_files

LONG_AGO = 1_500_000_000
IN_ORDER = Order("added", descending=False)


class Told:
    """What an import says."""

    def __init__(self) -> None:
        self.done = self.expected = 0
        self.lines: list[str] = []

    def advance(self, count: int = 1) -> None:
        self.done += count

    def more(self, count: int = 1) -> None:
        self.expected += count

    def tell(self, line: str) -> None:
        self.lines.append(line)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project without articles."""
    with Project.create(tmp_path / "project", annotator="wang") as project:
        yield project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of ten files, which were written long ago."""
    path = tmp_path / "files"
    path.mkdir()
    for number in range(10):
        write(path / f"{number}.txt", f"青岚县第{number}条公路通车\n\n  青岚县修通公路{number + 12}公里。\n")
    return path


def write(file: Path, text: str, *, at: int = LONG_AGO) -> None:
    file.write_text(text, encoding="utf-8")
    os.utime(file, (at, at))


def imported(
    project: Project,
    *paths: Path,
    stopped: Callable[[], bool] = lambda: False,
    changed: bool = False,
    jobs: int = 1,
) -> tuple[Account, Told]:
    account, told = Account(), Told()
    Import(project, account, told, stopped, changed=changed, jobs=jobs).read(named_files(paths))
    return account, told


def names(project: Project) -> list[str]:
    """The names of the articles' files, in the order in which they were added."""
    return [Path(row.path).name for row in project.rows(project.ids(order=IN_ORDER))]


@pytest.mark.parametrize("jobs", [1, 2])
def test_articles_are_in_the_order_of_the_files_whoever_reads_them(
    project: Project, folder: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving, "FEW", 2)
    account, told = imported(project, folder, jobs=jobs)
    assert account.outcomes == {"read": 10}
    assert names(project) == [f"{number}.txt" for number in range(10)]
    assert (told.done, told.lines) == (10, [])


def test_the_same_again_opens_no_file(project: Project, folder: Path) -> None:
    imported(project, folder)
    for file in folder.iterdir():
        write(file, "别" * (file.stat().st_size // 3) + "x" * (file.stat().st_size % 3))
    account, told = imported(project, folder)
    assert account.outcomes == {"present": 10}
    assert told.done == 10
    assert len(project.ids()) == 10


def test_files_whose_time_of_change_alone_differs_are_the_same(project: Project, folder: Path) -> None:
    imported(project, folder)
    for file in folder.iterdir():
        os.utime(file, (LONG_AGO + 5, LONG_AGO + 5))
    assert imported(project, folder)[0].outcomes == {"present": 10}
    for file in folder.iterdir():
        write(file, "x" * file.stat().st_size, at=LONG_AGO + 5)
    assert imported(project, folder)[0].outcomes == {"present": 10}, "the new time is remembered"


def test_a_file_just_written_is_looked_into_again(project: Project, folder: Path) -> None:
    file = folder / "0.txt"
    file.write_text("青岚县办学\n\n  青岚县新建小学3所。\n", encoding="utf-8")
    status = file.stat()
    imported(project, file)
    file.write_text("青岚县办学\n\n  青岚县新建小学5所。\n", encoding="utf-8")
    os.utime(file, ns=(status.st_mtime_ns, status.st_mtime_ns))
    assert imported(project, file)[0].outcomes == {"changed": 1}


def test_a_file_that_was_changed_is_told_and_is_a_new_article_where_that_is_asked(
    project: Project, folder: Path
) -> None:
    imported(project, folder)
    write(folder / "3.txt", "青岚县第3条公路通车\n\n  青岚县修通公路99公里。\n", at=LONG_AGO + 60)
    account, _told = imported(project, folder)
    assert account.outcomes == {"present": 9, "changed": 1}
    assert len(project.ids()) == 10
    assert imported(project, folder)[0].outcomes == {"present": 9, "changed": 1}
    assert imported(project, folder, changed=True)[0].outcomes == {"present": 9, "read": 1}
    assert "99公里" in project.article(11).text
    assert imported(project, folder)[0].outcomes == {"present": 10}


def test_the_same_bytes_twice_are_one_article_and_told_as_duplicates(project: Project, folder: Path) -> None:
    for number in range(3):
        write(folder / f"copy{number}.txt", (folder / "0.txt").read_text(encoding="utf-8"))
    assert imported(project, folder)[0].outcomes == {"read": 10, "duplicate": 3}
    assert imported(project, folder)[0].outcomes == {"present": 13}


def test_what_failed_is_tried_again(project: Project, folder: Path) -> None:
    write(folder / "4.txt", "")
    account, told = imported(project, folder)
    assert account.outcomes == {"read": 9, "failed": 1}
    assert len(told.lines) == 1
    assert "4.txt" in told.lines[0]
    write(folder / "4.txt", "青岚县通水\n\n  青岚县新建水厂2座。\n")
    assert imported(project, folder)[0].outcomes == {"present": 9, "read": 1}


def test_every_file_is_in_the_account(project: Project, folder: Path) -> None:
    write(folder / "a.txt", "")
    write(folder / "b.txt", (folder / "0.txt").read_text(encoding="utf-8"))
    write(folder / "c.jpg", "x")
    write(folder / "d.jpg", "x")
    write(folder / "e.xlsx", "x")
    account, told = imported(project, folder, folder / "missing.txt")
    assert account.files == 16
    assert account.in_words() == ("10 articles read · 1 duplicate · 2 failed · 3 passed over (.jpg, .xlsx)")
    assert len(told.lines) == 2


def test_a_fault_of_ours_costs_one_file_and_one_line(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(page: Page) -> Article:
        if "第5条" in page.text:
            raise RuntimeError("of two\nlines")
        return analyse(page)

    monkeypatch.setattr("tui.importing.reading.analyse", faulty)
    account, told = imported(project, folder)
    assert account.outcomes == {"read": 9, "failed": 1}
    (line,) = told.lines
    assert line.startswith(f"piyue: piyue failed on {folder}/5.txt: RuntimeError: of two (test_importing.py:")
    assert line.endswith("please report it")


@pytest.mark.parametrize("jobs", [1, 2])
def test_asked_to_stop_it_writes_what_is_under_way_and_a_second_goes_on(
    project: Project, folder: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving, "FEW", 2)
    for number in range(10, 80):
        write(folder / f"{number}.txt", f"第{number}所学校开学\n\n  青岚县新建小学{number}所。\n")
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > 40

    account, told = imported(project, folder, stopped=stopped, jobs=jobs)
    first = account.outcomes["read"]
    assert 0 < first < 80
    assert len(project.ids()) == first == told.done
    assert all(project.layer(aid).version == 0 for aid in project.ids())
    account, _told = imported(project, folder, jobs=jobs)
    assert account.outcomes == {"present": first, "read": 80 - first}
    assert names(project) == sorted(file.name for file in folder.iterdir())


def test_names_that_are_no_text_are_read_and_known_again(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving, "FEW", 2)
    for raw in (b"\xff\xfe.txt", b"\xb9\xab.txt", b"a\nb\x1b[1m.txt"):
        file = folder / os.fsdecode(raw)
        write(file, f"青岚县办学\n\n  青岚县新建小学{len(raw)}所。{raw!r}\n")
    assert imported(project, folder, jobs=2)[0].outcomes == {"read": 13}
    assert imported(project, folder, jobs=2)[0].outcomes == {"present": 13}


def test_a_file_that_takes_too_long_is_given_up(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_SECONDS", 1.0)
    towns = (f"今年,青岚县第{number}镇修通公路{number}公里,惠及{number}户。" for number in range(60_000))
    write(folder / "5.txt", "公路通车\n\n  " + "\n\n  ".join(towns) + "\n")
    account, told = imported(project, folder, jobs=2)
    assert account.outcomes == {"read": 9, "failed": 1}
    assert told.lines == [f"piyue: {folder}/5.txt: reading it took more than 1 s; it was given up"]


def test_a_problem_of_the_project_ends_it_and_what_was_written_stays(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importer, "TOGETHER", 4)
    put, count = project.put, 0

    def full(prepared: object) -> object:
        nonlocal count
        count += 1
        if count == 7:
            raise NotSaved("no room left for {path}: nothing was saved", path="x")
        return put(prepared)  # type: ignore[arg-type]

    monkeypatch.setattr(project, "put", full)
    account, told = Account(), Told()
    with pytest.raises(NotSaved):
        Import(project, account, told, lambda: False, jobs=1).read(named_files([folder]))
    assert account.outcomes == {"read": 4}
    assert names(project) == ["0.txt", "1.txt", "2.txt", "3.txt"]
    monkeypatch.undo()
    assert imported(project, folder)[0].outcomes == {"present": 4, "read": 6}
