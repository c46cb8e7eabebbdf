"""This module tells how large the outputs of a layer are, without reading them where it can."""

from __future__ import annotations

from math import inf, isfinite, isnan

import numpy as np

from nnfs_core.forward.evaluate import LayerResult
from nnfs_core.matrix.blocks import in_memory

FEW_CELLS = 2**16  # that are read at once
SAMPLED_BLOCKS, SAMPLED_ROWS = 16, 1000  # of those with NaN, to find how large their numbers are


def largest_magnitude(result: LayerResult) -> float:
    """How far finite outputs are from 0; an estimate from some where others are not finite."""
    ranges = result.block_ranges
    if isfinite(sum(map(sum, ranges))):
        lows, highs = zip(*ranges, strict=True) if ranges else ((0.0,), (0.0,))
        return max(0.0, -float(min(lows)), float(max(highs)))
    finite = [each for each in ranges if isfinite(each[0]) and isfinite(each[1])]
    largest = max((max(-low, high) for low, high in finite), default=0.0)
    odd = [number for number, (low, high) in enumerate(ranges) if not isfinite(low + high)]
    for number in odd[:: max(1, len(odd) // SAMPLED_BLOCKS)]:
        block = in_memory(result.output.blocks[number])
        if block is not None:
            seen = block[:: max(1, len(block) // SAMPLED_ROWS)]
            largest = max(largest, float(np.abs(seen[np.isfinite(seen)]).max(initial=0.0)))
    return max(0.0, largest)


def not_finite(result: LayerResult) -> tuple[str, ...]:
    """Which of NaN, ∞ and -∞ are among the outputs; beside NaN of many outputs, which may be."""
    low, high, found = result.minimum, result.maximum, []
    if isnan(low):
        found.append("NaN")
        low, high = -inf, inf
        outputs = result.output
        if len(outputs) * outputs.width <= FEW_CELLS and outputs.is_in_memory:
            numbers = outputs.array
            low = float(np.fmin.reduce(numbers, axis=None))
            high = float(np.fmax.reduce(numbers, axis=None))
    return (*found, *["∞"] * (high == inf), *["-∞"] * (low == -inf))


def is_all_zero(result: LayerResult) -> bool:
    """True when every output is 0, as in a difference of what is the same."""
    return all(each == (0.0, 0.0) for each in result.block_ranges)
