"""Keys: how a command's key is spelled, what an input method sends for it, how it is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from textual.binding import Binding, BindingType

from tui.commands import COMMANDS, Command, Pane

_PUNCTUATION = {
    "slash": ("、", "／"),
    "question_mark": ("？",),
    "full_stop": ("。",),
    "comma": ("，",),
    "colon": ("：",),
    "semicolon": ("；",),
    "left_square_bracket": ("【", "［"),
    "right_square_bracket": ("】", "］"),
    "left_curly_bracket": ("｛",),
    "right_curly_bracket": ("｝",),
    "left_parenthesis": ("（",),
    "right_parenthesis": ("）",),
    "less_than_sign": ("《", "＜"),
    "greater_than_sign": ("》", "＞"),
}
_SHOWN = {
    "slash": "/",
    "question_mark": "?",
    "full_stop": ".",
    "comma": ",",
    "colon": ":",
    "semicolon": ";",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "shift+right": "⇧→",
    "shift+left": "⇧←",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}


def shown(key: str) -> str:
    """A key as a person reads it: `slash` → `/`, `ctrl+r` → `^r`, `f1` → `F1`."""
    if key in _SHOWN:
        return _SHOWN[key]
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    return key.upper() if len(key) > 1 and key[0] == "f" else key


def aliases(key: str) -> tuple[str, ...]:
    """What a Chinese input method sends for `key`: its full-width form, by Textual's names."""
    if len(key) == 1 and key.isascii() and key.isalnum():
        return (chr(ord(key) + 0xFEE0),)
    return tuple(_name(char) for char in _PUNCTUATION.get(key, ()))


def bindings(pane: Pane) -> list[BindingType]:
    """The bindings of a pane, one for each of its commands and its aliases."""
    return [_binding(command) for command in COMMANDS if command.pane == pane]


def type_bindings(keys: Iterable[str]) -> list[BindingType]:
    """A binding for each key that gives the current entity a type of the profile."""
    return [
        Binding(",".join((key, *aliases(key))), f"retype('{key}')", show=False, id=f"annotation.type_{key}")
        for key in keys
    ]


def _binding(command: Command) -> Binding:
    keys = [spelling for key in command.keys for spelling in (key, *aliases(key))]
    return Binding(",".join(keys), command.action, command.name, show=False, id=command.id)


def _name(char: str) -> str:
    return unicodedata.name(char).lower().replace("-", "_").replace(" ", "_")
