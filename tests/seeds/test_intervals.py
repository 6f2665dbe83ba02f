"""The index of spans answers as a look at every span would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Span
from seeds.extract.intervals import Intervals

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda drawn: Span(drawn[0], sum(drawn)))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_overlap_is_a_shared_character(spans: list[Span], asked: Span) -> None:
    shared = any(start < asked.end and asked.start < end for start, end in spans)
    assert Intervals(spans).overlap(asked) == shared


@given(st.lists(SPANS, max_size=12), SPANS)
def test_a_span_is_enclosed_by_a_longer_one_only(spans: list[Span], asked: Span) -> None:
    inside = any(start <= asked.start and asked.end <= end and (start, end) != asked for start, end in spans)
    assert Intervals(spans).enclose(asked) == inside
