"""What can be wrong in a profile beyond the types of its values: two alike, or a name of nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from seeds.profile_schema import (
    COLOURS,
    RECORD_FIELDS,
    TYPE_KEYS,
    BadProfile,
    EntityType,
    Genre,
    Profile,
    Words,
)

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,15}")
_WORD = re.compile(r"[^\W_]{2,}")


def faults_in(profile: Profile, where: str) -> Iterator[BadProfile]:
    """Everything that is wrong, in the order of the file; `where` is what to call it."""
    if not profile.types:
        yield BadProfile("{path}: there is no [[types]]; an annotator needs at least one", path=where)
    for number, kind in enumerate(profile.types, 1):
        yield from _in_type(kind, f"types {number} ({kind.code})", where)
    yield from _alike(profile, where)
    yield from _unknown(profile, where)
    for code, patterns in profile.patterns.items():
        for pattern in patterns:
            yield from _in_pattern(code, pattern, where)
    yield from _in_words(profile.words, where)
    for topic in profile.topics:
        if topic.genre:
            yield from _in_genre(topic.label, topic.genre, where)


def _in_type(kind: EntityType, part: str, where: str) -> Iterator[BadProfile]:
    if not _CODE.fullmatch(kind.code):
        yield BadProfile("{path}: {part}: code is capitals and digits, such as PER", path=where, part=part)
    if len(kind.key) != 1 or kind.key not in TYPE_KEYS:
        yield BadProfile("{path}: {part}: key is one digit, 1 to 9", path=where, part=part)
    if kind.colour not in COLOURS and not _HEX.fullmatch(kind.colour):
        colours = ", ".join(COLOURS)
        yield BadProfile(
            "{path}: {part}: colour is #rrggbb or one of {colours}", path=where, part=part, colours=colours
        )


def _alike(profile: Profile, where: str) -> Iterator[BadProfile]:
    listed = {
        "types: code": [kind.code for kind in profile.types],
        "types: key": [kind.key for kind in profile.types],
        "fields: code": [field.code for field in profile.fields],
        "topics: label": [topic.label for topic in profile.topics],
        **{f"words: {table}": list(words) for table, words in _tables(profile.words).items()},
    }
    for part, values in listed.items():
        for value in _twice(values):
            yield BadProfile("{path}: {part}: {value} stands there twice", path=where, part=part, value=value)


def _unknown(profile: Profile, where: str) -> Iterator[BadProfile]:
    known = ", ".join(RECORD_FIELDS)
    for field in profile.fields:
        if field.code not in RECORD_FIELDS:
            yield BadProfile(
                "{path}: fields: {value} is none of {known}", path=where, value=field.code, known=known
            )
    codes = {kind.code for kind in profile.types}
    for table, named in (("lexicon", profile.lexicon), ("patterns", profile.patterns)):
        for code in named:
            if code not in codes:
                yield BadProfile(
                    "{path}: [{table}]: {value} is no type of [[types]]", path=where, table=table, value=code
                )


def _in_pattern(code: str, pattern: str, where: str) -> Iterator[BadProfile]:
    shown = {"path": where, "code": code, "pattern": pattern}
    if reason := _fault_of(pattern):
        yield BadProfile("{path}: [patterns] {code}: {pattern}: {reason}", reason=reason, **shown)
    elif re.match(pattern, ""):
        yield BadProfile("{path}: [patterns] {code}: {pattern} also matches nothing", **shown)


def _in_words(words: Words, where: str) -> Iterator[BadProfile]:
    for table, listed in _tables(words).items():
        for word in listed:
            if not _WORD.fullmatch(word):
                yield BadProfile(
                    "{path}: [words] {table}: {word} is no word: write two characters or more, "
                    "without blanks or punctuation",
                    path=where,
                    table=table,
                    word=repr(word),
                )


def _tables(words: Words) -> Mapping[str, tuple[str, ...]]:
    return msgspec.structs.asdict(words)


def _in_genre(label: str, genre: Genre, where: str) -> Iterator[BadProfile]:
    for pattern in (*genre.title, *genre.blocks):
        if reason := _fault_of(pattern):
            yield BadProfile(
                "{path}: {reason}", path=where, reason=f"topics {label}: genre: {pattern}: {reason}"
            )


def _fault_of(pattern: str) -> str:
    """What is wrong with a regular expression; nothing where it can be used."""
    try:
        re.compile(pattern)
    except re.error as error:
        return str(error)
    return ""


def _twice(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
