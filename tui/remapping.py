"""Which keys a person has chosen for the commands, and what of the choice cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeVar

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

from seeds.problems import Problem
from seeds.profile_schema import TYPE_KEYS
from tui.commands import COMMANDS, PANES, Command, Pane
from tui.config import flattened
from tui.keymap import COUNT_DIGITS, named, shown, spelled

Node = TypeVar("Node", bound=DOMNode)
_ARROWS = frozenset({"up", "down", "left", "right"})
SENT_AS = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace"}
"""Keys that most terminals send as another key."""
WITHIN_REACH: dict[Pane, tuple[Pane, ...]] = {
    **{pane: (pane,) for pane in PANES},
    "workbench": ("list", "reader", "panel"),
}
"""Where the commands of a pane can be reached. The caret's keys come before all others by design."""
BOUND: dict[str, tuple[Pane, tuple[str, ...]]] = {
    **{command.id: (command.pane, command.keys) for command in COMMANDS},
    **{f"annotation.type_{key}": ("workbench", (key,)) for key in TYPE_KEYS},
    **{f"caret.type_{key}": ("caret", (key,)) for key in TYPE_KEYS},
    **{f"count.{digit}": ("workbench", (f"alt+{digit}",)) for digit in COUNT_DIGITS},
}
"""Everything that a key can be chosen for, by id: its pane and the keys that it has otherwise."""
Reach = dict[tuple[Pane, str], str]
"""The id of the command that a key means in a pane."""


class Keys:
    """The keys of every command: the person's own where there are any, else those of the table."""

    def __init__(self, own: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._own = dict(own or {})

    def of(self, command: Command) -> tuple[str, ...]:
        """The keys of a command, by Textual's names; the first is the one to show."""
        return self.chosen_for(command.id, command.keys)

    def chosen_for(self, id_: str, otherwise: tuple[str, ...]) -> tuple[str, ...]:
        """The keys of anything that is bound, by its id."""
        return self._own.get(id_, otherwise)

    def shown(self, command: Command) -> str:
        """The first key of a command as a person reads it; nothing where it has none."""
        return next(map(shown, self.of(command)), "")

    def rebound(self, node: Node) -> Node:
        """Give a widget or screen that has just been made the person's keys.

        Not Textual's keymap: that takes a key from all commands of a widget when one of them gives it up,
        and overlooks that a text box takes letters.
        """
        if not self._own:
            return node
        ours = [
            binding
            for base in type(node).__mro__
            for binding in vars(base).get("BINDINGS", ())
            if isinstance(binding, Binding) and binding.id in BOUND
        ]
        others = [binding for _key, binding in node._bindings if binding.id not in BOUND]  # noqa: SLF001
        moved = [
            replace(binding, key=spelled(*keys), priority=binding.priority and not _typed(keys))
            if binding.id in self._own
            else binding
            for binding in ours
            if (keys := self._own.get(binding.id or "", (binding.key,)))
        ]
        node._bindings = BindingsMap([*moved, *others])  # noqa: SLF001
        return node


DEFAULT_KEYS = Keys()


def remapped(wanted: Mapping[str, object]) -> tuple[Keys, list[Problem]]:
    """The keys that result from `[keys]` of the configuration, and what in it cannot be followed.

    `wanted` maps the id of a command to a key or a list of keys; an empty list takes its keys away. What
    cannot be followed is left out and the rest holds: a key that another command has stays with it, and a
    command that is left with none of the keys wanted keeps those of the table that are still free.
    """
    problems: list[Problem] = []
    chosen: dict[str, list[str]] = {}
    for id_, written in flattened(wanted):
        if id_ not in BOUND:
            problems.append(_no_command(id_))
        elif (read := list(_read(id_, written, problems))) or written == []:
            chosen[id_] = read
    reach: Reach = {}
    for id_ in BOUND:
        if id_ not in chosen:
            _give(reach, id_, BOUND[id_][1])
    own: dict[str, tuple[str, ...]] = {}
    for id_, keys in chosen.items():
        clashes = {key: other for key in keys if (other := _holder(reach, id_, key))}
        problems += [_clash(id_, key, other) for key, other in clashes.items()]
        own[id_] = tuple(key for key in keys if key not in clashes)
        _give(reach, id_, own[id_])
    for id_ in [id_ for id_ in chosen if chosen[id_] and not own[id_]]:
        own[id_] = tuple(key for key in BOUND[id_][1] if not _holder(reach, id_, key))
        _give(reach, id_, own[id_])
    return Keys(own), problems


def _typed(keys: Sequence[str]) -> bool:
    """Whether one of the keys is a character, which a text box takes before all commands."""
    return any(len(shown(key)) == 1 and key not in _ARROWS for key in keys)


def _read(id_: str, written: object, problems: list[Problem]) -> Iterator[str]:
    """The keys that are written for a command; what is no key becomes a problem."""
    for key in written if isinstance(written, list) else [written]:
        name = named(key) if isinstance(key, str) else None
        if name is None:
            problems.append(
                Problem(
                    "[keys] {id}: there is no key {key}; write it as the help shows it, as / or ^r or F5",
                    id=id_,
                    key=key or '""',
                )
            )
        elif name in SENT_AS:
            problems.append(
                Problem(
                    "[keys] {id}: terminals send {key} as {other}; choose another key",
                    id=id_,
                    key=shown(name),
                    other=shown(SENT_AS[name]),
                )
            )
        else:
            yield name


def _give(reach: Reach, id_: str, keys: Sequence[str]) -> None:
    for pane in WITHIN_REACH[BOUND[id_][0]]:
        reach |= {(pane, key): id_ for key in keys}


def _holder(reach: Reach, id_: str, key: str) -> str | None:
    """The command that has this key already where the command `id_` can be reached."""
    return next((other for pane in WITHIN_REACH[BOUND[id_][0]] if (other := reach.get((pane, key)))), None)


def _clash(id_: str, key: str, other: str) -> Problem:
    return Problem(
        "[keys] {id}: {key} is the key of {other}; give that one another key too",
        id=id_,
        key=shown(key),
        other=other,
    )


def _no_command(id_: str) -> Problem:
    near = get_close_matches(id_, BOUND, 1)
    if near:
        return Problem("[keys] there is no command {id}; did you mean {near}?", id=id_, near=near[0])
    return Problem("[keys] there is no command {id}; the help lists them at its end", id=id_)
