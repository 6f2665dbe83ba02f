"""The configuration: who the person is, their keys, and what of it cannot be followed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tui import identity
from tui.commands import COMMANDS, Command
from tui.config import Config, config_path, configured, read_config
from tui.identity import annotator_name
from tui.keymap import aliases, named, shown
from tui.remapping import BOUND, Keys, remapped


def config(text: str) -> Config:
    return configured(tomllib.loads(text))


def chosen(text: str) -> Keys:
    keys, _problems = remapped(config(text).keys)
    return keys


def command(id_: str) -> Command:
    return next(command for command in COMMANDS if command.id == id_)


def keys(text: str, id_: str) -> tuple[str, ...]:
    return chosen(text).of(command(id_))


def said(text: str) -> list[str]:
    _keys, problems = remapped(config(text).keys)
    return [str(problem) for problem in (*config(text).problems, *problems)]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("^r", "ctrl+r"),
        ("Ctrl+R", "ctrl+r"),
        ("/", "slash"),
        ("slash", "slash"),
        ("、", "slash"),
        ("Ａ", "A"),
        ("shift+a", "A"),
        ("Esc", "escape"),
        ("F5", "f5"),
        ("⇧Tab", "shift+tab"),
        ("←", "left"),
        ("Alt+3", "alt+3"),
        (" ", "space"),
        ("^+", "ctrl+plus"),
        ("bogus", None),
        ("hyper+x", None),
        ("shift+1", None),
        ("", None),
        ("\x1b", None),
    ],
)
def test_keys_are_written_as_they_are_shown_typed_or_named(written: str, key: str | None) -> None:
    assert named(written) == key


def test_what_the_screen_shows_of_a_key_can_be_written() -> None:
    for _pane, table in BOUND.values():
        assert [named(shown(key)) for key in table] == list(table)


def test_no_input_method_sends_the_same_for_two_keys() -> None:
    marks = [named(chr(code)) or "" for code in range(0x20, 0x7F)]
    sent = [alias for key in marks for alias in aliases(key)]
    assert len(sent) == len(set(sent))
    assert set(sent).isdisjoint(marks)


def test_a_key_or_a_list_of_keys_takes_the_place_of_those_of_the_table() -> None:
    text = '[keys]\nannotation.accept = "F10"\n"annotation.reject" = ["F5", "F11"]\ntheme = []'
    assert said(text) == []
    assert keys(text, "annotation.accept") == ("f10",)
    assert keys(text, "annotation.reject") == ("f5", "f11")
    assert keys(text, "theme") == ()
    assert keys(text, "undo") == command("undo").keys


def test_two_commands_can_change_their_keys() -> None:
    text = '[keys]\nannotation.accept = "x"\nannotation.reject = "a"'
    assert said(text) == []
    assert (keys(text, "annotation.accept"), keys(text, "annotation.reject")) == (("x",), ("a",))


def test_a_key_that_is_taken_stays_and_the_rest_holds() -> None:
    text = '[keys]\nannotation.accept = ["x", "F11"]\nundo = "F11"\nquit = "F10"'
    assert said(text) == [
        "[keys] annotation.accept: x is the key of annotation.reject; give that one another key too",
        "[keys] undo: F11 is the key of annotation.accept; give that one another key too",
    ]
    assert keys(text, "annotation.accept") == ("f11",)
    assert keys(text, "undo") == command("undo").keys
    assert keys(text, "quit") == ("f10",)


def test_a_key_may_mean_one_thing_in_the_list_and_another_in_the_article() -> None:
    assert said('[keys]\nlist.order = "F11"\nreader.furniture = "F11"') == []
    assert len(said('[keys]\nlist.order = "F11"\nhelp = "F11"')) == 1


def test_types_and_counts_take_other_keys_too() -> None:
    keys = chosen('[keys]\nannotation.type_1 = "F11"\ncount.1 = "F10"')
    assert keys.chosen_for("annotation.type_1", ("1",)) == ("f11",)
    assert keys.chosen_for("count.1", ("alt+1",)) == ("f10",)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            '[keys]\nannotaton.accept = "F5"',
            "[keys] there is no command annotaton.accept; did you mean annotation.accept?",
        ),
        ('[keys]\n"乱写" = "F5"', "[keys] there is no command 乱写; the help lists them at its end"),
        (
            '[keys]\nundo = "hyper+z"',
            "[keys] undo: there is no key hyper+z; write it as the help shows it, as / or ^r or F5",
        ),
        (
            "[keys]\nundo = 5",
            "[keys] undo: there is no key 5; write it as the help shows it, as / or ^r or F5",
        ),
        ('[keys]\nundo = "^m"', "[keys] undo: terminals send ^m as Enter; choose another key"),
        ("keys = 3", "keys is a section of the configuration: begin it with a line [keys]"),
        (
            "[colours]\nx = 1",
            "the configuration has no section [colours]; there are [annotator], [interface] and [keys]",
        ),
        ('annotator = "王芳"', '[annotator] takes your name in quotes: name = "王芳"'),
        ("[annotator]\nname = 3", '[annotator] takes your name in quotes: name = "王芳"'),
    ],
)
def test_what_cannot_be_followed_is_told_in_one_line(text: str, line: str) -> None:
    assert said(text) == [line]
    assert config(text).annotator is None
    assert keys(text, "undo") == command("undo").keys


def test_the_example_of_the_readme_holds() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    example = readme.split("```toml\n")[1].split("```")[0]
    assert said(example) == []
    assert config(example).annotator == "王芳"
    assert keys(example, "annotation.accept") == ("y",)


def test_no_id_is_the_beginning_of_another() -> None:
    """In TOML `history = "L"` and `history.back = "b"` cannot stand together."""
    assert not [(one, two) for one in BOUND for two in BOUND if two.startswith(f"{one}.")]


def test_a_file_that_cannot_be_read_is_told_and_sets_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "config.toml"
    broken.write_text("[keys\n", encoding="utf-8")
    (problem,) = read_config(broken).problems
    assert str(problem).startswith(f"{broken} was not read, so nothing that it sets holds: ")
    broken.write_bytes(b"[annotator]\nname = '\xff\xfe'")
    assert len(read_config(broken).problems) == 1
    for value in ("9" * 5000, "[" * 5000):  # more than Python takes for a number, and for a list in a list
        broken.write_text(f"[interface]\nbell = {value}", encoding="utf-8")
        assert len(read_config(broken).problems) == 1
    assert len(read_config(tmp_path).problems) == 1
    assert read_config(tmp_path / "none.toml") == Config()


def test_the_annotator_is_the_one_given_then_the_configured_then_that_of_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tmp_path / "mine.toml"
    monkeypatch.setenv("PIYUE_CONFIG", str(written))
    monkeypatch.setattr(identity, "_git_name", lambda: "git's")
    assert config_path() == written
    assert annotator_name() == "git's"
    written.write_text('[annotator]\nname = " 王芳 "\n', encoding="utf-8")
    assert annotator_name() == "王芳"
    assert annotator_name("  ") == "王芳"
    assert annotator_name(" li ") == "li"
    written.write_text("[annotator]\nname = ''\n", encoding="utf-8")
    monkeypatch.setattr(identity, "_git_name", lambda: "")
    monkeypatch.setattr(identity, "_login", lambda: "login")
    assert annotator_name() == "login"
