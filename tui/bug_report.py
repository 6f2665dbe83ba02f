"""`piyue bug-report`: what helps to find a fault, shown first; nothing of any article, no name, no path."""

from __future__ import annotations

import locale
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from seeds.problems import Problem
from tui.config import Config, Interface, flattened, read_config
from tui.language import _, language
from tui.logs import log_path, versions
from tui.opening import opened_project, project_place, shown_path
from tui.output import complain, written
from tui.parameters import project_option
from tui.text.visible import visible

_TERMINAL = (
    "TERM", "COLORTERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "VTE_VERSION", "LANG", "LC_ALL", "LC_CTYPE",
    "NO_COLOR", "COLORFGBG", "TEXTUAL_ANIMATIONS",
)  # fmt: skip
_WITHIN = ("TMUX", "STY", "SSH_CONNECTION", "WSL_DISTRO_NAME")
"""Of these it is only said whether they are set."""
_PROGRAMS = frozenset({"editor", "pager"})
_LINES = 60
"""How many of the last lines of the log are told."""


@click.command(
    "bug-report",
    help=_(
        "Show what helps to find a fault: versions, terminal, settings, the end of the log, the numbers of a "
        "project.\n\n"
        "No text of an article, no name and no path is in it. It is only printed; --output writes it to a "
        "file, for you to send."
    ),
)
@project_option
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("Write it to this file, too."),
)
@click.pass_obj
def bug_report(annotator: str | None, project: Path | None, output: Path | None) -> None:
    lines = list(report(project, annotator))
    text = "".join(f"{visible(line)}\n" for line in lines)
    click.echo(text, nl=False)
    if output is None:
        click.echo(_("This is all. Nothing was written or sent; -o FILE writes it."), err=True)
    else:
        written([text.encode()], output)
        click.echo(_("Written to {path}. Nothing was sent.").format(path=shown_path(output)), err=True)


def report(project: Path | None, annotator: str | None) -> Iterator[str]:
    """The lines of the report."""
    yield versions()
    yield f"SQLite {sqlite3.sqlite_version}, {sys.implementation.name}, {locale.getpreferredencoding(False)}"
    yield ""
    yield "[terminal]"
    yield from _terminal()
    yield ""
    yield "[settings]"
    yield from _settings(read_config())
    yield ""
    yield "[project]"
    yield from _project(project, annotator)
    yield ""
    yield "[log]"
    yield from _log_lines()


def _terminal() -> Iterator[str]:
    columns, rows = shutil.get_terminal_size((0, 0))
    yield f"size = {columns}x{rows}"
    for name in _TERMINAL:
        if (value := os.environ.get(name)) is not None:
            yield f"{name} = {value}"
    for name in _WITHIN:
        if name in os.environ:
            yield f"{name} is set"


def _settings(config: Config) -> Iterator[str]:
    """What is set; of programs only that they are, since their paths may name somebody."""
    yield f"language in use = {language()}"
    for name, default in msgspec.structs.asdict(Interface()).items():
        value = getattr(config.interface, name)
        if value != default:
            yield f"{name} is set" if name in _PROGRAMS else f"{name} = {value}"
    yield f"keys set = {len(list(flattened(config.keys)))}"
    yield f"settings that cannot be followed = {len(config.problems)}"


def _project(path: Path | None, annotator: str | None) -> Iterator[str]:
    """The numbers of a project; why there are none."""
    from store.condition import condition

    if path is None and not project_place(None).exists():
        yield "none"
        return
    try:
        with opened_project(path, annotator, create=False) as opened:
            found = condition(opened)
    except Problem as problem:
        complain(problem)
        yield f"not opened: {type(problem).__name__}"
        return
    yield f"format = {found.format}"
    yield f"articles = {sum(found.articles.values())}"
    yield f"suggestions = {found.suggestions}"
    yield f"operations = {found.operations}"
    yield f"annotators = {len(found.annotators)}"
    yield f"warnings = {len(found.warnings)}"
    for name, size in msgspec.structs.asdict(found.sizes).items():
        yield f"bytes of the {name} = {size}"


def _log_lines() -> Iterator[str]:
    try:
        lines = log_path().read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        yield "none"
        return
    yield from lines[-_LINES:]
