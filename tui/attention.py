"""Telling a person who looks elsewhere that a long job has ended: by the bell, and where the terminal can, by
a notification of its desktop."""

from __future__ import annotations

from collections.abc import Mapping

from tui.escapes import BEL, command
from tui.text.visible import visible

LONG = 10.0
"""Seconds after which whoever began a job may be looking elsewhere."""
_LONGEST = 120
_OSC_9 = frozenset({"iTerm.app", "WezTerm", "ghostty"})
_OSC_777 = ("foot", "rxvt")


def announcement(words: str, environment: Mapping[str, str]) -> str:
    """What rings, and shows `words` on the desktop of a terminal that is known to do that.

    Of others each takes the two forms of notification for something else: they get the bell alone.
    """
    said = visible(words)[:_LONGEST].replace(";", ",")
    terminal, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM")
    if program in _OSC_9 or terminal.startswith("xterm-kitty"):
        return BEL + command(f"9;{said}")
    if terminal.startswith(_OSC_777):
        return BEL + command(f"777;notify;piyue;{said}")
    return BEL
