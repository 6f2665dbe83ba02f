"""Which format a file or a folder is in that another program gave back: its contents tell, not its name."""

from __future__ import annotations

import json
import os
import re
import zipfile
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from seeds.problems import Problem
from seeds.readers import printable_path
from store.exchange.formats import FORMATS, Format

_LOOKED_AT = 1 << 20
_NAMES = 2000
_BY_ENDING = {".ann": "brat", ".conll": "conll", ".bio": "conll", ".xmi": "xmi", ".spacy": "docbin"}
_LINE_OF_TAGS = re.compile(r"^\S[^\n]*[ \t](?:O|[BIES]-\S+)\r?$", re.MULTILINE)
_ZLIB = b"\x78"
_LINES = 200
_ALIKE = (None, "doccano", "doccano_tags")


def format_in(path: Path) -> Format:
    """The format of a file, a folder or a .zip. Raises Problem where it cannot be told, or not be read."""
    try:
        module = _module_of(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise Problem(
            "{path}: cannot be read ({reason})",
            path=printable_path(path),
            reason=getattr(error, "strerror", None) or str(error),
        ) from None
    for one in FORMATS:
        if one.returns and module in (one.module, one.name):
            return one
    names = ", ".join(one.name for one in FORMATS if one.returns)
    raise Problem(
        "{path}: what format this is cannot be told; say it with --format: {names}",
        path=printable_path(path),
        names=names,
    )


def _module_of(path: Path) -> str | None:
    if path.is_dir():
        return _of_names(islice(_names_in(path), _NAMES))
    with path.open("rb") as file:
        head = file.read(_LOOKED_AT)
    if head.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(path) as archive:
            return _of_names(archive.namelist())
    return _of_head(head) or _BY_ENDING.get(path.suffix.lower())


def _names_in(folder: Path) -> Iterator[str]:
    for _folder, _folders, files in os.walk(folder):
        yield from files


def _of_names(names: Iterable[str]) -> str | None:
    """By what a format has among its files: the first ending that one of them alone has."""
    names = list(names)
    if "xl/workbook.xml" in names:
        return "excel"
    endings = {os.path.splitext(name)[1].lower() for name in names}  # noqa: PTH122 - it is no path of ours
    for ending, module in _BY_ENDING.items():
        if ending in endings:
            return module
    return "label_studio" if {".json", ".xml"} <= endings else None


def _of_head(head: bytes) -> str | None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in (b"{", b"["):
        return _of_objects(start)
    if start.startswith(b"<") and b"http://www.omg.org/XMI" in start[:4096]:
        return "xmi"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(_ZLIB):
        return "docbin"
    wide = start.startswith((BOM_UTF16_LE, BOM_UTF16_BE))  # as Excel writes "Unicode text"
    text = start.decode("utf-16" if wide else "utf-8", "replace")
    if (table := _of_columns(text.partition("\n")[0])) is not None:
        return table
    return "conll" if len(_LINE_OF_TAGS.findall(text, 0, 1 << 16)) > 1 else None


def _of_columns(line: str) -> str | None:
    """By the names of the columns of a table, whatever stands between them."""
    columns = {name.strip(' "\r').lower() for name in re.split(r"[,;\t]", line)}
    if {"metric", "value", "start"} <= columns:
        return "csv"
    return "csv-tags" if {"article", "tag"} <= columns or {"article", "label"} <= columns else None


def _of_objects(start: bytes) -> str | None:
    """By the first line that says it: in some formats a text of which nothing is said looks as in others."""
    found = None
    for line in start.splitlines()[:_LINES]:
        if line.startswith(b"{") and line.endswith(b"}"):
            told = _first_object(line)
            found = _of_object(told)
            if found not in _ALIKE or _labels(told):
                return found
    return found or _of_object(_first_object(start))


def _first_object(start: bytes) -> dict[str, Any]:
    """The first object of JSON, of JSON lines, or of an array: as far as it was read, its keys."""
    text = start.decode("utf-8", "replace").lstrip("[ \t\r\n")
    with suppress(ValueError, RecursionError):
        found, _end = json.JSONDecoder().raw_decode(text)
        return found if isinstance(found, dict) else {}
    return dict.fromkeys(re.findall(r'"(\w+|@context)"\s*:', text))


def _of_object(found: Mapping[str, Any]) -> str | None:
    if found.get("schema") == "piyue.article/1" or "kept" in found:
        return "jsonl"
    if "@context" in found:
        return "web_annotation"
    if "data" in found and {"annotations", "predictions", "completions"} & found.keys():
        return "label_studio"
    if "text" not in found and "data" not in found:
        return None
    if "_task_hash" in found or "answer" in found or ("spans" in found and "label" not in found):
        spans = "spans" in found or "tokens" in found
        return "prodigy" if spans else "prodigy_tags"
    if {"label", "labels", "entities", "cats"} & found.keys():
        return "doccano" if _has_spans(found) else "doccano_tags"
    return None


def _labels(found: Mapping[str, Any]) -> Any:
    """What doccano says of a text."""
    return found.get("label") or found.get("labels") or found.get("entities") or found.get("cats") or []


def _has_spans(found: Mapping[str, Any]) -> bool:
    """Whether labels are of ranges of the text: lists or objects, not words alone."""
    labels = _labels(found)
    return "entities" in found or not (
        isinstance(labels, list) and all(isinstance(one, str) for one in labels)
    )
