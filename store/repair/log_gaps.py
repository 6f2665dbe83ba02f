"""Operations that are gone for good: what is known of them is said, and the log is made to go on past them.

In the place of each stands an operation that changes nothing, with the action `LOST`, so that those after it
keep their numbers. One that took a lost one for granted is lost with it.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence, Set
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

import msgspec

from seeds.article import Extraction, Note
from store.layer import ARTICLE, Layer
from store.layers import MAIN
from store.log import Log
from store.operations import IMPORT, LOST, Operation, first_layer, fold, said_of_article
from store.project import Project
from store.repair.completing import HeadOf, lost_decision
from store.repair.quarantine import Quarantine
from store.repair.salvage import RawRow
from store.tiny.documents import Doc
from store.verification.log import operations

PROGRAM = "piyue"
"""Who signs the operations that stand for lost ones."""
_ANYWHERE = 1 << 62
_SAID = re.compile(rb'"(aid|version|annotator|at|action|rid)":(?:"([^"\\]{1,80})"|(\d{1,12}))')


class _Gap(NamedTuple):
    """A version of an article's main layer that is not in the log; it stood between these two `seq`."""

    high: int
    aid: int
    version: int
    low: int


def close_gaps(
    project: Project, bad: Sequence[RawRow], old_head: HeadOf, quarantine: Quarantine
) -> Iterator[Note]:
    """Fill the gaps of the log; says which decisions are lost. `bad` are rows of it that are damaged.

    Raises NotSaved or NotWritable.
    """
    told: set[tuple[str, str]] = set()
    for row in {row.id: row for row in reversed(bad)}.values():
        if not project.db.storage.holds("ops", row.id):
            quarantine.keep_row("ops", row)
            said = _told_by(row)
            told.add((said["aid"], said["version"]))
            yield Note("lost: article {aid}: {action} by {annotator}, {at} (its bytes are damaged)", said)
    last: dict[int, int] = {}
    gaps = list(_gaps(project, last))
    filled: dict[int, dict[int, int]] = {}
    for gap, seq in _places(project, gaps):
        filled.setdefault(gap.aid, {})[gap.version] = seq
    for aid, seqs in filled.items():
        yield from _filled(project, aid, seqs, told, quarantine)
    for aid in project.db.storage.ids("articles"):
        if (missing := _version_of(old_head(aid)) - last.get(aid, 0)) > 0:
            said = {"aid": str(aid), "count": str(missing)}
            yield Note("lost: article {aid}: the last operations on it: {count}", said)


def _gaps(project: Project, last: dict[int, int]) -> Iterator[_Gap]:
    """What is missing in the main layers; puts down the last version of each in `last`."""
    seqs: dict[int, int] = {}
    for done in operations(project.db, project.db.storage.last_id("ops") or 0):
        if done.layer == MAIN:
            for version in range(last.get(done.aid, -1) + 1, done.version):
                yield _Gap(done.seq, done.aid, version, seqs.get(done.aid, 0))
            last[done.aid], seqs[done.aid] = done.version, done.seq
    for aid in project.db.storage.ids("articles"):
        if aid not in last:
            yield _Gap(_ANYWHERE, aid, 0, 0)


def _places(project: Project, gaps: list[_Gap]) -> Iterator[tuple[_Gap, int]]:
    """A free number of the log for each gap, between those of its neighbours.

    The lowest number goes to the gap that must be filled first: so all find one, as they once had one.
    """
    coming = sorted(gaps, key=lambda gap: gap.low, reverse=True)
    waiting: list[_Gap] = []
    taken = [*project.db.storage.ids("ops")]
    end = taken[-1] if taken else 0
    for before, after in pairwise([0, *taken, end + len(gaps) + 1]):
        for seq in range(before + 1, after):
            while coming and coming[-1].low < seq:
                heappush(waiting, coming.pop())
            if not waiting and not coming:
                return
            if waiting:
                yield heappop(waiting), seq


def _filled(
    project: Project, aid: int, seqs: dict[int, int], told: Set[tuple[str, str]], quarantine: Quarantine
) -> Iterator[Note]:
    """Go through the log of one article from its beginning, and put something into every gap."""
    done = {one.version: one for one in Log(project.db).of_article(aid) if one.layer == MAIN}
    layer = first_layer(aid, MAIN, _extraction(project, aid))
    at = ""
    for version in sorted(done.keys() | seqs.keys()):
        one = done.get(version)
        if one is None:
            if version and (str(aid), str(version)) not in told:
                yield _of_unknown(aid, version, at)
            layer = _put(project, _stand_in(seqs[version], layer, version, at), layer)
            continue
        at = one.at
        try:
            layer = layer if version == 0 else fold(layer, [one.change])
        except msgspec.ValidationError:
            quarantine.keep(f"operation-{one.seq}.json", msgspec.json.encode(one))
            yield lost_decision(one)
            layer = _put(project, _stand_in(one.seq, layer, version, one.at), layer)


def _stand_in(seq: int, layer: Layer, version: int, at: str) -> Operation:
    """What stands in the place of a lost operation; of a lost import, the import itself, always the same."""
    imported = version == 0
    return Operation(
        seq=seq,
        step=uuid.uuid4().hex,
        part=0,
        aid=layer.aid,
        layer=layer.name,
        version=version,
        annotator=PROGRAM,
        at=at,
        action=IMPORT if imported else LOST,
        rid=ARTICLE,
        before=None if imported else said_of_article(layer),
        after=said_of_article(layer),
    )


def _put(project: Project, done: Operation, layer: Layer) -> Layer:
    """Write an operation to the place in the log that it names; the layer after it."""
    document = msgspec.to_builtins(done)
    del document["seq"]
    project.db.storage.put("ops", done.seq, document)
    return layer if done.version == 0 else fold(layer, [done.change])


def _version_of(head: Doc | None) -> int:
    versions = (head or {}).get("versions")
    version = versions.get(MAIN) if isinstance(versions, dict) else None
    return version if isinstance(version, int) else 0


def _extraction(project: Project, aid: int) -> Extraction:
    for _id, base in project.db.storage.fetch("bases", [aid]):
        return msgspec.convert(base, type=Extraction)
    return Extraction()


def _told_by(row: RawRow) -> dict[str, str]:
    """What the bytes of a damaged operation still tell of it."""
    found = {
        key.decode(): (text or number).decode(errors="replace")
        for key, text, number in _SAID.findall(row.raw)
    }
    return {key: found.get(key, "?") for key in ("aid", "version", "annotator", "at", "action", "rid")}


def _of_unknown(aid: int, version: int, at: str) -> Note:
    said = {"aid": str(aid), "version": str(version), "at": at}
    return Note("lost: article {aid}: operation number {version} on it, made after {at}", said)
