"""A profile is the schema of a project: read from TOML, refused with all that is wrong in it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from seeds.problems import Problem
from seeds.profile import (
    NO_WORDS,
    Profile,
    Words,
    bundled_names,
    bundled_profile,
    bundled_text,
    faults_of,
    profile_from,
    read_profile,
)

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
        (SMALL + '[words]\nhouses = ["农户"]\n', "unknown field `houses`"),
        (SMALL + '[words]\npeople = "农户"\n', "Expected `array`, got `str` - at `$.words.people`"),
        (SMALL + '[words]\npeople = ["户"]\n', "[words] people: '户' is no word: write two characters or"),
        (SMALL + '[words]\nworks = [""]\n', "[words] works: '' is no word"),
        (SMALL + '[words]\ntitles = ["厂长\\n"]\n', "[words] titles: '厂长\\n' is no word"),
        (SMALL + '[words]\nnorms = ["按.*"]\n', "[words] norms: '按.*' is no word"),
        (SMALL + '[words]\nevents = ["缎会", "缎会"]\n', "words: events: 缎会 stands there twice"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(change: str, said: str) -> None:
    faults = [str(fault) for fault in faults_of(change, where="mine.toml")]
    assert any(said in fault for fault in faults), faults
    assert all(fault.startswith("mine.toml") and "\n" not in fault for fault in faults)


def test_a_profile_without_words_of_its_field_goes_by_the_language_alone() -> None:
    profile = profile_from(SMALL, where="mine.toml")
    assert profile.words == NO_WORDS
    assert not any(msgspec.structs.astuple(profile.words))
    kept = msgspec.to_builtins(profile)
    del kept["words"]
    assert msgspec.convert(kept, type=Profile) == profile


def test_every_list_of_words_is_explained_in_the_profile_to_begin_with() -> None:
    explained = bundled_text("poverty").partition("\n[words]\n")[0]
    for table in Words.__struct_fields__:
        assert f"\n#   {table} " in explained


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
