"""Collections: JSON Lines, JSON lists and tables, whose records are articles."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tracemalloc
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Mark, Page
from seeds.page import analyse
from seeds.problems import Problem, Unreadable
from seeds.readers.containers import mapping_from, page_of, pieces_of
from seeds.readers.pieces import Passed, Piece

BODY = "河湾村通了自来水。\n全村六十户人家不用再下沟挑水。"
ROW = {
    "标题": "河湾村通水",
    "发布时间": "2019年12月5日 8:00",
    "来源": "山城日报",
    "作者": "本报记者 李 飞、王芳",
    "正文": BODY,
}


def written(tmp_path: Path, name: str, data: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def json_lines(*rows: Any) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def table(rows: Iterable[dict[str, Any]], delimiter: str = ",", **more: Any) -> str:
    buffer = io.StringIO(newline="")
    rows = list(rows)
    writer = csv.DictWriter(buffer, list(rows[0]), delimiter=delimiter, **more)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def pieces(path: Path, mapping: dict[str, str] | None = None) -> list[Piece]:
    found = list(pieces_of(path, mapping))
    assert all(isinstance(one, Piece) for one in found), [str(one) for one in found]
    return [one for one in found if isinstance(one, Piece)]


def pages(path: Path, mapping: dict[str, str] | None = None) -> list[Page]:
    return [page_of(piece) for piece in pieces(path, mapping)]


def came(path: Path, mapping: dict[str, str] | None = None) -> list[str]:
    """The records by what follows the container's name in theirs, and the lines about the others."""
    said = []
    for one in pieces_of(path, mapping):
        assert not isinstance(one, Passed)
        said.append((one.name if isinstance(one, Piece) else str(one)).replace(str(path), ""))
    assert not any("\n" in line for line in said)
    return said


def test_a_line_is_an_article_with_the_fields_that_are_known_by_name(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", json_lines(ROW))
    (piece,) = pieces(path)
    assert (piece.name, piece.kind, piece.format) == (f"{path}:1", "record", "jsonl")
    page = page_of(piece)
    assert page.text == "河湾村通水\n河湾村通了自来水。\n全村六十户人家不用再下沟挑水。\n"
    assert page.marks == (Mark(0, 5, "title"), Mark(6, 15, "body"), Mark(16, 31, "body"))
    assert (page.declared.title, page.declared.published) == ("河湾村通水", "2019-12-05T08:00")
    assert (page.declared.source, page.declared.authors) == ("山城日报", ("李飞", "王芳"))
    assert (page.source.format, page.source.path, page.source.size) == ("jsonl", f"{path}:1", len(piece.data))


def test_every_character_of_the_text_leads_back_to_its_field(tmp_path: Path) -> None:
    text = "　　甲村脱贫。\n\n   \n　　乙村也脱贫了。  "
    (piece,) = pieces(
        written(tmp_path, "a.jsonl", json_lines({"title": "喜讯", "subtitle": "两村", "text": text}))
    )
    record, page = json.loads(piece.data), page_of(piece)
    assert page.text == "喜讯\n两村\n甲村脱贫。\n乙村也脱贫了。\n"
    traced = [page.text[one.page : one.page + one.length] for one in page.origins]
    assert traced == [record[one.part][one.at : one.at + one.size] for one in page.origins]
    assert "\n".join(traced) + "\n" == page.text


def test_an_article_of_a_record_is_its_title_and_its_paragraphs(tmp_path: Path) -> None:
    text = "分享到微信。\n河湾村通了自来水。\n责任编辑:赵六"
    (page,) = pages(written(tmp_path, "a.jsonl", json_lines({"title": "河湾村通水", "text": text})))
    article = analyse(page)
    assert article.text.startswith("河湾村通水\n")
    assert article.text.endswith(text)


def test_a_title_that_the_text_begins_with_stands_there_once(tmp_path: Path) -> None:
    (page,) = pages(
        written(tmp_path, "a.jsonl", json_lines({"title": "河湾村 通水", "text": "河湾村通水\n" + BODY}))
    )
    assert page.text.count("通水") == 1
    assert page.marks[0] == Mark(0, 5, "title")


@pytest.mark.parametrize(
    "names",
    [
        {"title": "题", "content": BODY},
        {"Headline": "题", "BODY": BODY},
        {"题名": "题", "全文": BODY},
        {"Article Title": "题", "full_text": BODY},
        {"ｔｉｔｌｅ": "题", "ｔｅｘｔ": BODY},
        {"id": 7, "data": {"title": "题", "text": BODY}, "annotations": []},
        {"meta": {"title": "题"}, "text": BODY, "label": [[0, 2, "LOC"]]},
        {"_source": {"title": "题", "content": BODY}},
        {"title": "题", "content": BODY.split("\n")},
        {"title": "题", "content": [{"type": "p", "text": line} for line in BODY.split("\n")]},
        {"title": "题", "text": "", "正文": BODY},
    ],
)
def test_the_usual_names_are_known_however_they_are_written(tmp_path: Path, names: dict[str, Any]) -> None:
    (page,) = pages(written(tmp_path, "a.jsonl", json_lines(names)))
    assert page.text == f"题\n{BODY}\n"


def test_a_mapping_names_columns_and_paths(tmp_path: Path) -> None:
    row = {
        "text": "错的",
        "a": {"b": {"c": BODY}},
        "t.x": "题",
        "p": [{"w": "王芳"}, {"w": "李飞"}],
        "d": ["2019-12-05", "x"],
    }
    mapping = {"text": "a.b.c", "title": "t.x", "authors": "p.w", "published": "d.0"}
    (page,) = pages(written(tmp_path, "a.jsonl", json_lines(row)), mapping)
    assert page.text == f"题\n{BODY}\n"
    assert (page.declared.authors, page.declared.published) == (("王芳", "李飞"), "2019-12-05")


def test_a_mapping_is_written_field_by_field() -> None:
    assert mapping_from(["text=data.body", "title=a=b"]) == {"text": "data.body", "title": "a=b"}
    for wrong in ("text", "text=", "words=body"):
        with pytest.raises(Problem, match="write FIELD=COLUMN, where FIELD is one of text, html, title"):
            mapping_from([wrong])


def test_the_same_record_is_one_article_in_every_collection(tmp_path: Path) -> None:
    turned = dict(reversed(ROW.items()))
    files = {
        "a.jsonl": json_lines(ROW),
        "b.ndjson": "\ufeff" + json.dumps(turned, indent=None),
        "c.json": json.dumps([turned], indent=2),
        "d.csv": table([ROW]),
        "e.tsv": table([turned], "\t"),
        "f.json": json.dumps({"count": 1, "articles": [ROW]}),
        "g.json": json.dumps(ROW, indent=4),
    }
    found = {pages(written(tmp_path, name, data))[0].source.sha256 for name, data in files.items()}
    assert len(found) == 1
    other = pages(written(tmp_path, "h.jsonl", json_lines({**ROW, "标题": "另一篇"})))[0].source.sha256
    assert other not in found


BAD_LINES = {
    '{"text": ' + "[" * 100_000: "it is nested too deep",
    '{"text": ' + "[" * 600 + '"甲"' + "]" * 600 + "}": "it is nested too deep",
    '{"text": "甲"} x': "it is not JSON (Extra data, character 15)",
    '{"text": "甲", "text": "乙"}': "its key text stands there twice",
    '["text"]': "it is JSON, but no object with fields",
    "12": "it is JSON, but no object with fields",
    "{": "it is not JSON (Expecting property name enclosed in double quotes, character 2)",
    '{"text": "  "}': "its text is blank",
    '{"other": "甲"}': "no field of it is known to hold the text",
    '{"text": "' + "甲" * 8_000_001 + '"}': "it is longer than 8 million characters",
}


def test_of_a_line_that_is_no_record_its_number_and_the_reason_are_told(tmp_path: Path) -> None:
    lines = [line for bad in BAD_LINES for line in (json_lines(ROW).strip(), bad)]
    path = written(tmp_path, "a.jsonl", "\n".join([*lines, "", json_lines(ROW)]))
    expected = [
        said
        for at, why in enumerate(BAD_LINES.values())
        for said in (f":{2 * at + 1}", f":{2 * at + 2}: skipped; {why}")
    ]
    assert came(path) == [*expected, f":{2 * len(BAD_LINES) + 2}"]


def test_what_json_allows_only_half_is_read(tmp_path: Path) -> None:
    lines = [
        '{"text": "甲村。", "n": %s}' % ("9" * 5000),
        '\ufeff{"text": "甲村。", "author": NaN}',
        '{"text": "半\\ud83d个"}',
    ]
    path = written(tmp_path, "a.jsonl", "\r\n".join(lines))
    first, second, third = pages(path)
    assert first.source.sha256 == second.source.sha256
    assert third.text == "半\ufffd个\n"
    assert [str(note) for note in third.notes] == [
        "characters that could not be read: 1; each shows as \ufffd"
    ]


def test_lines_that_piyue_wrote_are_handed_on_as_they_are(tmp_path: Path) -> None:
    line = json.dumps({"schema": "piyue.article/1", "text": "甲", "n": 1.50})
    (piece,) = pieces(written(tmp_path, "a.jsonl", "\ufeff" + line + "\r\n"))
    assert (piece.kind, piece.data) == ("exported", line.encode())


def test_where_no_column_can_be_the_text_one_line_says_how_to_name_it(tmp_path: Path) -> None:
    rows = [{"编号": at, "nr": BODY} for at in range(30)]
    for name, data in {
        "a.jsonl": json_lines(*rows),
        "a.csv": table(rows),
        "a.json": json.dumps(rows),
    }.items():
        path = written(tmp_path, name, data)
        assert came(path) == [
            ": none of its columns is known to hold the text (编号, nr); name one with --map text=COLUMN"
        ]
        assert len(pieces(path, {"text": "nr"})) == 30
    assert came(path, {"text": "body"})[0].startswith(": none of its columns")


def test_a_file_that_is_no_json_is_given_up_after_a_few_lines(tmp_path: Path) -> None:
    said = came(written(tmp_path, "a.jsonl", "words\n" * 1000))
    assert len(said) == 21
    assert said[-1] == ": none of its first records can be read; the rest was left"


def test_blank_lines_without_end_are_left(tmp_path: Path) -> None:
    for name, first in {"a.jsonl": json_lines(ROW), "a.csv": "text\n甲村。\n"}.items():
        assert came(written(tmp_path, name, first + "\n" * 150_000))[1:] == [
            ": it is cut off or damaged; the rest of it is lost"
        ]


@pytest.mark.parametrize("pretty", [None, 1])
def test_the_items_of_a_list_are_parsed_one_by_one(tmp_path: Path, pretty: int | None) -> None:
    tricky = {"text": '括号"]},{[\\', "a": [[{"b": "]"}]]}
    good = [json.dumps(row, indent=pretty, ensure_ascii=False) for row in (tricky, ROW)]
    path = written(tmp_path, "a.json", f"\n[{good[0]},\n{{'text': 1}}, {good[1]}, 3]\n")
    assert came(path) == [
        ":1",
        ":2: skipped; it is not JSON (Expecting property name enclosed in double quotes, character 2)",
        ":3",
        ":4: skipped; it is JSON, but no object with fields",
    ]


def test_a_list_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    whole = json.dumps([ROW] * 5)
    said = came(written(tmp_path, "a.json", whole[: len(whole) * 7 // 10]))
    assert said == [":1", ":2", ":3", ": it is cut off or damaged; the rest of it is lost"]
    assert came(written(tmp_path, "b.json", json.dumps([ROW]) + " []")) == [
        ":1",
        ": something follows the end of its list, which was left",
    ]


ITEMS = st.recursive(
    st.text() | st.integers() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(ITEMS)
@settings(max_examples=60, deadline=None)
def test_any_item_is_cut_out_of_a_list_whole(tmp_path_factory: pytest.TempPathFactory, item: object) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    for ascii_only, indent in ((True, None), (False, 1)):
        rows = [{"text": "甲村。", "x": item}, {"text": "乙村。"}]
        path.write_bytes(json.dumps(rows, ensure_ascii=ascii_only, indent=indent).encode("utf-8", "replace"))
        assert [page.text for page in pages(path)] == ["甲村。\n", "乙村。\n"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5hkscs"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_tables_are_read_as_spreadsheets_save_them(tmp_path: Path, encoding: str, delimiter: str) -> None:
    body = '他們說:"好",{}\n\n第二段;完|。\t了'
    rows = [{"title": f"第{at}篇", "正文": body.format(at)} for at in range(3)]
    path = written(tmp_path, "a.csv", table(rows, delimiter).encode(encoding))
    told = [page.text.split("\n") for page in pages(path)]
    assert told == [[f"第{at}篇", *body.format(at).split("\n\n"), ""] for at in range(3)]


def test_rows_are_numbered_by_the_line_where_they_begin(tmp_path: Path) -> None:
    rows = [{"title": "一", "text": "甲\n乙\n丙"}, {"title": "二", "text": "丁"}]
    assert came(written(tmp_path, "a.csv", table(rows))) == [":2", ":5"]
    assert came(written(tmp_path, "b.csv", "sep=;\r\n" + table(rows, ";"))) == [":3", ":6"]


def test_a_quote_that_is_never_closed_takes_only_its_own_line(tmp_path: Path) -> None:
    good = "".join(f'{at},"第{at}篇,有逗号"\r\n' for at in range(200))
    said = came(written(tmp_path, "a.csv", "id,text\r\n" + good + '200,"没有完\r\n' + good))
    assert said[200] == ":202: skipped; a quote opens in this line that is never closed"
    assert len([line for line in said if "skipped" not in line]) == 400
    said = came(written(tmp_path, "b.csv", 'id,title,text\r\n1,甲,"乙\r\n' + "2,丙,丁\r\n" * 100))
    assert said[0] == ":2: skipped; a quote opens in this line that is never closed"
    assert len(said) == 101


def test_many_quotes_that_are_never_closed_are_given_up(tmp_path: Path) -> None:
    said = came(written(tmp_path, "a.csv", "id,text\n" + '1,"甲\n' * 501))
    assert said[-1] == ": 20 quotes in it are never closed; the rest was left"
    assert len(said) < 50


def test_a_long_text_with_many_line_feeds_is_a_text(tmp_path: Path) -> None:
    text = "\n".join(f"第{at}段,有逗号,也有话要说。" for at in range(500))
    assert [
        page.text.count("\n") for page in pages(written(tmp_path, "a.csv", table([{"id": 1, "text": text}])))
    ] == [500]
    long = table([{"id": 1, "text": "甲" * 300_000}])
    assert len(pages(written(tmp_path, "b.csv", long))[0].text) == 300_001


def test_ragged_rows_are_read_where_nothing_can_be_lost(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "text,title,id\n甲村。\n乙村。,题,1,,\n\n丙村,丁村,戊村,己村。\n")
    assert came(path) == [
        ":2",
        ":3",
        ":5: skipped; it has 4 columns and its table 3: a text with ',' in it must stand in quotes",
    ]


def test_a_value_that_is_html_is_read_as_a_page(tmp_path: Path) -> None:
    html = "<p>河湾村通了<b>自来水</b>。</p><p>全村六十户人家&nbsp;不用再下沟挑水。</p>"
    for row in ({"title": "通水", "content": html}, {"title": "通水", "html": html}):
        (piece,) = pieces(written(tmp_path, "a.jsonl", json_lines(row)))
        page, record = page_of(piece), json.loads(piece.data)
        assert page.text.startswith("通水\n河湾村通了自来水。\n")
        assert "<" not in page.text
        assert page.marks[0] == Mark(0, 2, "title")
        assert any(mark.kind == "body" for mark in page.marks)
        for one in page.origins:
            if one.length == one.size:
                assert (
                    page.text[one.page : one.page + one.length]
                    == record[one.part][one.at : one.at + one.size]
                )


@pytest.mark.parametrize(
    "text", ["第一段。\\n第二段。", "第一段。　　第二段。", "第一段。\r\n第二段。", "第一段。\u2028第二段。"]
)
def test_paragraphs_whose_line_ends_were_lost_in_a_cell_are_parted(tmp_path: Path, text: str) -> None:
    (page,) = pages(written(tmp_path, "a.csv", table([{"id": 1, "text": text}])))
    assert page.text == "第一段。\n第二段。\n"


def packed(name: str, rows: list[dict[str, Any]]) -> bytes:
    if name.endswith(".csv"):
        return table(rows).encode()
    if name.endswith(".json"):
        return json.dumps(rows, ensure_ascii=False).encode()
    return gzip.compress(json_lines(*rows).encode(), 1)


def peak_of(path: Path) -> int:
    """The most memory that was taken at a time, in bytes, while nobody kept the pieces."""
    tracemalloc.start()
    try:
        assert all(isinstance(one, Piece) for one in pieces_of(path))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.json", "a.csv"])
def test_memory_does_not_grow_with_the_collection(tmp_path: Path, name: str) -> None:
    text = "\n".join(f"第{at}户通了自来水。" for at in range(300))
    rows = [{"id": at, "title": f"第{at}篇", "text": text} for at in range(360)]
    small, large = (peak_of(written(tmp_path, name, packed(name, rows[:count]))) for count in (120, 360))
    assert large < 1.2 * small


def test_an_unreadable_record_says_so() -> None:
    with pytest.raises(Unreadable, match="this is no record"):
        page_of(Piece(name="a:1", data=b"[", kind="record"))
