"""How fast saved web pages become articles, and whether every character of them is traced to its source.

    python -m tests.bench.pages FOLDER

Reads every .html and .htm of FOLDER. Prints, in seconds of the processor, how fast they are read and how fast
the articles on them are found, then how many characters were traced and how many of those wrongly.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from html import unescape
from pathlib import Path

from seeds.article import Page
from seeds.page import analyse
from seeds.readers.html import read_html
from seeds.readers.html.charset import decoded_page

_ENDINGS = (".html", ".htm")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the folder that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pages")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in _ENDINGS]
    reading = finding = 0.0
    size = traced = wrong = 0
    for path in files:
        data = path.read_bytes()
        size += len(data)
        start = time.process_time()
        page = read_html(data, path=path.name)
        read = time.process_time()
        analyse(page)
        reading += read - start
        finding += time.process_time() - read
        source = decoded_page(data)[0].text
        traced += sum(origin.length for origin in page.origins)
        wrong += wrongly_traced(page, source)
    if not files:
        parser.error(f"there is no page in {folder}")
    megabytes, seconds = size / 1e6, reading + finding
    pace = f"{megabytes / seconds:.1f} MB/s, {len(files) / seconds:.0f} pages/s"
    print(f"{len(files)} pages, {megabytes:.1f} MB: {pace}")
    print(f"reading {megabytes / reading:.1f} MB/s, finding the articles {megabytes / finding:.1f} MB/s")
    print(f"{traced:,} characters traced to their source, {wrong} wrongly")


def wrongly_traced(page: Page, source: str) -> int:
    """How many origins of a page are not what stands at their place in `source`."""
    return sum(
        page.text[origin.page : origin.page + origin.length] not in (written, unescape(written), "\ufffd")
        for origin in page.origins
        if (written := source[origin.at : origin.at + origin.size])
    )


if __name__ == "__main__":
    main()
