"""Files of annotations on their way in: every text finds its article, all are one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from seeds.article import (
    Entity,
    Note,
)
from seeds.problems import Unreadable
from store.exchange.arriving import Arrivals, Merge, merge, would_merge
from store.exchange.incoming import Incoming, Said
from store.project import Project
from tests.building import article_with_extraction, make_article, make_extraction
from tests.store.merging_making import (
    states_of,
)


def _arrived(project: Project, *coming: Incoming | Unreadable) -> tuple[Merge | None, list[str]]:
    told: list[str] = []

    def tell(note: Note) -> None:
        told.append(str(note))

    with Arrivals(project, tell) as arrivals:
        arrivals.take(coming, lambda: False)
        seen = would_merge(project, arrivals, lambda _note: None, lambda _d, _a: None, lambda: False)
        done = merge(project, arrivals, tell, lambda _d, _a: None, lambda: False)
    assert seen is not None
    assert done is not None
    assert (seen.decided, seen.suggested, seen.articles) == (done.decided, done.suggested, done.articles)
    return done, told


def _of(project: Project, of: int, **fields: Any) -> Incoming:
    start = fields.get("text", project.article(of).text).find("贫困村")
    found = Entity(id="1", start=start, end=start + 3, text="贫困村", type="TERM", state="added")
    return Incoming(where=f"f:{of}", said=(Said(annotation=found, annotator="zhao"),), **fields)


def test_texts_find_their_articles_and_all_are_one_step(project: Project) -> None:
    for number in (1, 2, 3):
        project.add(*article_with_extraction(number))
    hashes = {aid: project.article(aid).source.sha256 for aid in project.ids()}
    before = {aid: project.layer(aid) for aid in project.ids()}
    done, told = _arrived(
        project,
        _of(project, 1, sha256=hashes[1]),
        _of(project, 2, text=project.article(2).text),
        _of(project, 3, text=project.article(3).text.replace("\n", "\r\n"), sha256="0" * 64),
        _of(project, 4, aid=4, blind=True, text="".join(project.article(4).text.split())),
        Unreadable("{where} is no JSON", where="f:9"),
    )
    assert done is not None
    assert (done.articles, done.decided) == (4, 4)
    assert told == ["f:9 is no JSON"]
    undone = project.undo()
    assert undone is not None
    assert list(undone.aids) == [4, 3, 2, 1]
    assert {aid: layer.annotations for aid, layer in before.items()} == {
        aid: project.layer(aid).annotations for aid in project.ids()
    }


def test_texts_of_no_article_or_of_several_are_told(project: Project) -> None:
    article = make_article()
    project.add(make_article(navigation="别处"), make_extraction(article))
    project.add(make_article(navigation="又一处"), make_extraction(article))
    done, told = _arrived(
        project,
        _of(project, 1, text=make_article().text),
        _of(project, 1, text="没有这样的文章。", aid=1),
        _of(project, 1, sha256="0" * 64),
        _of(project, 1, aid=77),
    )
    assert done is not None
    assert done.articles == 0
    assert told[0].startswith("f:1: several articles have this text (1, 2")
    assert told[1:] == [
        "f:1: no article of this project has this text",
        "f:1: this project has no such article",
        "f:1: this project has no such article",
    ]


def test_two_files_of_one_article_do_not_overwrite_each_other(project: Project) -> None:
    hash_ = project.article(1).source.sha256
    text = project.article(1).text

    def by(annotator: str, kind: str) -> Incoming:
        start = text.index("周明")
        one = Entity(id="9", start=start, end=start + 2, text="周明", type=kind, state="corrected")
        return Incoming(
            where=annotator, said=(Said(annotation=one, annotator=annotator),), sha256=hash_, text=text
        )

    done, told = _arrived(project, by("zhao", "PER"), by("qian", "ORG"))
    assert done is not None
    assert done.decided == 1
    assert told == ["qian: 周明: somebody here decided otherwise, on 周明"]
    assert states_of(project)["周明", "PER"] == "corrected"


def test_a_dry_run_writes_nothing(project: Project) -> None:
    before = project.mark()
    with Arrivals(project, lambda _note: None) as arrivals:
        arrivals.take([_of(project, 1, sha256=project.article(1).source.sha256)], lambda: False)
        seen = would_merge(project, arrivals, lambda _note: None, lambda _d, _a: None, lambda: False)
    assert seen is not None
    assert seen.decided == 1
    assert project.mark() == before
    assert isinstance(arrivals.aids, Sequence)


def test_a_merge_that_is_stopped_writes_nothing(project: Project) -> None:
    before = project.mark()
    with Arrivals(project, lambda _note: None) as arrivals:
        arrivals.take([_of(project, 1, sha256=project.article(1).source.sha256)], lambda: False)
        assert merge(project, arrivals, lambda _note: None, lambda _d, _a: None, lambda: True) is None
    assert project.mark() == before
