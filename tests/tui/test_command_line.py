"""What the command line says of itself, completes, writes to its log and puts into a report."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from store.project import Project
from tests.building import article_with_extraction
from tests.tui.terminal import Terminal
from tui.examples import EXAMPLES
from tui.logs import told_fault, versions
from tui.subcommands import piyue

TEXT = "不可外传的正文"


def commands(group: click.Group = piyue, above: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command by its name, its group's before it."""
    yield above, group
    for name, command in group.commands.items():
        full = f"{above} {name}".strip()
        if isinstance(command, click.Group):
            yield from commands(command, full)
        else:
            yield full, command


def test_every_command_has_examples_and_its_help_shows_them_as_they_are_typed() -> None:
    for name, command in commands():
        shown = command.get_help(click.Context(command, info_name="piyue"))
        assert EXAMPLES[name], name
        for example in EXAMPLES[name]:
            assert f"    {example.line}" in shown
            assert example.does in shown
    assert set(EXAMPLES) == {name for name, _command in commands()}


@pytest.mark.parametrize("line", [e.line for examples in EXAMPLES.values() for e in examples])
def test_every_example_can_be_typed(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is parsed as the command would; what it names is not there, which is not for the parser to say."""
    monkeypatch.chdir(tmp_path)
    words = shlex.split(re.split(r" >", line.rpartition("| ")[2])[0])
    words = words[words.index("piyue") + 1 :]
    context = piyue.make_context("piyue", words, resilient_parsing=False) if words else None
    while context is not None and isinstance(context.command, click.Group) and context._protected_args:
        name, command, rest = context.command.resolve_command(
            context, [*context._protected_args, *context.args]
        )
        assert command is not None
        with pytest.MonkeyPatch.context() as quiet:
            quiet.setattr(click, "echo", lambda *_args, **_more: None)
            try:
                context = command.make_context(name, rest, parent=context)
            except click.exceptions.Exit:  # --formats, which lists and ends
                context = None


_CHINESE = """
import json
from click.testing import CliRunner
from tui import language
language.use("zh")
from tests.tui.test_command_line import commands
from tui.examples import EXAMPLES
from tui.subcommands import piyue
said = [CliRunner().invoke(piyue, line.split()).stderr.splitlines()[-1] for line in {lines!r}]
for name, command in commands():
    said += [command.help, *(language._(example.does) for example in EXAMPLES[name])]
    said += [param.help for param in command.params if param.param_type_name == "option"]
print(json.dumps(said))
"""
MISSPELLED = [
    "lists --x",
    "list --nonsense",
    "extract",
    "list --format x",
    "list -p",
    "import a -j 0",
    "config x",
]


def test_all_of_it_is_in_chinese_too_with_what_is_said_to_the_misspelled() -> None:
    code = _CHINESE.format(lines=MISSPELLED)
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    said = json.loads(done.stdout)
    assert len(said) > 120
    assert [line for line in said if not re.search("[\u4e00-\u9fff]", line)] == []


def test_the_version_is_one_line_that_names_what_it_runs_on() -> None:
    said = CliRunner().invoke(piyue, ["--version"]).output
    assert said == f"{versions()}\n"
    assert re.match(r"piyue \S+ \(Python 3\.\S+, Textual \S+, .+\)$", said.strip())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_options_values_and_folders(shell: str, tmp_path: Path) -> None:
    """In the shell itself where it is there: what it asks piyue for, as it would at the Tab key."""
    script = CliRunner().invoke(piyue, ["completion", shell]).output
    assert "_PIYUE_COMPLETE" in script
    found = {
        "imp": {"import"},
        "config ": {"show", "edit", "check", "path"},
        "export --form": {"--format", "--formats"},
        "export --format ex": {"excel"},
        "list --project ": {"dir"},
        "extract --profile e": {"economy"},
        "": {"dir", "open", "export"},
    }
    for typed, offered in found.items():
        words = ["piyue", *typed.split(), *[""] * (typed.endswith(" ") or not typed)]
        # fish tells the word that is being typed, the others its place.
        position = words[-1] if shell == "fish" else str(len(words) - 1)
        asked = {
            "COMP_WORDS": f"piyue {typed}",
            "COMP_CWORD": position,
            "_PIYUE_COMPLETE": f"{shell}_complete",
        }
        said = CliRunner().invoke(piyue, [], env=asked, complete_var="_PIYUE_COMPLETE").output
        assert offered <= set(re.split(r"[\s,]", said)), (typed, said)


def test_bash_itself_completes(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    (tmp_path / "poverty").mkdir()
    script = CliRunner().invoke(piyue, ["completion", "bash"]).output
    asked = f"""
{script}
piyue() {{ {sys.executable} -m tui.cli "$@"; }}
COMP_WORDS=(piyue conf) COMP_CWORD=1; _piyue_completion {Path(sys.executable).parent}/piyue
echo "${{COMPREPLY[@]}}"
"""
    done = subprocess.run([bash, "-c", asked], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stdout.strip() == "config", done.stderr


def test_a_report_has_the_numbers_and_nothing_of_anybody(tmp_path: Path) -> None:
    place, log, report = tmp_path / "wang-li" / "secret", tmp_path / "piyue.log", tmp_path / "report.txt"
    with Project.create(place, annotator="wang li") as project:
        project.add(*article_with_extraction(0))
    log.write_text("2026-01-01 ERROR 1 ValueError < tui/app.py:1 run\n", encoding="utf-8")
    shown = CliRunner().invoke(piyue, ["--as", "wang li", "bug-report", "-p", str(place)])
    assert shown.exit_code == 0
    for told in (versions(), "articles = 1", "operations = 1", "TERM", "ValueError < tui/app.py:1 run"):
        assert told in shown.stdout
    for kept in ("wang", "secret", str(tmp_path), "青石", "test"):
        assert kept not in shown.stdout
    assert "Nothing was written" in shown.stderr
    assert not report.exists()
    written = CliRunner().invoke(piyue, ["bug-report", "-p", str(place), "-o", str(report)])
    assert report.read_text(encoding="utf-8") == shown.stdout == written.stdout


def test_the_log_names_a_fault_by_its_kind_and_places_alone(tmp_path: Path) -> None:
    def fail() -> None:
        try:
            int(TEXT)
        except ValueError as error:
            raise KeyError(TEXT) from error

    with pytest.raises(KeyError, match=TEXT) as raised:
        fail()
    told = told_fault(raised.value)
    assert told.startswith("KeyError < ")
    assert " fail" in told
    assert " | after ValueError < " in told
    assert TEXT not in told
    assert str(tmp_path) not in told


_FAILING = """
import sys
from tui import cli, subcommands
from tui.screens.workbench import Workbench
def fail(self):
    raise ValueError("{secret}")
Workbench.action_find = fail
sys.argv = ["piyue", "--as", "wang", "{place}"]
cli.main()
"""


def test_a_fault_of_the_workbench_leaves_the_terminal_and_a_line_and_a_log(tmp_path: Path) -> None:
    place = tmp_path / "project"
    with Project.create(place, annotator="wang") as project:
        project.add(*article_with_extraction(0))
    code = _FAILING.format(secret=TEXT, place=place)
    terminal = Terminal([sys.executable, "-c", code], tmp_path, columns=200)
    try:
        terminal.until(lambda screen: "saved ✓" in screen)
        terminal.press("/")
        assert terminal.ended() == 1
    finally:
        terminal.child.close(force=True)
    said = terminal.text()
    assert "piyue: a fault of the program, which stopped" in said
    assert TEXT not in said
    assert "Traceback" not in said
    assert terminal.raw.rindex(b"\x1b[?1049l") > terminal.raw.rindex(b"\x1b[?1049h")
    (log,) = tmp_path.rglob("piyue.log")
    assert str(log) in re.sub(r"\s", "", said)
    assert "ValueError < " in log.read_text(encoding="utf-8")
    assert TEXT not in log.read_text(encoding="utf-8")
