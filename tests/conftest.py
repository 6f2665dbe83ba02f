"""Settings that all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# The gate is the same on every run; looking for new examples is for the desk.
settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("gate" if os.environ.get("CI") else "desk")
