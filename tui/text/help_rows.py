"""What the help says, row by row: the keys that matter here, all others, marks, and names to remap by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from seeds.folding import in_one_form
from seeds.profile import EntityType, Profile
from seeds.readers import printable_path
from tui.commands import COMMANDS, PANES, Command, Pane, in_bar
from tui.config import config_path
from tui.keymap import aliases, shown
from tui.language import _, either
from tui.remapping import DEFAULT_KEYS, Keys
from tui.text.names import STATE_MARKS, STATE_NAMES
from tui.text.palette import means, thing_of
from tui.text.visible import visible

_KEY = 2
"""Characters of the longest key that no word begins with: ^r, F5."""


class HelpRow(NamedTuple):
    """A heading, where there are no keys; otherwise keys or a mark, and what it does or means."""

    keys: str
    does: str
    command: Command | None = None


def help_rows(
    profile: Profile, keys: Keys = DEFAULT_KEYS, pane: Pane = "list", mode: Sequence[tuple[str, str]] = ()
) -> list[HelpRow]:
    """All rows: what keys mean in the `mode` that holds, or what is most used in the `pane`; then all."""
    if mode:
        rows = [HelpRow("", _("Now")), *(HelpRow(shown(key), _(does)) for key, does in mode)]
    else:
        rows = [HelpRow("", _("Most used here")), *(_of_command(command, keys) for command in in_bar(pane))]
    for one in (pane, *(other for other in PANES if other != pane)):
        rows += [HelpRow("", _(PANES[one])), *_of_pane(one, profile, keys)]
    rows.append(HelpRow("", _("Marks")))
    rows += [HelpRow(STATE_MARKS[state], _(name)) for state, name in STATE_NAMES.items()]
    rows.append(HelpRow("○ ◐ ● ⚑", _("article: new, being read, done, flagged")))
    return [*rows, *_own_keys(keys)]


def narrowed(rows: Sequence[HelpRow], typed: str, keys: Keys) -> list[HelpRow]:
    """The rows that what is typed can mean, under their headings: by words in either language, id or key."""
    words = in_one_form(typed).casefold().split()
    if not words:
        return list(rows)
    by_key = [row for row in rows if row.command is not None and typed.strip() in row.keys.split()]
    if by_key and len(typed.strip()) <= _KEY:
        return list(dict.fromkeys(by_key))
    found: list[HelpRow] = []
    heading: HelpRow | None = None
    for row in rows:
        if not row.keys:
            heading = row
        elif _means(row, typed, words, keys):
            if heading is not None:
                found.append(heading)
                heading = None
            found.append(row)
    return found


def of_key(key: str, profile: Profile, keys: Keys) -> list[HelpRow]:
    """What a key does that was pressed, pane by pane; as an input method sends it, too."""
    found = []
    for pane, title in PANES.items():
        here = [
            HelpRow(shown(own), _(command.does), command)
            for command in COMMANDS
            if command.pane == pane
            for own in keys.of(command)
            if key in (own, *aliases(own))
        ]
        if pane == "workbench":
            kinds = (
                row for row, kind in zip(_types(profile, keys), profile.types, strict=True) if kind.key == key
            )
            here += kinds
        if here:
            found += [HelpRow("", _(title)), *here]
    return found or [HelpRow("", _("{key} does nothing here").format(key=shown(key)))]


def _of_pane(pane: Pane, profile: Profile, keys: Keys) -> Iterator[HelpRow]:
    for command in COMMANDS:
        if command.pane == pane:
            yield _of_command(command, keys)
    if pane == "workbench":
        yield from _types(profile, keys)
        yield HelpRow("Alt+1…9", _("A count: the motion or decision that follows is done so often"))
    if pane == "caret":
        does = _("Make an entity of what is selected, or of the candidate or word here")
        yield HelpRow(" ".join(_type_key("caret", kind, keys) for kind in profile.types), does)


def _of_command(command: Command, keys: Keys) -> HelpRow:
    return HelpRow(" ".join(map(shown, keys.of(command))) or "—", _(command.does), command)


def _types(profile: Profile, keys: Keys) -> list[HelpRow]:
    does = _("Make the current entity a {type}")
    return [
        HelpRow(
            _type_key("annotation", kind, keys),
            does.format(type=f"{kind.code} {either(kind.en, kind.zh)}"),
        )
        for kind in profile.types
    ]


def _type_key(group: str, kind: EntityType, keys: Keys) -> str:
    return " ".join(map(shown, keys.chosen_for(f"{group}.type_{kind.key}", (kind.key,)))) or "—"


def _own_keys(keys: Keys) -> list[HelpRow]:
    """How to change the keys, and the names of all commands there."""
    where = _("Each command takes other keys in {path}, under [keys]:").format(
        path=visible(printable_path(config_path()))
    )
    rows = [
        HelpRow("", _("Your own keys")),
        HelpRow("·", where),
        HelpRow("·", 'annotation.accept = ["y", "F5"]'),
    ]
    return rows + [
        HelpRow(next(map(shown, keys.of(command)), "—"), f"{command.id}: {_(command.name)}")
        for command in COMMANDS
    ]


def _means(row: HelpRow, typed: str, words: Sequence[str], keys: Keys) -> bool:
    if typed.strip() in row.keys.split():
        return True
    if row.command is not None:
        return means(typed, thing_of(row.command, keys))
    plain = in_one_form(row.does).casefold()
    return all(word in plain for word in words)
