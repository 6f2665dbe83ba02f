"""The search for garbage is put off for the start alone."""

from __future__ import annotations

import gc

from tui.garbage import search_again, search_later


def test_what_a_start_made_is_not_searched_again() -> None:
    frozen = gc.get_freeze_count()
    search_again()
    assert gc.get_freeze_count() == frozen
    try:
        search_later()
        assert not gc.isenabled()
        search_again()
        assert gc.isenabled()
        assert gc.get_freeze_count() > frozen
    finally:
        gc.enable()
        gc.unfreeze()
