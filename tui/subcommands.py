"""The subcommands of `piyue`. Imported once the language is known, since help texts are made here."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
import msgspec
from click.shell_completion import CompletionItem

from seeds.problems import Problem
from store.catalogue import Filter
from store.project import Project
from tui import care_commands
from tui.bug_report import bug_report
from tui.completion_command import completion_command
from tui.config_commands import config_group
from tui.examples import with_examples
from tui.exchange_commands import export_command, merge_command
from tui.extract_command import extract_command
from tui.garbage import search_later
from tui.identity import annotator_name
from tui.import_command import import_command
from tui.language import LANGUAGES, _
from tui.logs import note, versions
from tui.opening import opened_project, own_place, shown_path
from tui.parameters import PROJECT, project_argument, project_option
from tui.profile_commands import profile_group
from tui.reextract_command import reextract_command
from tui.serve_command import serve_command

_LISTED = (
    "aid", "verdict", "reason", "title", "place", "published", "source", "tags", "suggested_tags",
    "indicators", "entities", "unreviewed", "path",
)  # fmt: skip
"""What `piyue list --format json` says of an article."""


def _tell_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    """Say which piyue runs on what, and end."""
    if wanted and not ctx.resilient_parsing:
        click.echo(versions())
        ctx.exit()


_SENTENCE = 200
"""Characters of a command's help that the list of commands has room for."""


class Piyue(click.Group):
    """Opens a project where the first word is no subcommand: `piyue PROJECT` is `piyue open PROJECT`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `open` before a project."""
        at = self._first_word(args)
        if at is None:
            if ctx.resilient_parsing:
                return super().parse_args(ctx, args)
            if not {"--help", "--version"} & set(args):
                args = [*args, "open"]
        elif args[at] not in self.commands:
            args = [*args[:at], "open", *args[at:]]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The subcommands, and folders: a project may stand in their place."""
        # Folders first: bash forgets, where it meets them, what it was offered before.
        return [CompletionItem(incomplete, type="dir"), *super().shell_complete(ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each subcommand with the whole first sentence of its help."""
        del ctx
        told = [(name, self.commands[name].get_short_help_str(_SENTENCE)) for name in sorted(self.commands)]
        with formatter.section(_("Commands")):
            formatter.write_dl(told)

    @staticmethod
    def _first_word(args: list[str]) -> int | None:
        """The place of the first argument that is neither an option nor an option's value."""
        at = 0
        while at < len(args):
            if args[at] in ("--lang", "--as"):
                at += 2
            elif args[at].startswith("-") and args[at] != "-":
                at += 1
            else:
                return at
        return None


@click.group(cls=Piyue, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help=_(
        "Language of the interface; otherwise that of config.toml, the one chosen on the screen, or the "
        "locale's."
    ),
)
@click.option(
    "--as",
    "annotator",
    metavar="NAME",
    help=_("Who you are; otherwise your name in config.toml, in git, or your login."),
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_tell_version,
    help=_("Show the version, and what it runs on."),
)
@click.pass_context
def piyue(ctx: click.Context, lang: str | None, annotator: str | None) -> None:
    # The language was taken from the arguments before this module was imported.
    del lang
    ctx.obj = annotator


piyue.help = _(
    "Read Chinese policy news in the terminal and correct what a machine extracted from it.\n\n"
    "`piyue [PROJECT]` opens the workbench on a project, a folder that `piyue import` makes; without "
    "PROJECT it is the one that PIYUE_PROJECT names, or your own."
)


@piyue.command("open", help=_("Open the workbench on a project (the same as `piyue PROJECT`)."))
@project_argument
@click.pass_obj
def open_(annotator: str | None, project: Path | None) -> None:
    with opened_project(project, annotator, create=project is None) as opened:
        _need_terminal()
        _run_workbench(opened)


@piyue.command(help=_("Open the workbench on a fresh project of the bundled samples."))
@click.option(
    "--project", "-p", type=PROJECT, metavar="PROJECT", help=_("Where to keep it; it must not exist yet.")
)
@click.pass_obj
def demo(annotator: str | None, project: Path | None) -> None:
    from seeds.samples import sample_paths
    from tui.sample_project import add_samples

    _need_terminal()
    path = project or _fresh_folder(own_place() / "demos")
    with Project.create(path, annotator=annotator_name(annotator)) as opened:
        add_samples(opened, sample_paths())
        _run_workbench(opened)
    click.echo(
        _("The demo is kept; open it again with: piyue {path}").format(path=shown_path(path)), err=True
    )


@piyue.command("list", help=_("List the articles of a project."))
@project_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help=_("Output."),
)
@click.option(
    "--filter",
    "query",
    default="",
    metavar="TEXT",
    help=_("Only articles with TEXT in title, place, tags or text."),
)
@click.pass_obj
def list_(annotator: str | None, project: Path | None, format_: str, query: str) -> None:
    with opened_project(project, annotator, create=False) as opened:
        rows = opened.rows(opened.ids(Filter(query=query)))
    if format_ == "json":
        told_ = [{name: getattr(row, name) for name in _LISTED} for row in rows]
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(told_), indent=2) + b"\n")
        return
    from tui.listing_table import print_table

    print_table(rows)


piyue.add_command(bug_report)
piyue.add_command(completion_command)
piyue.add_command(config_group)
piyue.add_command(export_command)
piyue.add_command(extract_command)
piyue.add_command(import_command)
piyue.add_command(merge_command)
piyue.add_command(profile_group)
piyue.add_command(reextract_command)
piyue.add_command(serve_command)
for care in (care_commands.doctor, care_commands.backup, care_commands.restore, care_commands.status):
    piyue.add_command(care)
with_examples(piyue)


def _need_terminal() -> None:
    if "TEXTUAL_DRIVER" in os.environ:
        return  # another screen was provided, as `piyue serve` does
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise Problem("the workbench needs a terminal; piyue list, extract and export work without one")
    if os.environ.get("TERM") == "dumb":
        raise Problem(
            "a terminal of the kind dumb cannot show the workbench: set TERM to what it is, as in "
            "TERM=xterm-256color piyue; piyue list, extract and export work in any"
        )


def _run_workbench(project: Project) -> None:
    """Give the terminal to the workbench."""
    search_later()
    from tui.app import PiyueApp
    from tui.config import read_config
    from tui.output import complain

    config = read_config()
    app = PiyueApp(project, config)
    for problem in app.config_problems:
        complain(problem)
    note("workbench begins")
    app.run(mouse=config.interface.mouse)
    note(f"workbench ends: {app.return_code} · {versions()}")
    if app.return_code:
        sys.exit(app.return_code)


def _fresh_folder(parent: Path) -> Path:
    """The first of demo-1, demo-2, … that is not there yet."""
    number = 1
    while (path := parent / f"demo-{number}").exists():
        number += 1
    return path
