"""The command line: `piyue [PROJECT]` opens the workbench, the rest works without a screen.

Results go to standard output, everything said about them to standard error. Exit codes: 0 all
done, 1 some or all of it failed, 2 the command was misspelled, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from seeds.problems import Problem
from tui import language
from tui.language import told
from tui.text.visible import visible


def main() -> None:
    """The `piyue` command."""
    language.use(_wanted_language(sys.argv[1:]))
    from tui.subcommands import piyue

    try:
        piyue.main(prog_name="piyue")
    except Problem as problem:
        click.echo(f"piyue: {visible(told(problem))}", err=True)
        sys.exit(1)


def _wanted_language(arguments: Sequence[str]) -> str:
    """The language is needed before the options are parsed, since their help is in it."""
    for at, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
        if argument == "--lang" and at + 1 < len(arguments):
            return _known(arguments[at + 1])
    return language.preferred(os.environ)


def _known(wanted: str) -> str:
    return wanted if wanted in language.LANGUAGES else language.preferred(os.environ)


if __name__ == "__main__":
    main()
