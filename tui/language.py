"""The language of the interface: English or Chinese, from gettext catalogues.

Strings are marked with `_` where they are shown, or with `N_` where they are only named (the table of
commands); what is marked `N_` passes through `_` when it is drawn.

The language can change while the program runs. What `_` returns remembers what it says, also after
`format`, so that a widget that keeps it can have it `anew`.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from seeds.article import Note
from seeds.problems import Problem

DOMAIN = "piyue"
LANGUAGES = ("en", "zh")
CATALOGUES = Path(__file__).parent / "locale"
NAMES = {"en": "English", "zh": "中文"}
"""The languages, each by its own name."""
Text = TypeVar("Text")


class Phrase(str):
    """A message in the language that was in use when it was asked for. `anew` says it in today's."""

    __slots__ = ("_again",)
    _again: Callable[[], str]

    def __new__(cls, text: str, again: Callable[[], str]) -> Phrase:
        """`text`, and what makes it again."""
        phrase = super().__new__(cls, text)
        phrase._again = again
        return phrase

    def format(self, *args: object, **values: object) -> Phrase:
        """The message with its fields filled in; those that are messages too are said anew with it."""

        def again() -> str:
            filled = {name: anew(value) for name, value in values.items()}
            return self.anew().format(*map(anew, args), **filled)

        return Phrase(super().format(*args, **values), again)

    def __add__(self, other: str) -> Phrase:
        """The message with something after it."""
        return Phrase(super().__add__(other), lambda: self.anew() + anew(other))

    def __radd__(self, other: str) -> Phrase:
        """The message with something before it."""
        return Phrase(other + str(self), lambda: anew(other) + self.anew())

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Elsewhere it is a string like any other."""
        return str, (str(self),)

    def anew(self) -> str:
        """The same in the language in use now."""
        return self._again()


_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def preferred(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for; English where it asks for neither."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = environment.get(name, "")
        if wanted:
            return "zh" if wanted.lower().startswith("zh") else "en"
    return "en"


_of_system = preferred(os.environ)


def of_system() -> str:
    """The language that the environment asked for when the program began; `use` changes it."""
    return _of_system


def use(language: str) -> None:
    """Speak `language` from now on. What is already on the screen is for the caller to redraw."""
    global _catalogue, _language
    _language = language
    _catalogue = gettext.translation(DOMAIN, CATALOGUES, [language], fallback=True)
    # The command-line library looks its own words up in the process's default domain.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)


def language() -> str:
    """The language in use: "en" or "zh"."""
    return _language


def other_language() -> str:
    """The language that is not in use."""
    return next(code for code in LANGUAGES if code != _language)


def anew(text: Text) -> Text:
    """A message in the language in use now; whatever is no message is returned as it is."""
    return text.anew() if isinstance(text, Phrase) else text  # type: ignore[return-value]


def _(message: str) -> str:
    """`message` in the language in use."""
    return Phrase(_catalogue.gettext(message), lambda: _(message))


def ngettext(one: str, many: str, count: int) -> str:
    """`one` or `many` in the language in use, by `count`; the caller fills in {count}."""
    return Phrase(_catalogue.ngettext(one, many, count), lambda: ngettext(one, many, count))


def either(en: str, zh: str) -> str:
    """The one of two texts that is in the language in use: a name that a profile has in both."""
    return Phrase(zh if _language == "zh" else en, lambda: either(en, zh))


def in_all_languages(message: str) -> list[str]:
    """`message` in every language: what somebody may look for who thinks in another than the one in use."""
    every = (gettext.translation(DOMAIN, CATALOGUES, [code], fallback=True) for code in LANGUAGES)
    return [catalogue.gettext(message) for catalogue in every]


def N_(message: str) -> str:
    """Mark `message` for the catalogues without translating it here."""
    return message


def told(remark: Problem | Note) -> str:
    """A problem or a note as one line in the language in use."""
    return _(remark.message).format(**{name: anew(value) for name, value in remark.values.items()})
