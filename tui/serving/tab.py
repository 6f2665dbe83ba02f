"""A workbench in a process of its own, for one tab of a browser."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress

import msgspec
from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from tui.serving import driver

PATIENCE = 5.0
"""Seconds that a workbench may take to leave before it is made to."""
_WIDEST, _TALLEST = 1000, 500


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """Cells of a tab."""

    width: int
    height: int

    def bounded(self) -> Size:
        """A size that a screen can have."""
        return Size(width=min(max(self.width, 1), _WIDEST), height=min(max(self.height, 1), _TALLEST))


class Tab(AppService):
    """Runs `words` (a `piyue open`) for a websocket, and ends it when either of them ends."""

    def __init__(
        self, words: Sequence[str], websocket: web.WebSocketResponse, downloads: DownloadManager
    ) -> None:
        super().__init__(
            words[0],
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=self._close,
            download_manager=downloads,
        )
        self._words = words
        self._websocket = websocket

    async def serve(self, size: Size) -> None:
        """Run until the browser or the person leaves."""
        fitting = size.bounded()
        await self.start(fitting.width, fitting.height)
        try:
            async for message in self._websocket:
                if message.type == WSMsgType.TEXT:
                    await self._heed(message.data)
        finally:
            await self.stop()

    async def run(self) -> None:
        """Pass on what the workbench draws; the tab hears of its end, whichever way it came."""
        try:
            await super().run()
        except ConnectionError:  # the tab was closed while something was drawn for it
            return
        await self._close()

    async def stop(self) -> None:
        """Have the workbench leave as on `q`, and make it where it does not."""
        process, task, self._task = self._process, self._task, None
        if process is None or task is None:
            return
        await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
        await self.send_meta({"type": "quit"})
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def _heed(self, told: str) -> None:
        """Do what the page says; what it cannot have said is passed over."""
        try:
            kind, *rest = msgspec.json.decode(told, type=list[object])
            match kind, rest:
                case "stdin", [str(typed)]:
                    await self.send_bytes(typed.encode("utf-8", "replace"))
                case "resize", [size]:
                    fitting = msgspec.convert(size, Size).bounded()
                    await self.set_terminal_size(fitting.width, fitting.height)
                case "ping", [sent]:
                    await self._websocket.send_json(["pong", sent])
                case "focus", []:
                    await self.focus()
                case "blur", []:
                    await self.blur()
        except (msgspec.DecodeError, ValueError):
            return

    async def _close(self) -> None:
        await self._websocket.close()

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the workbench: without a shell, and where the Ctrl-C that ends the server does not reach."""
        environment = self._build_environment(width, height) | {"TEXTUAL_DRIVER": driver.NAME}
        self._process = process = await asyncio.create_subprocess_exec(
            *self._words, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment, start_new_session=True
        )
        self._stdin = process.stdin
        return process


def workbench_words(options: Sequence[str], place: str) -> list[str]:
    """The command that opens a project; -P so that nothing in the present folder is taken for a module."""
    return [sys.executable, "-P", "-m", "tui.cli", *options, "open", "--", place]
