"""Known phrases, found in a text in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files


class Lexicon:
    """An index of phrases of two characters and more, by their first two characters.

    Such an index passes three million characters a second over a table of thousands of names,
    which leaves nothing for a compiled automaton to gain.
    """

    __slots__ = ("_head", "_lengths", "_phrases")

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(phrase for phrase in phrases if len(phrase) > 1)
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for phrase in self._phrases:
            lengths[phrase[:2]].add(len(phrase))
        self._lengths = {head: tuple(sorted(sizes, reverse=True)) for head, sizes in lengths.items()}
        # Finding where a phrase can begin at all is left to the regular expression engine.
        first, second = (re.escape("".join(sorted({head[at] for head in lengths}))) for at in (0, 1))
        self._head = re.compile(f"[{first}](?=[{second}])" if lengths else "(?!)")

    def __contains__(self, phrase: str) -> bool:
        return phrase in self._phrases

    def __len__(self) -> int:
        return len(self._phrases)

    def at(self, view: str, start: int) -> int | None:
        """The end of the longest phrase that begins at `start`."""
        for size in self._lengths.get(view[start : start + 2], ()):
            phrase = view[start : start + size]
            # At the end of the view a longer slice is cut to what may be a shorter phrase.
            if len(phrase) == size and phrase in self._phrases:
                return start + size
        return None

    def scan(self, view: str) -> Iterator[tuple[int, int]]:
        """The longest phrases from left to right, without overlaps, as [start, end)."""
        done = 0
        for at, end in self.scan_all(view):
            if at >= done:
                yield at, end
                done = end

    def scan_all(self, view: str) -> Iterator[tuple[int, int]]:
        """The longest phrase at every position, overlapping ones too."""
        if not self._phrases:
            return
        lengths, phrases, size_of_view = self._lengths, self._phrases, len(view)
        for hit in self._head.finditer(view):
            at = hit.start()
            for size in lengths.get(view[at : at + 2], ()):
                if at + size <= size_of_view and view[at : at + size] in phrases:
                    yield at, at + size
                    break


@lru_cache(maxsize=16)
def indexed(phrases: tuple[str, ...]) -> Lexicon:
    """The index of phrases that one text after another is read for, as those of a profile are."""
    return Lexicon(phrases)


@lru_cache(maxsize=512)
def occurrences(view: str, phrase: str) -> int:
    """How often `phrase` stands in `view`."""
    return view.count(phrase)


@cache
def listed(name: str) -> tuple[str, ...]:
    """The phrases of data/`name`.txt, in its order; lines that begin with # are comments."""
    text = (files("seeds.extract") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def lexicon(name: str) -> Lexicon:
    """The index of the phrases of data/`name`.txt."""
    return Lexicon(listed(name))
