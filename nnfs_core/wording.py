"""How numbers and sizes are said to people."""

from __future__ import annotations

from math import isinf, isnan


def short_number(value: float) -> str:
    """A number as cells show it: four digits, and faults as people write them."""
    if isnan(value):
        return "NaN"
    if isinf(value):
        return "∞" if value > 0 else "-∞"
    return f"{value:.4g}"


def count_text(count: int, noun: str, ending: str = "s") -> str:
    """How people say a count: 1 sample, 1,797 samples; `ending` makes the noun a plural."""
    return f"{count:,} {noun}{'' if count == 1 else ending}"


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


def shortage_text(n_bytes: int, free: int) -> str:
    """What is missing, to go behind "needs": 12.5 GB of memory, but only 2.0 GB are free."""
    return f"{size_text(n_bytes)} of memory, but only {size_text(free)} are free"
