"""TinyDB's documents, tables and queries over SQLite, one row a document.

TinyDB reads and writes its whole database at every operation and promises nothing across a crash.
Here its documented extension points (a `Storage`, a `Table`, a `TinyDB` subclass) stand on SQLite's
transactions, so that an operation costs what its own documents cost, at any size.
"""

from __future__ import annotations

from store.tiny.database import Database
from store.tiny.layout import Layout, TableLayout

__all__ = ["Database", "Layout", "TableLayout"]
