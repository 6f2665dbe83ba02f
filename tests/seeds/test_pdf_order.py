"""What stands in columns on a printed page is read in the order in which people read it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.page import analyse
from seeds.readers.pdf import read_pdf
from tests.seeds.pdf_making import (
    BODY,
    LATIN,
    LEADING,
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

ORDERS: tuple[Order, ...] = ("columns", "rows", "random")
TITLE = "清水流进石桥镇"
STORY = """\
石桥镇在白河上游，全镇 12 个村有 9 个在半山腰，吃水一直是大家最大的心事。过去，村民要到三里外的沟里去挑水，\
遇上旱年，连人带牲口都不够喝。
记者：镇里什么时候下的决心？当时最难的是什么？
宋远：2016 年冬天，我们走遍了每一个村民小组，开了三十多场会，意见很一致，就是修渠。最难的是钱，也难在路，\
机器上不去，石料要靠人背马驮。
工程从第二年春天动工，先修北坡，再修南坡。镇里把几笔资金打捆使用，共筹到 860 万元，群众投工 1.2 万个。\
为了赶在雨季前合龙，干部吃住都在工地（《修渠日志》里有记录）。
通水那天，家家户户都来看。老人们说：“活了一辈子，第一次看见水自己流到门口。”如今，沿线 1,200 亩旱地成了水田，\
亩均收入翻了两番，贫困发生率由 9.8% 降到 0.74%。
""".splitlines()
PARAGRAPHS = [Element("paragraph", text) for text in STORY]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("columns", [1, 2, 3, 4])
def test_paragraphs_come_whole_and_in_order_however_they_were_drawn(columns: int, order: Order) -> None:
    heading = Element("heading", "二、管水有了规矩")
    elements = [Element("title", TITLE, wide=True), *PARAGRAPHS, heading, *PARAGRAPHS]
    setting = Setting(columns=columns, size=10 if columns < 4 else 8)
    page = read_pdf(pdf_of(elements, setting, order), path="a.pdf")
    assert blocks_of(page) == said(elements)
    assert page.notes == ()


def test_paragraphs_go_on_over_the_end_of_a_page_between_its_head_and_folio() -> None:
    setting = Setting(head=lambda _: "白河月刊·乡村纪事", foot=lambda page: f"2018 年第 9 期 {44 + page}")
    elements = PARAGRAPHS * 9
    page = read_pdf(pdf_of(elements, setting, "rows"), path="a.pdf")
    blocks = blocks_of(page)
    assert [text for kind, text in blocks if kind == "body"] == [element.text for element in elements]
    folios = [text for kind, text in blocks if kind == "plain"]
    assert folios == [f"2018 年第 9 期 {45 + at}" for at in range(len(folios))]
    assert len(folios) >= 2
    heads = [text for kind, text in blocks if kind == "furniture"]
    assert heads == ["白河月刊·乡村纪事"] * len(folios)

    article = analyse(page)
    assert article.meta.issue == "2018年第9期"
    assert article.meta.page is not None
    assert article.text == "\n".join(element.text for element in elements)


@pytest.mark.parametrize("order", ORDERS)
def test_a_heading_over_all_columns_closes_those_above_it(order: Order) -> None:
    elements = [Element("title", TITLE, wide=True)]
    for number in ("一", "二", "三"):
        elements += [Element("heading", f"{number}、石桥镇的办法", wide=True), *PARAGRAPHS[:3]]
    assert blocks_of(read_pdf(pdf_of(elements, TWO_COLUMNS, order), path="a.pdf")) == said(elements)


def test_bands_of_a_few_lines_are_columns_where_others_on_the_page_are() -> None:
    elements = [Element("title", TITLE, wide=True)]
    for number in "一二三四五":
        elements += [Element("heading", f"{number}、石桥镇的办法", wide=True), *PARAGRAPHS[:2][::-1]]
    assert blocks_of(read_pdf(pdf_of(elements, TWO_COLUMNS, "rows"), path="a.pdf")) == said(elements)


@pytest.mark.parametrize("order", ORDERS)
def test_text_over_the_whole_width_and_columns_may_share_a_page(order: Order) -> None:
    wide = [element._replace(wide=True) for element in PARAGRAPHS]
    elements = [Element("title", TITLE, wide=True), *wide, *PARAGRAPHS]
    assert blocks_of(read_pdf(pdf_of(elements, TWO_COLUMNS, order), path="a.pdf")) == said(elements)


@pytest.mark.parametrize("order", ORDERS)
def test_articles_one_above_the_other_are_kept_apart(order: Order) -> None:
    other = Element("title", "管水员的一天", wide=True)
    elements = [Element("title", TITLE, wide=True), *PARAGRAPHS, other, *PARAGRAPHS[::-1]]
    expected = said(elements)
    expected[len(PARAGRAPHS) + 1] = ("heading", other.text)
    assert blocks_of(read_pdf(pdf_of(elements, TWO_COLUMNS, order), path="a.pdf")) == expected


def column(texts: list[str], x: float, measure: float, y: float) -> list[Drawn]:
    """Paragraphs set one below the other from (x, y) on, ragged."""
    drawn = []
    for text in texts:
        for at, line in enumerate(broken_into_lines(text, measure / BODY, 2.0)):
            drawn.append(Drawn(1, x + (2 * BODY if at == 0 else 0), y, BODY, line))
            y -= LEADING * BODY
    return drawn


@pytest.mark.parametrize("order", ORDERS)
def test_articles_side_by_side_are_kept_apart(order: Order) -> None:
    first, second = list(STORY[:4]), list(STORY[::-1])
    drawn = [
        Drawn(1, 100, 740, 18, TITLE),
        Drawn(1, 400, 745, 14, "管水员的一天"),
        *column(first[:2], 60, 140, 700),
        *column(first[2:], 224, 140, 700),
        *column(second, 388, 140, 712),
    ]
    assert blocks_of(read_pdf(drawn_as_pdf(drawn, order), path="a.pdf")) == [
        ("title", TITLE),
        *(("body", text) for text in first),
        ("heading", "管水员的一天"),
        *(("body", text) for text in second),
    ]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(("gutter", "step"), [(9.0, 0.0), (24.0, 5.0), (12.0, 7.0)])
def test_columns_may_be_close_together_and_out_of_step(gutter: float, step: float, order: Order) -> None:
    setting = Setting(gutter=gutter)
    drawn = typeset(PARAGRAPHS * 2, setting)
    stepped = [line._replace(y=line.y - step) if line.x >= setting.left(1) else line for line in drawn]
    page = read_pdf(drawn_as_pdf(stepped, order), path="a.pdf")
    assert blocks_of(page) == said(PARAGRAPHS * 2)


@pytest.mark.parametrize("order", ORDERS)
def test_a_side_bar_in_smaller_print_is_read_after_the_text_beside_it(order: Order) -> None:
    drawn = [
        *column(STORY * 2, 60, 300, 740),
        Drawn(1, 400, 722, 13, "水渠小史"),
        *(line._replace(size=8.0) for line in column([STORY[0][:40] + "。", STORY[1]], 400, 150, 700)),
    ]
    assert blocks_of(read_pdf(drawn_as_pdf(drawn, order), path="a.pdf")) == [
        *(("body", text) for text in STORY * 2),
        ("heading", "水渠小史"),
        ("body", STORY[0][:40] + "。"),
        ("body", STORY[1]),
    ]


def test_a_table_is_read_row_by_row() -> None:
    rows = [
        ("指标", "2018年", "2019年", "同比"),
        ("农民人均收入", "8,566元", "9,712元", "13.4%"),
        ("粮食总产量", "12.4万吨", "12.9万吨", "4.0%"),
        ("公路里程", "820公里", "960公里", "17%"),
        ("新修水渠", "12公里", "30公里", "150%"),
    ]
    drawn = [
        Drawn(1, x, 700 - 20 * at, BODY, cell)
        for at, row in enumerate(rows)
        for x, cell in zip((60, 210, 310, 410), row, strict=True)
    ]
    page = read_pdf(drawn_as_pdf(drawn, "random"), path="a.pdf")
    assert page.text.split("\n") == [" ".join(row) for row in rows]


def test_words_are_parted_by_spaces_and_made_whole_where_a_line_parts_them() -> None:
    lines = (
        "Household incomes have risen since the canal was",
        "built, said the county. It made the villages respon-",
        "sible for its maintenance, and 48 of them have well-",
        "Known ways to share the cost.",
    )
    drawn = [Drawn(1, 60, 700 - 16 * at, BODY, line, font=LATIN) for at, line in enumerate(lines)]
    page = read_pdf(drawn_as_pdf(drawn, "random"), path="a.pdf")
    assert page.text == " ".join(lines).replace("respon- s", "respons").replace("well- K", "well-K")


def test_words_that_stand_apart_without_a_space_get_one() -> None:
    drawn, x = [], 60.0
    for word in ("Household", "incomes", "have", "risen", "since", "2016."):
        drawn.append(Drawn(1, x, 700, BODY, word, font=LATIN))
        x += width_of(word, BODY, LATIN) + 3
    page = read_pdf(drawn_as_pdf(drawn, "random"), path="a.pdf")
    assert page.text == "Household incomes have risen since 2016."


WORDS = st.sampled_from(
    ["山", "水田，", "路", "村 12 个", "镇", "占3.5%", "户、", "《林》", "“人”", "县里ab会"]
)
SENTENCES = st.lists(
    st.lists(WORDS, min_size=30, max_size=60).map(lambda words: f"在{''.join(words)}中。"),
    min_size=6,
    max_size=10,
)


@settings(max_examples=15, deadline=None)
@given(SENTENCES, st.sampled_from([1, 2, 3]), st.sampled_from(ORDERS))
def test_nothing_is_lost_and_nothing_changes_its_place(texts: list[str], columns: int, order: Order) -> None:
    elements = [Element("title", TITLE, wide=True), *(Element("paragraph", text) for text in texts)]
    page = read_pdf(pdf_of(elements, Setting(columns=columns), order), path="a.pdf")
    assert "".join(page.text.split()) == "".join([TITLE, *texts]).replace(" ", "")
    assert page.text.split("\n") == [TITLE, *texts]
