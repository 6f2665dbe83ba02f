"""`piyue extract`: what is extracted from files, without a project."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seeds.article import Note
from seeds.problems import Unreadable
from seeds.profile import DEFAULT, Profile, read_profile
from tui.import_command import fields_option
from tui.language import _
from tui.parameters import profile_option
from tui.sources import named_files

if TYPE_CHECKING:
    from tui.importing.reading import Given, Unopened

_PATH = click.Path(path_type=Path)


@click.command(
    "extract",
    help=_("Print what is extracted from files, one JSON object an article a line; no project is needed."),
)
@click.argument("paths", type=_PATH, nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format", "format_", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, help=_("Output.")
)
@click.option(
    "--explain",
    is_flag=True,
    help=_("Name the rule behind every suggestion, and where each field came from."),
)
@profile_option
@fields_option
def extract_command(
    paths: tuple[Path, ...], format_: str, explain: bool, profile: str | None, mapping: dict[str, str]
) -> None:
    from tui.output import complain

    del format_
    schema = read_profile(profile or DEFAULT)
    failed = False
    output = sys.stdout.buffer
    for came in _lines(paths, mapping, schema, explain=explain):
        if isinstance(came, bytes):
            output.write(came + b"\n")
            output.flush()
        else:
            failed = True
            complain(came)
    if failed:
        sys.exit(1)


def _lines(
    paths: tuple[Path, ...], mapping: Mapping[str, str], profile: Profile, *, explain: bool
) -> Iterator[bytes | Unreadable]:
    """A line of the contract for each article, as it comes; or why there is none."""
    from tui.importing.containers import Containers
    from tui.importing.crew import Crew, Lost
    from tui.importing.giving import one_by_one, seconds, weight, why_lost
    from tui.importing.reading import liner
    from tui.importing.unpacking import Unpacker

    prepared = partial(liner, profile, explain=explain)
    with Unpacker() as unpacker, Crew(prepared, 1, limit=seconds, weight=weight) as crew:
        containers = Containers(unpacker, mapping)
        closed: list[Unreadable] = []
        things = containers.opened(_files(paths, closed))
        for batch in one_by_one(things, prepared(bounded=False), crew):
            yield from containers.unpacked().problems
            while closed:
                yield closed.pop(0)
            for came in batch:
                said = why_lost(came) if isinstance(came, Lost) else came
                yield Unreadable(said.message, **said.values) if isinstance(said, Note) else said
        yield from containers.unpacked().problems
        yield from closed


def _files(paths: tuple[Path, ...], closed: list[Unreadable]) -> Iterator[Given | Unopened]:
    """The files to open; those that cannot be are put among the `closed`."""
    from tui.importing.giving import to_open

    for found in named_files(paths):
        if found.wanted:
            try:
                yield to_open(found)
            except Unreadable as problem:
                closed.append(problem)
