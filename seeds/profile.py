"""Profiles: the schema of a project, read from one TOML file.

The file's form is described in the file itself: `seeds/profiles/poverty.toml`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from seeds.problems import Problem
from seeds.profile_faults import faults_in
from seeds.profile_schema import NO_WORDS, BadProfile, EntityType, Genre, Profile, RecordField, Topic, Words

__all__ = ["NO_WORDS", "BadProfile", "EntityType", "Genre", "Profile", "RecordField", "Topic", "Words"]

DEFAULT = "poverty"


def bundled_names() -> list[str]:
    """The names of the profiles that come with piyue."""
    found = (file.name for file in (files("seeds") / "profiles").iterdir())
    return sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml"))


def bundled_text(name: str) -> str:
    """The TOML of a profile that comes with piyue. Raises Problem where there is none of that name."""
    if name not in bundled_names():
        names = ", ".join(bundled_names())
        raise Problem("there is no profile called {name}; there are: {names}", name=name, names=names)
    return (files("seeds") / "profiles" / f"{name}.toml").read_text(encoding="utf-8")


@cache
def bundled_profile(name: str = DEFAULT) -> Profile:
    """The profile of that name that comes with piyue. Raises Problem where there is none."""
    return profile_from(bundled_text(name), where=name)


def read_profile(named: str) -> Profile:
    """The profile in the file of that path, or the bundled one of that name.

    Raises Problem: there is neither, or the first thing that is wrong in it.
    """
    if named in bundled_names():
        return bundled_profile(named)
    return profile_from(text_of(Path(named)), where=named)


def text_of(path: Path) -> str:
    """The text of a profile's file. Raises Problem where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        names = ", ".join(bundled_names())
        raise Problem(
            "there is no profile called {name}; there are: {names}", name=str(path), names=names
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise Problem("{path} cannot be read: {reason}", path=str(path), reason=str(error)) from None


def profile_from(text: str, *, where: str) -> Profile:
    """The profile that TOML `text` describes. Raises BadProfile for the first thing that is wrong."""
    profile = _parsed(text, where)
    for problem in faults_in(profile, where):
        raise problem
    return profile


def faults_of(text: str, *, where: str) -> list[BadProfile]:
    """Everything that is wrong in the TOML `text` of a profile; where it does not parse, only that."""
    try:
        profile = _parsed(text, where)
    except BadProfile as problem:
        return [problem]
    return list(faults_in(profile, where))


def _parsed(text: str, where: str) -> Profile:
    try:
        return msgspec.convert(tomllib.loads(text), type=Profile)
    except tomllib.TOMLDecodeError as error:
        raise BadProfile("{path} is not TOML: {reason}", path=where, reason=str(error)) from None
    except msgspec.ValidationError as error:
        raise BadProfile("{path}: {reason}", path=where, reason=str(error)) from None
