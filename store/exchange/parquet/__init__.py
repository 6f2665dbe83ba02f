"""Apache Parquet (https://parquet.apache.org), a row an article, its annotations in nested lists.

A number is a decimal128(38, 10) where it fits, and always text beside it (`value_text`), which a ratio has
alone. Articles are written in groups of rows, so that memory does not grow with their number. `schema` has
the columns.
"""

from store.exchange.parquet.reading import read
from store.exchange.parquet.writing import write

__all__ = ["read", "write"]
