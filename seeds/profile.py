"""The schema of a project: entity types, tag topics and lexicons, from one TOML file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from seeds.problems import Problem


class EntityType(msgspec.Struct, frozen=True, kw_only=True):
    """A type of span: its code, its names, the key that assigns it and the colour that shows it."""

    code: str
    en: str
    zh: str
    key: str
    colour: str


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """A tag and the phrases that are evidence for it.

    `weight` scales the evidence: below 1 for a topic that most articles of the field touch on.
    """

    label: str
    cues: tuple[str, ...]
    weight: float = 1.0


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is about a field of work and not about the Chinese language."""

    name: str
    en: str
    zh: str
    types: tuple[EntityType, ...]
    topics: tuple[Topic, ...] = ()
    lexicon: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Known names by entity type: lexicon["TERM"] are policy formulae, lexicon["ORG"] bodies, and so on."""


@cache
def bundled_profile(name: str = "poverty") -> Profile:
    """The profile of that name that comes with piyue.

    Raises Problem where there is none.
    """
    file = files("seeds") / "profiles" / f"{name}.toml"
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), type=Profile)
    except FileNotFoundError:
        raise Problem("there is no profile called {name}", name=name) from None
