"""The names of members: what characters their bytes stand for, how they are shown, which are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from seeds.readers.encodings import likely_encoding
from seeds.readers.pieces import Passed

_SYSTEM_FOLDERS = frozenset({"__MACOSX", "$RECYCLE.BIN", "System Volume Information"})
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
# How browsers and Word call the folder of pictures and scripts that belong to a saved page X.html.
_COMPANION = re.compile(r"(.+)(?:_files|\.files|_文件|\.文件)", re.DOTALL)
_PAGE = re.compile(r"(.+)\.(?:x?html?|shtml|docx?)", re.DOTALL | re.IGNORECASE)


def shown(name: str) -> str:
    """The name on one line, for any terminal: control characters as pictures, others unseen as U+FFFD."""
    return "".join(char if char.isprintable() or char == "\u3000" else _picture(char) for char in name)


def _picture(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def inside(container: str, member: str) -> str:
    """The name of a member of a container, whose own name can be shown already."""
    return f"{container}/{shown(member)}"


def ending_of(name: str) -> str:
    """The ending of a name in lower case, with its dot; "" where it has none."""
    return PurePosixPath(name).suffix.lower()


def encoding_of(names: Iterable[bytes]) -> str:
    """The encoding of names that do not say it: UTF-8, or what the names read best in together.

    Windows in Chinese writes GBK into zips, or Big5, and does not say so.
    """
    together = b"\n".join(names)
    try:
        together.decode("utf-8")
    except UnicodeDecodeError:
        likely = likely_encoding(together)
        return likely if likely in ("gb18030", "big5hkscs") else "gb18030"
    return "utf-8"


def decoded(name: bytes, encoding: str) -> str:
    """The name in UTF-8 where it is that, else in the encoding; folders are parted by / ."""
    try:
        text = name.decode("utf-8")
    except UnicodeDecodeError:
        text = name.decode(encoding, "replace")
    return text.replace("\\", "/")


class Companions:
    """The folders that belong to saved pages, of which no page is an article of its own.

    `all_seen` says that no page will come that has not been seen.
    """

    def __init__(self) -> None:
        self._pages: set[str] = set()
        self.all_seen = False

    def see(self, name: str) -> None:
        """There is a member of this name."""
        if page := _PAGE.fullmatch(name):
            self._pages.add(page[1])

    def have(self, name: str) -> bool:
        """Whether the name lies in such a folder."""
        return any(page in self._pages for page in _pages_above(name))

    def may_have(self, name: str) -> bool:
        """Whether it would, if a page came that has not been seen yet."""
        return not self.all_seen and any(True for _ in _pages_above(name))


def _pages_above(name: str) -> Iterator[str]:
    """The names, without their endings, of the pages to which a folder around the member would belong."""
    for folder in PurePosixPath(name).parents:
        if companion := _COMPANION.fullmatch(str(folder)):
            yield companion[1]


def is_hidden(name: str) -> bool:
    """Whether a system put the member there, or its name hides it."""
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return (
        not parts
        or any(part.startswith(".") or part in _SYSTEM_FOLDERS for part in parts)
        or parts[-1].lower() in _SYSTEM_FILES
    )


def passed(container: str, name: str) -> Passed:
    """What stands for a member that is passed over."""
    return Passed(name=inside(container, name), ending=shown(ending_of(name) or PurePosixPath(name).name))
