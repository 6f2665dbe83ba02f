"""Themes: what is written in them can be read, types are told apart, and the choice of one is kept."""

from __future__ import annotations

import re
import shutil
import sys
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from seeds.profile import Profile, bundled_names, bundled_profile
from store.project import Project
from tests.tui.colour_vision import VISIONS, difference, seen
from tests.tui.conftest import Opening, closed_at_end
from tests.tui.terminal import Terminal
from tui.app import PiyueApp
from tui.config import Config, Interface
from tui.preferences import read_preferences
from tui.themes import THEMES, first_theme, legible_variables, other_ground, type_colours, type_marks
from tui.themes.legible import PERCEPTIBLE, contrast, grounds_of

ALL = {theme.name: theme for theme in (*BUILTIN_THEMES.values(), *THEMES)}
BLENDED = [theme for theme in ALL.values() if not theme.ansi]
NAMES = ("magenta", "green", "cyan", "blue", "orange", "red", "purple", "yellow", "grey")
ROLES = ("foreground", "foreground-muted", "primary", "secondary", "accent", "success", "warning", "error")
_COMMAND = shutil.which("piyue", path=str(Path(sys.executable).parent)) or "piyue"
SAFE = ("piyue-safe", "piyue-safe-light")


def drawn_in(theme: Theme) -> dict[str, str]:
    variables = theme.to_color_system().generate() | theme.variables
    return variables | legible_variables(theme, variables)


def of_types(*colours: str) -> Profile:
    """A profile with a type of each of these colours."""
    profile = bundled_profile()
    kinds = [
        msgspec.structs.replace(profile.types[0], code=f"T{number}", colour=colour)
        for number, colour in enumerate(colours)
    ]
    return msgspec.structs.replace(profile, types=tuple(kinds))


def coloured(theme: Theme, *names: str) -> list[Color]:
    return [Color.parse(one) for one in type_colours(of_types(*names), theme, drawn_in(theme)).values()]


@pytest.mark.parametrize("theme", BLENDED, ids=lambda theme: theme.name)
def test_all_that_is_written_can_be_read_on_every_ground(theme: Theme) -> None:
    variables = drawn_in(theme)
    least = 7 if "contrast" in theme.name else 4.5
    written = {role: Color.parse(variables[role]) for role in ROLES}
    written |= dict(zip(NAMES, coloured(theme, *NAMES), strict=True))
    found = {
        (name, ground.hex6): round(contrast(colour, ground), 2)
        for name, colour in written.items()
        for ground in grounds_of(variables)
    }
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}
    faint = Color.parse(variables["foreground-disabled"])
    assert min(contrast(faint, ground) for ground in grounds_of(variables)) >= PERCEPTIBLE


def test_black_on_white_and_a_grey_have_the_contrasts_of_the_standard() -> None:
    white, grey = Color.parse("#ffffff"), Color.parse("#767676")
    assert contrast(Color.parse("#000000"), white) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01)


def test_a_colour_that_a_profile_gives_itself_is_moved_until_it_can_be_read_and_no_colour_is_left_out() -> (
    None
):
    theme = ALL["piyue-dark"]
    own = type_colours(of_types("#101010", "#ffffff", "no such colour"), theme, drawn_in(theme))
    assert own["T1"] == "#FFFFFF"
    assert contrast(Color.parse(own["T0"]), Color.parse(theme.surface or "")) >= 4.5
    assert "T2" not in own


def test_the_difference_of_colours_is_that_of_published_pairs() -> None:
    # Lab pairs 1 and 17 of Sharma, Wu and Dalal differ by 2.0425 and 27.1492; here of colours that RGB has.
    assert difference(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(100, abs=0.1)
    assert difference(Color(255, 0, 0), Color(0, 255, 0)) == pytest.approx(86.6, abs=0.3)
    assert difference(Color(10, 20, 30), Color(10, 20, 30)) == 0


@pytest.mark.parametrize("theme", SAFE)
@pytest.mark.parametrize("vision", VISIONS)
def test_the_safe_colours_of_types_differ_to_every_eye(theme: str, vision: str) -> None:
    looks = [seen(colour, VISIONS[vision]) for colour in coloured(ALL[theme], *NAMES)]
    assert min(difference(*pair) for pair in combinations(looks[:7], 2)) >= 10
    assert min(difference(*pair) for pair in combinations(looks, 2)) >= 8


def test_plain_colours_do_not_differ_to_every_eye_which_is_what_the_safe_ones_are_for() -> None:
    looks = [seen(colour, VISIONS["deuteranopia"]) for colour in coloured(ALL["piyue-dark"], *NAMES[:7])]
    assert min(difference(*pair) for pair in combinations(looks, 2)) < 5


@pytest.mark.parametrize("theme", BLENDED, ids=lambda theme: theme.name)
def test_types_differ_in_every_theme(theme: Theme) -> None:
    assert min(difference(*pair) for pair in combinations(coloured(theme, *NAMES[:7]), 2)) >= 8


@pytest.mark.parametrize("name", bundled_names())
def test_each_type_has_a_letter_of_its_own(name: str) -> None:
    marks = type_marks(bundled_profile(name))
    assert len(set(marks.values())) == len(marks)
    assert all(len(mark) == 1 and mark.islower() for mark in marks.values())
    assert len(set(type_marks(of_types(*NAMES)).values())) == len(NAMES)


def test_the_first_theme_suits_the_terminal_unless_one_is_asked_for() -> None:
    assert first_theme((None, None), ALL, sixteen=False, light=False) == "piyue-dark"
    assert first_theme((None, None), ALL, sixteen=False, light=True) == "piyue-light"
    assert first_theme((None, None), ALL, sixteen=True, light=True) == "ansi-light"
    assert first_theme(("no such theme", "nord"), ALL, sixteen=True, light=False) == "nord"


@pytest.mark.parametrize(
    ("theme", "other"),
    [
        ("piyue-contrast", "piyue-contrast-light"),
        ("piyue-safe-light", "piyue-safe"),
        ("textual-dark", "textual-light"),
        ("catppuccin-latte", "catppuccin-mocha"),
        ("rose-pine-dawn", "piyue-dark"),
        ("nord", "piyue-light"),
    ],
)
def test_dark_and_light_belong_together(theme: str, other: str) -> None:
    assert other_ground(ALL[theme], ALL) == other


async def test_a_theme_is_shown_while_one_moves_and_kept_by_enter(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("f7", "j")
        assert driven.app.theme == "piyue-light"
        assert "person place organisation" in driven.screen()
        await driven.press("escape")
        assert (driven.app.theme, read_preferences().theme) == ("piyue-dark", None)
        await driven.press("f7", "down", "down", "enter")
        assert driven.app.theme == "piyue-contrast"
        await driven.press("ctrl+t")
        await driven.until(lambda: read_preferences().theme == "piyue-contrast-light")
    async with opening() as driven:
        assert driven.app.theme == "piyue-contrast-light"


async def test_the_configuration_wins_over_what_was_chosen_and_an_unknown_theme_is_told(place: Path) -> None:
    for configured, begun in (("nord", "nord"), ("nrod", "piyue-dark")):
        project = Project.open(place, annotator="wang")
        app = PiyueApp(project, Config(interface=Interface(theme=configured)))
        async with closed_at_end(project), app.run_test() as pilot:
            await pilot.pause()
            assert app.theme == begun
            told = [str(problem) for problem in app.config_problems]
            assert bool(told) == (configured == "nrod")
            assert all("nrod" in line and "piyue-contrast" in line for line in told)


@pytest.mark.parametrize(("setting", "colours"), [("NO_COLOR=1", None), ("TERM=linux", "sixteen")])
def test_no_more_colours_are_sent_than_are_wanted(
    place: Path, tmp_path: Path, setting: str, colours: str | None
) -> None:
    terminal = Terminal(
        ["env", "-u", "COLORTERM", setting, _COMMAND, "--as", "wang", str(place)],
        tmp_path,
        columns=140,
        rows=40,
    )
    terminal.until(lambda text: "p PER" in text)
    terminal.press("\r")
    text = terminal.until(lambda text: "reject" in text)
    terminal.press("q")
    assert terminal.ended() == 0
    assert "1 p PER person" in text
    assert "林晓p" in text
    codes = {code for sent in re.findall(rb"\x1b\[([\d;]*)m", terminal.raw) for code in sent.split(b";")}
    coloured = {
        int(code) for code in codes if code and (30 <= int(code) % 60 <= 48 and int(code) not in (39, 49))
    }
    assert bool(coloured) == (colours is not None)
    assert not {38, 48} & coloured


def test_a_terminal_that_places_nothing_is_told_what_to_do(place: Path, tmp_path: Path) -> None:
    terminal = Terminal(["env", "TERM=dumb", _COMMAND, "--as", "wang", str(place)], tmp_path)
    assert terminal.ended() == 1
    assert "TERM=xterm-256color" in terminal.text()
    assert b"\x1b[?1049h" not in terminal.raw
