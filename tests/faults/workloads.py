"""What is recorded, cut off and disturbed."""

from __future__ import annotations

from tests.faults.caring import CARING
from tests.faults.editing import EDITING

WORKLOADS = (*EDITING, *CARING)
