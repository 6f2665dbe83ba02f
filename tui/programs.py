"""The programs of a person's own that piyue hands a file to: an editor, a pager, a browser."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable, Mapping

from seeds.problems import Problem
from tui.clipboard import is_remote
from tui.config import Interface

Which = Callable[[str], str | None]
_DESKTOPS = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")


def editor(interface: Interface, environment: Mapping[str, str], which: Which = shutil.which) -> list[str]:
    """The command that edits a file: the configured one, $VISUAL, $EDITOR, or a usual one.

    Raises Problem where there is none.
    """
    named = (interface.editor, environment.get("VISUAL"), environment.get("EDITOR"))
    return _first(named, ("nano", "vi"), "editor", which)


def pager(interface: Interface, environment: Mapping[str, str], which: Which = shutil.which) -> list[str]:
    """The command that shows a file: the configured one, $PAGER, or a usual one.

    Raises Problem where there is none.
    """
    return _first((interface.pager, environment.get("PAGER")), ("less", "more"), "pager", which)


def has_browser(environment: Mapping[str, str]) -> bool:
    """Whether a browser that is opened here is seen by the person: not over ssh, nor on a bare console."""
    if is_remote(environment):
        return False
    return sys.platform in ("darwin", "win32") or any(map(environment.get, _DESKTOPS))


def _first(named: tuple[str | None, ...], usual: tuple[str, ...], what: str, which: Which) -> list[str]:
    """The first command that is named, which must be there, or of the usual ones the first that is."""
    line = next((one for one in named if one and one.strip()), None)
    if line is None:
        found = next((one for one in usual if which(one)), None)
        if found is None:
            raise Problem("there is no {what}: name one in the configuration, [interface] {what}", what=what)
        return [found]
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise Problem(
            "{what} cannot be followed: {line} ({reason})", what=what, line=line, reason=str(error)
        ) from None
    if not words or which(words[0]) is None:
        raise Problem(
            "there is no program {name}, which is to be the {what}",
            name=words[0] if words else line,
            what=what,
        )
    return words
