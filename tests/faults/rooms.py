"""Where the tests of faults make and judge folders."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEMORY = Path("/dev/shm")


@contextmanager
def empty_room() -> Iterator[Path]:
    """A folder in memory, where there is one: what counts are the syncs recorded, not those made."""
    memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="piyue-faults-", dir=memory) as folder:
        yield Path(folder)
