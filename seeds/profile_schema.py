"""The form of a profile: types, fields, topics, lexicons, patterns, words of the field."""

from __future__ import annotations

import msgspec

from seeds.problems import Problem

COLOURS = ("magenta", "green", "cyan", "blue", "orange", "red", "purple", "yellow", "grey")
"""Colours that have a shade for dark and for light grounds; `#rrggbb` is taken as it stands."""
RECORD_FIELDS = ("value", "unit", "metric", "place", "period", "status", "op", "group", "role")
TYPE_KEYS = "123456789"


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the profile's parts: what the schema does not know is an error, not ignored."""


class EntityType(_Part, frozen=True, kw_only=True):
    """A type of span: code, names, the key that assigns it, the colour that shows it, when to use it."""

    code: str
    en: str
    zh: str
    key: str
    colour: str
    guideline_en: str = ""
    guideline_zh: str = ""


class RecordField(_Part, frozen=True, kw_only=True):
    """A field of an indicator's record, in the order in which the editor shows them."""

    code: str
    en: str
    zh: str


class Genre(_Part, frozen=True, kw_only=True):
    """What shows that an article is of a kind: an interview, a notice. One of these is enough.

    `title` and `blocks` are regular expressions, searched for in the title and in each block; `least` is
    how many blocks must have one. `captions` is the least share of captions among the blocks, 0 for none.
    """

    title: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    least: int = 2
    captions: float = 0.0


class Topic(_Part, frozen=True, kw_only=True):
    """A tag and the phrases that are evidence for it.

    `weight` scales the evidence: below 1 for a topic that most articles of the field touch on. With a
    `genre` it is a kind of article instead of a subject, and its form alone decides.
    """

    label: str
    cues: tuple[str, ...] = ()
    weight: float = 1.0
    genre: Genre | None = None


class Words(_Part, frozen=True, kw_only=True):
    """Words of the field that the rules for names and figures use beside those of the language.

    `places`, `bodies` and `works` make a class of what stands behind them and name nothing. `departments`
    are fields of work that offices are named after, `titles` and `people` stand before the names of
    persons, `events` end the names of events, `outcomes` say what is done with what is counted,
    and `norms` right before a number make it a rule.
    """

    places: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()


NO_WORDS = Words()
"""Those of a profile that has none: the rules go by the language alone."""


class Profile(_Part, frozen=True, kw_only=True):
    """Everything that is about a field of work and not about the Chinese language.

    `lexicon` holds known names by entity type: lexicon["TERM"] are the formulae of the field,
    lexicon["ORG"] bodies that grammar does not show, and so on. `patterns` holds regular expressions by
    entity type, matched against the text with its widths folded.
    """

    name: str
    en: str
    zh: str
    types: tuple[EntityType, ...]
    fields: tuple[RecordField, ...] = ()
    topics: tuple[Topic, ...] = ()
    lexicon: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    patterns: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    words: Words = NO_WORDS


class BadProfile(Problem):
    """A profile that cannot be used, and the place in it that is to be put right."""
