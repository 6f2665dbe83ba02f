"""What several commands take: a project, a profile; and what shells complete them to."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from tui.language import _


class ProjectFolder(click.Path):
    """The folder of a project. What is wrong with it is for the store to say."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Folders."""
        del ctx, param
        return [CompletionItem(incomplete, type="dir")]


def profiles(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of the bundled profiles; files where it can be none of them."""
    from seeds.profile import bundled_names

    del ctx, param
    named = [CompletionItem(name) for name in bundled_names() if name.startswith(incomplete)]
    return named or [CompletionItem(incomplete, type="file")]


PROJECT = ProjectFolder(path_type=Path)
project_argument = click.argument("project", type=PROJECT, envvar="PIYUE_PROJECT", required=False)
project_option = click.option(
    "--project",
    "-p",
    type=PROJECT,
    envvar="PIYUE_PROJECT",
    metavar="PROJECT",
    help=_("The project's folder."),
)
profile_option = click.option(
    "--profile",
    metavar="NAME|FILE",
    shell_complete=profiles,
    help=_("The schema: the name of a bundled profile or a TOML file."),
)
