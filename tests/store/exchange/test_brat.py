"""brat standoff, read by two parsers that are not ours, by brat's own rules, and back by ours."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import random
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from seeds.article import Entity, Indicator
from seeds.problems import Unreadable
from store import layer as changes
from store.exchange.brat import read, write_files
from store.exchange.documents import Document, documents
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses
from store.project import Project
from tests.store.doing import do
from tests.store.exchange.random_documents import (
    annotated_documents,
    by_id,
    document_of,
    entity,
    indicator,
    remarks_in,
    spans_in,
)
from tests.store.exchange.reading_back import PROFILE, parted

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # It is written for an older pydantic than there is.
    from bratly.annotation_types import (
        Annotation,
        AttributeAnnotation,
        EntityAnnotation,
        NormalizationAnnotation,
        NoteAnnotation,
        RelationAnnotation,
    )

BREAKS = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def _written(document: Document, losses: Losses | None = None) -> dict[str, bytes]:
    return dict(write_files([document], PROFILE, losses or Losses()))


def _put(files: dict[str, bytes], folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def _ann(files: dict[str, bytes]) -> str:
    return next(data for name, data in files.items() if name.endswith(".ann")).decode()


def _back(path: Path) -> tuple[list[Incoming], list[str]]:
    return parted(read(path, PROFILE))


def _peek(path: Path) -> Any:
    """brat-peek's parser. The rest of that package asks for other packages without naming them."""
    package = importlib.util.find_spec("peek")
    assert package is not None
    assert package.origin is not None
    parser = Path(package.origin).with_name("ann_structure.py")
    spec = importlib.util.spec_from_file_location("peek_ann_structure", parser)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with contextlib.redirect_stdout(io.StringIO()):
        return module.AnnDocument(str(path))


def _bratly(ann: str) -> list[Annotation]:
    lines = ann.splitlines()
    entities = {line.split("\t")[0]: EntityAnnotation.from_line(line) for line in lines if line[0] == "T"}
    anything: dict[str, Annotation] = dict(entities)
    parsed = list(anything.values())
    for line in lines:
        match line[0]:
            case "A":
                parsed.append(AttributeAnnotation.from_line(line, anything))
            case "R":
                parsed.append(RelationAnnotation.from_line(line, entities))
            case "N":
                parsed.append(NormalizationAnnotation.from_line(line, anything))
            case "#":
                parsed.append(NoteAnnotation.from_line(line, anything))
    assert len(parsed) == len(lines)
    return parsed


def _sample() -> Document:
    text = "青石县产业\n投入1.6亿元,\n其中种植1509户、😀养殖2057户。"
    whole = indicator(
        text, 8, 13, group="g", role="whole", place="青石县", place_code="140000", metric="投入"
    )
    part = indicator(text, 19, 24, "suggested", group="g", role="part", op=">=", status="target")
    across = entity(text, 3, 8, "TERM", "rejected")
    return document_of(text, [entity(text, 0, 3), across, whole, part])


def test_two_other_parsers_find_spans_types_attributes_and_relations(tmp_path: Path) -> None:
    files = _written(_sample())
    ann = _ann(files)
    spans = {one.id: one for one in _bratly(ann) if isinstance(one, EntityAnnotation)}
    assert {(one.label, one.content) for one in spans.values()} == {
        ("Article", "青石县产业"), ("LOC", "青石县"), ("TERM", "产业 投入"), ("Indicator", "1.6亿元"),
        ("Indicator", "1509户"),
    }  # fmt: skip
    (split,) = [one for one in spans.values() if one.label == "TERM"]
    assert [(piece.start, piece.end) for piece in split.fragments] == [(3, 5), (6, 8)]
    (relation,) = [one for one in _bratly(ann) if isinstance(one, RelationAnnotation)]
    assert (relation.argument1[1].content, relation.argument2[1].content) == ("1509户", "1.6亿元")
    said = {
        (one.component.content, one.label, *(one.values or ()))
        for one in _bratly(ann)
        if isinstance(one, AttributeAnnotation) and isinstance(one.component, EntityAnnotation)
    }
    assert {("1509户", "State", "suggested"), ("1509户", "Op", "ge"), ("1509户", "Status", "target")} <= said
    assert {("青石县", "Annotator", "王_芳_x"), ("青石县产业", "Verdict", "done")} <= said
    folder = _put(files, tmp_path / "brat")
    (path,) = folder.glob("*.ann")
    other = _peek(path)
    assert {(one.tag, one.text, one.span) for one in other.anns["entities"]} == {
        (one.label, one.content, tuple((piece.start, piece.end) for piece in one.fragments))
        for one in spans.values()
    }
    assert len(other.anns["relations"]) == 1
    assert sorted(one.arguments[-1] for one in other.anns["attributes"] if one.tag == "State") == [
        "accepted", "accepted", "rejected", "suggested"
    ]  # fmt: skip


def test_the_configuration_declares_every_name_that_is_used() -> None:
    files = _written(_sample())
    conf = files["annotation.conf"].decode()
    assert conf.index("[entities]") < conf.index("[relations]") < conf.index("[events]")
    for name in (*(kind.code for kind in PROFILE.types), "Indicator", "Article"):
        assert f"\n{name}\n" in conf
    assert "State\tArg:<ENTITY>, Value:suggested|accepted|corrected|rejected|added\n" in conf
    assert "Annotator\tArg:<ENTITY>, Value:王_芳_x\n" in conf
    visual = files["visual.conf"].decode()
    assert "PER | 人物 | person | PER" in visual
    assert "\nPER\tbgColor:#" in visual
    assert "[normalization]\nGB2260" in files["tools.conf"].decode()


def test_a_text_of_anything_is_written_byte_for_byte_under_its_name() -> None:
    document = document_of("\ufeff甲\r\n乙\r丙\x00😀", [])
    files = _written(document)
    name = f"000012-{document.sha256[:12]}"
    assert files[f"{name}.txt"] == document.article.text.encode()
    assert document.sha256 in files[f"{name}.ann"].decode()


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=annotated_documents())
def test_everything_comes_back(document: Document, tmp_path_factory: pytest.TempPathFactory) -> None:
    losses = Losses()
    files = _written(document, losses)
    text = document.article.text
    for one in _bratly(_ann(files)):
        if isinstance(one, EntityAnnotation):
            assert one.content == " ".join(text[piece.start : piece.end] for piece in one.fragments)
            assert not set(one.content) & set(BREAKS)
    folder = _put(files, tmp_path_factory.mktemp("brat"))
    (incoming,), problems = _back(folder)
    assert problems == []
    assert (incoming.text, incoming.aid) == (text, 12)
    lines = [span for span in document.layer.spans() if text[span.start : span.end].strip(BREAKS)]
    tags = document.tags() if text.strip(BREAKS) else []
    assert by_id(incoming) == {one.id: one for one in [*lines, *tags]}
    assert {said.annotator for said in incoming.said if said.annotation.state != "suggested"} <= {"王 芳|x"}
    if text.strip(BREAKS):
        assert (incoming.sha256, incoming.verdict) == (document.sha256, "done")
        assert remarks_in(incoming) == document.layer.remarks
    left = len(document.layer.spans()) - len(lines)
    assert (f"{left} annotations of nothing but line ends" in str(list(map(str, losses.notes())))) == bool(
        left
    )


def test_a_project_comes_back_with_its_annotators(project: Project, tmp_path: Path) -> None:
    layer = project.layer(1)
    do(project, changes.reject(layer, layer.entities()[0].id))
    do(project, changes.retype(project.layer(1), layer.entities()[3].id, "PER"))
    do(project, changes.add_tag(project.layer(1), "易地搬迁"))
    losses = Losses()
    files = dict(write_files(documents(project), PROFILE, losses))
    assert files == dict(write_files(documents(project), PROFILE, Losses()))
    assert losses.notes() == []
    (incoming,), problems = _back(_put(files, tmp_path / "out"))
    assert problems == []
    assert by_id(incoming) == project.layer(1).annotations
    people = {said.annotation.id: said.annotator for said in incoming.said if said.annotator}
    assert people == dict.fromkeys((layer.entities()[0].id, layer.entities()[3].id, "t:易地搬迁"), "wang")


def test_what_people_did_in_brat_is_theirs(tmp_path: Path) -> None:
    files = _written(_sample())
    name = next(name for name in files if name.endswith(".ann"))
    ann = files[name].decode().replace("T2\tLOC 0 3\t青石县", "T2\tORG 0 5\t青石县产业")
    ann = ann.replace("T5\tIndicator 19 24\t1509户", "T5\tIndicator 18 24\t植1509户")
    ann = ann.replace("State T3 rejected", "State T3 accepted")
    ann += "T90\tIndicator 27 32\t2057户\nR9\tPart_of Arg1:T90 Arg2:T4\nT91\tLOC 0 3\tsomething\n"
    files[name] = ann.encode()
    (incoming,), problems = _back(_put(files, tmp_path / "edited"))
    assert problems == []
    found = {(span.start, span.end): span for span in spans_in(incoming)}
    people = {said.annotation.id: said.annotator for said in incoming.said}
    longer, new = found[0, 5], found[27, 32]
    assert isinstance(longer, Entity)
    assert (longer.type, longer.state, people[longer.id]) == ("ORG", "corrected", None)
    assert found[18, 24].state == "corrected"
    assert (found[3, 8].state, people[found[3, 8].id]) == ("accepted", None)
    assert people[found[8, 13].id] == "王 芳|x"
    assert isinstance(new, Indicator)
    assert (new.state, new.group, new.role) == ("added", "g", "part")
    assert [said.annotation for said in incoming.said if not said.whole] == [new, found[0, 3]]
    assert found[0, 3].text == "something"


def test_without_its_note_an_article_is_known_by_its_name_and_text(tmp_path: Path) -> None:
    document = _sample()
    files = _written(document)
    name = next(name for name in files if name.endswith(".ann"))
    lines = files[name].decode().splitlines(keepends=True)
    assert lines[0].startswith("T1\tArticle")
    files[name] = "".join(line for line in lines if "T1\t" not in line and " T1" not in line).encode()
    (incoming,), problems = _back(_put(files, tmp_path / "less"))
    assert problems == []
    assert (incoming.aid, incoming.sha256, incoming.text) == (12, None, document.article.text)
    assert len(incoming.said) == 4


def test_what_cannot_be_read_is_listed_and_the_rest_is_read(tmp_path: Path) -> None:
    ann = """T1\tLOC 0 2\t青石
T1\tLOC 0 2\t青石
T2\tLOC 2 0\t石青
T3\tLOC 0 1;4 5\t青 业
T4\tLOC 0 99999\t青
T5 LOC 0 2 青石
T6\tLOC x y\t青
T7\tLOC 0 999999999999999999999999\t青
*\tEquiv T1 T4
E1\tDo:T1 Theme:T4
#1\tAnnotatorNotes T1\t随便写的
#2\tAnnotatorNotes T4\t{"value": "NaN"}
#3\tAnnotatorNotes T8\t{"value": "1e999999999"}
#4\tAnnotatorNotes T9\t{"start": 1, "given": [1], "id": 5, "state": "x"}
A1\tState T77 accepted
T8\tIndicator 0 2\t青石
T9\tLOC 3 5\t产业
Z1\twhat
"""
    folder = _put(
        {"a.txt": "青石县产业".encode(), "a.ann": ann.encode(), "b.ann": b"T1\tLOC 0 1\tx"}, tmp_path / "x"
    )
    (incoming,), problems = _back(folder)
    kept = [(span.start, span.end, span.state) for span in spans_in(incoming)]
    assert kept == [(0, 2, "added"), (0, 99999, "added")]
    assert [problem.split(" ")[0] for problem in problems if problem.startswith("x/a")] == [
        "x/a.ann:2:", "x/a.ann:6", "x/a.ann:7", "x/a.ann:8", "x/a.ann:18", "x/a.ann", "x/a.ann", "x/a.ann",
        "x/a.ann", "x/a.ann", "x/a.ann:"
    ]  # fmt: skip
    assert problems[-1] == "x/b.ann has no text beside it: put x/b.txt there"


def test_a_zip_is_read_like_a_folder_and_a_bomb_is_not(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _written(_sample()).items():
            archive.writestr(f"sub/{name}", data)
        archive.writestr("sub/bomb.ann", b"\n" * (20 * 2**20))
        archive.writestr("sub/bomb.txt", b"x")
    (incoming,), problems = _back(path)
    assert len(incoming.said) == 4
    assert problems == ["out.zip/sub/bomb.ann is larger than 16 MB and was not read"]


def test_nothing_that_is_cut_or_changed_crashes_the_reader(tmp_path: Path) -> None:
    whole = _ann(_written(_sample())).encode()
    chance = random.Random(7)
    (tmp_path / "a.txt").write_bytes(_sample().article.text.encode())
    for _ in range(150):
        data = bytearray(whole[: chance.randrange(1, len(whole))])
        for _ in range(chance.randrange(4)):
            data[chance.randrange(len(data))] = chance.choice(b'\x00\t\n 9;:{["T#\xff-')
        (tmp_path / "a.ann").write_bytes(bytes(data))
        assert all(isinstance(one, Incoming | Unreadable) and str(one) for one in read(tmp_path, PROFILE))
    (tmp_path / "a.ann").write_bytes(b"T1\tLOC 0 1\tx\n#1\tAnnotatorNotes T1\t" + b"[" * 10**6)
    assert len(list(read(tmp_path, PROFILE))) == 2
    with pytest.raises(Unreadable):
        list(read(tmp_path / "nothing", PROFILE))
