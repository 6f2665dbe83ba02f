"""The tables of a project: what is kept, and what the list sorts and filters by.

| table     | id    | document                                                  | changes            |
|-----------|-------|-----------------------------------------------------------|--------------------|
| project   | 1     | when and by whom it was made, its profile, its epoch       | by a restore       |
| articles  | aid   | facts for the list: title, place, date, source, sha256 …   | never after import |
| texts     | aid   | the whole article, its page included, packed               | never after import |
| bases     | aid   | what the extractor suggested, packed                      | never after import |
| ops       | seq   | an operation                                              | append only        |
| heads     | aid   | verdict, tags, counts, the version of every layer          | with every step    |
| judged    | aid   | how many checks fail since figures were corrected         | overwritten        |
| rules     |       | what a person said of a rule that decisions taught        | append only        |
| views     |       | a filter and an order of the list under a name            | overwritten        |
| sources   |       | what became of a file that was to be read                 | overwritten        |
| positions |       | where each annotator left the program                     | overwritten        |

`contradictions` is a table of its own that is made with the first of them: what a person said of figures that
contradict each other, append only (`store.contradictions.rulings`).

Beside them `DERIVED`, made from them and to be made again from them at any time: `listing` and `titles`, by
which the list is filtered and sorted; `hands`, who worked on what; `labels`, the tags of every article;
`words`, the index of every character of title, text and facts; `vocabulary`, the metrics and units of the
records that people judged right.
"""

from __future__ import annotations

from store import listing, vocabulary
from store.tiny import Layout, TableLayout
from store.tiny.layout import field_expression

_WORDS = """
    CREATE VIRTUAL TABLE words USING fts5(
        body, facts, content='', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'"
    )
"""
DERIVED: dict[str, tuple[str, ...]] = {
    "listing": listing.LISTING,
    "titles": listing.TITLES,
    "hands": listing.HANDS,
    "labels": listing.LABELS,
    "words": (_WORDS,),
    "vocabulary": vocabulary.TABLES,
}
"""The SQL of the tables that are made from the documents, see `store.derived`."""
VERDICT_OPERATIONS = f"""
    CREATE INDEX i_ops_verdicts ON t_ops ({field_expression("at")})
    WHERE {field_expression("rid")} = 'article' AND {field_expression("action")} <> 'import'
"""
"""For the pace of the work: when somebody said something of a whole article."""
LAYOUT = Layout(
    application_id=0x50495955,
    version=3,
    tables={
        "project": TableLayout(),
        "articles": TableLayout(unique=(("sha256",),)),
        "texts": TableLayout(packed=True),
        "bases": TableLayout(packed=True),
        "ops": TableLayout(
            indexes=(("annotator", "part"),), unique=(("step", "part"), ("aid", "layer", "version"))
        ),
        "heads": TableLayout(),
        "judged": TableLayout(),
        "rules": TableLayout(),
        "views": TableLayout(unique=(("name",),)),
        "sources": TableLayout(unique=(("path",),)),
        "positions": TableLayout(unique=(("annotator", "key"),)),
    },
    extra=(VERDICT_OPERATIONS, *(sql for statements in DERIVED.values() for sql in statements)),
)
"""The identity is "PIYU" in ASCII."""
