"""`piyue serve`: the workbench in a browser."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from seeds.problems import Problem
from tui.language import _
from tui.opening import opened_project, shown_path
from tui.output import complain
from tui.parameters import project_argument


@click.command(
    "serve",
    help=_(
        "Serve the workbench to a browser, on this machine alone.\n\n"
        "An address is printed that opens it once; the browser that did so is known from then on, in as many "
        "tabs as you like. Enter shows an address for another browser, Ctrl-C ends it all."
    ),
)
@project_argument
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="PORT",
    help=_("The port; otherwise a free one."),
)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="NAME", help=_("Where to listen."))
@click.option(
    "--exposed", is_flag=True, help=_("Listen also where other machines can reach it, without encryption.")
)
@click.option("--open", "in_browser", is_flag=True, help=_("Open the browser."))
@click.pass_context
def serve_command(
    ctx: click.Context, project: Path | None, port: int, host: str, exposed: bool, in_browser: bool
) -> None:
    try:
        from tui.serving.reach import listening
        from tui.serving.server import Server
        from tui.serving.tab import workbench_words
    except ModuleNotFoundError as error:
        raise Problem(
            "piyue serve needs {module}, which is not installed: pip install 'piyue[serve]'",
            module=error.name or "textual-serve",
        ) from None
    with opened_project(project, ctx.obj, create=project is None) as opened:
        place = opened.path.resolve()
    reach = listening(host, port, exposed=exposed)
    if exposed:
        complain(
            _(
                "WARNING: other machines can reach this. Whoever sees the address first can read and change "
                "the project, and what goes over the network can be read on its way."
            )
        )
    click.echo(_("Serving {path}; Ctrl-C ends it.").format(path=shown_path(place)), err=True)
    click.echo(_("This address opens it, once; press Enter for another:"), err=True)
    with tempfile.TemporaryDirectory(prefix="piyue-") as private:

        def show(address: str) -> None:
            click.echo(f"  {address}")
            if in_browser:
                _open(address, Path(private))

        words = workbench_words(_options(ctx), str(place))
        Server(words, reach, f"{place.name} · piyue 批阅", show).run()
    click.echo(_("No longer served; everything that was done is saved."), err=True)


def _options(ctx: click.Context) -> list[str]:
    """The language and the name that were given to this command are those of the workbench too."""
    given = ctx.find_root().params
    named = {"--lang": given.get("lang"), "--as": given.get("annotator")}
    return [word for option, value in named.items() if value is not None for word in (option, str(value))]


def _open(address: str, private: Path) -> None:
    """Open the browser by way of a file of the person's own: others can see what a command is given."""
    import webbrowser
    from html import escape

    way = private / "piyue.html"
    way.write_text(f'<meta http-equiv="refresh" content="0;url={escape(address)}">', encoding="utf-8")
    webbrowser.open(way.as_uri())
