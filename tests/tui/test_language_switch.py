"""The language changes while the program runs: everything is said in the other one, and stays where it is."""

from __future__ import annotations

import re
from typing import ClassVar

import msgspec
import pytest
from textual.binding import Binding, BindingType
from textual.widgets import Input, Label, Static

from seeds.article import Indicator
from store.layer import Layer
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import layer_of
from tui import language
from tui.language import Phrase, _, anew, either, ngettext
from tui.preferences import read_preferences
from tui.remapping import Keys
from tui.screens.over import Over
from tui.widgets.reader import Reader
from tui.widgets.record_form import RecordForm

WALK: dict[str, tuple[str, str]] = {
    "the workbench": ("f3", "f2"),
    "the list's filter": ("slash", "escape"),
    "views": ("V", "escape"),
    "tags": ("number_sign", "escape"),
    "search": ("ctrl+f", "escape"),
    "figures": ("percent_sign", "escape"),
    "help": ("question_mark", "escape"),
    "the palette": ("colon", "escape"),
    "what can be copied": ("w", "escape"),
    "as it was": ("L enter", "escape escape"),
    "the rest": ("A", "escape"),
    "extraction anew": ("ctrl+x", "escape"),
    "editing a record": ("f4 home e", "escape"),
}
"""The keys that open each of the screens in turn, and those that leave it."""
LATIN = re.compile(r"[A-Za-z]{4,}")
NOT_WORDS = {
    *("Enter", "Space", "Backspace", "Home", "PgUp", "PgDn", "piyue", "English", "Markdown"),
    *("DATE", "EVENT", "TERM", "test", "articles", "qingshi", "wang", "project"),
}
"""Latin letters on a screen in Chinese: keys, names, codes, what the project holds."""
SCROLL_BARS = str.maketrans(dict.fromkeys("▁▂▃▄▅▆▇█", " "))


async def shown(driven: Driven, keys: str) -> list[str]:
    """The rows of the screen after some keys."""
    await driven.pilot.press(*keys.split())
    await driven.settle()
    return driven.screen().translate(SCROLL_BARS).splitlines()


async def test_every_screen_is_said_in_the_other_language_where_it_stands(opening: Opening) -> None:
    """What is switched is what is opened in that language, to the last cell, and back again."""
    differ: dict[str, list[tuple[str, str]]] = {}
    english_left: dict[str, set[str]] = {}
    async with opening(size=(120, 40)) as driven:
        for name, (keys, leave) in WALK.items():
            english, switched = await shown(driven, keys), await shown(driven, "f6")
            await shown(driven, leave)
            chinese, back = await shown(driven, keys), await shown(driven, "f6")
            await shown(driven, leave)
            wanted, found = [*chinese, *english], [*switched, *back]
            differ[name] = [pair for pair in zip(wanted, found, strict=True) if pair[0] != pair[1]]
            english_left[name] = set(LATIN.findall("\n".join(chinese))) - NOT_WORDS
    assert {name: lines for name, lines in differ.items() if lines} == {}
    assert {name: words for name, words in english_left.items() if words} == {}


async def test_what_a_person_is_at_stays(opening: Opening) -> None:
    async with opening(size=(120, 40)) as driven:
        bench = driven.bench
        await shown(driven, "slash 青 石 f6")
        assert bench.query_one("#filter", Input).value == "青石"
        await shown(driven, "escape t 青 f6")
        assert driven.app.screen.query_one(Input).value == "青"
        await shown(driven, "escape f3 i right v right f6")
        caret = bench.query_one(Reader).caret
        assert caret is not None
        assert caret.selection is not None
        await shown(driven, "escape escape f6 f4 home e")
        form = bench.query_one(RecordForm)
        before = layer_of(driven)
        assert form.query_one("#field-status", Input).value == "actual"
        await shown(driven, "tab tab x f6")
        assert form.query_one("#field-status", Input).value == "实际"
        assert form.query_one("#field-metric", Input).value == "x"
        assert str(form.query_one("#label-metric", Label).content) == "指标"
        await shown(driven, "enter")
        changed = layer_of(driven).annotations[form_record(before).id]
        assert changed == msgspec.structs.replace(form_record(before), metric="x", state="corrected")
        await shown(driven, "u")
        assert layer_of(driven).annotations == before.annotations
        await driven.until(lambda: read_preferences().language == "zh")
        assert read_preferences().language == language.language() == "zh"


async def test_a_box_that_is_just_opening_takes_the_language(
    opening: Opening,
) -> None:
    async with opening() as driven:
        bench = driven.bench
        for action in (bench.action_themes, bench.action_palette, bench.action_help):
            action()
            driven.app.action_switch_language()
            await driven.settle()
            box = driven.app.screen
            assert isinstance(box, Over)
            box.dismiss(None)
            await driven.settle()
            assert driven.app.screen is bench


def form_record(layer: Layer) -> Indicator:
    """The first record of an article, which the panel shows first."""
    return next(one for one in layer.queue() if isinstance(one, Indicator))


@pytest.mark.parametrize(
    ("chosen", "before_all"), [("f12", True), ("ctrl+g", True), ("k", False), ("tilde", False)]
)
def test_a_letter_that_switches_languages_can_still_be_typed(chosen: str, before_all: bool) -> None:
    class Speaking(Static):
        BINDINGS: ClassVar[list[BindingType]] = [
            Binding("f6", "app.switch_language", id="language", priority=True)
        ]

    bindings = [binding for _key, binding in Keys({"language": (chosen,)}).rebound(Speaking())._bindings]
    assert {binding.priority for binding in bindings} == {before_all}


def test_a_phrase_is_said_anew_with_all_that_is_in_it() -> None:
    count = ngettext("{count} tag", "{count} tags", 2).format(count=2)
    words = "1 " + _("History of {name}").format(name=_("Tags")) + f" {count}"
    name = either("figure", "指标")
    assert (words, name) == ("1 History of Tags 2 tags", "figure")
    language.use("zh")
    assert isinstance(words, Phrase)
    assert anew(words).startswith("1 历史：标签")
    assert (anew(name), anew("as it is")) == ("指标", "as it is")
