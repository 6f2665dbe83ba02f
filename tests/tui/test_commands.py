"""The table of commands: no key means two things, and every command does something."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.dom import DOMNode

from tests.tui.conftest import Opening
from tui.commands import COMMANDS, PANES, Pane
from tui.keymap import aliases, shown

# On many terminals these are Enter, Tab, newline and Backspace, or stop the program.
TAKEN_BY_TERMINALS = {"ctrl+m", "ctrl+i", "ctrl+j", "ctrl+h", "ctrl+z", "ctrl+b", "ctrl+a"}
TYPE_KEYS = set("1234567")


@pytest.mark.parametrize("pane", ["list", "reader", "panel"])
def test_no_key_means_two_things_in_a_pane(pane: Pane) -> None:
    here = [command for command in COMMANDS if command.pane in (pane, "workbench")]
    keys = Counter(spelling for command in here for key in command.keys for spelling in (key, *aliases(key)))
    assert [key for key, count in keys.items() if count > 1] == []
    assert not TYPE_KEYS & set(keys)


def test_ids_and_names_are_unique_and_no_key_is_one_that_terminals_take() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    assert not TAKEN_BY_TERMINALS & {key for command in COMMANDS for key in command.keys}
    assert {command.pane for command in COMMANDS} == set(PANES)


@pytest.mark.parametrize(
    ("key", "reads"),
    [
        ("slash", "/"),
        ("ctrl+r", "^r"),
        ("f1", "F1"),
        ("a", "a"),
        ("A", "A"),
        ("enter", "Enter"),
        ("left", "←"),
    ],
)
def test_keys_are_shown_as_people_write_them(key: str, reads: str) -> None:
    assert shown(key) == reads


async def test_every_command_has_its_action(opening: Opening) -> None:
    async with opening() as driven:
        owners: dict[str, DOMNode] = {"screen": driven.bench, "app": driven.app}
        for command in COMMANDS:
            owner, _dot, name = command.action.partition("(")[0].rpartition(".")
            actor = owners.get(owner, driven.bench.actor(command.pane))
            assert callable(getattr(actor, f"action_{name}")), command.id
