"""The formats that a project can be given out in and taken back from, by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import msgspec

from seeds.problems import Problem, Unreadable
from seeds.profile import Profile
from store.exchange.documents import Document
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses

Write = Callable[[Iterable[Document], Profile, Losses], Iterator[bytes]]
"""Writes one stream, piece by piece."""
WriteFiles = Callable[[Iterable[Document], Profile, Losses], Iterator[tuple[str, bytes]]]
"""Writes files: their names, with / between folders, and their bytes."""
Read = Callable[[Path, Profile], Iterator[Incoming | Unreadable]]
"""Reads a file, or for a format of several files their folder; what of it cannot be read is a problem."""


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A format. `module` has `write` (or `write_files`, where `several`) and, where `returns`, `read`.

    `title` says what it is, in English, and is translated. `whole` says that it keeps everything.
    `needs` is a package that it cannot do without, `extra` the name under which pip installs that with piyue.
    """

    name: str
    title: str
    ending: str
    module: str
    several: bool = False
    returns: bool = False
    whole: bool = False
    needs: str = ""
    extra: str = ""

    def writer(self) -> Write:
        """What writes it as one stream. Raises Problem where its package is not installed."""
        return cast(Write, self._of_module("write"))

    def files_writer(self) -> WriteFiles:
        """What writes it as several files. Raises Problem where its package is not installed."""
        return cast(WriteFiles, self._of_module("write_files"))

    def reader(self) -> Read:
        """What reads it. Raises Problem where its package is not installed."""
        return cast(Read, self._of_module("read"))

    def _of_module(self, name: str) -> Any:
        if self.needs and find_spec(self.needs) is None:
            raise Problem(
                "{format} needs a package that is not here; install it with: pip install 'piyue[{extra}]'",
                format=self.name,
                extra=self.extra,
            )
        return getattr(import_module(f"store.exchange.{self.module}"), name)


FORMATS: tuple[Format, ...] = (
    Format(
        name="jsonl",
        title="everything, an article a line; it can be imported again",
        ending=".jsonl",
        module="jsonl",
        returns=True,
        whole=True,
    ),
    Format(
        name="csv",
        title="a table of the indicators, one a row",
        ending=".csv",
        module="tables.indicator_table",
        returns=True,
    ),
    Format(
        name="csv-tags",
        title="a table of the tags, one of an article a row",
        ending=".csv",
        module="tables.tag_table",
        returns=True,
    ),
    Format(
        name="excel",
        title="Excel: articles, indicators, entities and tags",
        ending=".xlsx",
        module="tables.excel",
        returns=True,
        needs="xlsxwriter",
        extra="excel",
    ),
    Format(
        name="parquet",
        title="Parquet: an article a row, its annotations in lists",
        ending=".parquet",
        module="parquet",
        returns=True,
        needs="pyarrow",
        extra="parquet",
    ),
    Format(
        name="doccano",
        title="doccano: spans that people said are right",
        ending=".jsonl",
        module="doccano",
        returns=True,
    ),
    Format(
        name="doccano-tags",
        title="doccano: tags that people said are right",
        ending=".jsonl",
        module="doccano_tags",
        returns=True,
    ),
    Format(
        name="label-studio",
        title="Label Studio: tasks and their labelling configuration",
        ending=".json",
        module="label_studio",
        several=True,
        returns=True,
    ),
    Format(
        name="prodigy",
        title="Prodigy: spans",
        ending=".jsonl",
        module="prodigy",
        returns=True,
    ),
    Format(
        name="prodigy-tags",
        title="Prodigy: tags to choose from",
        ending=".jsonl",
        module="prodigy_tags",
        returns=True,
    ),
    Format(
        name="web-annotation",
        title="W3C Web Annotations as JSON-LD",
        ending=".jsonl",
        module="web_annotation",
        returns=True,
    ),
    Format(
        name="brat",
        title="brat: texts and annotations in files beside each other",
        ending=".ann",
        module="brat",
        several=True,
        returns=True,
    ),
    Format(
        name="conll",
        title="CoNLL: a character a line, with its tag",
        ending=".conll",
        module="conll",
        returns=True,
    ),
    Format(
        name="spacy",
        title="spaCy: documents to train with",
        ending=".spacy",
        module="docbin",
        several=True,
        returns=True,
        needs="spacy",
        extra="spacy",
    ),
    Format(
        name="xmi",
        title="UIMA XMI with its types, for DKPro and INCEpTION",
        ending=".xmi",
        module="xmi",
        several=True,
        returns=True,
    ),
)
