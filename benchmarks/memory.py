"""How much memory this process has in use; Linux alone tells it."""

from __future__ import annotations

from pathlib import Path


def resident_bytes() -> int:
    """The bytes that are in memory now, libraries included."""
    return _told("VmRSS:")


def peak_bytes() -> int:
    """The most bytes that were in memory at once so far."""
    return _told("VmHWM:")


def _told(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith(name))
