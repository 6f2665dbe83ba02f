"""Sequences by which a program speaks to the terminal itself, past whatever shares it out in between."""

from __future__ import annotations

from collections.abc import Mapping

ESC, BEL, END = "\x1b", "\x07", "\x1b\\"
_SCREEN_PIECE = 76 * 4
"""Characters that screen passes on at a time; it drops longer ones."""


def command(body: str) -> str:
    """An operating system command (OSC), as `52;c;…`, for the terminal."""
    return f"{ESC}]{body}{BEL}"


def passed_through(sequence: str, environment: Mapping[str, str]) -> str:
    """The sequence so that tmux or screen, where the program runs in one, hands it to the terminal.

    tmux does so from 3.3 on only where `allow-passthrough` is on.
    """
    if environment.get("TMUX"):
        return f"{ESC}Ptmux;{sequence.replace(ESC, ESC + ESC)}{END}"
    if environment.get("STY"):
        pieces = range(0, len(sequence), _SCREEN_PIECE)
        return "".join(f"{ESC}P{sequence[at : at + _SCREEN_PIECE]}{END}" for at in pieces)
    return sequence
