"""The workbench's side of the pipe to the server."""

from __future__ import annotations

import asyncio

from textual import messages
from textual.drivers.web_driver import WebDriver

NAME = f"{__name__}:BrowserDriver"
"""What TEXTUAL_DRIVER is to be."""


class BrowserDriver(WebDriver):
    """Textual's driver for browsers, which also leaves when the server is gone, however that ended."""

    def start_application_mode(self) -> None:
        """Begin, on the loop that is to be told when the input ends."""
        self._running = asyncio.get_running_loop()
        super().start_application_mode()

    def run_input_thread(self) -> None:
        """Read what the browser sends until there is no more."""
        super().run_input_thread()
        if not self.exit_event.is_set() and not self._running.is_closed():
            self._running.call_soon_threadsafe(self._app.post_message, messages.ExitApp())
