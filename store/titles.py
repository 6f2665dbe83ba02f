"""Titles found by a few typed characters: as they are written, by pinyin initials, or nearly as written.

All titles lie in two strings, a line each, so that looking through a hundred thousand takes milliseconds
and a few megabytes.
"""

from __future__ import annotations

import re
import threading
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal, NamedTuple

from seeds.article import Span
from seeds.folding import in_one_form
from store.tiny import Database

Likeness = Literal["whole", "beginning", "inside", "initials", "scattered", "sounding", "typo"]
"""How a title is like what was typed, best first: it is it; it begins with it or has it inside; the pinyin
initials do; they have its letters in order; it sounds the same; it has a character or two otherwise."""

_END = "\n"
_FEWEST = 3
"""Characters below which a typo or scattered letters could mean anything."""
_ALIKE = 66.0
"""Of 100, how like a part of the title must be: one character of three otherwise, two of six."""
_TYPOS = 20
_AT_A_TIME = 20_000


class Like(NamedTuple):
    """A title that is like what was typed; `marks` are its characters that are meant, spaces not counted."""

    aid: int
    likeness: Likeness
    marks: tuple[Span, ...]


class Titles:
    """The titles of a project, read when they are first asked for, and those added since when asked again."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._turn = threading.Lock()
        self._epoch = ""
        self._lines = _NO_LINES

    def make_ready(self, epoch: str = "") -> None:
        """Read the titles, so that the first question is as quick as the others. Raises Damaged."""
        with self._turn:
            self._read_on(epoch)

    def like(self, typed: str, epoch: str = "", among: Iterable[int] | None = None) -> Iterator[Like]:
        """The titles that `typed` can mean, each once: the most alike first, of equals the last added.

        Of several words all must be there. Capitals, widths, traditional characters and spaces make no
        difference. Only the articles `among`
        are looked at, where these are named. Another `epoch` than before says that the titles are to be
        read anew. Raises Damaged.
        """
        wanted = [_plain(word) for word in typed.split()]
        if not wanted:
            return
        with self._turn:
            self._read_on(epoch)
            lines = self._lines if among is None else self._lines.only(among)
        seen: set[int] = set()
        as_typed = chain(lines.with_characters(wanted), lines.with_initials(wanted))
        for found in (as_typed, lines.nearly("".join(wanted))):
            for line, likeness, marks in found:
                if line not in seen:
                    seen.add(line)
                    yield Like(lines.ids[line], likeness, marks)
            if seen:
                return

    def _read_on(self, epoch: str) -> None:
        """Take in the titles of articles that were added since; titles never change."""
        if epoch != self._epoch:
            self._epoch, self._lines = epoch, _NO_LINES
        last = self._lines.ids[-1] if self._lines.ids else 0
        with self._db.reading() as connection:
            rows = connection.execute(
                "SELECT aid, title, initials FROM titles WHERE aid > ? ORDER BY aid", (last,)
            )
            # Some at a time: a hundred thousand titles as strings of their own take ten times the room.
            while some := rows.fetchmany(_AT_A_TIME):
                self._lines = self._lines.and_more(
                    (aid, _plain(title), initials) for aid, title, initials in some
                )


Found = tuple[int, Likeness, tuple[Span, ...]]
"""The number of a line, how it is like what was typed, and where."""


class _Lines(NamedTuple):
    """Titles and their initials, each line between line ends, and where the lines start."""

    ids: array[int]
    plain: str
    initials: str
    starts: array[int]
    initial_starts: array[int]

    def and_more(self, more: Iterable[tuple[int, str, str]]) -> _Lines:
        """These lines and more: of each the article's id, the title as it is looked at, the initials."""
        ids, starts, initial_starts = self.ids[:], self.starts[:], self.initial_starts[:]
        plain, initials = [self.plain], [self.initials]
        at, initials_at = len(self.plain), len(self.initials)
        for aid, title, letters in more:
            ids.append(aid)
            starts.append(at)
            initial_starts.append(initials_at)
            plain += (title, _END)
            initials += (letters, _END)
            at += len(title) + 1
            initials_at += len(letters) + 1
        return _Lines(ids, "".join(plain), "".join(initials), starts, initial_starts)

    def only(self, among: Iterable[int]) -> _Lines:
        """The lines of these articles."""
        places = ((aid, bisect_left(self.ids, aid)) for aid in sorted(among))
        there = ((aid, at) for aid, at in places if at < len(self.ids) and self.ids[at] == aid)
        return _NO_LINES.and_more((aid, self.title(at), self.line_of_initials(at)) for aid, at in there)

    def with_characters(self, words: list[str]) -> Iterator[Found]:
        """The lines with all the words as they are written."""
        longest = max(words, key=len)
        if len(words) == 1:
            for shape, likeness in _SHAPES:
                for at in _backwards(self.plain, shape.format(longest)):
                    line = bisect_right(self.starts, at + 1) - 1
                    yield line, likeness, _marks(words, self.title(line))
        for at in _backwards(self.plain, longest):
            line = bisect_right(self.starts, at) - 1
            if marks := _marks(words, self.title(line)):
                yield line, "inside", marks

    def with_initials(self, words: list[str]) -> Iterator[Found]:
        """The lines with all the words by their initials; characters among these must be there as written."""
        if not any(letter in _LETTERS for word in words for letter in word):
            return
        letters = [self._spelled(word) for word in words]
        if any(_UNKNOWN in spelled for spelled in letters):
            return
        longest = max(letters, key=len)
        for shape in (_END + "{}" + _END, _END + "{}", "{}") if len(words) == 1 else ("{}",):
            for at in _backwards(self.initials, shape.format(longest)):
                line = bisect_right(self.initial_starts, at + shape.startswith(_END)) - 1
                if marks := self._by_initials(words, letters, line):
                    yield line, "initials", marks
        if len(words) == 1 and len(longest) >= _FEWEST:
            yield from self._scattered(words[0], longest)

    def _by_initials(self, words: list[str], letters: list[str], line: int) -> tuple[Span, ...]:
        initials, title = self.line_of_initials(line), self.title(line)
        marks = []
        for word, spelled in zip(words, letters, strict=True):
            at = initials.find(spelled)
            while at >= 0 and not _fits(word, title[at : at + len(word)]):
                at = initials.find(spelled, at + 1)
            if at < 0:
                return ()
            marks.append(Span(at, at + len(word)))
        return tuple(marks)

    def _scattered(self, word: str, letters: str) -> Iterator[Found]:
        """The lines whose initials have the letters in order, the closest together first."""
        apart = re.compile("[^\n]*?".join(map(re.escape, letters)))
        found = []
        for match in apart.finditer(self.initials):
            line = bisect_right(self.initial_starts, match.start()) - 1
            start = self.initial_starts[line]
            places = _in_order(letters, self.initials, match.start())
            title = self.title(line)
            if all(_fits(char, title[at - start]) for char, at in zip(word, places, strict=True)):
                marks = tuple(Span(at - start, at - start + 1) for at in places)
                found.append((match.end() - match.start(), -line, marks))
        for _length, negative, marks in sorted(found):
            yield -negative, "scattered", marks

    def nearly(self, typed: str) -> Iterator[Found]:
        """The lines that sound like what was typed, then those with a part that is nearly it."""
        if len(typed) < _FEWEST:
            return
        if not typed.isascii():
            yield from self._sounding(typed)
        # Loaded here, for it is only needed where nothing is as it was typed.
        from rapidfuzz import fuzz, process

        found: list[tuple[float, int, str]] = []
        for first in range(0, len(self.ids), _AT_A_TIME):
            lines = self._some(first)
            alike = process.extract(
                typed, lines, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=_TYPOS
            )
            found += [(-score, -first - at, title) for title, score, at in alike]
        for _score, negative, title in sorted(found)[:_TYPOS]:
            if len(title) >= len(typed) - 1:
                part = fuzz.partial_ratio_alignment(typed, title)
                yield -negative, "typo", (Span(part.dest_start, part.dest_end),) if part else ()

    def _some(self, first: int) -> list[str]:
        """Some titles from a line on."""
        beyond = first + _AT_A_TIME
        end = self.starts[beyond] if beyond < len(self.starts) else len(self.plain)
        return self.plain[self.starts[first] : end - 1].split(_END)

    def _sounding(self, typed: str) -> Iterator[Found]:
        """The lines with characters of the same initials, half of which are as typed: the usual slip with an
        input method."""
        letters = "".join("." if one == _UNKNOWN else re.escape(one) for one in self._spelled(typed))
        found = []
        for match in re.finditer(letters, self.initials):
            line = bisect_right(self.initial_starts, match.start()) - 1
            start = match.start() - self.initial_starts[line]
            there = self.title(line)[start : start + len(typed)]
            same = sum(map(str.__eq__, there, typed))
            if 2 * same >= len(typed):
                found.append((-same, -line, (Span(start, start + len(typed)),)))
        for _same, negative, marks in sorted(found):
            yield -negative, "sounding", marks

    def _spelled(self, typed: str) -> str:
        """What is typed, each character by the initial that it has in the titles; `_UNKNOWN` if in none."""
        return "".join(char if char.isascii() else self._initial(char) for char in typed)

    def _initial(self, char: str) -> str:
        at = self.plain.find(char)
        line = bisect_right(self.starts, at) - 1
        initials = self.line_of_initials(line) if at >= 0 else ""
        return initials[at - self.starts[line] :][:1] or _UNKNOWN

    def title(self, line: int) -> str:
        """A title in small letters, without spaces."""
        return self.plain[self.starts[line] : self.plain.index(_END, self.starts[line])]

    def line_of_initials(self, line: int) -> str:
        """The initials of a title, a letter for each of its characters as far as they were looked at."""
        start = self.initial_starts[line]
        return self.initials[start : self.initials.index(_END, start)]


_NO_LINES = _Lines(array("q"), _END, _END, array("q"), array("q"))
_SHAPES: tuple[tuple[str, Likeness], ...] = (
    (_END + "{}" + _END, "whole"),
    (_END + "{}", "beginning"),
)
_UNKNOWN = "\0"
"""The initial of a character that no title has."""
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


def _plain(title: str) -> str:
    """A title as it is looked at: one character for one, small, in one form, without spaces."""
    shown = in_one_form("".join(title.split()))
    small = shown.lower()
    return small if len(small) == len(shown) else "".join(char.lower()[:1] for char in shown)


def _backwards(text: str, wanted: str) -> Iterator[int]:
    """Where `wanted` stands, the last place first."""
    # A line end may belong to two places.
    at = text.rfind(wanted)
    while at >= 0:
        yield at
        at = text.rfind(wanted, 0, at + len(wanted) - 1)


def _marks(words: list[str], title: str) -> tuple[Span, ...]:
    """Where the words stand first in a title; nothing where one of them does not."""
    places = [title.find(word) for word in words]
    if min(places) < 0:
        return ()
    return tuple(Span(at, at + len(word)) for at, word in zip(places, words, strict=True))


def _fits(typed: str, title: str) -> bool:
    """Whether letters stand for characters, and characters for themselves."""
    return len(typed) == len(title) and all(
        one in _LETTERS or one == other for one, other in zip(typed, title, strict=True)
    )


def _in_order(letters: str, text: str, start: int) -> list[int]:
    """Where the letters stand one after the other from `start` on."""
    places = []
    for letter in letters:
        start = text.index(letter, start)
        places.append(start)
        start += 1
    return places
