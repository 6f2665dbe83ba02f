"""What can happen to a folder, as the tests of power cuts write it down."""

from __future__ import annotations

import msgspec


class Event(msgspec.Struct, frozen=True, tag=True):
    """Something that happened to the folder. A file is known by a number, whatever its names."""


class Made(Event, frozen=True):
    """A new, empty file."""

    path: str
    file: int


class Written(Event, frozen=True):
    """Bytes from `start` on."""

    file: int
    start: int
    data: bytes


class Resized(Event, frozen=True):
    """A file was cut or extended with zeros."""

    file: int
    size: int


class Synced(Event, frozen=True):
    """Everything written to a file before is on the disk."""

    file: int


class FolderMade(Event, frozen=True):
    """A new, empty folder."""

    path: str


class FolderSynced(Event, frozen=True):
    """The names in a folder are on the disk."""

    path: str


class Linked(Event, frozen=True):
    """A file got another name."""

    old: str
    new: str


class Moved(Event, frozen=True):
    """A file or a folder got another name in place of the one it had; what had that name is gone."""

    old: str
    new: str


class Removed(Event, frozen=True):
    """A name is gone."""

    path: str


class Said(Event, frozen=True):
    """The worker told something, an acknowledgement for one."""

    text: str
