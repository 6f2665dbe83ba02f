"""What a person has set for every project: who they are, and their keys."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from platformdirs import user_config_path

from seeds.problems import Problem
from seeds.readers import printable_path

SECTIONS = ("annotator", "keys")


class Config(NamedTuple):
    """What the configuration says, as far as it can be followed, and what of it cannot.

    `keys` are as they are written: only the workbench, which `remapping` serves, can judge them.
    """

    annotator: str | None = None
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
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Config(problems=(_unread(path, str(error)),))
    return configured(written)


def configured(written: Mapping[str, object]) -> Config:
    """The configuration that a parsed file makes."""
    problems = [
        Problem("the configuration has no section [{name}]; there are [annotator] and [keys]", name=name)
        for name in written
        if name not in SECTIONS
    ]
    name = _annotator(written.get("annotator", {}), problems)
    keys = written.get("keys", {})
    if not isinstance(keys, Mapping):
        problems.append(Problem("keys is a section of the configuration: begin it with a line [keys]"))
        keys = {}
    return Config(name, keys, tuple(problems))


def _annotator(section: object, problems: list[Problem]) -> str | None:
    """The name in `[annotator]`."""
    name = section.get("name") if isinstance(section, Mapping) else section
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
