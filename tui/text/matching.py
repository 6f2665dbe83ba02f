"""Type-ahead: which choices a few typed letters mean, by their characters or their pinyin initials.

Either script means the other, and full-width forms mean narrow ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from seeds.folding import in_one_form


def ranked(typed: str, choices: Iterable[str]) -> list[str]:
    """The choices that `typed` can mean, best first; all of them, in their order, where nothing is typed."""
    wanted = in_one_form(typed.strip()).casefold()
    if not wanted:
        return list(choices)
    scored = [
        (score, at, choice)
        for at, choice in enumerate(choices)
        if (score := _score(wanted, choice)) is not None
    ]
    return [choice for _score_, _at, choice in sorted(scored)]


@lru_cache(maxsize=65536)
def initials(text: str) -> str:
    """The first letter of each character's pinyin: 脱贫摘帽 → tpzm. Other characters stand as they are."""
    # Loading the pinyin table costs a fifth of a second, so it waits for the first prompt.
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).casefold()


def _score(wanted: str, choice: str) -> int | None:
    plain = in_one_form(choice).casefold()
    if plain.startswith(wanted):
        return 0
    if wanted in plain:
        return 1
    if wanted.isascii():
        letters = initials(choice)
        if letters.startswith(wanted):
            return 2
        if wanted in letters:
            return 3
    return 4 if _is_subsequence(wanted, plain) else None


def _is_subsequence(wanted: str, text: str) -> bool:
    rest = iter(text)
    return all(char in rest for char in wanted)
