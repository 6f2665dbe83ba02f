"""Where the article's characters stand on the page, and what is found where."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Annotation, Entity, Note, Span, Tag
from tests.tui.measuring import measuring
from tests.tui.reading import article, layer
from tui.widgets.reader_page import Page, Place, index_at, passages
from tui.widgets.reader_spans import SpanIndex

blocks = st.lists(
    st.tuples(
        st.sampled_from(["title", "heading", "paragraph", "caption", "byline"]),
        st.text(st.sampled_from("青河县修路，增收。（记者）11642元abc 　\x1b"), min_size=1, max_size=60),
    ),
    min_size=1,
    max_size=6,
)


@given(blocks, st.integers(2, 40), st.sampled_from([1, 2]), st.booleans())
@settings(max_examples=120)
def test_every_character_stands_in_the_row_that_is_said_to_show_it(
    placed: list[tuple[str, str]], width: int, ambiguous: int, unfolded: bool
) -> None:
    read = article(*placed, furniture=["首页 > 新闻"], title="题目", source="青河日报")  # type: ignore[arg-type]
    with measuring(ambiguous):
        page = Page(passages(read, unfolded=unfolded), width)
    for block in read.blocks:
        for offset in range(block.start, block.end):
            line = page.line(page.row_at(offset))
            assert line is not None
            assert line.span is not None
            assert line.span.start <= offset < line.span.end
            assert line.passage.offset_of(line.passage.index_of(offset)) == offset


@given(blocks, st.integers(2, 40))
@settings(max_examples=60)
def test_the_rows_show_the_whole_text_once_and_in_order(placed: list[tuple[str, str]], width: int) -> None:
    read = article(*placed)  # type: ignore[arg-type]
    page = Page(passages(read, unfolded=False), width)
    lines = [line for row in range(page.height) if (line := page.line(row))]
    shown = [line.span for line in lines if line.span]
    assert "".join(read.text[start:end] for start, end in shown) == read.text.replace("\n", "")
    offsets = [page.offset_from(row) for row in range(page.height + 1)]
    assert offsets == sorted(offsets)


@given(blocks, st.integers(2, 40))
@settings(max_examples=60)
def test_a_place_is_found_again_at_any_width(placed: list[tuple[str, str]], width: int) -> None:
    shown = passages(article(*placed), unfolded=False)  # type: ignore[arg-type]
    page, other = Page(shown, width), Page(shown, 31)
    for row in range(page.height):
        place = page.place(row)
        line = other.line(other.row_of(place))
        assert line is not None
        assert line.number == place.passage
        assert line.start <= place.at < line.end or line.start == line.end


def test_both_cells_of_a_wide_character_are_that_character() -> None:
    page = Page(passages(article(("title", "a青“河")), unfolded=False), 20)
    line = page.line(0)
    assert line is not None
    assert [index_at(line, cell) for cell in range(-1, 8)] == [None, 0, 1, 1, 2, 3, 3, None, None]
    with measuring(2):
        assert [index_at(line, cell) for cell in range(-1, 8)] == [None, 0, 1, 1, 2, 2, 3, 3, None]


def test_indents_and_marks_of_ours_are_not_the_article() -> None:
    shown = passages(
        article(("paragraph", "修路"), ("paragraph", "　　增收"), ("caption", "图片")), unfolded=False
    )
    assert [(passage.text, passage.lead) for passage in shown] == [
        ("　　修路", 2),
        ("　　增收", 0),
        ("▫ 图片", 2),
        ("from a.txt", 0),
    ]
    assert shown[0].offset_of(1) is None
    assert shown[0].offset_of(2) == 0
    assert Page(shown, 20).row_of(Place(99, 0)) == Page(shown, 20).height - 1


def test_the_head_says_where_the_article_comes_from() -> None:
    read = article(
        ("title", "青河县修路"),
        ("paragraph", "修路。"),
        title="青河县修路",
        subtitle="三年纪事",
        published="2019-12-05T08:30",
        source="青河日报",
        authors=("李白桥", "陈小雨"),
        editors=("赵一",),
        issue="12",
        page="3",
    )
    read = msgspec.structs.replace(read, lead_missing=True, notes=(Note("Some bytes could not be read."),))
    texts = [passage.text for passage in passages(read, unfolded=False)]
    assert texts == [
        "青河县修路",
        "三年纪事",
        "青河日报 · 2019-12-05 08:30 · by 李白桥, 陈小雨 · edited by 赵一 · issue 12 · page 3",
        "The text begins in mid-sentence: its beginning stood on an earlier page.",
        "Some bytes could not be read.",
        "　　修路。",
        "from a.txt",
    ]


@pytest.mark.parametrize(("unfolded", "lines"), [(False, 2), (True, 5)])
def test_furniture_is_folded_to_a_line_that_counts_it(unfolded: bool, lines: int) -> None:
    read = article(("paragraph", "修路。"), furniture=["首页\n新闻", "分享到"])
    shown = passages(read, unfolded=unfolded)[1:]
    assert len(shown) == lines
    assert shown[-1].text == "from a.txt"
    assert "3 lines of page furniture" in shown[0].text
    assert all(passage.start is None for passage in shown)


def test_an_article_without_text_says_so() -> None:
    assert [passage.kind for passage in passages(article(), unfolded=False)] == ["note", "furniture"]


spans = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.tuples(
        st.integers(0, 300), st.integers(1, 200), st.sampled_from(["suggested", "accepted", "rejected"])
    ),
)


def as_annotations(chosen: dict[str, tuple[int, int, str]]) -> dict[str, Annotation]:
    found: dict[str, Annotation] = {
        rid: Entity(id=rid, start=start, end=start + length, text="", type="LOC", state=state)  # type: ignore[arg-type]
        for rid, (start, length, state) in chosen.items()
    }
    return found | {"t:税": Tag(id="t:税", label="税")}


@given(st.lists(spans, min_size=1, max_size=4), st.integers(0, 500), st.integers(1, 100))
@settings(max_examples=100)
def test_what_is_found_is_what_stands_there_after_any_changes(
    states: list[dict[str, tuple[int, int, str]]], start: int, length: int
) -> None:
    index = SpanIndex({})
    for state in states:
        index.update(as_annotations(state))
    end = start + length
    there = {rid for rid, (low, size, _state) in states[-1].items() if low < end and start < low + size}
    found = index.between(start, end)
    assert {spanned.id for spanned in found} == there
    assert [a.end - a.start for a in found] == sorted((a.end - a.start for a in found), reverse=True)
    waiting = [low for low, _size, state in states[-1].values() if state == "suggested"]
    assert index.waits(start, end) == any(start <= low < end for low in waiting)


def test_an_update_names_the_spans_that_look_different() -> None:
    before = layer(
        Entity(id="a", start=0, end=3, text="", type="LOC"),
        Entity(id="b", start=5, end=8, text="", type="LOC"),
    ).annotations
    index = SpanIndex(before)
    moved = Entity(id="b", start=5, end=9, text="", type="LOC", state="corrected")
    assert index.update(before | {"b": moved}) == [Span(5, 8), Span(5, 9)]
    assert index.update(before | {"b": moved}) == []


def test_the_innermost_annotation_is_found_and_a_rejected_one_last() -> None:
    outer = Entity(id="outer", start=0, end=9, text="", type="DOC")
    inner = Entity(id="inner", start=2, end=4, text="", type="LOC")
    wrong = Entity(id="wrong", start=2, end=3, text="", type="PER", state="rejected")
    index = SpanIndex(layer(inner, outer, wrong).annotations)
    assert [found.id if (found := index.at(offset)) else None for offset in (0, 2, 3, 9)] == [
        "outer", "inner", "inner", None,
    ]  # fmt: skip
    assert SpanIndex(layer(wrong).annotations).at(2) == wrong
