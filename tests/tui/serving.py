"""`piyue serve` as it is installed, and a browser in front of it."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

from tests.tui.terminal import PATIENCE

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
CHROMEDRIVER = shutil.which("chromedriver")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_OVERHEAR = """
window.drawn = [];
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", (event) => {
      if (typeof event.data !== "string")
        for (const byte of new Uint8Array(event.data)) window.drawn.push(String.fromCharCode(byte));
    });
  }
};
"""
_OVERHEARD = "return btoa(window.drawn.splice(0).join(''))"


class Served:
    """A running `piyue serve`."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        assert process.stdout is not None
        self.process = process
        self.log = log
        self.address, _, token = process.stdout.readline().strip().partition("/?token=")
        self.port = int(self.address.rpartition(":")[2])
        self.token = token


@contextmanager
def serving(place: Path, home: Path, *options: str) -> Iterator[Served]:
    """Serve a project until the end."""
    command = Path(sys.executable).with_name("piyue")
    environment = os.environ | {"HOME": str(home), "PIYUE_LOG": str(home / "log"), "PIYUE_LANG": "en"}
    process = subprocess.Popen(
        [command, "--as", "wang", "serve", place, *options],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        try:
            yield Served(process, home / "log")
        finally:
            process.terminate()


class Browser:
    """A headless Chromium, and the screen that a tab of it was sent."""

    def __init__(self, profile: Path) -> None:
        options = Options()
        options.binary_location = CHROMIUM or ""
        for flag in (*_FLAGS, f"--user-data-dir={profile}", "--window-size=1280,800"):
            options.add_argument(flag)
        self.driver = webdriver.Chrome(options=options, service=Service(CHROMEDRIVER))
        self.driver.set_script_timeout(PATIENCE)
        self._overhear()
        self._draw_anew()

    def open(self, address: str) -> None:
        """Go to an address."""
        self._draw_anew()
        self.driver.get(address)

    def open_in_new_tab(self, address: str) -> None:
        """Go to an address in another tab, which is the one that is looked at from now on."""
        self.driver.switch_to.new_window("tab")
        self._overhear()
        self.open(address)

    def press(self, keys: str) -> None:
        """Press keys one by one."""
        ActionChains(self.driver).send_keys(keys).perform()

    def compose(self, typed: str, chosen: str) -> None:
        """Type with an input method: letters first, then the characters that were chosen for them."""
        self.driver.execute_cdp_cmd(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
        self.driver.execute_cdp_cmd("Input.insertText", {"text": chosen})

    def resize(self, width: int, height: int) -> None:
        """Give the window another size, in pixels."""
        self.driver.set_window_size(width, height)

    def page(self) -> str:
        """What stands on the page."""
        return self.driver.find_element(By.TAG_NAME, "body").text

    def until(self, what: Callable[[str], bool]) -> str:
        """The workbench's screen as soon as it is as wanted. Fails at the end of patience."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if what(screen := self._drawn()):
                return screen
            time.sleep(0.02)
        raise AssertionError(f"never came:\n{self._drawn()}\n{self.page()}")

    def colours(self) -> int:
        """How many colours the picture of the page has: a screen that is drawn has dozens."""
        from io import BytesIO

        from PIL import Image

        image = Image.open(BytesIO(self.driver.get_screenshot_as_png())).convert("RGB")
        return len(image.getcolors(1 << 24) or [])

    def _drawn(self) -> str:
        data = base64.b64decode(self.driver.execute_script(_OVERHEARD))
        self._stream.feed(data)
        rows = (self._screen.buffer[row] for row in range(self._screen.lines))
        return "\n".join("".join(row[x].data for x in range(self._screen.columns)) for row in rows)

    def _draw_anew(self) -> None:
        # Larger than any window here; what the browser draws itself is for `colours`.
        self._screen = pyte.Screen(200, 60)
        self._stream = pyte.ByteStream(self._screen)

    def _overhear(self) -> None:
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _OVERHEAR})
