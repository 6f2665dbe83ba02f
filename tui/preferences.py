"""What a person has chosen on the screen, kept so that it holds again the next time.

Not the configuration: that is written by the person and wins at the start. A preference that cannot be
read or kept is no loss, and nobody is told of it.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec
from platformdirs import user_state_path


class Preferences(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Choices made on the screen; None where the program's own holds.

    Widths are in columns, of the list and of the side panel; `hidden` are panes that are put away,
    `recent` the ids of commands that were chosen by name, the last first.
    """

    theme: str | None = None
    language: Literal["en", "zh"] | None = None
    list_width: int | None = None
    panel_width: int | None = None
    hidden: frozenset[Literal["list", "panel"]] = frozenset()
    toured: bool = False
    recent: tuple[str, ...] = ()


def preferences_path() -> Path:
    """The file: what PIYUE_STATE names, else preferences.json at the platform's place for state."""
    named = os.environ.get("PIYUE_STATE")
    return Path(named) if named else user_state_path("piyue", appauthor=False) / "preferences.json"


def read_preferences() -> Preferences:
    """What was chosen before; nothing where there is no such file, or none that can be understood."""
    try:
        return msgspec.json.decode(preferences_path().read_bytes(), type=Preferences)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Preferences()


def keep(preferences: Preferences, path: Path | None = None) -> None:
    """Write the choices in place of those before, whole or not at all."""
    path = path or preferences_path()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(preferences))
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
