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
from tui.config import read_config
from tui.language import told
from tui.preferences import read_preferences
from tui.settings import wanted_language
from tui.text.visible import visible


def main() -> None:
    """The `piyue` command."""
    language.use(_wanted_language(sys.argv[1:]))
    from tui.completion_command import VARIABLE
    from tui.logs import fault
    from tui.subcommands import piyue

    try:
        piyue.main(prog_name="piyue", complete_var=VARIABLE)
    except Problem as problem:
        click.echo(f"piyue: {visible(told(problem))}", err=True)
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person is told and the log has it
        click.echo(f"piyue: {fault(error)}", err=True)
        sys.exit(1)


def _wanted_language(arguments: Sequence[str]) -> str:
    """The language is needed before the options are parsed, since their help is in it."""
    for at, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
        if argument == "--lang" and at + 1 < len(arguments):
            return _known(arguments[at + 1])
    return wanted_language(read_config(), read_preferences(), os.environ)


def _known(wanted: str) -> str:
    return wanted if wanted in language.LANGUAGES else language.preferred(os.environ)


if __name__ == "__main__":
    main()
