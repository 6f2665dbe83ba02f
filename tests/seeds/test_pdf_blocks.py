"""What the lines of a PDF are told to be: title, headings, captions, paragraphs."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from seeds.page import analyse
from seeds.readers.pdf import read_pdf
from tests.seeds.pdf_making import (
    BODY,
    LEADING,
    TOP,
    TWO_COLUMNS,
    Drawn,
    Element,
    Order,
    Setting,
    broken_into_lines,
    drawn_as_pdf,
    pdf_of,
    typeset,
    width_of,
)
from tests.seeds.pdf_reading import blocks_of, said

ONE_COLUMN = Setting(columns=1)
TEXT = (
    "青石县今年新修水渠 48 公里，引水到 23 个村，受益的有 1,509 户。"
    "县里说：“明年还要再修 20 公里，把水送到最远的村，让山上的果园也浇得上。”"
)
PARAGRAPH = Element("paragraph", TEXT)


def test_a_title_that_fills_its_line_goes_on_in_the_next_without_a_gap() -> None:
    title = "关于做好全县水渠管护和果园灌溉有关工作的若干具体意见和办法"
    elements = [Element("title", title, wide=True), *[PARAGRAPH] * 8]
    assert blocks_of(read_pdf(pdf_of(elements), path="a.pdf")) == said(elements)


def test_phrases_of_a_title_on_lines_of_their_own_are_a_space_apart() -> None:
    drawn = [Drawn(1, 200, 740, 20, "修渠引水"), Drawn(1, 220, 710, 20, "山上有了好果园")]
    drawn += [line for line in typeset([PARAGRAPH] * 6, ONE_COLUMN) if line.y < 700]
    blocks = blocks_of(read_pdf(drawn_as_pdf(drawn), path="a.pdf"))
    assert blocks[0] == ("title", "修渠引水 山上有了好果园")


@pytest.mark.parametrize("order", ["rows", "random"])
def test_a_title_with_a_gap_above_the_gutter_is_one_line(order: Order) -> None:
    first, second, size = "修渠引水", "种好果园", 20.0
    middle = 297.0
    drawn = [
        Drawn(1, middle - 15 - width_of(first, size), 785, size, first),
        Drawn(1, middle + 15, 785, size, second),
        *typeset([PARAGRAPH] * 8),
    ]
    blocks = blocks_of(read_pdf(drawn_as_pdf(drawn, order), path="a.pdf"))
    assert blocks == [("title", f"{first} {second}"), *[("body", TEXT)] * 8]


def test_a_line_in_a_typeface_for_headings_is_one() -> None:
    heading = "Water and orchards"
    first = typeset([PARAGRAPH] * 3, ONE_COLUMN)
    low = min(line.y for line in first) - LEADING * BODY
    below = [line._replace(y=line.y - (TOP - low)) for line in typeset([PARAGRAPH] * 3, ONE_COLUMN)]
    drawn = [*first, Drawn(1, 80, low, BODY, heading, font="Helvetica-Bold"), *below]
    assert blocks_of(read_pdf(drawn_as_pdf(drawn, "rows"), path="a.pdf")) == [
        *[("body", TEXT)] * 3,
        ("heading", heading),
        *[("body", TEXT)] * 3,
    ]


def test_a_paragraph_goes_on_behind_the_picture_that_stands_in_it() -> None:
    caption = "图为青石县的新水渠。王川/摄"
    lines = broken_into_lines(TEXT, 200 / BODY, 2)
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    width_of("", BODY)
    for at, line in enumerate(lines):
        y = 700 - 16 * at - (150 if at >= 2 else 0)
        canvas.setFont("STSong-Light", BODY)
        canvas.drawString(60 + (20 if at == 0 else 0), y, line)
    canvas.drawImage(ImageReader(Image.new("RGB", (2, 2), "white")), 60, 560, 200, 100)
    canvas.setFont("STSong-Light", 8)
    canvas.drawString(70, 548, caption)
    canvas.save()
    assert blocks_of(read_pdf(file.getvalue(), path="a.pdf")) == [("body", TEXT), ("caption", caption)]


def test_a_paragraph_goes_on_behind_the_note_at_the_foot_of_its_column() -> None:
    drawn = typeset([PARAGRAPH] * 5)
    foot = min(line.y for line in drawn)
    note = "①据县水利局的年报。"
    drawn.append(Drawn(1, 60, foot - 24, 7, note))
    blocks = blocks_of(read_pdf(drawn_as_pdf(drawn, "random"), path="a.pdf"))
    assert sorted(blocks) == sorted([*[("body", TEXT)] * 5, ("body", note)])


def test_paragraphs_without_indents_are_told_by_their_last_lines() -> None:
    elements = [Element("paragraph", text) for text in (TEXT, TEXT[:29], TEXT * 2)] * 3
    assert blocks_of(read_pdf(pdf_of(elements, Setting(indent=0)), path="a.pdf")) == said(elements)


def test_the_points_of_a_list_are_lines_of_their_own() -> None:
    points = ["• 修好水渠，管好水", "• 种好果园，修通路", "• 让每一户都有活干"]
    drawn = [Drawn(1, 60, 700 - 16 * at, BODY, point) for at, point in enumerate(points)]
    assert read_pdf(drawn_as_pdf(drawn, "random"), path="a.pdf").text.split("\n") == points


def test_the_masthead_and_the_sign_off_of_a_page_are_read_from_it() -> None:
    elements = [
        Element("title", "清水流进青石县", wide=True),
        Element("caption", "本报记者 李川 通讯员 王小河", wide=True),
        Element("caption", "2019-12-05  来源：青石日报", wide=True),
        *[PARAGRAPH] * 6,
        Element("caption", "（责任编辑：赵林）"),
    ]
    article = analyse(read_pdf(pdf_of(elements, TWO_COLUMNS, "rows"), path="a.pdf"))
    assert article.text == "\n".join(["清水流进青石县", *[TEXT] * 6])
    assert article.meta.authors == ("李川", "王小河")
    assert article.meta.published == "2019-12-05"
    assert article.meta.source == "青石日报"
    assert article.meta.editors == ("赵林",)


def test_a_page_from_the_midst_of_a_magazine_gives_its_running_head_and_issue() -> None:
    setting = Setting(head=lambda _: "清水流进青石县 / 实践探索", foot=lambda _: "2018 年第 9 期 45")
    article = analyse(read_pdf(pdf_of([PARAGRAPH] * 8, setting, "rows"), path="a.pdf"))
    assert article.meta.title == "清水流进青石县"
    assert article.meta.section == "实践探索"
    assert (article.meta.issue, article.meta.page) == ("2018年第9期", "45")
    assert article.text == "\n".join(["清水流进青石县", *[TEXT] * 8])
