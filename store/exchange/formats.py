"""The formats that a project can be given out in and taken back from, by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import msgspec

from seeds.problems import Problem, Unreadable
from seeds.profile import Profile
from store.exchange.documents import Document
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses

Write = Callable[[Iterable[Document], Profile, Losses], Iterator[bytes]]
"""Writes one stream, piece by piece."""
WriteFiles = Callable[[Iterable[Document], Profile, Losses], Iterator[tuple[str, bytes]]]
"""Writes files: their names, with / between folders, and their bytes."""
Read = Callable[[Path, Profile], Iterator[Incoming | Unreadable]]
"""Reads a file, or for a format of several files their folder; what of it cannot be read is a problem."""


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A format. `module` has `write` (or `write_files`, where `several`) and, where `returns`, `read`.

    `title` says what it is, in English, and is translated. `needs` is a package that it cannot do without,
    `extra` the name under which pip installs that with piyue.
    """

    name: str
    title: str
    ending: str
    module: str
    several: bool = False
    returns: bool = False
    needs: str = ""
    extra: str = ""

    def writer(self) -> Write:
        """What writes it as one stream. Raises Problem where its package is not installed."""
        return cast(Write, self._of_module("write"))

    def files_writer(self) -> WriteFiles:
        """What writes it as several files. Raises Problem where its package is not installed."""
        return cast(WriteFiles, self._of_module("write_files"))

    def reader(self) -> Read:
        """What reads it. Raises Problem where its package is not installed."""
        return cast(Read, self._of_module("read"))

    def _of_module(self, name: str) -> Any:
        if self.needs and find_spec(self.needs) is None:
            raise Problem(
                "{format} needs a package that is not here; install it with: pip install 'piyue[{extra}]'",
                format=self.name,
                extra=self.extra,
            )
        return getattr(import_module(f"store.exchange.{self.module}"), name)


FORMATS: tuple[Format, ...] = ()
