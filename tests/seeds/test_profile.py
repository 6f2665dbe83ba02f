"""A profile is the schema of a project: read from TOML, refused with all that is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.problems import Problem
from seeds.profile import bundled_names, bundled_profile, bundled_text, faults_of, read_profile

SMALL = """
name = "small"
en = "small"
zh = "小"
[[types]]
code = "PER"
en = "person"
zh = "人"
key = "1"
colour = "red"
"""


@pytest.mark.parametrize("name", bundled_names())
def test_the_bundled_profiles_are_without_fault(name: str) -> None:
    assert faults_of(bundled_text(name), where=name) == []
    assert bundled_profile(name).name == name


def test_there_is_more_than_one_field_of_work() -> None:
    assert {"poverty", "economy"} <= set(bundled_names())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("nonsense = 1\n" + SMALL, "unknown field `nonsense`"),
        ("name = ", "is not TOML"),
        (SMALL.replace('colour = "red"', "colour = 3"), "Expected `str`, got `int`"),
        (SMALL.replace('colour = "red"', 'colour = "reddish"'), "types 1 (PER): colour is #rrggbb or one of"),
        (SMALL.replace('key = "1"', 'key = "x"'), "key is one digit"),
        (SMALL.replace('code = "PER"', 'code = "per"'), "code is capitals"),
        (SMALL + SMALL[SMALL.index("[[types]]") :], "types: code: PER stands there twice"),
        (SMALL + '[lexicon]\nLOC = ["青岚县"]\n', "[lexicon]: LOC is no type"),
        (SMALL + '[patterns]\nPER = ["("]\n', "[patterns] PER: (: "),
        (SMALL + '[patterns]\nPER = ["x*"]\n', "also matches nothing"),
        (SMALL + '[[topics]]\nlabel = "x"\ngenre = { title = ["["] }\n', "topics x: genre: [: "),
        (SMALL + '[[fields]]\ncode = "colour"\nen = "a"\nzh = "b"\n', "colour is none of value, unit"),
        (SMALL.replace("[[types]]", "[[topics]]"), "unknown field `code`"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(change: str, said: str) -> None:
    faults = [str(fault) for fault in faults_of(change, where="mine.toml")]
    assert any(said in fault for fault in faults), faults
    assert all(fault.startswith("mine.toml") and "\n" not in fault for fault in faults)


def test_every_fault_is_named_and_not_only_the_first() -> None:
    faults = faults_of(SMALL.replace('"red"', '"rot"').replace('key = "1"', 'key = "12"'), where="mine.toml")
    assert len(faults) == 2


def test_a_profile_is_read_by_name_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(SMALL, encoding="utf-8")
    assert read_profile(str(file)).name == "small"
    assert read_profile("economy") is bundled_profile("economy")
    with pytest.raises(Problem, match=r"there is no profile called nowhere; there are: .*economy.*poverty"):
        read_profile("nowhere")
