"""Being asked to stop: the first signal is heeded where it suits, the second at once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_BY_SIGNAL = 128
"""What a shell adds to the number of the signal that ended a program."""


class Interruption:
    """Whether Ctrl-C, or a signal that ends a program, has come."""

    def __init__(self) -> None:
        self._number: int | None = None

    def came(self) -> bool:
        """Whether to stop as soon as what is under way is done."""
        return self._number is not None

    @property
    def code(self) -> int:
        """The exit code of a program that was stopped so; 130 for Ctrl-C."""
        return _BY_SIGNAL + (self._number or signal.SIGINT)

    def note(self, number: int, _frame: object) -> None:
        """Take a signal; from then on another one raises KeyboardInterrupt."""
        self._number = number
        for one in _SIGNALS:
            if signal.getsignal(one) == self.note:
                signal.signal(one, signal.default_int_handler)


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Take the signals that end a program as requests to stop. One that is ignored (nohup) stays so."""
    interruption = Interruption()
    heard = [one for one in _SIGNALS if signal.getsignal(one) is not signal.SIG_IGN]
    before = {one: signal.signal(one, interruption.note) for one in heard}
    try:
        yield interruption
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
