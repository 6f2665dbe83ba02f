"""Counting the documents that a call reads and writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from store.tiny import documents, storage


class Touched:
    """How many documents were read and written since the last look."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read = self.written = 0
        monkeypatch.setattr(storage, "decode_as", self._counted("read", documents.decode_as))
        monkeypatch.setattr(storage, "encode", self._counted("written", documents.encode))

    def _counted(self, what: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            setattr(self, what, getattr(self, what) + 1)
            return function(*args, **kwargs)

        return counted

    def by(self, call: Callable[[], object]) -> tuple[int, int]:
        """The documents (read, written) by a call."""
        self.read = self.written = 0
        call()
        return self.read, self.written
