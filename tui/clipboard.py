"""The clipboard of the machine that a person sits at, also where piyue runs on another, over ssh.

A terminal takes a text from an escape sequence (OSC 52) and does not say whether it did: some must be told
to, some take nothing. So where the screen is this machine's, its own command is given the text as well. tmux
keeps such sequences to itself; it is given the text by its own command, which hands it on.
"""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from seeds.problems import Problem
from tui.escapes import command, passed_through

LONGEST = 100_000
"""Characters of the longest sequence that common terminals and what lies before them take."""
PATIENCE = 5.0
"""Seconds that a command may take to receive a text."""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What no text needs, and a shell that it is pasted into might obey."""
_TMUX = ("tmux", "load-buffer", "-w", "-")
Reached = Literal["clipboard", "tmux"]


class Tool(NamedTuple):
    """A command that puts its input on the clipboard, and the variable that says that there is one."""

    command: tuple[str, ...]
    needs: str = ""


_TOOLS = (
    Tool(("wl-copy",), "WAYLAND_DISPLAY"),
    Tool(("xclip", "-selection", "clipboard"), "DISPLAY"),
    Tool(("xsel", "--clipboard", "--input"), "DISPLAY"),
    Tool(("clip.exe",), "WSL_DISTRO_NAME"),
    Tool(("termux-clipboard-set",), "TERMUX_VERSION"),
)


def plain(text: str) -> str:
    """The text as it is pasted: with line feeds and tabs, and without other control characters."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def sequence(text: str, environment: Mapping[str, str]) -> str | None:
    """What tells the terminal to put a text on its clipboard; None where that is too much for one."""
    encoded = base64.b64encode(text.encode("utf-8", "replace")).decode()
    told = command(f"52;c;{encoded}")
    return passed_through(told, environment) if len(told) <= LONGEST else None


def is_remote(environment: Mapping[str, str]) -> bool:
    """Whether the person sits at another machine."""
    return bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))


def tool(
    environment: Mapping[str, str], which: Callable[[str], str | None] = shutil.which
) -> Sequence[str] | None:
    """The command of this machine's own screen; None where the person sits at another, or there is none."""
    if is_remote(environment):
        return None
    tools = (Tool(("pbcopy",)),) if sys.platform == "darwin" else _TOOLS
    fitting = (one.command for one in tools if not one.needs or environment.get(one.needs))
    return next((words for words in fitting if which(words[0])), None)


def deliver(text: str, environment: Mapping[str, str], *, told: bool) -> Reached:
    """Give a text to the commands that take it. `told` says whether the terminal was sent its sequence.

    `tmux` is where it reached no farther than that. Raises Problem where nothing takes so much.
    """
    own = tool(environment)
    at_hand = own is not None and _given(own, text)
    in_tmux = bool(environment.get("TMUX")) and _given(_TMUX, text)
    if at_hand or told:
        return "clipboard"
    if in_tmux:
        return "tmux"
    raise Problem(
        "{size} KB is more than a terminal's clipboard takes ({limit} KB); export it to a file instead",
        size=-(-len(text.encode("utf-8", "replace")) // 1000),
        limit=LONGEST * 3 // 4 // 1000,
    )


def _given(words: Sequence[str], text: str) -> bool:
    """Whether a command took the text."""
    encoding = "utf-16" if words[0] == "clip.exe" else "utf-8"
    try:
        done = subprocess.run(  # noqa: S603 - one of the commands above
            words,
            input=text.encode(encoding, "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
