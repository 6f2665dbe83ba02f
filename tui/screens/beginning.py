"""Where one begins: the start page, the samples and the tour, each in a project of its own."""

from __future__ import annotations

import asyncio

from textual import events, on, work

from store.project import Project
from tui.commands import BY_ID, Pane
from tui.language import _
from tui.screens.importing import Importing
from tui.screens.working import Job, watched


class Beginning(Importing):
    """The part of the workbench that shows newcomers round. Another project is opened over one's own."""

    visiting = False
    """Whether this workbench stands over that of one's own project."""
    leaves_for: str | None = None
    """The id of a command that is to be done in one's own project, where the visit is left for it."""

    @on(events.Mount)
    def welcome_newcomer(self) -> None:
        """A project without articles begins with the start page."""
        self.action_start(unless_begun=True)

    @work(group="start", exclusive=True, exit_on_error=False)
    async def action_start(self, *, unless_begun: bool = False) -> None:
        """Show where one can begin."""
        counts = await self.session.read(self.project.counts)
        articles = sum(counts.values())
        if articles and unless_begun:
            return
        from tui.screens.welcome import Choice, WelcomeScreen

        async def begin(choice: Choice | None) -> None:
            match choice:
                case "samples":
                    self._open_samples()
                case "own":
                    await self.leave_visit()
                case "import" | "article.paste" if self.visiting:
                    self.leaves_for = choice
                    await self.leave_visit()
                case str():
                    await self.run(BY_ID[choice].action, "workbench")

        self.app.push_screen(WelcomeScreen(self, articles=articles, visiting=self.visiting), begin)

    def action_tour(self) -> None:
        """Show how to work, on articles that are thrown away."""
        self._open_tour()

    @work(group="visit", exclusive=True, exit_on_error=False)
    async def _open_tour(self) -> None:
        from tui.screens.tour import TourBench, TourProject

        job = Job()
        making = asyncio.to_thread(TourProject, self.project.annotator)
        toured = await watched(self.app, _("Tour"), job, making)
        await self._visit(TourBench(toured, self.config))

    @work(group="visit", exclusive=True, exit_on_error=False)
    async def _open_samples(self) -> None:
        from tui.sample_project import opened_samples

        job = Job()
        opening = asyncio.to_thread(opened_samples, self.project.annotator, job.progress, job.stopped)
        project = await watched(self.app, _("Samples"), job, opening)
        await self._visit(self._workbench(project))

    async def _visit(self, bench: Beginning) -> None:
        """Open another project over this one."""
        if await self.session.drain():
            bench.visiting = True

            async def left(_nothing: None) -> None:
                if bench.leaves_for is not None:
                    await self.run(BY_ID[bench.leaves_for].action, "workbench")

            self.app.push_screen(bench, left)
        else:
            await bench.session.close()

    async def leave_visit(self) -> None:
        """Go back to one's own project."""
        if self.visiting and await self.put_away():
            self.dismiss(None)

    def _workbench(self, project: Project) -> Beginning:
        """A workbench on another project."""
        return type(self)(project, self.config)

    async def put_away(self) -> bool:
        """Save what is pending and close the project. False where something could not be saved."""
        raise NotImplementedError

    async def run(self, action: str, pane: Pane) -> None:
        """Do what a key of this pane does."""
        raise NotImplementedError
