"""The bench of web pages runs and finds every character traced."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import pages
from tests.seeds import html_pages


def test_a_folder_of_pages_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "old.htm").write_bytes(html_pages.portal_of_2005().encode("gb18030"))
    (tmp_path / "new.html").write_text(html_pages.traditional(), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    pages.main([str(tmp_path)])
    told = capsys.readouterr().out
    assert told.startswith("2 pages, ")
    assert "characters traced to their source, 0 wrongly" in told
