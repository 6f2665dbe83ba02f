"""Markdown: what shows is on the page, without its marks, and every character leads back to the file."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Page
from seeds.page import analyse
from seeds.problems import Unreadable
from seeds.readers import read_bytes
from seeds.readers.markdown import read_markdown


def page_of(source: str) -> Page:
    return read_markdown(source.encode(), path="a.md")


def marked(page: Page, kind: str) -> list[str]:
    return [page.text[mark.start : mark.end] for mark in page.marks if mark.kind == kind]


def assert_traced(source: str, page: Page) -> None:
    """Every character but joints stands in the source where the page says, as it is or as a reference."""
    covered = set()
    for origin in page.origins:
        shown = page.text[origin.page : origin.page + origin.length]
        written = source[origin.at : origin.at + origin.size]
        if origin.length == origin.size:
            assert shown == written.replace("\0", "\ufffd")
        else:
            assert written[0] in "\\&"
            assert len(shown) <= 2
        covered |= set(range(origin.page, origin.page + origin.length))
    assert {page.text[at] for at in range(len(page.text)) if at not in covered} <= {"\n", "\t", " "}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("村里*修了*路, __很__ 宽~~窄~~。", "村里修了路, 很 宽窄。"),
        ("**领导。**各地**“安居”**工程", "领导。各地“安居”工程"),
        ("3 * 4 = 12, a_b_c", "3 * 4 = 12, a_b_c"),
        ("第一行\n第二行", "第一行第二行"),
        ("one\ntwo", "one two"),
        ("甲  \n乙\\\n丙<br>丁", "甲\n乙\n丙\n丁"),
        ("[水厂](http://a.b \"说 明\")建成", "水厂建成"),
        ("<http://a.b/c> 与 [词][x]\n\n[x]: /u", "http://a.b/c 与 词"),
        ("\\*星\\* &amp; &#x6751; &notin;", "*星* & 村 ∉"),
        ("运行 ``a`b`` 与 ` c `", "运行 a`b 与 c"),
        ("# 一 #\n\n二\n==\n\n### 三", "一\n二\n三"),
        ("- 甲\n- 乙\n  - 丙\n\n10. 丁\n11. 戊", "甲\n乙\n丙\n10. 丁\n11. 戊"),
        ("1. - 甲\n2) \n", "1. 甲\n2) "),
        ("> 引文\n继续\n>> 深", "引文继续\n深"),
        ("```py\n代码 1\n\n  缩进\n```\n\n    四格", "代码 1\n缩进\n四格"),
        ("|村|户\\|口|\n|-|:-:|\n|甲|**3**|\n|乙||\n|丙|4|多|", "村\t户|口\n甲\t3\n乙\t\n丙\t4\t多"),
        ("|村|户|\n|-|-|\n||5|", "村\t户\n\t5"),
        ("<div>甲&nbsp;乙<br>丙<!-- 无 --></div>\n\n丁<b>戊</b>", "甲\xa0乙\n丙\n丁戊"),
        ("<table><tr><td>户</td><td>12</td></tr></table>", "户\t12"),
        ("<!-- 没有结尾\n\n<p>正文。</p>", "没有结尾\n正文。"),
        ("甲\n\n---\n\n乙", "甲\n乙"),
        ("见注[^1]。\n\n[^1]: 注一\n[^2]: 注二\n  续", "见注[^1]。\n[^1]: 注一\n[^2]: 注二续"),
        ("[注]: 数据来自县里。", "[注]: 数据来自县里。"),
        ("- [ ] 任务", "[ ] 任务"),
    ],
)  # fmt: skip
def test_what_shows_is_on_the_page(source: str, text: str) -> None:
    for written in (source, source.replace("\n", "\r\n")):
        page = page_of(written)
        assert page.text == text
        assert_traced(written, page)


def test_the_file_says_what_is_what() -> None:
    source = (
        "# 山里通了路\n\n2019-11-02 来源:高桥日报\n\n## 干部\n\n见[这里](u)的话。\n\n"
        "![图为*村口*](a.png)![](b.png)\n\n![img](c)\n\n[^1]: 注"
    )
    page = page_of(source)
    assert marked(page, "title") == ["山里通了路"]
    assert marked(page, "heading") == ["干部"]
    assert marked(page, "link") == ["这里"]
    assert marked(page, "caption") == ["图为村口"]
    assert marked(page, "furniture") == ["img", "[^1]: 注"]
    article = analyse(page)
    assert (article.meta.title, article.meta.published, article.meta.source) == (
        "山里通了路",
        "2019-11-02",
        "高桥日报",
    )


def test_of_several_headings_of_the_first_rank_none_is_the_title() -> None:
    assert marked(page_of("# 甲\n\n话。\n\n# 乙"), "title") == []


def test_the_head_of_a_file_declares_and_is_no_text() -> None:
    source = (
        '---\ntitle: "山里通了路"\ndate: 2019-11-02 08:30:00\n作者: 李明、王芳\nsource: 高桥日报\n'
        "editors:\n  - 赵六\ntags: [a, b]\n---\n\n村里修了路。"
    )
    page = page_of(source)
    said = page.declared
    assert (said.title, said.published, said.source) == ("山里通了路", "2019-11-02T08:30", "高桥日报")
    assert (said.authors, said.editors) == (("李明", "王芳"), ("赵六",))
    assert page.text == "村里修了路。"
    assert_traced(source, page)


@pytest.mark.parametrize(
    "source", ["---\n\n村里修了路。\n\n---\n", "---\n村里:修了路。\n没有字段\n---\n完。", "---\ntitle: 没完"]
)
def test_a_line_between_paragraphs_is_no_head(source: str) -> None:
    page = page_of(source)
    assert page.declared.title is None
    assert "村里" in page.text or "没完" in page.text


def test_plain_text_is_never_read_as_markdown() -> None:
    source = "# 不是*标题*\n1. [词](u)"
    assert read_bytes(source.encode(), name="a.txt").text == source


@pytest.mark.parametrize(
    "source",
    ["[" * 10_000, "![" * 3_000, "[a](b" * 8_000, "*_" * 10_000 + "村", "`" + "` `" * 9_000, "&" * 60_000,
     "<a " * 9_000, "村*里* " * 9_000, "|a" * 200 + "\n" + "|-" * 200 + "\n" + "|x\n" * 100],
)  # fmt: skip
def test_marks_without_end_are_read(source: str) -> None:
    page = page_of(source)
    assert page.notes == ()
    assert_traced(source, page)


@pytest.mark.parametrize(
    "source", [">" * 9_000 + "村", "".join("  " * level + "- 村\n" for level in range(300)), "村" * (3 << 20)]
)
def test_what_is_too_deep_or_too_long_is_read_as_plain_text_with_a_note(source: str) -> None:
    page = page_of(source)
    assert page.text == source
    assert [str(note) for note in page.notes] == [
        "too long or too deeply nested to be read as Markdown; read as plain text"
    ]


@pytest.mark.parametrize("source", ["![](a.png)", "---\ntitle: 空\n---\n", "***\n"])
def test_a_file_that_shows_nothing_is_refused(source: str) -> None:
    with pytest.raises(Unreadable, match="there is no text in it"):
        page_of(source)


@given(
    st.lists(
        st.sampled_from(
            [
                *"村里*_`[]()!<>#-|~&;\\: \n\t1.",
                "\r\n",
                "路。",
                "](u)",
                "**",
                "&amp;",
                "\n\n",
                "  ",
                "---\n",
                "|-|\n",
                "<br>",
                "[^1]:",
                "![",
                "> ",
            ]
        ),
        max_size=40,
    )
)
def test_any_file_gives_a_page_that_leads_back_and_loses_no_word(pieces: list[str]) -> None:
    source = "".join(pieces)
    try:
        page = page_of(source)
    except Unreadable:
        assert not set("路村里") & set(source) or set("(<[:-`~") & set(source)
        return
    assert_traced(source, page)
    if not set("(<[:`~&-") & set(source):
        assert re.findall("[路村里]", page.text) == re.findall("[路村里]", source)


def test_a_character_that_cannot_be_shown_keeps_its_place() -> None:
    source = "村里\0修了路。" + "又通了水。" * 9
    assert page_of(source).text == source.replace("\0", "\ufffd")
    assert_traced(source, page_of(source))
