"""What the application asks of its terminal besides drawing: the clipboard, attention, room for a program."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import monotonic
from types import MappingProxyType

from textual.app import App

from tui.attention import LONG, announcement
from tui.clipboard import Reached, deliver, plain, sequence
from tui.language import _

_NOTHING: Mapping[str, str] = MappingProxyType({})


class TerminalApp(App[None], inherit_bindings=False):
    """An application in a terminal, in tmux or screen in one, over ssh or not, or in a browser."""

    rings = True
    """Whether it may ring."""

    def __init__(self) -> None:
        super().__init__()
        self._delivering = asyncio.Lock()

    @property
    def surroundings(self) -> Mapping[str, str]:
        """The environment, where it says anything of the terminal that the person sees."""
        return _NOTHING if self.is_web or self.is_headless else os.environ

    def copy_to_clipboard(self, text: str) -> None:
        """Put a text on the clipboard, without a word: what text boxes do."""
        self._clipboard = text
        self.run_worker(self.put_on_clipboard(text), exit_on_error=False)

    async def put_on_clipboard(self, text: str) -> Reached:
        """Put a text on the clipboard; how far it is known to have come. Raises Problem."""
        text = self._clipboard = plain(text)
        # One after the other, so that what was copied last is what is there in the end.
        async with self._delivering:
            told = sequence(text, self.surroundings)
            if told is not None:
                self._send(told)
            return await asyncio.to_thread(deliver, text, self.surroundings, told=told is not None)

    def announce_end(self, job: str, began: float) -> None:
        """Tell a person who may be looking elsewhere that a job has ended, if it took that long.

        It `began` at that time by `time.monotonic`.
        """
        if self.rings and monotonic() - began >= LONG:
            self._send(announcement(_("Done: {job}").format(job=job), self.surroundings))

    def lend_terminal(self, words: Sequence[str]) -> int:
        """Let another program have the terminal until it ends; its exit code, below 0 for a signal.

        Raises OSError where it cannot be started, SuspendNotSupported where there is no terminal to lend.
        """
        with self.suspend(), _interrupts_left_to_the_program():
            return subprocess.run(words, check=False).returncode  # noqa: S603 - what the person configured

    def _send(self, told: str) -> None:
        if self._driver is not None:
            self._driver.write(told)


@contextmanager
def _interrupts_left_to_the_program() -> Iterator[None]:
    """A Ctrl-C reaches all that runs in the terminal, and is meant for the program that has it.

    A handler, and not to ignore it, since the program would inherit that.
    """
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
