"""What can go wrong with a project, in terms that a user can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.problems import Problem

if TYPE_CHECKING:
    from store.operations import Operation


class NoProject(Problem):
    """There is no project at that path, or it has been closed."""


class ForeignFile(Problem):
    """Where the project's file should be there is something else."""


class Occupied(Problem):
    """A project cannot be made there, because something is there already."""


class NewerProject(Problem):
    """The project was written by a later version of the program."""


class NoArticle(Problem):
    """The project has no article of that id."""


class Damaged(Problem):
    """What was read is not what was written."""


class NotWritable(Problem):
    """The place cannot be written: permissions, or a file system that is mounted read-only."""


class NotSaved(Problem):
    """A write failed: the disk is full or gave an error. Everything saved before is still there."""


class Busy(NotSaved):
    """Another process held the project for longer than this one was ready to wait."""


class Conflict(NotSaved):
    """A change that was made against a value that is no longer there. Nothing of its step was written.

    `operations` are those on the record since, newest last; `step` is the step that was to be undone or
    redone, or the one that was to be recorded. Of an undo or a redo of several articles, `others` are those
    in which nothing was changed since, and in which it can be done (`rest` of `Project.undo`).
    """

    step: str
    operations: tuple[Operation, ...]
    others: int

    def __init__(
        self,
        message: str,
        *,
        step: str,
        operations: tuple[Operation, ...] = (),
        others: int = 0,
        **values: object,
    ) -> None:
        super().__init__(message, **values)
        self.step = step
        self.operations = operations
        self.others = others
