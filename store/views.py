"""Filters and orders of the list, kept under a name for everybody who works on the project."""

from __future__ import annotations

import msgspec
from tinydb import where as field

from store.catalogue import Filter, Order
from store.tiny import Database
from store.tiny.explaining import damaged

_TABLE = "views"


class View(msgspec.Struct, frozen=True):
    """What to show of the project, in which order."""

    name: str
    where: Filter = Filter()
    order: Order = Order()


def views(db: Database) -> list[View]:
    """All of them, in order of name. Raises Damaged."""
    try:
        kept = [msgspec.convert(dict(document), type=View) for document in db.table(_TABLE).all()]
    except msgspec.ValidationError:
        raise damaged(db.storage.path, "a view is not readable") from None
    return sorted(kept, key=lambda view: view.name)


def save(db: Database, view: View) -> None:
    """Keep a view, in place of one of the same name."""
    db.table(_TABLE).upsert(msgspec.to_builtins(view), field("name") == view.name)


def delete(db: Database, name: str) -> None:
    """Forget a view, if there is one of this name."""
    db.table(_TABLE).remove(field("name") == name)
