"""A box over the workbench that reads the project in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import Worker, WorkerState

from seeds.problems import Problem
from tui.screens.over import Answer, Over

if TYPE_CHECKING:
    from tui.screens.bench import Bench


class Informed(Over[Answer], inherit_bindings=False):
    """What its workers meet is told on the workbench, to which it gives way then."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench

    def give_way(self) -> None:
        """Leave everything as it is."""
        if self.is_current:
            self.dismiss(None)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A fault of the program is not hidden."""
        event.stop()
        if event.state is not WorkerState.ERROR:
            return
        if not isinstance(event.worker.error, Problem):
            raise event.worker.error or RuntimeError(event.worker.name)
        self.bench.tell_problem(event.worker.error)
        self.give_way()
