"""The language of the figures' filter line, and what it is completed with."""

from __future__ import annotations

import pytest

from store.catalogue import Filter
from store.figures import DECIDED, By, FigureFilter
from tui.text.choices import Choice
from tui.text.figure_offers import completed, offered, settled
from tui.text.figure_query import figures_asked, with_decided, with_exactly


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("", FigureFilter()),
        ("贫困 林甸", FigureFilter(words=("贫困", "林甸"))),
        ("metric:贫困 place:林甸县", FigureFilter(metrics=("贫困",), places=("林甸县",))),
        ("指标：贫困 地点：林甸县 时间:2019 单位:元", FigureFilter(
            metrics=("贫困",), places=("林甸县",), periods=("2019",), units=("元",))),
        ('metric:="人均 收入"', FigureFilter(metrics=(), exactly={"metric": '"人均'}, words=('收入"',))),
        ('metric:"=人均 收入"', FigureFilter(exactly={"metric": "人均 收入"})),
        ("place:-", FigureFilter(exactly={"place": None})),
        ("state:decided", FigureFilter(states=DECIDED)),
        ("状态:已拒绝 status:target", FigureFilter(states=("rejected",), statuses=("target",))),
        ("metric: place:", FigureFilter()),
        ("tag:产业 from:2019 贫困", FigureFilter(
            words=("贫困",), articles=Filter(tags=("产业",), published_from="2019"))),
        ("结论:新 是:待审", FigureFilter(articles=Filter(verdicts=("new",), waiting=True))),
    ],
)  # fmt: skip
def test_what_a_line_asks_for(line: str, where: FigureFilter) -> None:
    assert figures_asked(line) == (where, ())


def test_what_cannot_be_is_named_and_the_rest_holds() -> None:
    asked = figures_asked("state:foo from:someday 贫困")
    assert asked.where == FigureFilter(words=("贫困",))
    assert asked.troubles == ("someday", "foo")


def test_going_into_a_group_and_out_of_undecided() -> None:
    line = with_exactly("贫困 place:=林甸县", "place", "兰考 县", chinese=True)
    assert figures_asked(line).where == FigureFilter(words=("贫困",), exactly={"place": "兰考 县"})
    assert with_exactly("", "period", None, chinese=False) == "period:-"
    decided = with_decided("贫困", chinese=False)
    assert figures_asked(decided).where.states == DECIDED
    assert with_decided(decided, chinese=True) == "贫困"


def _values(by: By, where: FigureFilter) -> list[tuple[str, int]]:
    assert where == FigureFilter(words=("增收",))
    return {"metric": [("贫困发生率", 7), ("人均 收入", 3)], "place": [], "period": []}[by]


@pytest.mark.parametrize(
    ("typed", "first", "line"),
    [
        ("me", "metric:", "增收 metric:"),
        ("metric:pk", "贫困发生率", "增收 metric:=贫困发生率 "),
        ("metric:收入", "人均 收入", '增收 metric:"=人均 收入" '),
        ("state:de", "decided", "增收 state:decided "),
        ("性", "status:", "增收 status:"),
    ],
)
def test_completing(typed: str, first: str, line: str) -> None:
    before = f"增收 {typed}"
    choices: list[Choice] = offered(before, len(before), _values, chinese=False)
    assert choices[0].text == first
    assert completed(before, len(before), choices[0]) == (line, len(line))


def test_letters_that_may_become_a_name_do_not_empty_the_table() -> None:
    for line, left in (
        ("增收 metric:pk", "增收"),
        ("place:林", "place:林"),
        ("metric:pk 增收", "metric:pk 增收"),
    ):
        assert settled(line, len(line)) == left


def test_what_says_all_it_can_is_not_completed() -> None:
    line = "增收 metric:贫困发生率"
    assert offered(line, len(line), _values, chinese=False) == []
