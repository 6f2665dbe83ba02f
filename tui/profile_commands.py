"""`piyue profile`: show, check and begin the schema of a project."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from seeds.problems import Problem
from seeds.profile import DEFAULT, bundled_names, bundled_profile, bundled_text, faults_of, text_of
from tui.language import _, language
from tui.parameters import profiles


@click.group("profile", help=_("Show, check and begin profiles: the schema of a project."))
def profile_group() -> None:
    pass


@profile_group.command("show", help=_("Print a profile's TOML; without a name, the names there are."))
@click.argument("name", required=False, metavar="[NAME|FILE]", shell_complete=profiles)
def show_profile(name: str | None) -> None:
    if name is None:
        for bundled in bundled_names():
            schema = bundled_profile(bundled)
            click.echo(f"{bundled}\t{schema.zh if language() == 'zh' else schema.en}")
    else:
        click.echo(bundled_text(name) if name in bundled_names() else text_of(Path(name)), nl=False)


@profile_group.command("check", help=_("Say everything that is wrong in the TOML files of profiles."))
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE...")
def check_profile(files: tuple[Path, ...]) -> None:
    from tui.output import complain

    faults = [fault for file in files for fault in faults_of(text_of(file), where=str(file))]
    for fault in faults:
        complain(fault)
    if faults:
        sys.exit(1)


@profile_group.command("new", help=_("Write a profile to begin with: a copy of a bundled one, explained."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "name", default=DEFAULT, show_default=True, metavar="NAME", help=_("What to copy."))
def new_profile(file: Path, name: str) -> None:
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(bundled_text(name))
    except FileExistsError:
        raise Problem("{path} is there already: name a new file", path=str(file)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise Problem("{path} cannot be written: {reason}", path=str(file), reason=reason) from None
