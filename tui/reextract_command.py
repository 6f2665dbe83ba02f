"""`piyue reextract`: another run of the extractor over the articles of a project."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from seeds.problems import Problem
from seeds.profile import Profile
from store.catalogue import Filter, Order
from store.problems import Damaged, NoArticle
from store.project import Project
from store.reextraction import Difference, difference, reextract
from tui.identity import annotator_name
from tui.language import _, ngettext
from tui.parameters import PROJECT
from tui.text.visible import visible

_IN_ORDER = Order("added", descending=False)


@dataclass
class Tally:
    """What became of the articles that were extracted anew. `at` is the one that was not finished."""

    articles: int = 0
    differing: int = 0
    added: int = 0
    gone: int = 0
    revised: int = 0
    weighed: int = 0
    held: int = 0
    failed: int = 0
    at: int | None = None

    def count(self, found: Difference) -> None:
        """Put down what a run says of one article."""
        self.articles += 1
        self.differing += bool(found)
        self.added += len(found.added)
        self.gone += len(found.gone)
        self.revised += len(found.revised)
        self.weighed += len(found.weighed)
        self.held += len(found.held)

    def in_words(self, *, applied: bool) -> str:
        """One line: 40 articles · 12 changed: +30 new · −4 gone · ~12 changed · =3 kept."""
        from tui.text.differences import told_counts

        articles = ngettext("{count} article", "{count} articles", self.articles).format(
            count=f"{self.articles:,}"
        )
        differing = _("{count} changed") if applied else _("{count} would change")
        parts = [articles, differing.format(count=f"{self.differing:,}")]
        if self.failed:
            parts.append(
                ngettext("{count} failed", "{count} failed", self.failed).format(count=f"{self.failed:,}")
            )
        parts.append(told_counts(self.added, self.gone, self.revised, self.held, self.weighed))
        return " · ".join(part for part in parts if part)


@click.command(
    "reextract",
    help=_(
        "Extract articles of a project anew and show what would change.\n\n"
        "ARTICLE is an id of `piyue list`. What a person decided stays as it is, and what was rejected "
        "does not come back. With --apply every article is one step, which u takes back in the workbench."
    ),
)
@click.argument("project", type=PROJECT)
@click.argument("articles", type=int, nargs=-1, metavar="[ARTICLE]...")
@click.option("--all", "everything", is_flag=True, help=_("Every article."))
@click.option("--query", metavar="TEXT", help=_("Articles with TEXT in title, place, tags or text."))
@click.option(
    "--from",
    "first",
    type=int,
    default=1,
    metavar="ARTICLE",
    help=_("Pass over the articles before this one: to go on where a run was interrupted."),
)
@click.option(
    "--apply/--dry-run",
    "applied",
    default=False,
    help=_("Change the project, or only show the difference, which is the default."),
)
@click.pass_obj
def reextract_command(
    annotator: str | None,
    project: Path,
    articles: tuple[int, ...],
    everything: bool,
    query: str | None,
    first: int,
    applied: bool,
) -> None:
    from tui.importing.interruption import interruptible
    from tui.importing.progress import progress
    from tui.output import complain

    if sum((bool(articles), everything, query is not None)) != 1:
        raise click.UsageError(_("say which articles: their ids, --query TEXT or --all"))
    tally, code = Tally(), 0
    beside = not sys.stdout.isatty()
    with Project.open(project, annotator=annotator_name(annotator)) as opened:
        chosen = sorted(set(articles)) or opened.ids(Filter(query=query or ""), _IN_ORDER)
        wanted = [aid for aid in chosen if aid >= first]
        profile = opened.profile
        try:
            with interruptible() as interruption, progress(len(wanted), shown=beside) as bar:
                for aid in wanted:
                    _extract_anew(opened, profile, aid, tally, interruption.came, applied=applied)
                    bar.advance()
        except KeyboardInterrupt:
            code = interruption.code
        except Problem as problem:
            complain(problem)
            code = 1
    click.echo(tally.in_words(applied=applied))
    if tally.at is not None:
        told = _("stopped before article {aid}; --from {aid} goes on there")
        click.echo(told.format(aid=tally.at), err=True)
    elif tally.differing and not applied:
        click.echo(_("nothing was changed; --apply changes it"), err=True)
    sys.exit(code or (1 if tally.failed else 0))


def _extract_anew(
    project: Project,
    profile: Profile,
    aid: int,
    tally: Tally,
    stopped: Callable[[], bool],
    *,
    applied: bool,
) -> None:
    """One article: print what changes in it. One that cannot be read is named, and the rest goes on."""
    from store import learning
    from tui.output import complain
    from tui.text.differences import counts_of, plain_lines, told_difference

    tally.at = aid
    if stopped():
        raise KeyboardInterrupt
    try:
        article = project.article(aid)
        extraction = learning.suggestions(project, article)
        layer = None if applied else project.layer(aid)
        found = difference(layer, extraction) if layer else reextract(project, aid, extraction)
    except (NoArticle, Damaged) as problem:
        tally.failed += 1
        complain(problem)
    else:
        tally.count(found)
        if counts := counts_of(found):
            (row,) = project.rows([aid])
            click.echo(visible(f"{aid}  {row.title}  {counts}"))
            for line in plain_lines(told_difference(found, article.text, profile)):
                click.echo(visible(line))
    tally.at = None
