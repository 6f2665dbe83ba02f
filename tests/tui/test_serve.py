"""Who is let in to a workbench that is served, and what is left when it is not any more."""

from __future__ import annotations

import http.client
import os
import signal
from pathlib import Path

import aiohttp
import pytest
from click.testing import CliRunner

from seeds.problems import Problem
from tests.tui.serving import Served, serving
from tests.tui.terminal import all_gone, children
from tui.serving.entry import Entry
from tui.serving.reach import listening, same_origin
from tui.subcommands import piyue

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what is to be refused


def test_a_token_opens_once_and_another_takes_its_place() -> None:
    entry = Entry()
    assert entry.exchange("") is None
    first, second = entry.new_token(), entry.new_token()
    assert entry.exchange(first) is None
    assert entry.exchange("令牌\udcff") is None
    session = entry.exchange(second)
    assert session is not None
    assert entry.exchange(second) is None
    assert entry.admits(session)
    assert not any(map(entry.admits, ("", first, second, session[:-1])))
    other = entry.exchange(entry.new_token())
    assert other is not None
    assert entry.admits(session)
    assert entry.admits(other)


def test_a_browser_must_ask_for_the_place_by_its_own_name() -> None:
    here = listening("127.0.0.1", 0, exposed=False)
    with here.socket:
        assert here.address == f"http://127.0.0.1:{here.port}"
        # Another port is what ssh leads here from.
        assert all(map(here.has_name, (f"127.0.0.1:{here.port}", "localhost:9", "LOCALHOST", "[::1]:80")))
        foreign = (
            "",
            "evil.example",
            "127.0.0.1.evil.example",
            "10.0.0.1",
            "localhost.evil:80",
            "[::1",
            "a@b",
        )
        assert not any(map(here.has_name, foreign))
    everywhere = listening(EVERYWHERE, 0, exposed=True)
    with everywhere.socket:
        assert everywhere.has_name(f"10.0.0.1:{everywhere.port}")
        assert everywhere.has_name(everywhere.address.removeprefix("http://"))
        assert not everywhere.has_name("evil.example")
    assert same_origin("http://localhost:80", "LocalHost:80")
    assert not any(same_origin(origin, "localhost:80") for origin in ("null", "", "http://localhost:81"))


def test_what_other_machines_can_reach_is_served_only_on_demand(place: Path) -> None:
    with pytest.raises(Problem, match="--exposed"):
        listening(EVERYWHERE, 0, exposed=False)
    with listening("127.0.0.1", 0, exposed=False).socket as taken, pytest.raises(Problem, match="--port"):
        listening("127.0.0.1", taken.getsockname()[1], exposed=False)
    with pytest.raises(Problem, match="cannot be listened on"):
        listening("no-such-host.invalid", 0, exposed=False)
    missing = CliRunner().invoke(piyue, ["serve", str(place / "nothing")])
    assert isinstance(missing.exception, Problem)


async def test_nothing_is_answered_without_the_session(place: Path, tmp_path: Path) -> None:
    with serving(place, tmp_path) as served:
        guarded = (
            "/",
            "/ws",
            "/page/page.css",
            "/static/js/textual.js",
            "/download/1",
            "/nothing",
            "/?token=no",
        )
        assert [_get(served, path).status for path in guarded] == [403] * len(guarded)
        # Under a foreign name nobody is let in, and the token is not used up by the attempt.
        door = f"/?token={served.token}"
        assert _get(served, door, Host="evil.example").status == 403
        assert _get(served, door, Origin="http://evil.example").status == 403
        came_in = _get(served, door)
        assert came_in.status == 200
        assert served.token not in came_in.read().decode()
        said = came_in.headers["Set-Cookie"]
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(said.split("; "))
        assert _get(served, door).status == 403
        cookie = said.partition(";")[0]
        page = _get(served, "/", Cookie=cookie)
        assert page.status == 200
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert b"http" not in page.read()
        assert _get(served, "/static/js/textual.js", Cookie=cookie).status == 200
        assert _get(served, "/static/../../server.py", Cookie=cookie).status == 404
        await _only_own_pages_get_a_workbench(served, cookie)
        assert served.token not in served.log.read_text(encoding="utf-8")


async def _only_own_pages_get_a_workbench(served: Served, cookie: str) -> None:
    socket = f"http://127.0.0.1:{served.port}/ws?width=80&height=24"
    async with aiohttp.ClientSession(headers={"Cookie": cookie}) as client:
        for foreign in ({}, {"Origin": "null"}, {"Origin": f"http://localhost:{served.port}"}):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await client.ws_connect(socket, headers=foreign)
        assert children(served.process.pid) == []
        async with client.ws_connect(socket, headers={"Origin": served.address}) as tab:
            # What no page of ours says is passed over; what it says of its size is held within bounds.
            for told in (
                "",
                "[]",
                '["resize", {"width": -5, "height": 1e300}]',
                '["stdin", 5]',
                '[{"a": 1}]',
            ):
                await tab.send_str(told)
            await tab.send_json(["resize", {"width": 10**9, "height": 10**9}])
            await tab.send_json(["resize", {"width": 100, "height": 30}])
            drawn = b""
            while "青石县".encode() not in drawn:
                drawn += await tab.receive_bytes()
            left = children(served.process.pid)
            assert len(left) == 1
        assert all_gone(left)
        async with client.ws_connect(socket, headers={"Origin": served.address}) as tab:
            await tab.receive_bytes()
            left = children(served.process.pid)
            os.kill(served.process.pid, signal.SIGKILL)
        assert all_gone(left)


def _get(served: Served, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", served.port)
    connection.request("GET", path, headers={"Connection": "close", **headers})
    return connection.getresponse()
