"""What leaves the project: everything, with its state and who decided, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import types
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from seeds.contract import contract_line
from store import layer as changes
from store.exchange.documents import documents
from store.exchange.jsonl import json_lines
from store.exchange.losses import Losses
from store.exchange.tables import indicator_table
from store.exchange.tables.rows import INDICATOR_COLUMNS as COLUMNS
from store.exchange.tables.rows import sentence_around
from store.project import Project
from tests.building import article_with_extraction, make_article, make_entity, make_extraction
from tests.store.doing import do


def _objects(project: Project) -> list[dict[str, Any]]:
    return [json.loads(line) for line in b"".join(json_lines(project)).splitlines()]


def _csv(project: Project, aids: list[int] | None = None) -> Iterator[bytes]:
    return indicator_table.write(documents(project, aids), project.profile, Losses())


def _rows(project: Project) -> list[dict[str, str]]:
    text = b"".join(_csv(project)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_untouched_articles_are_the_contract_with_states(project: Project) -> None:
    article, extraction = article_with_extraction()
    expected = json.loads(contract_line(article, extraction, explain=True))
    (found,) = _objects(project)
    assert found.pop("kept")["form"] == 1
    assert found.pop("review") == {"verdict": "new", "reason": ""}
    assert [found.pop(remarks) for remarks in ("comments", "unclear", "looked")] == [[], [], []]
    for kind in ("entities", "indicators", "tags"):
        assert {annotation.pop("state") for annotation in found[kind]} == {"suggested"}
    assert found == expected


def test_articles_that_are_named_come_as_they_are_named_and_no_others(project: Project) -> None:
    for number in (1, 2):
        project.add(*article_with_extraction(number))
    titles = [project.article(aid).meta.title for aid in (3, 1)]
    told = [json.loads(line)["meta"]["title"] for line in json_lines(project, [3, 1])]
    assert told == titles
    table = b"".join(_csv(project, [3, 1])).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert list(dict.fromkeys(row["article"] for row in rows)) == ["3", "1"]


def test_every_fate_is_told_with_its_annotator(project: Project, tmp_path: Path) -> None:
    article = project.article(1)
    layer = project.layer(1)
    accepted, rejected = layer.entities()[:2]
    figure = layer.indicators()[0]
    do(project, changes.accept(layer, accepted.id))
    do(project, changes.reject(project.layer(1), rejected.id))
    do(project, changes.add(project.layer(1), make_entity(article, "贫困村", "TERM")))
    do(project, changes.set_verdict(project.layer(1), "flagged", "再核"))
    with Project.open(tmp_path / "试点", annotator="li") as other:
        do(other, changes.revise(other.layer(1), figure.id, {"value": Decimal(49), "metric": "出列村"}))
        do(other, changes.add_tag(other.layer(1), "易地搬迁"))
    (found,) = _objects(project)
    entities = {entity["text"]: entity for entity in found["entities"]}
    assert (entities["林晓"]["state"], entities["林晓"]["annotator"]) == ("accepted", "wang")
    assert entities["青石县48"]["state"] == "rejected"
    assert entities["贫困村"]["state"] == "added"
    assert "annotator" not in entities["周明"]
    corrected = found["indicators"][0]
    assert (corrected["state"], corrected["annotator"], corrected["value"]) == ("corrected", "li", 49)
    assert corrected["suggested"] == {"metric": "贫困村", "value": 48}
    assert {tag["label"]: tag["state"] for tag in found["tags"]} == {
        "产业扶贫": "suggested",
        "脱贫摘帽": "suggested",
        "易地搬迁": "added",
    }
    assert {key: found["review"][key] for key in ("verdict", "reason", "annotator")} == {
        "verdict": "flagged",
        "reason": "再核",
        "annotator": "wang",
    }


def test_lines_are_in_order_and_the_same_each_time(project: Project, tmp_path: Path) -> None:
    for number in range(1, 4):
        project.add(*article_with_extraction(number))
    do(project, changes.add_tag(project.layer(2), "易地搬迁"))
    first = list(json_lines(project))
    assert [json.loads(line)["meta"]["title"][-2:] for line in first] == ["成效", "之1", "之2", "之3"]
    with Project.open(tmp_path / "试点", annotator="li") as other:
        assert list(json_lines(other)) == first
        assert list(_csv(other)) == list(_csv(project))


def test_exports_stream(project: Project) -> None:
    for export in (json_lines(project), _csv(project)):
        assert isinstance(export, types.GeneratorType)
        assert isinstance(export, Iterator)
        assert isinstance(next(export), bytes)
        export.close()


def test_the_table_has_a_row_an_indicator(project: Project) -> None:
    layer = project.layer(1)
    do(project, changes.reject(layer, layer.indicators()[1].id))
    text = b"".join(_csv(project)).decode()
    assert text.startswith("\ufeff" + ",".join(COLUMNS) + "\r\n")
    rows = _rows(project)
    assert [row["text"] for row in rows] == ["48个", "0.74%", "1.6亿元", "3566户", "1509户", "2057户"]
    assert [row["state"] for row in rows] == ["suggested", "rejected"] + ["suggested"] * 4
    assert rows[2] == {
        "article": "1",
        "title": "青石县产业到户见成效",
        "published": "2019-01-05",
        "source": "青石日报",
        "metric": "产业资金",
        "value": "160000000",
        "high": "",
        "unit": "元",
        "op": "eq",
        "place": "青石县",
        "place_code": "",
        "period": "2019",
        "status": "actual",
        "state": "suggested",
        "text": "1.6亿元",
        "start": "77",
        "end": "82",
        "confidence": "0.8",
        "sentence": "县农业农村局局长周明介绍,今年投入产业资金1.6亿元,带动3566户增收。",
        **dict.fromkeys(COLUMNS[COLUMNS.index("sentence") + 1 : -1], ""),
        "sha256": project.article(1).source.sha256,
    }


def test_numbers_are_written_out(project: Project) -> None:
    rid = project.layer(1).indicators()[0].id
    for value, written in (
        (Decimal("1.6E+8"), "160000000"),
        (Decimal("-0.50"), "-0.50"),
        ((Decimal("1.1"), Decimal("50.3")), "1.1:50.3"),
    ):
        do(project, changes.revise(project.layer(1), rid, {"value": value, "op": ">="}))
        assert (_rows(project)[0]["value"], _rows(project)[0]["op"]) == (written, "ge")


@pytest.mark.parametrize(
    "evil",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "　=1", "＝1", "\n=1", '=HYPERLINK("a","b")'],
)
def test_no_cell_starts_a_formula(project: Project, evil: str) -> None:
    article = make_article(evil + "题", source=evil, path="evil.txt")
    extraction = make_extraction(make_article())
    figure = msgspec.structs.replace(
        extraction.indicators[0],
        **dict.fromkeys(("metric", "unit", "place", "place_code", "period", "text"), evil),
    )
    project.add(article, msgspec.structs.replace(extraction, indicators=(figure,)))
    row = _rows(project)[-1]
    for column in ("title", "source", "metric", "unit", "place", "place_code", "period", "text"):
        assert row[column].startswith("'" + evil[0])
        assert row[column].startswith("'" + evil)


def test_the_sentence_is_the_one_around() -> None:
    text = "标题\n第一句。第二句有48个!第三句"
    assert sentence_around(text, text.index("48"), text.index("个") + 1) == "第二句有48个!"
    assert sentence_around(text, 3, 5) == "第一句。"
    assert sentence_around(text, 0, 2) == "标题"
    assert sentence_around(text, len(text) - 2, len(text)) == "第三句"
