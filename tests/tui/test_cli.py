"""The command line, as the installed command runs."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from seeds.samples import sample_paths
from store.project import Project
from tests.building import article_with_extraction

Run = Callable[..., subprocess.CompletedProcess[str]]
SAMPLES = len(sample_paths())


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `piyue` with a home of its own and no terminal."""

    def run_piyue(
        *arguments: str | Path, language: str = "en", given: str = ""
    ) -> subprocess.CompletedProcess[str]:
        home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "LC_ALL": "C.UTF-8"}
        environment = {"PATH": os.environ["PATH"], "LANGUAGE": language, **home}
        command = [sys.executable, "-m", "tui.cli", *map(str, arguments)]
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            input=given,
            env=environment,
            check=False,
            encoding="utf-8",
        )

    return run_piyue


def test_imports_lists_and_exports_the_samples(run: Run, tmp_path: Path) -> None:
    folder, project = sample_paths()[0].parent, tmp_path / "project"
    imported = run("import", folder, "--project", project)
    assert imported.returncode == 0, imported.stderr
    assert f"{SAMPLES} articles read" in imported.stdout
    assert str(project) in imported.stdout

    again = run("import", folder, "--project", project)
    assert again.returncode == 0
    assert f"0 articles read · {SAMPLES} already there" in again.stdout

    rows = json.loads(run("list", "--project", project, "--format", "json").stdout)
    assert len(rows) == SAMPLES
    table = run("list", "--project", project).stdout
    assert all(row["title"][:8] in table for row in rows if row["title"])

    lines = run("export", "--project", project).stdout.splitlines()
    exported = [json.loads(line) for line in lines]
    assert {article["schema"] for article in exported} == {"piyue.article/1"}
    assert all(
        article["text"][entity["start"] : entity["end"]] == entity["text"]
        for article in exported
        for entity in article["entities"]
    )

    some = run("export", "--project", project, "--filter", rows[0]["title"].split()[0]).stdout.splitlines()
    assert rows[0]["title"] in {json.loads(line)["meta"]["title"] for line in some}
    assert not run("export", "--project", project, "--filter", "tag:绝无此标签").stdout
    refused = run("export", "--project", project, "--filter", "is:nothing")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "is:nothing is no condition" in refused.stderr

    table_file = tmp_path / "figures.csv"
    assert run("export", "--project", project, "--format", "csv", "-o", table_file).returncode == 0
    cells = list(csv.DictReader(io.StringIO(table_file.read_text(encoding="utf-8-sig"))))
    assert len(cells) == sum(len(article["indicators"]) for article in exported)
    assert {"metric", "value", "unit", "place", "period", "state"} <= set(cells[0])


def test_extracts_without_a_project_and_is_the_same_twice(run: Run, tmp_path: Path) -> None:
    files = sample_paths()[:3]
    first, second = (run("extract", *files, "--format", "jsonl") for _time in range(2))
    assert first.returncode == 0
    assert first.stdout == second.stdout
    articles = [json.loads(line) for line in first.stdout.splitlines()]
    assert [Path(article["source"]["path"]).name for article in articles] == [file.name for file in files]
    assert not (tmp_path / "data").exists()
    explained = json.loads(run("extract", "--explain", files[0]).stdout)
    assert all(entity["rule"] for entity in explained["entities"])


def test_extracts_standard_input(run: Run) -> None:
    done = run("extract", "-", given="青岚县修路\n\n  今年,青岚县修通公路12公里。\n")
    assert json.loads(done.stdout)["meta"]["title"] == "青岚县修路"


def test_imports_standard_input(run: Run, tmp_path: Path) -> None:
    text = "青岚县修路\n\n  今年,青岚县修通公路12公里。\n"
    assert "1 article read\n" in run("import", "-", "--project", tmp_path / "p", given=text).stdout
    again = run("import", "-", "--project", tmp_path / "p", given=text).stdout
    assert "0 articles read · 1 already there" in again


def test_one_bad_file_is_named_on_one_line_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    good, empty, binary = tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "binary.txt"
    good.write_text("标题在此\n\n  青岚县修通公路12公里。\n", encoding="utf-8")
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 20)
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8")
    done = run("import", tmp_path, tmp_path / "missing.txt", "--project", tmp_path / "project")
    assert done.returncode == 1
    complaints = done.stderr.splitlines()
    assert len(complaints) == 3
    assert all(line.startswith("piyue: ") for line in complaints)
    assert {name for name in ("empty", "binary", "missing") if name in done.stderr} == {
        "empty",
        "binary",
        "missing",
    }
    assert "1 article read · 3 failed · 1 passed over (.jpg)" in done.stdout


def test_a_file_name_cannot_write_to_the_terminal(run: Run, tmp_path: Path) -> None:
    hostile = tmp_path / "a\x1b]0;owned\x07\n[bold]b.txt"
    hostile.write_bytes(b"")
    done = run("import", hostile, "--project", tmp_path / "project")
    assert "\x1b" not in done.stderr + done.stdout
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("list", "--project", "nowhere"), 1, "there is no project in nowhere"),
        (("nowhere",), 1, "there is no project in nowhere"),
        (("export", "--project", "nowhere"), 1, "there is no project in nowhere"),
        (("extract", "missing.txt"), 1, "there is no such file"),
        (("extract",), 2, "Missing argument"),
        (("list", "--nonsense"), 2, "No such option"),
        (("--help",), 0, ""),
        (("--version",), 0, ""),
    ],
)
def test_exit_codes_and_errors_on_standard_error(
    run: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = run(*arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert (done.stdout == "") == (code != 0)


def test_the_workbench_without_a_terminal_says_so(run: Run, tmp_path: Path) -> None:
    done = run("demo", "--project", tmp_path / "demo")
    assert done.returncode == 1
    assert "needs a terminal" in done.stderr


def test_an_export_that_cannot_be_written_leaves_what_was_there(run: Run, tmp_path: Path) -> None:
    project = tmp_path / "project"
    run("import", sample_paths()[0], "--project", project)
    done = run("export", "--project", project, "-o", tmp_path / "no" / "such" / "folder.jsonl")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    written = tmp_path / "all.jsonl"
    written.write_text("what was there", encoding="utf-8")
    (project / "project.db").write_bytes(b"no database" * 1000)
    assert run("export", "--project", project, "-o", written).returncode == 1
    assert written.read_text(encoding="utf-8") == "what was there"
    assert sorted(file.name for file in tmp_path.iterdir() if "jsonl" in file.name) == ["all.jsonl"]


def test_speaks_chinese_by_locale_and_by_option(run: Run) -> None:
    by_locale = run("list", "--project", "nowhere", language="zh_CN")
    by_option = run("--lang", "zh", "list", "--project", "nowhere")
    assert by_locale.stderr == by_option.stderr
    assert "项目" in by_locale.stderr
    assert "用法" in run("--lang", "zh", "--help").stdout


def test_help_does_not_load_the_screen_or_the_segmenter() -> None:
    probe = "import sys, tui.subcommands; print(sorted({'textual', 'jieba', 'pypinyin'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


_OPENING = """
import sys
from tui import subcommands
from tui.app import PiyueApp
subcommands._need_terminal = lambda: None
PiyueApp.run = lambda self, **_options: None
sys.argv = ["piyue", "--as", "wang", sys.argv[1]]
try:
    subcommands.piyue()
except SystemExit:
    pass
print(sorted(name for name in sys.modules if name.startswith(("seeds.extract", "jieba"))))
"""


def test_the_first_screen_waits_for_no_extraction(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", annotator="wang") as project:
        project.add(*article_with_extraction())
    done = subprocess.run(
        [sys.executable, "-c", _OPENING, str(tmp_path / "p")], capture_output=True, text=True, check=True
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
