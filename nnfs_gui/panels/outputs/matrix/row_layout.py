"""Shares the width of a row: each matrix gets what it can use, none less than can be read."""

from __future__ import annotations

from collections.abc import Sequence

GAP = 12  # pixels between matrices


def shared_widths(least: Sequence[float], wanted: Sequence[float], available: float) -> list[float]:
    """A width for each, from its least one up to what it wants; the available width if they can.

    The result is wider than `available` only when even the least widths are.
    """
    widths = list(least)
    left = available - sum(widths)
    while left > 0.5:
        growing = [i for i, width in enumerate(widths) if wanted[i] - width > 0.01]
        if not growing:
            break
        share = left / len(growing)
        for i in growing:
            step = min(share, wanted[i] - widths[i])
            widths[i] += step
            left -= step
    return widths
