"""`piyue export` and `piyue merge`: annotations out to other programs, and back from them."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
from rich.cells import set_cell_size

from seeds.article import Note, State
from seeds.problems import Problem
from store.catalogue import Filter, Order
from store.exchange.documents import DECIDED, EVERY_STATE
from store.exchange.formats import FORMATS
from store.project import Project
from tui.language import _, ngettext, told
from tui.opening import opened_project, shown_path
from tui.output import writing_to
from tui.parameters import project_option
from tui.text.visible import visible

if TYPE_CHECKING:
    from store.exchange.arriving import Arrivals, Merge

_PATH = click.Path(path_type=Path)
_STATES: tuple[State, ...] = get_args(State)
_SHOWN = 20
"""Lines about what did not fit; the rest is counted, and in the file of --report."""


class _States(click.ParamType[frozenset[State]]):
    """`all`, `decided`, or states with commas between them."""

    name = "states"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The states that are meant."""
        if not isinstance(value, str):
            return value
        if value in ("all", "decided"):
            return EVERY_STATE if value == "all" else DECIDED
        named = {one.strip() for one in value.split(",")}
        if not named <= EVERY_STATE:
            self.fail(
                _("name some of {states}, or all, or decided").format(states=",".join(_STATES)), param, ctx
            )
        return named


def _tell_formats(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    """List the formats, and end."""
    if not wanted or ctx.resilient_parsing:
        return
    for one in FORMATS:
        back = _("comes back") if one.returns else _("one way")
        files = _("folder") if one.several else one.ending
        needs = f" · pip install 'piyue[{one.extra}]'" if one.extra else ""
        click.echo(f"{one.name:15} {set_cell_size(files, 9)} {back} · {_(one.title)}{needs}")
    ctx.exit()


_formats = click.option(
    "--formats",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_tell_formats,
    help=_("List the formats, what each holds, and whether piyue merge takes it back."),
)


@click.command(
    "export",
    help=_(
        "Write the articles with their annotations, each with its state, to a file or standard output.\n\n"
        "jsonl holds everything, and piyue import brings it back with its whole history. A format of several "
        "files needs -o with a new folder or a .zip. What a format cannot hold is said."
    ),
)
@project_option
@click.option(
    "--format",
    "-f",
    "name",
    type=click.Choice([one.name for one in FORMATS]),
    metavar="FORMAT",
    help=_("The format, one of --formats; otherwise what the ending of FILE says, or jsonl."),
)
@click.option(
    "--output",
    "-o",
    type=_PATH,
    metavar="FILE|FOLDER",
    help=_("The file, new folder or .zip to write; otherwise standard output."),
)
@click.option(
    "--filter",
    "line",
    default="",
    metavar="TEXT",
    help=_(
        "Only these articles; words and conditions as in the list's filter, as tag:… verdict:done from:2019."
    ),
)
@click.option(
    "--article",
    "articles",
    type=int,
    multiple=True,
    metavar="N",
    help=_("Only this one, an id of piyue list."),
)
@click.option(
    "--states",
    type=_States(),
    default="all",
    show_default=True,
    metavar="STATES",
    help=_("Only annotations in these states, as accepted,corrected,added; decided means these three."),
)
@_formats
@click.pass_obj
def export_command(
    annotator: str | None,
    project: Path | None,
    name: str | None,
    output: Path | None,
    line: str,
    articles: tuple[int, ...],
    states: frozenset[State],
) -> None:
    from tui.exports import Stopped, export, format_named, format_of
    from tui.importing.interruption import interruptible
    from tui.importing.progress import progress

    kind = format_named(name) if name else format_of(output)
    where = _filter(line)
    with opened_project(project, annotator, create=False) as opened:
        aids = _articles(opened, where, articles)
        with interruptible() as interruption, progress(len(aids), shown=output is not None) as bar:
            try:
                lost = export(
                    opened,
                    aids,
                    kind,
                    output,
                    states=states,
                    progress=lambda done, _all: bar.advance(bool(done)),
                    stopped=interruption.came,
                )
            except (Stopped, KeyboardInterrupt):
                click.echo(_("Stopped; no file was written"), err=True)
                sys.exit(interruption.code)
    for note in lost:
        _say(note)


@click.command(
    "merge",
    help=_(
        "Bring back into a project what other programs made of its articles, as one step, which u takes back "
        "in the workbench.\n\n"
        "FILE is what a format of piyue export became elsewhere; the file says which. Predictions become "
        "suggestions. What people decided is taken over, under their names, where nobody here has judged; "
        "where somebody has, that stays. What does not fit is listed, and the same again changes nothing."
    ),
)
@click.argument("paths", type=_PATH, nargs=-1, required=True, metavar="FILE|FOLDER...")
@project_option
@click.option(
    "--format",
    "-f",
    "name",
    type=click.Choice([one.name for one in FORMATS if one.returns]),
    metavar="FORMAT",
    help=_("The format; otherwise what the files say."),
)
@click.option(
    "--predictions",
    is_flag=True,
    help=_("A program made what bears no name: it becomes suggestions, not decisions of yours."),
)
@click.option("--dry-run", is_flag=True, help=_("Only say what would change."))
@click.option(
    "--report",
    type=_PATH,
    metavar="FILE",
    help=_("Write everything that does not fit to a file, a line each."),
)
@click.pass_obj
def merge_command(
    annotator: str | None,
    paths: tuple[Path, ...],
    project: Path | None,
    name: str | None,
    predictions: bool,
    dry_run: bool,
    report: Path | None,
) -> None:
    from store.exchange.arriving import Arrivals, merge, would_merge
    from store.exchange.predicted import predicted
    from store.exchange.sniffing import format_in
    from tui.exports import format_named
    from tui.importing.interruption import interruptible
    from tui.importing.progress import progress

    kinds = [format_named(name) if name else format_in(path) for path in paths]
    readers = [kind.reader() for kind in kinds]
    done = None
    with ExitStack() as open_, opened_project(project, annotator, create=False) as opened:
        misfits = _Misfits(open_.enter_context(_report(report, paths)) if report else None)
        interruption = open_.enter_context(interruptible())
        try:
            with Arrivals(opened, misfits.tell) as arrivals, progress() as bar:
                for path, read in zip(paths, readers, strict=True):
                    coming = read(path, opened.profile)
                    arrivals.take(predicted(coming) if predictions else coming, interruption.came)
                bar.expect(len(arrivals.aids))
                if not interruption.came():
                    work = would_merge if dry_run else merge
                    done = work(opened, arrivals, misfits.tell, _advancing(bar.advance), interruption.came)
        except KeyboardInterrupt:
            done = None
        misfits.tell_rest()
        if done is None:
            click.echo(_("stopped; nothing was changed"), err=True)
            sys.exit(interruption.code)
        click.echo(_in_words(done, arrivals, dry_run=dry_run))
    sys.exit(1 if misfits.count else 0)


class _Misfits:
    """What did not fit: some of it is said, all of it counted, and written to the report if there is one."""

    def __init__(self, report: Callable[[str], None] | None) -> None:
        self.count = 0
        self._report = report

    def tell(self, note: Note) -> None:
        """Say one."""
        self.count += 1
        if self._report is not None:
            self._report(visible(told(note)))
        if self.count <= _SHOWN:
            _say(note)

    def tell_rest(self) -> None:
        """Say how many were not said."""
        if (more := self.count - _SHOWN) > 0:
            line = ngettext("… and {count} more", "… and {count} more", more).format(count=f"{more:,}")
            hint = "" if self._report else _("; --report FILE lists all")
            click.echo(f"piyue: {line}{hint}", err=True)


def _in_words(done: Merge, arrivals: Arrivals, *, dry_run: bool) -> str:
    """One line: 40 texts · 12 articles changed · 30 decisions · 4 suggestions · 200 known · 3 left out."""
    texts, strangers = arrivals.texts, arrivals.strangers
    would = ngettext("{count} article would change", "{count} articles would change", done.articles)
    changed = ngettext("{count} article changed", "{count} articles changed", done.articles)
    parts = [
        ngettext("{count} text", "{count} texts", texts).format(count=f"{texts:,}"),
        (would if dry_run else changed).format(count=f"{done.articles:,}"),
        ngettext("{count} decision", "{count} decisions", done.decided).format(count=f"{done.decided:,}"),
        ngettext("{count} suggestion", "{count} suggestions", done.suggested).format(
            count=f"{done.suggested:,}"
        ),
        _("{count} known already").format(count=f"{done.same:,}"),
    ]
    if left := done.left + arrivals.unread:
        parts.append(_("{count} left out").format(count=f"{left:,}"))
    if strangers:
        line = ngettext("{count} without an article", "{count} without an article", strangers)
        parts.append(line.format(count=f"{strangers:,}"))
    return " · ".join(parts)


def _filter(line: str) -> Filter:
    from tui.text.query import parsed

    query = parsed(line)
    for trouble in query.troubles:
        raise Problem("--filter: {key}:{value} is no condition", key=trouble.key, value=trouble.value)
    return query.where


def _articles(project: Project, where: Filter, named: tuple[int, ...]) -> array[int]:
    found = project.ids(where, Order("added", descending=False))
    if not named:
        return found
    there = set(project.ids())
    for aid in named:
        if aid not in there:
            raise Problem("there is no article {aid} in {path}", aid=aid, path=str(project.path))
    wanted = set(named)
    return array("q", (aid for aid in found if aid in wanted))


def _advancing(advance: Callable[[int], None]) -> Callable[[int, int], None]:
    """Progress told as how many are done in all, for a bar that is told how many more."""
    before = 0

    def progress(done: int, _all: int) -> None:
        nonlocal before
        advance(done - before)
        before = done

    return progress


def _say(note: Note) -> None:
    click.echo(f"piyue: {visible(told(note))}", err=True)


@contextmanager
def _report(path: Path, files: Iterable[Path]) -> Iterator[Callable[[str], None]]:
    """A file to which a line is written at a time. Raises Problem where it cannot be, or is one of them."""
    if path.exists() and any(file.exists() and file.samefile(path) for file in files):
        raise Problem("{path}: this is to be merged; name another file with --report", path=shown_path(path))
    with writing_to(path):
        file = path.open("w", encoding="utf-8")

    def tell(line: str) -> None:
        with writing_to(path):
            print(line, file=file)

    try:
        yield tell
    finally:
        with writing_to(path):
            file.close()
