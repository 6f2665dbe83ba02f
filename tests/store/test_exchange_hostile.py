"""Lines that somebody or something spoilt: each comes to an article or to one clear problem."""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seeds.problems import Unreadable
from store import layer as changes
from store.exchange.jsonl import json_lines, prepared_of
from store.project import Project
from tests.building import (
    make_article,
    make_extraction,
)
from tests.store.doing import do


def _spoilt(project: Project) -> dict[str, bytes]:
    """A line, damaged in ways that were thought of."""
    do(project, changes.add_tag(project.layer(1), "贴"))
    line = next(json_lines(project))

    def changed(**fields: Any) -> bytes:
        told = json.loads(line)
        for path, value in fields.items():
            *way, last = path.split("__")
            at: Any = told
            for key in way:
                at = at[int(key) if key.isdigit() else key]
            at[last] = value
        return json.dumps(told).encode()

    log = json.loads(line)["kept"]["log"]
    return {
        "cut": line[: len(line) // 2],
        "nested": b"[" * 100_000,
        "surrogate": line.replace("青石".encode(), b"\\ud800", 1),
        "not UTF-8": line.replace("青石".encode(), b"\xff\xfe", 1),
        "not a number": line.replace(b'"value":48,', b'"value":NaN,', 1),
        "huge": line.replace(b'"value":48,', b'"value":1e999999,', 1),
        "long": line.replace(b'"value":48,', b'"value":' + b"9" * 5000 + b",", 1),
        "huge in the log": changed(
            kept__log=[*log, log[1] | {"step": "x", "after": {"value": "1E+9999999"}}]
        ),
        "other text": changed(text="另一篇"),
        "no text": changed(text=" "),
        "nested in the log": changed(kept__log__1__after=0).replace(
            b'"after": 0', b'"after": {"x": ' + b"[" * 100_000
        ),
        "outside the page": changed(kept__runs=[[0, 10**6, 5]]),
        "overlapping": changed(blocks=[{"role": "title", "start": 0, "end": 5}] * 2),
        "one place short": changed(kept__between=[]),
        "furniture": changed(furniture=["a", "b"]),
        "later": changed(kept__form=9),
        "no import": changed(kept__log=log[1:]),
        "twice": changed(kept__log=[*log, log[-1]]),
        "unfounded": changed(kept__log=[*log, log[-1] | {"step": "y", "rid": "e1-2", "after": {"x": 1}}]),
        "no verdict": changed(
            kept__log=[*log, log[0] | {"step": "y", "action": "x", "after": {"verdict": "so"}}]
        ),
        "of another": changed(kept__log=[*log, log[0] | {"step": "y", "action": "x", "after": {"aid": 7}}]),
        "called article": changed(kept__entities__0__id="article"),
        "no way back": changed(
            kept__log=[
                *log,
                log[1] | {"step": "y", "before": {"state": "so"}, "after": {"state": "rejected"}},
            ]
        ),
        "time": changed(kept__log__0__at="once"),
        "confidence": changed(kept__entities__0__confidence=1e300),
        "misplaced": changed(kept__entities__0__start=-3),
        "type of two lines": changed(kept__entities__0__type="PER\nB-ORG"),
        "type of two words": changed(kept__entities__0__type="PER ORG"),
        "label of two lines": changed(kept__tags__0__label="a\nb"),
        "from nowhere": changed(kept__indicators__0__provenance={"value": [-3, 5]}),
        "hash": changed(source__sha256="../../x"),
        "day": changed(meta__published="2019-13-45"),
        "schema": changed(schema="piyue.article/9"),
        "kept is a list": changed(kept=[]),
    }


def test_damaged_and_hostile_lines_are_one_clear_problem(project: Project) -> None:
    for name, line in _spoilt(project).items():
        with pytest.raises(Unreadable) as told:
            prepared_of(line, where="all.jsonl:7")
        said = str(told.value)
        assert "all.jsonl:7" in said, name
        assert said.isprintable(), name
        assert len(said) < 400, name


@given(data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_in_a_line_it_is_an_article_or_unreadable(data: st.DataObject) -> None:
    line = bytearray(_LINE)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(line) - 1))
        put = data.draw(
            st.sampled_from([b"0", b"-", b'"', b"null", b"9999999999999999999", b"[]", b"\xe5", b""])
        )
        line[at : at + data.draw(st.integers(0, 3))] = put
    with suppress(Unreadable):
        assert prepared_of(bytes(line), where="x").sha256


def _a_line() -> bytes:
    with (
        tempfile.TemporaryDirectory() as folder,
        Project.create(Path(folder, "a"), annotator="wang") as project,
    ):
        article = make_article()
        project.add(article, make_extraction(article))
        do(project, changes.add_tag(project.layer(1), "贴"))
        return next(json_lines(project)).strip()


_LINE = _a_line()
