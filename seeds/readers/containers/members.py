"""A member of an archive, as every kind of archive gives it."""

from __future__ import annotations

import io
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Member:
    """A file in an archive: its name as the archive has it, and its bytes, which can be read until the next
    member is asked for. `size` is what the archive declares, which may be wrong; None where it does not."""

    name: str
    stream: io.BufferedReader
    size: int | None = None
