"""Keys: how a command's key is spelled, what an input method sends for it, how it is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from textual.binding import Binding, BindingType

from seeds.profile_schema import TYPE_KEYS
from tui.commands import COMMANDS, Command, Pane

_INPUT_METHOD = {
    "/": "、",
    ".": "。",
    "[": "【「",
    "]": "】」",
    "{": "『",
    "}": "』",
    "<": "《〈",
    ">": "》〉",
    "$": "￥¥",
    "^": "…",
    "_": "—",
    "*": "×",
    "`": "·",
    "'": "‘’",
    '"': "“”",
    " ": "\u3000",
}
"""What a Chinese input method writes for a mark beside the mark's full-width form."""
_TEXTUAL_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
COUNT_DIGITS = "0123456789"
_WITH_ALT = dict(zip(COUNT_DIGITS, "º¡™£¢∞§¶•ª", strict=True))
"""What Textual takes Escape and a digit for, which is what most terminals send for Alt with a digit: the
character that a Mac types with it."""
_TO_FULL_WIDTH = 0xFEE0
_KEYBOARD = [chr(code) for code in range(0x20, 0x7F)]
_SHOWN = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "backspace": "Backspace",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "shift+right": "⇧→",
    "shift+left": "⇧←",
    "shift+up": "⇧↑",
    "shift+down": "⇧↓",
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
    if key in _MARKS:
        return _MARKS[key]
    if key.startswith("ctrl+"):
        return "^" + shown(key.removeprefix("ctrl+"))
    if key.startswith("alt+"):
        return "Alt+" + shown(key.removeprefix("alt+"))
    return key.upper() if len(key) > 1 and key[0] == "f" else key


def aliases(key: str) -> tuple[str, ...]:
    """What a Chinese input method sends for `key`: its full-width form and others, by Textual's names."""
    if key.startswith("alt+") and (digit := key.removeprefix("alt+")) in COUNT_DIGITS:
        return (_name(_WITH_ALT[digit]),)
    char = _MARKS.get(key, key)
    if char not in _KEYBOARD:
        return ()
    full_width = chr(ord(char) + _TO_FULL_WIDTH) if char != " " else ""
    return tuple(map(_name, full_width + _INPUT_METHOD.get(char, "")))


def named(written: str) -> str | None:
    """Textual's name of a key that a person wrote: as it is shown, as it is typed, or by its name.

    `^r`, `Ctrl+R` and `ctrl+r` are one key, and so are `/`, `slash` and `、`. None where it is no key.
    """
    if (key := _BY_LOOK.get(written.casefold())) is not None:
        return key
    if len(written) == 1:
        key = _name(written)
        return _HALF_WIDTH.get(key, key) if written.isprintable() else None
    if written.startswith("^"):
        return _held(["ctrl"], named(written[1:]))
    *held, last = written.split("+")
    if held:
        return _held([modifier.lower() for modifier in held], named(last))
    return last.lower() if last.lower() in _NAMES else None


def _held(modifiers: list[str], key: str | None) -> str | None:
    """A key with others held down, as Textual spells it; None where that is no key of its own."""
    if key is None or "+" in key or not set(modifiers) <= set(_MODIFIERS):
        return None
    if modifiers == ["shift"] and key not in _UNPRINTED:
        return key.upper() if len(key) == 1 and key.isalpha() else None
    key = key.lower() if "ctrl" in modifiers else key
    return "+".join([*(modifier for modifier in _MODIFIERS if modifier in modifiers), key])


def spelled(*keys: str) -> str:
    """Keys with what an input method sends for them, as a binding takes them."""
    return ",".join(spelling for key in keys for spelling in (key, *aliases(key)))


def bindings(pane: Pane) -> list[BindingType]:
    """The bindings of a pane, one for each of its commands and its aliases."""
    return [_binding(command) for command in COMMANDS if command.pane == pane]


def type_bindings(keys: Iterable[str]) -> list[BindingType]:
    """A binding for each key that gives the current entity a type of the profile."""
    return [
        Binding(",".join((key, *aliases(key))), f"retype('{key}')", show=False, id=f"annotation.type_{key}")
        for key in keys
    ]


def caret_type_bindings() -> list[BindingType]:
    """A binding for each digit, which makes an entity of what the caret selects."""
    return [
        Binding(
            ",".join((key, *aliases(key))), f"screen.caret_type('{key}')", show=False, id=f"caret.type_{key}"
        )
        for key in TYPE_KEYS
    ]


def count_bindings() -> list[BindingType]:
    """A binding for each digit with Alt, which makes a count."""
    return [
        Binding(spelled(f"alt+{digit}"), f"count('{digit}')", show=False, id=f"count.{digit}")
        for digit in COUNT_DIGITS
    ]


def _binding(command: Command) -> Binding:
    return Binding(spelled(*command.keys), command.action, command.name, show=False, id=command.id)


def _name(char: str) -> str:
    if char.isalnum():
        return char
    name = unicodedata.name(char, char).lower().replace("-", "_").replace(" ", "_")
    return _TEXTUAL_NAMES.get(name, name)


_MARKS = {_name(char): char for char in _KEYBOARD if not char.isalnum()}
"""The marks of the keyboard by Textual's names."""
_HALF_WIDTH = {alias: _name(char) for char in _KEYBOARD for alias in aliases(_name(char))}
_BY_LOOK = {look.casefold(): key for key, look in _SHOWN.items()}
_MODIFIERS = ("alt", "ctrl", "shift")
_UNPRINTED = frozenset(
    {"escape", "enter", "tab", "backspace", "insert", "delete", "up", "down", "left", "right"}
    | {"home", "end", "pageup", "pagedown", *(f"f{number}" for number in range(1, 25))}
)
_NAMES = _UNPRINTED | set(_MARKS)
