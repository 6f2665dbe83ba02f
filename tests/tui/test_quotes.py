"""What is taken out of an article reads well where it is pasted: quotations, records, tables, links."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest

from seeds.article import Annotation, Article, Meta, Span
from store.layer import Layer
from tests.building import PARAGRAPHS, TITLE, make_article, make_extraction, make_indicator
from tui.text.copies import Here, copies
from tui.text.links import link_of_source, links_in
from tui.text.quotes import markdown_quote, paragraph_at, quote, record_line, reference, sentence_at, words_of
from tui.text.record_tables import COLUMNS, as_document, record_row, record_table

WORDS = "县里说“两不愁”已经解决。"


def laid(article: Article, *extra: Annotation) -> Layer:
    made = make_extraction(article)
    known = {one.id: one for one in (*made.entities, *made.indicators, *extra)}
    return Layer(aid=1, name="wang", version=0, base=known, annotations=known)


def told(meta: Meta) -> str:
    return reference(msgspec.structs.replace(make_article(), meta=meta))


def test_a_quotation_has_its_marks_and_says_where_it_stands() -> None:
    assert (
        quote(make_article(), WORDS) == f"“县里说‘两不愁’已经解决。”（《{TITLE}》，青石日报，2019年12月5日）"
    )
    markdown = markdown_quote(make_article(), "一_二_\n# 三", "https://example.org/a(1)")
    assert markdown.splitlines() == [
        "> 一\\_二\\_",
        "> \\# 三",
        ">",
        f"> ——[《{TITLE}》](<https://example.org/a(1)>)，青石日报，2019年12月5日",
    ]


def test_a_reference_says_what_is_known_and_nothing_else() -> None:
    assert told(Meta()) == ""
    assert quote(msgspec.structs.replace(make_article(), meta=Meta()), "一") == "“一”"
    assert (
        told(Meta(title="读《青石》", published="2019-12", page="3")) == "《读〈青石〉》，2019年12月，第3版"
    )
    assert told(Meta(source="青石日报", published="2019-12-05T08:30")) == "青石日报，2019年12月5日"


def test_a_sentence_and_a_paragraph_are_those_around_a_character() -> None:
    article = make_article(paragraphs=("第一句。第二句！“第三句。”末句", "另一段"))
    at = article.text.index
    assert words_of(article, sentence_at(article, at("二"))) == "第二句！"
    assert words_of(article, sentence_at(article, at("三"))) == "“第三句。”"
    assert words_of(article, sentence_at(article, at("末"))) == "末句"
    assert words_of(article, paragraph_at(article, at("二"))) == "第一句。第二句！“第三句。”末句"
    assert words_of(article, sentence_at(article, 0)) == TITLE
    assert words_of(article, sentence_at(article, len(article.text))) == "另一段"


def test_a_record_stands_on_a_line_and_in_a_row_of_its_own() -> None:
    article = make_article()
    figure = make_indicator(article, "0.74%", "贫困发生率", "0.74", "%")
    assert record_line(article, figure) == (
        f"贫困发生率：0.74 %（青石县，2019；《{TITLE}》，青石日报，2019年12月5日）"
    )
    row = record_row(article, laid(article), figure.start).rstrip("\n").split("\t")
    assert dict(zip(COLUMNS, row, strict=True)) == {
        "title": TITLE, "published": "2019-12-05", "source": "青石日报", "metric": "贫困发生率",
        "value": "0.74", "high": "", "unit": "%", "op": "eq", "place": "青石县", "period": "2019",
        "status": "actual", "state": "suggested", "text": "0.74%", "sentence": PARAGRAPHS[0],
    }  # fmt: skip


def test_a_table_can_start_no_formula_and_breaks_no_row() -> None:
    article = make_article(title="=cmd|'/c calc'!A1", source="a\tb\nc")
    rejected = make_indicator(article, "3566户", "户数", "3566", "户")
    layer = laid(article, msgspec.structs.replace(rejected, state="rejected"))
    table = record_table([as_document(article, layer)])
    head, *rows = csv.reader(io.StringIO(table), "excel-tab")
    assert tuple(head) == COLUMNS
    assert len(rows) == len(layer.indicators()) - 1
    assert {(row[0], row[2]) for row in rows} == {("'=cmd|'/c calc'!A1", "a b c")}


def test_what_can_be_copied_depends_on_what_there_is() -> None:
    article = make_article()
    layer = laid(article)
    figure = make_indicator(article, "0.74%", "贫困发生率", "0.74", "%")
    offered = {copy.letter: copy.text() for copy in copies(Here(article, layer, figure.start, None, figure))}
    assert offered["a"] == "0.74%"
    assert offered["s"] == offered["p"] == PARAGRAPHS[0]
    assert offered["x"] == article.text
    assert "c" not in offered
    selected = Span(figure.start, figure.end)
    offered = {copy.letter: copy.text() for copy in copies(Here(article, layer, figure.start, selected))}
    assert offered["c"] == "0.74%"
    assert offered["q"].startswith("“0.74%”（")
    assert not {"a", "r", "v"} & set(offered)


@pytest.mark.parametrize(
    ("data", "path", "link"),
    [
        ('<link href="https://a.cn/x?a=1&amp;b=2" rel=canonical>', "", "https://a.cn/x?a=1&b=2"),
        ("<meta property='og:url' content='http://a.cn/y'>", "", "http://a.cn/y"),
        ("<!-- saved from url=(0017)https://a.cn/zz -->\n<html>", "", "https://a.cn/zz"),
        ("From: x\r\nSnapshot-Content-Location: https://a.cn/m\r\n", "", "https://a.cn/m"),
        ('{"title": "t", "url": "https://a.cn/r"}', "", "https://a.cn/r"),
        ("<html>", "crawl.warc/https://a.cn/w", "https://a.cn/w"),
        ("<link rel=canonical href='javascript:alert(1)'>", "a.html", None),
        ("<link rel=canonical href='file:///etc/passwd'>", "a.html", None),
        ("<link rel=stylesheet href='https://a.cn/s.css'>", "a.html", None),
    ],
)
def test_the_address_of_a_page_is_what_it_says_of_itself(data: str, path: str, link: str | None) -> None:
    assert link_of_source(data.encode(), path) == link


def test_addresses_end_where_the_chinese_text_goes_on() -> None:
    text = "见http://a.cn/b，又见（https://c.cn/d?e=1）。再见 http://a.cn/b."
    assert links_in(text) == ["http://a.cn/b", "https://c.cn/d?e=1"]
