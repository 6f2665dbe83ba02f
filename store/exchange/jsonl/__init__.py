"""Everything that a project says of its articles, one JSON object an article a line.

The fields are those of the extraction contract (`seeds.contract`), with what people made of them: every
annotation has its `state`, rejected ones too; one that somebody touched has `annotator` and `at` of the
last operation on it; a corrected one has, under `suggested`, what the extractor had said instead. The
article has a `review`: `verdict`, `reason`, and by whom and when. `checks` are those of the suggestions,
as the last run of the extractor left them.

What people said beside it stands in three lists, each item with `annotator` and `at`; `about` is the id of
an annotation (of a tag: `t:` and its label), or `article`:

- `comments`: `id`, `about`, `text`, and `settled` where nothing is left to do;
- `unclear`: `about`, of what the guideline does not decide;
- `looked`: `type` (`indicator` for the figures), for which the whole article was searched and nothing found
  beside the annotations `marked`.

`kept` has the rest (`kept`): with it `prepared_of` brings the article back into any project,
with every operation ever made on it. Lines come in the order in which the articles were added, or as these
are named; the same project gives the same bytes, and so does the project that they were brought into.
"""

from __future__ import annotations

from store.exchange.jsonl.returned import prepared_of, read
from store.exchange.jsonl.writing import annotated, json_lines, write

__all__ = ["annotated", "json_lines", "prepared_of", "read", "write"]
