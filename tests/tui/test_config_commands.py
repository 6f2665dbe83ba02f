"""`piyue config`, and what holds of the configuration, the screen's choices and the system's."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from tui import identity
from tui.config import DOCUMENTED, TAKES, Config, Interface, configured, read_config
from tui.preferences import Preferences, keep
from tui.remapping import remapped
from tui.settings import wanted_language
from tui.subcommands import piyue

Run = Callable[..., Result]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the configuration is; not there yet."""
    path = tmp_path / "set" / "config.toml"
    monkeypatch.setenv("PIYUE_CONFIG", str(path))
    monkeypatch.setattr(identity, "_git_name", lambda: "git's")
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return path


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(piyue, ["config", *arguments], input=given)


def editor(tmp_path: Path, text: str, code: int = 0) -> str:
    """A program that writes a text into the file that it is given."""
    program = tmp_path / "editor"
    program.write_text(f"#!/bin/sh\ncat > \"$1\" <<'END'\n{text}\nEND\nexit {code}\n")
    program.chmod(0o755)
    return str(program)


def test_the_documented_default_sets_nothing_and_shows_every_setting_as_it_is() -> None:
    text = DOCUMENTED.read_text(encoding="utf-8")
    assert configured(tomllib.loads(text)) == Config()
    shown = re.sub(r"^# (?=[a-z_.]+ = )", "", text, flags=re.MULTILINE)
    config = configured(tomllib.loads(shown))
    assert config.problems == ()
    assert config.annotator
    assert config.keys
    assert remapped(config.keys)[1] == []
    settings = set(tomllib.loads(shown)["interface"])
    assert settings == {field.name for field in msgspec.structs.fields(Interface)} == set(TAKES)
    usual = {name: value for name, value in msgspec.structs.asdict(Interface()).items() if value is not None}
    assert {name: getattr(config.interface, name) for name in usual} == usual


def test_show_prints_what_holds_and_where_it_comes_from(file: Path) -> None:
    fresh = run("show").output
    assert f"{file} (there is no such file)" in fresh
    assert re.search(r'^name = "git\'s" +# from the system$', fresh, re.MULTILINE)
    assert re.search(r"^mouse = true +# the default$", fresh, re.MULTILINE)
    file.parent.mkdir()
    file.write_text('[annotator]\nname="王芳"\n[interface]\nmouse=false\nbell=3\n[keys]\nundo=["u", "F5"]\n')
    keep(Preferences(theme="nord", language="zh"))
    done = run("show")
    holds = tomllib.loads(done.stdout)
    assert holds["annotator"] == {"name": "王芳"}
    assert holds["interface"]["mouse"] is False
    assert holds["interface"]["theme"] == "nord"
    assert holds["keys"] == {"undo": ["u", "F5"]}
    assert re.search(r'^language = "zh" +# chosen on the screen$', done.stdout, re.MULTILINE)
    assert "[interface] bell takes true or false; it cannot be 3" in done.stderr
    file.write_text('[keys]\nundo = 2019-03-05\n"un do" = 3\n')
    assert tomllib.loads(run("show").stdout)["keys"] == {"undo": "2019-03-05", "un do": 3}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[interface]\nambiguous = 3", "[interface] ambiguous takes 1 or 2; it cannot be 3"),
        ("[interface]\nlanguage = 'fr'", '[interface] language takes "en" or "zh"; it cannot be "fr"'),
        ("[interface]\nmause = false", "[interface] there is no setting mause; did you mean mouse?"),
        ("[interface]\nqqq = 1", "[interface] there is no setting qqq; there are language, theme,"),
        ("[interface]\ntheme = 'nrod'", "[interface] theme: there is no theme nrod; did you mean nord?"),
        ("interface = 1", "interface is a section of the configuration: begin it with a line [interface]"),
        ("[annotator]\nnane = 'x'", "[annotator] there is no setting nane; there is name"),
        ("[keys]\nundo = 'x'", "[keys] undo: x is the key of annotation.reject"),
        ("[keys", "was not read, so nothing that it sets holds"),
    ],
)
def test_check_says_what_cannot_be_followed_and_what_to_do(tmp_path: Path, text: str, line: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    done = run("check", str(path))
    assert (done.exit_code, done.stdout) == (1, "")
    assert line in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_edit_begins_with_the_default_checks_and_keeps_what_is_wrong(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    assert run("edit").exit_code == 0
    assert file.read_bytes() == DOCUMENTED.read_bytes()
    assert run("check").output == f"{file}: everything in it holds\n"

    monkeypatch.setenv("EDITOR", editor(tmp_path, "[interface]\nmouse = 3"))
    wrong = run("edit")
    assert wrong.exit_code == 1
    assert "[interface] mouse takes true or false" in wrong.stderr
    assert file.read_text() == "[interface]\nmouse = 3\n"

    monkeypatch.setenv("EDITOR", editor(tmp_path, "[interface]\nmouse = false", code=7))
    assert "ended with 7; the file is as it left it" in str(run("edit").exception)
    monkeypatch.setenv("EDITOR", "no-such-editor-anywhere")
    assert "no-such-editor-anywhere" in str(run("edit").exception)
    assert read_config() == Config(interface=Interface(mouse=False))


@pytest.mark.parametrize(
    ("configured_", "chosen", "environment", "wanted"),
    [
        (None, None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, "en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("zh", "en", {}, "zh"),
        ("zh", "zh", {"PIYUE_LANG": "en"}, "en"),
        (None, "zh", {"PIYUE_LANG": "fr"}, "zh"),
    ],
)
def test_the_language_is_the_one_that_is_set_nearest(
    configured_: str | None, chosen: str | None, environment: dict[str, str], wanted: str
) -> None:
    config = configured({"interface": {"language": configured_} if configured_ else {}})
    preferences = msgspec.convert({"language": chosen}, type=Preferences)
    assert wanted_language(config, preferences, environment) == wanted
