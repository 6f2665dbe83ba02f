"""How far the reading is and how fast it goes: local days, work without pauses, sweeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from store import layer as changes
from store.layer import Step, Verdict
from store.progress import DAYS, pace_today, progress
from store.project import Project
from tests.building import article_with_extraction
from tests.store.doing import do

CHINA = timezone(timedelta(hours=8))
TODAY = datetime(2026, 3, 9, 12, 0, tzinfo=CHINA)
Setting = Callable[[datetime], None]


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch) -> Setting:
    """Set the clock by which the log is written."""

    def set_to(moment: datetime) -> None:
        written = moment.astimezone(UTC).isoformat(timespec="milliseconds")
        monkeypatch.setattr("store.recording._now", lambda: written)

    return set_to


@pytest.fixture
def shelf(tmp_path: Path, setting: Setting) -> Iterator[Project]:
    """A project of 30 articles, imported an hour before the reading begins."""
    setting(TODAY - timedelta(days=30))
    with Project.create(tmp_path / "shelf", annotator="wang") as made:
        for number in range(30):
            made.add(*article_with_extraction(number))
        yield made


def judge(project: Project, aid: int, verdict: Verdict) -> None:
    do(project, changes.set_verdict(project.layer(aid), verdict))


def read_at(project: Project, setting: Setting, moments: list[datetime], first: int = 1) -> None:
    for aid, moment in enumerate(moments, first):
        setting(moment)
        judge(project, aid, "done")


def minutes(*after: float, since: datetime = TODAY - timedelta(hours=3)) -> list[datetime]:
    return [since + timedelta(minutes=minute) for minute in after]


def test_counts_and_what_is_left(shelf: Project, setting: Setting) -> None:
    read_at(shelf, setting, minutes(0, 5, 10, 15))
    judge(shelf, 5, "flagged")
    told = progress(shelf, TODAY, CHINA)
    assert (told.counts["done"], told.counts["flagged"], told.remaining, told.total) == (4, 1, 25, 30)
    assert told.suggestions == 30 * 12


def test_nothing_was_done_yet(shelf: Project) -> None:
    told = progress(shelf, TODAY, CHINA)
    assert told.days == (0,) * DAYS
    assert told.hands == ()
    assert told.week.per_hour is None
    assert told.hours_left is None
    assert pace_today(shelf, TODAY, CHINA).per_hour is None


def test_the_pace_is_articles_per_hour_of_work(shelf: Project, setting: Setting) -> None:
    read_at(shelf, setting, minutes(0, 6, 12, 18, 24, 30))
    told = progress(shelf, TODAY, CHINA)
    assert told.today.seconds == 30 * 60
    assert told.today.per_hour == 12
    assert told.hours_left == 2
    assert pace_today(shelf, TODAY, CHINA) == told.today


def test_a_pause_is_no_work(shelf: Project, setting: Setting) -> None:
    read_at(shelf, setting, minutes(0, 5, 90, 95))
    assert progress(shelf, TODAY, CHINA).today.seconds == 10 * 60


def test_a_long_article_is_work_where_decisions_show_it(shelf: Project, setting: Setting) -> None:
    read_at(shelf, setting, minutes(0))
    for moment, annotation in zip(minutes(8, 16, 24, 60), shelf.layer(2).queue(), strict=False):
        setting(moment)
        do(shelf, changes.accept(shelf.layer(2), annotation.id))
    setting(*minutes(62))
    judge(shelf, 2, "done")
    assert progress(shelf, TODAY, CHINA).today.seconds == 26 * 60


def test_a_day_begins_at_local_midnight(shelf: Project, setting: Setting) -> None:
    midnight = TODAY.replace(hour=0)
    read_at(shelf, setting, [midnight - timedelta(seconds=1), midnight, midnight + timedelta(seconds=1)])
    assert progress(shelf, TODAY, CHINA).days[-2:] == (1, 2)
    assert progress(shelf, TODAY, UTC).days[-2:] == (3, 0)


def test_what_is_older_than_the_days_that_are_told_is_not_counted(shelf: Project, setting: Setting) -> None:
    read_at(shelf, setting, [TODAY - timedelta(days=back) for back in (DAYS, DAYS - 1, 7, 6)])
    told = progress(shelf, TODAY, CHINA)
    assert told.days == (1, *(0,) * 5, 1, 1, *(0,) * 6)
    assert told.week.done == 1


def test_an_article_that_is_reopened_or_undone_is_not_done(shelf: Project, setting: Setting) -> None:
    read_at(shelf, setting, minutes(0, 1, 2))
    judge(shelf, 1, "reading")
    shelf.undo()
    shelf.undo()
    told = progress(shelf, TODAY, CHINA)
    assert told.counts["done"] == 2
    assert told.days[-1] == 2


def test_a_sweep_is_done_but_was_not_read(shelf: Project, setting: Setting) -> None:
    read_at(shelf, setting, minutes(0, 6))
    made = [changes.set_verdict(shelf.layer(aid), "done") for aid in range(10, 20)]
    swept = Step("sweep", "verdict", tuple(change for step in made if step for change in step.changes))
    shelf.record(swept)
    told = progress(shelf, TODAY, CHINA)
    assert told.days[-1] == 12
    assert told.today.per_hour == 20


def test_each_annotator_is_told_and_works_a_time_of_their_own(shelf: Project, setting: Setting) -> None:
    with Project.open(shelf.path, annotator="li") as other:
        for aid, minute in enumerate(range(0, 24, 4), 1):
            setting(*minutes(minute))
            judge(shelf, aid, "done")
            if aid % 2:
                setting(*minutes(minute + 1))
                judge(other, 20 + aid, "done")
    told = progress(shelf, TODAY, CHINA)
    assert [(hand.annotator, hand.days[-1], hand.today.seconds / 60) for hand in told.hands] == [
        ("wang", 6, 20),
        ("li", 3, 16),
    ]
    assert told.today.seconds == 36 * 60
    assert pace_today(shelf, TODAY, CHINA).done == 6


def test_a_clock_that_went_back_takes_no_work_away(shelf: Project, setting: Setting) -> None:
    read_at(shelf, setting, minutes(0, 5, 3, 8))
    assert progress(shelf, TODAY, CHINA).today.seconds == 10 * 60
