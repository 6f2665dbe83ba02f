"""What formats that know less than piyue leave out, each counted in the same words whatever the format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seeds.article import Annotation
from store.exchange.documents import DECIDED, Document
from store.exchange.losses import Losses
from store.operations import IMPORT


def count_undecided(annotations: Iterable[Annotation], losses: Losses) -> None:
    """Count what a format has no place for that holds nothing but what people said is right."""
    states = [annotation.state for annotation in annotations]
    losses.lose("{count} suggestions that nobody has judged were left out", states.count("suggested"))
    losses.lose("{count} rejected annotations were left out", states.count("rejected"))


def count_signatures(document: Document, annotations: Iterable[Annotation], losses: Losses) -> None:
    """Count the decisions among these that are written without who made them."""
    losses.lose(
        "{count} decisions were written without who made them, and when",
        sum(one.state in DECIDED and document.said_by(one.id) is not None for one in annotations),
    )


def count_records(document: Document, losses: Losses) -> None:
    """Count the decided indicators of which only the span and the type are written."""
    losses.lose(
        "{count} indicators were written as spans only, without value, unit and their other fields",
        len(document.indicators(DECIDED)),
    )
    losses.lose(
        "{count} normalised values of entities were left out",
        sum(entity.value is not None for entity in document.entities(DECIDED)),
    )


def count_remarks(document: Document, losses: Losses) -> None:
    """Count what people said beside the annotations."""
    losses.lose("{count} comments and other remarks were left out", len(document.layer.remarks))


def count_verdict(document: Document, losses: Losses) -> None:
    """Count what a person said of the whole article."""
    losses.lose("{count} verdicts on articles were left out", int(document.layer.verdict != "new"))


def counted_beside(found: Iterable[Document], losses: Losses) -> Iterator[Document]:
    """The documents as they are; what no format but our own has a place for is counted on the way."""
    for document in found:
        steps = {done.step for done in document.history if done.action != IMPORT}
        losses.lose("{count} steps of the articles' history were left out; jsonl keeps them", len(steps))
        losses.lose(
            "{count} checks of figures against each other were left out; jsonl keeps them",
            len(document.extraction.checks),
        )
        yield document
