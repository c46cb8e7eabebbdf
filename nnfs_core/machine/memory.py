"""Tells how much memory there is to take, so that what cannot fit is refused, not half done."""

from __future__ import annotations

import os
from pathlib import Path

ALWAYS_THERE = 64 * 2**20  # bytes that are not worth asking the system about
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
