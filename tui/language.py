"""The language of the interface: English or Chinese, from gettext catalogues.

Strings are marked with `_` where they are shown, or with `N_` where they are only named (the table of
commands); what is marked `N_` passes through `_` when it is drawn.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

from seeds.article import Note
from seeds.problems import Problem

DOMAIN = "piyue"
LANGUAGES = ("en", "zh")
CATALOGUES = Path(__file__).parent / "locale"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def preferred(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for; English where it asks for neither."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = environment.get(name, "")
        if wanted:
            return "zh" if wanted.lower().startswith("zh") else "en"
    return "en"


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


def _(message: str) -> str:
    """`message` in the language in use."""
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """`one` or `many` in the language in use, by `count`; the caller fills in {count}."""
    return _catalogue.ngettext(one, many, count)


def N_(message: str) -> str:
    """Mark `message` for the catalogues without translating it here."""
    return message


def told(remark: Problem | Note) -> str:
    """A problem or a note as one line in the language in use."""
    return _(remark.message).format(**remark.values)
