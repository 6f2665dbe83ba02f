"""What holds of the configuration, setting by setting, and where each of them comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from tui import language
from tui.config import Config, Interface, flattened
from tui.identity import annotator_name
from tui.language import N_
from tui.preferences import Preferences

FROM_FILE = N_("from the file")
FROM_SCREEN = N_("chosen on the screen")
BY_DEFAULT = N_("the default")
FROM_SYSTEM = N_("from the system")
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_.-]+")


class Setting(NamedTuple):
    """A setting of a section, its value, and where that comes from: a message of the catalogue."""

    section: str
    key: str
    value: object
    origin: str

    def as_toml(self) -> str:
        """The setting as a line of the file would make it; as a comment where nothing is set."""
        if self.value is None:
            return f"# {self.key} ="
        return f"{_bare(self.key)} = {_written(self.value)}"


def wanted_language(config: Config, preferences: Preferences, environment: Mapping[str, str]) -> str:
    """The language where no option names one: PIYUE_LANG, the configuration, the screen's, the locale's."""
    named = environment.get("PIYUE_LANG")
    for code in (named, config.interface.language, preferences.language):
        if code in language.LANGUAGES:
            return code
    return language.preferred(environment)


def standing(config: Config, preferences: Preferences) -> Iterator[Setting]:
    """Every setting as it holds now, section by section; of the keys those that the file sets."""
    name = config.annotator
    yield Setting("annotator", "name", name or annotator_name(), FROM_FILE if name else FROM_SYSTEM)
    for field in msgspec.structs.fields(Interface):
        yield _interface_setting(field.name, config.interface, preferences)
    for id_, keys in flattened(config.keys):
        yield Setting("keys", id_, keys, FROM_FILE)


def _interface_setting(key: str, interface: Interface, preferences: Preferences) -> Setting:
    value = getattr(interface, key)
    if value != getattr(Interface(), key):
        return Setting("interface", key, value, FROM_FILE)
    chosen = getattr(preferences, key, None)
    if chosen is not None:
        return Setting("interface", key, chosen, FROM_SCREEN)
    if key == "language":
        return Setting("interface", key, language.of_system(), FROM_SYSTEM)
    return Setting("interface", key, value, BY_DEFAULT)


def _bare(key: str) -> str:
    """A key as TOML takes it."""
    return key if _PLAIN_KEY.fullmatch(key) else _written(key)


def _written(value: object) -> str:
    """A value as TOML takes it; what none of the settings can be, as it is written there."""
    return msgspec.json.encode(value, enc_hook=str).decode()
