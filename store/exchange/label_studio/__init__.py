"""Label Studio's tasks and its labelling configuration: `tasks-0001.json` and on, and `config.xml`
(https://labelstud.io/guide/predictions, /guide/task_format, /tags).

A task is an article. What nobody has judged is its `predictions`; what people said is right is an annotation
of each of them, `completed_by` their name, which Label Studio looks up among its users' addresses. It has no
place for what is known to be wrong, nor for comments: they are in the task's `data`, which it gives back.

A span is a region of the control `span`; the fields of an indicator are regions of their own controls with
the id of the span's region, which is how Label Studio ties them. Numbers are texts, so that they stay exact.
Tags are choices of the whole task. A region's `meta` shows its state, and has under `piyue` all that piyue
says of it: a region that no longer says the same was changed there, and is read as said by who completed it;
a prediction that somebody submitted is read as accepted.

Offsets are UTF-16 code units, as the editor counts in its browser (a character beyond U+FFFF is two), and the
browser makes one line feed of any line end: a carriage return is written as a space, and counted.

Read are such files, alone or in their folder, and the full JSON export. JSON_MIN does not say which value
belongs to which region.
"""

from store.exchange.label_studio.exports import read
from store.exchange.label_studio.tasks import write_files

__all__ = ["read", "write_files"]
