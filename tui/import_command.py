"""`piyue import`: files into a project, every file accounted for."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seeds.problems import Problem
from store.problems import Busy
from tui.language import _
from tui.opening import opened_project, shown_path
from tui.parameters import profile_option, project_option
from tui.sources import named_files
from tui.text.visible import visible

if TYPE_CHECKING:
    from tui.importing.account import Account
    from tui.importing.importer import Arrival, Import

_PATH = click.Path(path_type=Path)


def _mapping(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """The mappings together; a comma parts them where another field follows."""
    del ctx, param
    if not given:
        return {}
    from seeds.readers.containers import FIELDS, mapping_from

    between = re.compile(rf"[,\uff0c]\s*(?=(?:{'|'.join(FIELDS)})=)")
    return mapping_from(part for said in given for part in between.split(said))


fields_option = click.option(
    "--map",
    "mapping",
    multiple=True,
    callback=_mapping,
    metavar="FIELD=NAME,…",
    help=_("Which keys or columns of collections are which fields: text=正文,title=标题; may be repeated."),
)


@click.command(
    "import",
    help=_(
        "Read files and folders into a project, which is made if need be; - is standard input.\n\n"
        "Text, HTML, PDF, Word and Markdown are articles. Archives, collections (JSON, JSONL, CSV, TSV) and "
        "saved web pages (MHTML, WARC) hold several.\n\n"
        "The same command again goes on where an earlier one stopped: what was read is not read again, and "
        "what failed is tried again."
    ),
)
@click.argument("paths", type=_PATH, nargs=-1, required=True, metavar="PATH...")
@project_option
@profile_option
@click.option(
    "--changed",
    is_flag=True,
    help=_("Read files that were changed since they were read, each as a new article."),
)
@fields_option
@click.option(
    "--watch",
    is_flag=True,
    help=_("Go on looking for files that arrive in the folders, and read each, until Ctrl-C."),
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
    mapping: dict[str, str],
    watch: bool,
    jobs: int | None,
) -> None:
    from tui.importing.account import Account
    from tui.importing.importer import Import
    from tui.importing.interruption import interruptible
    from tui.importing.reading import STANDARD_INPUT
    from tui.output import complain

    if watch and STANDARD_INPUT in paths:
        raise Problem("--watch looks at folders; read standard input without it")
    account, code = Account(), 0
    with opened_project(project, annotator, create=True, profile=profile) as opened:
        with interruptible() as interruption:
            importing = partial(
                Import,
                opened,
                account,
                stopped=interruption.came,
                changed=changed,
                jobs=jobs,
                mapping=mapping,
            )
            try:
                if watch:
                    _watch(paths, importing, account, opened.path, interruption.came)
                else:
                    _read(paths, importing, opened.path)
            except KeyboardInterrupt:
                code = interruption.code
            except Problem as problem:
                complain(problem)
                code = 1
        click.echo(account.in_words())
        click.echo(_("project: {path}").format(path=shown_path(opened.path)))
        if interruption.came() and not watch:
            click.echo(_("stopped; the same command goes on from here"), err=True)
            code = interruption.code
    if account.outcomes["failed"] or not (account.files or watch):
        code = code or 1
    sys.exit(code)


def _read(paths: tuple[Path, ...], importing: Callable[..., Import], left_out: Path) -> None:
    from tui.importing.progress import counted_ahead, progress

    with progress() as bar, counted_ahead(paths, bar, left_out):
        importing(watcher=bar).read(named_files(paths, left_out))


def _watch(
    paths: tuple[Path, ...],
    importing: Callable[..., Import],
    account: Account,
    left_out: Path,
    stopped: Callable[[], bool],
) -> None:
    """Read what is there and then what arrives, until it is to stop."""
    from tui.importing.progress import progress
    from tui.importing.watching import Watch, wait
    from tui.output import complain

    watch = Watch(paths, left_out)
    with progress() as bar:
        found = watch.look()
        bar.expect(len(found))
        importing(watcher=bar).read(found)
    click.echo(account.in_words())
    click.echo(_("watching for files that arrive; Ctrl-C ends it"), err=True)
    with progress(shown=False) as bar:
        while wait(watch.pause, stopped):
            if not (found := watch.look()):
                continue
            try:
                importing(watcher=bar, arrived=_tell_of_article).read(found)
            except Busy as problem:  # another program writes for long; the files wait for the next look
                complain(problem)
                watch.again(found)


def _tell_of_article(arrival: Arrival) -> None:
    if arrival.fresh:
        click.echo(f"{arrival.aid}  {visible(arrival.title)}")
        sys.stdout.flush()
