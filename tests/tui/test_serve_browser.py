"""The workbench in a real browser: who gets in, and what can be done there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.project import Project
from tests.tui.serving import CHROMEDRIVER, CHROMIUM, Browser, serving
from tests.tui.terminal import all_gone, children

pytestmark = pytest.mark.skipif(
    CHROMIUM is None or CHROMEDRIVER is None,
    reason="there is no Chromium with its chromedriver here, in which `piyue serve` could be tried",
)
ENTER, ESCAPE = "\ue007", "\ue00c"
_FETCHED = "return performance.getEntriesByType('resource').map((entry) => entry.name)"
_TRY_SOCKET = """
const tell = arguments[1], socket = new WebSocket(arguments[0]);
socket.addEventListener("open", () => tell("let in"));
socket.addEventListener("error", () => tell("refused"));
"""


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    browser = Browser(tmp_path / "profile")
    try:
        yield browser
    finally:
        browser.driver.quit()


def test_a_day_in_the_browser(place: Path, tmp_path: Path, browser: Browser) -> None:
    with serving(place, tmp_path) as served:
        token = f"{served.address}/?token={served.token}"
        browser.open(token)
        # The list is there, keys go to it without a click, and the address tells nothing any more.
        browser.until(lambda screen: "Articles 3" in screen and "saved" in screen)
        assert browser.driver.current_url == f"{served.address}/"
        assert browser.driver.execute_script("return document.referrer") in ("", f"{served.address}/")
        assert browser.colours() > 20
        fetched = browser.driver.execute_script(_FETCHED)
        assert [address for address in fetched if not address.startswith(served.address)] == []
        # What an input method composes arrives as what was chosen.
        browser.press("/")
        browser.until(lambda screen: "Filter:" in screen)
        browser.compose("zzz", "龘龘")
        assert "zzz" not in browser.until(lambda screen: "龘龘" in screen and "Articles 0 / 3" in screen)
        browser.press(ESCAPE)
        browser.until(lambda screen: "Articles 3" in screen)
        # A decision is on disk.
        browser.press(ENTER + "a")
        browser.until(lambda _screen: _accepted(place) == 1)
        # The workbench follows the window: where that is narrow, the article has all of it.
        browser.resize(520, 600)
        browser.until(lambda screen: "Articles 3" not in screen and "本报讯" in screen)
        browser.resize(1280, 800)
        browser.until(lambda screen: "Articles 3" in screen)
        # Another tab is another workbench of the same session; the token is used up.
        browser.open_in_new_tab(served.address)
        browser.until(lambda screen: "Articles 3" in screen)
        workbenches = children(served.process.pid)
        assert len(workbenches) == 2
        browser.open(token)
        assert "This address does not open piyue" in browser.page()
        assert all_gone(workbenches[1:])
        # A page of another origin gets no workbench, though the browser would send it the cookie.
        browser.open(f"http://localhost:{served.port}/")
        socket = f"ws://127.0.0.1:{served.port}/ws"
        assert browser.driver.execute_async_script(_TRY_SOCKET, socket) == "refused"
        # What was left is said, and no process stays behind.
        browser.open(served.address)
        browser.until(lambda screen: "Articles 3" in screen)
        browser.press("q")
        browser.until(lambda _screen: "The workbench was left" in browser.page())
        workbenches = children(served.process.pid)
    assert served.process.returncode == 0
    assert all_gone(workbenches)


def _accepted(place: Path) -> int:
    """The suggestions that are accepted on disk."""
    with Project.open(place, annotator="li") as project:
        layers = [project.layer(aid) for aid in project.ids()]
        return sum(
            span.state == "accepted" for layer in layers for span in (*layer.entities(), *layer.indicators())
        )
