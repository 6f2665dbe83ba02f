"""Who is at the keyboard."""

from __future__ import annotations

import getpass
import subprocess

from tui.config import read_config


def annotator_name(given: str | None = None) -> str:
    """Who makes the changes: the name `given` with `--as`, the configured one, git's, or the login."""
    return (given or "").strip() or read_config().annotator or _git_name() or _login()


def _git_name() -> str:
    try:
        command = ["git", "config", "user.name"]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=2, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip()


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "annotator"
