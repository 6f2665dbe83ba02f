"""Who is at the keyboard."""

from __future__ import annotations

import getpass
import subprocess


def login_or_git_name() -> str:
    """The annotator's name where none was given: the one in git's configuration, else the login."""
    try:
        command = ["git", "config", "user.name"]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=2, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return _login()
    return answer.stdout.strip() or _login()


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "annotator"
