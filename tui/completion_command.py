"""`piyue completion`: what a shell reads to complete commands, options, formats, profiles and projects."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from seeds.problems import Problem
from tui.language import _

SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
VARIABLE = "_PIYUE_COMPLETE"
"""The environment variable by which a shell asks for completions."""


@click.command(
    "completion",
    help=_(
        "Print what your shell reads to complete the commands of piyue with the Tab key.\n\n"
        "Write it to the place where your shell looks, and begin a new shell."
    ),
)
@click.argument("shell", type=click.Choice(list(SHELLS)))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    try:
        script = SHELLS[shell](ctx.find_root().command, {}, "piyue", VARIABLE).source()
    except RuntimeError as error:
        raise Problem("{shell}: {reason}", shell=shell, reason=str(error)) from None
    click.echo(script)
