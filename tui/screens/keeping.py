"""What the workbench keeps for this annotator between two days: places, searches, the articles read last."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from seeds.problems import Problem
from tui.screens.bench import Bench

Value = TypeVar("Value")


class Keeping(Bench):
    """The part of the workbench that keeps where one was. Losing that is no loss: work is kept by itself."""

    async def keep(self, key: str, value: object) -> None:
        """Keep a value, where the project can be written."""
        try:
            await self.session.write(self.project.remember, key, msgspec.to_builtins(value))
        except Problem as problem:
            self.log(str(problem))

    async def kept(self, key: str, kind: type[Value], otherwise: Value) -> Value:
        """What was kept, or `otherwise` where that is nothing of this kind."""
        found = await self.session.read(self.project.recall, key)
        try:
            return msgspec.convert(found, type=kind)
        except msgspec.ValidationError:
            return otherwise
