"""What every request passes before it is answered, and what every answer tells the browser to refuse."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

from tui.language import _
from tui.serving.entry import Entry
from tui.serving.reach import Reach, same_origin

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_PROTECTION = {
    # Styles within the page are the terminal's, which makes them as it goes; nothing comes from elsewhere.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Server": "piyue",
}
_LET_IN = '<!doctype html><title>piyue</title><meta http-equiv="refresh" content="0;url=/">'
"""Leads on to the workbench. A redirection would not do: where the address was a link of another site's, the
browser would withhold the cookie from it as well."""


class Guard:
    """Lets through what is asked under our own name by whoever has brought the token."""

    def __init__(self, entry: Entry, reach: Reach) -> None:
        self._entry = entry
        self._reach = reach
        # Browsers keep one jar for all ports of a machine.
        self._cookie = f"piyue-{reach.port}"

    def middleware(self) -> Middleware:
        """The guard, as aiohttp takes it."""

        @web.middleware
        async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
            refusal = self._refusal(request)
            if refusal is not None:
                return web.Response(status=403, text=refusal)
            if request.method == "GET" and request.path == "/" and "token" in request.query:
                return self._let_in(request.query["token"])
            if not self._entry.admits(request.cookies.get(self._cookie, "")):
                return _used_up()
            return await handler(request)

        return guarded

    def _refusal(self, request: web.Request) -> str | None:
        """Why a request is not from a page of ours, or None."""
        hosts = request.headers.getall("Host", [])
        if len(hosts) != 1 or not self._reach.has_name(hosts[0]):
            return _("piyue is not served under this name.")
        origin = request.headers.get("Origin")
        # A browser may leave it out of what it merely fetches, and never where a page opens a websocket.
        foreign = "Upgrade" in request.headers if origin is None else not same_origin(origin, hosts[0])
        return _("piyue answers no pages of other sites.") if foreign else None

    def _let_in(self, token: str) -> web.Response:
        session = self._entry.exchange(token)
        if session is None:
            return _used_up()
        response = web.Response(text=_LET_IN, content_type="text/html")
        response.set_cookie(self._cookie, session, httponly=True, samesite="Strict", path="/")
        return response


async def protect(_request: web.Request, response: web.StreamResponse) -> None:
    """Have the browser refuse what no page of ours needs."""
    response.headers.update(_PROTECTION)


def _used_up() -> web.Response:
    told = _(
        "This address does not open piyue, or has done so once before. The terminal in which `piyue serve` "
        "runs shows another when you press Enter there."
    )
    return web.Response(status=403, text=told)
