"""The commands that look after a project: `piyue doctor`, `backup`, `restore` and `status`."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from seeds.article import Note
from seeds.problems import Problem
from tui.language import _, ngettext, told
from tui.opening import opened_project, project_place, shown_path
from tui.parameters import project_argument
from tui.text.visible import visible

if TYPE_CHECKING:
    from store.backups.backups import Backup
    from store.verification.findings import Finding

_PATH = click.Path(path_type=Path)
_MOST_OF_A_KIND = 20


@click.command(
    "doctor",
    help=_(
        "Look whether a project is what was written, all of it, and say what is wrong.\n\n"
        "With --repair it is mended: from the mirror of the log, the newest sound backup and the source "
        "files. The file is kept as it was in quarantine/, and so is whatever cannot be got back. Ends with "
        "1 where something is wrong or lost."
    ),
)
@project_argument
@click.option("--repair", "mend", is_flag=True, help=_("Mend what is wrong."))
def doctor(project: Path | None, *, mend: bool) -> None:
    from store.repair.repair import Repaired, examine, repair
    from tui.care_progress import stages

    folder = project_place(project)
    with stages() as progress:
        repaired = repair(folder, progress) if mend else Repaired(found=examine(folder, progress))
    if not repaired.found:
        click.echo(_("{path}: nothing is wrong").format(path=shown_path(folder)))
        return
    _tell_findings(repaired.found)
    if not mend:
        sys.exit(1)
    _tell_notes(repaired.notes)
    if repaired.kept is not None:
        click.echo(_("the file as it was: {path}").format(path=shown_path(repaired.kept)))
    if repaired.left:
        click.echo(_("still wrong:"))
        _tell_findings(repaired.left)
    else:
        click.echo(_("{path}: mended").format(path=shown_path(folder)))
    sys.exit(1 if repaired.left or repaired.lost else 0)


@click.command(
    "backup",
    help=_(
        "Write a backup of a project into one file and verify it; people may go on working meanwhile.\n\n"
        "Without --output it goes into backup/ of the project, where the newest five such are kept."
    ),
)
@project_argument
@click.option("--output", "-o", type=_PATH, metavar="FILE", help=_("The file to write; it must not exist."))
def backup(project: Path | None, output: Path | None) -> None:
    from store.backups.backups import back_up
    from tui.care_progress import stages

    folder = project_place(project)
    with stages() as progress:
        made = back_up(folder, output, progress)
    click.echo(_backup_told(made))


@click.command(
    "restore",
    help=_(
        "Make a project what a backup of it was; without BACKUP, list the backups that there are.\n\n"
        "BACKUP is a file, or the name of one in backup/ of the project. What was done since the backup is "
        "done again, unless --exact. The present state is kept as a backup first; the project may be open "
        "meanwhile."
    ),
)
@project_argument
@click.argument("backup", required=False)
@click.option("--exact", is_flag=True, help=_("The state of the backup alone."))
def restore(project: Path | None, backup: str | None, *, exact: bool) -> None:
    from store.backups import restoring
    from store.backups.backups import backups
    from tui.care_progress import stages

    folder = project_place(project)
    if backup is None:
        _list_backups(folder, backups(folder))
        return
    with stages() as progress:
        done = restoring.restore(folder, _backup_file(folder, backup), exact=exact, progress=progress)
    _tell_notes(done.notes)
    articles = ngettext("{count} article", "{count} articles", done.articles).format(
        count=f"{done.articles:,}"
    )
    words = ngettext(
        "{articles} · {count} operation, {newer} of them newer than the backup",
        "{articles} · {count} operations, {newer} of them newer than the backup",
        done.operations,
    )
    click.echo(words.format(articles=articles, count=f"{done.operations:,}", newer=f"{done.newer:,}"))
    if done.saved is not None:
        click.echo(_("the state before: {path}").format(path=shown_path(done.saved)))
    sys.exit(1 if done.lost else 0)


@click.command(
    "status", help=_("Say how a project is: how far, by whom, how large, and what one should know.")
)
@project_argument
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=_("Output."),
)
@click.pass_obj
def status(annotator: str | None, project: Path | None, format_: str) -> None:
    from store.condition import condition
    from tui.text.status import as_json, as_text

    with opened_project(project, annotator, create=False) as opened:
        found = condition(opened)
    if format_ == "json":
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(as_json(found)), indent=2) + b"\n")
    else:
        for line in as_text(found):
            click.echo(visible(line))


def _tell_findings(found: Iterable[Finding]) -> None:
    """A line a finding; of many of a kind the first, and how many more."""
    by_remedy: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in found:
        by_remedy[finding.kind, finding.remedy.message].append(finding)
    for alike in by_remedy.values():
        for finding in alike[:_MOST_OF_A_KIND]:
            click.echo(visible(f"✗ {told(finding.what)}"))
        if (more := len(alike) - _MOST_OF_A_KIND) > 0:
            click.echo(ngettext("  and {count} more", "  and {count} more", more).format(count=f"{more:,}"))
        click.echo(visible(f"  → {told(alike[0].remedy)}"))


def _tell_notes(notes: Sequence[Note]) -> None:
    for note in notes:
        click.echo(visible(f"· {told(note)}"))


def _list_backups(folder: Path, found: Sequence[Backup]) -> None:
    if not found:
        raise Problem("there is no backup of {path}; piyue backup makes one", path=str(folder))
    for one in found:
        click.echo(_backup_told(one))


def _backup_told(made: Backup) -> str:
    from tui.text.sizes import size_told

    words = _("{made}  {size}  {articles} articles  {operations} operations  {path}")
    return visible(
        words.format(
            made=made.made,
            size=size_told(made.size),
            articles=f"{made.articles:,}",
            operations=f"{made.operations:,}",
            path=shown_path(made.path),
        )
    )


def _backup_file(folder: Path, name: str) -> Path:
    """The backup that a person named. Raises Problem."""
    from store.backups.backups import FOLDER

    for file in (Path(name), folder / FOLDER / name):
        if file.is_file():
            return file
    raise Problem("there is no backup {name}; piyue restore PROJECT lists them", name=name)
