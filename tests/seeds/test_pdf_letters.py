"""What single characters of a PDF come to, and where they are said to stand in it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from io import BytesIO

import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from seeds.article import Page
from seeds.page import analyse
from seeds.readers.pdf import read_pdf
from tests.seeds.pdf_making import (
    BODY,
    HEIGHT,
    LATIN,
    SONG,
    TWO_COLUMNS,
    WIDTH,
    Drawn,
    Element,
    Setting,
    broken_into_lines,
    drawn_as_pdf,
    pdf_of,
    width_of,
)
from tests.seeds.pdf_reading import blocks_of

TEXT = (
    "白河县今年新修水渠 48 公里，引水到 23 个村，受益的有 1,509 户。"
    "县里说：“明年还要再修 20 公里，把水送到最远的村。”"
)


def read_drawing(draw: Callable[[Canvas], None]) -> Page:
    """The page that comes of what `draw` puts on a canvas."""
    width_of("", BODY)
    file = BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setFont(SONG, BODY)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return read_pdf(file.getvalue(), path="a.pdf")


@pytest.mark.parametrize("order", ["columns", "random"])
def test_every_character_is_traced_to_its_place_in_the_file(order: str) -> None:
    elements = [Element("title", "水到渠成", wide=True), *[Element("paragraph", TEXT)] * 30]
    data = pdf_of(elements, TWO_COLUMNS, "random" if order == "random" else "columns")
    page = read_pdf(data, path="a.pdf")
    traced = {}
    with closing(pypdfium2.PdfDocument(data)) as document:
        for number, leaf in enumerate(document, start=1):
            with closing(leaf), closing(leaf.get_textpage()) as textpage:
                for origin in page.origins:
                    if origin.part == f"page {number}":
                        assert origin.size == origin.length
                        for step in range(origin.length):
                            traced[origin.page + step] = textpage.get_text_range(origin.at + step, 1)
    assert {at: page.text[at] for at in traced} == traced
    assert {page.text[at] for at in range(len(page.text)) if at not in traced} == {"\n"}


def test_an_article_of_a_pdf_keeps_its_origins() -> None:
    elements = [Element("title", "水到渠成", wide=True), Element("paragraph", TEXT)]
    page = read_pdf(pdf_of(elements, Setting(columns=1)), path="a.pdf")
    article = analyse(page)
    assert article.origins == page.origins
    assert article.meta.title == "水到渠成"
    assert article.text == f"水到渠成\n{TEXT}"


def test_what_was_drawn_twice_to_look_bold_is_read_once() -> None:
    drawn = [Drawn(1, 60 + shift, 700 - shift, BODY, "白河水利年鉴。") for shift in (0, 0.3, 0.6)]
    assert read_pdf(drawn_as_pdf(drawn, "random"), path="a.pdf").text == "白河水利年鉴。"


def test_a_ligature_is_read_as_its_letters() -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))  # it comes with reportlab
    page = read_pdf(
        drawn_as_pdf([Drawn(1, 60, 700, BODY, "The \ufb01sh is \ufb02at.", font="Vera")]), path="a.pdf"
    )
    assert page.text == "The fish is flat."


def test_radicals_that_stand_for_characters_become_these() -> None:
    drawn = [Drawn(1, 60, 700, BODY, "增进⼈⺠的⽣活，⻔前有⽔。")]
    assert read_pdf(drawn_as_pdf(drawn), path="a.pdf").text == "增进人民的生活，门前有水。"


def test_a_raised_sign_stays_in_its_line() -> None:
    sentence = "去年增长很快"
    end = 60 + width_of(sentence, BODY)
    drawn = [
        Drawn(1, 60, 716, BODY, "白河县的水渠修到了山里，一共有 48 公里，"),
        Drawn(1, 60, 700, BODY, sentence),
        Drawn(1, end, 704, 6, "①"),
        Drawn(1, end + 7, 700, BODY, "，今年也不慢。"),
    ]
    text = "白河县的水渠修到了山里，一共有 48 公里，去年增长很快①，今年也不慢。"
    assert read_pdf(drawn_as_pdf(drawn, "random"), path="a.pdf").text == text


def test_a_private_character_is_shown_as_unknown() -> None:
    page = read_pdf(drawn_as_pdf([Drawn(1, 60, 700, BODY, "私用\ue123字。")]), path="a.pdf")
    assert page.text == "私用\ufffd字。"


def test_a_hyphen_of_its_own_is_kept_and_a_soft_one_is_not() -> None:
    page = read_pdf(
        drawn_as_pdf([Drawn(1, 60, 700, BODY, "A well-known co\xadunty.", font=LATIN)]), path="a.pdf"
    )
    assert page.text.replace("-unty", "unty") == "A well-known county."


def test_a_page_that_lies_on_its_side_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.rotate(90)
        for at, line in enumerate(broken_into_lines(TEXT, 40, 2)):
            canvas.drawString(80 + (20 if at == 0 else 0), -100 - 16 * at, line)

    assert read_drawing(draw).text == TEXT


def test_columns_that_run_downwards_are_read_from_the_right() -> None:
    text = TEXT.replace(" ", "")

    def draw(canvas: Canvas) -> None:
        for at, char in enumerate(text):
            canvas.drawString(500 - 18 * (at // 14), 700 - 11 * (at % 14), char)

    assert read_drawing(draw).text == text


def test_a_watermark_is_furniture_and_stays_a_word() -> None:
    def draw(canvas: Canvas) -> None:
        for at, line in enumerate(broken_into_lines(TEXT, 40, 2)):
            canvas.drawString(80 + (20 if at == 0 else 0), 700 - 16 * at, line)
        canvas.rotate(45)
        canvas.setFont(SONG, 40)
        canvas.drawString(500, 200, "内部资料")

    assert blocks_of(read_drawing(draw)) == [("body", TEXT), ("furniture", "内部资料")]


def test_a_small_line_below_a_picture_is_its_caption() -> None:
    caption = "村民在新渠边洗菜"

    def draw(canvas: Canvas) -> None:
        for at, line in enumerate(broken_into_lines(TEXT, 40, 2)):
            canvas.drawString(80 + (20 if at == 0 else 0), 700 - 16 * at, line)
        canvas.drawInlineImage(_picture(), 80, 500, 200, 120)
        canvas.setFont(SONG, 8)
        canvas.drawString(140, 488, caption)

    assert blocks_of(read_drawing(draw)) == [("body", TEXT), ("caption", caption)]


def _picture() -> object:
    from PIL import Image

    return Image.new("RGB", (2, 2), "white")
