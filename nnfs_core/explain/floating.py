"""A working computed in floating point, line by line, and what that does to the last digits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import HALF, FloatArray
from nnfs_core.explain.closing import Closing
from nnfs_core.explain.hand import rounded_to_digits
from nnfs_core.explain.printing import number_text, printed
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

    float16 sums in float32, as the layers do.
    """
    kind = np.dtype(dtype)
    values: dict[Line, FloatArray] = {}

    def of(line: Line) -> FloatArray:
        if line not in values:
            values[line] = np.asarray(_computed(line, [of(each) for each in line.of]), dtype=kind)
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
        is_half = operands[0].dtype.char == HALF
        return operands[0].sum(dtype=np.float32 if is_half else operands[0].dtype)
    return _UFUNCS[line.operation](*operands)


def rounding_note(
    working: Working, closing: Closing, output: float, dtype: np.dtype[np.floating]
) -> str:
    """What floating point did to the output that the arithmetic by hand does not: "" if nothing.

    `output` is the number as the forward pass has it, in `dtype`.
    """
    held = full_text(output, dtype)
    if closing.closes:
        if not closing.in_full or Decimal(held) == closing.result:
            return ""
        return f"{dtype.name} {_keeps(dtype)}, rounds after each step, and holds {held}."
    by_hand = f"By hand this is {number_text(closing.result, exact=closing.is_exact)}."
    lost = _lost_line(working, closing, dtype)
    if lost is not None:
        line, k, became = lost
        number = number_text(rounded_to_digits(closing.hand.number(line, k), 4))
        limits = np.finfo(dtype)
        if became == 0:
            what = f"too close to 0 for {dtype.name} (at least {limits.smallest_subnormal:.4g})"
        else:
            what = f"beyond the range of {dtype.name} (up to {limits.max:.4g})"
        return (
            f"{by_hand} But {line.name} = {number} is {what} and becomes {printed(became)}, "
            f"so that the output is {printed(output)}."
        )
    return (
        f"{by_hand} {dtype.name} {_keeps(dtype)} and rounds after each step, "
        f"which shows here: it holds {held}."
    )


def full_text(value: float, dtype: np.dtype[np.floating]) -> str:
    """All digits that tell a number from its neighbours in `dtype`."""
    return str(dtype.type(value)) if np.isfinite(value) else printed(value)


def _keeps(dtype: np.dtype[np.floating]) -> str:
    limits = np.finfo(dtype)
    return f"keeps {limits.nmant + 1} binary digits (about {limits.precision + 1} decimal ones)"


def _lost_line(
    working: Working, closing: Closing, dtype: np.dtype[np.floating]
) -> tuple[Line, int, float] | None:
    """The first line, its row and what it became, where floating point leaves its range."""
    values = floating_lines(working, dtype)
    for line in working.lines:
        stored = np.atleast_1d(values[line])
        for k in np.flatnonzero(~np.isfinite(stored) | (stored == 0)).tolist():
            by_hand = closing.hand.number(line, k)
            if by_hand.is_finite() and (by_hand != 0 or not np.isfinite(stored[k])):
                return line, k, float(stored[k])
    return None
