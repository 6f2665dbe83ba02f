"""Finding divisions of the gazetteer by a few typed characters or by their pinyin initials."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tui.text.choices import Choice
from tui.text.matching import initials

if TYPE_CHECKING:
    from seeds.extract.gazetteer import Division, Gazetteer

FOUND = 20
"""How many divisions one search gives at most."""
_NO_PARENT = "直辖县"
"""Ends what stands for the parent of a county that is directly under its province."""
_LEVELS = {"province": 0, "city": 1, "county": 2}


class _Entry(NamedTuple):
    name: str
    initials: str
    division: Division


class PlaceIndex:
    """The names of all divisions. Making one takes a good half second, so it is made off the event loop."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        divisions = [(name, division) for name in gazetteer.names() for division in gazetteer.divisions(name)]
        self._newest = max(division.last for _name, division in divisions)
        self._entries = [
            _Entry(name, initials(name), division)
            for name, division in divisions
            if name != division.short or name == division.name
        ]

    def knows(self, name: str) -> bool:
        """Whether it is the full or short name of a division."""
        return bool(self._gazetteer.divisions(name)) or self._gazetteer.code(name) is not None

    def code(self, name: str, context: Iterable[str], year: int | None) -> str | None:
        """The official code of `name` among other places, as the extractor chooses it."""
        return self._gazetteer.code(name, context, year)

    def described(self, name: str, code: str) -> str:
        """Where the division of that name and code lies: its province and city."""
        found = (division for division in self._gazetteer.divisions(name) if division.code == code)
        return next((self._where(division) for division in found), "")

    def search(self, typed: str, near: Collection[str] = ()) -> list[Choice]:
        """The divisions that `typed` can mean: beginnings before middles, then those in the provinces `near`
        (the first two digits of a code), then provinces before counties.

        What is no longer in use is told by its last year, and left out where its namesake in the same
        province is in use.
        """
        wanted = typed.strip().casefold()
        if not wanted:
            return []
        fits = self._by_letters(wanted) if wanted.isascii() else self._by_characters(wanted)
        ranked = sorted(fits, key=lambda fit: self._rank(fit[0], fit[1], near))
        entries = [entry for _fit, entry in ranked[: 4 * FOUND]]
        in_use = {(e.name, e.division.province) for e in entries if e.division.last == self._newest}
        kept = [
            entry
            for entry in entries
            if entry.division.last == self._newest or (entry.name, entry.division.province) not in in_use
        ]
        return [self._choice(entry) for entry in kept[:FOUND]]

    def _rank(self, how: int, entry: _Entry, near: Collection[str]) -> tuple[int, bool, bool, int, int]:
        division = entry.division
        past = division.last != self._newest
        return how, past, division.code[:2] not in near, _LEVELS[division.level], len(entry.name)

    def _by_characters(self, wanted: str) -> list[tuple[int, _Entry]]:
        return [
            (0 if entry.name == wanted else 1 if entry.name.startswith(wanted) else 2, entry)
            for entry in self._entries
            if wanted in entry.name
        ]

    def _by_letters(self, wanted: str) -> list[tuple[int, _Entry]]:
        """Initials mean many names: those of the past come behind all others."""
        return [
            (int(entry.initials != wanted) + 2 * int(entry.division.last != self._newest), entry)
            for entry in self._entries
            if entry.initials.startswith(wanted)
        ]

    def _choice(self, entry: _Entry) -> Choice:
        return Choice(entry.name, self._where(entry.division), entry.division.code)

    def _where(self, division: Division) -> str:
        above = [
            name
            for name in (division.province, division.parent)
            if name and name != division.name and not name.endswith(_NO_PARENT)
        ]
        until = [] if division.last == self._newest else [f"–{division.last}"]
        return " ".join([*dict.fromkeys(above), *until])


@cache
def place_index() -> PlaceIndex:
    """The index of the gazetteer that comes with piyue; made once, at the first call."""
    # The gazetteer takes longer to load than the screen, and nothing on it waits for this.
    from seeds.extract.gazetteer import Gazetteer

    return PlaceIndex(Gazetteer.load())
