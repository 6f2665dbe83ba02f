"""Times as people and programs write them, in the one form that the model has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.readers.published import iso_time


@pytest.mark.parametrize(
    ("written_so", "iso"),
    [
        ("2019年12月5日", "2019-12-05"),
        ("2019年12月5日 星期四 8:00", "2019-12-05T08:00"),
        ("2019年12月5日08时05分", "2019-12-05T08:05"),
        ("2019/12/5 8:00", "2019-12-05T08:00"),
        ("２０１９－１２－０５", "2019-12-05"),
        ("2019.12.5", "2019-12-05"),
        ("2019-12", "2019-12"),
        ("2019年12月", "2019-12"),
        ("20191205", "2019-12-05"),
        ("20191205083000", "2019-12-05T08:30"),
        ("1575504000", "2019-12-05T08:00"),
        ("1575504000000", "2019-12-05T08:00"),
        ("2019-12-05T08:00:00+08:00", "2019-12-05T08:00"),
        ("2019-12-05T00:30:00Z", "2019-12-05T08:30"),
        ("2019-12-04T16:00:00.000Z", "2019-12-05"),
        ("2019-12-05T00:00:00Z", "2019-12-05"),
        ("2019-12-05 00:00:00", "2019-12-05"),
        ("Thu, 05 Dec 2019 00:30:00 GMT", "2019-12-05T08:30"),
        ("2019-13-05", None),
        ("2019-02-30", None),
        ("99999999999999", None),
        ("昨天", None),
        ("", None),
        ("1", None),
    ],
)
def test_times_are_put_into_one_form(written_so: str, iso: str | None) -> None:
    assert iso_time(written_so) == iso


@given(st.text(alphabet="0123456789-/:TZ年月日 +.时分ADec,", max_size=30) | st.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_whatever_is_written_comes_to_a_time_or_none(text: str) -> None:
    found = iso_time(text)
    assert found is None or iso_time(found) == found
