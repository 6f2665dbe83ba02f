"""Sizes of files in words."""

from __future__ import annotations


def size_told(size: int) -> str:
    """Bytes as a person reads them, in powers of a thousand: 512 B, 20 kB, 1.2 GB."""
    if size < 1000:
        return f"{size} B"
    number = float(size)
    for unit in ("kB", "MB", "GB", "TB"):
        number /= 1000
        if number < 999.5 or unit == "TB":
            break
    return f"{number:.1f} {unit}" if number < 9.95 else f"{number:.0f} {unit}"
