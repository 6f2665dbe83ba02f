"""The language of the filter line: what it asks for, how a filter is written in it, what cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.catalogue import Filter
from tui.text.conditions import conditions_of, without
from tui.text.query import KEYS, Key, Trouble, key_word, parsed, part_at, written


def asked(line: str) -> Filter:
    query = parsed(line)
    assert query.troubles == ()
    return query.where


def test_words_and_conditions_stand_side_by_side() -> None:
    assert asked("产业 tag:产业扶贫 verdict:new 就业 place:青石县 from:2019-03 is:waiting") == Filter(
        query="产业 就业",
        tags=("产业扶贫",),
        verdicts=("new",),
        places=("青石县",),
        published_from="2019-03",
        waiting=True,
    )


def test_the_same_line_in_chinese_asks_for_the_same() -> None:
    chinese = (
        "产业 标签:产业扶贫 结论：新 地点:青石县 来源：青石日报 标注人:wang 从:2019年3月 到：2020 是:待审"
    )
    english = (
        "产业 tag:产业扶贫 verdict:new place:青石县 source:青石日报 by:wang from:2019-03 to:2020 is:waiting"
    )
    assert asked(chinese) == asked(english)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.kind)
def test_every_word_of_a_key_asks_for_the_same(key: Key) -> None:
    value = {"verdict": "done", "from": "2019", "to": "2019", "is": "failing"}.get(key.kind, "x")
    names = (key.english, key.english.upper(), key.chinese, *key.short)
    lines = [f"{name}{colon}{value}" for name in names for colon in ":："]
    assert asked(lines[0]) != Filter()
    assert {asked(line) for line in lines} == {asked(lines[0])}


def test_several_of_a_kind() -> None:
    where = asked("tag:a tag:b tag:a place:x place:y verdict:new,在读 是:待审、核对不符")
    assert where.tags == ("a", "b")
    assert where.places == ("x", "y")
    assert where.verdicts == ("new", "reading")
    assert where.waiting
    assert where.failing


@pytest.mark.parametrize(
    "line", ['source:"青石 日报"', "source:“青石 日报”", "来源：「青石 日报」", 'source:"青石 日报']
)
def test_a_value_with_blanks_stands_in_quotes(line: str) -> None:
    assert asked(line) == Filter(sources=("青石 日报",))


def test_a_quote_inside_is_written_twice() -> None:
    assert asked('tag:"a ""b"" c"') == Filter(tags=('a "b" c',))


@pytest.mark.parametrize("line", ["colour:red", "http://青石", "12:30", ":x", "县：48", "tag", "标签"])
def test_what_is_no_key_is_a_word(line: str) -> None:
    assert asked(line) == Filter(query=line)


def test_a_key_in_quotes_is_a_word() -> None:
    assert asked('"tag:a"') == Filter(query="tag:a")


@pytest.mark.parametrize("line", ["tag:", "标签：", "from:", 'tag:""', "", "   ", "　"])
def test_a_key_without_a_value_asks_for_nothing_yet(line: str) -> None:
    assert asked(line) == Filter()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2019", "2019"),
        ("2019-3", "2019-03"),
        ("2019年", "2019"),
        ("2019年3月", "2019-03"),
        ("2019年3月5日", "2019-03-05"),
        ("2019.03.05", "2019-03-05"),
        ("2020/2/29", "2020-02-29"),
    ],
)
def test_a_date_may_be_written_as_people_write_it(typed: str, meant: str) -> None:
    assert asked(f"from:{typed}").published_from == meant
    assert asked(f"到：{typed}").published_to == meant


@pytest.mark.parametrize(
    "date", ["2019-13", "2019-02-29", "19", "201", "0000", "2019-00", "spring", "2019-3-4-5"]
)
def test_a_date_that_cannot_be_is_told_and_asks_for_nothing(date: str) -> None:
    query = parsed(f"x from:{date}")
    assert query.where == Filter(query="x")
    assert query.troubles == (Trouble("from", date),)


def test_a_verdict_or_trait_that_cannot_be_is_told() -> None:
    assert parsed("is:nothing 结论:好").troubles == (Trouble("is", "nothing"), Trouble("verdict", "好"))


def test_an_article_can_be_said_to_be_of_a_verdict() -> None:
    assert asked("is:flagged 是:完成") == Filter(verdicts=("flagged", "done"))


names = st.text(min_size=1, max_size=8)
words = st.text(min_size=1, max_size=6).filter(lambda word: word.split() == [word])
dates = st.dates().map(lambda day: day.isoformat()) | st.sampled_from(["2019", "2019-03"])


def several(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=3, unique=True).map(tuple)


filters = st.builds(
    Filter,
    query=several(words).map(" ".join),
    verdicts=several(st.sampled_from(["new", "reading", "done", "flagged"])),
    tags=several(names | st.sampled_from(["tag:a", '"a"', "“县”", "a b", "标签：x"])),
    places=several(names),
    sources=several(names),
    annotators=several(names),
    published_from=st.none() | dates,
    published_to=st.none() | dates,
    failing=st.booleans(),
    waiting=st.booleans(),
    unclear=st.booleans(),
    commented=st.booleans(),
)


@given(filters, st.booleans())
def test_a_filter_is_written_as_the_line_that_asks_for_it(where: Filter, chinese: bool) -> None:
    assert asked(written(where, chinese=chinese)) == where


@given(st.text(alphabet='ab:：" “”「标签tag', max_size=20))
def test_any_line_can_be_read_and_written_again(line: str) -> None:
    where = parsed(line).where
    assert parsed(written(where)).where == where


@given(filters)
def test_without_its_conditions_a_filter_asks_for_nothing(where: Filter) -> None:
    for condition in conditions_of(where):
        assert condition not in conditions_of(without(where, condition))
        where = without(where, condition)
    assert where == Filter()


def test_the_part_in_which_the_caret_stands() -> None:
    line = "产业 tag:新能 is:"
    assert part_at(line, 2).value == "产业"
    assert part_at(line, 9)[2:4] == ("tag", "新能")
    assert part_at(line, len(line))[2:4] == ("is", "")
    assert part_at("产业 ", 3)[:4] == (3, 3, None, "")


def test_keys_are_written_in_the_language_asked_for() -> None:
    assert written(Filter(verdicts=("done",), waiting=True), chinese=True) == "结论:完成 是:待审"
    assert key_word("by") == "by:"
