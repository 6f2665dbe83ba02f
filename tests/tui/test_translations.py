"""Everything that a user reads exists in English and Chinese."""

from __future__ import annotations

import re
import string

import pytest
from babel.messages.catalog import Message

from tests.translations import LOCALE, catalogue, compiled, extracted
from tui import language


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def words(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def fields(text: str) -> set[str]:
    named = {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}
    return named | set(re.findall(r"%\((\w+)\)", text))


CHINESE = [message for message in catalogue("zh") if message.id]


def test_no_string_is_missing_and_none_is_stale() -> None:
    assert {ids(message) for message in CHINESE} == {ids(message) for message in extracted() if message.id}


@pytest.mark.parametrize("message", CHINESE, ids=lambda message: ids(message)[0][:40])
def test_every_string_is_translated_with_its_fields(message: Message) -> None:
    assert all(words(message))
    assert not message.fuzzy
    for translated in words(message):
        assert fields(translated) == fields(ids(message)[-1])


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    assert (LOCALE / "zh" / "LC_MESSAGES" / "piyue.mo").read_bytes() == compiled(catalogue("zh"))


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh"),
        ({"LANGUAGE": "en:zh", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(environment: dict[str, str], wanted: str) -> None:
    assert language.preferred(environment) == wanted


def test_no_string_hides_in_a_formatted_one() -> None:
    """What collects the strings does not look into them."""
    sources = [*LOCALE.parent.rglob("*.py")]
    assert len(sources) > 100
    hidden = [
        source for source in sources if re.search(r"\{(?:_|ngettext)\(['\"]", source.read_text("utf-8"))
    ]
    assert hidden == []
