"""Reading articles a token a line, ours and foreign ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from seeds.article import Tag
from seeds.problems import Unreadable
from seeds.profile import Profile
from store.exchange.conll.rows import MEANT
from store.exchange.faults import Faults
from store.exchange.incoming import Incoming, Said
from store.exchange.naming import printable
from store.exchange.particulars import span_said

_LONGEST_LINE = 2**16
_MOST_ROWS = 2_000_000
"""Of one article; a book has a million characters."""
_COMMENT = re.compile(r"#\s*(newdoc|aid|sha256|char)\b\s*([0-9]{0,9})[^=]*=\s*(\S+)\s*")
_HASH_ROW = re.compile(r"# (?:O|[BIESLUM]-\S+)")
_COLUMNS = re.compile(r"[\t ]+")
_SPAN_TAG = re.compile(r"([BIESLUM])[-_](.+)")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def read(path: Path, profile: Profile) -> Iterator[Incoming | Unreadable]:
    """The articles of the file, one after the other."""
    del profile
    name = printable(path.name)
    article = Rows(f"{name}:1")
    try:
        with path.open("rb") as stream:
            number = 0
            while raw := stream.readline(_LONGEST_LINE):
                number += 1
                line = _decoded(raw)
                if line is None:
                    yield Unreadable("{where} is not UTF-8, or too long for a row", where=f"{name}:{number}")
                    return
                if _begins_article(line) and article.begun:
                    yield from article.end()
                    article = Rows(f"{name}:{number}")
                if not article.take(line, f"{name}:{number}"):
                    yield Unreadable("{where} has more rows than an article has", where=f"{name}:{number}")
                    return
    except OSError as error:
        yield Unreadable("{path} cannot be read: {reason}", path=name, reason=error.strerror or "")
        return
    if article.begun:
        yield from article.end()


def _decoded(raw: bytes) -> str | None:
    if len(raw) >= _LONGEST_LINE:
        return None
    try:
        return raw.decode().rstrip("\r\n").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None


def _begins_article(line: str) -> bool:
    return line.startswith(("# newdoc", "-DOCSTART-"))


class Rows:
    """The rows of one article as they come, and the spans that their tags make."""

    def __init__(self, where: str) -> None:
        self.begun = False
        self._where = where
        self._faults = Faults(where)
        self._said: list[Said] = []
        self._tokens: list[str] = []
        self._length = 0
        self._known: dict[str, str] = {}
        self._chars: dict[int, str] = {}
        self._open: tuple[str, int, str] | None = None

    def take(self, line: str, where: str) -> bool:
        """Take the next line; False where the article has too many."""
        if line.startswith("-DOCSTART-"):
            self.begun = True
        elif line.startswith("#") and "\t" not in line and not _HASH_ROW.fullmatch(line):
            self._take_comment(line)
        elif line:
            self._take_row(line, where)
        else:
            self._close()
        return len(self._tokens) <= _MOST_ROWS

    def end(self) -> Iterator[Incoming | Unreadable]:
        """The article, after what is wrong with its rows."""
        self._close()
        ours = "sha256" in self._known
        tokens = [MEANT.get(token, token) if ours else token for token in self._tokens]
        for at, char in self._chars.items():
            if at < len(tokens):
                tokens[at] = char
        aid = self._known.get("aid", "")
        text = "".join(tokens)
        yield from self._faults.listed()
        yield Incoming(
            where=self._where,
            said=tuple(_with_surface(said, text) for said in self._said),
            sha256=self._known.get("sha256"),
            aid=int(aid) if aid.isascii() and aid.isdecimal() and len(aid) < 16 else None,
            text=text,
            blind=not ours,
        )

    def _take_comment(self, line: str) -> None:
        self.begun = True
        match = _COMMENT.fullmatch(line)
        if match is None:
            return
        key, at, value = match.groups()
        if key == "char":
            code = re.fullmatch(r"U\+([0-9A-F]{4,6})", value)
            if at and code and int(code[1], 16) <= 0x10FFFF:
                self._chars[int(at)] = chr(int(code[1], 16))
        elif key != "sha256" or _SHA256.fullmatch(value):
            self._known[key] = value

    def _take_row(self, line: str, where: str) -> None:
        self.begun = True
        columns = line.split("\t") if "\t" in line else _COLUMNS.split(line.strip(" "))
        token, tag = columns[0], columns[-1].strip()
        if not token or len(columns) < 2:
            self._faults.add(Unreadable("{where} has no token and tag", where=where))
            return
        self._tag(tag, where)
        self._tokens.append(token)
        self._length += len(token)

    def _tag(self, tag: str, where: str) -> None:
        match = _SPAN_TAG.fullmatch(tag)
        if match is None:
            self._close()
            if tag not in ("O", "_", "-"):
                self._faults.add(Unreadable("{where}: {tag} is no tag", where=where, tag=printable(tag, 30)))
            return
        begins, label = match[1] in "BSU", match[2]
        if begins or self._open is None or self._open[0] != label:
            self._close()
            self._open = (label, self._length, where)

    def _close(self) -> None:
        if self._open is None:
            return
        label, start, where = self._open
        self._open = None
        try:
            self._said.append(span_said(label, start, self._length, "", {}, where=where, whole=False))
        except Unreadable as problem:
            self._faults.add(problem)


def _with_surface(said: Said, text: str) -> Said:
    annotation = said.annotation
    if isinstance(annotation, Tag):
        return said
    surface = text[annotation.start : annotation.end]
    return msgspec.structs.replace(said, annotation=msgspec.structs.replace(annotation, text=surface))
