"""The tables of a project: what is kept, and what the list sorts and filters by.

| table     | id    | document                                                  | changes            |
|-----------|-------|-----------------------------------------------------------|--------------------|
| project   | 1     | name, when and by whom it was made                        | never              |
| articles  | aid   | facts for the list: title, place, date, source, sha256 …   | never after import |
| texts     | aid   | the whole article, its page included, packed               | never after import |
| bases     | aid   | what the extractor suggested, packed                      | never after import |
| ops       | seq   | an operation                                              | append only        |
| heads     | aid   | verdict, tags, counts, the version of every layer          | with every step    |
| rules     |       | what a person said of a rule that decisions taught        | append only        |
| positions |       | where each annotator left the program                     | overwritten        |

Beside them, made from them and to be made again from them at any time: `labels`, the tags of every
article, `words`, the index of every character of title, text and facts, and `vocabulary`, the metrics and
units of the records that people judged right.
"""

from __future__ import annotations

from store import vocabulary
from store.tiny import Layout, TableLayout

_LABELS = """
    CREATE TABLE labels (
        label TEXT NOT NULL, aid INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY (label, aid)
    ) WITHOUT ROWID
"""
_WORDS = """
    CREATE VIRTUAL TABLE words USING fts5(
        body, facts, content='', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'"
    )
"""
LAYOUT = Layout(
    application_id=0x50495955,
    version=1,
    tables={
        "project": TableLayout(),
        "articles": TableLayout(
            indexes=(("published",), ("title",), ("place",), ("source",)), unique=(("sha256",),)
        ),
        "texts": TableLayout(packed=True),
        "bases": TableLayout(packed=True),
        "ops": TableLayout(
            indexes=(("annotator", "part"),), unique=(("step", "part"), ("aid", "layer", "version"))
        ),
        "heads": TableLayout(indexes=(("verdict",),)),
        "rules": TableLayout(),
        "positions": TableLayout(unique=(("annotator", "key"),)),
    },
    extra=(
        _LABELS,
        "CREATE INDEX labels_aid ON labels (aid)",
        _WORDS,
        *vocabulary.TABLES,
    ),
)
"""The identity is "PIYU" in ASCII."""
