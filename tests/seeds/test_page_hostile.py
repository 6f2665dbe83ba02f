"""Pages that mean harm, or are only strange: each is an article, in one pass."""

from __future__ import annotations

import pytest

from seeds.article import Article
from seeds.page import analyse
from seeds.page.lines import lines_of
from seeds.readers import page_from_text


def article(text: str) -> Article:
    return analyse(page_from_text(text, name="page.txt"))


@pytest.mark.parametrize(
    "text",
    [
        "山水" * 1_000_000,
        "山 " * 400_000,
        ",。" * 300_000,
        "(" * 300_000,
        "1" * 300_000,
        "2019年1月1日" * 30_000,
        "记者李明、" * 60_000,
        "山\n" * 100_000,
        "来源:作者:编辑:" * 30_000,
        ("来源:作者:编辑:" * 10 + "\n") * 1000,
        "高桥镇的水渠修了十一公里,沿线的旱地都变成了水浇地。\n" + "青河县水利局\n2021年3月8日\n" * 3000,
        ("首页>" * 30 + "\n") * 1000,
        ("a > b " * 30 + "\n") * 1000,
        ("记者李明、王芳" * 15 + "\n") * 1000,
        ("凡本网注明" * 40 + "\n") * 1000,
        ("山 水 林 田 " * 15 + "\n") * 1000,
        ("1" * 50 + "号\n") * 1000,
        ("水渠从山脚一直修到山顶上,沿线的旱地 都变成了水浇地,村民种上了蔬菜\n") * 5000,
    ],
    ids=lambda text: text[:8],
)
def test_long_and_repeating_pages_are_read_in_one_pass(text: str) -> None:
    found = article(text)
    kept = sum(run.length for run in found.source_map.runs) + sum(
        len(piece.text) for piece in found.furniture
    )
    assert kept >= len("".join(text.split()))


def test_lines_end_at_carriage_returns_and_line_feeds_only() -> None:
    page = "一\r\n二\r三\n四\u2028五\x0b六\x0c七\x85八"
    assert [line.view for line in lines_of(page)] == ["一", "二", "三", "四\u2028五\x0b六\x0c七\x85八"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_kind_of_line_end_changes_nothing_but_the_map(end: str) -> None:
    lines = [
        "水渠通了",
        "2021-03-05 来源:青河日报",
        "高桥镇的水渠修了十一公里,沿线的旱地都变成了水浇地。",
        "分享到:",
    ]
    found = article(end.join(lines))
    assert found.text == f"{lines[0]}\n{lines[2]}"
    assert found.page == end.join(lines)


def test_markup_and_escapes_are_text_like_any_other() -> None:
    odd = (
        "[/摘要] [@click=app.quit]点[/] \x1b[31m红\x1b[0m <b>村</b> &amp; "
        "\u202e路\u202c\u200b修好了,乡亲们都很高兴。"
    )
    found = article(f"水渠通了\n{odd}\n")
    assert odd in found.text


def test_offsets_count_characters_beyond_the_first_plane_as_one() -> None:
    found = article("𠮷村水渠\n𠮷村的水渠修了十一公里😀,旱地变成了水浇地。\n")
    at = found.text.index("旱地")
    assert found.page[found.source_map.to_page(at) :].startswith("旱地变成了")
