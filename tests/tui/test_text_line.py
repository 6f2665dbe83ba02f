"""Lines to type in, where keys come faster than one types: over a slow connection, from a program."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult

from tui.widgets.text_line import TextLine


class Line(App[None]):
    """A line with a number in it."""

    def compose(self) -> ComposeResult:
        yield TextLine("23100", select_on_focus=False)


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (["backspace"] * 5 + ["2", ".", "4"], "2.4"),
        (["1", "backspace", "2", "backspace", "3"], "231003"),
        (["home", "9", "end", "8", "left", "delete", "7"], "9231007"),
        (["ctrl+u", "5", "ctrl+a", "6"], "65"),
    ],
)
async def test_keys_that_come_all_at_once_stay_in_order(keys: list[str], left: str) -> None:
    app = Line()
    async with app.run_test() as pilot:
        await pilot.pause()
        for key in keys:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        assert app.query_one(TextLine).value == left
