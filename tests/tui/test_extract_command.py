"""`piyue extract` and options of `piyue import`: every format, out of containers too, a line an article."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from seeds.problems import Problem
from store.project import Project
from tests.fuzz.making import docx, html, pdf
from tui.extract_command import extract_command
from tui.import_command import import_command

TEXT = "青岚县修路\n\n  今年,青岚县修通公路12公里。\n"


def extracted(*arguments: str | Path, given: bytes = b"") -> Result:
    return CliRunner().invoke(extract_command, [str(one) for one in arguments], input=given)


def paths(done: Result) -> list[str]:
    return [Path(json.loads(line)["source"]["path"]).name for line in done.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An article of each of several formats, some of them in an archive."""
    path = tmp_path / "files"
    path.mkdir()
    (path / "a.txt").write_text(TEXT, encoding="utf-8")
    (path / "b.html").write_bytes(html(Random(1)))
    (path / "c.pdf").write_bytes(pdf(Random(2)))
    (path / "d.docx").write_bytes(docx(Random(3)))
    with zipfile.ZipFile(path / "e.zip", "w") as archive:
        archive.writestr("f.txt", TEXT)
        archive.writestr("g.pdf", pdf(Random(4)))
        archive.writestr("h.pdf", b"%PDF-1.4 broken")
        archive.writestr("i.jpg", b"\xff\xd8\xff")
    return path


def test_every_format_gives_a_line_an_article_in_order(folder: Path) -> None:
    done = extracted(folder)
    assert paths(done) == ["a.txt", "b.html", "c.pdf", "d.docx", "f.txt", "g.pdf"]
    (complaint,) = done.stderr.splitlines()
    assert f"{folder}/e.zip/h.pdf" in complaint
    assert done.exit_code == 1


def test_a_file_that_cannot_be_read_is_told_and_the_others_go_on(folder: Path) -> None:
    done = extracted(folder / "missing.txt", folder / "a.txt")
    assert paths(done) == ["a.txt"]
    assert "there is no such file" in done.stderr
    assert done.exit_code == 1
    assert extracted(folder / "a.txt").exit_code == 0


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_standard_input_is_read_in_any_encoding(encoding: str) -> None:
    done = extracted("-", given=TEXT.encode(encoding))
    assert json.loads(done.stdout)["meta"]["title"] == "青岚县修路"


def test_standard_input_may_be_a_page_or_a_pdf() -> None:
    for make, form in ((html, "html"), (pdf, "pdf")):
        assert json.loads(extracted("-", given=make(Random(1))).stdout)["source"]["format"] == form


def test_what_a_project_gave_out_is_extracted_anew(folder: Path, tmp_path: Path) -> None:
    first = extracted(folder / "a.txt").stdout
    (tmp_path / "out.jsonl").write_text(first, encoding="utf-8")
    assert extracted(tmp_path / "out.jsonl").stdout == first


def test_fields_are_mapped(tmp_path: Path) -> None:
    record = {"甲": "青岚县修路", "乙,丙": "青岚县修通公路12公里。"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    for mapping in (["--map", "title=甲,text=乙,丙"], ["--map", "title=甲", "--map", "text=乙,丙"]):
        (line,) = extracted(tmp_path / "a.jsonl", *mapping).stdout.splitlines()
        assert json.loads(line)["meta"]["title"] == "青岚县修路"


@pytest.mark.parametrize("wrong", ["正文", "text=", "body=甲", "="])
def test_a_mapping_that_is_none_is_refused(tmp_path: Path, wrong: str) -> None:
    done = extracted(tmp_path, "--map", wrong)
    assert isinstance(done.exception, Problem)
    assert "FIELD=COLUMN" in str(done.exception)


def test_a_mixed_folder_is_imported_with_every_file_in_the_account(folder: Path, tmp_path: Path) -> None:
    (folder / "b_files").mkdir()
    (folder / "b_files" / "style.css").touch()
    arguments = [str(folder), "--project", str(tmp_path / "project"), "--jobs", "2"]
    done = CliRunner().invoke(import_command, arguments, obj="wang")
    assert done.stdout.startswith("5 articles read · 1 duplicate · 1 failed · 2 passed over (.css, .jpg)\n")
    assert done.exit_code == 1
    with Project.open(tmp_path / "project", annotator="wang") as project:
        assert len(project.ids()) == 5


def test_standard_input_is_not_watched(tmp_path: Path) -> None:
    done = CliRunner().invoke(import_command, ["-", "--watch", "-p", str(tmp_path / "p")], obj="wang")
    assert "--watch looks at folders" in str(done.exception)
