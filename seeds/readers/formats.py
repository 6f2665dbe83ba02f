"""Which format a file is in: what its first bytes say, and only then the ending of its name.

What is no article in any format that is read here is refused by what it is, with what to do about it.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from seeds.article import Note
from seeds.problems import Unreadable

Format = Literal["text", "html", "markdown", "pdf", "docx"]

_ENDINGS: dict[str, Format] = {
    **dict.fromkeys(("", ".txt", ".text"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "html"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), "docx"),
    ".pdf": "pdf",
}
ARTICLE_ENDINGS = frozenset(_ENDINGS)
"""How the names of articles end, in lower case: of a folder, these files are read."""
GUARDED: frozenset[Format] = frozenset({"pdf", "docx"})
"""Formats in which a small file can ask for much work: they are read in a process that can be ended."""

_HEAD = 1 << 16
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"(?:\s|<!--.*?-->|<\?.*?\?>)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_WORD_XML = re.compile(rb"<\?mso-application\s+progid=.Word\.Document")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_OLD_WORD = Note("{path}: this is an old Word file; save it as .docx")
_LOCKED = Note("{path}: this document needs a password; save it without one")
_SHEET = Note("{path}: this is a spreadsheet; save it as .csv")
_SLIDES = Note("{path}: these are slides; save them as .pdf")
_OTHER_TEXT = Note("{path}: this is a document of another word processor; save it as .docx")
_BOOK = Note("{path}: this is an electronic book; save its chapters as .html")
_PICTURE = Note("{path}: this is a picture; its text has to be recognised first (OCR)")
_SOUND = Note("{path}: this is sound or video; its words have to be written down first")
_ARCHIVE = Note("{path}: this is an archive, not an article; unpack it")
_PROGRAM = Note("{path}: this is a program or a database, not an article")
_NO_PDF = Note("{path}: this is not a PDF, whatever its name says; if it is text, rename it to .txt")
_NO_WORD = Note("{path}: this is not a Word file, or it is damaged; if it is text, rename it to .txt")

_SIGNATURES: tuple[tuple[bytes, Note], ...] = (
    (rb"{\\rtf", Note("{path}: this is a Rich Text file; save it as .docx")),
    (rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP", _PICTURE),
    (rb".{4}ftyp(?:heic|mif1|avif)", _PICTURE),
    (rb".{4}ftyp|RIFF.{4}(?:WAVE|AVI )|ID3|\xff[\xfb\xf3\xf2]|OggS|fLaC|\x1a\x45\xdf\xa3|FLV\x01", _SOUND),
    (rb"\x1f\x8b\x08|BZh[1-9]1AY|\xfd7zXZ\0|7z\xbc\xaf\x27\x1c|Rar!\x1a|\x28\xb5\x2f\xfd", _ARCHIVE),
    (rb"\x7fELF|MZ.{58}|SQLite format 3\0|\xca\xfe\xba\xbe|\xfe\xed\xfa|\xcf\xfa\xed\xfe", _PROGRAM),
)
_SIGNED = tuple((re.compile(pattern, re.DOTALL), what) for pattern, what in _SIGNATURES)
# What a zip and what an old Office container holds tells the program that wrote it.
_ZIPPED = (
    (b"xl/workbook", _SHEET),
    (b"ppt/presentation", _SLIDES),
    (b"application/vnd.oasis.opendocument.text", _OTHER_TEXT),
    (b"application/vnd.oasis.opendocument.spreadsheet", _SHEET),
    (b"application/vnd.oasis.opendocument.presentation", _SLIDES),
    (b"application/epub+zip", _BOOK),
)
_STREAMS = (
    ("EncryptedPackage", _LOCKED),
    ("WordDocument", _OLD_WORD),
    ("Workbook", _SHEET),
    ("PowerPoint Document", _SLIDES),
)


def format_of(name: str, data: bytes) -> Format:
    """The format of a file of this name with these bytes: all of them, or its first few thousand.

    What has no sign of another format and an ending that nobody knows is taken for text; whether it is,
    its reader says. Raises Unreadable for what can be no article.
    """
    ending = PurePath(name).suffix.lower()
    said = _ENDINGS.get(ending, "text")
    head = data[:_HEAD]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    if head.lstrip().startswith(b"%PDF-") or (said == "pdf" and b"%PDF-" in head[:1024]):
        return "pdf"
    if head.startswith(_ZIP):
        return _zipped(name, data, named_docx=said == "docx")
    if head.startswith(_OLD_OFFICE):
        raise _refused(_held(data), name)
    for signature, what in _SIGNED:
        if signature.match(head):
            raise _refused(what, name)
    # Of UTF-16, what is left without its zeros is enough to tell markup by.
    head = head.replace(b"\0", b"")
    if _HTML.match(head):
        return "html"
    if _WORD_XML.search(head[:1024]):
        raise _refused(_OLD_WORD, name)
    if data and said in GUARDED:
        raise _refused(_NO_PDF if said == "pdf" else _NO_WORD, name)
    return said if said not in GUARDED else "text"


def _zipped(name: str, data: bytes, *, named_docx: bool) -> Format:
    if named_docx or b"word/document" in data:
        return "docx"
    raise _refused(next((what for sign, what in _ZIPPED if sign in data), _ARCHIVE), name)


def _held(data: bytes) -> Note:
    """What a container of the old Office holds: its folder has the names of its streams, in UTF-16."""
    return next((what for stream, what in _STREAMS if stream.encode("utf-16-le") in data), _OLD_WORD)


def _refused(what: Note, name: str) -> Unreadable:
    return Unreadable(what.message, path=name)
