"""`piyue import`: files into a project, every file accounted for."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from seeds.problems import Problem
from tui.language import _
from tui.opening import opened_project, shown_path
from tui.sources import named_files

_PATH = click.Path(path_type=Path)


@click.command(
    "import",
    help=_(
        "Read files and folders into a project, which is made if need be.\n\n"
        "The same command again goes on where an earlier one stopped: what was read is not read again, and "
        "what failed is tried again."
    ),
)
@click.argument("paths", type=_PATH, nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--project", "-p", type=_PATH, envvar="PIYUE_PROJECT", metavar="PROJECT", help=_("The project's folder.")
)
@click.option(
    "--profile", metavar="NAME|FILE", help=_("The schema: the name of a bundled profile or a TOML file.")
)
@click.option(
    "--changed",
    is_flag=True,
    help=_("Read files that were changed since they were read, each as a new article."),
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help=_("How many files to read at a time; otherwise as many as there are processor cores."),
)
@click.pass_obj
def import_command(
    annotator: str | None,
    paths: tuple[Path, ...],
    project: Path | None,
    profile: str | None,
    changed: bool,
    jobs: int | None,
) -> None:
    from tui.importing.account import Account
    from tui.importing.importer import Import
    from tui.importing.interruption import interruptible
    from tui.importing.progress import counted_ahead, progress
    from tui.importing.reading import STANDARD_INPUT
    from tui.output import complain

    if STANDARD_INPUT in paths:
        jobs = 1  # it is read by this process
    account, code = Account(), 0
    with opened_project(project, annotator, create=True, profile=profile) as opened:
        with interruptible() as interruption:
            try:
                with progress() as bar, counted_ahead(paths, bar, opened.path):
                    work = Import(opened, account, bar, interruption.came, changed=changed, jobs=jobs)
                    work.read(named_files(paths, opened.path))
            except KeyboardInterrupt:
                code = interruption.code
            except Problem as problem:
                complain(problem)
                code = 1
        click.echo(account.in_words())
        click.echo(_("project: {path}").format(path=shown_path(opened.path)))
        if interruption.came():
            click.echo(_("stopped; the same command goes on from here"), err=True)
            code = interruption.code
    if account.outcomes["failed"] or not account.files:
        code = code or 1
    sys.exit(code)
