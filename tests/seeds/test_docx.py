"""Word files: every word that a reader sees is on the page, in order, and can be found again in the file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import docx as python_docx
import pytest
from defusedxml import ElementTree

from seeds.article import Page
from seeds.page import analyse
from seeds.readers import read_bytes, read_source
from seeds.readers.docx import read_docx
from seeds.samples import sample_paths
from tests.seeds.docx_making import STRICT, docx, paragraph, run, story, style, table, zipped

BOX = "<w:txbxContent>{}</w:txbxContent>"


def page_of(body: str, **parts: str) -> Page:
    return read_docx(docx(body, **parts), path="a.docx")


def marked(page: Page, kind: str) -> list[str]:
    return [page.text[mark.start : mark.end] for mark in page.marks if mark.kind == kind]


def test_paragraphs_are_lines_and_empty_ones_are_none() -> None:
    page = page_of(paragraph("村里修了路。") + paragraph() + paragraph("又", "通了水。"))
    assert page.text == "村里修了路。\n又通了水。"
    assert marked(page, "body") == ["村里修了路。", "又通了水。"]
    assert (page.source.format, page.notes) == ("docx", ())


def test_every_character_leads_to_its_place_in_the_file() -> None:
    hidden = run("看不见", "<w:vanish/>")
    body = paragraph("路", hidden, "修好了") + table(["户数", "12"], ["人数", "34"]) + paragraph("完。")
    data = docx(body, footer=paragraph("第1页"))
    page = read_docx(data, path="a.docx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        texts = {
            name: [
                one.text or ""
                for one in ElementTree.fromstring(package.read(name)).iter()
                if one.tag.endswith("}t")
            ]
            for name in ("word/document.xml", "word/footer.xml")
        }
    covered = set()
    for origin in page.origins:
        part, _, number = origin.part.partition("#")
        written = texts[part][int(number)][origin.at : origin.at + origin.size]
        assert page.text[origin.page : origin.page + origin.length] == written
        covered |= set(range(origin.page, origin.page + origin.length))
    assert {char for at, char in enumerate(page.text) if at not in covered} == {"\n", "\t"}


def test_a_row_of_figures_is_one_line() -> None:
    page = page_of(table(["县", "户数"], ["山门县", "1509"], ["", paragraph("合") + paragraph("计")]))
    assert page.text == "县\t户数\n山门县\t1509\n合\n计"


def test_cells_that_hold_an_article_are_paragraphs() -> None:
    long = (
        "全镇干部走村入户,挨家挨户查看水管,一个月里走遍了十一个村,修好了四百多处漏点,群众都说好,还编了歌谣传唱开来。"
        * 2
    )
    page = page_of(table([paragraph(long) + paragraph("第二段。"), "旁注"]))
    assert page.text.split("\n") == [long, "第二段。", "旁注"]


def test_a_table_in_a_cell_and_one_in_a_box_stay_where_they_stand() -> None:
    inner = table(["甲村", "3"], ["乙村", "4"])
    page = page_of(
        table([paragraph("下表。") + inner]) + paragraph("前", f"<w:r>{BOX.format(inner)}</w:r>", "后")
    )
    assert page.text == "下表。\n甲村\t3\n乙村\t4\n前后\n甲村\t3\n乙村\t4"


def test_insertions_are_there_and_deletions_are_not() -> None:
    kept = "<w:ins>" + run("今年") + "</w:ins><w:moveTo>" + run("移来") + "</w:moveTo>"
    gone = "<w:del><w:r><w:delText>去年</w:delText></w:r></w:del><w:moveFrom>" + run("移走") + "</w:moveFrom>"
    row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + paragraph("删去的行") + "</w:tc></w:tr>"
    mark = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("两段") + "</w:p>" + paragraph("并为一段。")
    assert (
        page_of(paragraph(kept, gone, "修路。") + f"<w:tbl>{row}</w:tbl>" + mark).text
        == "今年移来修路。\n两段并为一段。"
    )


def test_the_text_of_a_box_that_is_there_in_two_forms_is_read_once_and_follows_its_paragraph() -> None:
    both = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    boxed = BOX.format(paragraph("框里的话。"))
    page = page_of(paragraph("锚前,", both.format(boxed, boxed), "锚后。"))
    assert page.text == "锚前,锚后。\n框里的话。"
    assert page_of(paragraph("锚。", both.format("<w:drawing/>", boxed))).text == "锚。\n框里的话。"


def test_content_controls_give_their_text_but_not_their_prompt() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    filled = control.format("", paragraph("填好的。"))
    empty = control.format("<w:showingPlcHdr/>", paragraph("单击此处输入文字。"))
    assert page_of(filled + empty + filled).text == "填好的。\n填好的。"


def test_of_a_field_the_result_is_read() -> None:
    field = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    code = (
        field.format("begin")
        + "<w:r><w:instrText>IF</w:instrText><w:t>码</w:t></w:r>"
        + field.format("separate")
    )
    broken = field.format("begin") + run("没有结尾")
    assert page_of(
        paragraph("共", code, "7", field.format("end"), "户") + paragraph(broken) + paragraph("后。")
    ).text == ("共7户\n后。")


def test_breaks_tabs_hyphens_and_symbols() -> None:
    signs = "<w:r><w:tab/><w:t>后</w:t><w:br/><w:t>下</w:t><w:noBreakHyphen/><w:softHyphen/></w:r>"
    symbols = "".join(
        f"<w:r><w:sym w:font='{font}' w:char='{char}'/></w:r>"
        for font, char in (
            ("Wingdings", "F0FC"),
            ("Symbol", "F0B7"),
            ("Unheard", "F041"),
            ("宋体", "2103"),
            ("", "x"),
        )
    )
    assert page_of(paragraph("前", signs, symbols)).text == "前\t后\n下-✓•▯℃"


def numbered(text: str, number: str, level: int = 0) -> str:
    said = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{said}{run(text) if text else ''}</w:p>"


LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/>{}<w:lvlText w:val="{}"/></w:lvl>'
NUMBERING = "".join(
    [
        '<w:abstractNum w:abstractNumId="0">',
        LEVEL.format(0, 1, "chineseCounting", '<w:pStyle w:val="k"/>', "%1、"),
        LEVEL.format(1, 1, "decimal", "", "(%2)"),
        LEVEL.format(2, 3, "decimal", "", "%2.%3"),
        '</w:abstractNum><w:abstractNum w:abstractNumId="7">',
        LEVEL.format(0, 9, "chineseCountingThousand", "", "第%1条"),
        LEVEL.format(1, 1, "bullet", "", "\uf0b7"),
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>',
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>',
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    ]
)


def test_the_numbers_of_lists_are_seen_and_bullets_are_not() -> None:
    said = [
        ("干部", "1", 0),
        ("进村", "1", 1),
        ("入户", "1", 1),
        ("走访", "1", 2),
        ("", "1", 0),
        ("资金", "1", 0),
    ]
    said += [
        ("总则", "2", 0),
        ("附则", "2", 0),
        ("点", "2", 1),
        ("重来", "3", 0),
        ("无", "0", 0),
        ("无", "99", 0),
    ]
    page = page_of("".join(numbered(*one) for one in said), numbering=NUMBERING)
    assert page.text.split("\n") == [
        *("一、干部", "(1)进村", "(2)入户", "2.3 走访", "三、资金", "第九条 总则", "第十条 附则", "点"),
        *("一、重来", "无", "无"),
    ]


def test_the_numbers_of_a_style_and_of_the_rows_of_a_table_are_seen() -> None:
    body = paragraph("干部", style="k") + table([numbered("", "2"), "甲村"], [numbered("", "2"), "乙村"])
    page = page_of(
        body,
        numbering=NUMBERING,
        styles=style("一级", "k", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
    )
    assert page.text == "一、干部\n第九条 \t甲村\n第十条 \t乙村"


@pytest.mark.parametrize(
    ("form", "number", "written"),
    [
        ("chineseCounting", 12, "十二"),
        ("chineseCountingThousand", 103, "一百零三"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 3, "c"),
        ("decimalEnclosedCircleChinese", 4, "④"),
        ("chineseLegalSimplified", 2, "贰"),
        ("decimalZero", 5, "05"),
        ("ideographDigital", 10, "一〇"),
        ("unheard", 6, "6"),
    ],
)
def test_numbers_are_written_as_the_list_says(form: str, number: int, written: str) -> None:
    kept = f'<w:abstractNum w:abstractNumId="0">{LEVEL.format(0, number, form, "", "%1.")}</w:abstractNum>'
    kept += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    assert page_of(numbered("甲", "1"), numbering=kept).text == f"{written}. 甲"


def test_links_are_marked() -> None:
    page = page_of(paragraph("见", f"<w:hyperlink w:anchor='x'>{run('这里')}</w:hyperlink>", "的说明。"))
    assert marked(page, "link") == ["这里"]


def test_ruby_gives_its_base_and_a_formula_its_signs() -> None:
    ruby = (
        "<w:r><w:ruby><w:rt>"
        + run("shān")
        + "</w:rt><w:rubyBase>"
        + run("山")
        + "</w:rubyBase></w:ruby></w:r>"
    )
    formula = "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
    assert page_of(paragraph(ruby, "门,", formula)).text == "山门,x=1"


STYLES = "".join(
    [
        style("Title", "a"),
        style("heading 1", "b"),
        style("标题 2", "c"),
        style("我的样式", "d", '<w:basedOn w:val="b"/>'),
        style("大纲", "e", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
        style("题注", "f"),
        style("toc 1", "g"),
        style("Subtitle", "h"),
        style("圈套", "i", '<w:basedOn w:val="j"/>') + style("圈套二", "j", '<w:basedOn w:val="i"/>'),
    ]
)


def test_styles_say_what_is_title_heading_caption_and_contents() -> None:
    lines = [
        "山里通了路",
        "一、干部",
        "(一)进村",
        "(二)入户",
        "1.走访",
        "图一 村口",
        "干部 1",
        "记高桥镇",
        "平常。",
    ]
    page = page_of(
        "".join(paragraph(line, style=name) for line, name in zip(lines, "abcdefghi", strict=True)),
        styles=STYLES,
    )
    assert marked(page, "title") == ["山里通了路"]
    assert marked(page, "heading") == ["一、干部", "(一)进村", "(二)入户", "1.走访"]
    assert marked(page, "caption") == ["图一 村口"]
    assert marked(page, "furniture") == ["干部 1"]
    assert page.declared.subtitle == "记高桥镇"


def test_a_sentence_in_the_style_of_a_heading_is_no_heading() -> None:
    page = page_of(paragraph("全镇修了路。", style="b"), styles=STYLES)
    assert marked(page, "heading") == []


def test_the_only_heading_of_the_first_rank_is_the_title() -> None:
    page = page_of(
        paragraph("山里通了路", style="b") + paragraph("干部", style="c") + paragraph("话。"), styles=STYLES
    )
    assert marked(page, "title") == ["山里通了路"]


def test_properties_confirm_a_title_and_declare_nothing() -> None:
    body = paragraph("高桥镇文件") + paragraph("山里 通了路") + paragraph("村里修了路。")
    page = page_of(body, title="山里通了路")
    assert marked(page, "title") == ["山里 通了路"]
    stale = page_of(body, title="关于召开会议的通知")
    assert marked(stale, "title") == []
    assert stale.declared.title is None


def test_headers_notes_and_comments_are_furniture_behind_the_text() -> None:
    notes = (
        '<w:footnote w:type="separator">'
        + paragraph("----")
        + "</w:footnote><w:footnote>"
        + paragraph("注一")
        + "</w:footnote>"
    )
    comments = "<w:comment>" + paragraph("这里要核实") + "</w:comment>"
    page = page_of(
        paragraph("村里修了路。"), comments=comments, footnotes=notes, header=paragraph("内部资料")
    )
    assert page.text == "村里修了路。\n内部资料\n注一\n这里要核实"
    assert marked(page, "furniture") == ["内部资料", "注一", "这里要核实"]
    assert [one.text for one in analyse(page).furniture] == ["内部资料", "注一", "这里要核实"]


def test_a_web_page_that_was_pasted_in_is_read_as_that_page() -> None:
    # A document's columns are its own: 05 is a page of two whose lines were copied across.
    for path in (path for path in sample_paths() if not path.name.startswith("05")):
        expected = analyse(read_source(path))
        pasted = page_of(
            "".join(paragraph(escape(line)) for line in expected.page.split("\n") if line.strip())
        )
        article = analyse(pasted)
        assert article.text == expected.text
        assert article.meta == expected.meta
        assert article.blocks == expected.blocks


@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "custom/main.xml"])
def test_the_main_text_is_where_the_package_says_in_both_generations_of_the_format(main: str) -> None:
    data = docx(paragraph("村里修了路。"), main=main, namespace=STRICT)
    assert read_docx(data, path="a.docm").text == "村里修了路。"


def test_a_document_that_is_embedded_as_it_was_is_told_of() -> None:
    page = page_of(paragraph("村里修了路。") + "<w:altChunk/>")
    assert [str(note) for note in page.notes] == [
        "a part of it is another document, embedded in it, and was not read"
    ]


def test_a_package_without_relations_is_read() -> None:
    data = zipped({"word/document.xml": story(paragraph("村里修了路。")).encode()})
    assert read_bytes(data, name="a.zip").text == "村里修了路。"


def test_what_another_program_writes_is_read_whole(tmp_path: Path) -> None:
    document = python_docx.Document()
    document.add_heading("山里通了路", 0)
    document.add_heading("干部进村", 1)
    document.add_paragraph("高桥镇今年修路12公里。").add_run("三个村受益。").bold = True
    rows = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [*rows.rows[0].cells, *rows.rows[1].cells], ["村", "户", "甲村", "48"], strict=True
    ):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "简报第3期"
    document.save(str(tmp_path / "a.docx"))
    page = read_docx((tmp_path / "a.docx").read_bytes(), path="a.docx")
    assert page.text.split("\n") == [
        "山里通了路",
        "干部进村",
        "高桥镇今年修路12公里。三个村受益。",
        "村\t户",
        "甲村\t48",
        "简报第3期",
    ]
    article = analyse(page)
    assert article.meta.title == "山里通了路"
    assert [block.role for block in article.blocks] == [
        "title",
        "heading",
        "paragraph",
        "paragraph",
        "paragraph",
    ]
