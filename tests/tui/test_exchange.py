"""Out to other programs and back by the command line: whole or not at all, and everything accounted for."""

from __future__ import annotations

import json
import zipfile
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from seeds.problems import Problem
from store import layer as changes
from store.exchange.documents import Document
from store.exchange.formats import FORMATS, Format, Write, WriteFiles
from store.exchange.sniffing import format_in
from store.project import Project
from tests.building import article_with_extraction
from tests.store.doing import do
from tests.tui.conftest import Opening
from tui.exports import Stopped, export, format_named, format_of
from tui.subcommands import piyue


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of three articles, in one of which somebody decided something."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    path = tmp_path / "p"
    with Project.create(path, annotator="wang") as project:
        for number in range(3):
            project.add(*article_with_extraction(number))
        layer = project.layer(2)
        do(project, changes.accept(layer, layer.entities()[0].id))
        do(project, changes.reject(project.layer(2), layer.entities()[1].id))
    return path


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(piyue, ["--as", "wang", *map(str, arguments)])


def _lines(content: bytes) -> list[Any]:
    return [json.loads(line) for line in content.splitlines()]


def test_exports_the_articles_and_the_states_that_are_asked_for(place: Path, tmp_path: Path) -> None:
    whole = _run("export", "-p", place)
    assert len(_lines(whole.stdout_bytes)) == 3
    assert whole.stderr == ""
    some = _run("export", "-p", place, "--article", "2", "--states", "decided")
    (told,) = _lines(some.stdout_bytes)
    assert [one["state"] for one in told["entities"]] == ["accepted"]
    assert told["indicators"] == []
    assert "kept" not in told
    assert "1 articles are without their history" in some.stderr
    assert "annotations in other states were left out" in some.stderr
    named = _run(
        "export", "-p", place, "--article", "2", "--states", "accepted,rejected", "-o", tmp_path / "x.jsonl"
    )
    assert named.exit_code == 0
    (told,) = _lines((tmp_path / "x.jsonl").read_bytes())
    assert sorted(one["state"] for one in told["entities"]) == ["accepted", "rejected"]
    assert _run("export", "-p", place, "--states", "strange").exit_code == 2
    missing = _run("export", "-p", place, "--article", "9")
    assert isinstance(missing.exception, Problem)


def test_lists_the_formats() -> None:
    listed = _run("export", "--formats").stdout.splitlines()
    assert [line.split()[0] for line in listed] == [one.name for one in FORMATS]
    assert "comes back" in listed[0]


def test_the_format_is_the_one_that_the_ending_means(tmp_path: Path) -> None:
    assert (
        format_of(None).name
        == format_of(tmp_path / "x.jsonl").name
        == format_of(tmp_path / "x").name
        == "jsonl"
    )
    with pytest.raises(Problem, match="--format"):
        format_of(tmp_path / "x.zip")
    with pytest.raises(Problem, match="--format"):
        format_of(tmp_path / "x.docx")
    with pytest.raises(Problem, match="there is no format strange"):
        format_named("strange")
    names = [one.name for one in FORMATS]
    assert len(names) == len(set(names))


def test_a_format_whose_package_is_missing_says_how_to_get_it(place: Path) -> None:
    kind = msgspec.structs.replace(FORMATS[0], needs="no_such_package", extra="more")
    with Project.open(place, annotator="wang") as project, pytest.raises(Problem, match=r"piyue\[more\]"):
        export(project, project.ids(), kind, place / "x")


class _Folder(Format, frozen=True, kw_only=True):
    """A format of two files an article; the second article fails where `fails` says so."""

    fails: bool = False

    def files_writer(self) -> WriteFiles:
        def write_files(
            found: Iterable[Document], _profile: object, losses: Any
        ) -> Iterator[tuple[str, bytes]]:
            for document in found:
                if self.fails and document.aid == 2:
                    raise Problem("it failed")
                losses.lose("{count} tags were left out", len(document.tags()))
                yield f"{document.aid}.txt", document.article.text.encode()
                yield f"ann/{document.aid}.ann", b"T1\n"

        return write_files


class _Binary(Format, frozen=True, kw_only=True):
    def writer(self) -> Write:
        return lambda _found, _profile, _losses: iter([b"\x00\xff"])


_FOLDER = _Folder(name="two", title="two files", ending=".ann", module="none", several=True)


def test_a_folder_appears_whole_or_not_at_all(place: Path, tmp_path: Path) -> None:
    with Project.open(place, annotator="wang") as project:
        lost = export(project, project.ids(), _FOLDER, tmp_path / "out")
        assert [str(note) for note in lost] == [
            "3 checks of figures against each other were left out; jsonl keeps them",
            "6 tags were left out",
            "2 steps of the articles' history were left out; jsonl keeps them",
        ]
        out = tmp_path / "out"
        assert sorted(str(file.relative_to(out)) for file in out.rglob("*.*")) == [
            "1.txt", "2.txt", "3.txt", "ann/1.ann", "ann/2.ann", "ann/3.ann",
        ]  # fmt: skip
        with pytest.raises(Problem, match="is there already"):
            export(project, project.ids(), _FOLDER, tmp_path / "out")
        with pytest.raises(Problem, match="it failed"):
            export(project, project.ids(), msgspec.structs.replace(_FOLDER, fails=True), tmp_path / "bad")
        with pytest.raises(Stopped):
            export(project, project.ids(), _FOLDER, tmp_path / "bad", stopped=lambda: True)
        with pytest.raises(Problem, match="-o"):
            export(project, project.ids(), _FOLDER, None)
    assert not [entry.name for entry in tmp_path.iterdir() if "bad" in entry.name]


def test_a_zip_is_the_same_bytes_each_time(place: Path, tmp_path: Path) -> None:
    with Project.open(place, annotator="wang") as project:
        for name in ("a.zip", "b.zip"):
            export(project, project.ids(), _FOLDER, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 6


def test_what_is_no_text_is_not_written_to_a_terminal(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = _Binary(name="bits", title="bits", ending=".bin", module="none")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with Project.open(place, annotator="wang") as project, pytest.raises(Problem, match="name a file"):
        export(project, array("q", [1]), kind, None)


def _annotated(place: Path, path: Path) -> Path:
    """The project's own export after another program changed it: one decision, one that does not fit."""
    lines = _lines(_run("export", "-p", place).stdout_bytes)
    lines[0]["entities"][0] |= {"state": "accepted", "annotator": "zhao"}
    lines[1]["entities"][0] |= {"state": "rejected", "annotator": "zhao"}
    lines[2]["entities"][0]["end"] = 10**6
    strange = lines[0] | {"text": "别的文章", "source": {"sha256": "0" * 64}}
    path.write_bytes(b"\n".join(json.dumps(line).encode() for line in (*lines, strange)) + b"\n{\n")
    return path


def test_merges_what_comes_back_and_lists_what_does_not_fit(place: Path, tmp_path: Path) -> None:
    back = _annotated(place, tmp_path / "back.txt")
    with Project.open(place, annotator="wang") as project:
        before = project.mark()
    dry = _run("merge", back, "-p", place, "--dry-run")
    with Project.open(place, annotator="wang") as project:
        assert project.mark() == before
    assert "3 texts · 1 article would change · 1 decision · 0 suggestions" in dry.stdout
    done = _run("merge", back, "-p", place, "--report", tmp_path / "report.txt")
    assert done.exit_code == 1
    assert "3 texts · 1 article changed · 1 decision" in done.stdout
    told = done.stderr.splitlines()
    assert len(told) == len((tmp_path / "report.txt").read_text("utf-8").splitlines()) == 4
    assert "back.txt:2: 林晓: somebody here decided otherwise" in done.stderr
    assert "lies outside the text" in done.stderr
    assert "back.txt:4: no article of this project has this text" in done.stderr
    assert "back.txt:5" in done.stderr
    with Project.open(place, annotator="wang") as project:
        assert project.layer(1).entities()[0].state == "accepted"
        assert project.history(1)[-1].annotator == "zhao"
        undone = project.undo()
        assert undone is not None
        assert list(undone.aids) == [1]
    assert "0 articles" not in _run("merge", back, "-p", place).stdout
    assert "0 articles changed" in _run("merge", back, "-p", place).stdout


def test_the_report_is_not_written_over_what_is_merged(place: Path, tmp_path: Path) -> None:
    back = _annotated(place, tmp_path / "back.txt")
    before = back.read_bytes()
    refused = _run("merge", back, "-p", place, "--report", back)
    assert isinstance(refused.exception, Problem)
    assert back.read_bytes() == before


def test_what_cannot_be_merged_is_one_line(place: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("no annotations", encoding="utf-8")
    for path in (tmp_path / "letter.txt", tmp_path / "none.jsonl", tmp_path):
        refused = _run("merge", path, "-p", place)
        assert isinstance(refused.exception, Problem)
        assert str(path.name) in str(refused.exception)


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (b'{"schema":"piyue.article/1","text":"x"}\n', "jsonl"),
        (b'\xef\xbb\xbf{"text":"x","kept":{"form":1}}\n', "jsonl"),
        (b'{"text":"y","label":[]}\n{"id":1,"text":"x","label":[[0,1,"PER"]]}\n', "doccano"),
        (b'{"text":"y","label":[]}\n{"text":"x","label":["a"]}\n', "doccano-tags"),
        (b'[{"id":1,"data":{"text":"x"},"annotations":[]}]', "label-studio"),
        (b'[\n  {\n    "data": {"text": "x"},\n    "annotations": [\n', "label-studio"),
        (b'{"text":"x","spans":[],"_task_hash":1}\n', "prodigy"),
        (b'{"text":"x","accept":["a"],"options":[],"answer":"accept"}\n', "prodigy-tags"),
        (
            b'{"@context":["http://www.w3.org/ns/anno.jsonld"],"type":"AnnotationCollection"}\n',
            "web-annotation",
        ),
        ("青 B-LOC\n石 I-LOC\n县 O\n\n".encode(), "conll"),
        (b"PAR1\x15\x04", "parquet"),
        (b"article,tag,state\r\n1,a,added\r\n", "csv-tags"),
        (b"\xff\xfe" + "article;metric;value;start\r\n".encode("utf-16-le"), "csv"),
    ],
)
def test_a_file_says_which_format_it_is(tmp_path: Path, content: bytes, format_: str) -> None:
    (tmp_path / "file").write_bytes(content)
    assert format_in(tmp_path / "file").name == format_


async def test_the_workbench_offers_formats_and_other_articles(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opening() as driven:
        await driven.press("f2", "E")
        assert "p.jsonl" in driven.screen()
        await driven.press("up", "enter")
        assert "the whole project" in driven.screen()
        await driven.press("enter", "enter")
        assert "1 article written to p.jsonl" in driven.screen()
    assert len(_lines((tmp_path / "p.jsonl").read_bytes())) == 1


async def test_the_reader_exports_as_well_and_asks_what_a_name_does_not_say(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opening() as driven:
        await driven.press("f3", "E")
        await driven.type("mine.out")
        await driven.press("enter")
        assert "Which format is mine.out" in driven.screen()
        await driven.type("conll")
        await driven.press("enter")
        assert "articles written to mine.out" in driven.screen()
        for _time in range(2):
            await driven.press("E")
            await driven.type("-brat")
            await driven.press("enter")
    assert {path.name for path in tmp_path.glob("*-brat*")} == {"p-brat", "p-brat-2"}


def test_what_a_program_made_is_suggested_where_the_format_does_not_say_so(
    place: Path, tmp_path: Path
) -> None:
    back = tmp_path / "back.jsonl"
    with Project.open(place, annotator="wang") as project:
        text = project.article(1).text
    said = {"text": text, "label": [[0, 2, "TERM"]]}
    back.write_text(json.dumps(said), encoding="utf-8")
    done = _run("merge", back, "-p", place, "--format", "doccano", "--predictions")
    assert "0 decisions · 1 suggestion" in done.stdout
    with Project.open(place, annotator="wang") as project:
        (new,) = [one for one in project.layer(1).entities() if one.type == "TERM" and one.end == 2]
    assert new.state == "suggested"


def test_a_project_goes_out_and_comes_in_again_by_the_command_line(place: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    assert _run("export", "-p", place, "-o", tmp_path / "a.jsonl").exit_code == 0
    assert _run("import", tmp_path / "a.jsonl", "-p", new).exit_code == 0
    assert _run("export", "-p", new, "-o", tmp_path / "b.jsonl").exit_code == 0
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert _run("doctor", new).exit_code == 0
