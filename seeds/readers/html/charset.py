"""In which encoding a page is, whatever it says of itself."""

from __future__ import annotations

import codecs
import re

from seeds.article import Note
from seeds.readers.encodings import Decoded, decode

_HEAD = 4096
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_:-]{2,20})""", re.IGNORECASE)
_FAMILIES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "ascii": "utf-8",
}


def decoded_page(data: bytes) -> tuple[Decoded, tuple[Note, ...]]:
    """The characters of a page and, where its declared encoding is another, a note.

    The bytes decide: about one old page in four says what it is not.
    """
    decoded = decode(data)
    declared = declared_encoding(data)
    if declared is None or not decoded.readable:
        return decoded, ()
    if data.isascii() or _family(declared) == _family(decoded.encoding):
        return decoded, ()
    values = {"declared": declared, "encoding": decoded.encoding}
    return decoded, (Note("declared {declared}, read as {encoding}", values),)


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page says it is in, in small letters; None where it says none that there is."""
    found = _DECLARED.search(data, 0, _HEAD)
    if found is None:
        return None
    label = found[1].decode("ascii").lower()
    try:
        codecs.lookup(label)
    except LookupError:
        return None
    return label


def _family(label: str) -> str:
    """What an encoding is part of: GB2312 and GBK are read as GB18030."""
    name = codecs.lookup(label).name
    return _FAMILIES.get(name, name)
