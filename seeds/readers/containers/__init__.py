"""Containers: archives of files, collections of records, web archives. One module a kind.

Whatever is in one comes as pieces, an article each (`seeds.readers.pieces`), and each piece gives a page.
Nothing that a container says of itself is believed: names are only shown, sizes are counted as they are
read, and nothing is ever written to the disk.
"""

from __future__ import annotations

from seeds.article import Page
from seeds.readers import read_bytes
from seeds.readers.containers.fields import FIELDS, mapping_from
from seeds.readers.containers.kinds import CONTAINER_ENDINGS, is_container
from seeds.readers.containers.opening import Came, pieces_of
from seeds.readers.pieces import Piece
from seeds.readers.records import read_record

__all__ = ["CONTAINER_ENDINGS", "FIELDS", "Came", "is_container", "mapping_from", "page_of", "pieces_of"]


def page_of(piece: Piece) -> Page:
    """The page of a file or a record; its source has the piece's name as its path.

    Raises Unreadable where its reader cannot read it.
    """
    if piece.kind == "record":
        return read_record(piece.data, name=piece.name, form=piece.format)
    if piece.format == "html":  # the web archive says so, whatever the address ends in
        from seeds.readers.html import read_html

        return read_html(piece.data, path=piece.name)
    return read_bytes(piece.data, name=piece.name)
