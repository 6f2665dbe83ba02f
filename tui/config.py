"""What a person has set for every project: who they are, how piyue looks and behaves, and their keys.

config.toml beside this file is the documented default, with which `piyue config edit` begins.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

import msgspec
from platformdirs import user_config_path

from seeds.problems import Problem
from seeds.readers import printable_path
from tui.language import N_, _

SECTIONS = ("annotator", "interface", "keys")


class Interface(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How piyue looks and behaves; None leaves it to what was chosen on the screen, or to the program.

    `ambiguous` is the number of cells that the terminal gives characters of ambiguous width; `bell` rings
    when a long job has ended; `type_marks` tells types by a mark as well as by colour.
    """

    language: Literal["en", "zh"] | None = None
    theme: str | None = None
    ambiguous: Literal[1, 2] = 1
    editor: str | None = None
    pager: str | None = None
    bell: bool = True
    mouse: bool = True
    type_marks: bool | None = None


TAKES: dict[str, str] = {
    "language": N_('"en" or "zh"'),
    "theme": N_("the name of a theme, in quotes"),
    "ambiguous": N_("1 or 2"),
    "editor": N_("a command, in quotes"),
    "pager": N_("a command, in quotes"),
    "bell": N_("true or false"),
    "mouse": N_("true or false"),
    "type_marks": N_("true or false"),
}
"""What each setting of `[interface]` takes."""
DOCUMENTED = Path(__file__).with_suffix(".toml")
"""A configuration that sets nothing and explains everything."""


class Config(NamedTuple):
    """What the configuration says, as far as it can be followed, and what of it cannot.

    `keys` are as they are written: only the workbench, which `remapping` serves, can judge them.
    """

    annotator: str | None = None
    interface: Interface = Interface()
    keys: Mapping[str, object] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()


UNCONFIGURED = Config()


def config_path() -> Path:
    """The file: what PIYUE_CONFIG names, else config.toml at the platform's place for configuration."""
    named = os.environ.get("PIYUE_CONFIG")
    return Path(named) if named else user_config_path("piyue", appauthor=False) / "config.toml"


def read_config(path: Path | None = None) -> Config:
    """The configuration in a file; that of a file that is not there or cannot be read sets nothing."""
    path = path or config_path()
    try:
        with path.open("rb") as file:
            written = tomllib.load(file)
    except FileNotFoundError:
        return UNCONFIGURED
    except OSError as error:
        return Config(problems=(_unread(path, error.strerror or str(error)),))
    except (ValueError, RecursionError) as error:
        return Config(problems=(_unread(path, str(error)),))
    return configured(written)


def configured(written: Mapping[str, object]) -> Config:
    """The configuration that a parsed file makes."""
    problems = [
        Problem(
            "the configuration has no section [{name}]; there are [annotator], [interface] and [keys]",
            name=name,
        )
        for name in written
        if name not in SECTIONS
    ]
    name = _annotator(written.get("annotator", {}), problems)
    keys = written.get("keys", {})
    if not isinstance(keys, Mapping):
        problems.append(Problem("keys is a section of the configuration: begin it with a line [keys]"))
        keys = {}
    interface = _interface(written.get("interface", {}), problems)
    return Config(name, interface, keys, tuple(problems))


def flattened(keys: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    """The ids in `[keys]` and what is written for them. `undo.all = "y"` is a table in a table to TOML."""
    for name, written in keys.items():
        if isinstance(written, Mapping):
            yield from flattened(written, f"{above}{name}.")
        else:
            yield above + name, written


def _interface(section: object, problems: list[Problem]) -> Interface:
    """What `[interface]` sets, each key by itself: one that cannot be followed leaves the others."""
    if not isinstance(section, Mapping):
        problems.append(
            Problem("interface is a section of the configuration: begin it with a line [interface]")
        )
        return Interface()
    holds: dict[str, object] = {}
    for key, value in section.items():
        try:
            msgspec.convert({key: value}, type=Interface)
        except msgspec.ValidationError:
            problems.append(_unfollowed(key, value))
        else:
            holds[key] = value
    return msgspec.convert(holds, type=Interface)


def _unfollowed(key: str, value: object) -> Problem:
    """Why a setting of `[interface]` cannot be followed."""
    if key in TAKES:
        return Problem(
            "[interface] {key} takes {what}; it cannot be {value}",
            key=key,
            what=_(TAKES[key]),
            value=msgspec.json.encode(value, enc_hook=str).decode(),
        )
    if near := get_close_matches(key, TAKES, 1):
        return Problem("[interface] there is no setting {key}; did you mean {near}?", key=key, near=near[0])
    return Problem(
        "[interface] there is no setting {key}; there are {known}", key=key, known=", ".join(TAKES)
    )


def _annotator(section: object, problems: list[Problem]) -> str | None:
    """The name in `[annotator]`."""
    name = section.get("name") if isinstance(section, Mapping) else section
    if isinstance(section, Mapping):
        problems += [
            Problem("[annotator] there is no setting {key}; there is name", key=key)
            for key in section
            if key != "name"
        ]
    if name is None:
        return None
    if not isinstance(section, Mapping) or not isinstance(name, str) or not name.strip():
        problems.append(Problem('[annotator] takes your name in quotes: name = "王芳"'))
        return None
    return name.strip()


def _unread(path: Path, reason: str) -> Problem:
    return Problem(
        "{path} was not read, so nothing that it sets holds: {reason}",
        path=printable_path(path),
        reason=reason,
    )
