"""Computes a working in floating point, line by line."""

from __future__ import annotations

from math import log10
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import HALF, FloatArray
from nnfs_core.layers.sums_in_range import MARGIN
from nnfs_core.layers.working import Line, Operation, Working

_UFUNCS: dict[Operation, Any] = {
    Operation.SAME: np.positive,
    Operation.NEGATIVE: np.negative,
    Operation.TWICE: lambda a: a + a,
    Operation.PRODUCT: np.multiply,
    Operation.PLUS: np.add,
    Operation.MINUS: np.subtract,
    Operation.QUOTIENT: np.divide,
    Operation.LARGER: np.maximum,
    Operation.ABOVE_ZERO: lambda a: np.where(np.isnan(a), a, a > 0),
    Operation.EXPONENTIAL: np.exp,
    Operation.LARGEST: np.max,
}


def floating_lines(working: Working, dtype: npt.DTypeLike) -> dict[Line, FloatArray]:
    """Every line of a working in `dtype`: (operands,) for a column, () for a single number.

    float16 multiplies and sums in float32 and rounds the sum, as the layers do, or its share.
    """
    kind = np.dtype(dtype)
    values: dict[Line, FloatArray] = {}

    def of(line: Line) -> FloatArray:
        if line not in values:
            operands = [of(each) for each in line.of]
            is_wide = line.operation is Operation.PRODUCT and line.is_column and kind.char == HALF
            if is_wide:
                operands = [each.astype(np.float32) for each in operands]
            is_sum = line.operation is Operation.SUM
            is_of_powers = is_sum and line.of[0].operation is not Operation.PRODUCT
            kept = np.dtype(np.float32) if is_wide or (is_of_powers and kind.char == HALF) else kind
            values[line] = np.asarray(_computed(line, operands), dtype=kept)
        return values[line]

    with np.errstate(all="ignore"):
        for line in working.lines:
            of(line)
    return values


def _computed(line: Line, operands: list[FloatArray]) -> Any:
    if line.values is not None:
        return line.values
    if line.operation is Operation.ENTRY:
        return operands[0][line.entry]
    if line.operation is Operation.SUM:
        (terms,) = operands
        if leaves_range(terms):
            return np.add.accumulate(terms)[-1]  # in order, as the layer does there
        return terms.sum(dtype=np.float32 if terms.dtype.char == HALF else terms.dtype)
    return _UFUNCS[line.operation](*operands)


def leaves_range(terms: FloatArray) -> bool:
    """Whether the sum of some terms (operands,) may leave the range of their type on the way."""
    with np.errstate(all="ignore"):
        return not np.abs(terms).sum() < MARGIN * np.finfo(terms.dtype).max


def decimal_digits(dtype: np.dtype[np.floating]) -> int:
    """How many decimal digits a type of floating point keeps, about: 3, 7 and 16."""
    return round((np.finfo(dtype).nmant + 1) * log10(2))
