"""Asking for memory before it is taken, so that a huge table is refused and not half read."""

from __future__ import annotations

import os
from pathlib import Path

from nnfs_core.errors import NnfsError

_FALLBACK = 2 * 2**30  # where the system does not tell


def free_memory() -> int:
    """The bytes of memory that can be taken without harm, as well as the system tells."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    try:  # half of what is built in, on macOS and other systems with sysconf
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    except (AttributeError, OSError, ValueError):
        return _FALLBACK


def check_memory(file_name: str, n_rows: int, n_columns: int, n_bytes: int, limit: int) -> None:
    """Raise NnfsError when a table of this size would need more than `limit` bytes."""
    if n_bytes > limit:
        raise NnfsError(
            f"{file_name} has about {n_rows * n_columns:,} cells ({n_rows:,} rows of "
            f"{n_columns:,} columns), which need {size_text(n_bytes)} of memory, but only "
            f"{size_text(limit)} are free; take fewer columns or fewer rows."
        )


def size_text(n_bytes: int) -> str:
    """A size as people say it: 12.5 MB."""
    if n_bytes < 1000:
        return f"{n_bytes} bytes"
    size = n_bytes / 1000
    for unit in ("kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:,.1f} TB"
