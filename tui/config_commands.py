"""`piyue config`: what is set and from where, the file to edit, and what in it cannot be followed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path

import click

from seeds.problems import Problem
from tui.config import DOCUMENTED, config_path, read_config
from tui.language import _, ngettext
from tui.opening import shown_path
from tui.output import complain, writing_to
from tui.text.visible import visible
from tui.text.width import cell_width

_VALUES = 44
"""Cells after which it is said where a value comes from."""


@click.group("config", help=_("Show, edit and check the configuration: your name, the interface, the keys."))
def config_group() -> None:
    pass


@config_group.command("show", help=_("Print what holds, as the file would set it, and where it comes from."))
def show_config() -> None:
    from tui.preferences import read_preferences
    from tui.settings import standing

    path, config = config_path(), read_config()
    there = "" if path.exists() else _(" (there is no such file)")
    click.echo(f"# {shown_path(path)}{there}")
    for section, settings in groupby(standing(config, read_preferences()), lambda setting: setting.section):
        click.echo(f"\n[{section}]")
        for setting in settings:
            line = visible(setting.as_toml())
            gap = " " * max(2, _VALUES - cell_width(line))
            click.echo(f"{line}{gap}# {_(setting.origin)}")
    for problem in config.problems:
        complain(problem)


@config_group.command("path", help=_("Print where the configuration is, whether or not there is one."))
def print_path() -> None:
    click.echo(config_path())


@config_group.command("check", help=_("Say everything in the configuration that cannot be followed."))
@click.argument("file", type=click.Path(path_type=Path), required=False)
def check_config(file: Path | None) -> None:
    problems = problems_of(file)
    for problem in problems:
        complain(problem)
    if problems:
        sys.exit(1)
    click.echo(_("{path}: everything in it holds").format(path=shown_path(file or config_path())))


@config_group.command(
    "edit",
    help=_(
        "Open the configuration in an editor, and check it afterwards.\n\n"
        "Where there is none yet, it begins with one that explains every setting and sets none. The editor "
        "is the one that the configuration names, $VISUAL or $EDITOR."
    ),
)
def edit_config() -> None:
    path = config_path()
    if not path.exists():
        begin(path)
    while True:
        _edit(path)
        problems = problems_of(path)
        if not problems:
            click.echo(_("{path}: everything in it holds").format(path=shown_path(path)))
            return
        for problem in problems:
            complain(problem)
        count = len(problems)
        told = ngettext(
            "{count} setting cannot be followed; the file is as you left it. Edit it again?",
            "{count} settings cannot be followed; the file is as you left it. Edit it again?",
            count,
        ).format(count=count)
        if not sys.stdin.isatty() or not click.confirm(told, default=True):
            sys.exit(1)


def begin(path: Path) -> None:
    """Write the documented default. Raises Problem where it cannot be written."""
    with writing_to(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(DOCUMENTED.read_bytes())


def problems_of(path: Path | None) -> Sequence[Problem]:
    """All that cannot be followed in a file, by default the person's own: its form, settings and keys."""
    from tui.remapping import remapped

    if path is not None and not path.is_file():
        raise Problem("{path}: there is no such file", path=shown_path(path))
    config = read_config(path)
    _keys, clashes = remapped(config.keys)
    return [*config.problems, *_theme_problems(config.interface.theme), *clashes]


def _theme_problems(name: str | None) -> Iterator[Problem]:
    """Nothing, or that there is no theme of this name."""
    from textual.theme import BUILTIN_THEMES

    from tui.themes import THEMES

    known = {*BUILTIN_THEMES, *(theme.name for theme in THEMES)}
    if name is None or name in known:
        return
    near = get_close_matches(name, known, 1)
    if near:
        yield Problem(
            "[interface] theme: there is no theme {name}; did you mean {near}?", name=name, near=near[0]
        )
    else:
        yield Problem("[interface] theme: there is no theme {name}; F7 in the workbench shows all", name=name)


def _edit(path: Path) -> None:
    from tui.programs import editor

    command = [*editor(read_config(path).interface, os.environ), str(path)]
    try:
        code = subprocess.run(command, check=False).returncode  # noqa: S603 - what the person named
    except OSError as error:
        raise Problem(
            "{program} cannot be started ({reason})", program=command[0], reason=error.strerror or str(error)
        ) from None
    if code:
        raise Problem("{program} ended with {code}; the file is as it left it", program=command[0], code=code)
