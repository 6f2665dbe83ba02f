"""Label Studio's tasks: checked against their own configuration by Label Studio's kit, and read back."""

from __future__ import annotations

import json
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import defusedxml.ElementTree
import pytest
from hypothesis import HealthCheck, given, settings

from seeds.article import Entity, Indicator, Tag
from seeds.problems import Unreadable
from store.exchange.documents import Document
from store.exchange.incoming import Incoming
from store.exchange.label_studio import read, tasks, write_files
from store.exchange.losses import Losses
from tests.store.exchange.random_documents import (
    annotated_documents,
    by_id,
    document_of,
    entity,
    indicator,
    remarks_in,
)
from tests.store.exchange.reading_back import PROFILE

TEXT = "青石县😀今年投入1.6亿元,户均增收。"


def _written(*documents: Document, losses: Losses | None = None) -> tuple[list[dict[str, Any]], str]:
    """The tasks and the configuration."""
    (name, tasks), (config_name, config) = write_files(documents, PROFILE, losses or Losses())
    assert (name, config_name) == ("tasks-0001.json", "config.xml")
    return json.loads(tasks), config.decode()


def _read(folder: Path, tasks: object) -> list[Incoming | Unreadable]:
    text = tasks if isinstance(tasks, str) else json.dumps(tasks, indent=1)
    path = folder / "tasks.json"
    path.write_text(text, encoding="utf-8", newline="")
    return list(read(path, PROFILE))


def _document() -> Document:
    return document_of(
        TEXT,
        [
            entity(TEXT, 0, 3),
            entity(TEXT, 0, 2, "ORG", "suggested"),
            entity(TEXT, 4, 6, "DATE", "rejected"),
            indicator(
                TEXT, 8, 13, "corrected", metric="产业资金", value=Decimal("1.60E+8"), unit="元", op=">="
            ),
            Tag(id="t:产业", label="产业", state="added"),
            Tag(id="t:教育", label="教育"),
            Tag(id="t:医疗", label="医疗", state="rejected"),
        ],
    )


def _regions(result: list[dict[str, Any]], rid: str) -> dict[str, dict[str, Any]]:
    return {region["from_name"]: region for region in result if region["id"] == rid}


def test_offsets_are_those_of_the_browser_and_fields_share_the_id_of_their_span() -> None:
    ((task,), _) = _written(_document())
    (annotation,) = task["annotations"]
    assert annotation["completed_by"] == {"email": "王 芳|x"}
    found = _regions(annotation["result"], "i8-13")
    units = task["data"]["text"].encode("utf-16-le")
    for region in found.values():
        start, end = region["value"]["start"], region["value"]["end"]
        assert units[2 * start : 2 * end].decode("utf-16-le") == "1.6亿元"
    assert (found["span"]["value"]["start"], found["span"]["value"]["labels"]) == (9, ["Indicator"])
    assert {
        name: region["value"]["text"] for name, region in found.items() if region["type"] == "textarea"
    } == {
        "metric": ["产业资金"],
        "value": ["160000000"],
        "unit": ["元"],
    }
    assert found["op"]["value"]["choices"] == [">="]
    assert found["span"]["meta"]["text"] == ["corrected"]


def test_suggestions_are_predictions_and_the_rejected_are_neither() -> None:
    ((task,), config) = _written(_document())
    (prediction,) = task["predictions"]
    assert [region["value"].get("labels") for region in prediction["result"]] == [["ORG"], None]
    assert prediction["result"][-1]["value"]["choices"] == ["教育"]
    shown = json.dumps([task["predictions"], task["annotations"]], ensure_ascii=False)
    assert "医疗" not in shown
    assert "e4-6DATE" not in shown
    assert [span["id"] for span in task["data"]["rejected"]["spans"]] == ["e4-6DATE"]
    choices = {choice.get("value") for choice in defusedxml.ElementTree.fromstring(config).iter("Choice")}
    assert choices >= {"产业", "教育", *(topic.label for topic in PROFILE.topics)}


def test_many_tasks_are_several_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tasks, "LARGE", 1000)
    texts = ["字" * length for length in (500, 1, 2, 600, 700)]
    given_out = [document_of(text, [], aid=aid) for aid, text in enumerate(texts, start=1)]
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name, data in write_files(given_out, PROFILE, Losses()):
            archive.writestr(name, data)
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        archive.extractall(tmp_path / "folder")
        assert len(archive.namelist()) > 2
    for place in (tmp_path / "all.zip", tmp_path / "folder"):
        told = list(read(place, PROFILE))
        assert [one.text for one in told if isinstance(one, Incoming)] == texts
        assert len(told) == len(texts)


def test_no_articles_are_no_tasks() -> None:
    tasks, config = _written()
    assert tasks == []
    assert defusedxml.ElementTree.fromstring(config).tag == "View"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=annotated_documents(alphabet='林县今年1.6亿元,。\n\u3000"\\<&😀𠮷\x00\x1b\u2028'))
def test_everything_comes_back(document: Document, tmp_path: Path) -> None:
    tasks, _ = _written(document, document_of("乙", [], aid=13))
    back, second = _read(tmp_path, tasks)
    assert isinstance(back, Incoming)
    assert isinstance(second, Incoming)
    assert (back.aid, back.sha256, back.text) == (12, document.sha256, document.article.text)
    assert (back.verdict, remarks_in(back)) == ("done", document.layer.remarks)
    assert by_id(back) == document.layer.annotations
    for said in back.said:
        assert said.annotator == (None if said.annotation.state == "suggested" else "王 芳|x")
    assert (second.aid, second.said) == (13, ())


def test_carriage_returns_which_no_browser_counts_are_counted() -> None:
    losses = Losses()
    ((task,), _) = _written(document_of("甲\r\n乙", [entity("甲\r\n乙", 3, 4)]), losses=losses)
    assert task["data"]["text"] == "甲 \n乙"
    assert "1 carriage returns became spaces" in [str(note) for note in losses.notes()]


def test_what_was_changed_there_is_said_by_who_completed_it(tmp_path: Path) -> None:
    ((task,), _) = _written(_document())
    (annotation,) = task["annotations"]
    annotation["completed_by"] = 7
    found = _regions(annotation["result"], "i8-13")
    found["value"]["value"]["text"] = ["170000000"]
    _regions(annotation["result"], "e0-3LOC")["span"]["value"]["end"] = 2
    (back,) = _read(tmp_path, [task])
    assert isinstance(back, Incoming)
    told = {said.annotation.id: said for said in back.said}
    figure = told["i8-13"].annotation
    assert isinstance(figure, Indicator)
    assert (figure.value, figure.metric, figure.state) == (Decimal(170000000), "产业资金", "added")
    assert (told["i8-13"].annotator, told["i8-13"].at) == ("label-studio-7", None)
    assert (told["e0-2"].annotation.state, told["e0-2"].annotator) == ("added", "label-studio-7")
    assert told["t:产业"].annotator == "王 芳|x"


def test_a_prediction_that_was_submitted_is_accepted(tmp_path: Path) -> None:
    ((task,), _) = _written(_document())
    task["annotations"] = [{"completed_by": {"id": 3, "email": "li@example.org"}} | task["predictions"][0]]
    (back,) = _read(tmp_path, [task | {"predictions": []}])
    assert isinstance(back, Incoming)
    told = {said.annotation.id: (said.annotation.state, said.annotator) for said in back.said}
    assert told == {
        "e0-2ORG": ("accepted", "li@example.org"),
        "t:教育": ("accepted", "li@example.org"),
        "e4-6DATE": ("rejected", "王 芳|x"),
        "t:医疗": ("rejected", "王 芳|x"),
    }


def test_a_task_that_piyue_did_not_make_is_read(tmp_path: Path) -> None:
    region = {
        "value": {"start": 1, "end": 4, "text": "😀a", "labels": ["LOC"]},
        "id": "x1", "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual",
    }  # fmt: skip
    task = {"id": 1, "data": {"text": "甲😀a"}, "annotations": [{"completed_by": 1, "result": [region]}]}
    (back,) = _read(tmp_path, [task])
    assert isinstance(back, Incoming)
    (said,) = back.said
    assert said.annotation == Entity(id="e1-3", start=1, end=3, text="😀a", type="LOC", state="added")
    assert said.annotator == "label-studio-1"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "[1]", "[{}]", "[{]", '{"data": 1}', "[" * 100_000, '[{"data": {"text": "a"}}', "null",
     '[{"data": {"text": "' + "x" * 300_000, '{"a":' * 50_000, "\x00", '[{"data":{"text":"a"}}]]', "<html>"],
)  # fmt: skip
def test_a_file_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    found = _read(tmp_path, text)
    assert all(isinstance(one, Unreadable) for one in found) or any(
        isinstance(one, Incoming) for one in found
    )
    assert bool(found) == (text not in ("", "[]"))


def test_fields_that_are_none_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    ((task,), _) = _written(_document())
    _regions(task["annotations"][0]["result"], "i8-13")["value"]["value"]["text"] = ["约1.6亿"]
    problem, back = _read(tmp_path, [task])
    assert str(problem) == "tasks.json#1: 约1.6亿 is no number"
    assert isinstance(back, Incoming)
    assert len(back.said) == len(_document().layer.annotations) - 1


@settings(max_examples=25, deadline=None)
@given(document=annotated_documents(alphabet='林县今年1.6亿元,。\n\u3000"\\<&😀𠮷'))
def test_label_studio_finds_the_tasks_valid(document: Document) -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface").LabelInterface
    (task,), config = _written(document)
    labelling = interface(config)
    labelling.validate()
    assert labelling.validate_task({"data": task["data"]})
    for annotation in task["annotations"]:
        assert labelling.validate_annotation(annotation)
    for prediction in task["predictions"]:
        assert labelling.validate_prediction(prediction, return_errors=True) == []
