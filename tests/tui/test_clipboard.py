"""What reaches the clipboard of the person's machine, by which way, and how a long job calls them back."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from time import monotonic

import pytest

from seeds.problems import Problem
from tui.attention import LONG, announcement
from tui.clipboard import LONGEST, deliver, plain, sequence, tool
from tui.escapes import passed_through
from tui.terminal_app import TerminalApp

TEXT = "全县3566户增收；😀𠮷"


def carried(told: str) -> str:
    """The text that a terminal takes from a sequence."""
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", told)
    assert found is not None
    return base64.b64decode(found[1]).decode()


def script(folder: Path, name: str, body: str) -> None:
    """A command of this name, the only ones that there are."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def test_the_terminal_is_told_in_a_sequence_that_tmux_and_screen_hand_on() -> None:
    told = sequence(TEXT, {}) or ""
    assert carried(told) == TEXT
    in_tmux = sequence(TEXT, {"TMUX": "/tmp/tmux-0/default,1,0"}) or ""
    assert in_tmux.startswith("\x1bPtmux;\x1b\x1b]52;")
    assert in_tmux.endswith("\x1b\\")
    assert in_tmux.removeprefix("\x1bPtmux;").removesuffix("\x1b\\").replace("\x1b\x1b", "\x1b") == told
    long = sequence(TEXT * 100, {}) or ""
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", passed_through(long, {"STY": "1.pts"}), re.DOTALL)
    assert "".join(pieces) == long
    assert max(map(len, pieces)) < 700


def test_what_is_too_long_for_a_terminal_is_not_cut_but_refused() -> None:
    assert sequence("字" * (LONGEST // 5), {}) is not None
    assert sequence("字" * (LONGEST // 3), {}) is None
    with pytest.raises(Problem, match=r"100 KB is more than .* \(75 KB\)"):
        deliver("字" * 33_333, {"SSH_CONNECTION": "a b c d"}, told=False)


def test_pasted_text_has_nothing_that_a_shell_would_obey() -> None:
    assert plain("一\r\n二\r三\t四\x1b[31m\x07\x9b\x00五") == "一\n二\n三\t四[31m五"


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"DISPLAY": ":0"}, "xclip"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "wl-copy"),
        ({"DISPLAY": ":10", "SSH_CONNECTION": "a b c d"}, None),
        ({}, None),
    ],
)
def test_the_command_is_that_of_the_screen_the_person_sits_at(
    environment: dict[str, str], name: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    found = tool(environment, which=lambda name: f"/usr/bin/{name}")
    assert (found[0] if found else None) == name


def test_a_command_gets_the_whole_text_and_one_that_fails_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    script(tmp_path, "xclip", f"cat > {tmp_path}/taken")
    script(tmp_path, "tmux", "exit 1")
    long = TEXT * 20_000
    assert deliver(long, {"DISPLAY": ":0"}, told=False) == "clipboard"
    assert (tmp_path / "taken").read_text("utf-8") == long
    script(tmp_path, "xclip", "exit 1")
    with pytest.raises(Problem):
        deliver(long, {"DISPLAY": ":0", "TMUX": "x"}, told=False)
    script(tmp_path, "tmux", f'test "$1 $2" = "load-buffer -w" && cat > {tmp_path}/buffer')
    assert deliver(long, {"TMUX": "x"}, told=False) == "tmux"
    assert deliver(TEXT, {"TMUX": "x"}, told=True) == "clipboard"
    assert (tmp_path / "buffer").read_text("utf-8") == TEXT


def test_a_notification_is_sent_where_it_is_known_to_be_one_and_obeys_nothing() -> None:
    assert announcement("导出", {"TERM": "xterm-256color"}) == "\x07"
    assert announcement("导出", {"TERM": "xterm-kitty"}) == "\x07\x1b]9;导出\x07"
    assert announcement("导出", {"TERM": "foot"}) == "\x07\x1b]777;notify;piyue;导出\x07"
    hostile = announcement("a;b\x07\x1b]52;c;eA==\x07", {"TERM_PROGRAM": "WezTerm"})
    assert hostile.count("\x1b") == 1
    assert hostile.count("\x07") == 2


def test_only_the_end_of_a_long_job_rings_and_only_where_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    app, sent = TerminalApp(), list[str]()
    monkeypatch.setattr(app, "_send", sent.append)
    app.announce_end("导出", monotonic())
    assert sent == []
    app.announce_end("导出", monotonic() - LONG)
    assert [told[0] for told in sent] == ["\x07"]
    app.rings = False
    app.announce_end("导出", monotonic() - LONG)
    assert len(sent) == 1
