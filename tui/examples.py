"""Examples of the commands, which their --help shows: the line to type, and what it does."""

from __future__ import annotations

from typing import NamedTuple

import click

from tui.language import N_, _
from tui.text.width import cell_width

_BEGINS = 2
_APART = 3
_WIDEST = 58
"""Cells of a line to type; what is longer has what it does on the line below."""


class Example(NamedTuple):
    """A line to type, and what it does: a message of the catalogue."""

    line: str
    does: str


EXAMPLES: dict[str, tuple[Example, ...]] = {
    "": (
        Example("piyue demo", N_("look around in sample articles")),
        Example("piyue import ~/articles -p ~/poverty", N_("files and folders into a project")),
        Example("piyue ~/poverty", N_("read and correct it")),
        Example("piyue --lang zh --as 王芳 ~/poverty", N_("in Chinese, under a name")),
        Example("piyue export -p ~/poverty -o figures.xlsx", N_("the figures as a table")),
    ),
    "open": (
        Example("piyue open ~/poverty", N_("the project in a folder")),
        Example("piyue", N_("your own project")),
    ),
    "demo": (Example("piyue demo -p ~/trial", N_("keep the samples in a folder of your choice")),),
    "list": (
        Example("piyue list -p ~/poverty", N_("a table")),
        Example("piyue list -p ~/poverty --filter 搬迁", N_("those that speak of a word")),
        Example("piyue list -p ~/poverty --format json", N_("for programs")),
    ),
    "import": (
        Example("piyue import ~/articles -p ~/poverty", N_("a folder; the same again goes on")),
        Example("piyue import news.zip page.html -p ~/poverty", N_("archives and single files")),
        Example("piyue import rows.csv --map text=正文,title=标题", N_("columns by their names")),
        Example("piyue import ~/inbox -p ~/poverty --watch", N_("and what arrives later")),
        Example("pbpaste | piyue import - -p ~/poverty", N_("the clipboard as an article")),
    ),
    "extract": (
        Example("piyue extract article.txt", N_("what is found in a file")),
        Example("piyue extract --explain article.txt", N_("and by which rule")),
        Example("piyue extract ~/articles > all.jsonl", N_("a folder, an article a line")),
    ),
    "export": (
        Example("piyue export -p ~/poverty -o all.jsonl", N_("everything, with its history")),
        Example("piyue export -p ~/poverty -o figures.xlsx", N_("the figures as a table")),
        Example("piyue export -p ~/poverty -f brat -o brat.zip", N_("for another program")),
        Example("piyue export -p ~/poverty --filter verdict:done", N_("only what is done")),
        Example("piyue export --formats", N_("all formats")),
    ),
    "merge": (
        Example("piyue merge brat.zip -p ~/poverty --dry-run", N_("what would change")),
        Example("piyue merge all.jsonl -p ~/poverty", N_("take it over")),
        Example("piyue merge model.jsonl -p ~/poverty --predictions", N_("as suggestions")),
    ),
    "reextract": (
        Example("piyue reextract ~/poverty --all", N_("what a newer extractor would change")),
        Example("piyue reextract ~/poverty 12 15 --apply", N_("change two articles")),
    ),
    "doctor": (
        Example("piyue doctor ~/poverty", N_("check every byte")),
        Example("piyue doctor ~/poverty --repair", N_("mend what is wrong")),
    ),
    "backup": (
        Example("piyue backup ~/poverty", N_("into the project's own folder")),
        Example("piyue backup ~/poverty -o /media/disk/poverty.db", N_("into a file elsewhere")),
    ),
    "restore": (
        Example("piyue restore ~/poverty", N_("which backups there are")),
        Example("piyue restore ~/poverty 20260305T081500Z.db", N_("go back, and do again what came later")),
    ),
    "status": (
        Example("piyue status ~/poverty", N_("how far it is, and by whom")),
        Example("piyue status ~/poverty --format json", N_("for programs")),
    ),
    "profile": (Example("piyue profile show", N_("the profiles that there are")),),
    "profile show": (Example("piyue profile show poverty", N_("its TOML")),),
    "profile check": (Example("piyue profile check mine.toml", N_("everything that is wrong in it")),),
    "profile new": (Example("piyue profile new mine.toml", N_("a copy to begin with")),),
    "config": (
        Example("piyue config edit", N_("set something")),
        Example("piyue config show", N_("what holds now")),
    ),
    "config show": (Example("piyue config show", N_("what holds now")),),
    "config path": (Example("piyue config path", N_("where the file is")),),
    "config check": (Example("piyue config check", N_("what cannot be followed")),),
    "config edit": (Example("EDITOR=nano piyue config edit", N_("in an editor of your choice")),),
    "completion": (
        Example("piyue completion bash > ~/.local/share/bash-completion/completions/piyue", N_("for bash")),
        Example("piyue completion zsh > ~/.zfunc/_piyue", N_("for zsh, where ~/.zfunc is in fpath")),
        Example("piyue completion fish > ~/.config/fish/completions/piyue.fish", N_("for fish")),
    ),
    "serve": (
        Example("piyue serve ~/poverty", N_("in a browser on this machine")),
        Example("piyue serve ~/poverty --port 8000 --open", N_("at a port of your choice, opened at once")),
    ),
    "bug-report": (
        Example("piyue bug-report", N_("only show it")),
        Example(
            "piyue bug-report -p ~/poverty -o report.txt", N_("with the numbers of a project, to a file")
        ),
    ),
}
"""By the command's name, its group's before it."""


def with_examples(command: click.Command, name: str = "") -> None:
    """Give a command, and all commands of a group, their examples."""
    if name in EXAMPLES:
        command.epilog = _page(EXAMPLES[name])
    if isinstance(command, click.Group):
        for part in command.commands.values():
            with_examples(part, f"{name} {part.name}".strip())


def _page(examples: tuple[Example, ...]) -> str:
    """A heading and a line for each example, which click does not fill anew."""
    column = max((cell_width(line) for line, _does in examples if cell_width(line) <= _WIDEST), default=0)
    rows = []
    for line, does in examples:
        begun = " " * _BEGINS + line
        if cell_width(line) > column:
            rows += [begun, " " * (_BEGINS + column + _APART) + _(does)]
        else:
            rows.append(begun + " " * (column - cell_width(line) + _APART) + _(does))
    return "\n".join(["\b", _("Examples:"), *rows])
