"""The web server: a page with a terminal in it, and for each tab of it a workbench."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

import textual_serve
from aiohttp import WSCloseCode, web
from textual_serve.download_manager import DownloadManager

from tui import language
from tui.language import _
from tui.serving.entry import Entry
from tui.serving.guard import Guard, protect
from tui.serving.reach import Reach
from tui.serving.tab import PATIENCE, Size, Tab

_STATIC = Path(textual_serve.__file__).parent / "static"
_PAGE = Path(__file__).parent / "page"
_HEARTBEAT = 15.0
"""Seconds after which a tab that is gone without a word is found to be."""


class Server:
    """Serves the workbench that `words` open, at `reach`. `title` is what tabs are called.

    `show` is given an address that opens the workbench once, as soon as a browser may come; and another one
    whenever the person asks for it.
    """

    def __init__(self, words: Sequence[str], reach: Reach, title: str, show: Callable[[str], None]) -> None:
        self._words = words
        self._reach = reach
        self._title = title
        self._show = show
        self._entry = Entry()
        self._downloads = DownloadManager()
        self._open: set[web.WebSocketResponse] = set()

    def run(self) -> None:
        """Serve until Ctrl-C or SIGTERM."""
        application = web.Application(middlewares=[Guard(self._entry, self._reach).middleware()])
        application.add_routes(
            [
                web.get("/", self._page),
                web.get("/ws", self._tab),
                web.get("/download/{key}", self._download),
                web.static("/page", _PAGE),
                web.static("/static", _STATIC),
            ]
        )
        application.on_response_prepare.append(protect)
        application.on_startup.append(self._begin)
        application.on_shutdown.append(self._leave_all)
        # No log of requests: the first of them bears the token.
        web.run_app(
            application, sock=self._reach.socket, access_log=None, print=None, shutdown_timeout=2 * PATIENCE
        )

    def _show_address(self) -> None:
        self._show(f"{self._reach.address}/?token={self._entry.new_token()}")

    async def _page(self, _request: web.Request) -> web.Response:
        page = (_PAGE / "index.html").read_text(encoding="utf-8")
        said = {
            "{language}": {"en": "en", "zh": "zh-Hans"}[language.language()],
            "{title}": self._title,
            "{closed}": _("The workbench was left. What was done is saved."),
            "{again}": _("Open it again"),
            "{script}": _("piyue needs JavaScript in the browser."),
        }
        for place, words in said.items():
            page = page.replace(place, escape(words))
        return web.Response(text=page, content_type="text/html")

    async def _tab(self, request: web.Request) -> web.WebSocketResponse:
        websocket = web.WebSocketResponse(heartbeat=_HEARTBEAT)
        await websocket.prepare(request)
        self._open.add(websocket)
        try:
            await Tab(self._words, websocket, self._downloads).serve(_size(request.query))
        finally:
            self._open.discard(websocket)
            await websocket.close()
        return websocket

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """Hand out a file that a workbench delivers: always to be kept, never to be shown as a page."""
        key = request.match_info["key"]
        try:
            name = (await self._downloads.get_download_metadata(key)).file_name
        except KeyError:
            raise web.HTTPNotFound from None
        response = web.StreamResponse()
        response.content_type = "application/octet-stream"
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        await response.prepare(request)
        async for chunk in self._downloads.download(key):
            await response.write(chunk)
        await response.write_eof()
        return response

    async def _leave_all(self, _application: web.Application) -> None:
        for websocket in list(self._open):
            await websocket.close(code=WSCloseCode.GOING_AWAY)

    async def _begin(self, _application: web.Application) -> None:
        """Show an address, and another one whenever the person presses Enter in the terminal."""
        self._show_address()
        if sys.stdin.isatty():
            asyncio.get_running_loop().add_reader(sys.stdin, self._entered)

    def _entered(self) -> None:
        if sys.stdin.readline():
            self._show_address()
        else:
            asyncio.get_running_loop().remove_reader(sys.stdin)


def _size(query: Mapping[str, str]) -> Size:
    """The size that a tab asks for, and that of a terminal where it asks for none."""
    try:
        return Size(width=int(query["width"]), height=int(query["height"]))
    except (KeyError, ValueError):
        return Size(width=80, height=24)
