"""Writing results, to standard output as they come, to a file all or nothing; and what went wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from seeds.problems import Problem
from seeds.readers import printable_path
from tui.language import told
from tui.text.visible import visible


def complain(problem: Problem | str) -> None:
    """Say on standard error, on one line, what went wrong."""
    line = visible(told(problem)) if isinstance(problem, Problem) else problem
    sys.stderr.write(f"piyue: {line}\n")


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Where what is done within cannot be written, raises Problem that says so of `path`."""
    try:
        yield
    except OSError as error:
        raise Problem(
            "{path}: cannot be written ({reason})",
            path=printable_path(path),
            reason=error.strerror or str(error),
        ) from None


def written(chunks: Iterable[bytes], output: Path | None) -> None:
    """Write `chunks` to `output`, or to standard output where it is None.

    A file appears whole or not at all: what stood there before stays until the new one is on disk.
    Raises Problem where it cannot be written.
    """
    if output is None:
        stream = sys.stdout.buffer
        for chunk in chunks:
            stream.write(chunk)
        stream.flush()
        return
    temporary = output.with_name(f".{output.name}.{os.getpid()}")
    with writing_to(output):
        try:
            with temporary.open("xb") as file:
                file.writelines(chunks)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(output)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
