"""Containers among the files of an import: the pieces that they are read in, and what became of each one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from seeds.article import Note
from seeds.problems import Unreadable
from seeds.readers import printable_path
from seeds.readers.pieces import Passed
from store.sources import SourceFile
from tui.importing.account import Account, Outcome
from tui.importing.reading import Given, Unopened, file_now
from tui.importing.unpacking import Member, Unpacker
from tui.language import _

NAMED = 10
"""Of so many that fail in a container each is told; of the others, how many they are."""


class Container:
    """One that is gone through: what became of what is in it, and what is still to be read."""

    def __init__(self, path: Path, mapping: Mapping[str, str]) -> None:
        self.path = path
        self.file = msgspec.structs.replace(file_now(path), mapping=dict(mapping))
        self.account = Account()
        self.given = 0
        self.ended = False

    @property
    def finished(self) -> bool:
        """Whether it was gone through to its end, and everything in it is written."""
        return self.ended and self.account.outcomes.total() == self.given

    @property
    def worth_telling(self) -> bool:
        """Whether something failed, and that was not all there is to be said of it."""
        return bool(self.account.outcomes["failed"]) and self.account.files > 1

    def note(self, outcome: Outcome) -> bool:
        """Keep what became of one thing in it. Whether to tell of it: of very many failures, of the first."""
        self.account.outcomes[outcome] += 1
        return outcome != "failed" or self.account.outcomes["failed"] <= NAMED

    def as_read(self) -> SourceFile:
        """What is to be remembered of it."""
        failed = self.account.outcomes["failed"]
        values = {"path": printable_path(self.path), "count": str(failed)}
        failure = Note("{path}: {count} things in it could not be read", values) if failed else None
        articles = self.account.outcomes.total() - failed
        return msgspec.structs.replace(self.file, articles=articles, failure=failure)

    def in_words(self) -> str:
        """What became of what is in it, on one line."""
        return _("{path}: {account}").format(path=printable_path(self.path), account=self.account.in_words())


@dataclass
class Unpacked:
    """What came out of containers: how many `pieces` to read, and what is none."""

    pieces: int = 0
    failed: int = 0
    problems: list[Unreadable] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)


class Containers:
    """The containers of an import. `mapping` says which keys of their collections are which fields."""

    def __init__(self, unpacker: Unpacker, mapping: Mapping[str, str]) -> None:
        self._unpacker = unpacker
        self._mapping = mapping
        self._under_way: dict[int, Container] = {}
        self._number = 0
        self._unpacked = Unpacked()

    def opened(self, files: Iterable[Given | Unopened]) -> Iterator[Given | None]:
        """The files and, for a container, its pieces as they come; None where none has come yet."""
        for file in files:
            if isinstance(file, Given):
                yield file
                continue
            self._number += 1
            container = self._under_way[self._number] = Container(file.path, self._mapping)
            yield from self._pieces(container, self._number)

    def of(self, number: int) -> Container:
        """The container whose pieces bear this number."""
        return self._under_way[number]

    def unpacked(self) -> Unpacked:
        """What came out of containers since this was asked last."""
        unpacked, self._unpacked = self._unpacked, Unpacked()
        return unpacked

    def finished(self) -> list[Container]:
        """The containers that were finished since this was asked last."""
        numbers = [number for number, container in self._under_way.items() if container.finished]
        return [self._under_way.pop(number) for number in numbers]

    def _pieces(self, container: Container, number: int) -> Iterator[Given | None]:
        for member in self._members(container):
            match member:
                case None:
                    yield None
                case Unreadable():
                    self._failed(container, member)
                case Passed():
                    container.account.passed_over[member.ending] += 1
                    self._unpacked.passed_over[member.ending] += 1
                case _:
                    container.given += 1
                    self._unpacked.pieces += 1
                    yield Given(container.path, len(member.data), container=number, piece=member)
        container.ended = True

    def _members(self, container: Container) -> Iterator[Member | None]:
        yield from self._unpacker.members(container.path, self._mapping)
        if not (container.given or container.account.passed_over):
            yield Unreadable("{path}: there is nothing in it", path=printable_path(container.path))

    def _failed(self, container: Container, problem: Unreadable) -> None:
        container.given += 1
        self._unpacked.failed += 1
        if container.note("failed"):
            self._unpacked.problems.append(problem)
