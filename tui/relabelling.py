"""Saying anew, in the language in use, whatever is on the screens of an application."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.widgets import Input, TextArea

from tui.language import anew


@runtime_checkable
class Labelled(Protocol):
    """A screen or widget that keeps words, which it does not make each time that it is drawn."""

    def relabel(self) -> None:
        """Make them anew in the language in use. What a person typed, chose or opened stays."""


def relabel(app: App[None]) -> None:
    """Have every screen and widget say its words in the language in use, and draw all of it again."""
    for screen in app.screen_stack:
        for node in (screen, *screen.query("*")):
            if isinstance(node, Input | TextArea):
                node.placeholder = anew(node.placeholder)
            # What is not there yet says its words in the language that is in use by then.
            if node.is_mounted and isinstance(node, Labelled):
                node.relabel()
            node.refresh(layout=True)
        # Other words take other lines: what is laid out by size is laid out anew.
        screen.post_message(events.Resize(screen.size, screen.size))
